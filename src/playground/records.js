// The records: what is read, what a text selects of it, and the table.
import { marksOf, pathOf, pathsOf, valuesAt } from "./deciding.js";

const COLUMNS = ["name", "status", "substatus", "type", "direction", "createdDateTime"];
const FIRST_ROWS = 20; // shown at once
const MOST_ROWS = 100;
const decoder = new TextDecoder();

async function unzipped(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The records of a file, one by one, as an array of JSON. Throws a TamisError where they are none. */
export async function readRecords(tamis, bytes) {
  const plain = await unzipped(bytes);
  const all = tamis.compileFilter("true", { silenced: ["always-true"] });
  try {
    const found = all.find(plain);
    const texts = found.map(({ offset, size }) => decoder.decode(plain.subarray(offset, offset + size)));
    return { json: new TextEncoder().encode(`[${texts.join(",\n")}]`), count: texts.length };
  } finally {
    all.free();
  }
}

/** The texts of the options of a query but for those named. */
function without(text, tree, names) {
  const first = tree.children?.[0]?.offset ?? text.length;
  const kept = (tree.children ?? []).filter((option) => !names.includes(option.detail));
  return text.slice(0, first) + kept.map((option) => text.slice(option.offset, option.offset + option.length)).join("&");
}

const decoded = (text) => decodeURIComponent(text.replace(/%(?![0-9A-Fa-f]{2})/g, "%25"));

/** What a right text selects: records, the condition's tree and text, the columns. Throws a TamisError. */
export function select(tamis, state, tree, data) {
  if (state.kind === "filter") {
    const filter = tamis.compileFilter(state.text);
    try {
      const found = filter.find(data.json);
      const records = found.map(({ offset, size }) => JSON.parse(decoder.decode(data.json.subarray(offset, offset + size))));
      return { records, condition: { root: tree, text: state.text }, columns: columnsFor(tree) };
    } finally {
      filter.free();
    }
  }
  const query = tamis.compileQuery(without(state.text, tree, ["select", "expand", "count"]));
  try {
    const answer = JSON.parse(query.apply(data.json));
    const records = Array.isArray(answer) ? answer : answer?.value ?? (answer ? [answer] : []);
    const option = (name) => (tree.children ?? []).find((one) => one.detail === name);
    const filter = option("filter")?.children?.[0], selected = option("select");
    const condition = filter && conditionAlone(tamis, state.text.slice(filter.offset, filter.offset + filter.length));
    const columns = selected
      ? selected.children.map((item) => pathOf(item.children?.[0] ?? item).join("/")).filter(Boolean)
      : columnsFor(...[filter, option("orderby")].filter(Boolean));
    return { records, condition, columns: columns.length > 0 ? columns : columnsFor() };
  } finally {
    query.free();
  }
}

/** The condition of a query as a text of its own, decoded, with its own tree. */
function conditionAlone(tamis, encoded) {
  const text = decoded(encoded);
  return { root: tamis.tree(text, { as: "filter" }), text };
}

function columnsFor(...trees) {
  const asked = trees.flatMap((tree) => pathsOf(tree)).map((path) => path.join("/")).filter(Boolean);
  return [...new Set([...asked, ...COLUMNS])];
}

function evaluator(tamis) {
  return (text, records) => {
    const answer = JSON.parse(tamis.evaluateAnswer(text, records));
    return answer.ok ? answer.values : null;
  };
}

function cell(record, column, mark) {
  const td = document.createElement("td");
  td.dataset.column = column;
  const places = valuesAt(record, column.split("/"));
  places.forEach(({ value, index }, i) => {
    if (i > 0) td.append(", ");
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const isMarked = mark === true || (mark && mark.has(index));
    if (!isMarked) return td.append(text);
    const marked = document.createElement("mark");
    marked.textContent = text === "" ? "''" : text;
    td.append(marked);
  });
  if (places.length === 0) {
    const none = document.createElement(mark ? "mark" : "span");
    if (!mark) none.className = "none";
    none.textContent = mark ? "null" : "–";
    td.append(none);
  }
  return td;
}

/** The table of what was selected, with the values marked that decided. What is left of its rows comes with rest(). */
export function table(tamis, { records, condition, columns }) {
  const element = document.createElement("table");
  const head = element.createTHead().insertRow();
  for (const column of columns) head.append(Object.assign(document.createElement("th"), { textContent: column, scope: "col" }));
  const body = element.createTBody();
  const add = (from, to) => {
    const rows = records.slice(from, to);
    const marks = condition && rows.length > 0 ? marksOf(condition.root, condition.text, rows, evaluator(tamis)) : [];
    rows.forEach((record, i) => {
      body.insertRow().append(...columns.map((column) => cell(record, column, marks[i]?.get(column))));
    });
  };
  add(0, FIRST_ROWS);
  return { element, rest: () => add(FIRST_ROWS, MOST_ROWS), left: records.length - MOST_ROWS };
}
