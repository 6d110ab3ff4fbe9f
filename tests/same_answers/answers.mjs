// Answers what same_answers.py asks the WebAssembly package: answers.mjs PACKAGE/tamis.js. One JSON job a line; texts
// that need not be UTF-8 are in base64.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { load } = await import(pathToFileURL(process.argv[2]));
const tamis = await load();
const schemas = { referral: tamis.referral, none: tamis.noSchema() };
const bytes = (text) => Buffer.from(text, "base64");

function answers({ schema, csdl, lines = [], records, kind, ...options }) {
  if (csdl !== undefined) schemas[schema] = tamis.schemaFromCsdl(csdl);
  options.schema = schemas[schema];
  if (records === undefined) return lines.map((line) => tamis.checkAnswer(bytes(line), { as: kind, ...options }));
  return lines.map((line) => tamis.evaluateAnswer(bytes(line), bytes(records), options));
}

for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(answers(JSON.parse(line)).map((answer) => Buffer.from(answer).toString("base64"))));
