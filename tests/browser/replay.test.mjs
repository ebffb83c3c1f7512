// Replay equality: an attempt taken in the page, its stored log, the saved file, the command; and logs that somebody forged.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertQuiet, folder, launch, now, open, reply, serve } from "./support.mjs";

const KEY = "jalon:parcours:1";
const root = fileURLToPath(new URL("../..", import.meta.url));
const jalon = process.env.JALON_BIN ?? path.join(root, "target/release/jalon");
const LEARNER = { first: "Inès", last: "Le Goff", role: "Directrice", structure: "Foyer des Rives", id: "", place: "Brest" };

let browser, server, scratch;
before(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), "jalon-rejeu-"));
  server = await serve(folder("JALON_SITE"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Answers all that is asked; `right(index)` says how. */
async function finish(page, right) {
  for (let index = 0; await page.locator("[data-at]").count(); index += 1) {
    await reply(page, right(index));
    await page.click("[data-do=next]");
  }
}

/** Takes the quiz of a module, retries the mistakes, and saves the file of the attestation. */
async function earned(options = {}) {
  const page = await open(browser, { acceptDownloads: true });
  if (options.before) await options.before(page);
  await page.goto(server.url + "formation/le-bon-role/");
  await page.click("[data-do=start]");
  await finish(page, (index) => index % 2 === 1);
  await page.click("[data-do=retry]");
  if (options.between) await options.between(page);
  await finish(page, () => true);
  await page.click("[data-do=attest]");
  await page.waitForURL(/attestation/);
  for (const [name, value] of Object.entries(LEARNER)) await page.fill(`[name=${name}]`, value);
  await page.check("[name=score]");
  await page.click("[data-do=save]");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-do=mine]")]);
  const file = path.join(scratch, `${Object.keys(options).join("-") || "simple"}.json`);
  await download.saveAs(file);
  return { page, file, transcript: JSON.parse(readFileSync(file, "utf8")) };
}

function verify(file) {
  const { status, stdout, stderr } = spawnSync(jalon, ["attestation", "verify", "--root", root, file], { encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
  return { status, said: stdout + stderr };
}

/** What the verification page says of the replay, and of the whole. */
async function inThePage(page, transcript, name) {
  const file = path.join(scratch, name);
  writeFileSync(file, JSON.stringify(transcript));
  await page.evaluate(() => document.querySelector(".verify-result")?.remove());
  await page.setInputFiles("[name=file]", file);
  await page.click("form[aria-labelledby=v-give-t] [type=submit]");
  await page.waitForSelector(".verify-result");
  const title = await page.locator(".verify-result h2").innerText();
  const line = page.locator(".verify-fields > div").filter({ has: page.locator("dt", { hasText: "Résultats recalculés" }) });
  return { file, title, why: (await line.locator(".verify-why").textContent()).trim() };
}

test("an attempt with mistakes, their retry, the saved file: one score, in the page, from the log and by the command", async () => {
  const { page, file, transcript } = await earned();
  const { attempts } = JSON.parse(await page.evaluate((key) => localStorage.getItem(key), KEY));
  assert.equal(attempts.length, 2);
  assert.deepEqual(transcript.attempts, attempts, "the file takes along the attempt that the retry continues");
  assert.equal(transcript.sheet.modules[0].score, attempts[1].done.percent);

  // Replayed from the stored log, by the scripts of the verification page.
  await page.goto(server.url + "formation/verification/");
  const again = await page.evaluate((key) => {
    const { state } = JalonProgress.readState(localStorage.getItem(key));
    const banks = JSON.parse(document.querySelector("[data-banks]").dataset.banks);
    const percents = state.attempts.map((one) => {
      const bank = banks.find((other) => other.module === one.module && other.version === one.version);
      const { questions: asked } = one;
      return { drawn: one.from ? asked : JalonDraw.draw(bank.questions, bank.draw, one.seed), percent: JalonScoring.total(bank.questions.filter((item) => asked.includes(item.id)), (id) => one.answers.find((given) => given.q === id).a).percent };
    });
    return { percents, verdict: window.JalonVerdict.replay(state.attempts, banks) };
  }, KEY);
  assert.deepEqual(again.verdict, { state: "good", why: "replayed" });
  assert.deepEqual(again.percents, attempts.map((one) => ({ drawn: one.questions, percent: one.done.percent })));
  assert.ok(again.percents[0].percent < 100 && again.percents[1].percent === 100);

  // And by the command, on the saved file.
  const { status, said } = verify(file);
  assert.equal(status, 3, said);
  assert.match(said, /✓ Résultats recalculés : \(les réponses redonnent les mêmes résultats\)/);
  assertQuiet(page, server.url);
});

test("a log that drops, repeats, moves or betters something is refused in the page and by the command, with a reason", async () => {
  const { page, transcript } = await earned();
  await page.goto(server.url + "formation/verification/");
  const forged = {
    "questions abandonnées": ({ attempts: [, last] }) => {
      const gone = last.questions.pop();
      last.answers = last.answers.filter((given) => given.q !== gone);
    },
    "question répétée": ({ attempts: [, last] }) => { last.questions[1] = last.questions[0]; },
    "ordre changé": ({ attempts }) => attempts.forEach((one) => one.questions.reverse()),
    "réponse ajoutée": ({ attempts: [, last] }) => { last.answers.push({ ...last.answers[0], q: "inventee" }); },
    "premier essai retiré": ({ attempts }) => { attempts.shift(); },
    "premier essai meilleur": ({ attempts: [first] }) => { first.done = { ...first.done, percent: 100, passed: true }; },
    "réponse gardée autre": ({ attempts: [first, last] }) => {
      const kept = last.answers.find((given) => given.kept);
      first.answers.find((given) => given.q === kept.q).a = ["rien"];
    },
    "autre banque": ({ attempts }) => attempts.forEach((one) => { one.quiz = "demo"; }),
  };
  const reasons = new Set();
  for (const [name, change] of Object.entries(forged)) {
    const log = JSON.parse(JSON.stringify(transcript));
    change(log);
    const told = await inThePage(page, log, "forge.json");
    assert.match(told.title, /ne correspond pas/, name);
    const { status, said } = verify(told.file);
    assert.equal(status, 1, `${name}: ${said}`);
    assert.match(said, /non conforme/);
    const reason = /✗ Résultats recalculés : \((.*)\)/.exec(said)?.[1];
    assert.equal(told.why.toLowerCase().replace(/\.$/, ""), reason?.toLowerCase(), name);
    reasons.add(reason);
  }
  assert.ok(reasons.size >= 6, [...reasons].join());
});

test("a clock set back in mid-course is tolerated, and said", async () => {
  const { page, file, transcript } = await earned({
    before: (page) => page.clock.install({ time: now() }),
    between: (page) => page.clock.setSystemTime(now() - 3600000),
  });
  const { status, said } = verify(file);
  assert.equal(status, 3, said);
  assert.match(said, /· Résultats recalculés : \(.*des heures reculent : l’horloge du poste a pu être changée\)/);
  await page.goto(server.url + "formation/verification/");
  const told = await inThePage(page, transcript, "horloge.json");
  assert.match(told.why, /Des heures reculent/);
  assert.match(told.title, /non terminé/);
});
