// What a page may hold, on the page of the guide that shows it: row headers, alerts, cards, buttons. No script is needed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertQuiet, at, folder, launch, open, serve } from "./support.mjs";

let browser, server;
before(async () => {
  server = await serve(folder("JALON_SITE"), "/sous/dossier/");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("a table has a name and headers on both sides", async () => {
  const page = await open(browser, { javaScriptEnabled: false });
  await page.goto(at(server.url, "publier/ecrire/"));
  assert.equal(await page.getByRole("table", { name: "qui répond, et quand" }).count(), 1);
  assert.deepEqual(await page.getByRole("rowheader").allTextContents(), ["Accueil", "Standard"]);
  await page.context().close();
});

test("a folded alert opens without script, and paper shows it whole", async () => {
  const page = await open(browser, { javaScriptEnabled: false });
  await page.goto(at(server.url, "publier/ecrire/"));
  const text = page.getByText("Laissez un message", { exact: false }).last();
  assert.ok(!(await text.isVisible()));
  await page.emulateMedia({ media: "print" });
  assert.ok(await text.isVisible());
  await page.emulateMedia({ media: "screen" });
  await page.getByText("Et si personne ne répond").last().click();
  assert.ok(await text.isVisible());
  await page.context().close();
});

test("a whole card leads where its title does", async () => {
  const page = await open(browser);
  await page.goto(at(server.url, "publier/ecrire/"));
  await assertAccessible(page);
  assert.equal(await page.locator(".prose .btn-row a.btn").count(), 2);
  const card = page.locator(".cards > .card").nth(1);
  const box = await card.boundingBox();
  await card.click({ position: { x: box.width - 8, y: box.height - 8 } });
  await page.waitForURL(/publier\/heberger\//);
  assertQuiet(page, server.url);
  await page.context().close();
});
