// Progress as a file and as a code, without a browser: what goes out comes back the same, and nothing else comes in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, rules } from "./scripts.mjs";

const Jalon = rules(), { JalonTransfer } = load("rules/transfer.js");
const { pack, unpack, toCode, fromCode } = JalonTransfer;

/** A whole course: seven quizzes, thirty-seven answers. */
function whole() {
  const attempts = Array.from({ length: 7 }, (_, m) => {
    const questions = Array.from({ length: m === 6 ? 13 : 4 }, (_, q) => `question-${m}-${q}`), start = 1795000000000 + m * 1e6;
    return {
      id: `ABCDEFGHJ${m}`, n: m + 1, course: "c", module: `module-${m}`, quiz: `module-${m}`, version: `0a1b2c3d4e5${m}`, seed: Jalon.hash32(`s${m}`), from: "", start,
      questions, answers: questions.map((q, at) => ({ q, a: [at % 2 ? "l’été – 1\u202f234,5 😀" : "a"], t: start + at, f: (Jalon.hash32(q) >>> 0).toString(16).padStart(8, "0") })),
      seen: questions.length, done: { t: start + 99, percent: 90, passed: true },
    };
  });
  return Jalon.readState(JSON.stringify({ v: 1, attempts, seen: { ciel: { abc123bc157a: 7 } }, active: { "module-1": { ABCDEFGHJK: 61000 } } })).state;
}
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const JSON_TEXT = pack("c", whole(), "2026-11-22");

test("what goes out comes back the same, as a file and as a code that a message can hold", () => {
  assert.deepEqual(unpack(JSON_TEXT, "c"), { fault: "", state: whole(), lost: false });
  const code = toCode(JSON_TEXT);
  assert.match(code, /^JALON1\.[\w-]+\.[0-9a-f]{8}$/);
  assert.ok(code.length < JSON_TEXT.length * 0.7 && code.length < 5000, `${code.length} of ${JSON_TEXT.length}`);
  assert.equal(fromCode(code), JSON_TEXT);
  const wrapped = `Bonjour,\n> voici : ${code.replace(/(.{70})/g, "$1\r\n> ")}\n> Merci.`;
  assert.equal(fromCode(wrapped), JSON_TEXT, "wrapped, quoted, with words around");
});

test("any text comes back, beyond the largest table too", () => {
  let long = "";
  const next = Jalon.random(5);
  while (long.length < 300000) long += next().toString(36);
  for (const text of ["x", "aaaaaaaaaaaaaaaaaaaaaaa", "é€😀\u0000", "{}", long, "ab".repeat(200000)]) {
    assert.ok(fromCode(toCode(text)) === text, text.slice(0, 20));
  }
});

test("a code that was cut, or with any symbol changed, gives nothing", () => {
  const code = toCode(pack("c", { v: 1, attempts: whole().attempts.slice(0, 1) }, "2026-11-22"));
  for (let at = 0; at < code.length; at += 1) {
    assert.equal(fromCode(code.slice(0, at)), "", `cut at ${at}`);
    const other = code.slice(0, at) + (code[at] === "A" ? "B" : "A") + code.slice(at + 1), read = fromCode(other);
    assert.equal(read, "", `changed at ${at}`);
  }
});

test("nonsense, a code of tomorrow, a code that unfolds without end: refused, quickly", () => {
  for (const typed of ["", " ", "JALON", "JALON1..00000000", "JALON1.AAAA.00000000", "JALON1.____.00000000", "{}", "é".repeat(5000)]) assert.equal(fromCode(typed), "", typed.slice(0, 30));
  assert.equal(fromCode("JALON2.AAAA.00000000"), "version");
  assert.equal(fromCode(`JALON1.${"A".repeat(3e6)}.00000000`), "");
  // Each entry is one letter longer than the last: 4000 of them unfold to eight million letters.
  let bits = "";
  for (let k = 0; k < 4000; k += 1) bits += (k ? 255 + k : 97).toString(2).padStart(32 - Math.clz32(255 + k), "0");
  const bomb = (bits.match(/.{1,6}/g) ?? []).map((six) => ALPHABET[parseInt(six.padEnd(6, "0"), 2)]).join("");
  const check = Jalon.hash32("a".repeat(4000 * 4001 / 2)).toString(16).padStart(8, "0");
  assert.equal(fromCode(`JALON1.${bomb}.${check}`), "");
  const next = Jalon.random(8);
  for (let round = 0; round < 3000; round += 1) {
    const body = Array.from({ length: next() % 60 }, () => ALPHABET[next() % 64]).join("");
    assert.equal(fromCode(`JALON1.${body}.${next().toString(16).padStart(8, "0")}`), "");
  }
});
