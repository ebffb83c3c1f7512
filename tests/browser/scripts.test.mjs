// What theme.yaml declares of the scripts is what they use: a page never runs one before those it builds on.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { asset, declared } from "./scripts.mjs";

const assets = fileURLToPath(new URL("../../themes/rpps/assets", import.meta.url));
const names = readdirSync(assets, { recursive: true }).map((name) => name.replaceAll("\\", "/")).filter((name) => /\.(js|css)$/.test(name));
const scripts = names.filter((name) => name.endsWith(".js"));
const code = (name) => asset(name).replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
const globals = new Map(scripts.flatMap((name) => Array.from(code(name).matchAll(/^(?:const|var|class) (Jalon\w+)/gm), ([, made]) => [made, name])));

/** A file and all that it needs. */
function closure(name, seen = new Set()) {
  if (!seen.has(name)) {
    seen.add(name);
    for (const need of declared(name).needs ?? []) closure(need, seen);
  }
  return seen;
}

test("theme.yaml names every script and style sheet", () => {
  for (const name of names) assert.ok(declared(name), name);
});

test("every script needs the files whose globals it uses", () => {
  assert.ok(globals.size > 10);
  for (const name of scripts) {
    const given = closure(name);
    // Whether the search is there is asked by its name: it comes when someone searches.
    const asked = new Set(Array.from(code(name).matchAll(/typeof (Jalon\w+)/g), ([, used]) => used));
    for (const [used] of code(name).matchAll(/\bJalon[A-Z]\w*/g)) {
      if (asked.has(used)) continue;
      assert.ok(globals.has(used), `${name}: nothing makes ${used}`);
      assert.ok(given.has(globals.get(used)), `${name} uses ${used} without needing ${globals.get(used)}`);
    }
  }
});

test("no global has two makers", () => {
  const made = scripts.flatMap((name) => Array.from(code(name).matchAll(/^(?:const|var|class) (\w+)/gm), ([, one]) => one));
  assert.equal(new Set(made).size, made.length, made.sort().join());
});
