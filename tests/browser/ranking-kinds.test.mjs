// The kinds of failure that a measure with strangers' questions found (phrases people ask with, families of words, definitions, common
// words, denials, the badge, the paragraph, unknown words, numbers): each on a small site made for it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { load } from "./scripts.mjs";
import { difference, differences } from "./twin.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const jalon = process.env.JALON_BIN ?? path.join(root, "target/release/jalon");
/** The phrase that leads to a paragraph of its own. */
const AT = "asked_at:\n  valider: [appuyer sur le bouton final]\n";
const FAMILY = ["panne", "dysfonctionnement", "ne fonctionne pas", "trouble"];

/** Path, title, phrases, body. */
const PAGES = [
  ["faq/perdue", "Que faire d’une carte égarée ?", ["j’ai perdu mon badge à puce", "où déclarer une carte volée"], "Prévenez le responsable. {#reponse}"],
  ["faq/marche", "Ma e-CPS marche, mais le logiciel refuse", [], "Voyez qui gère le logiciel. {#reponse}"],
  ["faq/panne", "La e-CPS en panne : que faire ?", ["ma e-CPS ne marche pas"], "Suivez le guide de dépannage. {#reponse}"],
  ["faq/duree", "Combien de temps dure la formation ?", ["la formation prend combien de temps"], "Vingt minutes. {#reponse}"],
  ["faq/lieu", "Où suivre la formation ?", ["la formation se fait où"], "En ligne. {#reponse}"],
  ["guide/saisir", "Saisir un professionnel", [], "Pour saisir, trois choses :\n\n- ouvrir le portail ;\n- remplir la fiche jaune ;\n- valider.\n\n## Et après ?\n\n- Voir la fiche jaune : [perdue](../faq/perdue.md)\n\n## La fin\n\nValidez, puis fermez. {#valider}"],
  ["guide/editeur", "Une couleur refusée pour le site", [], "La couleur est refusée par la vérification. {#couleur}", "audience: [editeur]\n"],
  ["guide/lecteur", "Une demande refusée pour le site", [], "La demande est refusée par la vérification. {#demande}"],
  ["guide/chiffres", "Des chiffres", [], "La ville compte 75 010 habitants. Le service R&D en compte dix."],
];

let scratch, search;
before(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), "jalon-genres-"));
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(scratch, file)), { recursive: true });
    writeFileSync(path.join(scratch, file), text);
  };
  const head = (title, more = "") => `---\ntitle: "${title}"\ndescription: Un essai.\n${more}---\n\n`;
  write("site.yaml", "title: Essai\ndescription: Un essai.\nhelp: faq/panne.md\n");
  write("content/_index.md", `${head("La carte, la formation, le portail")}La carte, la formation, le portail.\n`);
  write("content/recherche.md", `${head("Recherche")}\`\`\`search\n\`\`\`\n`);
  write("content/glossaire.md", `${head("Glossaire")}\`\`\`glossary\n\`\`\`\n`);
  write("content/faq/_index.md", `${head("Questions sur la carte et la formation", "themes:\n  - {id: a, title: A}\n")}\`\`\`questions\n\`\`\`\n`);
  write("content/guide/_index.md", `${head("Guide du portail")}Tout sur la carte et la formation.\n`);
  write("data/glossary.yaml", "- term: RPPS+\n  definition: Un portail.\n  asked: [répertoire partagé des pros]\n");
  write("data/synonyms.yaml", `- words: [${FAMILY.slice(1).join(", ")}]\n  official: ${FAMILY[0]}\n  family: true\n`);
  for (const [name, title, asked, text, more = ""] of PAGES) {
    const phrases = asked.length ? `asked:\n${asked.map((one) => `  - "${one}"\n`).join("")}` : "";
    write(`content/${name}.md`, `${head(title, `${phrases}${name === "guide/saisir" ? AT : ""}${name.startsWith("faq") ? "theme: a\nsources: [A]\nreviewed: 2026-11-22\n" : ""}${more}`)}${text}\n`);
  }
  write("data/audiences.yaml", "- {id: editeur, label: Éditeur, aside: true}\n");
  write("data/bibliography.yaml", "A:\n  title: Une source\n");
  const out = path.join(scratch, "public");
  execFileSync(jalon, ["build", "--root", scratch, "--output", out], { stdio: ["ignore", "ignore", "ignore"] });
  const run = (file) => vm.runInThisContext(readFileSync(file, "utf8"), { filename: file });
  search = load("search/ranking.js").JalonSearch;
  await search.start({ root: "", map: "recherche/map.js", load: async (source) => run(path.join(out, source)) });
});
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Every query of this file, for the last test. @type {Set<string>} */
const asked = new Set();
const answer = (query) => {
  asked.add(query);
  return search.search(query, { typing: false });
};
const first = async (query) => (await answer(query)).found[0]?.href.replace(/\/(?:#.*)?$/, "");
const badge = async (query) => (await answer(query)).found.find((one) => one.direct)?.href.split("#")[0].replace(/\/$/, "");

test("a page for those alone who make the site comes after one that says the same to its readers", async () => {
  const found = (await answer("refusée pour le site")).found.map((one) => one.href.split("#")[0]);
  assert.ok(found.includes("guide/editeur/"), "it is found all the same");
  assert.equal(found[0], "guide/lecteur/");
});

test("a phrase people ask with finds its page, though the page says none of its words", async () => {
  assert.equal(await first("j'ai perdu mon badge à puce"), "faq/perdue");
  assert.equal(await first("badges a puces perdus"), "faq/perdue");
  assert.equal(await badge("j'ai perdu mon badge à puce"), "faq/perdue");
});

test("each member of a family finds what says another", async () => {
  for (const word of FAMILY) assert.equal(await first(`e-CPS ${word}`), "faq/panne", word);
});

test("what is denied is another question: no badge on its contrary", async () => {
  assert.equal(await badge("ma e-CPS ne marche pas"), "faq/panne");
  assert.notEqual(await badge("e-CPS marche pas du tout"), "faq/marche");
});

test("the words one asks with tell two neighbours apart", async () => {
  assert.equal(await first("où se fait la formation"), "faq/lieu");
  assert.equal(await first("combien de temps pour la formation"), "faq/duree");
});

test("a definition is asked with a generic word", async () => {
  for (const query of ["c'est quoi le portail RPPS+", "rpps+ c est quoi", "définition de RPPS+"]) {
    const { found } = await answer(query);
    assert.equal(found[0].kind, "t", query);
    assert.ok(found[0].direct, query);
  }
});

test("pages that list others do not win with words that are everywhere", async () => {
  assert.ok(!["", "faq", "guide"].includes(await first("formation carte perdue")));
  assert.equal(await first("la formation dure"), "faq/duree");
});

test("one word is a subject: no badge on a question", async () => {
  assert.equal(await badge("formation"), undefined);
});

test("the paragraph shown is the list with what introduces it, never « Et après ? »", async () => {
  const { found } = await answer("saisir fiche jaune");
  const one = found.find((other) => other.href.startsWith("guide/saisir"));
  assert.match(one.text, /^Pour saisir, trois choses.*fiche jaune/);
  assert.ok(found.every((other) => other.heading !== "Et après ?"));
});

test("a phrase that one paragraph answers leads there", async () => {
  const [one] = (await answer("appuyer sur le bouton final")).found;
  assert.equal(one.href, "guide/saisir/#valider");
  assert.match(one.text, /^Validez/);
});

test("words that the site does not know are named", async () => {
  assert.deepEqual((await answer("carte zorglub")).unknown, ["zorglub"]);
  assert.deepEqual((await answer("carte perdue")).unknown, []);
  assert.deepEqual((await answer("zorglub")).unknown, ["zorglub"]);
});

test("numbers are found in any spacing, « R&D » and « covid19 » too", async () => {
  for (const query of ["75010", "75 010", "75\u00a0010", "75\u202f010", "R&D"]) assert.equal(await first(query), "guide/chiffres", query);
  assert.equal(await first("fiche19"), "guide/saisir");
});

test("only common words: nothing is found, and that is told apart from an unknown word", async () => {
  const { found, stems, unknown } = await answer("tout plus été");
  assert.deepEqual([found.length, stems.length, unknown.length], [0, 0, 0]);
});

test("the program finds the same as the page, for every query above", async () => {
  const found = await differences({ jalon, root: scratch, search, queries: Array.from(asked), typing: false });
  assert.deepEqual(found.map(difference), []);
  assert.ok(asked.size > 25, `${asked.size} queries`);
});
