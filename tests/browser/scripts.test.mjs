// What theme.yaml declares of the scripts is what they use: a page never runs one before those it builds on.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { KEYS, keysIn } from "./keys.mjs";
import { asset, declared } from "./scripts.mjs";

const assets = fileURLToPath(new URL("../../themes/rpps/assets", import.meta.url));
const names = readdirSync(assets, { recursive: true }).map((name) => name.replaceAll("\\", "/")).filter((name) => /\.(js|css)$/.test(name));
const scripts = names.filter((name) => name.endsWith(".js"));
const bare = (text) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
const code = (name) => bare(asset(name));
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

/** Scripts of pages and of the preview, whatever keeps something in the browser, by name. */
const preview = new URL("../../src/preview/page/assets/", import.meta.url);
const keepers = new Map([
  ...scripts.map((name) => [name, asset(name)]),
  ...readdirSync(preview).filter((name) => name.endsWith(".js")).map((name) => [`preview/${name}`, readFileSync(new URL(name, preview), "utf8")]),
]);

test("scripts hold the keys of rules/keys.txt, all of them and no others", () => {
  const held = new Set(Array.from(keepers.values()).flatMap((text) => [...keysIn(bare(text))]));
  assert.deepEqual([...held].sort(), KEYS.map(({ key }) => key).sort());
});

test("scripts take their keys from the table, and keep nothing in any other way", () => {
  const generated = /\/\/ generated from rules\/keys\.txt[\s\S]*?\/\/ end of what is generated/g;
  for (const [name, text] of keepers) {
    const own = bare(text.replace(generated, ""));
    assert.deepEqual([...keysIn(own)], [], `${name} writes a key by hand`);
    assert.doesNotMatch(own, /\b(?:getItem|setItem|removeItem|keeper)\(\s*["'`]/, `${name} keeps something under a name of its own`);
    assert.doesNotMatch(own, /\b(?:local|session)Storage(?:\[|\.(?!(?:getItem|setItem|removeItem)\())/, `${name} uses a storage by other ways`);
    assert.doesNotMatch(own, /document\.cookie|cookieStore|indexedDB|\bcaches\.|serviceWorker|navigator\.storage/, `${name} keeps something elsewhere`);
  }
});
