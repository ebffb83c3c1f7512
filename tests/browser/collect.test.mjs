// The sheet of data to gather, and the table checked in the page: by keyboard, from a file, mended in place, saved, printed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { workbook } from "./workbook.mjs";
import { after, before, describe, test } from "node:test";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, at, fileUrl, folder, launch, open, serve, tabTo } from "./support.mjs";

const PAGE = "outils/fiche-de-recueil/";
const HEAD = "Nom de naissance;Prénoms;Sexe;Né(e) le;Lieu de naissance;Courriel;Mobile;SIRET;Établissement;Date d'entrée;Date de fin;Rôle;Métier;Notice remise le;Matricule";
const GOOD = "Lambert;Zoé;F;09/05/1985;Rennes;zoe@exemple.fr;0612345678;73282932000074;Foyer des Lilas;01/12/2026;;Accompagnement au soin;Aide-soignant;20/11/2026;A12";
const BAD = "Martin;Karim;M;31/02/1990;Brest;zoe@exemple.fr;612345679;73282932000075;Foyer des Lilas;01/12/2026;30/11/2026;Acompagnement au soin;;20/11/2026;A13";
const FILE = [HEAD, GOOD, BAD].join("\r\n");

let browser, server;
before(async () => {
  server = await serve(folder("JALON_SITE"), "/sous/dossier/");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function visit(options = {}, base = server.url) {
  const page = await open(browser, options);
  await page.goto(at(base, PAGE));
  return page;
}
async function check(page, text) {
  await page.fill(".collect textarea", text);
  await page.click(".collect [type=submit]");
}
const rows = (page) => page.locator(".collect-faults tbody tr");
const row = (page, line, label) => rows(page).filter({ has: page.locator(".collect-at", { hasText: `Ligne ${line}` }) }).filter({ has: page.locator(".collect-what", { hasText: label }) });
const counts = async (page) => (await page.locator(".collect-counts").innerText()).replace(/\s+/g, " ").trim();
const said = (page, words) => page.waitForFunction((wanted) => document.querySelector(".collect [data-place=status]").textContent.includes(wanted), words);
async function saved(page) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click("[data-do=save]")]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

test("each fault is told with how to mend it, and links lead to it", async () => {
  const page = await visit();
  await check(page, FILE);
  assert.ok(await page.evaluate(() => document.activeElement.textContent === "Résultat du contrôle"), "the focus is on the result");
  assert.equal(await counts(page), "0 sans remarque 2 à corriger");
  const told = await rows(page).evaluateAll((all) => all.map((one) => [one.querySelector(".collect-at").textContent, one.querySelector(".collect-what").textContent, one.querySelector("[data-place=why]").textContent]));
  assert.deepEqual(told.map(([line, label]) => `${line} ${label}`), [
    "Ligne 2 Adresse électronique", "Ligne 3 Date de naissance", "Ligne 3 Adresse électronique", "Ligne 3 Téléphone mobile", "Ligne 3 SIRET du lieu", "Ligne 3 Fin de fonction", "Ligne 3 Rôle",
  ]);
  for (const [, , why] of told) assert.ok(why.length > 20 && !why.includes("{"), why);
  assert.match(told[6][2], /Vouliez-vous dire «\u00a0Accompagnement au soin\u00a0»/);
  await page.locator(".collect-list a[aria-label='Ligne 3, SIRET du lieu']").click();
  assert.equal(await page.evaluate(() => document.activeElement.value), "73282932000075");
  assert.match(await page.locator("[data-place=notes]").textContent(), /Matricule/);
  assertQuiet(page, server.url);
});

test("by keyboard alone: paste, check, mend one after the other until nothing is left", async () => {
  const page = await visit();
  await tabTo(page, ".collect textarea");
  await page.keyboard.insertText(FILE);
  await tabTo(page, ".collect [type=submit]");
  await page.keyboard.press("Enter");
  const mend = async (line, label, value) => {
    const id = await row(page, line, label).locator("input, select").getAttribute("id");
    if (!(await page.evaluate((wanted) => document.activeElement.id === wanted, id))) await tabTo(page, `[id="${id}"]`, 60);
    if (await page.evaluate(() => document.activeElement.tagName === "SELECT")) await page.keyboard.type(value.slice(0, 14));
    else {
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText(value);
    }
    await page.keyboard.press("Tab");
    await said(page, `Ligne ${line}, ${label}`);
    assert.match(await row(page, line, label).locator("[data-place=state]").textContent(), /Corrigé/, label);
  };
  await mend(3, "Date de naissance", "28/02/1990");
  await mend(3, "Adresse électronique", "karim@exemple.fr");
  assert.match(await row(page, 2, "Adresse électronique").locator("[data-place=state]").textContent(), /Corrigé/, "mending one settles the other");
  await mend(3, "Téléphone mobile", "0612345679");
  await mend(3, "SIRET du lieu", "73282932000074");
  await mend(3, "Fin de fonction", "30/11/2027");
  await mend(3, "Rôle", "Accompagnement au soin");
  await said(page, "Plus rien à corriger");
  assert.equal(await counts(page), "2 sans remarque");
  await page.locator(".collect textarea").focus();
  const id = await row(page, 3, "SIRET du lieu").locator("input").getAttribute("id");
  await page.fill(`[id="${id}"]`, "12");
  await page.keyboard.press("Tab");
  await said(page, "Encore 1 à corriger");
  assert.match(await row(page, 3, "SIRET du lieu").textContent(), /il y en a 2 ici/);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0, "nothing is stored");
});

test("the corrected file: nothing rewritten but what was accepted; other columns and remarks kept, no formula", async () => {
  const page = await visit();
  await check(page, [HEAD, GOOD, BAD.replace("A13", "=1+1")].join("\n"));
  const cells = ({ text }) => text.slice(1).split("\r\n").map((line) => line.split(";"));
  const [titles, , before] = cells(await saved(page));
  assert.equal(before[titles.indexOf("Téléphone mobile")], "612345679", "as it was written");
  await page.getByRole("button", { name: /^Écrire ces \d+ sous cette forme/ }).or(page.getByRole("button", { name: "L’écrire sous cette forme" })).click();
  await row(page, 3, "Téléphone mobile").getByRole("button", { name: "Ligne 3, Téléphone mobile : mettre « 06 12 34 56 79 »" }).click();
  await said(page, "Ligne 3, Téléphone mobile");
  const { name, text } = await saved(page);
  assert.equal(name, "recueil-rpps-corrige.csv");
  const [head, first, second] = text.slice(1).split("\r\n").map((line) => line.split(";"));
  assert.ok(text.startsWith("\ufeff"));
  assert.deepEqual(head.slice(-2), ["Matricule", "Remarques"]);
  assert.equal(first[head.indexOf("Téléphone mobile")], "06 12 34 56 78");
  assert.equal(second[head.indexOf("Téléphone mobile")], "06 12 34 56 79", "the zero that the spreadsheet ate");
  assert.equal(second[head.indexOf("Matricule")], "'=1+1");
  assert.match(text, /Date de naissance\u00a0: Ce jour n’existe pas/);
  await check(page, text);
  assert.equal(await rows(page).count(), 6, "read back, it says the same");
});

test("a file, in the encodings of French spreadsheets; what is no table is told", async () => {
  const page = await visit();
  const load = (name, buffer) => page.setInputFiles(".collect input[type=file]", { name, mimeType: "text/csv", buffer });
  await load("équipe.csv", Buffer.from(FILE.replace("Foyer des Lilas", "Foyer à 5 €").replace("€", "\x80"), "latin1"));
  await page.locator(".collect-result").waitFor();
  assert.match(await page.locator(".collect-verdict").textContent(), /2\u00a0personnes lues, dans «\u00a0équipe\.csv\u00a0»/);
  assert.match((await saved(page)).text, /Foyer à 5 €/);
  const fault = page.locator(".collect [data-place=fault]");
  await load("équipe.xlsx", Buffer.from([0x50, 0x4b, 3, 4, 0, 0]));
  await page.waitForFunction(() => /classeur est abîmé/.test(document.querySelector(".collect [data-place=fault]").textContent));
  assert.equal(await page.locator(".collect-result").count(), 0, "the former result is not taken for this file's");
  for (const [name, buffer, wanted] of [["a.pdf", Buffer.from("%PDF-1.7\n1 0 obj\n"), "C’est un PDF"], ["b.xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), "ancien format"], ["c.xls", Buffer.from("<html><table>"), "page web"], ["d.png", Buffer.from([0x89, 0x50, 0x4e, 0x47]), "image"]]) {
    await load(name, buffer);
    await page.waitForFunction((words) => document.querySelector(".collect [data-place=fault]").textContent.includes(words), wanted);
  }
  await page.fill(".collect textarea", "a;b\nc;d");
  await page.click(".collect [type=submit]");
  assert.match(await fault.textContent(), /ne porte pas les titres du modèle/);
  assert.equal(await page.locator(".collect textarea").getAttribute("aria-invalid"), "true");
  await page.fill(".collect textarea", "");
  await page.setInputFiles(".collect input[type=file]", []);
  await page.click(".collect [type=submit]");
  assert.match(await fault.textContent(), /Collez des lignes/);
});

test("a workbook: shared and inline strings, dates, numbers as text or not, empty rows, a title above, a hidden sheet", async () => {
  const page = await visit();
  const buffer = workbook({
    sheets: [
      { name: "Cachée", hidden: true, rows: [["rien"]] },
      { name: "Équipe", rows: [["Foyer des Lilas"], [], ["Nom de naissance", "Prénoms", "Sexe", "Né(e) le", "Lieu de naissance", "Courriel", "Mobile", "SIRET", "Établissement", "Date d'entrée", "Rôle", "Notice remise le"],
        ["Lambert", { inline: "Zoé & Cie <b>" }, "F", { date: 31176 }, "Rennes", "zoe@exemple.fr", { zeros: 612345678 }, 73282932000074, "Foyer", { date: 46357 }, "Accompagnement au soin", { date: 46346.5 }], [],
        ["Petit", "Léa", "F", { date: 31177 }, "Brest", "lea@exemple.fr", 712345678, "#N/A", "Foyer", { date: 46357 }, "Accompagnement au soin", { date: 46346 }]] },
    ],
  });
  await page.setInputFiles(".collect input[type=file]", { name: "équipe.xlsx", mimeType: "application/octet-stream", buffer });
  await page.locator(".collect-result").waitFor();
  assert.match(await page.locator(".collect-verdict").textContent(), /2\u00a0personnes lues, dans «\u00a0équipe\.xlsx\u00a0»/);
  const notes = await page.locator("[data-place=notes]").textContent();
  assert.match(notes, /Feuille lue\s: «\sÉquipe\s».*Cachée/);
  assert.match(notes, /au-dessus des titres.*Foyer des Lilas/);
  assert.deepEqual(await rows(page).evaluateAll((all) => all.map((one) => one.querySelector(".collect-at").textContent + " " + one.querySelector(".collect-what").textContent)), ["Ligne 6 Téléphone mobile", "Ligne 6 SIRET du lieu"]);
  const { text } = await saved(page);
  const [head, first] = text.slice(1).split("\r\n").map((line) => line.split(";")), at = (title) => first[head.indexOf(title)];
  assert.deepEqual([at("Prénoms"), at("Date de naissance (jj/mm/aaaa)"), at("SIRET du lieu"), at("Téléphone mobile"), at("Prise de fonction (jj/mm/aaaa)"), at("Notice remise le (jj/mm/aaaa)")], ["Zoé & Cie <b>", "09/05/1985", "73282932000074", "0612345678", "01/12/2026", "20/11/2026"]);
  assertQuiet(page, server.url);
});

test("what is proposed is accepted one by one or all at once, and can be undone; nothing changes before", async () => {
  const page = await visit();
  const many = Array.from({ length: 3 }, (_, at) => GOOD.replace("Lambert", `Nom${"abc"[at]}`).replace("zoe@exemple.fr", `z${at}@gmial.com`).replace("0612345678", `61234567${at}`).replace("Aide-soignant", "Aide-soignant (faisant fonction)"));
  await check(page, [HEAD, ...many].join("\n"));
  const column = async (title) => {
    const lines = (await saved(page)).text.slice(1).split("\r\n").filter(Boolean).map((line) => line.split(";"));
    return lines.slice(1).map((line) => line[lines[0].indexOf(title)]);
  };
  assert.deepEqual(await column("Profession"), Array(3).fill("Aide-soignant (faisant fonction)"));
  assert.deepEqual(await column("Adresse électronique"), [0, 1, 2].map((at) => `z${at}@gmial.com`));
  assert.match(await page.locator("[data-place=proposals]").textContent(), /Adresse électronique, 3\spropositions.*z0@gmial\.com\s» → «\sz0@gmail\.com/);
  await page.getByRole("button", { name: "Accepter les 3 propositions, Adresse électronique" }).click();
  await said(page, "3\u00a0cases changées");
  assert.deepEqual(await column("Adresse électronique"), [0, 1, 2].map((at) => `z${at}@gmail.com`));
  assert.deepEqual(await column("Profession"), Array(3).fill("Aide-soignant (faisant fonction)"));
  await page.getByRole("button", { name: "Remettre comme avant" }).click();
  await said(page, "comme avant");
  assert.deepEqual(await column("Adresse électronique"), [0, 1, 2].map((at) => `z${at}@gmial.com`));
  await page.getByRole("button", { name: "Ligne 2, Profession : mettre « Aide-soignant »" }).click();
  await said(page, "Ligne 2, Profession");
  assert.deepEqual(await column("Profession"), ["Aide-soignant", ...Array(2).fill("Aide-soignant (faisant fonction)")]);
  assertQuiet(page, server.url);
});

test("no row is said to be right while needed columns are missing", async () => {
  const page = await visit();
  await check(page, "Nom de naissance;Prénoms\nLambert;Zoé\nPetit;Léa");
  assert.equal(await counts(page), "0 sans remarque 2 à compléter : des colonnes manquent");
  assert.match(await page.locator("[data-place=notes]").textContent(), /Il manque \d+\scolonnes nécessaires/);
});

test("files of MS-DOS and of old Macintosh are read, and it is told", async () => {
  for (const [way, bytes, words] of [["dos", [0x82, 0x8a], "MS-DOS"], ["mac", [0x8e, 0x8f], "Macintosh"]]) {
    const page = await visit();
    const letters = new Map([["é", bytes[0]], ["è", bytes[1]]]), text = "Nom de naissance;Prénoms\nLefèvre;Hélène\n";
    await page.setInputFiles(".collect input[type=file]", { name: `${way}.csv`, mimeType: "text/csv", buffer: Buffer.from(Array.from(text, (letter) => letters.get(letter) ?? letter.charCodeAt(0))) });
    await page.locator(".collect-result").waitFor();
    assert.ok((await page.locator("[data-place=notes]").textContent()).includes(words), words);
    assert.match((await saved(page)).text, /Lefèvre;Hélène/);
  }
});

test("leaving with something unsaved is warned of, and only then", async () => {
  const warned = async (page) => {
    let asked = false;
    page.once("dialog", (dialog) => { asked = dialog.type() === "beforeunload"; dialog.accept(); });
    await page.reload();
    page.removeAllListeners("dialog");
    return asked;
  };
  const page = await visit();
  assert.equal(await warned(page), false, "nothing pasted");
  await check(page, FILE);
  assert.equal(await warned(page), true, "pasted");
  await check(page, FILE);
  await saved(page);
  assert.equal(await warned(page), false, "saved");
});

test("rows dropped on the frame", async () => {
  const page = await visit();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "depose.csv", { type: "text/csv" }));
    document.querySelector(".collect-form").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, FILE);
  await page.locator(".collect-result").waitFor();
  assert.match(await page.locator(".collect-verdict").textContent(), /depose\.csv/);
});

test("the empty model is read back as a table without a person", async () => {
  const page = await visit();
  const [file] = await Promise.all([page.waitForEvent("download"), page.click("[data-do=template]")]);
  const text = readFileSync(await file.path(), "utf8");
  assert.equal(file.suggestedFilename(), "recueil-rpps-modele.csv");
  assert.match(text, /^\ufeffNuméro RPPS;.*Date de naissance \(jj\/mm\/aaaa\);.*\r\n$/);
  await check(page, text);
  assert.match(await page.locator(".collect [data-place=fault]").textContent(), /que des titres/);
});

test("2,000 persons, each with a fault: checked, shown by parts", async (context) => {
  const page = await visit();
  const people = Array.from({ length: 2000 }, (_, rank) => GOOD.replace("Lambert", `Nom${rank}`).replace("zoe@", `zoe${rank}@`).replace("0612345678", `06${String(rank).padStart(8, "0")}`).replace("09/05/1985", "31/02/1985"));
  await page.fill(".collect textarea", [HEAD, ...people].join("\n"));
  const time = await page.evaluate(() => {
    const start = performance.now();
    document.querySelector(".collect [type=submit]").click();
    return performance.now() - start;
  });
  // Told, not judged: a machine that is busy says nothing of the check.
  context.diagnostic(`checked and drawn in ${Math.round(time)} ms`);
  assert.equal(await rows(page).count(), 100);
  await page.click("[data-do=more]");
  assert.equal(await rows(page).count(), 200);
  assert.ok(await page.evaluate(() => document.activeElement.closest("tr") === document.querySelectorAll(".collect-faults tbody tr")[100]), "the focus goes on with the list");
  await rows(page).first().locator("input").fill("28/02/1985");
  await rows(page).first().locator("input").press("Tab");
  await said(page, "Encore 1\u202f999 à corriger");
});

test("what is pasted stays text", async () => {
  const page = await visit();
  await check(page, `${HEAD}\n${BAD.replace("Martin", "<img src=x onerror=alert(1)>").replace("A13", "<b>x</b>")}`);
  assert.equal(await page.locator(".collect-result img, .collect-result b").count(), 0);
  assertQuiet(page, server.url);
});

test("without script: the whole sheet, and no dead control", async () => {
  const page = await visit({ javaScriptEnabled: false });
  assert.equal(await page.locator(".collect :is(button, input, textarea, select)").count(), 0);
  assert.ok(await page.locator("[data-sheet]").isVisible());
  assert.ok(await page.locator(".collect-entry").count() > 15);
  await assertReflows(page, PAGE);
});

test("on paper: the sheet alone, on one page; or the remarks alone", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await visit({ javaScriptEnabled });
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("[data-sheet]").isVisible());
    for (const hidden of ["h1", ".site-header", ".prose > h2", ".collect-table", ".collect-bar"]) assert.equal(await page.locator(hidden).filter({ visible: true }).count(), 0, hidden);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1, "one page");
  }
  const page = await visit();
  await check(page, FILE);
  await page.evaluate(() => { window.print = () => {}; });
  await page.click(".collect-result [data-do=print]");
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".collect-faults").isVisible());
  assert.equal(await page.locator("[data-sheet]").isVisible(), false);
  assert.equal(await page.locator(".collect-form").isVisible(), false);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.ok(await page.locator("[data-sheet]").isVisible());
});

test("from a file, without a server", async () => {
  const base = fileUrl(folder("JALON_PORTABLE"));
  const page = await visit({}, base);
  await check(page, FILE);
  assert.equal(await rows(page).count(), 7);
  assertQuiet(page, base);
});

describe("every state is accessible and fits", () => {
  for (const { name, ...options } of VIEWS) {
    test(name, async () => {
      const page = await visit(options);
      const look = async (state) => {
        await assertAccessible(page, `${state}, ${name}`);
        await assertReflows(page, `${state}, ${name}`);
      };
      await look("at first");
      await page.click("[data-do=toggle]");
      await look("sheet shown");
      await page.click("[data-do=toggle]");
      await page.click(".collect [type=submit]");
      await look("nothing to check");
      await check(page, FILE);
      await look("faults");
      await row(page, 3, "SIRET du lieu").locator("input").fill("73282932000074");
      await page.keyboard.press("Tab");
      await said(page, "corrigé");
      await look("one mended");
      await check(page, [HEAD, GOOD].join("\n"));
      assert.equal(await counts(page), "1 sans remarque");
      await look("nothing wrong");
    });
  }
});
