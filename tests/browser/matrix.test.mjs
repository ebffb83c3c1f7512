// The tables to filter: by keyboard, without script, on paper; what is not known is said, and never blank.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, at, fileUrl, folder, launch, open, serve, tabTo } from "./support.mjs";

const ROLE = "outils/quel-role/", DOCUMENTS = "outils/documents-dmp/", PAGES = [ROLE, DOCUMENTS];

let browser, server;
before(async () => {
  server = await serve(folder("JALON_SITE"), "/sous/dossier/");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function visit(path, options = {}, base = server.url) {
  const page = await open(browser, options);
  await page.goto(at(base, path));
  return page;
}
const shown = (page) => page.locator("tbody tr:not([hidden])");
const field = (page, name) => page.getByLabel(name, { exact: true });
const names = async (page) => page.locator("tbody tr:not([hidden]) .matrix-name").allTextContents();
const status = (page, wanted) => page.waitForFunction((text) => document.querySelector(".matrix [role=status]").textContent.includes(text), wanted);

test("a profession and a mission: the rows of both, and those that are for everybody", async () => {
  const page = await visit(ROLE);
  const all = await shown(page).count();
  assert.match(await page.locator(".matrix-count").textContent(), new RegExp(`Les ${all} lignes`));
  await field(page, "Profession").selectOption("Aide-soignant");
  assert.deepEqual(new Set(await names(page)), new Set(["Toute profession du portail", "Aide-soignant"]));
  await field(page, "Mission").selectOption("soin");
  assert.deepEqual(await names(page), ["Aide-soignant", "Toute profession du portail"], "its own rows first");
  await status(page, `2\u00a0lignes affichées sur ${all}. Profession\u00a0: Aide-soignant. Mission\u00a0: Accompagner au soin.`);
  await field(page, "Profession").selectOption("Aide à domicile");
  assert.deepEqual(await names(page), ["Toute profession du portail"], "the mission answers when the profession does not");
  assert.match(await shown(page).textContent(), /GENR11/);
  await field(page, "Un mot du tableau").fill("zzz");
  await status(page, "Aucune ligne ne correspond");
  await page.click("[data-do=clear]");
  assert.equal(await shown(page).count(), all);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0, "nothing is stored");
  assertQuiet(page, server.url);
});

test("the answer comes first: what it is, why, and what it is worth; the rows of the profession follow it", async () => {
  const page = await visit(ROLE, { viewport: { width: 360, height: 720 } });
  const card = page.locator(".matrix-answer"), said = async () => (await card.textContent()).replace(/\s+/g, " ").trim();
  await field(page, "Profession").selectOption("Aide-soignant");
  assert.match(await said(), /^Aide-soignant Le plus souvent : Accompagnement au soin, GENR11, parce que sa mission est : lire les transmissions.*Si sa mission est autre :.*Coordonner les entrées.*GENR08.*Notre conseil$/);
  assert.equal((await names(page))[0], "Aide-soignant");
  const [form, answer, table] = await page.evaluate(() => [".matrix-tools", ".matrix-answer", ".matrix-table"].map((one) => document.querySelector(one).getBoundingClientRect().top));
  assert.ok(form < answer && answer < table);
  await status(page, "Le plus souvent");
  await field(page, "Mission").selectOption("coordonner");
  assert.match(await said(), /Coordination et orientation, GENR08, parce que/);
  await field(page, "Mission").selectOption("");
  for (const [profession, wanted] of [["Accompagnant éducatif et social", /Cela dépend de sa mission\..*soin : Accompagnement au soin.*Accompagnement à la vie sociale/], ["Infirmier", /Pas par ce portail\. Son ordre l.enregistre/], ["Médiateur familial", /Nous ne savons pas\. Partez de sa mission : Coordonner ou orienter.*GENR13/]]) {
    await field(page, "Profession").selectOption(profession);
    assert.match(await said(), wanted);
    assert.equal(await card.locator("[id]").count(), 0, "no identifier twice");
  }
  await field(page, "Profession").selectOption("");
  assert.equal(await card.count(), 0);
});

test("short and everyday names are found: those of the page, of the synonyms and of the glossary", async () => {
  const page = await visit(ROLE);
  const card = page.locator(".matrix-answer h3");
  for (const [typed, wanted] of [["ASH", /Agent de service/], ["aes", /Accompagnant éducatif et social/], ["TISF", /Technicien de l.intervention/], ["CESF", /Conseiller en économie/], ["AMP", /Aide médico-psychologique/], ["kiné", /Masseur/], ["psy", /Psychologue/], ["MJPM", /Mandataire judiciaire/], ["EJE", /Éducateur de jeunes enfants/], ["IDE", /Infirmier/], ["AS", /Aide-soignant/], ["veilleur", /Surveillant de nuit/]]) {
    await field(page, "Un mot du tableau").fill(typed);
    await page.waitForFunction((pattern) => new RegExp(pattern).test(document.querySelector(".matrix-answer h3")?.textContent ?? ""), wanted.source, { timeout: 5000 }).catch(() => assert.fail(`${typed}: ${wanted}`));
    assert.match(await card.textContent(), wanted);
  }
  await field(page, "Un mot du tableau").fill("secrétaire");
  await page.waitForFunction(() => document.querySelector(".matrix-answer, .matrix-which"));
  await field(page, "Un mot du tableau").fill("éducateur");
  await page.locator(".matrix-which").waitFor();
  await page.locator(".matrix-which button").first().click();
  await page.locator(".matrix-answer").waitFor();
  assert.match(await card.textContent(), /ducateur/);
});

test("words are found without their accents, wherever they stand in the row", async () => {
  const page = await visit(ROLE);
  await field(page, "Un mot du tableau").fill("EDUCATEUR genr08");
  await status(page, "1\u00a0ligne affichée");
  assert.deepEqual(await names(page), ["Éducateur spécialisé"]);
});

test("by keyboard alone: a role, an answer, and back to everything", async () => {
  const page = await visit(DOCUMENTS);
  const all = await shown(page).count();
  await tabTo(page, "[data-filter=column]");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("thead th:visible").count(), 2, "one role is left");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  assert.equal(await shown(page).count(), 6);
  assert.equal(await page.locator("tbody td:visible .matrix-state.is-yes").count(), 6);
  await tabTo(page, "[data-do=clear]");
  await page.keyboard.press("Enter");
  assert.equal(await shown(page).count(), all);
  assert.ok(await page.evaluate(() => document.activeElement.matches("[data-filter]")), "the focus is on the first filter");
  await field(page, "Rôle").selectOption("soin");
  await field(page, "Réponse").selectOption("yes");
  assert.equal(await shown(page).count(), 0, "nothing is said to be open for the other roles");
  await field(page, "Réponse").selectOption("unknown");
  assert.equal(await shown(page).count(), all);
});

test("every cell says something, and each column is named", async () => {
  for (const path of PAGES) {
    const page = await visit(path, { javaScriptEnabled: false });
    const { blank, columns, wrong } = await page.evaluate(() => ({
      blank: Array.from(document.querySelectorAll("tbody .matrix-cell"), (cell) => cell.textContent.trim()).filter((text) => !text).length,
      columns: document.querySelectorAll("thead th[scope=col]").length,
      wrong: Array.from(document.querySelectorAll("tbody tr")).filter((row) => row.querySelectorAll("th[scope=row]").length !== 1).length,
    }));
    assert.deepEqual([blank, wrong], [0, 0]);
    assert.equal(await page.locator("tbody tr").first().locator("th, td").count(), columns);
    assert.ok(await page.locator("tbody .is-unknown .matrix-state").count() > 10);
    assert.ok(await page.locator('.prose a[href="https://www.dmp.fr/documents/d/dmp/matrice-habilitation"]').count(), "the official matrix is one link away");
    assert.equal(await page.locator(".matrix form, .matrix button").count(), 0, "no dead control");
    assert.equal(await page.locator("tbody tr:visible").count(), await page.locator("tbody tr").count());
  }
});

test("the head of the table stays in sight", async () => {
  for (const path of PAGES) {
    const page = await visit(path);
    await page.locator("tbody tr").last().scrollIntoViewIfNeeded();
    const { y } = await page.locator("thead th").first().boundingBox();
    assert.ok(Math.abs(y) < 2, `${path}: at ${y}`);
    assert.ok(await page.locator("thead th").first().evaluate((cell) => cell.contains(document.elementFromPoint(cell.getBoundingClientRect().left + 5, 8))), "and nothing covers it");
  }
});

test("at 320 px each row is a card that names its columns", async () => {
  for (const path of PAGES) {
    const page = await visit(path, { viewport: { width: 320, height: 700 } });
    const row = page.locator("tbody tr").first();
    const heads = await page.locator("thead th").allTextContents();
    assert.deepEqual(await row.locator(".matrix-label:visible").allTextContents(), heads.slice(1).map((head) => `${head}\u00a0: `));
    const boxes = await row.locator("th, td").evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect()).map(({ left, top }) => ({ left, top })));
    assert.ok(boxes.every(({ left }) => left === boxes[0].left) && boxes.every(({ top }, rank) => !rank || top > boxes[rank - 1].top), "one under the other");
    await assertReflows(page, path);
  }
});

test("on paper: the rows asked for, what was asked, no form", async () => {
  const page = await visit(ROLE);
  await field(page, "Profession").selectOption("Psychologue");
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 673, height: 950 });
  assert.equal(await page.locator(".matrix-tools").isVisible(), false);
  assert.equal(await page.locator("[data-do=print]").isVisible(), false);
  assert.match(await page.locator(".matrix-count").textContent(), /Profession\s: Psychologue/);
  assert.ok((await names(page)).includes("Psychologue"));
  assert.ok(await page.locator("thead th").first().isVisible(), "a table, not cards");
  await assertReflows(page, "print");
});

test("from a file, without a server", async () => {
  const base = fileUrl(folder("JALON_PORTABLE"));
  const page = await visit(DOCUMENTS, {}, base);
  await field(page, "Document").selectOption("Note de transfert");
  assert.equal(await shown(page).count(), 1);
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
        await check("whole");
        await field(page, "Réponse").selectOption("unknown");
        await check("filtered");
        await field(page, "Un mot du tableau").fill("zzz");
        await page.locator("[data-do=clear]").waitFor();
        await status(page, "Aucune");
        await check("empty");
      }
    });
  }
});
