// A project that has installed the packed package: compiled with tsc --strict, then run. ./dev wasm does both.
import { load, TamisError, type Tamis } from "tamis";

function fails(call: () => unknown, kind: new (...of: never[]) => Error): void {
  try {
    call();
  } catch (error) {
    if (error instanceof kind) return;
    throw error;
  }
  throw new Error(`no ${kind.name}`);
}

const tamis: Tamis = await load();
const suggestion: string | undefined = tamis.check("statuss eq 'New'", { as: "filter" }).diagnostics[0].suggestion;
const matches: boolean = tamis.compileFilter("status eq 'New'").matches({ status: "New" });
const text: string = tamis.compileQuery("$top=1").apply([{ status: "New", id: "1" }]);
if (suggestion !== "status" || !matches || text !== '[{"status":"New","id":"1"}]') throw new Error("wrong answers");
fails(() => tamis.compileFilter("("), TamisError);
// @ts-expect-error: no kind of text is called so
fails(() => tamis.check("a", { as: "filtre" }), TypeError);
