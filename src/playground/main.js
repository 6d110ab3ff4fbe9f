// The page: state in, everything shown out. EXAMPLES, SAMPLES and MODULE are put in by build.mjs.
import { TamisError, load } from "tamis";
import { makeEditor } from "./editor.js";
import { fromLink, toLink } from "./link.js";
import { diagnosticsPanel, schemaPanel, treePanel } from "./panels.js";
import { readRecords, select, table } from "./records.js";

const $ = (id) => document.getElementById(id);
const SERVICE = "https://api.partner.microsoft.com/v1.0/engagements";
const state = { kind: "filter", text: "", rules: false };
let tamis, editor, samples, data, dropped, waiting;

async function embedded(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

const options = () => ({ as: state.kind, serviceRules: state.kind === "query" && state.rules });

function canonicalUrl() {
  if (state.kind === "query") return tamis.check(state.text, { ...options(), base: SERVICE }).canonical;
  return `${SERVICE}/referrals?$filter=${tamis.check(state.text, { as: "filter", writeEncoded: true }).canonical}`;
}

// ---- what is shown ----

/** All of it anew, at each keystroke. */
function update() {
  const began = performance.now();
  const checked = tamis.check(state.text, options());
  editor.diagnose(checked.diagnostics);
  const said = diagnosticsPanel(state.text, checked.diagnostics, checked.picture, (fixes) => editor.apply(fixes));
  $("diagnostics").replaceChildren(...said);
  const url = checked.ok ? canonicalUrl() : "";
  $("url").textContent = url || "There is none while the text is wrong.";
  $("url").className = url ? "" : "none";
  $("copy").disabled = !url;
  const tree = showTree();
  showRows(checked.ok, tree);
  performance.measure("tamis-update", { start: began });
}

function showTree() {
  try {
    const tree = tamis.tree(state.text, { as: state.kind });
    $("tree").replaceChildren(treePanel(tree, { show: editor.show, select: editor.select }));
    return tree;
  } catch (error) {
    if (!(error instanceof TamisError)) throw error;
    $("tree").replaceChildren(nothing("There is none: the text cannot be read to its end."));
    return null;
  }
}

function nothing(words) {
  return Object.assign(document.createElement("p"), { className: "none", textContent: words });
}

function showRows(right, tree) {
  clearTimeout(waiting);
  $("count").textContent = "";
  if (!right) return $("rows").replaceChildren(nothing("Records are shown when nothing is wrong."));
  try {
    const found = select(tamis, state, tree, data);
    const { element, rest, left } = table(tamis, found);
    waiting = setTimeout(rest, 100); // not while somebody types
    $("count").textContent = `${found.records.length} of ${data.count}`;
    $("rows").replaceChildren(found.records.length > 0 ? element : nothing("No record matches."));
    if (left > 0) $("rows").append(nothing(`… and ${left} more.`));
  } catch (error) {
    if (!(error instanceof TamisError)) throw error;
    $("rows").replaceChildren(Object.assign(document.createElement("pre"), { textContent: error.picture || error.message }));
  }
}

function showState() {
  $("kind").value = state.kind;
  $("rules").checked = state.rules;
  $("rules-field").hidden = state.kind !== "query";
  $("source").textContent = dropped ? dropped.name : "made-up samples";
  $("samples").hidden = !dropped;
}

/** Another state, all at once. */
function enter(changes) {
  Object.assign(state, changes);
  showState();
  if (editor.text === state.text) update();
  else editor.text = state.text; // which calls back
}

// ---- data ----

async function take(name, bytes) {
  try {
    data = await readRecords(tamis, bytes);
    dropped = { name, bytes };
    $("data-error").textContent = "";
  } catch (error) {
    if (!(error instanceof TamisError)) throw error;
    $("data-error").textContent = `${name}: ${error.message}`;
    return;
  }
  showState();
  update();
}

const takeFile = async (file) => file && take(file.name, new Uint8Array(await file.arrayBuffer()));

function listenForFiles() {
  const over = (on) => (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.toggle("dropping", on);
  };
  addEventListener("dragover", over(true));
  addEventListener("dragleave", over(false));
  addEventListener("drop", (event) => {
    over(false)(event);
    takeFile(event.dataTransfer?.files[0]);
  });
  $("file").addEventListener("change", (event) => takeFile(event.target.files[0]));
  $("samples").addEventListener("click", () => {
    [data, dropped] = [samples, undefined];
    showState();
    update();
  });
}

// ---- buttons ----

async function copy(text, output, words) {
  try {
    await navigator.clipboard.writeText(text);
    output.textContent = words;
  } catch {
    output.textContent = "The browser does not let this page copy.";
  }
  setTimeout(() => (output.textContent = ""), 4000);
}

async function share() {
  const whole = { ...state, theme: $("theme").value };
  if (dropped) whole.data = { name: dropped.name, text: new TextDecoder().decode(data.json) };
  const code = await toLink(whole);
  if (code === null) return ($("shared").textContent = "The file is too large for a link.");
  history.replaceState(null, "", `#${code}`);
  return copy(location.href, $("shared"), "Copied; it is in the address bar, too.");
}

async function enterLink() {
  const linked = await fromLink(location.hash.slice(1));
  if (!linked) return false;
  if (typeof linked.theme === "string") setTheme(linked.theme);
  if (linked.data) await take(String(linked.data.name), new TextEncoder().encode(linked.data.text));
  enter({ kind: linked.kind === "query" ? "query" : "filter", text: linked.text, rules: linked.rules === true });
  return true;
}

function setTheme(theme) {
  $("theme").value = theme;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

function fillExamples() {
  for (const [title, text] of EXAMPLES) $("examples").append(new Option(title, text));
  $("examples").addEventListener("change", () => enter({ kind: "query", text: $("examples").value }));
}

async function start() {
  tamis = await load(await embedded(MODULE));
  samples = await readRecords(tamis, new Uint8Array(await embedded(SAMPLES)));
  data = samples;
  $("version").textContent = tamis.version;
  $("schema").replaceChildren(...schemaPanel(JSON.parse(tamis.referral.csdl())));
  editor = makeEditor($("editor"), {
    candidates: (text, offset, explicit) =>
      explicit || offset > 0 ? tamis.complete(text, offset, options()) : [],
    changed: (text) => {
      state.text = text;
      update();
    },
  });
  fillExamples();
  listenForFiles();
  $("kind").addEventListener("change", () => enter({ kind: $("kind").value }));
  $("rules").addEventListener("change", () => enter({ rules: $("rules").checked }));
  $("theme").addEventListener("change", () => setTheme($("theme").value));
  $("copy").addEventListener("click", () => copy($("url").textContent, $("copied"), "Copied."));
  $("share").addEventListener("click", share);
  addEventListener("hashchange", enterLink);
  if (!(await enterLink()))
    enter({ text: "status eq 'Active' and direction eq 'Outgoing' and team/any(t:t/email eq 'r2d2@contoso.com')" });
  document.documentElement.dataset.ready = "";
}

start().catch((error) => {
  document.body.prepend(nothing(`The page cannot start: ${error.message}`));
  throw error;
});
