// Questions: found in the list, read, handed on, printed, pinned up.
//
// A small site made here holds the extremes; the posters of the whole site are measured in paper.test.mjs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { FONTS, VIEWS, assertAccessible, assertQuiet, assertReflows, launch, open, print, serve, tabTo } from "./support.mjs";

const require = createRequire(import.meta.url);
const jsQR = require("jsqr").default ?? require("jsqr");
const { PNG } = require("pngjs");
const root = path.resolve(import.meta.dirname, "../..");
const jalon = process.env.JALON_BIN ?? path.join(root, "target/release/jalon");
const BASE = "https://exemple.fr/rpps/";
const words = (count, word) => Array.from({ length: count }, (_, rank) => `${word}${rank % 7 ? "" : ","}`).join(" ");
const QUESTIONS = {
  "medecin": ["concerne", "[salarie]", "Je suis médecin : suis-je concerné ?", "Non : votre **ordre** vous enregistre [@SRC]. {#reponse}\n\nLe détail du circuit.\n\n## Et après ?\n\nRien à faire."],
  "cartes": ["acces", "[rh, referent]", "Qui reçoit une carte ?", "Personne : l'accès passe par un téléphone. {#reponse}\n\n> [!A-VERIFIER]\n> Ce point reste à vérifier."],
  "soixante": ["acces", "[rh]", "Comment remplir, contrôler puis transmettre la demande lorsque la responsable administrative de l'établissement est absente ?", `${words(60, "interrégional")}.`],
  "court": ["acces", "[]", "Payant ?", "Non."],
  "mots-longs": ["concerne", "[]", "Anticonstitutionnellement, électroencéphalographiquement ?", `${words(59, "dossiers")}.`],
};
const SIZES = { "taille-140": 140, "taille-200": 200, "taille-260": 260, "taille-340": 340, "taille-460": 460, "taille-640": 640, "taille-900": 900 };

let browser, source, server, bare;
before(async () => {
  source = mkdtempSync(path.join(tmpdir(), "jalon-questions-"));
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(source, file)), { recursive: true });
    writeFileSync(path.join(source, file), text);
  };
  write("site.yaml", "title: Un site de questions\ndescription: Pour essayer.\npublisher: {name: GRADeS du Nord}\n");
  write("data/bibliography.yaml", "SRC: {title: Une source, publisher: Un éditeur, url: 'https://exemple.org/source'}\n");
  const links = Object.keys(SIZES).map((name) => `[${name}](${name}.md)`).join(", ");
  write("content/_index.md", `---\ntitle: Accueil\ndescription: Le site.\n---\n[Questions](faq/_index.md), ${links}.\n`);
  write("data/audiences.yaml", readFileSync(new URL("../../data/audiences.yaml", import.meta.url), "utf8"));
  write("content/faq/_index.md", "---\ntitle: Les questions\ndescription: La liste.\nthemes:\n  - {id: concerne, title: Suis-je concerné ?}\n  - {id: acces, title: Accès}\n---\nVoici.\n\n```questions\n```\n");
  for (const [name, [theme, audience, title, body]] of Object.entries(QUESTIONS)) {
    write(`content/faq/${name}.md`, `---\ntitle: "${title}"\ndescription: Une question.\ntheme: ${theme}\naudience: ${audience}\nreviewed: 2026-11-22\n---\n${body}\n`);
  }
  // Any page can have a poster: here the longest text of each size.
  for (const [name, length] of Object.entries(SIZES)) {
    const text = "Votre employeur enregistre chaque situation d'exercice, puis la clôt au départ. ".repeat(20).slice(0, length - 1).trim();
    write(`content/${name}.md`, `---\ntitle: ${"Qui doit clore la situation d'exercice au départ ? Et quand cela se fait-il au juste, pour un remplaçant, en été ?".slice(0, name === "taille-340" ? 72 : 114)}\ndescription: Une page.\nposter: true\nreviewed: 2026-11-22\n---\n${text}.\n`);
  }
  const build = (output, ...more) => execFileSync(jalon, ["build", "--root", source, "--output", path.join(source, output), ...more], { stdio: "pipe" });
  build("public", "--base-url", BASE);
  build("bare");
  server = await serve(path.join(source, "public"), "/rpps/");
  bare = await serve(path.join(source, "bare"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
  await bare?.close();
  if (source) rmSync(source, { recursive: true });
});

async function visit(address, options = {}, from = server, by = browser) {
  const page = await open(by, options);
  await page.goto(from.url + address);
  return page;
}

/** What the QR code in a picture says. */
function decoded(png) {
  const { data, width, height } = PNG.sync.read(png);
  return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}

/** The QR code of a printed poster, as a telephone sees it: near. */
async function scanned(page, file) {
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.emulateMedia({ media: "print" });
  const box = await page.locator(".qr").boundingBox();
  const at = Object.entries({ x: box.x, y: box.y, W: box.width, H: box.height }).flatMap(([name, length]) => [`-${name}`, String(Math.round(length * 2))]);
  execFileSync("pdftoppm", ["-r", "192", "-png", "-singlefile", ...at, file, `${file}-code`]);
  return decoded(readFileSync(`${file}-code.png`));
}

const shown = (page) => page.locator(".questions li:visible a").allInnerTexts();
const status = (page) => page.locator(".questions [role=status]");

/** Waits until the list says this. */
async function says(page, text) {
  await page.waitForFunction((wanted) => document.querySelector(".questions [role=status]").textContent.includes(wanted), text);
}

test("the list is filtered by keyboard, accents or not, and says how many are left", async () => {
  const page = await visit("faq/");
  assert.equal((await shown(page)).length, 5);
  assert.equal(await status(page).innerText(), "5 questions.");
  assert.equal(await page.locator("[type=reset]").isVisible(), false, "nothing to reset yet");
  await tabTo(page, "#questions-mots");
  for (const typed of ["medecin", "MÉDECINS", "je suis médecin"]) {
    await page.fill("#questions-mots", "");
    await page.keyboard.type(typed);
    await says(page, "1 question sur 5.");
    assert.deepEqual(await shown(page), ["Je suis médecin\u00a0: suis-je concerné\u202f?"], typed);
  }
  assert.equal(await page.locator("#theme-acces").isVisible(), false, "a theme without results goes");
  await page.keyboard.press("Enter");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /médecin/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/faq\/medecin\/$/);
  await page.goBack();
  await page.fill("#questions-mots", "telephone");
  await says(page, "1 question sur 5.");
  assert.deepEqual(await shown(page), ["Qui reçoit une carte\u202f?"], "a word of the answer finds its question");
  await page.focus("#questions-mots");
  await page.keyboard.press("Escape");
  await says(page, "5 questions.");
  await page.fill("#questions-mots", "xyz");
  await says(page, "Aucune question ne correspond");
  assert.deepEqual(await shown(page), []);
  await tabTo(page, "[type=reset]");
  await page.keyboard.press("Enter");
  await says(page, "5 questions.");
  assert.equal(await page.evaluate(() => document.activeElement.id), "questions-mots");
  assertQuiet(page, server.url);
  await page.context().close();
});

test("the list is filtered by who asks and by theme; a link to a theme shows it again", async () => {
  const page = await visit("faq/");
  assert.deepEqual(await page.locator("#questions-qui option").allInnerTexts(), ["Tout le monde", "ressources humaines", "salarié", "référent RPPS+"]);
  await page.selectOption("#questions-qui", "referent");
  await says(page, "1 question sur 5.");
  await page.selectOption("#questions-theme", "concerne");
  await says(page, "Aucune");
  await page.selectOption("#questions-qui", "");
  await says(page, "2 questions sur 5.");
  await page.locator(".side a", { hasText: "Accès" }).click();
  await says(page, "5 questions.");
  assert.equal(await page.locator("#theme-acces").isVisible(), true);
  await page.context().close();
});

test("without scripts: the whole list, no dead control, the mail and the poster", async () => {
  const page = await visit("faq/", { javaScriptEnabled: false });
  assert.equal((await shown(page)).length, 5);
  await page.locator(".questions a", { hasText: "médecin" }).click();
  for (const control of await page.locator("button, input, select").all()) assert.equal(await control.isVisible(), false);
  assert.deepEqual(await page.locator(".answer .btn:visible").allInnerTexts(), ["Envoyer par courriel", "Affiche"]);
  await page.locator(".answer .btn", { hasText: "Affiche" }).click();
  assert.match(page.url(), /faq\/medecin\/affiche\/$/);
  assert.match(await page.locator(".poster").innerText(), /Non\s: votre ordre vous enregistre\./);
  await page.context().close();
});

/** The subject and body of the mail that a page offers. */
async function mail(page) {
  const [, query] = (await page.locator("[data-mail]").getAttribute("href")).split("?");
  const parts = Object.fromEntries(query.split("&").map((part) => part.split("=").map(decodeURIComponent)));
  return { subject: parts.subject, lines: parts.body.split("\r\n").filter(Boolean) };
}

test("the mail holds the question, the answer and the address, also where the site does not know its own", async () => {
  for (const [from, address] of [[server, `${BASE}faq/medecin/`], [bare, `${bare.url}faq/medecin/`]]) {
    const page = await visit("faq/medecin/", {}, from);
    const { subject, lines } = await mail(page);
    assert.equal(subject, "Je suis médecin\u00a0: suis-je concerné\u202f?");
    assert.deepEqual(lines, [subject, "Non\u00a0: votre ordre vous enregistre.", address]);
    await page.context().close();
  }
});

test("the link is copied by keyboard, and each copy is announced", async () => {
  const page = await visit("faq/medecin/");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  assert.deepEqual(await page.locator(".answer .btn").allInnerTexts(), ["Copier le lien", "Envoyer par courriel", "Imprimer", "Affiche"]);
  await page.evaluate(() => {
    window.heard = [];
    new MutationObserver(() => window.heard.push(document.querySelector(".answer [role=status]").textContent)).observe(document.querySelector(".answer [role=status]"), { childList: true });
  });
  await tabTo(page, ".answer button");
  for (const times of [1, 2]) {
    await page.keyboard.press("Enter");
    await page.waitForFunction((count) => window.heard.filter((text) => text === "Lien copié.").length === count, times);
  }
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${server.url}faq/medecin/`);
  assertQuiet(page, server.url);
  await page.context().close();
});

test("a printed question is one page: the question, the answer, its sources and its address", async () => {
  const page = await visit("faq/medecin/");
  const out = await print(page, source);
  assert.equal(out.pages, 1);
  for (const text of ["Je suis médecin", "votre ordre vous enregistre", "Le détail du circuit", "Une source", "https://exemple.org/source", "22 novembre 2026", `${BASE}faq/medecin/`]) assert.ok(out.text.includes(text), `« ${text} » in ${out.text}`);
  for (const text of ["Et après", "Affiche", "Imprimer", "Qui reçoit"]) assert.ok(!out.text.includes(text), text);
  await page.context().close();
});

for (const set of FONTS) test(`every poster is one A4 page, light, and its QR code leads to the page, ${set} fonts`, async () => {
  const by = await launch(set);
  const posters = [...Object.keys(QUESTIONS).map((name) => `faq/${name}/`), ...Object.keys(SIZES).map((name) => `${name}/`)];
  const sizes = new Set();
  for (const address of posters) {
    const page = await visit(`${address}affiche/`, { colorScheme: "dark" }, server, by);
    sizes.add(await page.locator(".poster-answer").getAttribute("class"));
    const code = page.locator(".qr");
    assert.equal(await code.getAttribute("aria-label"), `Code QR\u00a0: ${BASE}${address}`);
    assert.equal(decoded(await code.screenshot()), BASE + address, "on the screen, in the dark scheme");
    const out = await print(page, source);
    assert.equal(out.pages, 1, `${address}: ${out.pages} pages`);
    assert.ok(out.a4);
    for (const text of ["GRADeS du Nord", "22 novembre 2026", "La page entière"]) assert.ok(out.text.includes(text), `« ${text} » in ${out.text}`);
    assert.ok(!/Imprimer|Revenir/.test(out.text));
    assert.equal(await scanned(page, out.file), BASE + address, "on paper");
    execFileSync("pdftoppm", ["-r", "30", "-png", "-singlefile", out.file, out.file]);
    const { data } = PNG.sync.read(readFileSync(`${out.file}.png`));
    assert.deepEqual([...data.subarray(0, 3)], [255, 255, 255], "the paper is white");
    assert.equal(await page.locator("link[rel=canonical]").getAttribute("href"), BASE + address);
    await page.context().close();
  }
  assert.equal(sizes.size, 6, `every size was printed: ${[...sizes]}`);
  await by.close();
});

test("a poster of a site that does not know its address shows the one in the browser, and no code", async () => {
  const page = await visit("faq/medecin/affiche/", {}, bare);
  assert.equal(await page.locator(".qr").count(), 0);
  assert.equal(await page.locator(".poster-address").innerText(), `${bare.url}faq/medecin/`);
  const still = await visit("faq/medecin/affiche/", { javaScriptEnabled: false }, bare);
  assert.equal(await still.locator(".poster-address").innerText(), "faq/medecin/");
  await page.context().close();
  await still.context().close();
});

for (const view of VIEWS) {
  test(`list, question and poster are accessible and reflow, ${view.name}`, async () => {
    const page = await visit("faq/", view);
    for (const address of ["faq/", "faq/medecin/", "faq/soixante/affiche/", "faq/mots-longs/affiche/"]) {
      await page.goto(server.url + address);
      await assertAccessible(page, address);
      await assertReflows(page, address);
    }
    await page.goto(`${server.url}faq/`);
    await page.fill("#questions-mots", "xyz");
    await says(page, "Aucune");
    await assertAccessible(page, "no result");
    await assertReflows(page, "no result");
    await page.context().close();
  });
}
