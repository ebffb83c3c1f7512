// The deployment planner: typed and pasted rows, order, pace, files, keeping, 5,000 rows, without script, on paper.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import ICAL from "ical.js";
import { workbook } from "./workbook.mjs";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, at, fileUrl, folder, launch, open, serve, tabTo } from "./support.mjs";

const PAGE = "outils/plan-de-deploiement/", KEY = "jalon:planner:plan:1";

let browser, server;
before(async () => {
  server = await serve(folder("JALON_SITE"), "/sous/dossier/");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function visit(options = {}, base = server.url, setup) {
  const page = await open(browser, options);
  if (setup) await page.addInitScript(setup);
  await page.goto(at(base, PAGE));
  return page;
}
const text = async (locator) => (await locator.textContent()).replace(/[\s\u00a0\u202f]+/g, " ").trim();
const texts = async (locator) => (await locator.allTextContents()).map((one) => one.replace(/[\s\u00a0\u202f]+/g, " ").trim());
const names = (page) => texts(page.locator("[data-order] strong"));
const waves = (page) => texts(page.locator(".planner-wave"));

/** The example, from a known Monday. */
async function example(options, base) {
  const page = await visit(options, base);
  await page.click("[data-do=try]");
  await page.fill("[data-set=start]", "2026-12-01");
  await page.waitForFunction(() => /7.décembre/.test(document.querySelector(".planner-when").textContent));
  return page;
}
async function paste(page, table) {
  await page.locator("[data-paste]").evaluate((node) => { node.open = true; });
  await page.fill("textarea", table);
  await page.click("[data-do=read]");
}
async function download(page, button) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

test("by keyboard alone: add people, reorder, change the pace", async () => {
  const page = await visit();
  assert.equal(await page.locator("[data-then]").isVisible(), false);
  const add = async (structure, profession, count) => {
    await page.focus("[name=structure]");
    await page.keyboard.press("Control+A");
    await page.keyboard.type(structure);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type(profession);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Control+A");
    await page.keyboard.type(String(count));
    await page.keyboard.press("Enter");
    assert.ok(await page.evaluate(() => document.activeElement.name === "profession"), "ready for the next line");
  };
  await add("Foyer", "Animateur", 4);
  await add("Ésat", "Éducateur spécialisé", 12);
  await add("foyer", "animateur", 1);
  assert.equal(await text(page.locator(".planner-total")), "17 personnes, 2 lignes", "the same line counts once more");
  assert.deepEqual(await names(page), ["Foyer", "Ésat"]);
  await page.locator("textarea").evaluate((node) => node.focus());
  await tabTo(page, "[aria-label='Monter Ésat']");
  await page.keyboard.press("Enter");
  assert.deepEqual(await names(page), ["Ésat", "Foyer"]);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Descendre Ésat", "the focus stays with the group");
  await page.waitForFunction(() => /Ésat passe en position 1 sur 2/.test(document.querySelector("[data-status]").textContent));
  await tabTo(page, "[data-set=pilot]");
  await page.keyboard.press("Space");
  await page.waitForFunction(() => !document.querySelector(".planner-when").textContent.includes("Pilote"));
  assert.match((await waves(page))[0], /^1Vague 1 .*10 personnes.*Ésat : 10 personnes.*Priorité 1 : Ésat\.$/);
  assert.match((await waves(page))[1], /Ésat : 2 personnes.*Suite de la priorité 1, faute de place.*Foyer : 5 personnes.*Priorité 2 : Foyer\. Il restait de la place/);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0, "nothing is stored");
  assertQuiet(page, server.url);
});

test("the example: a pilot, waves with their dates and reasons, totals, a frieze", async () => {
  const page = await example();
  const all = await waves(page);
  assert.match(all[0], /^PPilote semaine du 7 décembre 2026 ?8 personnes.*Foyer des Tilleuls.*Pilote/);
  assert.match(all[1], /^1Vague 1 semaine du 28 décembre 2026.*le reste du groupe après le pilote/);
  assert.deepEqual(await texts(page.locator(".planner-totals dd")), ["85", "8 et un pilote", "7 décembre 2026", "15 février 2027"]);
  assert.match(await text(page.locator("[data-monday]")), /n’est pas un lundi.*7 décembre 2026/);
  assert.match((await texts(page.locator(".planner-chart p")))[0], /Foyer des Tilleuls 31 personnes, du 7 décembre 2026 au 11 janvier 2027/);
  assert.equal(await page.locator(".planner-chart svg[aria-hidden=true]").count(), 3);
  await page.click("[value=role]");
  assert.deepEqual(await names(page), ["Accompagnement à la vie sociale, professionnelle et éducative", "Accompagnement au soin", "Administratif ou appui à l’organisation de l’accompagnement", "Médico-administratif"]);
  const sum = (await texts(page.locator(".planner-wave .tag"))).reduce((total, one) => total + parseInt(one, 10), 0);
  assert.equal(sum, 85, "everyone is there");
});

test("a table pasted from a spreadsheet: columns, accents, quoted cells, names left out", async () => {
  const page = await visit();
  await paste(page, "Nom\tSite\tProfession\tRôle\r\nDurand\t\"Foyer \"\"Les Prés\"\"\"\tÉducateur spécialisé\taccompagnement au soin\r\nPetit\t\"Foyer \"\"Les Prés\"\"\"\tÉducateur spécialisé\tAccompagnement au soin\r\nRoux\tÉsat\tMoniteur\tChef\r\n");
  assert.equal(await text(page.locator(".planner-total")), "3 personnes, 2 lignes");
  const told = await text(page.locator("[data-told]"));
  assert.match(told, /Ajouté : 3 personnes.*structure = « Site », rôle = « Rôle », profession = « Profession ».*Laissées de côté : Nom.*« Chef »/);
  assert.deepEqual(await names(page), ["Foyer \"Les Prés\"", "Ésat"]);
  assert.ok(!(await page.locator(".planner").innerHTML()).includes("Durand"));
  assert.ok(await page.evaluate(() => document.activeElement.matches("[data-told]")));
  assert.equal(await page.inputValue("textarea"), "");
  await paste(page, "Structure;Nombre\nA;dix\nB;5\n;3\n");
  assert.match(await text(page.locator("[data-told]")), /Ajouté : 5 personnes.*Laissé de côté : 2 lignes.*ligne 2 : « dix ».*ligne 4 : ni structure/);
  await paste(page, "bonjour\n\n");
  assert.match(await text(page.locator("[data-told]")), /Ajouté : 1 personne/);
  await paste(page, "   ");
  assert.match(await text(page.locator("[data-told]")), /Aucune personne à lire/);
  assertQuiet(page, server.url);
});

test("a file is read here, Windows-1252 too; what is not a table is told", async () => {
  const page = await visit();
  const give = (name, buffer) => page.setInputFiles("[data-file]", { name, mimeType: "text/csv", buffer });
  await give("a.csv", Buffer.from("Établissement;Métier;Effectif\r\nRésidence;Aide-soignant;7\r\n", "latin1"));
  await page.locator(".planner-total").waitFor();
  assert.deepEqual(await names(page), ["Résidence"]);
  await give("b.xlsx", Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0xff]));
  await page.waitForFunction(() => /classeur est abîmé/.test(document.querySelector("[data-told]").textContent));
  assert.equal(await text(page.locator(".planner-total")), "7 personnes, 1 ligne");
});

test("totals of a pivot table are told and counted by nobody, unless asked", async () => {
  const page = await visit();
  await paste(page, "Étiquettes de lignes;Nombre de Nom\nFoyer A;10\nFoyer B;5\nTotal général;15");
  assert.equal(await text(page.locator(".planner-total")), "15 personnes, 2 lignes");
  assert.match(await text(page.locator("[data-told]")), /Lignes de total.*ligne 4 : « Total général », 15/);
  await page.click("[data-do=count]");
  assert.equal(await text(page.locator(".planner-total")), "30 personnes, 3 lignes");
});

test("UTF-16, MS-DOS and workbooks are read as the sheet of data reads them; a PDF is refused with words", async () => {
  const page = await visit();
  const table = "Établissement;Métier;Effectif\r\nRésidence;Aide-soignant;7\r\n";
  const give = (name, buffer) => page.setInputFiles("[data-file]", { name, mimeType: "text/csv", buffer });
  const read = (people) => page.waitForFunction((wanted) => document.querySelector(".planner-total")?.textContent.startsWith(String(wanted)), people);
  await give("a.txt", Buffer.from("\ufeff" + table, "utf16le"));
  await read(7);
  await give("b.txt", Buffer.from(table, "utf16le"));
  await read(14);
  await give("c.csv", Buffer.from(Array.from(table, (letter) => ({ É: 0x90, é: 0x82 })[letter] ?? letter.charCodeAt(0))));
  await read(21);
  assert.match(await text(page.locator("[data-told]")), /MS-DOS/);
  await give("d.xlsx", workbook({ sheets: [{ name: "Effectifs", rows: [["Effectifs de 2026"], ["Établissement", "Métier", "Effectif"], ["Résidence", "Aide-soignant", 7], ["Total", "", 7]] }] }));
  await read(28);
  assert.deepEqual(await names(page), ["Résidence"]);
  await give("e.pdf", Buffer.from("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"));
  await page.waitForFunction(() => /C’est un PDF/.test(document.querySelector("[data-told]").textContent));
  await paste(page, "%PDF-1.7\n1 0 obj\nendobj");
  assert.match(await text(page.locator("[data-told]")), /C’est un PDF/);
  assert.equal(await text(page.locator(".planner-total")), "28 personnes, 1 ligne");
  await paste(page, "Site;Nombre\nFoyer de B‚ziers;3");
  await page.click("[data-do=mend]");
  assert.deepEqual(await names(page), ["Résidence", "Foyer de Béziers"]);
  assertQuiet(page, server.url);
});

test("pasted rows: « Garder » stands beside them, leaving without it is warned of, nothing is kept before", async () => {
  const page = await visit();
  const leave = async () => {
    let asked = false;
    page.once("dialog", (dialog) => { asked = dialog.type() === "beforeunload"; dialog.accept(); });
    await page.reload();
    page.removeAllListeners("dialog");
    return asked;
  };
  assert.equal(await leave(), false);
  await paste(page, "Site;Nombre\nFoyer;30");
  assert.match(await text(page.locator("[data-place=kept]")), /gardées nulle part/);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  assert.equal(await leave(), true, "rows would be lost");
  await paste(page, "Site;Nombre\nFoyer;30");
  await page.click("[data-do=keep-rows]");
  assert.match(await text(page.locator("[data-place=kept]")), /gardées sur cet ordinateur/);
  assert.equal(await leave(), false, "kept");
  assert.equal(await text(page.locator(".planner-total")), "30 personnes, 1 ligne");
});

test("the calendars of two plans do not overwrite each other", async () => {
  const uids = async (table, start) => {
    const page = await visit();
    await paste(page, table);
    await page.fill("[data-set=start]", start);
    await page.waitForFunction((day) => document.querySelector(".planner-when")?.textContent.includes(day), start.endsWith("07") ? "7" : "14");
    const ics = await download(page, "[data-do=ics]");
    await page.context().close();
    return new ICAL.Component(ICAL.parse(ics.text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one).uid);
  };
  const all = [await uids("Site;Nombre\nA;12", "2026-12-07"), await uids("Site;Nombre\nB;12", "2026-12-07"), await uids("Site;Nombre\nA;12", "2026-12-14")];
  assert.equal(new Set(all.flat()).size, all.flat().length);
  assert.deepEqual(await uids("Site;Nombre\nA;12", "2026-12-07"), all[0], "the same plan, taken in again, is replaced");
});

test("values are never markup", async () => {
  const page = await visit();
  await paste(page, "Structure;Profession;Nombre\n<img src=x onerror=alert(1)>;{label}<b>x</b>;2");
  assert.deepEqual(await names(page), ["<img src=x onerror=alert(1)>"]);
  assert.equal(await page.locator(".planner :is(img, b)").count(), 0);
  assert.match(await text(page.locator("[data-place=rows]")), /\{label\}<b>x<\/b>/);
  assertQuiet(page, server.url);
});

test("what is wrong in a field is said beside it, and the plan waits", async () => {
  const page = await example();
  await page.click("text=Ajouter >> nth=0");
  assert.match(await text(page.locator("[data-added]")), /au moins une structure/);
  await page.fill("[name=structure]", "A");
  await page.fill("[name=count]", "1,5");
  await page.click(".planner-add button");
  assert.match(await text(page.locator("[data-added]")), /de 1 à 10 000/);
  await page.fill("[data-set=capacity]", "0");
  await page.locator(".planner-result .field-error").waitFor();
  const field = page.locator("[data-set=capacity]");
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.match(await text(page.locator(`#${await field.getAttribute("aria-describedby")}`)), /Entre 1 et 500/);
  await field.fill("20");
  await page.locator(".planner-totals").waitFor();
  assert.equal(await field.getAttribute("aria-invalid"), "false");
  await page.fill("[data-set=start]", "");
  await page.locator(".planner-result .field-error").waitFor();
  await page.fill("[data-set=start]", "2026-12-07");
  await paste(page, "Structure;Nombre\nTrop;10000");
  await field.fill("1");
  await page.locator(".planner-long").waitFor();
  assert.match(await text(page.locator(".planner-long")), /10 0\d\d semaines.*dix ans/);
});

test("the table holds everyone, with dates and reasons; the calendar, a week each wave", async () => {
  const page = await example();
  const csv = await download(page, "[data-do=csv]");
  assert.equal(csv.name, "plan.csv");
  const lines = csv.text.replace(/^\ufeff/, "").trimEnd().split("\r\n");
  assert.equal(lines[0], "Vague;Semaine du;Structure;Rôle;Profession;Nombre;Pourquoi");
  assert.match(lines[1], /^Pilote;07\/12\/2026;Foyer des Tilleuls;/);
  assert.equal(lines.slice(1).reduce((sum, line) => sum + Number(/;(\d+);[^;]*$/.exec(line)[1]), 0), 85);
  const ics = await download(page, "[data-do=ics]");
  const events = new ICAL.Component(ICAL.parse(ics.text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  assert.equal(events.length, 9);
  assert.equal(events[0].summary.replace(/[\u00a0\u202f]/g, " "), "RPPS+, Pilote : 8 personnes, Foyer des Tilleuls (plan du 7 décembre 2026)");
  assert.deepEqual([events[0].startDate.toString(), events[0].endDate.toString()], ["2026-12-07", "2026-12-12"]);
  assert.match(events[1].description, /Priorité 1/);
  assert.equal(new Set(events.map((event) => event.uid)).size, 9);
  await paste(page, "Structure;Profession;Nombre\n=HYPERLINK(1);@x;2");
  assert.match((await download(page, "[data-do=csv]")).text, /;'=HYPERLINK\(1\);;'@x;2;/, "no cell is run as a formula");
});

test("kept only when asked, taken back, forgotten", async () => {
  const page = await example();
  const stored = () => page.evaluate(() => localStorage.length);
  assert.equal(await stored(), 0);
  await page.click("[aria-label='Descendre Foyer des Tilleuls']");
  await page.click("[data-do=keep]");
  assert.match(await text(page.locator("[data-said]")), /gardé sur cet ordinateur/);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), [KEY]);
  const before = await waves(page);
  await page.reload();
  assert.deepEqual(await waves(page), before, "the same plan comes back");
  await page.click("[data-do=forget]");
  assert.equal(await stored(), 0);
  assert.equal(await page.locator("[data-do=forget]").count(), 0);
  await page.click("[data-do=keep]");
  await page.click("[data-do=ask]");
  assert.match(await text(page.locator(".planner-ask")), /mémoire de cet ordinateur/);
  await page.click("[data-do=cancel]");
  assert.equal(await stored(), 1);
  await page.click("[data-do=ask]");
  await page.click("[data-do=clear]");
  assert.equal(await stored(), 0);
  assert.equal(await page.locator("[data-then]").isVisible(), false);
});

test("what is stored is not trusted; a refused store is said", async () => {
  const sound = { v: 1, rows: [["A", "", "B", 3]], by: "structure", order: [], capacity: 5, start: "2026-12-07", pilot: { on: false, group: "", people: 1, weeks: 1 } };
  const broken = [null, 3, { ...sound, v: 2 }, { ...sound, rows: [] }, { ...sound, rows: [["A", "", "B", 0]] }, { ...sound, rows: [["A", {}, "B", 1]] }, { ...sound, by: "__proto__" }, { ...sound, order: [1] },
    { ...sound, capacity: 1e9 }, { ...sound, start: "2026-12-08" }, { ...sound, start: "2026-02-30" }, { ...sound, pilot: null }, { ...sound, pilot: { ...sound.pilot, people: "3" } }];
  for (const value of broken) {
    const page = await visit({}, server.url, `localStorage.setItem(${JSON.stringify(KEY)}, ${JSON.stringify(JSON.stringify(value))})`);
    assert.equal(await page.locator("[data-then]").isVisible(), false, JSON.stringify(value));
    assertQuiet(page, server.url);
    await page.context().close();
  }
  const back = await visit({}, server.url, `localStorage.setItem(${JSON.stringify(KEY)}, ${JSON.stringify(JSON.stringify(sound))})`);
  assert.match((await waves(back))[0], /semaine du 7 décembre 2026.*A : 3 personnes/);
  const page = await visit({}, server.url, "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })");
  await page.click("[data-do=try]");
  await page.click("[data-do=keep]");
  assert.match(await text(page.locator("[data-said]")), /refuse de garder/);
  assertQuiet(page, server.url);
});

test("5,000 rows, all different: everyone is planned, and the page stays small", async (context) => {
  const page = await visit();
  const rows = Array.from({ length: 5000 }, (_, at) => `Personne ${at};Site ${at % 700};Accompagnement au soin;Métier ${at}`);
  await page.locator("[data-paste]").evaluate((node) => { node.open = true; });
  await page.evaluate((value) => { document.querySelector("textarea").value = value; }, `Nom;Site;Rôle;Profession\n${rows.join("\n")}`);
  const time = await page.evaluate(() => { const from = performance.now(); document.querySelector("[data-do=read]").click(); document.body.getBoundingClientRect(); return performance.now() - from; });
  context.diagnostic(`read, planned, drawn and laid out in ${Math.round(time)} ms`);
  assert.equal(await text(page.locator(".planner-total")), "5 000 personnes, 5 000 lignes");
  assert.ok(await page.locator(".planner *").count() < 12000, "no element a row");
  assert.equal(await page.locator("[data-order] .planner-group").count(), 40);
  assert.match(await text(page.locator(".planner-group-more")), /660 autres groupes/);
  await page.fill("[data-set=capacity]", "50");
  await page.waitForFunction(() => /Montrer la suite \(89.vagues\)/.test(document.querySelector("[data-do=waves]").textContent));
  const csv = await download(page, "[data-do=csv]");
  assert.equal(csv.text.trimEnd().split("\r\n").length, 5001);
  assert.ok(!csv.text.includes("Personne 12"), "names never entered");
  assert.equal(await page.locator(".planner-wave:visible").count(), 12);
  await page.click("[data-do=waves]");
  assert.equal(await page.locator(".planner-wave:visible").count(), 101);
  await page.click("[data-do=all]");
  assert.equal(await page.locator("[data-place=rows] tr").count(), 220);
  assertQuiet(page, server.url);
});

test("without script: the method and a sheet to fill by hand, no dead control", async () => {
  const page = await visit({ javaScriptEnabled: false });
  assert.equal(await page.locator(".planner :is(button, input, select, textarea)").count(), 0);
  assert.equal(await page.locator("[data-hand] ol > li").count(), 5);
  assert.equal(await page.locator("[data-example]").count(), 8);
  assert.equal(await page.locator(".planner-blank tr").count(), 6);
  await assertReflows(page, "no script");
  await page.setViewportSize({ width: 320, height: 700 });
  await assertReflows(page, "no script, 320");
});

test("on paper: the plan alone, every wave, no control", async () => {
  const page = await visit({}, server.url, "window.print = () => {}");
  await paste(page, "Structure;Nombre\nA;300");
  await page.click("[data-do=print]");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".planner-wave:visible").count(), 31, "folded waves too");
  for (const selector of [".planner-form", ".planner-acts", ".planner-more", ".page-head"]) assert.equal(await page.locator(selector).first().isVisible(), false, selector);
  assert.ok(await page.locator(".planner-chart").isVisible());
});

test("from a file, without a server", async () => {
  const base = fileUrl(folder("JALON_PORTABLE"));
  const page = await example({}, base);
  assert.doesNotMatch((await download(page, "[data-do=ics]")).text, /file:/);
  assertQuiet(page, base);
});

describe("every state is accessible and fits", () => {
  for (const { name, ...options } of VIEWS) {
    test(name, async () => {
      const page = await visit(options);
      const check = async (state) => {
        await assertAccessible(page, `${state}, ${name}`);
        await assertReflows(page, `${state}, ${name}`);
      };
      await check("at first");
      await page.click("[data-do=try]");
      await check("planned");
      await paste(page, "Structure;Rôle;Nombre\nA;Chef;dix\nFoyer-au-nom-interminable-qui-ne-se-coupe-nulle-part-ailleurs;Chef;5");
      await check("pasted, with faults");
      await page.click("[data-do=ask]");
      await page.fill("[data-set=capacity]", "0");
      await page.locator(".planner-result .field-error").waitFor();
      await check("asked, wrong");
    });
  }
});
