// How long the reader's browser takes to show an edit of a text, part by part. Run by hand; it asserts nothing.
//
//   JALON_BIN=target/release/jalon node tests/browser/serve.speed.mjs FOLDER SOURCE ADDRESS
//
// FOLDER is a site (`cargo bench --bench main -- corpus 10000 FOLDER` writes one), SOURCE a page of it, ADDRESS where
// it is published: `content/partie-00/chapitre-00/page-01.md partie-00/chapitre-00/page-01/`.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { launch, open } from "./support.mjs";

const QUIET = 20;
const RUNS = 15;
const [site, source, where] = process.argv.slice(2);
const root = path.resolve(import.meta.dirname, "../..");
const started = performance.now();
const jalon = spawn(process.env.JALON_BIN ?? path.join(root, "target/release/jalon"), ["serve", "--root", site, "--port", "0"]);
const address = await new Promise((found) => {
  let said = "";
  jalon.stdout.on("data", (text) => {
    said += text;
    const match = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
    if (match) found(match[0]);
  });
});
console.log(`start to address: ${(performance.now() - started).toFixed(0)} ms`);
const browser = await launch();
const page = await open(browser);
// The clock of the page and that of this script are those of the machine.
await page.addInitScript(() => {
  window.times = {};
  const now = () => performance.timeOrigin + performance.now();
  const { fetch: plain, EventSource: Plain } = window;
  window.EventSource = class extends Plain {
    constructor(address) {
      super(address);
      this.addEventListener("state", () => { window.times.told ??= now(); });
    }
  };
  window.fetch = async (...all) => {
    window.times.asked ??= now();
    const response = await plain(...all);
    window.times.head ??= now();
    return response;
  };
  document.addEventListener("jalon-patched", () => {
    window.times.patched ??= now();
    const { times } = window;
    requestAnimationFrame(() => setTimeout(() => { window.shown = { ...times, painted: now() }; }));
  });
});
await page.goto(address + where);
await page.waitForTimeout(3000);
const file = path.join(site, source);
const good = readFileSync(file, "utf8");
const rows = [];
for (let run = 0; run < RUNS; run += 1) {
  await page.evaluate(() => { window.shown = null; window.times = {}; });
  writeFileSync(file, `${good}\nMarque ${run}.\n`);
  const start = performance.timeOrigin + performance.now();
  await page.waitForFunction(() => window.shown, null, { timeout: 20_000 });
  const shown = await page.evaluate(() => window.shown);
  rows.push({
    told: shown.told - start - QUIET, asked: shown.asked - shown.told, fetched: shown.head - shown.asked,
    patched: shown.patched - shown.head, all: shown.patched - start - QUIET, painted: shown.painted - start - QUIET,
  });
  await page.waitForTimeout(run % 2 ? 400 : 1500);
}
writeFileSync(file, good);
const middle = (name) => rows.map((row) => row[name]).sort((a, b) => a - b)[RUNS >> 1];
for (const name of Object.keys(rows[0])) {
  console.log(`${name.padEnd(8)} ${middle(name).toFixed(1)} ms (worst ${Math.max(...rows.map((row) => row[name])).toFixed(1)})`);
}
await browser.close();
jalon.kill();
