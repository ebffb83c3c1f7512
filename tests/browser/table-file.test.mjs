// shared/table-file.js and garbled.js without a browser: what a file says in each encoding, and what is no table. Workbooks need the
// parser of a browser: collect.test.mjs.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { load } from "./scripts.mjs";

const { JalonTableFile, JalonGarbled, JalonSheet } = load("shared/table-file.js");

/** The bytes of a text in an encoding of one byte. */
function encode(text, way) {
  const known = new Map(Array.from({ length: 128 }, (_, at) => [JalonGarbled.decode(new Uint8Array([at + 128]), way), at + 128]));
  return new Uint8Array(Array.from(text, (letter) => (letter.charCodeAt(0) < 128 ? letter.charCodeAt(0) : known.get(letter))));
}
const utf16 = (text, big, mark) => {
  const bytes = Buffer.from((mark ? "\ufeff" : "") + text, "utf16le");
  return new Uint8Array(big ? bytes.swap16() : bytes);
};

const FRENCH = ["Prénoms;Ville\nHélène;Béziers\nNoël;Nîmes\n", "Établissement;Métier\nRésidence;Aide-soignant\n", "NOM;PRÉNOM\nLEFÈVRE;FRANÇOISE\n", "Né(e) le;Rôle\n09/05/1985;Médico-administratif\n", "Site;Nombre\nForêt d’Août;3\n"];

test("a file says the same in every encoding of spreadsheets", () => {
  for (const text of FRENCH) {
    assert.deepEqual(JalonTableFile.decode(new TextEncoder().encode(text)), { text, fault: "", way: "", sheet: "", others: [] });
    for (const way of ["windows", "mac"]) assert.deepEqual(JalonTableFile.decode(encode(text, way)), { text, fault: "", way: way === "windows" ? "" : way, sheet: "", others: [] }, way);
    const plain = text.replace(/’/g, "'");
    assert.deepEqual(JalonTableFile.decode(encode(plain, "dos")), { text: plain, fault: "", way: "dos", sheet: "", others: [] });
    for (const big of [false, true]) for (const mark of [false, true]) assert.equal(JalonTableFile.decode(utf16(text, big, mark)).text.replace(/^\ufeff/, ""), text, `UTF-16 ${big} ${mark}`);
  }
});

test("what is no table is refused by its name", () => {
  const bytes = (...all) => new Uint8Array(all), text = (held) => new TextEncoder().encode(held);
  for (const [held, fault] of [
    [text("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"), "pdf"], [bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1), "old-workbook"], [bytes(0x89, 0x50, 0x4e, 0x47, 13, 10), "image"], [bytes(0xff, 0xd8, 0xff, 0xe0), "image"],
    [text("{\\rtf1\\ansi Foyer}"), "document"], [text("<!DOCTYPE html><table><tr><td>A"), "page"], [text("\ufeff<html xmlns:x='urn'><table>"), "page"], [text("<?xml version='1.0'?><Workbook>"), "page"],
    [text("BEGIN:VCALENDAR\nEND:VCALENDAR"), "not-table"], [text('{"a": 1}'), "not-table"], [bytes(65, 0, 66, 1, 2), "not-text"], [text("a;b\u0001\n"), "not-text"], [new Uint8Array(2e7 + 1), "too-large"],
  ]) assert.equal(JalonTableFile.decode(held).fault, fault);
  assert.equal(JalonTableFile.refused("[Foyer];Site\n"), "");
});

test("what a wrong reading spoiled is said again, for each way it comes about", () => {
  const ways = ["windows", "dos", "mac"], utf8 = (text) => new TextEncoder().encode(text);
  for (const word of ["François", "Hélène", "Béziers", "Prénoms", "Établissement", "Médico-administratif", "Référent", "Château-Thierry"]) {
    for (const as of ways) assert.equal(JalonGarbled.look(JalonGarbled.decode(utf8(word), as)).to, word, `${word}: UTF-8 read as ${as}`);
    assert.equal(JalonGarbled.look(JalonGarbled.decode(utf8(JalonGarbled.decode(utf8(word), "windows")), "windows")).to, word, `${word}: twice`);
  }
  for (const word of ["François", "Hélène", "Béziers", "Prénoms"]) for (const from of ["dos", "mac"]) {
    assert.ok(JalonGarbled.look(JalonGarbled.decode(encode(word, from), "windows")).spoiled, `${word}: ${from} read as Windows-1252`);
  }
});

test("a sound French text is never told to be spoiled", () => {
  const letter = fc.constantFrom(..."abcdefilmnoprstuvz éèêàâçîïôûùœ'’-");
  fc.assert(fc.property(fc.string({ unit: letter, maxLength: 30 }), (text) => { assert.equal(JalonGarbled.look(text).spoiled, false); }), { numRuns: 1000 });
});

test("rows become a text that is read back cell for cell, at their lines", () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom("a\tb", 'l"m', "x\ny", "a;b", "=1", ""));
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), (rows) => {
    const { rows: read, lines } = JalonSheet.read(JalonSheet.exact(rows)), held = rows.map((row, at) => ({ row, line: at + 1 })).filter(({ row }) => row.some((one) => one));
    assert.deepEqual(read, held.map(({ row }) => row));
    assert.deepEqual(lines, held.map(({ line }) => line));
  }), { numRuns: 500 });
});

test("any bytes are read", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => { JalonTableFile.decode(bytes); }), { numRuns: 1500 });
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => { JalonGarbled.look(text); }), { numRuns: 1500 });
});
