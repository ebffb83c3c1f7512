// What is published of our own scripts and style sheets is what their sources say, less comments: `lean` in
// src/theme/assets.rs goes by lines, and must not touch a line of a template literal, of a string or of a rule.
// No browser: two readers that stand for the languages themselves compare the tokens.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { tokenizer } from "acorn";
import { tokenize } from "@csstools/css-tokenizer";
import { files, pages as loaded } from "./scripts.mjs";
import { folder } from "./support.mjs";

const SITE = folder("JALON_SITE");
const OURS = new URL("../../themes/rpps/assets/", import.meta.url);
const list = (folder) => readdirSync(folder, { recursive: true }).filter((name) => /\.(js|css)$/.test(name)).sort();
const sources = list(OURS);
const published = list(`${SITE}/assets`);
/** The sheets that every page loads, published as one. */
const together = loaded.all.filter((name) => name.endsWith(".css"));

/** The files that are published within another, in order, with that one last. */
const parts = (whole) => [...files.filter(({ within }) => within === whole).map(({ file }) => file), whole];
/** Files published under their own names. */
const apart = (name) => !together.includes(name) && !files.find(({ file }) => file === name)?.within;

/** The published file of a logical name: `a/b.js` is published as `a/b.12ab34cd.js`. */
function publishedAs(name) {
  const [, stem, ending] = name.match(/^(.*)\.(js|css)$/);
  const found = published.filter((other) => other.startsWith(`${stem}.`) && /^[0-9a-f]{8}$/.test(other.slice(stem.length + 1, -ending.length - 1)) && other.endsWith(ending));
  assert.equal(found.length, 1, `${name}: ${found}`);
  return readFileSync(`${SITE}/assets/${found[0]}`, "utf8");
}

const scriptTokens = (text) => [...tokenizer(text, { ecmaVersion: "latest" })].map(({ type, value }) => [type.label, value instanceof RegExp || typeof value === "object" && value ? `${value.pattern}/${value.flags}` : value]);
const sheetTokens = (text) => tokenize({ css: text }).filter(([kind]) => !["comment", "whitespace-token", "EOF-token"].includes(kind)).map(([, text]) => text);
/** The comments for everybody. */
const licences = (text) => text.match(/\/\*![\s\S]*?\*\//g) ?? [];

test("the readers of this file see what a rule of lines would lose", () => {
  assert.notDeepEqual(scriptTokens("a = `x\n// y\n`;"), scriptTokens("a = `x\n`;"));
  assert.notDeepEqual(scriptTokens("a = `x\n\ny`;"), scriptTokens("a = `x\ny`;"));
  assert.notDeepEqual(sheetTokens("a { content: '/* x */'; }"), sheetTokens("a { content: ''; }"));
  assert.deepEqual(scriptTokens("// x\n\na(/y/g); /* z */"), scriptTokens("a(/y/g);"));
  assert.deepEqual(sheetTokens("/* x */\na { b: c }"), sheetTokens("a { b: c }"));
});

test("every script and style sheet of ours is published as it is written, less its comments", () => {
  assert.ok(sources.length > 20, sources.join());
  let shorter = 0;
  for (const name of sources.filter(apart)) {
    const source = parts(name).map((part) => readFileSync(new URL(part, OURS), "utf8")).join("\n"), text = publishedAs(name);
    if (name.endsWith(".js")) assert.deepEqual(scriptTokens(text), scriptTokens(source), name);
    else assert.deepEqual(sheetTokens(text), sheetTokens(source), name);
    assert.deepEqual(licences(text), licences(source), name);
    shorter += Number(text.length < source.length);
  }
  assert.ok(shorter > sources.length / 2, "comments are left out");
});

test("the sheets that every page loads are published as one, in order, after the colours of the site", () => {
  assert.ok(together.length > 3, together.join());
  const wanted = together.flatMap((name) => sheetTokens(readFileSync(new URL(name, OURS), "utf8")));
  assert.deepEqual(sheetTokens(publishedAs("site.css")).slice(-wanted.length), wanted);
});
