// shared/table-text.js without a browser: examples of what spreadsheets save and copy, then properties.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { growth } from "./growth.mjs";
import { load } from "./scripts.mjs";

const { read, write, guard } = load("shared/table-text.js").JalonSheet;

const examples = [
  ["semicolons, a BOM, CRLF, accents", "\ufeffNom;Prénom\r\nLefèvre;Zoé\r\n", ";", [["Nom", "Prénom"], ["Lefèvre", "Zoé"]]],
  ["what a spreadsheet copies", "Nom\tVille\nDupont\tSaint-Malo, Paramé; Rothéneuf\n", "\t", [["Nom", "Ville"], ["Dupont", "Saint-Malo, Paramé; Rothéneuf"]]],
  ["commas", "nom,ville\nLe Goff,Brest", ",", [["nom", "ville"], ["Le Goff", "Brest"]]],
  ["French numbers between semicolons", "a;1,5\nb;2,5\nc;3,5", ";", [["a", "1,5"], ["b", "2,5"], ["c", "3,5"]]],
  ["quoted line ends, quotes, separators", 'a;"deux\nlignes";"dit ""oui"" ; puis"\r\nd;e;f', ";", [["a", "deux\nlignes", 'dit "oui" ; puis'], ["d", "e", "f"]]],
  ["quotes alone choose no separator", '"a,b,c";"d,e,f"\n"g,h,i";"j,k,l"', ";", [["a,b,c", "d,e,f"], ["g,h,i", "j,k,l"]]],
  ["one column", "10001234567\n10001234568", ";", [["10001234567"], ["10001234568"]]],
  ["the line of Excel", "sep=,\r\na,b;c\r\n", ",", [["a", "b;c"]]],
  ["old Macintosh", "a;b\rc;d\r", ";", [["a", "b"], ["c", "d"]]],
  ["lines without text", "a;b\n\n;;\nc;d\n\n", ";", [["a", "b"], ["c", "d"]]],
  ["rows of any length", "a;b;c\nd\ne;f;g;h", ";", [["a", "b", "c"], ["d"], ["e", "f", "g", "h"]]],
  ["a quote never closed", 'a;"b\nc;d', ";", [["a", '"b'], ["c", "d"]]],
  ["a quote inside a cell", 'écran 24";noir\nb;c', ";", [['écran 24"', "noir"], ["b", "c"]]],
  ["text after a quoted cell", '"a"b;c', ";", [["ab", "c"]]],
  ["an empty quoted cell", '"";a', ";", [["", "a"]]],
  ["nothing", "", ";", []],
  ["a BOM alone", "\ufeff", ";", []],
];
for (const [name, text, separator, rows] of examples) {
  test(`read: ${name}`, () => {
    const found = read(text);
    assert.deepEqual({ rows: found.rows, separator: found.separator }, { rows, separator });
    assert.equal(found.lines.length, rows.length);
  });
}

test("each row knows its rank in the spreadsheet, beyond empty lines and lines inside cells", () => {
  assert.deepEqual(read('sep=;\na;b\n\n;;\n"c\nd";e\n\nf;g').lines, [1, 4, 6]);
});

test("write: what French spreadsheets open, and no formula", () => {
  assert.equal(write([["Nom", "Note"], ["Lefèvre", 'dit "oui"; puis']]), '\ufeffNom;Note\r\nLefèvre;"dit ""oui""; puis"\r\n');
  for (const cell of ["=1+1", "+33612345678", "-1", "@SUM(A1)", "\t=1", "\r=1"]) assert.equal(read(write([[cell, "x"]])).rows[0][0], "'" + cell);
  assert.equal(guard("a=b"), "a=b");
  assert.deepEqual(read(write([["sep=;"], ["a", "b"]])).rows, [["sep=;"], ["a", "b"]], "a cell, not the line of Excel");
});

const sign = fc.constantFrom(..."abé;,\t\"\n\r '=+-@1\ufeff");
const cell = fc.oneof(fc.string({ unit: sign, maxLength: 8 }), fc.string({ unit: "grapheme", maxLength: 8 }), fc.string({ unit: "binary", maxLength: 8 }));
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }).filter((row) => row.some((one) => one !== "")), { maxLength: 8 });

test("written rows are read back as they were, but for the guard of formulas", () => {
  fc.assert(fc.property(table, (rows) => {
    assert.deepEqual(read(write(rows)).rows, rows.map((row) => row.map(guard)));
  }), { numRuns: 3000 });
});

test("no written cell begins like a formula", () => {
  fc.assert(fc.property(table, (rows) => {
    for (const one of read(write(rows)).rows.flat()) assert.doesNotMatch(one, /^[=+\-@\t\r]/);
  }), { numRuns: 2000 });
});

test("any text is read, none of it twice, and every row has some", () => {
  fc.assert(fc.property(fc.string({ unit: sign, maxLength: 200 }), (text) => {
    const { rows, separator } = read(text);
    assert.ok([";", "\t", ","].includes(separator));
    assert.ok(rows.every((row) => row.some((one) => one !== "")));
    assert.ok(rows.flat().join("").length <= text.length);
    const letters = (from) => from.replace(/[^abé1]/g, "");
    assert.equal(letters(rows.flat().join("")), letters(text));
  }), { numRuns: 5000 });
});

test("the time of reading grows with the text and no faster, when it is hostile too", () => {
  const rows = Array.from({ length: 5000 }, (_, at) => Array.from({ length: 20 }, (__, column) => `cellule ${at}, "${column}"`));
  assert.deepEqual(read(write(rows)).rows, rows);
  for (const hostile of [(count) => '"a;'.repeat(count), (count) => '""'.repeat(count) + "x", (count) => '"\n'.repeat(count + 1)]) {
    const times = growth(12_500, hostile, read);
    assert.ok(times < 100, `${JSON.stringify(hostile(2))}…: 16 times as much takes ${times.toFixed(1)} times as long`);
  }
});
