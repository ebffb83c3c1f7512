// Whether the search finds what people look for: node relevance.mjs PUBLISHED-FOLDER. Prints how often the page expected comes
// first and among the first three; fails under 90 % among three.
import { readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";

const site = process.argv[2];
const theme = new URL("../../themes/rpps/assets/", import.meta.url);
const run = (file) => vm.runInThisContext(readFileSync(file, "utf8"), { filename: String(file) });
for (const name of ["search-words.js", "search-core.js"]) run(new URL(name, theme));
const search = vm.runInThisContext("JalonSearch");
await search.start({ root: "", map: "recherche/map.js", load: async (source) => run(path.join(site, source)) });

const lines = readFileSync(new URL("queries.txt", import.meta.url), "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
let first = 0, third = 0, longest = 0;
const missed = [];
for (const line of lines) {
  const [query, pages] = line.split(" | ");
  const start = performance.now();
  const { found } = await search.search(query, { typing: true });
  longest = Math.max(longest, performance.now() - start);
  // A page counts once, whatever paragraph is shown.
  const got = found.map((one) => one.href.replace(/index\.html/, "")).map((href) => (href.startsWith("references/glossaire/#") ? href : href.split("#")[0].replace(/\/$/, "")));
  const rank = got.findIndex((href) => pages.split(" ").includes(href));
  if (rank === 0) first += 1;
  if (rank >= 0 && rank < 3) third += 1;
  else missed.push(`${query}: expected ${pages}, got ${got.slice(0, 3).join(" ")} (${rank + 1})`);
}
const share = (count) => `${((100 * count) / lines.length).toFixed(1)} %`;
console.log(`${lines.length} queries: ${share(first)} first, ${share(third)} among three; slowest ${longest.toFixed(0)} ms`);
console.log(missed.join("\n"));
if (lines.length < 120 || third < 0.9 * lines.length) process.exit(1);
