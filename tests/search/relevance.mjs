// Whether the search finds what people look for: node relevance.mjs PUBLISHED-FOLDER. Six sets: queries.txt; queries-fresh.txt,
// -third, -fourth and -fifth, written without seeing the synonyms or the search, though the search was mended with them since;
// queries-blind.txt, which nobody has mended the search with: it alone tells what strangers find. Prints for each, and for all,
// how often the page expected comes first and among the first three; fails under 90 % among three (the blind set apart), under
// what was reached, and when too many answers stand out that are not those expected. Every result of every query must also lead
// to a place that exists in the published pages.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { load } from "../browser/scripts.mjs";

/** Queries of which the page expected came first, and among three, when this was last changed. These may only rise. */
const REACHED = {
  "queries.txt": [168, 178],
  "queries-fresh.txt": [89, 95],
  "queries-third.txt": [72, 78],
  "queries-fourth.txt": [142, 166],
  "queries-fifth.txt": [94, 116],
  "queries-blind.txt": [46, 51],
};
/** Of the answers that stand out, the least share that are those expected: a wrong one is taken for true by who is in a hurry. */
const STANDING = 0.92;
/** The set to replace by another once it was read to mend the search. */
const BLIND = "queries-blind.txt";

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
let slowest = 0, led = 0, stood = 0, rightly = 0;
async function measure(name) {
  const lines = readFileSync(new URL(name, import.meta.url), "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  let first = 0, third = 0;
  for (const line of lines) {
    const [query, pages] = line.split(" | ");
    const start = performance.now();
    const { found } = await search.search(query, { typing: true });
    slowest = Math.max(slowest, performance.now() - start);
    for (const { href } of found) {
      const [address, id] = href.split("#");
      led += 1;
      if (!identifiers(address) || (id !== undefined && !identifiers(address).has(id))) faults.push(`${query}: nothing is published at ${href}`);
    }
    // A page counts once, whatever paragraph is shown.
    const got = found.map((one) => one.href.replace(/index\.html/, "")).map((href) => (href.startsWith("references/glossaire/#") ? href : href.split("#")[0].replace(/\/$/, "")));
    const answer = found.findIndex((one) => one.direct && one.kind === "q");
    if (answer >= 0) stood += 1;
    if (answer >= 0 && pages.split(" ").includes(got[answer])) rightly += 1;
    const rank = got.findIndex((href) => pages.split(" ").includes(href));
    if (rank === 0) first += 1;
    if (rank >= 0 && rank < 3) third += 1;
    else console.log(`  ${query}: expected ${pages}, got ${got.slice(0, 3).join(" ")} (${rank + 1})`);
  }
  tell(name, lines.length, first, third);
  if (name !== BLIND && (lines.length < 80 || third < 0.9 * lines.length)) faults.push(`${name}: under 90 % among three`);
  if (first < REACHED[name][0] || third < REACHED[name][1]) faults.push(`${name}: ${first} first and ${third} among three, ${REACHED[name].join(" and ")} were reached`);
  return [lines.length, first, third];
}

function tell(name, count, first, third) {
  const share = (part) => `${((100 * part) / count).toFixed(1)} % (${part})`;
  console.log(`${name}: ${count} queries, ${share(first)} first, ${share(third)} among three`);
}

const sets = [];
for (const name of Object.keys(REACHED)) sets.push(await measure(name));
tell("all", ...[0, 1, 2].map((at) => sets.reduce((sum, set) => sum + set[at], 0)));
console.log(`${stood} answers stand out, ${((100 * rightly) / stood).toFixed(1)} % (${rightly}) of them those expected`);
if (rightly < STANDING * stood) faults.push(`${stood - rightly} of ${stood} answers that stand out are not those expected`);
console.log(`${led} results lead where they say; slowest query ${slowest.toFixed(0)} ms`);
if (faults.length) {
  console.log(faults.join("\n"));
  process.exit(1);
}
