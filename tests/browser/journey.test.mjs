// The whole loop, as one who learns walks it, by keyboard and without a menu: home → course → modules → assessment → sheet → verdict.
// At each step one button leads on, and no other is as loud.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertQuiet, assertReflows, folder, launch, open, reply, serve } from "./support.mjs";

const LEARNER = { first: "Inès", last: "Le Goff", role: "Responsable RH", structure: "Foyer des Rives", place: "Brest" };

let browser, server;
before(async () => {
  server = await serve(folder("JALON_SITE"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** The words of the buttons that lead on: those that are not quieter than a button can be. */
function loud(page) {
  return page.evaluate(() => [...document.querySelectorAll("main .btn:not(.btn-quiet, .btn-secondary)")]
    .filter((button) => button.checkVisibility() && button.getClientRects().length)
    .map((button) => button.innerText.replace(/\s+/g, " ").trim()));
}

/** One button leads on: it is reached with Tab from where the focus is, and pressed. @returns {Promise<string>} its words */
async function goOn(page, words) {
  const found = await loud(page);
  assert.equal(found.length, 1, `${page.url()} leads on by ${JSON.stringify(found)}`);
  assert.match(found[0], words, page.url());
  for (let presses = 0; presses < 120; presses += 1) {
    const there = await page.evaluate(() => document.activeElement?.matches("main .btn:not(.btn-quiet, .btn-secondary)"));
    if (there) break;
    assert.ok(presses < 119, `Tab never reaches « ${found[0]} »`);
    await page.keyboard.press("Tab");
  }
  await assertReflows(page, page.url());
  await page.keyboard.press("Enter");
  return found[0];
}

/** The questions of a module, right at once; `wrong` answers the first one wrong first. */
async function answer(page, wrong = false) {
  for (let first = wrong; await page.locator("[data-at]:not([data-at=''])").count(); first = false) {
    assert.deepEqual(await loud(page), ["Valider"]);
    await reply(page, !first);
    await goOn(page, /^(Question suivante|Voir mon résultat)/);
  }
}

for (const width of [360, 1280]) {
  describe(`${width} px wide`, () => {
    test("from the home page to a sheet that verifies, one button at each step", async () => {
      const page = await open(browser, { viewport: { width, height: 720 }, reducedMotion: "reduce" });
      await page.goto(server.url);
      await goOn(page, /^Commencer la formation/);
      await page.waitForURL(/formation\/$/);
      assert.ok(await page.locator(".decision").isVisible(), "which attestation is expected is asked first");
      await goOn(page, /^Commencer le parcours/);
      await page.waitForURL(/pourquoi-et-pour-qui/);
      for (let number = 1; number <= 6; number += 1) {
        assert.deepEqual(await loud(page), ["Lire"]);
        // The transcript says what the capsule says.
        await page.click("[data-do=toggle]");
        await page.click("[data-do=confirm]");
        await goOn(page, /^Commencer$/);
        await answer(page, number === 2);
        if (number === 2) {
          const before = await page.evaluate(() => JSON.parse(localStorage.getItem("jalon:parcours:1")).attempts.at(-1).questions);
          await goOn(page, /^Répondre à une autre question/);
          const after = await page.evaluate(() => JSON.parse(localStorage.getItem("jalon:parcours:1")).attempts.at(-1).questions);
          assert.equal(after.filter((id) => !before.includes(id)).length, 1, "one question gives its place to another");
          await answer(page);
        }
        assert.equal(await page.locator(`.side li[data-module].is-done`).count(), number, "the rail follows");
        await goOn(page, number < 6 ? /^Module suivant/ : /^Passer l’évaluation finale/);
        if (number < 6) await page.waitForFunction(() => /Lire/.test(document.querySelector("[data-do=play]")?.innerText ?? ""));
      }
      await page.waitForURL(/evaluation/);
      // Half-way, the home page knows where one stands.
      const other = await page.context().newPage();
      await other.goto(server.url);
      assert.match((await loud(other))[0], /^Passer l’évaluation finale/);
      await other.close();
      await goOn(page, /^Commencer$/);
      await answer(page);
      await goOn(page, /^Préparer mon attestation/);
      await page.waitForURL(/attestation/);
      for (const [name, value] of Object.entries(LEARNER)) await page.fill(`[name=${name}]`, value);
      assertQuiet(page, server.url);
      await page.goto(server.url);
      await goOn(page, /^Mon attestation/);
      await page.waitForURL(/attestation/);
      await page.goto(`${server.url}formation/`);
      assert.match(await page.locator(".summit h3").innerText(), /drapeau est planté/);
      assert.equal(await page.locator(".summit-known li").count(), 6);
      assert.equal(await page.locator(".summit-next li").count(), 3);
      await goOn(page, /^Préparer mon attestation/);
      assertQuiet(page, server.url);
      await page.context().close();
    });
  });
}
