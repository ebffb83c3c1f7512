// The attestation, from the stored results to the PDF: what it says, what it refuses, what it keeps to itself.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import jsQR from "jsqr";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, at, fileUrl, folder, launch, open, serve, tabTo, mine } from "./support.mjs";

const PAGE = "formation/attestation/";
const STATE = "jalon:parcours:1";
const NAMES = "jalon:identite:1";
const LEARNER = {
  first: "Zoé", last: "Lefèvre-N’Diaye", role: "Responsable des ressources humaines", structure: "Résidence « Les Tilleuls »", id: "732 829 320 00074", place: "Sète",
};

let browser, server, folderOfPdf;
before(async () => {
  folderOfPdf = mkdtempSync(path.join(tmpdir(), "jalon-pdf-"));
  server = await serve(folder("JALON_SITE"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folderOfPdf, { recursive: true, force: true });
});

/** The modules of the course, as the page gives them. */
async function course(base = server.url) {
  const page = await open(browser, { javaScriptEnabled: false });
  await page.goto(at(base, PAGE));
  const id = await page.locator("[data-attestation]").getAttribute("data-attestation");
  const modules = await Promise.all((await page.locator("[data-sheet] [data-module]").all()).map(async (node) => ({
    id: await node.getAttribute("data-module"), title: await node.getAttribute("data-title"), version: await node.getAttribute("data-version"),
  })));
  await page.context().close();
  return { id, modules };
}

/** A stored state where these modules are passed. */
function passed(id, modules, { percent = 91, version = null, start = Date.parse("2026-11-20T09:00:00") } = {}) {
  return JSON.stringify({
    v: 1,
    attempts: modules.map((module, n) => ({
      id: `ABCDEFGHJ${n}`, n: n + 1, course: id, module: module.id, quiz: module.id, version: version ?? module.version, seed: 1, from: "", start,
      questions: ["q"], answers: [{ q: "q", a: ["a"], t: start, f: "00000000" }], seen: 1, done: { t: start + 2 * 86400000, percent, passed: true },
    })),
  });
}

/** Opens the page with a stored state, and a print dialog that only counts. */
async function visit(state, options = {}, base = server.url) {
  const page = await open(browser, options);
  await page.addInitScript(([key, value]) => {
    window.printed = 0;
    window.print = () => { window.printed += 1; };
    if (value && !localStorage.getItem(key)) localStorage.setItem(key, value);
  }, [STATE, state]);
  await page.goto(at(base, PAGE));
  return page;
}

async function fill(page, values = LEARNER) {
  for (const [name, value] of Object.entries(values)) await page.fill(`[name=${name}]`, value);
}
/** Asks for paper; of an unfinished course, once more after it was said. */
async function print(page) {
  await page.click(".attest-form [type=submit]");
  await mine(page);
  const anyway = page.locator("[data-do=anyway]");
  if (await anyway.isVisible()) await anyway.click();
}
const code = (page) => page.locator("[data-field=code]").innerText();

/** Prints to PDF: its text and how many pages it has. */
async function pdf(page, name) {
  const file = path.join(folderOfPdf, `${name}.pdf`);
  await page.pdf({ path: file, preferCSSPageSize: true });
  const info = execFileSync("pdfinfo", [file], { encoding: "utf8" });
  return {
    file,
    text: execFileSync("pdftotext", ["-raw", file, "-"], { encoding: "utf8" }).replace(/[\s\u00a0]+/g, " "),
    pages: Number(/Pages:\s+(\d+)/.exec(info)[1]),
    a4: /Page size:\s+59[45]\S* x 84[12]/.test(info),
  };
}

test("by keyboard: filled, checked, printed on one A4 page which holds the name and the code", async () => {
  const { id, modules } = await course();
  const page = await visit(passed(id, modules.slice(1, 2)));
  for (const [name, value] of Object.entries(LEARNER)) {
    await tabTo(page, `[name=${name}]`);
    await page.keyboard.type(value);
  }
  await tabTo(page, ".attest-form [type=submit]");
  await page.keyboard.press("Enter");
  assert.match(await page.locator(".learner-ask").innerText(), /Ces résultats sont-ils les vôtres/);
  await tabTo(page, "[data-do=mine]");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => window.printed), 0, "an unfinished course is said first");
  assert.match(await page.locator("[data-ask]").innerText(), /Le parcours n’est pas terminé[\s\S]*1 module sur 8/);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => window.printed), 1);
  const shown = await code(page);
  assert.match(shown, /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
  assert.equal(await page.evaluate((text) => JalonControlCode.readCode(text), shown), shown);
  const out = await pdf(page, "complete");
  assert.equal(out.pages, 1);
  assert.ok(out.a4, "A4");
  for (const words of [
    "Attestation de suivi partiel de formation", "Parcours non terminé : 1 module sur 8", modules[0].title, "Zoé Lefèvre-N’Diaye", "Responsable des ressources humaines", "Résidence « Les Tilleuls »", "732 829 320 00074",
    "Le bon rôle", modules[1].version, "distinguer rôle et profession", "en ligne, en autonomie, sans limite de temps", "du 20 novembre 2026 au 22 novembre 2026",
    "déclarée par le poste", "Fait à Sète", "Le représentant légal ou son mandataire", "ni une certification", "certificat de réalisation", "Données personnelles", shown, `1 sur ${modules.length}`,
  ]) assert.ok(out.text.includes(words), `« ${words} » is not on the sheet:\n${out.text}`);
  for (const words of ["Imprimer", "Prénom", "pour cent", "%  de"]) assert.ok(!out.text.includes(words), `« ${words} » is on the sheet`);
  assertQuiet(page, server.url);
});

test("printed from the dark scheme, the sheet is still black on white", async () => {
  const { id, modules } = await course();
  const page = await visit(passed(id, modules.slice(1, 2)), { colorScheme: "dark" });
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
  await fill(page);
  const { file, pages } = await pdf(page, "dark");
  assert.equal(pages, 1);
  execFileSync("pdftoppm", ["-r", "20", "-gray", "-singlefile", file, file]);
  const pixels = readFileSync(`${file}.pgm`).subarray(20);
  const white = pixels.filter((value) => value > 250).length / pixels.length;
  assert.ok(white > 0.7, `${Math.round(100 * white)} % of the page is white`);
  assert.ok(pixels.some((value) => value < 90), "and the ink is black");
});

test("the whole course, with the longest words, still holds on one page", async () => {
  const { id, modules } = await course();
  const page = await visit(passed(id, modules));
  const long = (n) => "Saint-Rémy-en-Bouzemont ".repeat(9).slice(0, n);
  await fill(page, { first: long(60), last: long(60), role: long(80), structure: long(100), id: "", place: long(60) });
  await page.check("[name=score]");
  await print(page);
  const out = await pdf(page, "long");
  assert.equal(out.pages, 1);
  for (const module of modules) assert.ok(out.text.includes(module.version), module.title);
  assert.ok(out.text.includes("91 %") && out.text.includes("non indiqué") && out.text.includes("Données personnelles"));
});

/** What a program of others reads of the QR code of a printed sheet, at the grain of a scanner, and of a poor one. */
function scanned(file, grain) {
  execFileSync("pdftoppm", ["-r", String(grain), "-singlefile", file, `${file}.${grain}`]);
  const bytes = readFileSync(`${file}.${grain}.ppm`), [head, width, height] = /^P6\s(\d+)\s(\d+)\s255\s/.exec(bytes.subarray(0, 40).toString("latin1"));
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at += 1) pixels.set(bytes.subarray(head.length + at * 3, head.length + at * 3 + 3), at * 4);
  return jsQR(pixels, Number(width), Number(height))?.data;
}

test("the QR code of the printed sheet is read from paper, and is the short link; a PDF of the sheet carries it too", async () => {
  const { id, modules } = await course();
  const long = (n) => "Saint-Rémy-en-Bouzemont ".repeat(9).slice(0, n);
  const sheets = { usual: LEARNER, longest: { first: long(60), last: long(60), role: long(80), structure: long(120), id: LEARNER.id, place: long(60) } };
  for (const [name, values] of Object.entries(sheets)) {
    const page = await visit(passed(id, modules));
    await fill(page, values);
    await page.check("[name=score]");
    await page.click("[data-do=link]");
    await mine(page);
    const link = await page.inputValue("#a-link");
    assert.ok(link.length < 900, `${name}: ${link.length} characters`);
    assert.match(link, /#v=2[0-9A-HJKMNP-TV-Z]+$/);
    const { file, pages } = await pdf(page, `qr-${name}`);
    assert.equal(pages, 1, name);
    for (const grain of [200, 300]) assert.equal(scanned(file, grain), link, `${name}, ${grain} dpi`);
    assert.ok(readFileSync(file, "latin1").includes(link.split("#")[1]), "as the address of an annotation");
    await page.context().close();
  }
});

test("a text that is too long for its place is told, never cut", async () => {
  const { id, modules } = await course();
  const page = await visit(passed(id, modules));
  await fill(page, { ...LEARNER, structure: "Établissement ".repeat(12) });
  assert.match(await page.locator("#a-structure-e").innerText(), /120 signes au plus/);
  await page.click(".attest-form [type=submit]");
  assert.equal(await page.evaluate(() => window.printed), 0);
  await fill(page, { structure: "É".repeat(120) });
  await page.click(".attest-form [type=submit]");
  await mine(page);
  assert.equal(await page.evaluate(() => window.printed), 1, "a finished course prints at once");
  assert.ok(!(await page.locator("[data-unfinished]").first().isVisible()));
});

test("a page that the browser translated, and signs that print like nothing, change no code", async () => {
  const { id, modules } = await course();
  const page = await visit(passed(id, modules));
  await fill(page);
  const before = await code(page);
  await page.evaluate(() => {
    for (const node of document.querySelectorAll("[data-objective], [data-sheet] strong, [data-sheet] dd")) if (!node.querySelector("[data-field]")) node.textContent = "to tell a role";
  });
  await fill(page, { first: "Z\u034fo\u3164é\ufe0f", last: "Lefèvre\u2011N’Diaye\u180e" });
  assert.equal(await code(page), before);
  assert.equal(await page.locator("[data-sheet]").getAttribute("translate"), "no");
});

test("with nothing acquired: it is said, there is no form, and printing gives no sheet", async () => {
  const page = await visit("");
  assert.match(await page.locator(".attest-modules").innerText(), /Rien à attester pour l’instant[\s\S]*ne peut pas être imprimée/);
  assert.equal(await page.locator(".attest-form").count(), 0);
  assert.ok(!(await page.locator("[data-sheet]").isVisible()));
  const out = await pdf(page, "none");
  assert.ok(out.text.includes("ne s’imprime pas encore"));
  assert.ok(!out.text.includes("Fait à"));
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

test("a result of another course, a failed one, or one that was tampered with into nonsense attests nothing", async () => {
  const { id, modules } = await course();
  const one = JSON.parse(passed(id, modules.slice(1, 2)));
  for (const change of [{ course: "autre" }, { module: "inconnu" }, { done: { t: 1, percent: 20, passed: false } }, { done: { t: 1, percent: 9000, passed: true } }, { version: "<b>" }]) {
    const page = await visit(JSON.stringify({ v: 1, attempts: [{ ...one.attempts[0], ...change }] }));
    assert.equal(await page.locator(".attest-form").count(), 0, JSON.stringify(change));
    await page.context().close();
  }
});

test("a module acquired on an earlier version keeps that version on the sheet", async () => {
  const { id, modules } = await course();
  const page = await visit(passed(id, modules.slice(1, 2), { version: "0123456789ab" }));
  assert.match(await page.locator(".attest-list").innerText(), /version antérieure/);
  assert.equal(await page.locator("[data-sheet] [data-field=digests]").innerText(), "2\u00a00123456789ab");
});

test("an incomplete form says what is missing and does not print", async () => {
  const { id, modules } = await course();
  const page = await visit(passed(id, modules.slice(1, 2)));
  await fill(page, { first: "   ", id: "732 829 320 00075" });
  await print(page);
  assert.equal(await page.evaluate(() => window.printed), 0);
  assert.equal(await page.evaluate(() => document.activeElement.name), "first");
  const errors = await page.locator(".attest-form .field-error:visible").allInnerTexts();
  assert.ok(errors.some((text) => /prénom/.test(text)) && errors.some((text) => /clé/.test(text)), errors.join(" | "));
  assert.equal(await page.locator("[name=role]").getAttribute("aria-invalid"), "true");
  assert.ok(!(await page.locator("[data-control]").isVisible()));
  assert.ok((await pdf(page, "incomplete")).text.includes("ne s’imprime pas encore"));
  await fill(page, { id: "12345" });
  assert.match(await page.locator("#a-id-e").innerText(), /ni un SIRET/);
  await fill(page, { ...LEARNER, id: "2B0000020" });
  assert.equal(await page.locator(".attest-form [aria-invalid]").count(), 0, "errors go as they are corrected");
  assert.equal(await page.locator("[data-field=id-kind]").innerText(), "FINESS");
  await print(page);
  assert.equal(await page.evaluate(() => window.printed), 1);
});

test("what is typed never becomes markup, and any change of it changes the code", async () => {
  const { id, modules } = await course();
  const page = await visit(passed(id, modules.slice(1, 2)));
  await fill(page, { ...LEARNER, first: "<img src=x onerror=alert(1)>", structure: "<b>\u202eA&amp;B</b>" });
  assert.equal(await page.locator("[data-sheet] img, [data-sheet] b").count(), 0);
  assert.match(await page.locator("[data-field=name]").innerText(), /^<img src=x onerror=alert\(1\)> Lef/);
  assert.equal(await page.locator("[data-field=structure]").innerText(), "<b>A&amp;B</b>");
  const seen = new Set([await code(page)]);
  for (const [name, value] of [["first", "Zoe"], ["last", "Lefevre"], ["role", "Directrice"], ["structure", "Foyer"], ["id", ""], ["place", "Agde"]]) {
    await fill(page, { [name]: value });
    seen.add(await code(page));
  }
  await page.check("[name=score]");
  seen.add(await code(page));
  assert.equal(seen.size, 8);
  assert.match(await page.locator("[data-sheet]").innerText(), /résultat\s: 91\s%/);
});

test("names are kept only when asked, and forgotten when no longer asked", async () => {
  const { id, modules } = await course();
  const page = await visit(passed(id, modules.slice(1, 2)));
  await fill(page);
  await print(page);
  // The first name goes with the progress, once the learner has said that it is theirs.
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).sort()), [STATE, "jalon:prenom:1"]);
  await page.check("[name=remember]");
  await fill(page, { place: "Agde" });
  await page.reload();
  assert.equal(await page.inputValue("[name=last]"), LEARNER.last);
  assert.equal(await page.inputValue("[name=place]"), "Agde");
  assert.ok((await page.locator("[data-sheet]").innerText()).includes(LEARNER.last), "never prefilled without being shown");
  await page.uncheck("[name=remember]");
  assert.equal(await page.evaluate((key) => localStorage.getItem(key), NAMES), null);
  for (const raw of ["{", '{"v":1,"fields":[{}]}', '{"v":1,"fields":["<b>"]}']) {
    await page.evaluate(([key, value]) => localStorage.setItem(key, value), [NAMES, raw]);
    await page.reload();
    assert.ok(await page.locator(".attest-form").isVisible());
  }
  assertQuiet(page, server.url);
});

test("on a shared computer, the session's results count and names cannot be kept", async () => {
  const { id, modules } = await course();
  const page = await open(browser);
  await page.addInitScript(([key, value]) => sessionStorage.setItem(key, value), [STATE, passed(id, modules.slice(1, 2))]);
  await page.goto(at(server.url, PAGE));
  assert.ok(await page.locator(".attest-form").isVisible());
  assert.equal(await page.locator("[name=remember]").count(), 0);
});

test("results carried by the address are read, and nonsense there is said", async () => {
  const { id, modules } = await course();
  const page = await open(browser);
  await page.goto(`${at(server.url, PAGE)}#parcours=${encodeURIComponent(passed(id, modules.slice(1, 2)))}`);
  assert.ok(await page.locator(".attest-form").isVisible());
  for (const hash of ["%", "%7B", "x", encodeURIComponent('{"v":1,"attempts":[{}]}')]) {
    const other = await open(browser);
    await other.goto(`${at(server.url, PAGE)}#parcours=${hash}`);
    assert.match(await other.locator(".attest-modules").innerText(), /n’a pas pu être relue/);
    assertQuiet(other, server.url);
    await other.context().close();
  }
});

test("without script: the blank form, on one A4 page, without a dead control", async () => {
  const page = await open(browser, { javaScriptEnabled: false });
  await page.goto(at(server.url, PAGE));
  assert.match(await page.locator(".attest-lead").innerText(), /vierge, à imprimer et à remplir à la main/);
  assert.equal(await page.locator(".attest button:visible, .attest input:visible").count(), 0);
  const out = await pdf(page, "blank");
  assert.equal(out.pages, 1);
  for (const words of ["Attestation de suivi de formation", "Apprenant", "Structure", "SIRET ou FINESS", "Le bon rôle", "à cocher", "Signature", "Fait à", "ni une certification"]) {
    assert.ok(out.text.includes(words), words);
  }
  assert.ok(!out.text.includes("Code de contrôle"));
});

test("a portable build, opened as a file", async () => {
  const base = fileUrl(folder("JALON_PORTABLE"));
  const { id, modules } = await course(base);
  const page = await visit(passed(id, modules.slice(1, 2)), {}, base);
  await fill(page);
  await print(page);
  const out = await pdf(page, "file");
  assert.equal(out.pages, 1);
  assert.ok(out.text.includes(LEARNER.last) && out.text.includes(await code(page)));
  assertQuiet(page, base);
});

describe("every state passes axe and reflows", () => {
  for (const { name, ...view } of VIEWS) {
    test(name, async () => {
      const { id, modules } = await course();
      const look = async (page, state) => {
        await assertAccessible(page, `${state}, ${name}`);
        await assertReflows(page, `${state}, ${name}`);
      };
      const none = await visit("", view);
      await look(none, "nothing acquired");
      await none.context().close();
      const page = await visit(passed(id, modules), view);
      await look(page, "empty");
      await print(page);
      await look(page, "errors");
      await fill(page);
      await page.check("[name=score]");
      await look(page, "complete");
      await page.context().close();
      const still = await open(browser, view);
      await still.route("**/attestation.*.js", (route) => route.abort());
      await still.goto(at(server.url, PAGE));
      await look(still, "without the script");
      await still.context().close();
    });
  }
});
