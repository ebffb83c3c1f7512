// Whether the search finds what people look for: node relevance.mjs PUBLISHED-FOLDER. Training sets: queries.txt;
// queries-fresh.txt, -third, -fourth and -fifth, written without seeing the synonyms or the search, though the search was mended with them
// since, and queries-strangers.txt, blind until it was read on 1 December 2026. Blind sets, which nobody has mended the search with:
// queries-blind.txt and queries-newcomers.txt; they alone tell what strangers find. Prints for each, apart for core and neighbouring
// subjects, how often the page expected comes first and among the first three, and how many badges « Réponse » are right; fails under 90 %
// among three (blind sets apart), under what was reached, and when too many answers stand out that are not those expected. Every result of
// every query must also lead to a place that exists in the published pages.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { load } from "../browser/scripts.mjs";

/** Queries of which the page expected came first, and among three, when this was last changed. These may only rise. */
const REACHED = {
  "queries.txt": [168, 178],
  "queries-fresh.txt": [89, 95],
  "queries-third.txt": [73, 79],
  "queries-fourth.txt": [149, 169],
  "queries-fifth.txt": [99, 116],
  "queries-blind.txt": [52, 58],
  "queries-strangers.txt": [109, 129],
  "queries-newcomers.txt": [118, 137],
};
/** Of the answers that stand out, the least share that are those expected: a wrong one is taken for true by who is in a hurry. */
const STANDING = 0.95;
/** The sets to replace by others once they were read to mend the search. */
const BLIND = ["queries-blind.txt", "queries-newcomers.txt"];

const site = process.argv[2];
const run = (file) => vm.runInThisContext(readFileSync(file, "utf8"), { filename: String(file) });
const search = load("search/ranking.js").JalonSearch;
await search.start({ root: "", map: "recherche/map.js", load: async (source) => run(path.join(site, source)) });

/** Identifiers of a published page. */
const read = new Map();
const identifiers = (address) => {
  if (!read.has(address)) {
    const file = path.join(site, address, address.endsWith("/") || !address ? "index.html" : "");
    read.set(address, existsSync(file) ? new Set(Array.from(readFileSync(file, "utf8").matchAll(/\sid="([^"]+)"/g), (match) => match[1])) : null);
  }
  return read.get(address);
};

const faults = [];
let slowest = 0, led = 0;

/** What is expected of each query of a set: `- ` when no page answers. */
const queries = (name) =>
  readFileSync(new URL(name, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => line.split(" | "))
    .map(([query, pages, subject = ""]) => ({ query, pages: pages === "-" ? [] : pages.split(" "), subject }));

/** Counts of some queries. */
class Tally {
  count = 0;
  first = 0;
  third = 0;
  stood = 0;
  rightly = 0;

  add(rank, stands, right) {
    this.count += 1;
    this.first += Number(rank === 0);
    this.third += Number(rank >= 0 && rank < 3);
    this.stood += Number(stands);
    this.rightly += Number(right);
  }

  tell(name) {
    const share = (part, of) => `${((100 * part) / (of || 1)).toFixed(1)} % (${part})`;
    const badges = this.stood ? `${this.stood} answers stand out, ${share(this.rightly, this.stood)} rightly` : "no answer stands out";
    console.log(`${name}: ${this.count} queries, ${share(this.first, this.count)} first, ${share(this.third, this.count)} among three; ${badges}`);
  }
}

/** Addresses of results: a page counts once, whatever paragraph is shown. */
const addresses = (found) =>
  found.map((one) => one.href.replace(/index\.html/, "")).map((href) => (href.startsWith("references/glossaire/#") ? href : href.split("#")[0].replace(/\/$/, "")));

function leads(query, found) {
  for (const { href } of found) {
    const [address, id] = href.split("#");
    led += 1;
    if (!identifiers(address) || (id !== undefined && !identifiers(address).has(id))) faults.push(`${query}: nothing is published at ${href}`);
  }
}

async function measure(name, all) {
  const own = new Tally();
  const subjects = new Map();
  const unanswered = new Tally();
  for (const { query, pages, subject } of queries(name)) {
    const start = performance.now();
    const { found } = await search.search(query, { typing: true });
    slowest = Math.max(slowest, performance.now() - start);
    leads(query, found);
    const got = addresses(found);
    const answer = found.findIndex((one) => one.direct && one.kind === "q");
    const right = answer >= 0 && pages.includes(got[answer]);
    const rank = got.findIndex((href) => pages.includes(href));
    const tallies = pages.length ? [own, all, subject && (subjects.get(subject) ?? subjects.set(subject, new Tally()).get(subject))] : [unanswered];
    for (const tally of tallies) if (tally) tally.add(rank, answer >= 0, right);
    // What a blind set misses is not shown: who reads it mends it.
    if (pages.length && !BLIND.includes(name) && !(rank >= 0 && rank < 3)) console.log(`  ${query}: expected ${pages.join(" ")}, got ${got.slice(0, 3).join(" ")} (${rank + 1})`);
  }
  own.tell(name);
  for (const [subject, tally] of subjects) tally.tell(`  ${subject}`);
  if (unanswered.count) console.log(`  no page answers: ${unanswered.count} queries, ${unanswered.stood} answers stand out all the same`);
  gate(name, own);
}

function gate(name, { count, first, third }) {
  if (!BLIND.includes(name) && (count < 80 || third < 0.9 * count)) faults.push(`${name}: under 90 % among three`);
  if (first < REACHED[name][0] || third < REACHED[name][1]) faults.push(`${name}: ${first} first and ${third} among three, ${REACHED[name].join(" and ")} were reached`);
}

const all = new Tally();
for (const name of Object.keys(REACHED)) await measure(name, all);
all.tell("all");
if (all.rightly < STANDING * all.stood) faults.push(`${all.stood - all.rightly} of ${all.stood} answers that stand out are not those expected`);
console.log(`${led} results lead where they say; slowest query ${slowest.toFixed(0)} ms`);
if (faults.length) {
  console.log(faults.join("\n"));
  process.exit(1);
}
