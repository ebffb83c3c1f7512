// Two who learn on one computer: each finds what is theirs, and neither prints the other's results without a word.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, folder, launch, open, reply, serve, tabTo } from "./support.mjs";

const SHEET = { last: "Le Goff", role: "Responsable RH", structure: "Foyer des Rives", place: "Brest" };

let browser, server;
before(async () => {
  server = await serve(folder("JALON_SITE"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Passes the questions of a module. */
async function pass(page, module) {
  await page.goto(`${server.url}formation/${module}/`);
  await page.click("[data-do=start]");
  while (await page.locator("[data-at]:not([data-at=''])").count()) {
    await reply(page, true);
    await page.click("[data-do=next]");
  }
}
const passed = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("jalon:parcours:1") ?? '{"attempts":[]}').attempts.map((one) => one.module));
const course = (page) => page.goto(`${server.url}formation/`);
const line = (page) => page.locator(".learner-line").innerText();
async function change(page, words) {
  await page.click(".learner-change summary");
  await Promise.all([page.waitForEvent("load"), page.click(`.learner button:has-text("${words}")`)]);
}

test("nobody is named before there is something to name; then a first name goes with the progress", async () => {
  const page = await open(browser);
  await course(page);
  assert.equal(await page.locator(".learner").count(), 0);
  await pass(page, "le-bon-role");
  await course(page);
  assert.match(await line(page), /Progression commencée le 24\snovembre\s2026 sur ce poste/);
  await tabTo(page, ".learner-change summary", 200);
  await page.keyboard.press("Enter");
  await tabTo(page, "#apprenant-prenom");
  await page.keyboard.type("  Inès ");
  await page.keyboard.press("Enter");
  assert.match(await line(page), /sous le prénom Inès, commencée le 24\snovembre\s2026/);
  await page.reload();
  assert.match(await line(page), /Inès/);
  assertQuiet(page, server.url);
});

test("two people: one click puts one's progress aside whole, one click brings it back", async () => {
  const page = await open(browser);
  await pass(page, "le-bon-role");
  await course(page);
  await page.click(".learner-change summary");
  await page.fill("#apprenant-prenom", "Inès");
  await page.click(".learner-name button");
  await change(page, "Commencer la mienne");
  assert.deepEqual(await passed(page), []);
  assert.ok(await page.locator("[data-first]").isVisible(), "the course begins anew");
  await pass(page, "votre-mission");
  await course(page);
  await change(page, "Inès, depuis");
  assert.deepEqual(await passed(page), ["le-bon-role"]);
  assert.match(await line(page), /Inès/);
  await change(page, "sans prénom, depuis");
  assert.deepEqual(await passed(page), ["votre-mission"]);
  await page.click(".learner-change summary");
  await page.click(".learner button:has-text('Effacer cette progression')");
  assert.equal(await page.evaluate(() => localStorage.getItem("jalon:apprenants:1")), null);
  assertQuiet(page, server.url);
});

test("a sheet under a name that is not that of the progress is asked about, and not printed", async () => {
  const page = await open(browser);
  await page.addInitScript(() => { window.printed = 0; window.print = () => { window.printed += 1; }; });
  await pass(page, "le-bon-role");
  await page.goto(`${server.url}formation/attestation/`);
  const print = async (first) => {
    for (const [name, value] of Object.entries({ first, ...SHEET })) await page.fill(`[name=${name}]`, value);
    await page.click(".attest-form [type=submit]");
  };
  await print("Inès");
  assert.match(await page.locator(".learner-ask").innerText(), /Ces résultats sont-ils les vôtres[\s\S]*portera ce prénom\s: Inès/);
  assert.equal(await page.evaluate(() => window.printed), 0);
  await page.click("[data-do=mine]");
  assert.ok(await page.locator("[data-do=anyway]").isVisible(), "an unfinished course is said after that");
  // Somebody else, later, on the same computer.
  await page.reload();
  await print("Paul");
  assert.match(await page.locator(".learner-ask").innerText(), /Ces résultats portent un autre prénom\s: Inès[\s\S]*porterait celui-ci\s: Paul/);
  assert.equal(await page.evaluate(() => window.printed), 0);
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await page.locator("[data-sheet]").isVisible()), "nor by the menu of the browser");
  assert.ok(await page.locator(".attest-anothers").isVisible());
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await Promise.all([page.waitForEvent("load"), page.click(".learner-ask [data-do=fresh]")]);
  assert.deepEqual(await passed(page), [], "Paul begins his own");
  assertQuiet(page, server.url);
});

test("who waits and cannot be read is left out; a full computer says so and loses nothing", async () => {
  const page = await open(browser);
  await pass(page, "le-bon-role");
  for (const raw of ["{", "null", '{"v":2}', '{"v":1,"learners":[{"id":"<b>","kept":{}}]}', "[".repeat(5000)]) {
    await page.evaluate((value) => localStorage.setItem("jalon:apprenants:1", value), raw);
    await course(page);
    assert.ok(await page.locator(".learner").count(), raw.slice(0, 20));
    assert.equal(await page.locator(".learner-others li").count(), 0);
  }
  await page.evaluate(() => {
    localStorage.removeItem("jalon:apprenants:1");
    Storage.prototype.setItem = () => { throw new DOMException("plein", "QuotaExceededError"); };
  });
  await page.click(".learner-change summary");
  await page.click(".learner button:has-text('Commencer la mienne')");
  assert.match(await page.locator(".learner-said").innerText(), /n’a pas pu mettre la progression de côté/);
  assert.deepEqual(await passed(page), ["le-bon-role"]);
});

for (const { name, ...view } of VIEWS) {
  test(`who learns, the question before a sheet and the end of the course pass axe and reflow, ${name}`, async () => {
    const page = await open(browser, view);
    await pass(page, "le-bon-role");
    await course(page);
    await page.click(".learner-change summary");
    await assertAccessible(page, `who learns, ${name}`);
    await assertReflows(page, `who learns, ${name}`);
    await page.goto(`${server.url}formation/attestation/`);
    for (const [field, value] of Object.entries({ first: "Inès", ...SHEET })) await page.fill(`[name=${field}]`, value);
    await page.click(".attest-form [type=submit]");
    await assertAccessible(page, `whose results, ${name}`);
    await assertReflows(page, `whose results, ${name}`);
    await page.evaluate((key) => {
      const state = JSON.parse(localStorage.getItem(key)), [one] = state.attempts;
      const modules = [...document.querySelectorAll(".side li[data-module]")].map((node) => node.dataset.module);
      state.attempts = modules.map((module, n) => ({ ...one, id: `ABCDEFGHJ${n}`, n: n + 1, module, quiz: module }));
      localStorage.setItem(key, JSON.stringify(state));
    }, "jalon:parcours:1");
    await course(page);
    assert.ok(await page.locator(".summit").isVisible());
    await assertAccessible(page, `the end of the course, ${name}`);
    await assertReflows(page, `the end of the course, ${name}`);
    await page.context().close();
  });
}
