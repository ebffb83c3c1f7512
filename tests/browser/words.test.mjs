// The words that are searched: the page's rules against the vectors that Rust runs too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "./scripts.mjs";

const read = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const words = load("search/words.js").JalonWords;
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

test("an unknown word is mended by how it is written, goes on or sounds", () => {
  const known = ["bibliographie", "carte", "educateur", "habilitation", "messagerie", "pharmacie", "remplacante"];
  const told = { bibliografie: "bibliographie", cartte: "carte", educ: "educateur", farmacie: "pharmacie", kart: "carte", remplasente: "remplacante", zzz: undefined };
  for (const [typed, expected] of Object.entries(told)) assert.equal(words.mend(typed, known)[0], expected, typed);
  // Whatever letter a sound begins with, the words to look among are asked for.
  for (const [typed, letter] of [["farmacie", "p"], ["kart", "c"], ["abilitation", "h"], ["segur", "c"]]) assert.ok(words.letters(typed).has(letter), typed);
});

test("a word of grammar in capitals is an acronym, unless the whole query shouts", () => {
  const asked = (query) => words.asked(query).map((word) => word.folded);
  assert.deepEqual(asked("je suis AS de nuit"), ["nuit", "as"]);
  assert.deepEqual(asked("AS"), ["as"]);
  assert.deepEqual(asked("TU AS PERDU TA CARTE"), ["perdu", "carte"]);
  assert.deepEqual(asked("as-tu ta carte"), ["carte"]);
});

test("what a query asks is that of the vectors", () => {
  const queries = JSON.parse(read("tests/vectors/queries.json"));
  const { JalonSearchQuery } = load("search/query.js");
  const rules = {
    denies: JalonSearchQuery.denies,
    defines: JalonSearchQuery.defining,
    meant: JalonSearchQuery.meant,
    asked: (query) => JalonWords.asked(query).map((word) => word.folded),
    sounds: JalonWords.sound,
  };
  assert.deepEqual(Object.keys(queries), Object.keys(rules));
  for (const [rule, cases] of Object.entries(queries))
    for (const [query, expected] of Object.entries(cases)) assert.deepEqual(rules[rule](query), expected, `${rule} « ${query} »`);
});
