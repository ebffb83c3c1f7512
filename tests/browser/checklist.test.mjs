// The checklists: ticks that stay, dates, calendar, erasing, without script, on paper.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import ICAL from "ical.js";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, at, fileUrl, folder, launch, open, serve, tabTo } from "./support.mjs";

const PAGE = "outils/listes-de-controle/";
const LIST = "#checklist-deploiement", KEY = "jalon:checklist:deploiement:1";

let browser, server;
before(async () => {
  server = await serve(folder("JALON_SITE"), "/sous/dossier/");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function visit(options = {}, base = server.url, setup) {
  const page = await open(browser, options);
  if (setup) await page.addInitScript(setup);
  await page.goto(at(base, PAGE));
  return page;
}
const kept = (page) => page.evaluate((key) => JSON.parse(localStorage.getItem(key)), KEY);
const ticked = (page) => page.locator(`${LIST} input:checked`).count();
const tick = (page, rank) => page.locator(`${LIST} [type=checkbox]`).nth(rank).click();

test("by keyboard alone: tick, date, erase with a confirmation", async () => {
  const page = await visit();
  const stored = () => page.evaluate(() => localStorage.length);
  assert.equal(await stored(), 0, "nothing before the reader ticks");
  await tabTo(page, `${LIST} [type=date]`);
  await tabTo(page, `${LIST} [type=checkbox]`);
  await page.keyboard.press("Space");
  assert.deepEqual((await kept(page)).done, ["contrat"]);
  assert.equal(await stored(), 1);
  assert.match(await page.locator(`${LIST} .checklist-count`).textContent(), /^1 sur 20$/);
  assert.equal(await page.locator(`${LIST} progress`).evaluate((bar) => bar.position), 0.05);
  await page.reload();
  assert.equal(await ticked(page), 1, "and it is still there");
  await tabTo(page, `${LIST} [data-do=ask]`);
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.activeElement.matches(".checklist-ask")), "the question has the focus");
  await tabTo(page, "[data-do=keep]", 3);
  await page.keyboard.press("Enter");
  assert.equal(await ticked(page), 1, "nothing is erased by « Annuler »");
  assert.ok(await page.evaluate(() => document.activeElement.matches("[data-do=ask]")), "the focus is back");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await ticked(page), 0);
  assert.equal(await stored(), 0);
  assert.ok(await page.evaluate(() => document.activeElement.matches("[type=checkbox]")));
  await page.waitForFunction(() => /vide/.test(document.querySelector("#checklist-deploiement [role=status]").textContent));
  assertQuiet(page, server.url);
});

test("a date gives each deadline a day, in French; what is past and not ticked says so", async () => {
  const page = await visit();
  const due = (id) => page.locator(`${LIST} [data-item=${id}] [data-due]`).textContent();
  assert.equal(await due("recueil"), "42 jours après le lancement");
  assert.equal(await page.locator(`${LIST} [data-do=calendar]`).count(), 0, "no calendar without a date");
  await page.fill(`${LIST} [type=date]`, "2020-10-20");
  assert.equal((await due("recueil")).replace(/\s/g, " ").trim(), "1er décembre 2020, 42 jours après le lancement Date passée");
  await page.locator(`${LIST} [data-item=recueil] input`).click();
  assert.doesNotMatch(await due("recueil"), /passée/);
  assert.deepEqual(await kept(page), { v: 1, start: "2020-10-20", done: ["recueil"] });
  await page.fill(`${LIST} [type=date]`, "2090-01-01");
  assert.equal(await page.locator(`${LIST} .checklist-late`).count(), 0);
  await page.fill(`${LIST} [type=date]`, "");
  assert.equal(await due("recueil"), "42 jours après le lancement");
});

test("the calendar holds what is left to do, each at its day", async () => {
  const page = await visit();
  await page.fill(`${LIST} [type=date]`, "2026-12-01");
  await page.locator(`${LIST} [data-item=contrat] input`).click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(`${LIST} [data-do=calendar]`)]);
  assert.equal(file.suggestedFilename(), "deploiement.ics");
  const events = new ICAL.Component(ICAL.parse(readFileSync(await file.path(), "utf8"))).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  const dated = await page.locator(`${LIST} [data-days]`).count();
  assert.equal(events.length, dated - 1, "what is ticked is not in it");
  const one = events.find((event) => event.uid.startsWith("checklist-deploiement-recueil-"));
  assert.equal(one.startDate.toString(), "2027-01-12");
  assert.match(one.summary, /^Les données du pilote sont réunies et relues par chacun\. – .*, 1er\u00a0décembre 2026$/);
  assert.ok(events.every((event) => !/\[\d+\]/.test(event.summary)), "no call of a source");
  assert.equal(one.component.getFirstPropertyValue("url"), `${server.url}enregistrer/recueillir-les-donnees/`);
  assertQuiet(page, server.url);
});

test("two persons' departures do not overwrite each other in a calendar", async () => {
  const page = await visit(), list = "#checklist-depart";
  const events = async (start, label) => {
    await page.fill(`${list} [type=date]`, start);
    await page.fill(`${list} [data-label]`, label);
    await page.locator(`${list} [data-label]`).press("Tab");
    const [file] = await Promise.all([page.waitForEvent("download"), page.click(`${list} [data-do=calendar]`)]);
    return new ICAL.Component(ICAL.parse(readFileSync(await file.path(), "utf8"))).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  };
  const all = [...await events("2026-12-01", "Mme A."), ...await events("2026-12-01", "M. B."), ...await events("2026-12-15", "M. B.")];
  assert.ok(all.length > 5);
  assert.equal(new Set(all.map(({ uid }) => uid)).size, all.length);
  assert.ok(all[0].summary.includes("Mme A.") && all[0].summary.includes("2026"));
  assert.equal(all[0].uid, (await events("2026-12-01", "Mme A."))[0].uid, "the same one, taken in again, is replaced");
  await page.reload();
  assert.equal(await page.inputValue(`${list} [data-label]`), "Mme A.", "kept with the ticks, once the reader gave it");
});

test("lists do not mix, and another tab follows", async () => {
  const page = await visit(), other = await page.context().newPage();
  await other.goto(at(server.url, PAGE));
  await tick(page, 2);
  await other.waitForFunction(() => document.querySelectorAll("#checklist-deploiement input:checked").length === 1);
  assert.equal(await page.locator("#checklist-depart input:checked").count(), 0);
  await page.locator("#checklist-depart [type=checkbox]").first().click();
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).sort()), ["jalon:checklist:depart:1", KEY]);
});

test("all ticked is said", async () => {
  const page = await visit();
  for (const box of await page.locator("#checklist-facteurs [type=checkbox]").all()) await box.click();
  await page.waitForFunction(() => /Tout est coché/.test(document.querySelector("#checklist-facteurs [role=status]").textContent));
});

test("what is stored is not trusted", async () => {
  const bad = ["", "{", "null", "[]", "{\"v\":2,\"done\":[\"contrat\"]}", "{\"v\":1}", "{\"v\":1,\"done\":\"contrat\"}", "{\"v\":1,\"start\":\"2026-02-30\",\"done\":[5,null,{},\"<img src=x onerror=alert(1)>\",\"inconnu\"]}", "x".repeat(30000)];
  for (const raw of bad) {
    const page = await visit({}, server.url, `localStorage.setItem(${JSON.stringify(KEY)}, ${JSON.stringify(raw)})`);
    assert.equal(await ticked(page), 0, raw.slice(0, 40));
    assert.equal(await page.inputValue(`${LIST} [type=date]`), "");
    assertQuiet(page, server.url);
    await page.context().close();
  }
  const page = await visit({}, server.url, `localStorage.setItem(${JSON.stringify(KEY)}, ${JSON.stringify("{\"v\":1,\"start\":\"2026-12-01\",\"done\":[\"carte\",\"inconnu\"]}")})`);
  assert.equal(await ticked(page), 1);
  assert.equal(await page.inputValue(`${LIST} [type=date]`), "2026-12-01");
});

test("a browser that refuses to store still ticks, and it is said", async () => {
  for (const setup of [
    "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })",
    "Storage.prototype.setItem = () => { throw new Error('full'); }",
  ]) {
    const page = await visit({}, server.url, setup);
    await tick(page, 0);
    await tick(page, 1);
    assert.equal(await ticked(page), 2);
    assert.match(await page.locator(`${LIST} .checklist-bar`).textContent(), /refuse de garder/);
    assertQuiet(page, server.url);
  }
});

test("without script: the list, its deadlines, boxes to print, no dead control", async () => {
  const page = await visit({ javaScriptEnabled: false });
  assert.equal(await page.locator(".checklist :is(button, input, progress)").count(), 0);
  assert.equal(await page.locator(`${LIST} [data-item]`).count(), 20);
  assert.ok(await page.locator(`${LIST} .checklist-box`).first().isVisible());
  assert.match(await page.locator(`${LIST} [data-item=recueil]`).textContent(), /42 jours après le lancement/);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(`${LIST} .checklist-box`).first().isVisible());
  await assertReflows(page, "no script");
});

test("on paper: one list alone, empty boxes when nothing is ticked", async () => {
  const page = await visit({}, server.url, "window.print = () => { window.printed = (window.printed || 0) + 1; }");
  await page.click("#checklist-enregistrer [data-do=print]");
  assert.equal(await page.evaluate(() => window.printed), 1);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("#checklist-enregistrer").isVisible());
  assert.equal(await page.locator(LIST).isVisible(), false);
  assert.equal(await page.locator("#checklist-enregistrer .btn").first().isVisible(), false);
  assert.equal(await page.locator("#checklist-enregistrer .checklist-count").isVisible(), false, "an empty list has no count");
  const box = page.locator("#checklist-enregistrer [type=checkbox]").first();
  assert.ok(await box.isVisible());
  assert.equal(await box.evaluate((node) => getComputedStyle(node, "::after").content), "none");
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.ok(await page.locator(LIST).isVisible(), "the page is whole again");
  await page.emulateMedia({ media: "screen" });
  await page.locator("#checklist-enregistrer [type=checkbox]").first().click();
  await page.emulateMedia({ media: "print" });
  assert.notEqual(await box.evaluate((node) => getComputedStyle(node, "::after").content), "none");
  assert.ok(await page.locator("#checklist-enregistrer .checklist-count").isVisible());
});

test("from a file, without a server", async () => {
  const base = fileUrl(folder("JALON_PORTABLE"));
  const page = await visit({}, base);
  await page.fill(`${LIST} [type=date]`, "2026-12-01");
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(`${LIST} [data-do=calendar]`)]);
  assert.doesNotMatch(readFileSync(await file.path(), "utf8"), /file:/, "no path of this computer in a calendar");
  assertQuiet(page, base);
});

describe("every state is accessible and fits", () => {
  for (const { name, ...options } of VIEWS) {
    test(name, async () => {
      const page = await visit(options);
      const check = async (state) => {
        await assertAccessible(page, `${state}, ${name}`);
        await assertReflows(page, `${state}, ${name}`);
      };
      await check("at first");
      await tick(page, 0);
      await page.fill(`${LIST} [type=date]`, "2020-10-20");
      await check("ticked and dated");
      await page.click(`${LIST} [data-do=ask]`);
      await check("asked");
    });
  }
});
