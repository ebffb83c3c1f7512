// The whole course, from the page of the training to the attestation: by keyboard alone, captions on, without any voice. It follows
// the modules that the dashboard shows, so it holds whatever they are; then another program verifies what was earned.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";
import { answer, enter, focused, stored } from "./answers.mjs";
import { assertAccessible, assertQuiet, folder, launch, open, serve, tabTo } from "./support.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const LEARNER = { first: "Zoé", last: "Lefèvre", role: "Responsable RH", structure: "Foyer des Tilleuls", id: "732 829 320 00074", place: "Sète" };
const NOW = Date.parse("2026-11-22T09:00:00");

// The sources are copied: a build leaves its locks beside them.
let browser, temporary, source;
before(async () => {
  temporary = mkdtempSync(path.join(tmpdir(), "jalon-parcours-"));
  source = path.join(temporary, "source");
  cpSync(here("parcours"), source, { recursive: true });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(temporary, { recursive: true, force: true });
});

const jalon = (...typed) => execFileSync(process.env.JALON_BIN, typed, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

/** The dashboard, opened on a computer that has no voice, with a clock that tests may move. */
async function visit(url) {
  const page = await open(browser);
  await page.clock.install({ time: NOW });
  await page.addInitScript(() => {
    Object.defineProperty(window, "speechSynthesis", { value: { speaking: false, getVoices: () => [], cancel() {}, speak() { throw new Error("it speaks"); } } });
    window.print = () => { window.printed = true; };
  });
  await page.goto(`${url}formation/`);
  return page;
}

/** The modules that the dashboard shows, and whether one can open them. */
const modules = (page) => page.locator("[data-course] [data-module]").evaluateAll((nodes) => nodes.map((node) => ({
  id: node.dataset.module, title: node.dataset.title, capsule: !!node.dataset.capsule, exam: "assessment" in node.dataset, open: !!node.querySelector("a"),
  goals: [...node.querySelectorAll("ul.course-goals > li")].map((goal) => goal.textContent),
})));

/** Plays the capsule of the page from end to end: every caption is shown, and no voice is needed. */
async function watch(page) {
  await page.locator("[data-line]").waitFor();
  if (await page.locator("[data-do=listen]").count()) {
    await tabTo(page, "[data-do=listen]", 400);
    await page.keyboard.press("Enter");
    await page.clock.runFor(1_500);
    assert.match(await page.locator("[data-note]").innerText(), /voix/);
  }
  await page.evaluate(() => {
    window.captions = new Set();
    const line = document.querySelector("[data-line]");
    new MutationObserver(() => { if (line.classList.contains("is-cue")) window.captions.add(line.textContent); }).observe(line, { childList: true, characterData: true, subtree: true, attributes: true });
  });
  while (!(await page.evaluate(() => document.activeElement.matches("[data-do=play]")))) await page.keyboard.press("Shift+Tab");
  const duration = Number(await page.locator(".capsule").getAttribute("data-duration"));
  do {
    await page.keyboard.press("Enter");
    await page.clock.runFor(duration + 2_000);
  } while (!(await page.locator('[data-state="over"]').isVisible()));
  const cues = await page.locator("[data-cue]").evaluateAll((spans) => spans.map((span) => span.textContent));
  assert.deepEqual(await page.evaluate(() => [...window.captions].slice(0, -1)), cues.slice(0, -1), "every caption, in order");
  assert.ok(await page.locator("[data-seen]").isVisible(), "seen");
}

/** Answers every question right. */
async function pass(page) {
  await enter(page, "[data-do=start]");
  const total = (await stored(page)).attempts.at(-1).questions.length;
  for (let n = 1; n <= total; n += 1) {
    assert.equal(await focused(page), `Question ${n} sur ${total}`);
    await answer(page, true);
    assert.match(await focused(page), /^Bonne réponse/);
    await enter(page, "[data-do=next]");
    await page.clock.runFor(1_000);
  }
  assert.match(await focused(page), /^(Module acquis|Évaluation réussie)$/);
}

/** From the first module to the attestation. @param {string} url @param {string} root of the sources, to verify what was earned */
async function follow(url, root) {
  const page = await visit(url), all = await modules(page), opened = all.filter((module) => module.open);
  assert.ok(opened.length, "a module is open");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await tabTo(page, "[data-first]", 400);
  await page.keyboard.press("Enter");
  for (const [index, module] of opened.entries()) {
    await page.locator("[data-quiz]").waitFor();
    assert.equal(await page.locator("[data-quiz]").getAttribute("data-module"), module.id, "in the order of the course");
    if (module.capsule) await watch(page);
    await pass(page);
    const goals = await page.locator(".quiz-goals tbody th").allTextContents();
    const due = module.exam ? all.flatMap((one) => one.goals) : module.goals;
    assert.ok(goals.length && goals.every((goal) => due.includes(goal)), goals.join());
    if (module.exam) assert.deepEqual([...goals].sort(), [...due].sort(), "one question at least for each objective");
    // Back to the dashboard, which says where one stands and where to go on.
    await tabTo(page, 'main a[href$="/formation/"], .crumbs a[href$="/formation/"], header a[href$="/formation/"]', 400);
    await page.keyboard.press("Enter");
    await page.locator(".board, .summit").waitFor();
    const got = opened.slice(0, index + 1).filter((one) => !one.exam).length;
    if (index + 1 < opened.length) assert.match(await page.locator(".board-count").innerText(), new RegExp(`^${got} modules? acquis sur ${all.filter((one) => !one.exam).length}`));
    await tabTo(page, "[data-do=go]", 400);
    assert.match(await focused(page), index + 1 < opened.length ? new RegExp(`: ${opened[index + 1].title}$`) : /^Préparer mon attestation$/);
    await page.keyboard.press("Enter");
  }
  await page.locator(".attest-form").waitFor();
  for (const [name, value] of Object.entries(LEARNER)) {
    await tabTo(page, `[name=${name}]`, 400);
    await page.keyboard.type(value);
  }
  await tabTo(page, "[name=score]");
  await page.keyboard.press("Space");
  await enter(page, ".attest-form [type=submit]");
  await enter(page, "[data-do=mine]");
  assert.ok(await page.evaluate(() => window.printed));
  const sheet = page.locator("[data-sheet]");
  assert.deepEqual(await sheet.locator("[data-module]").evaluateAll((nodes) => nodes.map((node) => node.dataset.module)), opened.map((one) => one.id));
  const goals = await sheet.locator("[data-objective]").allTextContents();
  assert.deepEqual(goals, opened.flatMap((one) => one.goals), "each objective is printed once, under its module");
  assert.match(await sheet.locator("[data-field=code]").innerText(), /^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/);

  await tabTo(page, ".attest-form [data-do=save]", 400);
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  const file = path.join(temporary, "transcription.json");
  await download.saveAs(file);
  // Its clock is that of the test: the answers, the code and the version are what is verified.
  const said = jalon("attestation", "verify", "--root", root, file);
  assert.match(said, /conforme, version actuelle/);
  assert.match(said, /les réponses redonnent les mêmes résultats/);
  assert.equal(JSON.parse(readFileSync(file, "utf8")).attempts.length, opened.length);
  assertQuiet(page, url);
  return { page, opened };
}

test("the site itself, with the modules that it has", async () => {
  const server = await serve(folder("JALON_SITE"), "/sous/dossier/");
  try {
    await follow(server.url, here("../.."));
  } finally {
    await server.close();
  }
});

describe("a course in order, with an assessment", () => {
  let server;
  before(async () => {
    jalon("build", "--root", source, "--output", path.join(temporary, "site"));
    server = await serve(path.join(temporary, "site"), "/sous/dossier/");
  });
  after(() => server?.close());

  test("from the first module to the attestation, which the assessment completes", async () => {
    const { page, opened } = await follow(server.url, source);
    assert.deepEqual(opened.map((one) => one.exam), [false, false, true]);
    const sheet = await page.locator("[data-sheet]").innerText();
    assert.match(sheet, /2\smodules et une évaluation finale/);
    assert.match(sheet, /Modules et évaluation acquis\s: 3 sur 3/);
    const { active } = await stored(page);
    assert.deepEqual(Object.keys(active).sort(), opened.map((one) => one.id).sort(), "time was measured on each page");
    await page.goto(`${server.url}formation/`);
    assert.match(await page.locator(".summit").innerText(), /Vous avez acquis les 2 modules et réussi l’évaluation/);
    await assertAccessible(page, "everything acquired");
    await page.context().close();
  });

  test("before its turn, the assessment is told to come later, and is open", async () => {
    const page = await visit(server.url), exam = page.locator('.course [data-module="evaluation"]');
    assert.match(await exam.innerText(), /sur tous les objectifs/i);
    assert.match(await exam.locator(".course-state").innerText(), /à suivre après le module 2/);
    assert.ok(await exam.locator("a").isVisible());
    await page.goto(`${server.url}formation/evaluation/`);
    assert.match(await page.locator(".quiz-facts").innerText(), /3\squestions, tirées parmi 6[\s\S]*pour réussir l’évaluation/);
    await page.context().close();
  });
});

describe("active time, by a clock that the test holds", () => {
  let server;
  before(async () => {
    jalon("build", "--root", source, "--output", path.join(temporary, "temps"));
    server = await serve(path.join(temporary, "temps"));
  });
  after(() => server?.close());
  const spent = async (page) => Object.values((await stored(page))?.active?.minute ?? {}).reduce((sum, ms) => sum + ms, 0);
  const near = (found, wanted, said) => assert.ok(Math.abs(found - wanted) <= 2, `${said}: ${found} ms, not ${wanted}`);
  const hide = (page, hidden) => page.evaluate((value) => {
    Object.defineProperty(document, "hidden", { configurable: true, value });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);

  test("sixty seconds after the last input it stops, a hidden page does not count, and nothing is first written for it", async () => {
    const page = await open(browser);
    await page.clock.install({ time: NOW });
    await page.goto(`${server.url}formation/minute/`);
    await page.clock.pauseAt(NOW + 60_000);
    await page.keyboard.press("Tab");
    await page.clock.runFor(30_000);
    await hide(page, true);
    assert.equal(await page.evaluate(() => localStorage.length), 0, "not before the learner acts");
    await hide(page, false);
    await page.click("[data-do=start]");
    await page.clock.runFor(20_000);
    await page.keyboard.press("Tab");
    await hide(page, true);
    const before = await spent(page);
    assert.ok(before >= 105_000 && before <= 111_000, `${before} ms`);
    await page.clock.runFor(600_000);
    await hide(page, false);
    await hide(page, true);
    near(await spent(page), before, "hidden for ten minutes");
    await hide(page, false);
    await page.clock.runFor(600_000);
    await hide(page, true);
    near(await spent(page), before + 60_000, "ten minutes without a sign of life: one counts");
    await hide(page, false);
    await page.clock.setSystemTime(NOW - 86_400_000);
    await page.clock.runFor(10_000);
    await hide(page, true);
    near(await spent(page), before + 70_000, "a clock set back changes nothing");
    await hide(page, false);
    await page.click(".quiz-foot [data-do=ask]");
    await page.click("[data-do=erase]");
    await page.click("[data-do=start]");
    await page.clock.runFor(5_000);
    await hide(page, true);
    near(await spent(page), 5_000, "what was erased does not come back");
    assertQuiet(page, server.url);
    await page.context().close();
  });

  test("it is shown to who asks, and only then", async () => {
    const page = await visit(server.url);
    await page.evaluate(() => {
      const state = JalonProgress.merge(JalonProgress.readState(null).state, { v: 1, attempts: [], seen: { ciel: { abc123bc157a: 1 } }, active: { ciel: { ABCDEFGHJK: 130000, "0123456789": 45000 }, minute: { ABCDEFGHJK: 30000 }, autre: { ABCDEFGHJK: 900000 } } });
      const digest = document.querySelector("[data-capsule]").dataset.capsule.split(" ")[1];
      state.seen.ciel[digest] = 1;
      localStorage.setItem(JalonProgress.KEY, JSON.stringify(state));
    });
    await page.reload();
    assert.match(await page.locator('.course [data-module="ciel"] .course-state').innerText(), /Capsule vue, quiz à faire/);
    assert.doesNotMatch(await page.locator(".board").innerText(), /Temps actif\s:/);
    await tabTo(page, "[name=temps-actif]", 400);
    await page.keyboard.press("Space");
    assert.match(await page.locator(".board").innerText(), /Temps actif\s: environ 3\sminutes/);
    assert.equal(await page.evaluate(() => document.activeElement.name), "temps-actif", "the focus stays");
    await page.reload();
    assert.match(await page.locator(".board").innerText(), /Temps actif\s: environ 3\sminutes/);
    await assertAccessible(page, "time shown");
    await page.uncheck("[name=temps-actif]");
    assert.doesNotMatch(await page.locator(".board").innerText(), /Temps actif\s:/);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), ["jalon:parcours:1"]);
    assertQuiet(page, server.url);
    await page.context().close();
  });
});
