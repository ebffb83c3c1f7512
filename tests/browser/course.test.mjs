// The dashboard of the course: where one stands, by keyboard alone, on another computer, without storage, without script.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { after, before, describe, test } from "node:test";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, at, fileUrl, folder, launch, open, serve, tabTo } from "./support.mjs";

const PAGE = "formation/";
const KEY = "jalon:parcours:1";
const COURSE = "gestionnaire-rpps-plus";

let browser, server;
before(async () => {
  server = await serve(folder("JALON_SITE"), "/sous/dossier/");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** An attempt at the module that is open, one answer in. */
function attempt(more = {}) {
  const questions = Array.from({ length: 12 }, (_, n) => `q${n}`);
  const answers = [0, 1, 2, 3].map((n) => ({ q: `q${n}`, a: ["a"], t: 10 + n, f: "00000000" }));
  return { id: "0123456789", n: 1, course: COURSE, module: "le-bon-role", quiz: "le-bon-role", version: "abc", seed: 1, from: "", start: 1000, questions, answers, seen: 4, ...more };
}
const PASSED = { done: { t: 50, percent: 90, passed: true } };

/** Opens the dashboard, with attempts already stored. */
async function visit(attempts = [], options = {}, base = server.url) {
  const page = await open(browser, options);
  if (attempts.length) {
    await page.addInitScript(([key, raw]) => { if (!sessionStorage.ready) localStorage.setItem(key, raw); sessionStorage.ready = 1; }, [KEY, JSON.stringify({ v: 1, attempts })]);
  }
  await page.goto(at(base, PAGE));
  return page;
}

const state = (page) => page.locator('.course [data-module="le-bon-role"] .course-state').innerText();
const notes = (page) => page.locator(".course > [role=status]").innerText();
const stored = (page, area = "localStorage") => page.evaluate(([where, key]) => JSON.parse(window[where].getItem(key)), [area, KEY]);
const unfold = (page) => page.click(".board-move summary");
const file = (value, course = COURSE) => ({ name: "progression.json", mimeType: "application/json", buffer: Buffer.from(typeof value === "string" ? value : JSON.stringify({ jalon: "progression", v: 1, course, saved: "2026-11-22", state: { v: 1, attempts: value } })) });

test("nothing started: the path as it is read without script, and nothing is written", async () => {
  const page = await visit();
  assert.ok(await page.locator("[data-first]").isVisible());
  assert.equal(await page.locator(".board, [data-do=save], [data-do=ask]").count(), 0);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assertQuiet(page, server.url);
});

test("in the middle of a module: said in words, with the time left and the way back to the quiz", async () => {
  const page = await visit([attempt()]);
  assert.match(await state(page), /Commencé\s: 4 questions sur 12/);
  const board = await page.locator(".board").innerText();
  assert.match(board, /0 module acquis sur 7/);
  const minutes = await page.locator(".course [data-module]:has(a), .course [data-attest]").evaluateAll((nodes) => nodes.reduce((sum, node) => sum + Number(node.dataset.minutes), 0));
  assert.match(board, new RegExp(`environ ${minutes}\\sminutes`));
  assert.ok(!(await page.locator("[data-first]").isVisible()));
  await tabTo(page, "[data-do=go]");
  assert.match(await page.evaluate(() => document.activeElement.innerText), /^Reprendre\s: Le bon rôle/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/le-bon-role\/#quiz-le-bon-role$/);
  assert.ok(await page.locator("#quiz-le-bon-role").count());
  assertQuiet(page, server.url);
});

test("missed, then passed: the later try never takes away what is acquired", async () => {
  const missed = { id: "AAAAAAAAAA", n: 2, done: { t: 60, percent: 40, passed: false } };
  const one = await visit([attempt(missed)]);
  assert.match(await state(one), /À reprendre\s: 40\s%/);
  assert.match(await one.locator("[data-do=go]").innerText(), /Refaire le quiz/);
  const two = await visit([attempt(PASSED), attempt(missed)]);
  assert.match(await state(two), /Acquis, le contenu a changé depuis/);
  assert.ok(await two.locator('.course [data-module="le-bon-role"].is-done').count());
  assert.match(await two.locator(".board").innerText(), /1 module acquis sur 7/);
  const modules = await two.locator(".course [data-module]").evaluateAll((nodes) => nodes.filter((node) => node.querySelector("a")).map((node) => node.dataset.module));
  const all = await visit(modules.map((module, n) => attempt({ ...PASSED, id: `012345678${n}`, n: n + 1, module, quiz: module })));
  assert.match(await all.locator(".summit").innerText(), /Vous avez acquis les 7 modules et réussi l’évaluation/);
  await all.click("[data-do=go]");
  await all.waitForURL(/attestation/);
});

test("what a quiz leaves is what the dashboard shows; another tab is followed", async () => {
  const page = await visit();
  const quiz = await page.context().newPage();
  await quiz.goto(at(server.url, "formation/le-bon-role/"));
  await quiz.click("[data-do=start]");
  await page.locator(".board").waitFor();
  assert.match(await state(page), /Commencé\s: 0 question sur \d+/);
});

test("to another computer by keyboard alone: a file out, the same file in", async () => {
  const page = await visit([attempt(PASSED)]);
  await tabTo(page, ".board-move summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "[data-do=save]");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.match(download.suggestedFilename(), /^progression-gestionnaire-rpps-plus-\d{4}-\d\d-\d\d\.json$/);
  assert.match(await notes(page), /est prêt/);
  const raw = readFileSync(await download.path(), "utf8");
  assert.deepEqual(JSON.parse(raw).state, await stored(page));

  const other = await visit();
  await unfold(other);
  await other.setInputFiles("[type=file]", file(raw));
  await other.locator(".board").waitFor();
  assert.match(await notes(other), /Essais ajoutés\s: 1\. Modules acquis dans ce fichier\s: 1\./);
  assert.equal(await other.evaluate(() => document.activeElement.type), "file");
  assert.deepEqual(await stored(other), await stored(page));
  await other.setInputFiles("[type=file]", file(raw));
  await other.locator("[role=status]", { hasText: "déjà connus" }).waitFor();
  assert.equal((await stored(other)).attempts.length, 1);
  assertQuiet(other, server.url);
});

test("to another computer by keyboard alone: a code out, the same code in", async () => {
  const seen = { autre: { abc123bc157a: 7 } }, active = { "le-bon-role": { ABCDEFGHJK: 61000 } };
  const page = await visit([attempt(PASSED)]);
  await page.evaluate(([key, more]) => localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), ...more })), [KEY, { seen, active }]);
  await page.reload();
  await tabTo(page, ".board-move summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "[data-do=code]");
  await page.keyboard.press("Enter");
  await page.locator("[role=status]", { hasText: /Le code est (copié|sélectionné)/ }).waitFor();
  const code = await page.inputValue("#progression-code");
  assert.match(code, /^JALON1\.[\w-]+\.[0-9a-f]{8}$/);

  const other = await visit();
  await tabTo(other, ".board-move summary");
  await other.keyboard.press("Enter");
  await tabTo(other, "[name=code]");
  await other.keyboard.insertText(`Mon code :\n> ${code.replace(/(.{60})/g, "$1\n> ")}\nfin`);
  await tabTo(other, "[data-do=take]");
  await other.keyboard.press("Enter");
  assert.match(await notes(other), /Code relu\. Essais ajoutés\s: 1\. Modules acquis par ce code\s: 1\./);
  assert.equal(await other.evaluate(() => document.activeElement.dataset.do), "take");
  assert.equal(await other.inputValue("[name=code]"), "");
  assert.deepEqual(await stored(other), { ...(await stored(page)), seen, active });
  assertQuiet(other, server.url);
});

test("a code that cannot be taken is refused in words, and changes nothing", async () => {
  const page = await visit([attempt()]), was = await stored(page);
  await unfold(page);
  const make = (course) => page.evaluate((id) => JalonTransfer.toCode(JalonTransfer.pack(id, JalonProgress.readState(localStorage.getItem(JalonProgress.KEY)).state, "2026-11-22")), course);
  const good = await make(COURSE), elsewhere = await make("autre");
  for (const [typed, words] of [
    ["", /Collez d’abord un code/], ["bonjour", /n’est pas celui d’une progression/], [good.slice(0, -9), /il en manque un morceau/],
    [good.replace(/.(?=.{30}$)/, (symbol) => (symbol === "A" ? "B" : "A")), /il en manque un morceau/], [good.replace("JALON1", "JALON2"), /version plus récente/],
    [elsewhere, /autre parcours/], ["<img src=x onerror=alert(1)>", /n’est pas celui/],
  ]) {
    await page.fill("[name=code]", typed);
    await page.click("[data-do=take]");
    assert.match(await notes(page), words, typed.slice(0, 30));
    assert.match(await notes(page), /Rien n’a été changé/);
    assert.deepEqual(await stored(page), was);
  }
  await page.fill("[name=code]", "à moitié écrit");
  await page.evaluate(() => window.dispatchEvent(new StorageEvent("storage")));
  assert.equal(await page.inputValue("[name=code]"), "à moitié écrit", "another tab does not erase what is typed");
  assertQuiet(page, server.url);
});

test("another tab does not take the focus away", async () => {
  const page = await visit([attempt()]);
  await tabTo(page, "[data-do=go]");
  await page.evaluate(() => window.dispatchEvent(new StorageEvent("storage")));
  assert.ok(await page.evaluate(() => document.activeElement.matches("[data-do=go]")));
});

test("a shared computer: what is taken back stays in the session", async () => {
  const page = await visit();
  await unfold(page);
  await page.check("[name=poste-partage]");
  await page.setInputFiles("[type=file]", file([attempt()]));
  await page.locator(".board").waitFor();
  assert.match(await notes(page), /Poste partagé/);
  assert.equal((await stored(page, "sessionStorage")).attempts.length, 1);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

describe("a file that cannot be taken is refused in words, and changes nothing", () => {
  const bad = attempt({ id: "<img src=x onerror=alert(1)>" });
  for (const [name, value, words] of [
    ["cut short", '{"jalon":"progression","v":1,', /abîmé/],
    ["something else", '{"v":1,"attempts":[]}', /n’est pas une progression/],
    ["null", "null", /n’est pas une progression/],
    ["nested without end", "[".repeat(100000), /n’est pas une progression/],
    ["of tomorrow", JSON.stringify({ jalon: "progression", v: 2 }), /version plus récente/],
    ["of another course", file([attempt()], "autre").buffer.toString(), /autre parcours/],
    ["empty", file([]).buffer.toString(), /aucun essai/],
    ["forged", file([bad]).buffer.toString(), /abîmé/],
    ["huge", " ".repeat(2100000), /trop gros/],
  ]) {
    test(name, async () => {
      const page = await visit([attempt()]);
      const was = await stored(page);
      await unfold(page);
      await page.setInputFiles("[type=file]", file(value));
      await page.locator("[role=status] .alert-warning").waitFor();
      assert.match(await notes(page), words);
      assert.match(await notes(page), /Rien n’a été changé/);
      assert.deepEqual(await stored(page), was);
      assertQuiet(page, server.url);
    });
  }

  test("half of it readable: that half is taken, and it is said", async () => {
    const page = await visit();
    await unfold(page);
    await page.setInputFiles("[type=file]", file([bad, attempt()]));
    await page.locator(".board").waitFor();
    assert.match(await notes(page), /Essais ajoutés\s: 1\.[\s\S]*illisible/);
  });
});

test("erasing says what goes, can be given up, then erases everything", async () => {
  const page = await visit([attempt(PASSED)]);
  await page.evaluate(() => localStorage.setItem("jalon:identite:1", "{}"));
  await unfold(page);
  await tabTo(page, "[data-do=ask]");
  await page.keyboard.press("Enter");
  assert.match(await page.evaluate(() => document.activeElement.innerText), /vos réponses, vos résultats, les capsules vues, le temps passé, et le nom/);
  await tabTo(page, "[data-do=keep]");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.do), "ask");
  await page.keyboard.press("Enter");
  await tabTo(page, "[data-do=erase]");
  await page.keyboard.press("Enter");
  assert.match(await notes(page), /est effacée/);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "SUMMARY");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  assert.equal(await page.locator(".board").count(), 0);
  assert.ok(await page.locator("[data-first]").isVisible());
});

test("storage refused: said, and a file is not pretended to be kept", async () => {
  const page = await open(browser);
  await page.addInitScript(() => { for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get() { throw new DOMException("non", "SecurityError"); } }); });
  await page.goto(at(server.url, PAGE));
  assert.match(await page.locator(".course").innerText(), /refuse d’enregistrer votre progression/);
  await unfold(page);
  await page.setInputFiles("[type=file]", file([attempt(PASSED)]));
  await page.locator("[role=status] .alert-warning").waitFor();
  assert.match(await notes(page), /n’a pas pu l’enregistrer/);
  assertQuiet(page, server.url);
});

test("modules in order: what comes later is told, and still open", async () => {
  const page = await open(browser);
  await page.route("**/formation/", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('data-order="free"', 'data-order="gated"') });
  });
  await page.goto(at(server.url, PAGE));
  const later = page.locator('.course [data-module="votre-mission"]');
  assert.match(await later.innerText(), /à suivre après le module 3/);
  assert.ok(await later.locator("a").isVisible());
  assert.ok(!/à suivre/.test(await page.locator("[data-module] .course-state").first().innerText()), "the first one is next");
});

test("without script: the path, its links, no dead control", async () => {
  const page = await visit([], { javaScriptEnabled: false });
  assert.equal(await page.locator(".course-module:not([data-assessment])").count(), 7);
  assert.equal(await page.locator(".course-module[data-assessment]").count(), 1);
  assert.ok(await page.locator("[data-first]").isVisible());
  assert.equal(await page.locator(".course button, .course input").count(), 0);
});

test("a portable build, opened as a file, shows the same", async () => {
  const base = fileUrl(folder("JALON_PORTABLE")), page = await visit([attempt()], {}, base);
  assert.match(await state(page), /Commencé\s: 4 questions sur 12/);
  await page.click("[data-do=go]");
  await page.waitForURL(/le-bon-role\/index\.html#quiz-le-bon-role$/);
  assertQuiet(page, base);
});

// The tree that asks which attestation is expected, whose progress it is and the end of the course are there too.
test("weight: 24 KB of script at most on the dashboard, none on a page with the map alone", async () => {
  const page = await visit();
  const sources = await page.evaluate(() => [...document.scripts].map((script) => script.src));
  const texts = await Promise.all(sources.map(async (url) => (await page.context().request.get(url)).body()));
  const total = texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
  assert.ok(total <= 24 * 1024, `${total} bytes`);
  await page.goto(server.url);
  assert.equal(await page.locator("script[src*='core.'], script[src*='course.']").count(), 0);
  assert.ok(await page.locator(".course-path").isVisible());
});

describe("every state passes axe and reflows", () => {
  for (const { name, ...view } of VIEWS) {
    test(name, async () => {
      const look = async (page, what) => {
        await assertAccessible(page, `${what}, ${name}`);
        await assertReflows(page, `${what}, ${name}`);
      };
      const page = await visit([], view);
      await unfold(page);
      await look(page, "nothing started");
      await page.setInputFiles("[type=file]", file("{"));
      await page.locator("[role=status] .alert-warning").waitFor();
      await look(page, "refused file");
      await page.setInputFiles("[type=file]", file([attempt()]));
      await page.locator(".board").waitFor();
      await look(page, "started");
      await page.click("[data-do=code]");
      await page.locator("#progression-code").waitFor();
      await look(page, "code");
      await page.check("[name=temps-actif]");
      await page.click("[data-do=ask]");
      await look(page, "erase");
      await page.setInputFiles("[type=file]", file([attempt({ ...PASSED, id: "BBBBBBBBBB", n: 2 })]));
      await page.locator(".is-done").waitFor();
      await look(page, "passed");
      assertQuiet(page, server.url);
      await page.context().close();
    });
  }
});
