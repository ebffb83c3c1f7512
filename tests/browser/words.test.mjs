// The words that are searched: the page's rules against the vectors that Rust runs too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const read = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const words = vm.runInThisContext(`${read("themes/rpps/assets/search-words.js")};JalonWords`);
const vectors = JSON.parse(read("tests/vectors/words.json"));

test("stems are those of the vectors", () => {
  assert.ok(Object.keys(vectors.stems).length > 500);
  for (const [word, stem] of Object.entries(vectors.stems)) assert.equal(words.stem(word), stem, word);
});

test("inflections of a word have one stem", () => {
  for (const group of vectors.same) assert.equal(new Set(group.map((word) => words.stem(words.fold(word)))).size, 1, group.join());
});

test("texts have the words of the vectors", () => {
  for (const { text, words: expected } of vectors.texts) assert.deepEqual(words.words(text), expected, text);
});
