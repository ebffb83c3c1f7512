// What is typed in the tests of the search: the sets of this folder, and the phrases that a site says people ask with.
// In: the folder of a site. Out: queries; phrases with the page that each is written for.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const YAML = createRequire(new URL("../browser/package.json", import.meta.url))("yaml");

function pages(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? pages(file) : entry.name.endsWith(".md") ? [file] : [];
  });
}

/** Phrases of the published pages of a site, each with the address of its page. */
export function phrases(root) {
  const content = path.join(root, "content");
  return pages(content).flatMap((file) => {
    const { asked = [], asked_at: at = {}, draft } = YAML.parse(readFileSync(file, "utf8").split(/^---$/m)[1]);
    const own = path.relative(content, file).replace(/\.md$/, "").replace(/(^|\/)_index$/, "");
    return draft ? [] : [...asked, ...Object.values(at).flat()].map((phrase) => ({ phrase: String(phrase), own }));
  });
}

/** Phrases of the terms of a site. */
export const terms = (root) =>
  YAML.parse(readFileSync(path.join(root, "data/glossary.yaml"), "utf8")).flatMap(({ asked = [] }) => asked.map(String));

/** The sets of this folder, by name: lines of what is typed, the pages expected, the kind of subject. */
export function sets() {
  const names = readdirSync(new URL(".", import.meta.url)).filter((name) => /^queries.*\.txt$/.test(name)).sort();
  return new Map(names.map((name) => [name, lines(name)]));
}

/** The lines of a set. */
export const lines = (name) =>
  readFileSync(new URL(name, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => line.split(" | "));
