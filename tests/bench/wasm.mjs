// How long the WebAssembly package takes to check the documented filters: wasm.mjs PACKAGE-DIRECTORY
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const { load } = await import(pathToFileURL(path.resolve(process.argv[2], "tamis.js")));
const requests = (await readFile(new URL("../data/documented-requests.txt", import.meta.url), "utf8")).split("\n");
const filters = requests.flatMap((request) => request.match(/^[^#].*\$filter=([^&]*)/)?.[1] ?? []);
const tamis = await load();

const ROUNDS = 200;
const times = [];
for (let sample = 0; sample < 15; ++sample) {
  const began = performance.now();
  for (let i = 0; i < ROUNDS; ++i)
    for (const filter of filters)
      if (!tamis.check(filter, { as: "filter" }).ok) throw new Error(filter);
  times.push((1000 * (performance.now() - began)) / ROUNDS / filters.length);
}
times.sort((a, b) => a - b);
console.log(`one check of the ${filters.length} documented filters: ${times[7].toFixed(1)} us (median; fastest ${times[0].toFixed(1)})`);
