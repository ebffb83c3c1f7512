// The walk of walk.mjs in Chromium, on a phone and on a desk: no page scrolls sideways, and nothing is asked elsewhere. Firefox and
// WebKit walk it too: journey-firefox.test.mjs, journey-webkit.test.mjs.
import { after, before, describe, test } from "node:test";
import { assertQuiet, assertReflows, folder, launch, open, serve } from "./support.mjs";
import { walk } from "./walk.mjs";

let browser, server;
before(async () => {
  server = await serve(folder("JALON_SITE"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

for (const width of [360, 1280]) {
  describe(`${width} px wide`, () => {
    test("from the home page to a sheet whose code leads to a verdict, one button at each step", async () => {
      const page = await open(browser, { viewport: { width, height: 720 }, reducedMotion: "reduce" });
      const walker = {
        goto: (address) => page.goto(address),
        evaluate: (asked, given) => page.evaluate(asked, given),
        press: (key) => page.keyboard.press(key),
        type: (text) => page.keyboard.type(text),
        shot: () => page.screenshot(),
      };
      await walk(walker, server.url, () => assertReflows(page, page.url()));
      assertQuiet(page, server.url);
      await page.context().close();
    });
  });
}
