// The search, as a reader meets it: by keyboard, from a link, from the disk, without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, at, fileUrl, folder, launch, open, searched, serve, tabTo } from "./support.mjs";

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

const titles = (page) => page.locator(".search-result .search-title a");

test("by keyboard: / opens, arrows move, Escape closes, the count is announced", async () => {
  const page = await open(browser);
  await page.goto(`${server.url}comprendre/six-roles/`);
  assert.ok(!page.requests.some((url) => /search-|map\.js/.test(url)), "nothing is loaded before someone searches");
  await page.keyboard.press("/");
  await page.waitForSelector("dialog[open] input[type=search]:focus");
  await page.keyboard.type("carte perdu");
  await titles(page).first().waitFor();
  await page.waitForFunction(() => /^(?:Plus de )?\d+ résultats?\./.test(document.querySelector(".search-status").textContent));
  assert.match(await titles(page).first().innerText(), /perdu ma carte/);
  assert.ok(await page.locator(".search-result mark").count() > 0, "words found are marked");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), await titles(page).first().innerText());
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.evaluate(() => document.activeElement.type), "search");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "hidden" });
  await page.keyboard.press("/");
  await page.waitForSelector("dialog[open] input[type=search]:focus");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".search-result:first-child .search-title a:focus");
  await page.keyboard.press("Enter");
  await page.waitForURL(/carte-de-gestionnaire-perdue/);
  assertQuiet(page, server.url);
  await page.context().close();
});

test("/ opens again at once, before the page was drawn without the dialog", async () => {
  const page = await open(browser);
  await page.goto(`${server.url}comprendre/six-roles/`);
  await page.keyboard.press("/");
  await page.waitForSelector("dialog[open] input[type=search]:focus");
  const opened = await page.evaluate(() => {
    const dialog = document.querySelector("dialog"), press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    press("Escape");
    const closed = !dialog.open;
    press("/");
    return [closed, dialog.open];
  });
  assert.deepEqual(opened, [true, true]);
  await page.keyboard.type("a/b");
  assert.equal(await page.locator("dialog input[type=search]").inputValue(), "a/b", "in the field, / is a letter");
  await page.context().close();
});

test("nothing moves under who is among the results, whatever comes late", async () => {
  const page = await open(browser);
  await page.goto(`${server.url}comprendre/six-roles/`);
  await page.keyboard.press("/");
  await page.waitForSelector("dialog[open] input[type=search]:focus");
  await page.keyboard.type("carte perdu");
  const said = () => document.querySelector(".search-status").textContent;
  await page.waitForFunction(() => /^(?:Plus de )?\d+ résultats?\./.test(document.querySelector(".search-status").textContent));
  const [count, shown] = [await page.evaluate(said), await titles(page).allInnerTexts()];
  await page.keyboard.press("ArrowDown");
  await page.evaluate(() => {
    const field = document.querySelector("dialog input[type=search]");
    field.value = "zzqqzz";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await page.waitForFunction((before) => !["", before].includes(document.querySelector(".search-status").textContent), count);
  assert.deepEqual(await titles(page).allInnerTexts(), shown);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), shown[0]);
  assertQuiet(page, server.url);
  await page.context().close();
});

/** When what happened first, in ms since the page began: keys, the field, results. */
const watch = () => {
  const times = {};
  window.times = times;
  addEventListener("keydown", (event) => {
    times[event.key] ??= performance.now();
    if (!times.found) times.last = performance.now();
  }, true);
  new MutationObserver(() => {
    if (!times.field && document.querySelector("#recherche-mots")) times.field = performance.now();
    if (!times.found && document.querySelector(".search-result")) times.found = performance.now();
  }).observe(document, { childList: true, subtree: true });
};
const times = async (page) => {
  await page.waitForFunction(() => window.times.found);
  return page.evaluate(() => window.times);
};

test("a first search asks for little, and only once someone searches; how soon is told", async () => {
  const page = await open(browser);
  await page.addInitScript(watch);
  await page.goto(`${server.url}comprendre/six-roles/`);
  const asked = () => page.requests.filter((url) => /\/(search|map)|assets\/search\//.test(url)).map((url) => url.split("/").pop().replace(/\.[0-9a-f]{8}/, ""));
  assert.deepEqual(asked(), [], "nothing before someone searches");
  await page.keyboard.press("/");
  await page.waitForSelector("dialog[open] input[type=search]:focus");
  await page.waitForFunction(() => performance.getEntriesByType("resource").some((one) => one.name.endsWith("/map.js")));
  assert.deepEqual(new Set(asked()), new Set(["search.css", "map.js", "words.js", "index.js", "query.js", "ranking.js", "box.js"]));
  const opened = asked().length;
  await page.keyboard.press("d");
  assert.equal(await page.locator(".search-none").isVisible(), false, "one letter is no search");
  for (const key of "mp") await page.keyboard.press(key);
  const dialog = await times(page);
  await page.waitForLoadState("networkidle");
  // The words of a small site are in its map: a search only asks for the texts of what it found.
  const then = asked().slice(opened);
  assert.ok(then.length <= 20 && then.every((name) => /^t\d+\.js$/.test(name)), then.join());
  assert.equal(new Set(asked()).size, asked().length, "nothing is asked for twice");
  assertQuiet(page, server.url);
  await page.context().close();

  const link = await open(browser);
  await link.addInitScript(watch);
  await link.goto(`${server.url}recherche/?q=dmp`);
  const there = await times(link);
  await link.context().close();
  const told = (from, to) => (to - from).toFixed(0);
  // Told, not judged: 100 ms is what is wanted, but a machine that is busy says nothing of the search.
  console.log(`first search: results ${told(dialog.last, dialog.found)} ms after the key, ${told(dialog.d, dialog.found)} ms after the first of « dmp », the field ${told(dialog["/"], dialog.field)} ms after « / »; by link, ${told(there.field, there.found)} ms after the field, ${told(0, there.found)} ms after the click`);
});

test("the key can be turned off, the button opens all the same", async () => {
  const page = await open(browser);
  await page.goto(`${server.url}comprendre/`);
  await tabTo(page, "[data-search]", 10);
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.locator("#recherche-touche").uncheck();
  await page.locator(".search-close").click();
  await page.reload();
  const taken = await page.evaluate(() => !document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true })));
  assert.equal(taken, false, "the key is the browser's again");
  assert.equal(await page.locator("dialog").count(), 0);
  await page.locator("[data-search]").click();
  await page.waitForSelector("dialog[open]");
  assertQuiet(page, server.url);
  await page.context().close();
});

test("a link to a search shows it; words of the reader are never markup", async () => {
  const page = await open(browser);
  const words = '<img src=x onerror=alert(1)> "médecin" <b>dmp';
  await page.goto(`${server.url}recherche/?q=${encodeURIComponent(words)}`);
  await titles(page).first().waitFor();
  assert.equal(await page.locator("#recherche-mots").inputValue(), words);
  assert.equal(await page.locator("main img, main b").count(), 0);
  assert.equal(await page.locator("[data-search-index]").isVisible(), false);
  await page.locator("#recherche-mots").fill("aide à domicile");
  await page.waitForURL(/\?q=aide/);
  await page.locator("#recherche-mots").fill("");
  await page.waitForFunction(() => !document.querySelector(".search-result"));
  assert.equal(await page.locator("[data-search-index]").isVisible(), true);
  assertQuiet(page, server.url);
  await page.context().close();
});

test("words of the reader are never markup, in the field of the page or of the dialog", async () => {
  const page = await open(browser);
  page.on("dialog", () => page.errors.push("a script of the reader ran"));
  for (const words of ["<img src=x onerror=alert(1)> dmp", "\"><script>alert(1)</script> carte", "<b>médecin</b> &lt;i&gt;", "javascript:alert(1) rôle"]) {
    await page.goto(`${server.url}recherche/?q=${encodeURIComponent(words)}#${encodeURIComponent(words)}`);
    await titles(page).first().waitFor();
    await page.locator("#recherche-mots").fill(`${words} attestation`);
    await page.waitForURL(/attestation/);
    await page.goto(`${server.url}faq/`);
    await page.locator("[data-search]").click();
    await page.locator("dialog input[type=search]").fill(words);
    await titles(page).first().waitFor();
    assert.equal(await page.locator(".search-results :is(img, script, b, i), .search-status :is(img, b), [onerror]").count(), 0, words);
    for (const href of await titles(page).evaluateAll((all) => all.map((one) => one.href))) assert.ok(href.startsWith(server.url), href);
  }
  assert.ok(!page.requests.some((url) => /\/x$/.test(url)), "no image of the reader is asked for");
  assertQuiet(page, server.url);
  await page.context().close();
});

test("acronyms, faults of typing, accents, sections and readers", async () => {
  const page = await open(browser);
  await page.goto(`${server.url}recherche/`);
  const found = async (words) => {
    await searched(page, words);
    return (await titles(page).allInnerTexts()).slice(0, 3).join(" | ");
  };
  assert.match(await found("carte de directeur d'etablissement"), /^CDE/);
  assert.match(await found("benevle"), /bénévole/);
  assert.equal(await found("MÉDECIN DIRECTEUR"), await found("médecin directeur"));
  // Typed accents settle ties: what leads stays.
  const leads = async (words) => (await found(words)).split(" | ")[0];
  assert.equal(await leads("medecin directeur"), await leads("médecin directeur"));
  await page.locator("#recherche-rubrique").selectOption({ index: 3 });
  const section = await page.locator("#recherche-rubrique option:checked").innerText();
  await found("enregistrer un salarié");
  for (const where of await page.locator(".search-where").allInnerTexts()) assert.ok(where.includes(section), `${where} in ${section}`);
  assertQuiet(page, server.url);
  await page.context().close();
});

test("an answer stands out on top; who finds nothing is told what to try", async () => {
  const page = await open(browser);
  await page.goto(`${server.url}recherche/?q=cde`);
  await titles(page).first().waitFor();
  assert.equal(await page.locator(".search-result").first().locator(".search-kind").innerText(), "Définition");
  assert.match(await page.locator(".search-extract").first().innerText(), /^Carte de directeur d’établissement\. /);
  await page.locator("#recherche-rubrique").selectOption({ label: "Publier" });
  await page.waitForFunction(() => document.querySelector(".search-status").textContent === "Aucun résultat.");
  assert.equal(await page.locator("[data-search-index]").isVisible(), true, "the index is there when nothing is found");
  await assertAccessible(page, "nothing found");
  await page.locator(".search-none button").click();
  await titles(page).first().waitFor();
  assert.equal(await page.locator(".search-none").isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement.id), "recherche-mots");
  assertQuiet(page, server.url);
  await page.context().close();
});

test("each change of the field brings its results; how soon is told", async () => {
  const page = await open(browser);
  await page.goto(`${server.url}recherche/`);
  const times = [];
  for (const words of ["dmp", "carte", "attestation", "numéro rpps", "rôle"]) {
    times.push(await page.evaluate((value) => new Promise((done) => {
      const field = document.querySelector("#recherche-mots"), list = document.querySelector(".search-results"), start = performance.now();
      new MutationObserver((_, watch) => {
        watch.disconnect();
        done(performance.now() - start);
      }).observe(list, { childList: true });
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }), words));
  }
  // Told, not judged: 100 ms is what is wanted, but a machine that is busy says nothing of the search.
  console.log(`first results after ${times.map((time) => time.toFixed(0)).join(", ")} ms`);
  assert.match(await titles(page).first().innerText(), /rôle/i);
  await page.context().close();
});

for (const view of VIEWS) {
  test(`results are accessible and reflow, ${view.name}`, async () => {
    const page = await open(browser, view);
    await page.goto(`${server.url}recherche/?q=dmp`);
    await titles(page).first().waitFor();
    await assertAccessible(page, "the page of the search");
    await assertReflows(page, "the page of the search");
    await page.goto(`${server.url}faq/`);
    await page.locator("[data-search]").click();
    await page.locator("dialog input[type=search]").fill("cde");
    await titles(page).first().waitFor();
    await assertAccessible(page, "the dialog of the search");
    await assertReflows(page, "the dialog of the search");
    await page.context().close();
  });
}

test("a browser can search here", async () => {
  const page = await open(browser);
  await page.goto(server.url);
  const href = await page.locator('link[rel="search"]').getAttribute("href");
  const xml = await (await page.request.get(new URL(href, page.url()).href)).text();
  const template = /template="([^"]+)"/.exec(xml)[1];
  assert.equal(template, "https://exemple.fr/rpps/recherche/?q={searchTerms}");
  await page.context().close();
});

test("it works from the disk", async () => {
  const base = fileUrl(folder("JALON_PORTABLE"));
  const page = await open(browser);
  await page.goto(at(base, "comprendre/"));
  await page.locator("[data-search]").click();
  await page.locator("dialog input[type=search]").fill("clore une situation");
  await titles(page).first().click();
  await page.waitForURL(/clore.*index\.html/);
  await page.goto(`${at(base, "recherche/")}?q=dmp`);
  await titles(page).first().waitFor();
  assertQuiet(page, base);
  await page.context().close();
});

test("without scripts there is an index from A to Z", async () => {
  const page = await open(browser, { javaScriptEnabled: false });
  await page.goto(`${server.url}comprendre/`);
  await page.locator("[data-search]").click();
  await page.waitForURL(/recherche\//);
  const index = page.locator("[data-search-index] li a");
  assert.ok(await index.count() > 250);
  assert.equal(await page.locator("main button:visible, main input:visible").count(), 0);
  await index.filter({ hasText: "FINESS" }).first().click();
  await page.waitForURL(/#/);
  await page.context().close();
});
