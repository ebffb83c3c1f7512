// What every browser test needs: a static server on loopback, Debian's chromium with fonts and a clock of ours, axe, and a watch on
// what is requested.
//
//   JALON_SITE       folder of a built site (jalon build --output …)
//   JALON_PORTABLE   folder of a portable build (jalon build --portable --output …), opened from file://
//   JALON_DRAFTS     folder of a build with its drafts (jalon build --drafts --output …)
//   JALON_FIXTURE    folder of a build of tests/browser/site, whose quiz and capsule do not change when the course does
//   JALON_FIXTURE_PORTABLE   the same, portable
//   JALON_NOW        the moment at which pages open, to try the tests on another day
//   CHROMIUM         the browser, /usr/bin/chromium-headless-shell by default: without windows, it takes a third less time
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { KEYS, watchKeys } from "./keys.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TYPES = {
  html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8", svg: "image/svg+xml",
  json: "application/json", xml: "application/xml", png: "image/png", txt: "text/plain; charset=utf-8", webmanifest: "application/manifest+json", webm: "video/webm", wav: "audio/wav", vtt: "text/vtt; charset=utf-8",
};

/** The built folder named by an environment variable; tests that need it fail clearly when it is missing. */
export function folder(variable) {
  const dir = process.env[variable];
  assert.ok(dir, `${variable} must name a built site`);
  assert.ok(existsSync(path.join(dir, "index.html")), `${dir} holds no index.html`);
  return path.resolve(dir);
}

/** Serves a folder as any static host would, under an optional sub-path ("/rpps/"). */
export async function serve(dir, under = "/") {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    let file = pathname.startsWith(under) ? path.join(dir, path.normalize(decodeURIComponent(pathname.slice(under.length)))) : "";
    if (file && existsSync(file) && statSync(file).isDirectory()) {
      if (!pathname.endsWith("/")) return response.writeHead(301, { location: pathname + "/" }).end();
      file = path.join(file, "index.html");
    }
    if (!file || !file.startsWith(dir) || !existsSync(file)) {
      return response.writeHead(404, { "content-type": TYPES.html }).end("404");
    }
    // Recordings are read in parts, as every static host allows.
    const size = statSync(file).size, asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
    const start = asked ? Number(asked[1]) : 0, end = asked?.[2] ? Math.min(Number(asked[2]), size - 1) : size - 1;
    const headers = { "content-type": TYPES[path.extname(file).slice(1)] ?? "application/octet-stream", "cache-control": "no-store", "accept-ranges": "bytes" };
    if (!asked || start > end) {
      response.writeHead(200, headers);
      return createReadStream(file).pipe(response);
    }
    response.writeHead(206, { ...headers, "content-range": `bytes ${start}-${end}/${size}`, "content-length": end - start + 1 });
    createReadStream(file, { start, end }).pipe(response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}${under}`,
    close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}

/** Whether each page is looked at in each way (`tests/run --full`), or pages made alike in one way each. */
export const FULL = process.env.JALON_FULL === "1";

/** The sets of fonts of fonts/*.conf: tests that measure, or print, run under each. */
export const FONTS = ["wide", "narrow"];

/** What makes a program see the fonts of a set and no others, whatever the machine has. */
export function fontsOnly(set = FONTS[0]) {
  const config = path.join(import.meta.dirname, "fonts", `${set}.conf`), cache = path.resolve(import.meta.dirname, "../../target/fonts");
  // Without its fonts, Chromium would still draw something, and measure it.
  for (const [, file] of readFileSync(config, "utf8").matchAll(/<acceptfont><glob>([^<]+)/g)) {
    assert.ok(existsSync(file), `${file} is not there: tests/run installs the fonts`);
  }
  mkdirSync(cache, { recursive: true });
  return { FONTCONFIG_FILE: config, XDG_CACHE_HOME: cache };
}

/** Headless chromium, with the fonts of a set, without any of its own traffic. */
export function launch(fonts = FONTS[0]) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
    env: { ...process.env, ...fontsOnly(fonts) },
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

// Days are those of a place, in pages and here.
const ZONE = process.env.TZ = "Europe/Paris";
const started = Date.now(), opened = Date.parse(process.env.JALON_NOW ?? "2026-11-24T10:00:00+01:00");

// What tests run from here, jalon above all, is on that day too.
process.env.SOURCE_DATE_EPOCH = String(Math.floor(opened / 1000));

/** How long anything is waited for, in ms: a machine may do ten other things. What never comes fails, later. */
export const PATIENCE = 120_000;

/** The time in every page: it runs, from a moment that is the same at each run of the tests. */
export function now() {
  return opened + Date.now() - started;
}

/** In a page, before its scripts: what time it is. */
function setClock(ahead) {
  const Machine = Date;
  window.Date = class Date extends Machine {
    constructor(...given) {
      if (given.length) super(...given);
      else super(Machine.now() + ahead);
    }
    static now() {
      return Machine.now() + ahead;
    }
  };
}

/**
 * A page in a context of its own, at our time, which remembers every request that left `origin`, every error of a script, and
 * whatever is kept without being in rules/keys.txt.
 */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "fr-FR", timezoneId: ZONE, ...options });
  await context.addInitScript(setClock, opened - started);
  await context.addInitScript(watchKeys, KEYS);
  context.setDefaultTimeout(PATIENCE);
  context.setDefaultNavigationTimeout(PATIENCE);
  const page = await context.newPage();
  page.requests = [];
  page.errors = [];
  context.on("request", (request) => page.requests.push(request.url()));
  page.on("pageerror", (error) => page.errors.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") page.errors.push(message.text()); });
  return page;
}

/** Nothing was asked of any other place, no script failed, and nothing was kept but what rules/keys.txt tells. */
export function assertQuiet(page, base) {
  assert.deepEqual(page.requests.filter((url) => !url.startsWith(base) && !url.startsWith("data:")), [], "requests outside the site");
  assert.deepEqual(page.errors.filter((text) => !/favicon/.test(text)), [], "errors in the page");
}

/** The address of a page: a folder when served, a spelled-out file in a portable build. */
export function at(base, page) {
  return base.startsWith("file:") ? `${base}${page}index.html` : base + page;
}

/** file:// address of a folder, with its final slash. */
export function fileUrl(dir) {
  return pathToFileURL(dir + path.sep).href;
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Zero violations of WCAG 2.2 A and AA and of axe's best practices. */
export async function assertAccessible(page, state) {
  // Scrolling and colour transitions must be over: axe reads what is painted.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  // What passes is not told: there are thousands of nodes of it, with their HTML.
  const violations = await page.evaluate(async (values) => {
    const result = await window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] });
    return result.violations;
  }, RULES);
  const said = violations.map((one) => `${one.id}: ${one.help}\n` + one.nodes.map((node) => `    ${node.html}\n    ${node.failureSummary}`).join("\n"));
  assert.equal(said.length, 0, `${state}\n${said.join("\n")}`);
}

/** The page never scrolls sideways. */
export async function assertReflows(page, state) {
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= window, `${state}: ${wide} px wide in a ${window} px window`);
}

/** What the printer of the browser makes of a page: its file, its text, how many sheets, and whether they are A4. */
export async function print(page, into) {
  const file = path.join(into, "printed.pdf");
  await page.pdf({ path: file, preferCSSPageSize: true });
  const info = execFileSync("pdfinfo", [file], { encoding: "utf8" });
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).replace(/[\s\u00a0\u202f]+/g, " ");
  return { file, text, pages: Number(/Pages:\s+(\d+)/.exec(info)[1]), a4: /Page size:\s+59[45]\S* x 84[12]/.test(info) };
}

/** Types words in the field of a search, and waits until all that they find is shown: extracts that come late, too. */
export async function searched(page, words) {
  await page.evaluate(() => {
    document.querySelector(".search-status").textContent = "";
    if ("searches" in window) return;
    const { search } = JalonSearch, ended = () => setTimeout(() => { window.searches -= 1; });
    window.searches = 0;
    JalonSearch.search = async (...given) => {
      window.searches += 1;
      try {
        const found = await search(...given);
        window.searches += 1;
        Promise.resolve(found.late).finally(ended);
        return found;
      } finally {
        ended();
      }
    };
  });
  await page.locator("#recherche-mots").fill(words);
  await page.waitForFunction(() => window.searches === 0 && document.querySelector(".search-status").textContent);
}

/** Says that the results of the page are those of the name on the sheet, where that is asked. */
export async function mine(page) {
  const yes = page.locator(".learner-ask [data-do=mine]");
  if (await yes.isVisible()) await yes.click();
}

/** Moves with Tab until the focused element matches; fails when the keyboard cannot reach it. */
export async function tabTo(page, selector, limit = 80) {
  for (let i = 0; i < limit; i += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  assert.fail(`Tab never reached ${selector}`);
}

/** Light, dark, and a narrow window: the three ways in which every state is looked at. */
export const VIEWS = [
  { name: "light 1280", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "dark 1280", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { name: "light 320", viewport: { width: 320, height: 700 }, colorScheme: "light" },
  { name: "dark 320", viewport: { width: 320, height: 700 }, colorScheme: "dark" },
];

/**
 * Answers the question on screen, whatever its kind, with the mouse and without looking: right or wrong. What the keyboard
 * and screen readers meet is the matter of kinds.test.mjs.
 */
export async function reply(page, right) {
  const steps = await page.evaluate((good) => {
    const { readItem, all, attribute, plain } = window.JalonKinds;
    const id = document.querySelector("[data-at]").getAttribute("data-at");
    const section = document.querySelector(`[data-question="${id}"]`), [{ question }] = readItem(section, false);
    const inputs = [...document.querySelectorAll(".quiz-app .input")];
    const option = (list, wanted) => list.find((one) => (one.correct === true) === wanted) ?? list[0];
    const walk = (here, taken, wanted) => {
      const end = question.ends.find((one) => one.id === here);
      if (end) return (end.score === 100) === wanted ? taken : null;
      if (taken.length > 20) return null;
      return question.steps.find((one) => one.id === here).choices.reduce((found, way) => found ?? walk(way.next, [...taken, `${here}=${way.id}`], wanted), null);
    };
    switch (question.kind) {
      case "multiple": return [good ? question.choices.filter((one) => one.correct).map((one) => one.id) : [option(question.choices, false).id]];
      case "scenario": return walk(question.start, [], good).map((entry) => [entry]);
      case "matching": case "categorise":
        document.querySelectorAll(".quiz-app .quiz-pair").forEach((pair) => {
          const item = all(section, "item").find((node) => plain(node) === plain(pair.querySelector("label")));
          const select = pair.querySelector("select"), to = attribute(item, "to");
          select.value = good ? to : [...select.options].map((one) => one.value).find((value) => value && value !== to);
        });
        return [[]];
      case "ordering": {
        const list = document.querySelector(".quiz-app .quiz-order"), rows = [...list.children];
        const ids = question.items.map((one) => one.id);
        (good ? ids : ids.reverse()).forEach((one) => list.append(rows.find((row) => row.dataset.id === one)));
        return [[]];
      }
      case "cloze": question.gaps.forEach((gap, at) => { inputs[at].value = gap.options.length ? option(gap.options, good).id : good ? gap.answers[0] : "rien de tel"; }); return [[]];
      case "numeric": inputs[0].value = good ? question.value.replace(".", ",") : "987654"; return [[]];
      case "short": inputs[0].value = good ? question.answers[0] : "rien de tel"; return [[]];
      default: return [[option(question.choices, good).id]];
    }
  }, right);
  for (const values of steps) {
    for (const value of values) await page.check(`.quiz-app input[value="${value}"]`);
    await page.click(".quiz-app [type=submit]");
  }
}

/** An answer worth 100 to a question of core.js. */
export function rightAnswer(question) {
  const { kind, choices = [], lefts = [], items = [], gaps = [] } = question;
  if (kind === "matching") return lefts.map((one) => `${one.id}=${one.right}`);
  if (kind === "categorise") return items.map((one) => `${one.id}=${one.category}`);
  if (kind === "ordering") return items.map((one) => one.id);
  if (kind === "cloze") return gaps.map((gap) => `${gap.id}=${gap.options?.length ? gap.options.find((one) => one.correct).id : gap.answers[0]}`);
  if (kind === "numeric") return [question.value];
  if (kind === "short") return [question.answers[0]];
  if (kind !== "scenario") return choices.filter((one) => one.correct).map((one) => one.id);
  const walk = (here, taken) => {
    const end = question.ends.find((one) => one.id === here);
    if (end || taken.length > 20) return end?.score === 100 ? taken : null;
    return question.steps.find((one) => one.id === here).choices.reduce((found, way) => found ?? walk(way.next, [...taken, `${here}=${way.id}`]), null);
  };
  return walk(question.start, []);
}

/** A passed attempt at a module, as the page would store it: what the seed draws, all of it right. */
export function passedAttempt(Jalon, bank, { course, seed = 1, start = now() - 60000 }) {
  const questions = Jalon.draw(bank.questions, bank.draw, seed);
  const answers = questions.map((q, at) => ({ q, a: rightAnswer(bank.questions.find((one) => one.id === q)), t: start + at, f: "00000000" }));
  return {
    id: "ABCDEFGHJ0", n: 1, course, module: bank.module, quiz: bank.quiz, version: bank.version, seed, from: "", start, questions, answers,
    seen: questions.length, done: { t: start + 1000, percent: 100, passed: true },
  };
}
