// What the tests themselves stand on: the fonts that pages are drawn with are those of the set, and the day is ours.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { FONTS, folder, launch, now, open, serve } from "./support.mjs";

const NAMES = {
  wide: { sans: "DejaVu Sans", serif: "DejaVu Serif", mono: "DejaVu Sans Mono" },
  narrow: { sans: "Liberation Sans", serif: "Liberation Serif", mono: "Liberation Mono" },
};

/** The three stacks of the style sheet, as a published page has them. */
async function stacks(page) {
  const server = await serve(folder("JALON_SITE"));
  await page.goto(server.url);
  const found = await page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    return ["sans", "serif", "mono"].map((name) => style.getPropertyValue(`--${name}`).trim());
  });
  await page.goto("about:blank");
  await server.close();
  return found;
}

/** The fonts which the browser really took for a text in each of the families. */
async function taken(page, families) {
  await page.setContent(families.map((family, at) => `<p id="f${at}" style='font-family: ${family}'>Où l’été <b>brûle</b></p>`).join(""));
  const client = await page.context().newCDPSession(page);
  await client.send("DOM.enable");
  await client.send("CSS.enable");
  const { root } = await client.send("DOM.getDocument", { depth: -1 });
  return Promise.all(families.map(async (_, at) => {
    const { nodeId } = await client.send("DOM.querySelector", { nodeId: root.nodeId, selector: `#f${at}` });
    const { fonts } = await client.send("CSS.getPlatformFontsForNode", { nodeId });
    return [...new Set(fonts.map((font) => font.familyName))].join(", ");
  }));
}

describe("each set of fonts is all that pages see", () => {
  for (const set of FONTS) {
    test(set, async () => {
      const browser = await launch(set), page = await open(browser), { sans, serif, mono } = NAMES[set];
      const [sansStack, serifStack, monoStack] = await stacks(page);
      const wanted = [
        [sansStack, sans], [serifStack, serif], [monoStack, mono], ["system-ui", sans], ["sans-serif", sans], ["serif", serif], ["monospace", mono],
        // Fonts of the other set, and of the machine, are not there.
        ['"DejaVu Serif", "Liberation Serif", sans-serif', serif], ['"DejaVu Sans Condensed", serif', serif], ['"Liberation Sans Narrow", serif', serif], ["Nulle-part, serif", serif],
      ];
      const found = await taken(page, wanted.map(([family]) => family));
      assert.deepEqual(found.map((font, at) => [wanted[at][0], font]), wanted);
      await browser.close();
    });
  }
});

test("it is the same day in each page, whatever the machine says, and time runs", async () => {
  const browser = await launch(), page = await open(browser);
  await page.goto("data:text/html,<p>");
  const told = await page.evaluate(() => [Date.now(), new Date().getTime(), new Date(2026, 0, 1, 12).toISOString(), Intl.DateTimeFormat().resolvedOptions().timeZone]);
  for (const time of told.slice(0, 2)) assert.ok(Math.abs(time - now()) < 600_000, `${new Date(time)}, not ${new Date(now())}`);
  assert.deepEqual(told.slice(2), ["2026-01-01T11:00:00.000Z", "Europe/Paris"]);
  await page.waitForFunction((from) => Date.now() > from, told[0]);
  await browser.close();
});
