// Which values decided that a record meets a filter: the conditions of the tree, asked one by one.

/** The JSON path of a member, as its names; a range variable stands for what its collection holds. */
export function pathOf(node, variables = {}) {
  const source = node.children?.[0];
  if (node.kind === "variable") return variables[node.name] ?? [];
  if (node.kind === "count") return source && [...pathOf(source, variables), "$count"];
  if (node.kind !== "member") return source ? pathOf(source, variables) : [];
  return [...(source ? pathOf(source, variables) : []), node.name];
}

/** All paths that a condition looks at. */
export function pathsOf(node, variables = {}) {
  if (node.kind === "member" || node.kind === "count") return [pathOf(node, variables)];
  const children = node.children ?? [];
  if (node.kind !== "lambda") return children.flatMap((child) => pathsOf(child, variables));
  const [source, variable, predicate] = children;
  const collection = pathOf(source, variables);
  if (!predicate) return [collection];
  const inner = pathsOf(predicate, { ...variables, [variable.name]: collection });
  return inner.length > 0 ? inner : [collection];
}

/** The conditions under and, or, not: each with its text, its paths, and for a lambda the collection. */
export function conditionsOf(root, text) {
  const leaves = [];
  const visit = (node) => {
    if (node.kind === "operation" && ["and", "or", "not"].includes(node.detail))
      return { op: node.detail, parts: node.children.map(visit) };
    const leaf = { index: leaves.length, text: text.slice(node.offset, node.offset + node.length), paths: pathsOf(node) };
    if (node.kind === "lambda") leaf.collection = pathOf(node.children[0]);
    leaves.push(leaf);
    return leaf;
  };
  return { tree: visit(root), leaves };
}

/** What a condition comes out as: true, false, or null, from the value of each leaf. */
function outcome(node, values) {
  if (!node.op) return values[node.index] ?? null;
  const parts = node.parts.map((part) => outcome(part, values));
  if (node.op === "not") return parts[0] === null ? null : !parts[0];
  const strong = node.op === "or";
  return parts.includes(strong) ? strong : parts.includes(null) ? null : !strong;
}

/** The leaves that make a condition come out as wanted. */
export function deciding(node, values, wanted = true) {
  if (outcome(node, values) !== wanted) return [];
  if (!node.op) return [node];
  return node.parts.flatMap((part) => deciding(part, values, node.op === "not" ? !wanted : wanted));
}

/** The values at a path: one, or many where it leads through arrays; each with the index in the outermost array. */
export function valuesAt(record, path) {
  let places = [{ value: record }];
  for (const name of path) {
    places = places.flatMap(({ value, index }) => {
      if (name === "$count") return [{ value: Array.isArray(value) ? value.length : 0, index }];
      if (!Array.isArray(value)) return [{ value: value?.[name], index }];
      return value.map((element, i) => ({ value: element?.[name], index: index ?? i }));
    });
  }
  return places.filter(({ value }) => value !== undefined);
}

function withElement(record, path, element) {
  const [name, ...rest] = path;
  return { ...record, [name]: rest.length === 0 ? [element] : withElement(record[name] ?? {}, rest, element) };
}

/**
 * For each record the marks: a map from a path, joined with slashes, to true or to the set of elements that decided.
 * evaluate(text, records) gives one value for each record, or null where that cannot be told.
 */
export function marksOf(root, text, records, evaluate) {
  const { tree, leaves } = conditionsOf(root, text);
  const answers = leaves.map((leaf) => evaluate(leaf.text, records) ?? []);
  const marks = records.map((_, i) => {
    const found = new Map();
    for (const leaf of deciding(tree, answers.map((answer) => answer[i])))
      for (const path of leaf.paths) found.set(path.join("/"), true);
    return found;
  });
  for (const leaf of leaves.filter((one) => one.collection?.length > 0)) markElements(leaf, records, marks, evaluate);
  return marks;
}

/** Of a lambda those elements are marked that would meet it alone. */
function markElements(leaf, records, marks, evaluate) {
  const single = [], places = [];
  records.forEach((record, i) => {
    const [collection] = valuesAt(record, leaf.collection);
    if (!Array.isArray(collection?.value)) return;
    collection.value.forEach((element, at) => {
      single.push(withElement(record, leaf.collection, element));
      places.push([i, at]);
    });
  });
  const meets = single.length > 0 && evaluate(leaf.text, single);
  if (!meets) return;
  for (const path of leaf.paths.map((names) => names.join("/"))) {
    marks.forEach((mark, i) => {
      if (!mark.has(path)) return;
      mark.set(path, new Set(places.filter(([record], n) => record === i && meets[n] === true).map(([, at]) => at)));
    });
  }
}
