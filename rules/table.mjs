// Reads a table of this folder: for twins.mjs, and for the tests that hold the site against it.
//
// In: the name of a *.txt beside this file: `# comment`, `[section]`, then words separated by spaces and line ends.
// Out: its sections, each a list of lines, each a list of words.
import { readFileSync } from "node:fs";

/** The sections of a table by their titles. `refuse` tells a fault and does not come back. */
export function table(name, refuse = (fault) => { throw new Error(fault); }) {
  const sections = new Map();
  let lines;
  for (const line of readFileSync(new URL(`${name}.txt`, import.meta.url), "utf8").split("\n")) {
    const title = /^\[(.+)\]$/.exec(line);
    if (title) {
      if (sections.has(title[1])) refuse(`rules/${name}.txt: [${title[1]}] stands twice`);
      sections.set(title[1], lines = []);
    } else if (line.trim() && !line.startsWith("#")) {
      if (!lines) refuse(`rules/${name}.txt: « ${line} » stands before any [section]`);
      lines.push(line.trim().split(/\s+/));
    }
  }
  return sections;
}

const FIELDS = ["key", "in", "holds", "written", "erased"];

/** What keys.txt says of each key: { title, key, in: [local or session], holds, written, erased, shape: of the keys that it stands for }. */
export function storageKeys(refuse = (fault) => { throw new Error(fault); }) {
  const seen = new Set();
  return Array.from(table("keys", refuse), ([title, lines]) => {
    if (lines.map(([field]) => field).join() !== FIELDS.join()) refuse(`rules/keys.txt: [${title}] must have the lines ${FIELDS.join(", ")}`);
    const [[, key], [, ...where]] = lines, [holds, written, erased] = lines.slice(2).map(([, ...words]) => words.join(" "));
    if (!/^jalon(:[a-z]+|:ID|:\d+)+$/.test(key) || lines[0].length !== 2) refuse(`rules/keys.txt: « ${key} » of [${title}] is no key`);
    if (seen.has(key)) refuse(`rules/keys.txt: « ${key} » stands twice`);
    seen.add(key);
    if (!where.length || where.some((one) => one !== "local" && one !== "session")) refuse(`rules/keys.txt: [${title}] stands in local, session or both`);
    if (!holds || !written || !erased) refuse(`rules/keys.txt: [${title}] must say what it holds, and which act writes and erases it`);
    return { title, key, in: where, holds, written, erased, shape: `^${key.replace("ID", "[a-z0-9-]+")}$` };
  });
}
