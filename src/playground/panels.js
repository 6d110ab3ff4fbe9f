// What is shown beside the records: diagnostics with their fixes, the tree, the schema.

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Each diagnostic of a text with its part of the picture; apply(fixes) mends the text. */
export function diagnosticsPanel(text, diagnostics, picture, apply) {
  if (diagnostics.length === 0) return [make("span", { className: "right", textContent: "Nothing is wrong." })];
  const pictures = picture.trimEnd().split(/\n\n(?=error|warning|note)/);
  return diagnostics.map((one, i) => {
    const said = make("div", { className: `said ${one.severity}` }, ...pictureParts(pictures[i] ?? one.message, one, text));
    if (one.fixes?.length > 0) {
      const words = one.fixes.map((fix) => fix.replacement || "nothing").join(" … ");
      const button = make("button", { type: "button", className: "fix", textContent: `Fix: ${words}` });
      button.addEventListener("click", () => apply(one.fixes));
      said.append(button);
    }
    return said;
  });
}

/** The message and the hints wrap, the line with the carets under it does not. */
function pictureParts(picture, one, text) {
  const lines = picture.split("\n");
  const excerpt = lines.filter((line) => line.startsWith("  |"));
  const words = (line) => make("p", { textContent: line.trim() });
  const [message, ...hints] = lines.filter((line) => !line.startsWith("  |"));
  const carets = excerpt.length > 0 ? [make("pre", { textContent: excerpt.join("\n") }), ...placeParts(one, text)] : [];
  return [words(message), ...carets, ...hints.map(words)];
}

/** The place in the text as words that wrap, for where there is no room for a line with carets. */
function placeParts(one, text) {
  if (one.offset === undefined) return [];
  const end = one.offset + one.length, around = 40;
  const from = Math.max(0, one.offset - around), to = Math.min(text.length, end + around);
  const at = make("b", { textContent: one.length > 0 ? text.slice(one.offset, end) : "‸" });
  const place = make("p", { className: "place" }, from > 0 ? "…" : "", text.slice(from, one.offset), at, text.slice(end, to));
  if (to < text.length) place.append("…");
  return [place];
}

/** A tree of buttons: each shows its part of the text, a press selects it. */
export function treePanel(node, { show, select }) {
  const label = make("button", { type: "button" }, node.kind);
  const detail = [node.detail, node.name].filter((word) => word !== undefined).join(" ");
  if (detail) label.append(" ", make("span", { className: "detail", textContent: detail }));
  const place = [node.offset, node.offset + node.length];
  for (const event of ["mouseenter", "focus"]) label.addEventListener(event, () => show(...place));
  for (const event of ["mouseleave", "blur"]) label.addEventListener(event, () => show(0, 0));
  label.addEventListener("click", () => select(...place));
  const item = make("li", {}, label);
  if (node.children?.length > 0) item.append(make("ul", {}, ...node.children.map((child) => branch(child, { show, select }))));
  return make("ul", {}, item);
}
const branch = (node, actions) => treePanel(node, actions).firstChild;

const shortName = (name) => name.replace(/^.*\./, "");
const typeOf = (property) => {
  const type = property.$Type ? shortName(property.$Type) : "String";
  return property.$Collection ? `[${type}]` : type;
};
const description = (of, name = "") => of?.[`${name}@Core.Description`] ?? of?.[`${name}@Org.OData.Core.V1.Description`] ?? "";

/** The schema by types, of its CSDL in JSON. */
export function schemaPanel(csdl) {
  const found = [];
  for (const [namespace, members] of Object.entries(csdl)) {
    if (namespace.startsWith("$")) continue;
    for (const [name, type] of Object.entries(members)) {
      if (type?.$Kind === "EnumType") found.push(enumeration(name, type));
      else if (type?.$Kind === "EntityType" || type?.$Kind === "ComplexType") found.push(structure(name, type));
    }
  }
  return found;
}

function entries(title, kind, rows) {
  const list = make("dl", {}, ...rows.flatMap(([name, type, words]) => {
    const term = make("dt", {}, name);
    if (type) term.append(" ", make("span", { textContent: type }));
    return words ? [term, make("dd", { textContent: words })] : [term];
  }));
  return make("details", {}, make("summary", {}, make("b", { textContent: title }), ` ${kind}`), list);
}

function structure(name, type) {
  const properties = Object.entries(type).filter(([key, value]) => !/[$@]/.test(key) && typeof value === "object");
  const rows = properties.map(([key, value]) => [key, typeOf(value), description(value)]);
  return entries(name, type.$Kind === "EntityType" ? "entity type" : "complex type", rows);
}

function enumeration(name, type) {
  const members = Object.entries(type).filter(([key]) => !/[$@]/.test(key));
  return entries(name, "enumeration", members.map(([key]) => [key, "", description(type, key)]));
}
