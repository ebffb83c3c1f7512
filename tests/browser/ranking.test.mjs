// What stands before what in the results, on a small site made for it: tests/search/ tells how well the real one is found, and a rule
// that only a few of its queries need would go unseen there.
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
/** Address, title, text. In the index they stand in this order, which alone parts equals. */
const PAGES = [
  ["abc", "Le congé du salarie", "Une fiche de salarie."],
  ["abd", "Le congé du salarié", "Une fiche de salarié."],
  ["coeur", "Coeur", "Un métier du coeur."],
  ["coeur-lie", "Cœur", "Un métier du cœur."],
  ["as", "Une AS au foyer", "L’aide-soignante, ou AS, du foyer."],
  ["assemblee", "L’assemblée des associés", "Assurer une assemblée, assister une association."],
];

let scratch, search;
before(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), "jalon-rang-"));
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(scratch, file)), { recursive: true });
    writeFileSync(path.join(scratch, file), text);
  };
  write("site.yaml", "title: Essai\ndescription: Un essai.\nlanguage: fr\ntheme: rpps\npublisher:\n  name: Essai\n");
  write("content/_index.md", "---\ntitle: Accueil\ndescription: Le début.\n---\n\nBonjour.\n");
  write("content/recherche.md", "---\ntitle: Recherche\ndescription: La recherche.\n---\n\n```search\n```\n");
  for (const [name, title, text] of PAGES) write(`content/${name}.md`, `---\ntitle: ${title}\ndescription: Un essai.\n---\n\n${text} {#texte}\n`);
  const out = path.join(scratch, "public");
  execFileSync(jalon, ["build", "--root", scratch, "--output", out], { stdio: ["ignore", "ignore", "inherit"] });
  const run = (file) => vm.runInThisContext(readFileSync(file, "utf8"), { filename: file });
  search = load("search/ranking.js").JalonSearch;
  await search.start({ root: "", map: "recherche/map.js", load: async (source) => run(path.join(out, source)) });
});
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Every query of this file, for the last test. @type {Set<string>} */
const asked = new Set();
const found = async (query) => {
  asked.add(query);
  return (await search.search(query, { typing: true })).found.map((one) => one.href.split("/")[0]);
};

test("the form typed with its accents comes first; without, both come", async () => {
  assert.deepEqual(await found("congé salarié"), ["abd", "abc"]);
  assert.deepEqual(await found("CONGÉ SALARIÉ"), ["abd", "abc"]);
  assert.deepEqual(await found("conge salarie"), ["abc", "abd"]);
  assert.deepEqual(await found("cœur"), ["coeur-lie", "coeur"]);
  assert.deepEqual(await found("coeur"), ["coeur", "coeur-lie"]);
});

test("an acronym among words is whole, and the last word typed goes on", async () => {
  assert.deepEqual(await found("je suis AS au foyer"), ["as"]);
  assert.deepEqual(await found("je suis AS au foy"), ["as"]);
  assert.deepEqual(await found("une ass"), ["assemblee"]);
});

test("of a text that was pasted, the beginning is searched", async () => {
  const words = Array.from({ length: 40 }, (_, at) => `zz${at}`);
  assert.deepEqual(await found([...words.slice(1), "congé"].join(" ")), ["abc", "abd"]);
  assert.deepEqual(await found([...words, "congé"].join(" ")), []);
});

test("the program finds the same as the page, for every query above, while it is typed and once it is", async () => {
  for (const typing of [true, false]) {
    const differ = await differences({ jalon, root: scratch, search, queries: Array.from(asked), typing });
    assert.deepEqual(differ.map(difference), []);
  }
  assert.ok(asked.size > 8, `${asked.size} queries`);
});
