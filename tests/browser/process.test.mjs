// The processes of the site: a drawing where there is room, the same steps as a list everywhere, no script at all.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, at, folder, launch, open, serve, tabTo } from "./support.mjs";

const PAGES = ["processus-rh/entree/", "processus-rh/sortie/", "devenir-gestionnaire/chaine-habilitation/"];

let browser, server;
before(async () => {
  server = await serve(folder("JALON_SITE"), "/sous/dossier/");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function visit(path, options = {}) {
  const page = await open(browser, options);
  await page.goto(at(server.url, path));
  return page;
}

/** What is painted: rectangles of the boxes, of their texts, of the conditions, and the lane heads. */
const painted = (page) => page.evaluate(() => {
  const area = (node) => { const { left, top, right, bottom } = node.getBoundingClientRect(); return { left, top, right, bottom }; };
  const of = (selector) => Array.from(document.querySelectorAll(selector), area);
  return {
    boxes: Array.from(document.querySelectorAll(".process-box"), (node) => ({ shape: area(node.querySelector(".process-shape")), text: area(node.querySelector(".process-text")) })),
    bands: of(".process-band"), heads: Array.from(document.querySelectorAll(".process-lane"), (node) => ({ head: area(node.querySelector(".process-head")), text: area(node.querySelector(".process-name")) })),
    labels: Array.from(document.querySelectorAll(".process-pill"), (node) => ({ pill: area(node), text: area(node.nextElementSibling) })),
    size: parseFloat(getComputedStyle(document.querySelector(".process-text")).fontSize) * document.querySelector(".process-map").getBoundingClientRect().width / document.querySelector(".process-map").viewBox.baseVal.width,
  };
});
const inside = (small, large, slack = 0.5) => small.left >= large.left - slack && small.right <= large.right + slack && small.top >= large.top - slack && small.bottom <= large.bottom + slack;
const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;

for (const path of PAGES) {
  for (const width of [1280, 1024, 768]) {
    test(`${path} at ${width}: texts fit in their boxes, boxes in their lanes, nothing overlaps, all can be read`, async () => {
      const page = await visit(path, { viewport: { width, height: 900 } });
      const { boxes, bands, heads, labels, size } = await painted(page);
      assert.ok(boxes.length > 5);
      boxes.forEach(({ shape, text }, rank) => {
        assert.ok(inside(text, shape), `text ${rank + 1} of ${path} leaves its box`);
        assert.equal(bands.filter((band) => inside(shape, band)).length, 1, `box ${rank + 1} is in one lane`);
        boxes.slice(rank + 1).forEach((other) => assert.ok(apart(shape, other.shape)));
      });
      heads.forEach(({ head, text }) => assert.ok(inside(text, head), "the name of a lane leaves it"));
      labels.forEach(({ pill, text }) => assert.ok(inside(text, pill, 1), "a condition leaves its label"));
      assert.ok(size >= 11.5, `text of ${size} px`);
      assertQuiet(page, server.url);
    });
  }

  test(`${path}: the list says all that the drawing says, and its links too`, async () => {
    const page = await visit(path);
    const { drawn, listed } = await page.evaluate(() => ({
      drawn: Array.from(document.querySelectorAll(".process-box"), (node) => ({ text: Array.from(node.querySelectorAll(".process-text tspan"), (line) => line.textContent).join(" ").replace(/- /g, "-"), number: node.querySelector(".process-badge text").textContent, href: node.getAttribute("href") })),
      listed: Array.from(document.querySelectorAll(".process-list > li"), (node) => {
        const title = node.querySelector(".step-title"), link = title.querySelector("a");
        return { text: title.lastChild.textContent, number: node.querySelector(".borne").textContent, href: link && link.getAttribute("href") };
      }),
    }));
    assert.deepEqual(drawn, listed);
    const conditions = await page.locator(".process-when").allTextContents();
    const said = (await page.locator(".process-if").allTextContents()).join(" ").toLowerCase().replace(/\s/g, "");
    for (const condition of conditions) assert.ok(said.includes(condition.toLowerCase().replace(/\s/g, "")), `${condition} is not in the list`);
    assert.equal(await page.locator(".process-edge").count(), await page.locator(".process-tip").count());
    for (const href of await page.locator(".process-next a").evaluateAll((links) => links.map((link) => link.getAttribute("href")))) {
      assert.equal(await page.locator(href).count(), 1, href);
    }
  });
}

test("a step of the drawing leads to its page, by the mouse; the keyboard goes by the list", async () => {
  const page = await visit(PAGES[0]);
  await page.locator("a.process-box").first().click();
  assert.match(page.url(), /#dossier$/);
  await page.goto(at(server.url, PAGES[0]));
  await tabTo(page, ".process-list a");
  assert.equal(await page.evaluate(() => document.activeElement.closest("svg")), null, "no stop in the drawing");
  await page.keyboard.press("Enter");
  assert.match(page.url(), /#dossier$/);
  await page.goto(at(server.url, PAGES[0]));
  await tabTo(page, ".process-next a");
  await page.keyboard.press("Enter");
  assert.match(page.url(), /#process-entree-verifier$/, "« si oui » leads to its step");
});

test("without script it is the same; at 320 px only the list is left", async () => {
  for (const path of PAGES) {
    const plain = await visit(path, { javaScriptEnabled: false });
    assert.ok(await plain.locator(".process-map").isVisible());
    assert.ok(await plain.locator(".process-list").isVisible());
    const narrow = await visit(path, { javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
    assert.equal(await narrow.locator(".process-map").isVisible(), false);
    assert.ok(await narrow.locator(".process-list").isVisible());
    await assertReflows(narrow, path);
  }
});

test("on paper: the drawing on one page, and the list", async () => {
  for (const path of PAGES) {
    const page = await visit(path);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 673, height: 950 });
    const { height, width } = await page.locator(".process-map").boundingBox();
    assert.ok(height <= 225 / 25.4 * 96 + 1 && width <= 673, `${width} × ${height}`);
    assert.ok(await page.locator(".process-list").isVisible());
  }
});

describe("accessible, and no sideways scroll", () => {
  for (const { name, ...options } of VIEWS) {
    test(name, async () => {
      for (const path of PAGES) {
        const page = await visit(path, options);
        await assertAccessible(page, `${path}, ${name}`);
        await assertReflows(page, `${path}, ${name}`);
      }
    });
  }
});
