// Whether the ranking in Rust (src/search/ranking/) gives what that of the page gives.
// In: the program, a site's folder, the page's own search once it was started on what was published of it, queries, options. Out: the
// queries of which something differs, by their ranks, each with both.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

/** Scores are sums and powers of floats: the last of sixteen digits may differ. */
const NEAR = 1e-9;

/** What is compared of a result: all that is shown. */
const told = (one) => [one.href, one.title, one.section, one.heading, one.text, one.direct ? (one.kind === "t" ? "Définition" : "Réponse") : null];
const said = (one) => [one.adresse, one.titre, one.rubrique, one.intertitre, one.extrait, one.badge];

function alike(page, rust) {
  const scores = page.found.every((one, at) => Math.abs(one.score - rust.resultats[at]?.note) <= NEAR * Math.abs(one.score));
  const all = [page.total, page.unknown, page.found.map(told)], others = [rust.total, rust.inconnus, rust.resultats.map(said)];
  return scores && JSON.stringify(all) === JSON.stringify(others);
}

/** @param {{ jalon: string, root: string, search: any, queries: string[], typing: boolean, limit?: number }} given */
export async function differences({ jalon, root, search, queries, typing, limit = 10 }) {
  // A line is a query there.
  assert.ok(queries.length && queries.every((query) => query.trim() && !/[\r\n]/.test(query)), "queries");
  const options = ["--format", "json", "--limit", String(limit), ...(typing ? ["--typing"] : [])];
  const printed = execFileSync(jalon, ["search", "try", "--root", root, ...options], { input: `${queries.join("\n")}\n`, maxBuffer: 1 << 30 });
  const answers = JSON.parse(printed.toString());
  assert.equal(answers.length, queries.length);
  const found = [];
  for (const [at, query] of queries.entries()) {
    const page = await search.search(query, { typing, limit });
    if (!alike(page, answers[at])) found.push({ at, query, page, rust: answers[at] });
  }
  return found;
}

/** A difference in a few lines. */
export const difference = ({ query, page, rust }) =>
  [`« ${query} »: ${page.total} and ${rust.total} results, unknown: ${page.unknown} and ${rust.inconnus}`]
    .concat(page.found.map((one, at) => `   page ${one.score} ${told(one).join(" | ")}\n   rust ${rust.resultats[at]?.note} ${rust.resultats[at] && said(rust.resultats[at]).join(" | ")}`))
    .join("\n");
