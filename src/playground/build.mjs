// Builds the playground into one page: node build.mjs PACKAGE-DIRECTORY NODE_MODULES DATA-DIRECTORY PAGE
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = path.dirname(fileURLToPath(import.meta.url));
const [packaged, modules, dataDirectory, page] = process.argv.slice(2).map((name) => path.resolve(name));
const esbuild = createRequire(path.join(modules, "package.json"))("esbuild");

/** Lines of `# title` and request. */
function examples(text) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const found = [];
  for (let i = 0; i < lines.length; ++i) if (!lines[i].startsWith("#")) found.push([lines[i - 1].replace(/^#\s*/, ""), lines[i]]);
  return found;
}

const zipped = async (file) => JSON.stringify(gzipSync(await readFile(file), { level: 9 }).toString("base64"));
const bundle = await esbuild.build({
  entryPoints: [path.join(here, "main.js")],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  alias: { tamis: path.join(packaged, "tamis.js") },
  nodePaths: [modules],
  external: ["node:*"],
  define: {
    "import.meta.url": "undefined", // the page gives the module its bytes
    EXAMPLES: JSON.stringify(examples(await readFile(path.join(dataDirectory, "documented-requests.txt"), "utf8"))),
    SAMPLES: await zipped(path.join(dataDirectory, "referrals.ndjson")),
    MODULE: await zipped(path.join(packaged, "tamis.wasm")),
  },
});
const { code: style } = await esbuild.transform(await readFile(path.join(here, "style.css"), "utf8"), { loader: "css", minify: true });
const script = bundle.outputFiles[0].text.replaceAll("</script", "<\\/script");
const html = (await readFile(path.join(here, "index.html"), "utf8"))
  .replace("/*STYLE*/", () => style)
  .replace("/*SCRIPT*/", () => script);
await writeFile(page, html);
console.log(`${page}: ${(html.length / 1000).toFixed(0)} KB, one file, for any browser`);
