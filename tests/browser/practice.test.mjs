// An invented portal to practise on: by keyboard, with its mistakes; without script, a worked example.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, at, folder, launch, open, serve, tabTo } from "./support.mjs";

const PAGE = "s-exercer/";

let browser, server;
before(async () => {
  server = await serve(folder("JALON_FIXTURE"), "/sous/dossier/");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function visit(options = {}) {
  const page = await open(browser, options);
  await page.goto(at(server.url, PAGE));
  return page;
}
const plain = (text) => text.trim().replace(/[\u00a0\u202f]/g, " ");
const reply = async (page) => plain(await page.locator(".practice-reply").innerText());
const done = async (page) => (await page.locator(".practice-step").allInnerTexts()).map(plain);
const focused = async (page) => plain(await page.evaluate(() => document.activeElement.textContent));
const search = async (page, name) => {
  await tabTo(page, ".practice [data-query]");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
};

test("a double is met, a role chosen, by keyboard alone; each gesture is told what it did", async () => {
  const page = await visit();
  await search(page, "é");
  assert.match(await reply(page), /au moins deux lettres/);
  await search(page, "exemple");
  assert.equal(await page.locator(".practice-card").count(), 2, "the birth name is searched too");
  await tabTo(page, ".practice [data-do=create]");
  await page.keyboard.press("Enter");
  assert.equal(await reply(page), "C’est un doublon.");
  const cards = page.locator(".practice-card button");
  assert.equal(plain(await cards.nth(1).getAttribute("aria-label")), "C’est cette personne : Perle Exemple, naissance le 2 septembre 1975");
  await cards.nth(1).click();
  assert.equal(await reply(page), "C’est une homonyme.");
  await cards.nth(0).press("Enter");
  assert.deepEqual(await done(page), ["Cherchez-la. C’est elle."]);
  assert.equal(await focused(page), "Quel rôle ?");
  await page.locator(".practice-option").nth(0).press("Enter");
  assert.equal(await reply(page), "Trop large.");
  await page.locator(".practice-option").nth(1).press("Enter");
  assert.match((await done(page))[1], /^Quel rôle\s\? Accompagner\. Le rôle de son travail\.$/);
  assert.equal(await focused(page), "C’est fait");
  await assertAccessible(page, "done");
  await page.locator(".practice [data-do=next]").press("Enter");
  assert.equal(await focused(page), "Cherchez Zed.");
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0, "nothing is kept");
  assertQuiet(page, server.url);
});

test("someone unknown is created; a date is read as people write it", async () => {
  const page = await visit();
  await page.locator(".practice-tab").nth(1).click();
  await search(page, "zed");
  assert.match(await page.locator(".practice-count").innerText(), /^Personne/);
  await page.click(".practice [data-do=create]");
  assert.deepEqual(await done(page), ["Cherchez Zed. Il fallait le créer."]);
  for (const [typed, told] of [["demain", /^Écrivez une date/], ["31/02/2027", /^Écrivez une date/], ["1/7/2027", /^Ce n’est pas ce jour/]]) {
    await search(page, typed);
    assert.match(await reply(page), told, typed);
  }
  await search(page, "30/06/2027");
  assert.match((await done(page))[1], /La situation est close\.$/);
  await page.click(".practice [data-do=again]");
  assert.equal(await focused(page), "Cherchez Zed.");
  assert.deepEqual(await done(page), []);
});

test("it says that it is invented, and without script it is a worked example", async () => {
  const page = await visit({ javaScriptEnabled: false });
  assert.match(await page.locator(".practice-warning").innerText(), /inventé.*aucun écran du portail.*fictives/s);
  assert.equal(await page.locator(".practice :is(button, input):visible").count(), 0);
  const text = plain(await page.locator(".practice-text").innerText());
  for (const part of ["Perle Factice", "C’est un doublon.", "Accompagner", "30 juin 2027", "créer une identité"]) assert.ok(text.includes(part), part);
  await assertReflows(page, "without script");
});

test("the worked example stays within reach, and is what is printed", async () => {
  const page = await visit();
  assert.equal(await page.locator(".practice-text").isVisible(), false);
  await page.click(".practice-toggle button");
  assert.ok(await page.locator(".practice-text").isVisible());
  await page.click(".practice-toggle button");
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".practice-text").isVisible());
  assert.equal(await page.locator(".practice-screen").isVisible(), false);
});

describe("every state is accessible and fits", () => {
  for (const { name, ...options } of VIEWS) {
    test(name, async () => {
      const page = await visit(options);
      await assertAccessible(page, `before, ${name}`);
      await search(page, "perle");
      await page.locator(".practice-card button").nth(1).click();
      await assertAccessible(page, `wrong, ${name}`);
      await assertReflows(page, `wrong, ${name}`);
      await page.locator(".practice-card button").nth(0).click();
      await assertAccessible(page, `right, ${name}`);
      await page.locator(".practice-tab").nth(1).click();
      await search(page, "zed");
      await page.click(".practice [data-do=create]");
      await assertAccessible(page, `date, ${name}`);
      await assertReflows(page, `date, ${name}`);
    });
  }
});
