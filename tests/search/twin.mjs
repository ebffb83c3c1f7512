// Whether the ranking in Rust gives what that of the page gives: node twin.mjs PUBLISHED-FOLDER SITE-FOLDER JALON. Both run on every query
// of the sets of this folder, as it is typed, and on every phrase that the site says people ask with; results, badges, extracts, unknown words and
// scores must be the same. Prints how many are; of blind sets, numbers only: who reads them mends them.
import { readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { load } from "../browser/scripts.mjs";
import { difference, differences } from "../browser/twin.mjs";
import { phrases, sets, terms } from "./phrases.mjs";

const BLIND = ["queries-blind.txt", "queries-strangers.txt"];
const [site, root, jalon] = process.argv.slice(2);
const run = (file) => vm.runInThisContext(readFileSync(file, "utf8"), { filename: String(file) });
const search = load("search/ranking.js").JalonSearch;
await search.start({ root: "", map: "recherche/map.js", load: async (source) => run(path.join(site, source)) });

/** What nobody would type, and what many do. */
const ODD = [
  "carte zorglub", "zorglub", "tout plus été", "e cps bloquée", "je ne veux pas", "il veut pas de e CPS", "je suis AS en EHPAD", "R&D", "covid19",
  "75 010", "rpp", "enregistrer un pro", "anuaire santé", "profesionnel", "gestionere", "c'est quoi le portail RPPS+", "késako la CPE", "DMP",
  "dmp définition", "mon espace sante", "france connect", "carte perdue ou volée", "CARTE", "Cœur", "l'", "été", "?", "maison de retraite", "é e l", "İstanbul ǅ ﬁ",
];
const groups = [{ name: "odd ones", queries: ODD }];
for (const [name, all] of sets()) groups.push({ name, queries: all.map(([query]) => query), blind: BLIND.includes(name) });
groups.push({ name: "phrases of pages", queries: phrases(root).map(({ phrase }) => phrase) }, { name: "phrases of terms", queries: terms(root) });

let count = 0, differ = 0;
for (const typing of [false, true]) {
  // What is typed letter by letter is looked up in one more way only: a part of the phrases shows it.
  const asked = groups.flatMap(({ queries, ...group }) =>
    queries.filter((_, at) => !typing || queries.length < 300 || at % 5 === 0).map((query) => ({ ...group, query: query.replace(/\s+/g, " ") })),
  );
  const found = await differences({ jalon, root, search, queries: asked.map(({ query }) => query), typing });
  for (const { name, blind } of groups) {
    const all = asked.filter((one) => one.name === name).length, own = found.filter(({ at }) => asked[at].name === name);
    console.log(`${name}${typing ? ", while typing" : ""}: ${all - own.length} of ${all} the same`);
    if (!blind) for (const one of own.slice(0, 5)) console.log(difference(one));
  }
  count += asked.length;
  differ += found.length;
}
console.log(`${count - differ} of ${count} queries find the same in the page and in Rust`);
if (differ || count < 1_000) process.exit(1);
