// Every page of the site in the narrowest windows, under each set of fonts: no page scrolls sideways; what is too wide scrolls in itself.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { FONTS, FULL, folder, launch, open, serve } from "./support.mjs";

// WCAG 1.4.12: what a reader may ask of any text.
const SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }";

/** The addresses of the pages of a built site; one that only sends elsewhere is none. Narrow fonts widen no page: but in a whole run, a part
 * of the answers, which are made alike, is enough for them. */
function pages(site) {
  return readdirSync(site, { recursive: true }).filter((file) => file.endsWith(".html"))
    .filter((file) => !readFileSync(path.join(site, file), "utf8").includes('http-equiv="refresh"'))
    .map((file) => file.split(path.sep).join("/").replace(/(^|\/)index\.html$/, "$1")).sort();
}

/** What is wider than the window, and the element that makes it so. */
function sideways() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return "";
  const wide = [...document.body.querySelectorAll("*")].filter((node) => node.getBoundingClientRect().right > clientWidth + .5).pop();
  return `${scrollWidth} px in ${clientWidth}: ${wide?.outerHTML.slice(0, 120)}`;
}

/** Whether the header scrolls in itself. */
function header() {
  const { scrollWidth, clientWidth } = document.querySelector(".site-header");
  return scrollWidth > clientWidth ? `the header is ${scrollWidth} px wide in ${clientWidth}` : "";
}

for (const set of FONTS) {
  describe(`${set} fonts`, () => {
    let browser;
    const servers = [];
    before(async () => { browser = await launch(set); });
    after(async () => {
      await browser?.close();
      for (const server of servers) await server.close();
    });

    /** Opens pages of a site, two at a time, and gives what `look` finds wrong with them. */
    async function walk(site, all, options, look) {
      const server = await serve(site), wrong = [], left = [...all];
      servers.push(server);
      await Promise.all([1, 2].map(async () => {
        const page = await open(browser, { viewport: { width: 320, height: 700 }, ...options });
        for (let address = left.pop(); address !== undefined; address = left.pop()) {
          await page.goto(server.url + address);
          for (const found of await look(page)) wrong.push(`/${address} ${found}`);
        }
        await page.context().close();
      }));
      assert.deepEqual(wrong.sort(), []);
    }

    /** Looks in windows of 360 and of 320 px. */
    async function narrow(page) {
      const wrong = [];
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 700 });
        wrong.push(await page.evaluate(sideways));
      }
      return wrong.filter(Boolean);
    }

    /** Looks, then again with the spacing of WCAG 1.4.12. */
    async function spaced(page) {
      const wrong = await narrow(page);
      await page.addStyleTag({ content: SPACING });
      return [...wrong, await page.evaluate(header), await page.evaluate(sideways)].filter(Boolean);
    }

    test("the site, its posters and its drafts", () => {
      const site = folder("JALON_DRAFTS"), all = pages(site);
      assert.ok(all.length > 350, `${all.length} pages`);
      return walk(site, all.filter((address, rank) => FULL || set === FONTS[0] || !address.startsWith("faq/") || rank % 4 === 0), { bypassCSP: true }, spaced);
    });

    test("a course with every kind of question", () => walk(folder("JALON_FIXTURE"), pages(folder("JALON_FIXTURE")), { bypassCSP: true }, spaced));

    // Answers hold nothing that a script changes the width of.
    test("without script", () => walk(folder("JALON_SITE"), pages(folder("JALON_SITE")).filter((address) => !address.startsWith("faq/")), { javaScriptEnabled: false }, narrow));
  });
}
