// What is made to be one sheet of paper is one, under each set of fonts, with the longest words that people write.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { FONTS, folder, launch, open, print, serve } from "./support.mjs";

const LETTERS = ["outils/notice-d-information/", "outils/message-au-personnel/", "outils/designation/"];
const FORM = "outils/fiche-de-recueil/", SHEET = "formation/attestation/";
/** So many letters of a name that breaks where names do. */
const long = (count) => "Saint-Rémy-en-Bouzemont ".repeat(40).slice(0, count).trim();

for (const set of FONTS) {
  describe(`${set} fonts`, () => {
    let browser, server, into;
    before(async () => {
      into = mkdtempSync(path.join(tmpdir(), "jalon-paper-"));
      server = await serve(folder("JALON_SITE"));
      browser = await launch(set);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
      rmSync(into, { recursive: true, force: true });
    });

    /** Opens a page, without a dialog of the printer. */
    async function visit(address, options = {}, stored = "") {
      const page = await open(browser, options);
      if (options.javaScriptEnabled !== false) {
        await page.addInitScript((state) => {
          window.print = () => {};
          if (state) localStorage.setItem("jalon:parcours:1", state);
        }, stored);
      }
      await page.goto(server.url + address);
      return page;
    }

    async function onOneSheet(page, what) {
      const out = await print(page, into);
      assert.equal(out.pages, 1, `${what}: ${out.pages} sheets`);
      assert.ok(out.a4, `${what}: not A4`);
      return out.text;
    }

    /** A stored state where these modules of the course are passed, from the first one. */
    async function passed(count) {
      const page = await visit(SHEET, { javaScriptEnabled: false }), start = Date.parse("2026-11-20T09:00:00");
      const course = await page.locator("[data-attestation]").getAttribute("data-attestation");
      const modules = await page.locator("[data-sheet] [data-module]").evaluateAll((all) => all.map(({ dataset }) => ({ id: dataset.module, version: dataset.version })));
      await page.context().close();
      return JSON.stringify({
        v: 1,
        attempts: modules.slice(0, count).map(({ id, version }, n) => ({
          id: `ABCDEFGHJ${n}`, n: n + 1, course, module: id, quiz: id, version, seed: 1, from: "", start, questions: ["q"],
          answers: [{ q: "q", a: ["a"], t: start, f: "00000000" }], seen: 1, done: { t: start + 2 * 86400000, percent: 100, passed: true },
        })),
      });
    }

    test("the attestation, blank", async () => {
      const page = await visit(SHEET, { javaScriptEnabled: false });
      const text = await onOneSheet(page, "blank");
      for (const words of ["Attestation de suivi de formation", "Apprenant", "Le bon rôle", "Signature", "ni une certification", "Données personnelles"]) assert.ok(text.includes(words), words);
    });

    for (const count of [1, 3, 4, 99]) {
      test(`the attestation, ${count === 99 ? "the whole course" : `${count} modules`}, with the longest words`, async () => {
        const page = await visit(SHEET, {}, await passed(count));
        for (const [name, value] of Object.entries({ first: long(60), last: long(60), role: long(80), structure: long(100), id: "732 829 320 00074", place: long(60) })) await page.fill(`[name=${name}]`, value);
        await page.check("[name=score]");
        const text = await onOneSheet(page, "filled");
        for (const words of ["Saint-Rémy", "100 %", "Code de contrôle", await page.locator("[data-field=code]").textContent(), "Données personnelles"]) assert.ok(text.includes(words), words);
      });
    }

    for (const address of LETTERS) {
      test(`${address}: blank and filled`, async () => {
        for (const javaScriptEnabled of [false, true]) {
          const page = await visit(address, { javaScriptEnabled });
          await onOneSheet(page, javaScriptEnabled ? "blank" : "without script");
          await page.context().close();
        }
        const page = await visit(address);
        for (const field of await page.locator(".letter-form [name]").all()) {
          const kind = await field.evaluate((node) => (node.tagName === "SELECT" ? "select" : node.type));
          if (kind === "select") await field.selectOption({ index: 2 });
          else await field.fill(kind === "date" ? "2026-09-30" : kind === "textarea" ? Array(4).fill(long(60)).join("\n") : long(110));
        }
        const text = await onOneSheet(page, "filled");
        assert.ok(text.includes("Saint-Rémy") && !text.includes("[à compléter"), text);
      });
    }

    test("the form of data to gather", async () => {
      for (const javaScriptEnabled of [false, true]) {
        const text = await onOneSheet(await visit(FORM, { javaScriptEnabled }), `script ${javaScriptEnabled}`);
        assert.ok(text.includes("Date de naissance") && text.includes("À ne pas laisser vide"));
      }
    });

    test("every poster of the site", async () => {
      const page = await visit(""), wrong = [];
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: 794, height: 1123 });
      const posters = readdirSync(path.join(folder("JALON_SITE"), "faq"), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => `faq/${entry.name}/affiche/`)
        // An old address leads to its page, and has no poster of its own.
        .filter((address) => existsSync(path.join(folder("JALON_SITE"), address, "index.html")));
      assert.ok(posters.length >= 90, `${posters.length} questions`);
      for (const address of posters) {
        await page.goto(server.url + address);
        const [over, free] = await page.evaluate(() => {
          const sheet = document.querySelector(".poster-sheet"), bottom = document.querySelector(".poster-answer").getBoundingClientRect().bottom;
          return [sheet.scrollHeight - sheet.clientHeight, document.querySelector(".poster-foot").getBoundingClientRect().top - bottom];
        });
        if (over > 0 || free < 20) wrong.push(`${address}: ${over} px too high, ${Math.round(free)} px free`);
      }
      assert.deepEqual(wrong, []);
    });
  });
}
