// Reading: every page, as a reader meets it, in a real browser.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { KEYS, keysIn } from "./keys.mjs";
import { FULL, VIEWS, assertAccessible, assertQuiet, assertReflows, at, fileUrl, folder, launch, open, serve, tabTo } from "./support.mjs";

const site = folder("JALON_SITE");
let browser, server;
before(async () => {
  server = await serve(site, "/sous/dossier/");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Addresses of all pages, redirections left out. */
function pages(dir = site, under = "") {
  return readdirSync(dir).flatMap((name) => {
    const file = path.join(dir, name);
    if (statSync(file).isDirectory()) return name === "assets" ? [] : pages(file, `${under}${name}/`);
    return name === "index.html" && !readFileSync(file, "utf8").includes('http-equiv="refresh"') ? [under] : [];
  });
}

/** What a page is made with: the styles and scripts that it loads. Pages with the same ones are made alike. */
const making = (address) => (readFileSync(path.join(site, address, "index.html"), "utf8").match(/(?:href|src)="[^"]*\.(?:css|js)"/g) ?? [])
  .map((one) => one.replace(/^.*\//, "")).sort().join();

/** The pages of each view. In a whole run, all of them; else the first two of each making, and of the others a part, another one in each view. */
function seenIn(view, all) {
  if (FULL) return all;
  const known = new Map();
  return all.filter((address) => {
    const made = making(address), rank = known.get(made) ?? 0;
    known.set(made, rank + 1);
    return rank < 2 || (address.endsWith("/affiche/") ? rank % 50 === view : rank % VIEWS.length === view);
  });
}

for (const [rank, view] of VIEWS.entries()) {
  test(`every page is accessible and reflows, ${view.name}`, async () => {
    const all = seenIn(rank, pages());
    assert.ok(all.length >= 30, `${all.length} pages`);
    const page = await open(browser, view);
    for (const address of all) {
      await page.goto(server.url + address);
      await assertAccessible(page, `/${address}`);
      await assertReflows(page, `/${address}`);
    }
    assertQuiet(page, server.url);
    await page.context().close();
  });
}

test("every page reads without scripts, and has no dead control", async () => {
  const page = await open(browser, { javaScriptEnabled: false });
  for (const address of pages()) {
    await page.goto(server.url + address);
    assert.ok((await page.locator("main h1").innerText()).length > 3, address);
    const controls = page.locator("button, input, select, textarea").filter({ visible: true });
    assert.equal(await controls.count(), 0, `a control that does nothing in /${address}`);
    assert.ok(await page.locator("nav a").count() >= 11, `the menu is there in /${address}`);
  }
  await page.context().close();
});

test("by keyboard: over the menu, into the text, along the path", async () => {
  const page = await open(browser);
  await page.goto(`${server.url}comprendre/six-roles/`);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("href")), "#contenu");
  await page.keyboard.press("Enter");
  assert.ok(page.url().endsWith("#contenu"));
  await tabTo(page, "main a[rel=next]", 200);
  const next = await page.evaluate(() => ({ href: document.activeElement.href, title: document.activeElement.querySelector(".pager-label").nextSibling.textContent.trim() }));
  await page.keyboard.press("Enter");
  await page.waitForURL(next.href);
  assert.equal(await page.locator("[aria-current=page]").first().innerText(), next.title);
  assertQuiet(page, server.url);
  await page.context().close();
});

test("the menu opens and closes by keyboard in a narrow window", async () => {
  const page = await open(browser, { viewport: { width: 320, height: 700 } });
  await page.goto(`${server.url}comprendre/`);
  const [brand, search, menu] = await Promise.all([".brand", ".site-search", ".site-nav summary"].map((one) => page.locator(one).boundingBox()));
  assert.ok(menu.y < brand.y + brand.height / 2 && Math.abs(menu.y - search.y) < 8, "the menu stands beside the logo, not under it");
  assert.ok(search.width >= 44 && search.height >= 44 && menu.height >= 44, "as large as a thumb");
  const link = page.locator("header nav a", { hasText: "Références" });
  assert.equal(await link.isVisible(), false);
  await tabTo(page, "header nav summary", 10);
  await page.keyboard.press("Enter");
  assert.equal(await link.isVisible(), true);
  await page.keyboard.press("Enter");
  assert.equal(await link.isVisible(), false);
  await page.context().close();
});

test("nothing is stored before the reader acts", async () => {
  const page = await open(browser);
  for (const address of ["", "comprendre/six-roles/", "formation/le-bon-role/", "formation/attestation/"]) {
    await page.goto(server.url + address);
    const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie.length]);
    assert.deepEqual(kept, [0, 0, 0], `/${address}`);
  }
  await page.context().close();
});

test("what is kept under a name, or in a storage, that the table does not hold is seen", async () => {
  const page = await open(browser);
  await page.goto(server.url);
  await page.evaluate(() => {
    localStorage.setItem("jalon:scheme", "dark");
    localStorage.setItem("jalon:checklist:une-liste:1", "{}");
    sessionStorage.setItem("jalon:parcours:1", "{}");
  });
  assertQuiet(page, server.url);
  await page.evaluate(() => {
    localStorage.setItem("jalon:mouchard", "1");
    sessionStorage.setItem("jalon:identite:1", "{}");
    localStorage.setItem("un jalon:scheme", "1");
  });
  assert.deepEqual(page.errors, ["jalon:mouchard » in local", "jalon:identite:1 » in session", "un jalon:scheme » in local"].map((end) => `rules/keys.txt has no « ${end}`));
  await page.context().close();
});

test("the privacy page names what scripts can store, as the table has it, and nothing else", () => {
  const assets = path.join(site, "assets");
  const scripts = readdirSync(assets, { recursive: true }).filter((name) => name.endsWith(".js")).map((name) => readFileSync(path.join(assets, name), "utf8")).join();
  const keys = keysIn(scripts), table = KEYS.map(({ key }) => key).filter((key) => keys.has(key));
  assert.ok(keys.size >= 3, [...keys].join());
  assert.deepEqual([...keys].sort(), table.sort(), "a key is not in rules/keys.txt");
  const told = readFileSync(path.join(site, "donnees-personnelles/index.html"), "utf8");
  assert.deepEqual(Array.from(told.matchAll(/<code>(jalon:[^<]+)<\/code>/g), ([, key]) => key).sort(), [...keys].sort());
});

test("the portable build opens from the disk, links included", async () => {
  const base = fileUrl(folder("JALON_PORTABLE"));
  const page = await open(browser);
  await page.goto(at(base, ""));
  await page.locator("header nav a", { hasText: "Comprendre" }).click();
  await page.waitForURL(`${base}comprendre/index.html`);
  await page.locator("main a", { hasText: "rôles" }).first().click();
  assert.match(page.url(), /^file:.*index\.html$/);
  assertQuiet(page, base);
  await page.context().close();
});

test("one folder works at the root and under any path", async () => {
  for (const under of ["/", "/a/b/c/"]) {
    const other = await serve(site, under);
    const page = await open(browser);
    await page.goto(`${other.url}references/glossaire/`);
    await page.locator("a[href*='comprendre']").first().click();
    await page.waitForURL(`${other.url}comprendre/`);
    assertQuiet(page, other.url);
    await page.context().close();
    await other.close();
  }
});

test("a printed page is the text and its sources, without the menus", async () => {
  const page = await open(browser);
  await page.goto(`${server.url}comprendre/six-roles/`);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".site-menu").isVisible(), false);
  assert.equal(await page.locator("#sources-de-la-page").isVisible(), true);
  await page.context().close();
});
