// The search when its files do not come, or are no more those of the site; and when a reader asks for more of it than most do.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertQuiet, folder, launch, open, searched, serve } from "./support.mjs";

let browser, server;
before(async () => {
  server = await serve(folder("JALON_SITE"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const titles = (page) => page.locator(".search-result .search-title a");
const status = (page) => page.locator(".search-status").innerText();
const counted = (page) => page.waitForFunction(() => /^(?:Plus de )?\d+ résultats?\./.test(document.querySelector(".search-status")?.textContent));
/** Addresses that the map was asked for at. */
const maps = (page) => page.requests.filter((url) => /map\.js/.test(url));
/** Refuses the files that this names, as long as it says so. */
const refuse = (page, names, still = () => true) => page.route(names, (route) => (still(route.request().url()) ? route.fulfill({ status: 404, body: "" }) : route.continue()));
/** The same; each refusal comes later than the one before, as it does from a slow server. */
const refuseLate = (page, names, still) => {
  let refused = 0;
  return page.route(names, async (route) => {
    if (!still()) return route.continue();
    refused += 1;
    await new Promise((done) => setTimeout(done, 100 * (refused - 1)));
    return route.fulfill({ status: 404, body: "" });
  });
};

test("extracts that do not come leave their results", async () => {
  const page = await open(browser);
  await refuse(page, /\/assets\/search\/t[0-9]+\./);
  await page.goto(`${server.url}recherche/?q=carte+perdue`);
  await counted(page);
  assert.match(await titles(page).first().innerText(), /perdu ma carte/);
  await page.context().close();
});

test("a site published again while a page was open is searched as it is now", async () => {
  const page = await open(browser);
  // The map that the page read names files that are gone; once it is asked for again, they are there.
  await refuseLate(page, /\/assets\/search\/[a-z]\d+\./, () => maps(page).length < 2);
  await page.goto(`${server.url}recherche/?q=carte+perdue`);
  await counted(page);
  await page.locator("#recherche-mots").fill("matrice");
  await page.waitForFunction(() => /matrice/i.test(document.querySelector(".search-title a")?.textContent) && document.querySelector(".search-extract mark"));
  assert.equal(maps(page).length, 2, maps(page).join());
  assert.equal(new Set(maps(page)).size, 2, "a map that the browser kept is of no use");
  // On a large site, words are in files of their own: a search fails of one, and is begun anew.
  await page.evaluate(() => {
    const { search } = JalonSearch;
    JalonSearch.search = () => {
      JalonSearch.search = search;
      return Promise.reject(new Error("gone"));
    };
  });
  await page.locator("#recherche-mots").fill("carte perdue");
  await page.waitForFunction(() => /perdu ma carte/.test(document.querySelector(".search-title a")?.textContent));
  await page.context().close();
});

test("in a preview, a page that was changed in place searches the site as it is now", async () => {
  const page = await open(browser);
  await page.goto(`${server.url}recherche/?q=carte`);
  await counted(page);
  await page.evaluate(() => document.dispatchEvent(new Event("jalon-patched")));
  assert.equal(maps(page).length, 1, "nothing is asked for before someone searches");
  await page.locator("#recherche-mots").fill("matrice");
  await page.waitForFunction(() => /matrice/i.test(document.querySelector(".search-title a")?.textContent));
  assert.equal(new Set(maps(page)).size, 2, maps(page).join());
  assertQuiet(page, server.url);
  await page.context().close();
});

test("a search that cannot load leads to the index, and counts nothing", async () => {
  const page = await open(browser);
  await refuse(page, /map\.js/);
  await page.goto(`${server.url}recherche/?q=carte`);
  const failed = () => page.waitForFunction(() => document.querySelector(".search-status").textContent.startsWith("La recherche n’a pas pu se charger"));
  const led = async () => {
    assert.equal(await titles(page).count(), 0);
    assert.equal(await page.locator("[data-search-index]").isVisible(), true);
    assert.equal(await page.locator(".search-none a").isVisible(), true);
  };
  await failed();
  await led();
  await page.unrouteAll();
  await page.locator("#recherche-mots").fill("matrice");
  await counted(page);
  assert.equal(await page.locator(".search-none").isVisible(), false);
  assert.ok(await titles(page).count() > 0, "what could not come may come the next time");
  // A count that was about to be said is not that of a search that failed.
  await page.evaluate(() => {
    const field = document.querySelector("#recherche-mots"), type = (words) => { field.value = words; field.dispatchEvent(new Event("input", { bubbles: true })); };
    type("carte");
    return new Promise((done) => setTimeout(done, 100)).then(() => {
      JalonSearch.search = () => Promise.reject(new Error("no file"));
      type("cartes");
    });
  });
  await failed();
  // Longer than a count waits to be said.
  await page.waitForTimeout(500);
  await failed();
  await led();
  await page.context().close();
});

test("who goes off line goes on with what came before", async () => {
  const page = await open(browser);
  await page.goto(`${server.url}recherche/?q=carte`);
  await counted(page);
  await refuse(page, /map\.js|\/assets\/search\//);
  for (const [words, title] of [["matrice", /matrice/i], ["carte perdue", /perdu ma carte/]]) {
    await searched(page, words);
    assert.match(await status(page), /^(?:Plus de )?\d+ résultats?\./);
    assert.match(await titles(page).first().innerText(), title);
  }
  await page.context().close();
});

test("more results come after those that were read, and the first of them is gone to", async () => {
  const page = await open(browser);
  await page.goto(`${server.url}recherche/`);
  // Of the first of these, a later result, once looked at, is worth more than earlier ones.
  for (const query of ["2 numeros pour la même personne", "enregistrer un salarié", "carte du directeur"]) {
    // Late extracts still settle the order of what nobody reads yet.
    await searched(page, query);
    for (const length of [20, 30]) {
      const before = await titles(page).allInnerTexts();
      await page.locator(".search-results + button").click();
      await page.waitForFunction((count) => document.querySelectorAll(".search-result").length === count, length);
      const now = await titles(page).allInnerTexts();
      assert.deepEqual(now.slice(0, before.length), before, query);
      assert.equal(new Set(await titles(page).evaluateAll((all) => all.map((one) => one.href))).size, length, "none twice");
      assert.equal(await page.evaluate(() => document.activeElement.textContent), now[before.length]);
    }
  }
  assertQuiet(page, server.url);
  await page.context().close();
});

test("an address that a browser will not change stops no search", async () => {
  const page = await open(browser);
  await page.addInitScript(() => { history.replaceState = () => { throw new DOMException("too many calls", "SecurityError"); }; });
  await page.goto(`${server.url}recherche/`);
  await page.locator("#recherche-mots").fill("carte");
  await counted(page);
  assertQuiet(page, server.url);
  await page.context().close();
});
