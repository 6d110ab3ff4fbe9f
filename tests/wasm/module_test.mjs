// The WebAssembly package from Node: node --test tests/wasm/module_test.mjs, with TAMIS_PACKAGE its directory.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const packaged = path.resolve(process.env.TAMIS_PACKAGE);
const data = new URL("../data/", import.meta.url);
const { load, TamisError } = await import(pathToFileURL(path.join(packaged, "tamis.js")));
const tamis = await load();

test("check: a right text, a warning, an error with its place, fix and picture", () => {
  assert.deepEqual(tamis.check("status   eq 'New'", { as: "filter" }),
                   { ok: true, canonical: "status eq 'New'", diagnostics: [], picture: "" });
  const unsure = tamis.check("status eq 'Nwe'", { as: "filter" });
  assert.equal(unsure.ok, true);
  assert.equal(unsure.diagnostics[0].severity, "warning");
  const wrong = tamis.check("statuss eq 'New'", { as: "filter" });
  assert.equal(wrong.ok, false);
  assert.deepEqual(wrong.diagnostics[0].fixes, [{ offset: 0, length: 7, replacement: "status" }]);
  assert.match(wrong.picture, /\| statuss eq 'New'\n +\| \^{7}\n/);
});

test("places of strings count UTF-16 units, of bytes bytes", () => {
  const text = "name eq '\u{1F600}é' and statuss eq 1";
  const [fault] = tamis.check(text, { as: "filter" }).diagnostics;
  assert.equal(text.slice(fault.offset, fault.offset + fault.length), "statuss");
  const bytes = new TextEncoder().encode(text);
  const [inBytes] = tamis.check(bytes, { as: "filter" }).diagnostics;
  assert.equal(new TextDecoder().decode(bytes.subarray(inBytes.offset, inBytes.offset + inBytes.length)), "statuss");
  const tree = tamis.tree(text);
  assert.equal(text.slice(tree.children[1].offset), "statuss eq 1");
  const behind = "name eq '\u{1F600}' and stat";
  assert.ok(tamis.complete(behind).some((one) => behind.slice(0, one.offset) + one.insert === "name eq '\u{1F600}' and status"));
});

test("queries: service rules, URL, application", () => {
  assert.equal(tamis.check("$orderby=status").ok, true);
  assert.equal(tamis.check("$orderby=status", { serviceRules: true }).diagnostics[0].code, "not-sortable");
  const query = tamis.compileQuery("/referrals?$filter=status eq 'New'&$top=1");
  assert.equal(query.url({ base: "https://x.test" }), "https://x.test/referrals?$filter=status%20eq%20'New'&$top=1");
  assert.equal(query.apply([{ status: "New", id: "1" }, { status: "New", id: "2" }]), '[{"status":"New","id":"1"}]');
  query.free();
  assert.throws(() => query.url(), TypeError);
});

test("filters: records, files, gzip data, wrong data, parameters, matchesPattern", async () => {
  const filter = tamis.compileFilter("status eq @s");
  const context = tamis.newContext({ parameters: { "@s": "New" } });
  assert.equal(filter.matches({ status: "New" }, context), true);
  assert.equal(filter.matches('{"status":"Closed"}', context), false);
  const samples = await readFile(new URL("referrals.ndjson", data));
  const found = filter.find(samples, context);
  const expected = samples.toString().trimEnd().split("\n").map((line) => JSON.parse(line).status === "New");
  assert.deepEqual(found.map(({ index }) => index), expected.flatMap((is, i) => (is ? [i] : [])));
  assert.deepEqual(filter.find(gzipSync(samples), context), found);
  assert.throws(() => filter.matches({ status: true }, context), (error) => error instanceof TamisError && error.kind === "wrong data");
  assert.throws(() => filter.find("[1", context), (error) => error.diagnostics[0].code === "malformed-data");
  const pattern = tamis.compileFilter("matchesPattern(name,'^[A-C]+$')");
  assert.deepEqual(["ABC", "ABD"].map((name) => pattern.matches({ name })), [true, false]);
});

test("expressions: values, exact digits, the time", () => {
  const value = (text, record = {}) => tamis.compileExpression(text).evaluate(record);
  assert.equal(value("concat(id,'é')", { id: "1" }), "1é");
  assert.equal(tamis.compileExpression("1 div 3.0").evaluateText({}), "0.3333333333333333333333333333333333");
  assert.equal(value("1e-7 mul 3"), 3e-7);
  assert.ok(Math.abs(Date.parse(value("now()")) - Date.now()) < 60_000);
  assert.equal(JSON.parse(tamis.evaluateAnswer("id", [{ id: "a" }, { id: "b" }])).values.join(), "a,b");
});

test("schemas: CSDL in and out, wrong documents, none", async () => {
  const schema = tamis.schemaFromCsdl(await readFile(new URL("hiking.csdl.xml", data)));
  assert.equal(tamis.check("engagementId eq 'New'", { as: "filter", schema, type: "Tour" }).ok, false);
  assert.match(schema.csdl("xml"), /^<\?xml/);
  assert.equal(JSON.parse(tamis.referral.csdl()).$Version, "4.01");
  assert.throws(() => tamis.schemaFromCsdl("<x"), (error) => error.kind === "wrong data" && error.document === 0);
  assert.equal(tamis.check("a eq b", { as: "filter", schema: tamis.noSchema() }).ok, true);
});

test("the example of the documentation says what it says there", async () => {
  const code = (await readFile(path.join(packaged, "README.md"), "utf8")).match(/```js\n([^]*?)```/)[1];
  const said = [];
  const run = code.replace(/^import .*$/m, "").replace(/console\.log\(/g, "say(");
  await new Function("load", "say", `return (async () => {${run}})()`)(load, (...words) => said.push(words));
  assert.deepEqual(said.slice(0, 3).map((words) => words.join(" ")), ["false status", tamis.check("statuss eq 'New'", { as: "filter" }).picture, "true"]);
  assert.equal(said[4][0], '[{"status":"New","id":"1"}]');
  assert.equal(said[5][0][0], "'None'");
});

test("misuse, limits, and texts that are wrong throw in words", () => {
  assert.throws(() => tamis.check("a", { as: "poem" }), TypeError);
  assert.throws(() => tamis.compileFilter("status eq"), (error) => error.kind === "wrong query" && error.picture.includes("^"));
  const deep = "(".repeat(200) + "true" + ")".repeat(200);
  assert.equal(tamis.check(deep, { as: "filter" }).diagnostics[0].code, "too-deep");
  assert.throws(() => tamis.tree("a eq", { as: "filter" }), TamisError);
});

test("memory that runs out ends one module, in words", async () => {
  const other = await load();
  const failed = (error) => error instanceof TamisError && error.kind === "failed";
  assert.throws(() => other.quote("'".repeat(300_000_000)), failed);
  assert.throws(() => other.check("true"), failed);
  assert.equal(tamis.check("true", { as: "filter" }).ok, true);
});

test("what is freed is memory again", () => {
  const size = () => tamis.memory.size;
  const go = () => { for (let i = 0; i < 2000; ++i) tamis.compileFilter("name eq 'x' or status eq 'New'").free(); };
  go();
  const before = size();
  go();
  assert.equal(size(), before);
});
