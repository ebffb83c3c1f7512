// What a page still says after it was left or loaded again, and while another tab goes on: the path of a scenario, the sheet.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { rules } from "./scripts.mjs";
import { assertQuiet, folder, launch, now, open, passedAttempt, reply, serve } from "./support.mjs";

const KEY = "jalon:parcours:1";
let browser, site, drafts;
before(async () => {
  site = await serve(folder("JALON_SITE"));
  drafts = await serve(folder("JALON_DRAFTS"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
  await drafts?.close();
});

/** The page of every kind of question, at its scenario. */
async function atScenario() {
  const page = await open(browser);
  await page.goto(`${drafts.url}formation/demo-questions/`);
  await page.click("[data-do=start]");
  while ((await page.locator("[data-at]").getAttribute("data-at")) !== "demo-scenario") {
    await reply(page, true);
    await page.click("[data-do=next]");
  }
  return page;
}

test("a scenario goes on where it was when its page is loaded again", async () => {
  const page = await atScenario();
  const told = () => page.locator(".quiz-app .quiz-steps li").count(), way = (value) => page.locator(`.quiz-app input[value="${value}"]`);
  await way("numero=a").check();
  await page.click(".quiz-app [type=submit]");
  assert.equal(await told(), 1);
  const before = await page.evaluate((key) => localStorage.getItem(key), KEY);
  await page.reload();
  assert.equal(await told(), 1, "the step that cannot be changed is still taken");
  assert.ok(await way("role=a").isVisible());
  assert.equal(await page.evaluate((key) => localStorage.getItem(key), KEY), before, "half an answer is not stored");
  await way("role=a").check();
  await page.click(".quiz-app [type=submit]");
  const { answers } = (await page.evaluate((key) => JSON.parse(localStorage.getItem(key)), KEY)).attempts.at(-1);
  assert.deepEqual(answers.find((one) => one.q === "demo-scenario").a, ["numero=a", "role=a"]);
  assertQuiet(page, drafts.url);
  await page.context().close();
});

test("a path that is of another attempt, or leads nowhere, is not taken", async () => {
  const page = await atScenario();
  const { seed } = (await page.evaluate((key) => JSON.parse(localStorage.getItem(key)), KEY)).attempts.at(-1);
  for (const held of [
    { seed: seed + 1, id: "demo-scenario", path: ["numero=a"] }, { seed, id: "other", path: ["numero=a"] }, { seed, id: "demo-scenario", path: ["role=a"] },
    { seed, id: "demo-scenario", path: ["numero=a", "role=a"] }, { seed, id: "demo-scenario", path: 3 }, { seed, id: "demo-scenario" }, "scenario", null,
  ]) {
    await page.evaluate((state) => history.replaceState(state, ""), held && { scenario: held });
    await page.reload();
    assert.equal(await page.locator(".quiz-app input[value='numero=a']").count(), 1, JSON.stringify(held));
    assert.equal(await page.locator(".quiz-app .quiz-steps li").count(), 0);
  }
  assertQuiet(page, drafts.url);
  await page.context().close();
});

test("the sheet follows when the course goes on in another tab, with what was typed on it", async () => {
  const page = await open(browser), context = page.context();
  await page.goto(`${site.url}formation/verification/`);
  const banks = JSON.parse(await page.locator("[data-banks]").getAttribute("data-banks"));
  await page.goto(`${site.url}formation/attestation/`);
  const course = await page.locator("[data-attestation]").getAttribute("data-attestation");
  const attempts = banks.map((bank, n) => ({ ...passedAttempt(rules(), bank, { course, start: now() - 9000 }), id: `ABCDEFGHJ${n}`, n: n + 1 }));
  const keep = (tab, count) => tab.evaluate(([key, state]) => localStorage.setItem(key, state), [KEY, JSON.stringify({ v: 1, attempts: attempts.slice(0, count) })]);
  await keep(page, 1);
  await page.reload();
  for (const [name, value] of Object.entries({ first: "Inès", last: "Le Goff", role: "RH", structure: "Les Rives", place: "Brest" })) await page.fill(`[name=${name}]`, value);
  await page.check("[name=score]");
  await page.focus("[name=role]");
  const code = () => page.locator("[data-sheet] [data-field=code]").innerText(), first = await code();
  const other = await context.newPage();
  await other.goto(`${site.url}formation/`);
  await keep(other, 2);
  await page.locator(".attest-followed").waitFor();
  assert.equal(await page.locator("[data-sheet] [data-module]").count(), 2);
  assert.notEqual(await code(), first);
  assert.equal(await page.inputValue("[name=first]"), "Inès");
  assert.ok(await page.isChecked("[name=score]"));
  assert.equal(await page.evaluate(() => document.activeElement.name), "role");
  // What is no result leaves the page as it is.
  await page.evaluate(() => {
    document.querySelector("[name=role]").dataset.same = "";
    window.heard = new Promise((done) => window.addEventListener("storage", () => setTimeout(done), { once: true }));
  });
  await other.evaluate((key) => {
    const state = JSON.parse(localStorage.getItem(key));
    localStorage.setItem(key, JSON.stringify({ ...state, active: { [state.attempts[0].module]: { a1: 5000 } } }));
  }, KEY);
  await page.evaluate(() => window.heard);
  assert.equal(await page.locator("[name=role][data-same]").count(), 1);
  await keep(other, attempts.length);
  await page.locator("[data-sheet] [data-whole]").waitFor();
  assert.equal(await page.locator("[data-sheet] [data-module]").count(), attempts.length);
  assert.equal(await page.locator("form.attest-form").count(), 1);
  assert.equal(await page.locator(".attest-followed").count(), 1);
  // All was erased, or somebody else begins: nothing is left to print.
  await other.evaluate((key) => localStorage.removeItem(key), KEY);
  await page.locator("[data-sheet]").waitFor({ state: "hidden" });
  assert.equal(await page.locator("form.attest-form").count(), 0);
  assertQuiet(page, site.url);
  await context.close();
});
