// tamis in JavaScript, for browsers and Node: an ES module over the WebAssembly module, no dependencies.
// The types, and what each function does, stand in tamis.d.ts.
import { Memory } from "./memory.js";

const OK = 0, WRONG_QUERY = 3, WRONG_DATA = 4;
const KINDS = ["query", "url", "filter", "expression", "orderby", "select", "expand", "compute", "search", "literal"];
const ABSENT = ["null", "unknown", "error"];
const FLAGS = { encoded: 1, plusIsBlank: 2, serviceRules: 4, syntaxOnly: 8, writeEncoded: 16, v4_0: 32 };
const FORM_ENCODED = 1, FORM_V4_0 = 2;
const LIMITS = ["bytes", "depth", "nodes", "inItems", "lambdaDepth", "identifierLength", "recordDepth"];

/** A text or data that are wrong, or a limit: with diagnostics. Or the module itself has failed: without. */
export class TamisError extends Error {
  constructor(message, kind, diagnostics = [], picture = "") {
    super(message);
    this.name = "TamisError";
    this.kind = kind;
    this.diagnostics = diagnostics;
    this.picture = picture;
  }
}

// ---- loading ----

async function read(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  if (typeof Response !== "undefined" && source instanceof Response)
    return WebAssembly.compile(await source.arrayBuffer());
  const url = new URL(source, import.meta.url);
  if (url.protocol === "file:" && globalThis.process?.versions?.node)
    return WebAssembly.compile(await (await import("node:fs/promises")).readFile(url));
  const response = await fetch(url);
  if (!response.ok) throw new TypeError(`${url}: HTTP status ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

export async function load(source = "./tamis.wasm") {
  const module = await read(source);
  const instance = await WebAssembly.instantiate(module, {
    tamis: { now: () => BigInt(Date.now()) * 1_000_000n },
  });
  return new Tamis(new Memory(instance.exports, (message) => new TamisError(message, "failed")));
}

// ---- what is made and freed ----

/** An object of the module: freed when it is, or when the last reference to it is gone. */
class Handle {
  #registry;
  constructor(memory, pointer, type) {
    this.memory = memory;
    this.pointer = pointer;
    this.type = type;
    this.#registry = memory.registry;
    this.#registry.register(this, { pointer, type }, this);
  }
  get live() {
    if (this.pointer === 0) throw new TypeError("this object has been freed");
    return this.pointer;
  }
  free() {
    if (this.pointer === 0) return;
    this.#registry.unregister(this);
    this.memory.call(`tamis_${this.type}_free`, this.pointer);
    this.pointer = 0;
  }
}

export class Schema extends Handle {
  csdl(form = "json") {
    return this.memory.with((m) => m.made("tamis_schema_csdl", this.live, form === "xml" ? 1 : 0));
  }
}

export class Context extends Handle {
  bind(name, value) {
    this.memory.with((m) => {
      const json = JSON.stringify(value);
      const status = m.call("tamis_context_bind", this.live, ...m.text(name), ...m.text(json), m.out);
      if (status !== OK) throw failure(m, status, json);
    });
  }
  unbind(name) {
    this.memory.with((m) => m.call("tamis_context_unbind", this.live, ...m.text(name)));
  }
}

class Compiled extends Handle {
  constructor(memory, pointer, type, tamis, warnings) {
    super(memory, pointer, type);
    this.tamis = tamis;
    this.warnings = warnings;
  }
}

const form = (options) => (options?.encoded ? FORM_ENCODED : 0) | (options?.v4_0 ? FORM_V4_0 : 0);

export class Filter extends Compiled {
  text(options) {
    return this.memory.with((m) => m.made("tamis_filter_text", this.live, form(options)));
  }
  matches(record, context = this.tamis.context) {
    return this.memory.with((m) => {
      const met = m.room(4), json = textOf(record);
      const status = m.call("tamis_filter_match", this.live, context.live, ...m.text(json), met, m.out);
      if (status !== OK) throw failure(m, status, json);
      return m.u32(met) === 1;
    });
  }
  find(input, context = this.tamis.context) {
    return this.memory.with((m) => {
      const matches = m.room(4), text = textOf(input);
      const status = m.call("tamis_filter_find", this.live, context.live, ...m.text(text), matches, m.out);
      if (status !== OK) throw failure(m, status, text);
      const list = m.u32(matches);
      const count = m.call("tamis_matches_count", list), data = m.call("tamis_matches_data", list);
      const found = Array.from({ length: count }, (_, i) => ({
        index: m.u64(data + 24 * i), offset: m.u64(data + 24 * i + 8), size: m.u64(data + 24 * i + 16),
      }));
      m.call("tamis_matches_free", list);
      return found;
    });
  }
}

export class Expression extends Compiled {
  text(options) {
    return this.memory.with((m) => m.made("tamis_expression_text", this.live, form(options)));
  }
  evaluateText(record, context = this.tamis.context) {
    return this.memory.with((m) => {
      const value = m.room(4), json = textOf(record);
      const status = m.call("tamis_expression_evaluate", this.live, context.live, ...m.text(json), value, m.out);
      if (status !== OK) throw failure(m, status, json);
      return m.take(m.u32(value));
    });
  }
  evaluate(record, context) {
    return JSON.parse(this.evaluateText(record, context));
  }
}

export class Query extends Compiled {
  url({ base = "", v4_0 = false } = {}) {
    return this.memory.with((m) => m.made("tamis_query_url", this.live, v4_0 ? FORM_V4_0 : 0, ...m.text(base)));
  }
  apply(input, { pageSize = 0, base = "", context = this.tamis.context } = {}) {
    return this.memory.with((m) => {
      const answer = m.room(4), text = textOf(input);
      const options = m.structure(24, (put) => {
        put.u64(8, pageSize);
        put.text(16, base);
      });
      const status = m.call("tamis_query_apply", this.live, context.live, ...m.text(text), options, answer, m.out);
      if (status !== OK) throw failure(m, status, text);
      return m.take(m.u32(answer));
    });
  }
}

// ---- texts and diagnostics ----

/** Records are given as JSON text, as its bytes, or as values. */
const textOf = (data) => (typeof data === "string" || ArrayBuffer.isView(data) ? data : JSON.stringify(data));

/** Tells the index of a UTF-16 string for a byte of its UTF-8. The bytes must be asked for in any order; made once. */
function indexer(text) {
  if (typeof text !== "string") return (byte) => byte;
  let ascii = true;
  for (let i = 0; ascii && i < text.length; ++i) ascii = text.charCodeAt(i) < 0x80;
  if (ascii) return (byte) => byte;
  const indices = [];
  let index = 0;
  for (const character of text) {
    const code = character.codePointAt(0);
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let i = 0; i < bytes; ++i) indices.push(index);
    index += character.length;
  }
  return (byte) => (byte < indices.length ? indices[byte] : index);
}

function inUnits(place, at) {
  if (place.offset === undefined) return place;
  const offset = at(place.offset);
  return { ...place, offset, length: at(place.offset + place.length) - offset };
}

const diagnosticsInUnits = (list, at) =>
  list.map((one) => {
    const moved = inUnits(one, at);
    if (moved.fixes) moved.fixes = moved.fixes.map((fix) => inUnits(fix, at));
    return moved;
  });

const treeInUnits = (node, at) => ({ ...inUnits(node, at), ...(node.children && { children: node.children.map((child) => treeInUnits(child, at)) }) });

/** Takes the diagnostics of the last call. */
function taken(m, text) {
  const pointer = m.u32(m.out);
  const diagnostics = diagnosticsInUnits(JSON.parse(m.made("tamis_diagnostics_json", pointer)), indexer(text));
  const picture = m.made("tamis_diagnostics_render", pointer, 0);
  m.call("tamis_diagnostics_free", pointer);
  return { diagnostics, picture };
}

function failure(m, status, text) {
  const { diagnostics, picture } = taken(m, text);
  const kind = status === WRONG_QUERY ? "wrong query" : status === WRONG_DATA ? "wrong data" : m.statusName(status);
  return new TamisError(diagnostics[0]?.message ?? kind, kind, diagnostics, picture);
}

function writeLimits(m, limits) {
  if (!limits) return 0;
  return m.structure(56, (put) => {
    LIMITS.forEach((name, i) => put.u32(4 + 4 * i, limits[name] ?? 0));
    put.u64(40, limits.steps ?? 0);
    put.u64(48, limits.recordBytes ?? 0);
  });
}

/** tamis_options. `as` is left out where a text can be of one kind only. */
function writeOptions(m, options, as) {
  const kind = as === undefined ? 0 : KINDS.indexOf(as);
  if (kind < 0) throw new TypeError(`no kind of text is called '${as}': there are ${KINDS.join(", ")}`);
  return m.structure(44, (put) => {
    put.u32(8, writeLimits(m, options.limits));
    put.text(12, options.type ?? "");
    put.text(20, (options.silenced ?? []).join(","));
    put.text(28, options.base ?? "");
    put.u32(36, Object.entries(FLAGS).reduce((flags, [name, flag]) => (options[name] ? flags | flag : flags), 0));
    put.u32(40, kind);
  });
}

// ---- the module ----

export class Tamis {
  constructor(memory) {
    this.memory = memory;
    this.version = memory.string(memory.call("tamis_version"));
    this.referral = this.#schema("tamis_schema_referral");
    this.context = this.newContext();
  }

  #schema(name) {
    return this.memory.with((m) => {
      const schema = m.room(4);
      m.must(name, 0, schema);
      return new Schema(m, m.u32(schema), "schema");
    });
  }
  noSchema() {
    return this.#schema("tamis_schema_none");
  }
  schemaFromCsdl(...documents) {
    return this.memory.with((m) => {
      const schema = m.room(4), wrong = m.room(4), pieces = m.room(8 * documents.length);
      documents.forEach((text, i) => m.put(pieces + 8 * i, ...m.text(text)));
      const status = m.call("tamis_schema_from_csdl", pieces, documents.length, 0, schema, wrong, m.out);
      if (status !== OK) throw Object.assign(failure(m, status, documents[m.u32(wrong)]), { document: m.u32(wrong) });
      m.call("tamis_diagnostics_free", m.u32(m.out));
      return new Schema(m, m.u32(schema), "schema");
    });
  }

  newContext({ absent = "null", limits, parameters = {} } = {}) {
    const made = this.memory.with((m) => {
      const context = m.room(4);
      const options = m.structure(32, (put) => {
        put.u32(8, writeLimits(m, limits));
        put.u32(12, ABSENT.indexOf(absent));
      });
      m.must("tamis_context_new", options, context);
      return new Context(m, m.u32(context), "context");
    });
    for (const [name, value] of Object.entries(parameters)) made.bind(name, value);
    return made;
  }

  quote(text) {
    return this.memory.with((m) => m.made("tamis_quote", ...m.text(text), 0));
  }
  percentEncode(text) {
    return this.memory.with((m) => m.made("tamis_percent_encode", ...m.text(text), 0));
  }

  check(text, options = {}) {
    return this.memory.with((m) => {
      const schema = options.schema ?? this.referral, canonical = m.room(4);
      const given = writeOptions(m, options, options.as ?? "query");
      const status = m.call("tamis_check", schema.live, ...m.text(text), given, canonical, m.out);
      if (status !== OK && m.u32(m.out) === 0) throw failure(m, status, text);
      const said = taken(m, text);
      return status === OK ? { ok: true, canonical: m.take(m.u32(canonical)), ...said } : { ok: false, ...said };
    });
  }
  checkAnswer(text, options = {}) {
    return this.memory.with((m) => {
      const schema = options.schema ?? this.referral;
      return m.made("tamis_check_answer", schema.live, ...m.text(text), writeOptions(m, options, options.as ?? "query"));
    });
  }

  complete(text, offset = text.length, options = {}) {
    return this.memory.with((m) => {
      const schema = options.schema ?? this.referral;
      const bytes = new TextEncoder().encode(text.slice(0, offset)).length;
      const given = writeOptions(m, options, options.as ?? "filter");
      const json = m.made("tamis_complete", schema.live, ...m.text(text), bytes, given);
      const at = indexer(text);
      return JSON.parse(json).map((candidate) => inUnits(candidate, at));
    });
  }
  tree(text, options = {}) {
    return this.memory.with((m) => {
      const tree = m.room(4);
      const status = m.call("tamis_tree", ...m.text(text), writeOptions(m, options, options.as ?? "expression"), tree, m.out);
      if (status !== OK) throw failure(m, status, text);
      m.call("tamis_diagnostics_free", m.u32(m.out));
      return treeInUnits(JSON.parse(m.take(m.u32(tree))), indexer(text));
    });
  }

  #compile(type, text, options, Class) {
    return this.memory.with((m) => {
      const schema = options.schema ?? this.referral, compiled = m.room(4);
      const status = m.call(`tamis_${type}_compile`, schema.live, ...m.text(text), writeOptions(m, options), compiled, m.out);
      if (status !== OK) throw failure(m, status, text);
      return new Class(m, m.u32(compiled), type, this, taken(m, text).diagnostics);
    });
  }
  compileFilter(text, options = {}) {
    return this.#compile("filter", text, options, Filter);
  }
  compileExpression(text, options = {}) {
    return this.#compile("expression", text, options, Expression);
  }
  compileQuery(text, options = {}) {
    return this.#compile("query", text, options, Query);
  }
  evaluateAnswer(text, input, options = {}) {
    return this.memory.with((m) => {
      const schema = options.schema ?? this.referral, context = options.context ?? this.context;
      const answer = m.room(4), records = textOf(input);
      const status = m.call("tamis_evaluate_answer", schema.live, ...m.text(text), writeOptions(m, options), context.live,
                            ...m.text(records), answer, m.out);
      if (status !== OK) throw failure(m, status, records);
      return m.take(m.u32(answer));
    });
  }
}
