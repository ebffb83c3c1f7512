// The decision trees of the site: by keyboard, back and forth, by a link, without script, on paper; every path ends.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, at, fileUrl, folder, launch, open, serve, tabTo } from "./support.mjs";

const PAGES = ["outils/suis-je-concerne/", "outils/quelle-methode/", "outils/qui-signe-quoi/"];
const PAGE = PAGES[0];

let browser, server;
before(async () => {
  server = await serve(folder("JALON_SITE"), "/sous/dossier/");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function visit(path = PAGE, options = {}, base = server.url) {
  const page = await open(browser, options);
  await page.goto(at(base, path.split("#")[0]) + (path.includes("#") ? "#" + path.split("#")[1] : ""));
  return page;
}
const asked = async (page) => (await page.locator(".decision-card [data-focus]").textContent()).trim();
const focused = (page) => page.evaluate(() => document.activeElement.matches(".decision-card [data-focus]"));

/** The tree, as it stands in the page. */
const tree = (page) => page.locator("[data-tree]").evaluate((root) => ({
  first: root.querySelector("[data-step]").dataset.step,
  steps: Object.fromEntries(Array.from(root.querySelectorAll("[data-step]"), (node) => [node.dataset.step, Array.from(node.querySelectorAll("[data-go]"), (one) => one.dataset.go)])),
  outcomes: Object.fromEntries(Array.from(root.querySelectorAll("[data-outcome]"), (node) => [node.dataset.outcome, node.querySelector("[data-title]").textContent])),
}));

/** Every path of a tree: the rank of each answer, and the conclusion. */
function paths({ first, steps }) {
  const walk = (step) => steps[step].flatMap((go, rank) => (steps[go] ? walk(go).map(({ ranks, end }) => ({ ranks: [rank, ...ranks], end })) : [{ ranks: [rank], end: go }]));
  return walk(first);
}

for (const path of PAGES) {
  test(`${path}: every path ends at its conclusion, and its link reopens it`, async () => {
    const page = await visit(path);
    const known = await tree(page), all = paths(known);
    assert.ok(all.length > 4);
    assert.deepEqual(new Set(all.map(({ end }) => end)), new Set(Object.keys(known.outcomes)), "no conclusion is out of reach");
    const other = await visit(path);
    for (const { ranks, end } of all) {
      await page.goto(at(server.url, path));
      for (const [passed, rank] of ranks.entries()) {
        await page.locator(".decision-choice").nth(rank).click();
        await page.waitForFunction((count) => document.querySelectorAll("[data-place=recalled] li").length === count, passed + 1);
      }
      assert.equal(await asked(page), known.outcomes[end].trim());
      assert.ok(await page.locator(".decision-result [data-place=next] a").count());
      await other.goto("about:blank");
      await other.goto(page.url());
      assert.equal(await asked(other), known.outcomes[end].trim(), page.url());
    }
    assertQuiet(page, server.url);
  });
}

test("by keyboard alone: answers, conclusion, change of an answer, start again", async () => {
  const page = await visit();
  const first = await asked(page);
  await tabTo(page, ".decision-choice");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".decision-count").textContent.includes("2"));
  assert.ok(await focused(page), "the focus is on the next question");
  assert.notEqual(await asked(page), first);
  for (let passed = 1; passed < 5; passed += 1) {
    await tabTo(page, ".decision-choice");
    await page.keyboard.press("Enter");
    await page.waitForFunction((count) => document.querySelectorAll("[data-place=recalled] li").length === count, passed + 1);
  }
  assert.match(await asked(page), /^Oui/);
  assert.equal(await page.locator("[data-place=reasons] li").count(), 5);
  await tabTo(page, "[data-place=recalled] li:nth-child(2) button");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("[data-place=recalled] li").length === 1);
  assert.ok(await focused(page));
  await tabTo(page, "[data-do=restart]");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !document.querySelector("[data-place=recalled]"));
  assert.equal(await asked(page), first);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0, "nothing is stored");
  assertQuiet(page, server.url);
});

test("a double click answers one question, and Back undoes it", async () => {
  for (const path of PAGES) {
    const page = await visit(path);
    const first = await asked(page), count = await page.locator(".decision-choice").count();
    for (let rank = 0; rank < count; rank += 1) {
      await page.locator(".decision-choice").nth(rank).dblclick();
      await page.waitForFunction(() => document.querySelector("[data-place=recalled]"));
      assert.equal(await page.locator("[data-place=recalled] li").count(), 1, `${path} answer ${rank + 1}`);
      await page.click("[data-do=back]");
      await page.waitForFunction(() => !document.querySelector("[data-place=recalled]"));
      assert.equal(await asked(page), first);
    }
    await page.context().close();
  }
});

test("the browser's own Back goes back one question", async () => {
  const page = await visit();
  const first = await asked(page);
  await page.locator(".decision-choice").first().click();
  await page.waitForFunction(() => document.querySelector("[data-place=recalled]"));
  const second = await asked(page);
  await page.locator(".decision-choice").first().click();
  await page.waitForFunction(() => document.querySelectorAll("[data-place=recalled] li").length === 2);
  for (const wanted of [second, first]) {
    await page.goBack();
    await page.waitForFunction((text) => document.querySelector(".decision-card [data-focus]").textContent.trim() === text, wanted);
  }
});

test("a link made for other questions says so; one that is not a path changes nothing", async () => {
  const old = await visit(`${PAGE}#decision-suis-je-concerne=000000.aa`);
  assert.match(await old.locator(".decision-note").textContent(), /version antérieure/);
  for (const hash of ["=", "=zz", "=%3Cimg%20src=x%20onerror=alert(1)%3E", "=x.A9", "%E0%A4%A"]) {
    const page = await visit(`${PAGE}#decision-suis-je-concerne${hash}`);
    assert.match(await page.locator(".decision-count").textContent(), /Question 1/);
    assertQuiet(page, server.url);
  }
  const page = await visit();
  const digest = await page.locator("[data-decision]").getAttribute("data-digest");
  const far = await visit(`${PAGE}#decision-suis-je-concerne=${digest}.azzz`);
  assert.match(await far.locator(".decision-count").textContent(), /Question 2/, "as far as it goes");
});

test("the link of a result is copied, and it is said", async () => {
  const page = await visit();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator(".decision-choice").nth(1).click();
  await page.click("[data-do=copy]");
  await page.locator(".decision-said").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  await page.waitForFunction(() => /copié/.test(document.querySelector(".decision [role=status]").textContent));
});

test("without script: the whole tree, with links that lead somewhere, and no dead control", async () => {
  for (const path of PAGES) {
    const page = await visit(path, { javaScriptEnabled: false });
    assert.equal(await page.locator(".decision button").count(), 0);
    assert.ok(await page.locator("[data-tree]").isVisible());
    for (const href of await page.locator("[data-go] a").evaluateAll((links) => links.map((link) => link.getAttribute("href")))) {
      assert.equal(await page.locator(href).count(), 1, href);
    }
    await assertReflows(page, path);
  }
});

test("from a file, without a server", async () => {
  const base = fileUrl(folder("JALON_PORTABLE"));
  const page = await visit(PAGE, {}, base);
  await page.locator(".decision-choice").nth(1).click();
  assert.match(await asked(page), /^Non/);
  assertQuiet(page, base);
});

test("on paper: the whole tree before, the conclusion and the answers after", async () => {
  const page = await visit();
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("[data-tree]").isVisible());
  assert.equal(await page.locator(".decision-card").isVisible(), false);
  await page.emulateMedia({ media: "screen" });
  for (const rank of paths(await tree(page))[0].ranks) await page.locator(".decision-choice").nth(rank).click();
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".decision-result").isVisible());
  assert.ok(await page.locator(".decision-path").isVisible());
  assert.equal(await page.locator("[data-tree]").isVisible(), false);
  assert.equal(await page.locator("[data-do=print]").isVisible(), false);
});

describe("every state is accessible and fits", () => {
  for (const { name, ...options } of VIEWS) {
    test(name, async () => {
      const page = await visit(PAGE, options);
      const check = async (state) => {
        await assertAccessible(page, `${state}, ${name}`);
        await assertReflows(page, `${state}, ${name}`);
      };
      await check("first question");
      await page.click(".decision-toggle button");
      await check("whole tree");
      for (const rank of [4, 1, 0]) {
        await page.goto(at(server.url, PAGE));
        await page.locator(".decision-choice").nth(rank).click();
        await check(`after answer ${rank + 1}`);
      }
      for (let step = 0; step < 4; step += 1) await page.locator(".decision-choice").first().click();
      await check("yes");
    });
  }
});
