// Whether the phrases that the site says people ask with find their own pages: node asked.mjs PUBLISHED-FOLDER SITE-FOLDER. It runs the ranking
// of the page. Prints how many find theirs first and among the first three, and those that do not; fails under the share reached.
import { readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { load } from "../browser/scripts.mjs";
import { phrases } from "./phrases.mjs";

/** The least share of phrases that find their page among three: neighbours answer some as well. */
const REACHED = 0.97;
const [site, root] = process.argv.slice(2);

const run = (file) => vm.runInThisContext(readFileSync(file, "utf8"), { filename: String(file) });
const search = load("search/ranking.js").JalonSearch;
await search.start({ root: "", map: "recherche/map.js", load: async (source) => run(path.join(site, source)) });

// The home page is « ./ ».
const address = ({ href }) => href.split("#")[0].replace(/^\.\//, "").replace(/(^|\/)index\.html$/, "").replace(/\/$/, "");
let count = 0, first = 0, third = 0;
for (const { phrase, own } of phrases(root)) {
  const { found } = await search.search(phrase, { typing: false, limit: 3 });
  const rank = found.findIndex((one) => address(one) === own);
  count += 1;
  if (rank === 0) first += 1;
  if (rank >= 0) third += 1;
  else console.log(`  ${own}: « ${phrase} » finds ${found.map(address).join(" ")}`);
}
const share = (part) => `${((100 * part) / count).toFixed(1)} % (${part})`;
console.log(`${count} phrases, ${share(first)} find their page first, ${share(third)} among three`);
if (third < REACHED * count) process.exit(1);
