// The letters of the site: filled by keyboard, copied, kept, printed; with blanks when nothing is filled, and without script.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, at, fileUrl, folder, launch, open, serve, tabTo } from "./support.mjs";

const PAGES = ["outils/notice-d-information/", "outils/message-au-personnel/", "outils/designation/"];
const [NOTICE, MESSAGE, DESIGNATION] = PAGES;

let browser, server;
before(async () => {
  server = await serve(folder("JALON_SITE"), "/sous/dossier/");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function visit(path = MESSAGE, options = {}, base = server.url) {
  const page = await open(browser, options);
  await page.goto(at(base, path));
  return page;
}
const field = (page, name) => page.locator(`.letter-form [name="${name}"]`);
const blank = (page, name) => page.locator(`[data-sheet] [data-blank="${name}"]`).first();

/** What is copied, through a clipboard that refuses nothing. */
async function copied(page) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.click("[data-do=copy]");
  await page.waitForFunction(() => /copié/.test(document.querySelector(".letter [data-place=said]").textContent));
  return page.evaluate(() => navigator.clipboard.readText());
}

for (const path of PAGES) {
  test(`${path}: each field fills its blanks, and every blank has its field`, async () => {
    const page = await visit(path);
    const names = await page.locator(".letter-form [name]").evaluateAll((all) => all.map((one) => one.name));
    const blanks = await page.locator("[data-blank]").evaluateAll((all) => all.map((one) => one.dataset.blank));
    assert.deepEqual(new Set(names), new Set(blanks));
    assert.ok(names.length > 5);
    for (const name of names) {
      const one = field(page, name), kind = await one.evaluate((node) => (node.tagName === "SELECT" ? "select" : node.type));
      if (kind === "select") await one.selectOption({ index: 1 });
      else await one.fill(kind === "date" ? "2026-12-01" : `Valeur de ${name}`);
      const shown = kind === "date" ? "1er\u00a0décembre 2026" : await one.inputValue();
      assert.equal(await blank(page, name).textContent(), shown);
    }
    assert.match(await page.locator("[data-place=left]").textContent(), /Tous les champs sont remplis/);
    const text = await copied(page);
    assert.ok(!text.includes("[à compléter"), text);
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0, "nothing is stored");
    assertQuiet(page, server.url);
  });
}

test("by keyboard alone: fill, go to what is missing, copy, empty", async () => {
  const page = await visit(MESSAGE);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await tabTo(page, "[name=equipes]");
  await page.keyboard.type("les équipes du foyer");
  assert.equal(await blank(page, "equipes").textContent(), "les équipes du foyer");
  assert.match(await page.locator("[data-place=left]").textContent(), /8\s+champs à remplir sur 9/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  assert.match(await blank(page, "equipes").textContent(), /à compléter/);
  await page.keyboard.type("tous");
  await tabTo(page, "[data-place=left] a");
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.activeElement.matches("[name=debut]")), "the first empty field");
  await tabTo(page, "[data-do=copy]");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /Texte copié, avec 8 blancs/.test(document.querySelector("[data-place=said]").textContent.replace(/\u00a0/g, " ")));
  await tabTo(page, "[data-do=clear]");
  await page.keyboard.press("Enter");
  assert.equal(await field(page, "equipes").inputValue(), "");
  assert.ok(await page.evaluate(() => document.activeElement.matches("[name=equipes]")));
});

test("the text: paragraphs, lists, blanks between brackets, lines of an address", async () => {
  const page = await visit(DESIGNATION);
  await field(page, "structure").fill("Association des Lilas\n12 rue des Écoles");
  await field(page, "qualite").selectOption("mandataire de la structure");
  const text = await copied(page);
  assert.match(text, /^Association des Lilas\n12 rue des Écoles\n\nObjet\s: désignation d’un gestionnaire RPPS\+\n\n/);
  assert.match(text, /\[à compléter\s: Nom et prénom du signataire\], mandataire de la structure, désigne/);
  assert.ok(!/\n{3}|[ \t]\n/.test(text), JSON.stringify(text));
  const notice = await copied(await visit(NOTICE));
  assert.match(notice, /\n– Visible de tous\s: votre situation d’exercice[^\n]+\n– Visible de tous d’après/);
});

test("what is typed stays text", async () => {
  const page = await visit(MESSAGE);
  await field(page, "besoin").fill('<img src=x onerror="alert(1)"> {{dpo}} & [x](y)');
  assert.equal(await page.locator("[data-sheet] img").count(), 0);
  assert.ok((await copied(page)).includes('<img src=x onerror="alert(1)"> {{dpo}} & [x](y)'));
  assertQuiet(page, server.url);
});

test("the .txt file is what is seen, as Windows reads it", async () => {
  const page = await visit(MESSAGE);
  await field(page, "equipes").fill("Les Genêts");
  const [file] = await Promise.all([page.waitForEvent("download"), page.click("[data-do=save]")]);
  assert.equal(file.suggestedFilename(), "message-rpps.txt");
  const text = readFileSync(await file.path(), "utf8");
  assert.ok(text.startsWith("\ufeffObjet"));
  assert.ok(text.includes("enregistrer Les Genêts à partir du [à compléter"));
  assert.ok(!/[^\r]\n/.test(text));
});

test("without script: the letter with visible blanks, their labels read, and no dead control", async () => {
  for (const path of PAGES) {
    const page = await visit(path, { javaScriptEnabled: false });
    assert.equal(await page.locator(".letter :is(button, input, select, textarea)").count(), 0);
    const first = page.locator("[data-blank]").first();
    assert.ok(await first.isVisible());
    assert.match(await first.textContent(), /^\[à compléter\s: .+\]$/);
    await assertReflows(page, path);
  }
});

test("on paper: the letter alone, on one page, its blanks as lines", async () => {
  for (const path of PAGES) {
    for (const javaScriptEnabled of [true, false]) {
      const page = await visit(path, { javaScriptEnabled });
      await page.emulateMedia({ media: "print" });
      for (const hidden of ["h1", ".site-header", ".prose > h2", ".letter-form", ".letter-bar"]) {
        assert.equal(await page.locator(hidden).filter({ visible: true }).count(), 0, `${path} ${hidden}`);
      }
      assert.ok(await page.locator("[data-sheet]").isVisible());
      const line = await page.locator("[data-blank].is-text").first().evaluate((node) => [node.getBoundingClientRect().width, getComputedStyle(node).borderBottomStyle]);
      assert.ok(line[0] > 150 && line[1] === "dotted", `${path} ${line}`);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1, `${path}: one page`);
    }
  }
});

test("the button prints, and leaves the page as it was", async () => {
  const page = await visit(MESSAGE);
  await page.evaluate(() => { window.print = () => { window.printed = document.documentElement.className; window.dispatchEvent(new Event("afterprint")); }; });
  await page.click("[data-do=print]");
  assert.match(await page.evaluate(() => window.printed), /letter-alone/);
  assert.doesNotMatch(await page.evaluate(() => document.documentElement.className), /letter-alone/);
});

test("beside the form, the blank under way is brought into sight", async () => {
  const page = await visit(NOTICE);
  await field(page, "referent").focus();
  const seen = await page.locator("[data-sheet]").evaluate((sheet) => {
    const box = sheet.getBoundingClientRect(), at = sheet.querySelector(".is-here").getBoundingClientRect();
    return at.top >= box.top && at.bottom <= box.bottom;
  });
  assert.ok(seen);
});

test("from a file, without a server", async () => {
  const base = fileUrl(folder("JALON_PORTABLE"));
  const page = await visit(MESSAGE, {}, base);
  await field(page, "equipes").fill("tous");
  assert.equal(await blank(page, "equipes").textContent(), "tous");
  assertQuiet(page, base);
});

describe("every state is accessible and fits", () => {
  for (const { name, ...options } of VIEWS) {
    test(name, async () => {
      for (const path of PAGES) {
        const page = await visit(path, options);
        const check = async (state) => {
          await assertAccessible(page, `${path} ${state}, ${name}`);
          await assertReflows(page, `${path} ${state}, ${name}`);
        };
        await check("empty");
        const all = page.locator(".letter-form [name]");
        for (let rank = 0; rank < await all.count(); rank += 1) {
          const kind = await all.nth(rank).evaluate((node) => (node.tagName === "SELECT" ? "select" : node.type));
          if (kind === "select") await all.nth(rank).selectOption({ index: 1 });
          else await all.nth(rank).fill(kind === "date" ? "2026-12-01" : "Unmotquinefinitpasetquidoitpourtantteniràlargeur320 et d’autres");
          if (rank === 1) await check("being filled");
        }
        await page.click("[data-do=copy]");
        await check("filled");
      }
    });
  }
});
