// The scripts of the theme, without a browser: each after those that theme.yaml says it needs.
// In: names below assets/. Out: the globals that they leave, by name.
import { readFileSync } from "node:fs";
import vm from "node:vm";
import { parse } from "yaml";

const theme = new URL("../../themes/rpps/", import.meta.url);
export const { files, pages } = parse(readFileSync(new URL("theme.yaml", theme), "utf8"));
const ran = new Set();

/** What theme.yaml says of a file. */
export const declared = (name) => files.find(({ file }) => file === name);

/** The text of a file of the theme. */
export const asset = (name) => readFileSync(new URL(`assets/${name}`, theme), "utf8");

/** Runs scripts, each once, and what they need before them. */
export function load(...names) {
  for (const name of names) {
    if (!declared(name)) throw new Error(`theme.yaml has no file ${name}`);
    if (ran.has(name) || !name.endsWith(".js")) continue;
    ran.add(name);
    load(...declared(name).needs ?? []);
    vm.runInThisContext(asset(name), { filename: name });
  }
  // A `const` of a script is no property of the global object.
  return new Proxy({}, { get: (_, name) => vm.runInThisContext(String(name)) });
}

/** The rules of quizzes, attestations and progress, as one object. */
export function rules() {
  const { JalonDigest, JalonText, JalonControlCode, JalonScoring, JalonDraw, JalonProgress } =
    load("rules/control-code.js", "rules/scoring.js", "rules/draw.js", "rules/progress.js");
  return { ...JalonDigest, ...JalonText, ...JalonControlCode, ...JalonScoring, ...JalonDraw, ...JalonProgress };
}
