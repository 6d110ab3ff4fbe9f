// The playground in headless Chromium, as a person uses it: TAMIS_PLAYGROUND is the directory with tamis.html and
// node_modules, where the screenshots go, too.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import test, { after, before } from "node:test";
import { pathToFileURL } from "node:url";

const directory = path.resolve(process.env.TAMIS_PLAYGROUND);
const { chromium } = createRequire(path.join(directory, "package.json"))("playwright-core");
const data = new URL("../data/", import.meta.url);
const requests = JSON.parse(await readFile(new URL("documented-requests.expected.json", data), "utf8"));
const samples = (await readFile(new URL("referrals.ndjson", data), "utf8")).trimEnd().split("\n").map((line) => JSON.parse(line));
const url = pathToFileURL(path.join(directory, "tamis.html")).href;

let browser, page;
const asked = [];

async function open(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const opened = await context.newPage();
  opened.on("pageerror", (error) => asked.push(`error: ${error.message}`));
  opened.on("request", (request) => request.url().startsWith("http") && asked.push(request.url()));
  await opened.addInitScript(() => { // what a keystroke costs is measured with the layout that it causes
    const measure = performance.measure.bind(performance);
    performance.measure = (...given) => (document.body.offsetHeight, measure(...given));
  });
  await opened.goto(address);
  await opened.waitForSelector("html[data-ready]");
  return opened;
}

async function write(text, where = page) {
  await where.click(".cm-content");
  await where.keyboard.press("Control+a");
  await where.keyboard.press("Delete");
  await where.keyboard.insertText(text);
  await where.keyboard.press("Escape");
}
const written = (where = page) => where.locator(".cm-line").innerText();
const count = async (where = page) => where.locator("#count").innerText();
const marked = async (where = page) => [...new Set(await where.locator("td mark").allInnerTexts())];

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  page = await open(url);
});
after(async () => {
  await browser?.close();
});

test("a wrong filter shows carets, a press mends it, records appear with what decided", async () => {
  await write("statuss eq 'New'");
  const said = await page.locator("#diagnostics").innerText();
  assert.match(said, /\| statuss eq 'New'\n\s+\| \^{7}\n/);
  assert.match(await page.locator("#rows").innerText(), /nothing is wrong/);
  await page.click(".fix");
  assert.equal(await written(), "status eq 'New'");
  const expected = samples.filter((one) => one.status === "New").length;
  assert.equal(await count(), `${expected} of ${samples.length}`);
  await page.waitForFunction((rows) => document.querySelectorAll("tbody tr").length === rows, expected);
  assert.deepEqual(await marked(), ["New"]);
  assert.equal(await page.locator("#url").innerText(),
               "https://api.partner.microsoft.com/v1.0/engagements/referrals?$filter=status%20eq%20'New'");
});

test("of a lambda only the elements are marked that decided", async () => {
  await write("team/any(t:t/email eq 'r2d2@contoso.com')");
  assert.deepEqual(await marked(), ["r2d2@contoso.com"]);
  await write("status eq 'New' or not (direction eq 'Incoming')");
  assert.deepEqual((await marked()).sort(), ["New", "Outgoing", "null"]); // a direction that is not there is not Incoming
});

test("completion by keyboard", async () => {
  await write("substatus eq 'Pending' and quali");
  await page.keyboard.press("Control+Space");
  await page.waitForSelector(".cm-tooltip-autocomplete li");
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
  assert.equal(await written(), "substatus eq 'Pending' and qualification");
});

test("every example gives the documented records", async () => {
  const titles = await page.locator("#examples option").count();
  assert.equal(titles, requests.length + 1);
  for (const [i, { request, ids }] of requests.entries()) {
    await page.selectOption("#examples", { index: i + 1 });
    assert.equal(await written(), request);
    assert.equal(await count(), `${ids.length} of ${samples.length}`, request);
  }
});

test("the service's rules can be asked for", async () => {
  await page.selectOption("#kind", "query");
  await write("$orderby=status");
  assert.equal(await page.locator(".said").count(), 0);
  await page.check("#rules");
  assert.match(await page.locator("#diagnostics").innerText(), /not-sortable/);
  await page.uncheck("#rules");
  await page.selectOption("#kind", "filter");
});

async function drop(name, text) {
  const transfer = await page.evaluateHandle(([name, text]) => {
    const made = new DataTransfer();
    made.items.add(new File([text], name));
    return made;
  }, [name, text]);
  await page.dispatchEvent("main", "drop", { dataTransfer: transfer });
}

test("a file is dropped, a broken one is refused with the reason", async () => {
  await write("status eq 'New' or status eq 'Closed'");
  await drop("mine.json", '{"value":[{"id":"a","status":"New"},{"id":"b","status":"Closed"},{"id":"c","status":"Active"}]}');
  await page.waitForFunction(() => document.getElementById("source").textContent === "mine.json");
  assert.equal(await count(), "2 of 3");
  await drop("broken.json", "[{]");
  await page.waitForFunction(() => document.getElementById("data-error").textContent.startsWith("broken.json: "));
  assert.equal(await count(), "2 of 3");
});

test("a link holds the whole state", async () => {
  await page.selectOption("#theme", "dark");
  await page.click("#share");
  await page.waitForFunction(() => location.hash.length > 1);
  const fresh = await open(page.url());
  assert.equal(await written(fresh), "status eq 'New' or status eq 'Closed'");
  assert.equal(await count(fresh), "2 of 3");
  assert.equal(await fresh.locator("#source").innerText(), "mine.json");
  assert.equal(await fresh.locator("#theme").inputValue(), "dark");
  await fresh.click("#samples");
  assert.equal(await fresh.locator("#source").innerText(), "made-up samples");
  await fresh.context().close();
  const strange = await open(`${url}#no-link-of-this-page`);
  assert.match(await written(strange), /^status eq/);
  await strange.context().close();
});

test("the keyboard reaches everything, and leaves the editor", async () => {
  await page.click("#samples");
  await write("status eq 'New'");
  const reached = new Set();
  for (let i = 0; i < 12; ++i) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.className));
  }
  for (const id of ["copy", "file", "rows"]) assert.ok(reached.has(id), `${id} of ${[...reached]}`);
});

test("a keystroke is answered in under 16 ms", async () => {
  const filters = [...new Set(requests.flatMap(({ request }) => request.match(/\$filter=([^&]*)/)?.[1] ?? []))];
  await page.selectOption("#kind", "filter");
  for (const filter of filters) {
    const runs = [];
    for (let run = 0; run < 5; ++run) {
      await write("");
      await page.evaluate(() => performance.clearMeasures());
      for (const character of filter) await page.keyboard.insertText(character);
      runs.push(await page.evaluate(() => performance.getEntriesByName("tamis-update").map((one) => one.duration)));
      assert.equal(await written(), filter);
      assert.equal(runs[run].length, filter.length);
    }
    // What each keystroke costs is the fastest of five: the others waited for what else the machine does.
    const times = runs[0].map((_, i) => Math.min(...runs.map((run) => run[i]))).sort((a, b) => a - b);
    const longest = times.at(-1);
    console.log(`${times.length} keystrokes: median ${times[times.length >> 1].toFixed(1)} ms, longest ${longest.toFixed(1)} ms: ${filter}`);
    assert.ok(longest < 16, `${longest} ms: ${filter}`);
  }
});

/** What does not fit: the page itself, elements over their siblings, text that is cut. */
const misfits = (where) => where.evaluate(() => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  const name = (element) => `${element.tagName}#${element.id}.${element.className} "${element.textContent.slice(0, 30)}"`;
  for (const group of document.querySelectorAll("header, .bar, main, .work, aside, #diagnostics")) {
    const boxes = [...group.children].map((element) => [element, element.getBoundingClientRect()]).filter(([, box]) => box.width > 0 && box.height > 0);
    for (const [i, [a, one]] of boxes.entries())
      for (const [b, two] of boxes.slice(i + 1))
        if (one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 1 && two.top < one.bottom - 1)
          found.push(`${name(a)} overlaps ${name(b)}`);
  }
  for (const element of document.querySelectorAll("h1, h2, button, .button, label, p, span, dt, dd, summary, th, td, pre, #url, #rows")) {
    const style = getComputedStyle(element);
    if (style.display !== "inline" && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) found.push(`${name(element)} is cut`);
  }
  return found;
});

test("screenshots in light, dark and narrow have no overlap and no cut text", async () => {
  for (const [kind, options] of Object.entries({
    light: { colorScheme: "light" },
    dark: { colorScheme: "dark" },
    narrow: { colorScheme: "light", viewport: { width: 390, height: 844 } },
  })) {
    const shot = await open(url, options);
    for (const [state, text] of Object.entries({
      right: "status eq 'Active' and direction eq 'Outgoing' and type eq 'Shared' and team/any(t:t/email eq 'r2d2@contoso.com')",
      wrong: "statuss eq 'New' and team/email eq 'r2d2@contoso.com' or directon eq 'Incoming'",
    })) {
      await write(text, shot);
      assert.deepEqual(await misfits(shot), [], `${kind}, ${state}`);
      await shot.screenshot({ path: path.join(directory, `${kind}-${state}.png`), fullPage: true });
    }
    await write("status eq 'New' and cust", shot);
    await shot.keyboard.press("Control+Space");
    await shot.waitForSelector(".cm-tooltip-autocomplete li");
    await shot.screenshot({ path: path.join(directory, `${kind}-completion.png`) });
    await shot.context().close();
  }
});

test("nothing was asked of a network, and no script failed", () => {
  assert.deepEqual(asked, []);
});
