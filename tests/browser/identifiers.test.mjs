// rules/identifiers.js without a browser: the vectors that Rust runs too, then what keys are for: one wrong digit is seen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { load } from "./scripts.mjs";

const here = (path) => new URL(path, import.meta.url);
const { luhn, structureId, rpps, bare } = load("rules/identifiers.js").JalonIdentifiers;
const vectors = JSON.parse(readFileSync(here("../vectors/identifiers.json"), "utf8"));

test("vectors", () => {
  for (const { digits, valid } of vectors.luhn) assert.equal(luhn(digits), valid, digits);
  for (const { typed, ...expected } of vectors.structure) assert.deepEqual(structureId(typed), expected, typed);
  for (const { typed, ...expected } of vectors.rpps) assert.deepEqual(rpps(typed), expected, typed);
});

/** Numbers with their key: random digits, completed by the only right one. */
const keyed = (length, right) => fc.stringMatching(new RegExp(`^[0-9]{${length - 1}}$`))
  .map((run) => Array.from({ length: 10 }, (_, key) => run + key).find(right)).filter(Boolean);
const validRpps = keyed(11, (one) => rpps(one).valid);
const validSiret = keyed(14, (one) => structureId(one).valid && luhn(one));
const validFiness = fc.oneof(
  keyed(9, (one) => structureId(one).valid),
  fc.tuple(fc.constantFrom("2A", "2B"), fc.stringMatching(/^[0-9]{6}$/)).map(([start, run]) => Array.from({ length: 10 }, (_, key) => start + run + key).find((one) => structureId(one).valid)).filter(Boolean),
);
const KINDS = [
  ["RPPS", validRpps, (text) => rpps(text).valid],
  ["SIRET", validSiret.filter((one) => !one.startsWith("356000000")), (text) => structureId(text).valid],
  ["FINESS", validFiness, (text) => structureId(text).valid],
];

for (const [name, numbers, valid] of KINDS) {
  test(`${name}: any wrong digit is seen, wherever it is`, () => {
    fc.assert(fc.property(numbers, (number) => {
      assert.ok(valid(number));
      for (let at = 0; at < number.length; at += 1) {
        for (const digit of "0123456789") {
          // A letter of Corsica is not a digit: in its place, 1 or 2 is another way to write the same key.
          if (digit === number[at] || /[AB]/.test(number[at])) continue;
          const wrong = number.slice(0, at) + digit + number.slice(at + 1);
          if (name === "SIRET" && wrong.startsWith("356000000")) continue;
          assert.ok(!valid(wrong), `${number} and ${wrong}`);
        }
      }
    }), { numRuns: 300 });
  });

  test(`${name}: two neighbours exchanged are seen, but 0 and 9 which Luhn does not tell apart`, () => {
    fc.assert(fc.property(numbers, (number) => {
      for (let at = 1; at < number.length; at += 1) {
        const [a, b] = [number[at - 1], number[at]];
        if (a === b || /[AB]/.test(a + b) || new Set([a, b, "0", "9"]).size === 2) continue;
        const wrong = number.slice(0, at - 1) + b + a + number.slice(at + 1);
        if (name === "SIRET" && wrong.startsWith("356000000")) continue;
        assert.ok(!valid(wrong), `${number} and ${wrong}`);
      }
    }), { numRuns: 300 });
  });

  test(`${name}: a digit too many or too few is seen`, () => {
    fc.assert(fc.property(numbers, fc.nat(8), fc.nat(9), (number, at, digit) => {
      assert.ok(!valid(number.slice(0, at) + number.slice(at + 1)));
      assert.ok(!valid(number.slice(0, at) + digit + number.slice(at)));
    }), { numRuns: 500 });
  });

  test(`${name}: spaces, dots and hyphens change nothing`, () => {
    fc.assert(fc.property(numbers, fc.array(fc.tuple(fc.nat(14), fc.constantFrom(" ", "\u00a0", "\u202f", ".", "-", "\t"))), (number, marks) => {
      const written = marks.reduce((text, [at, mark]) => text.slice(0, at) + mark + text.slice(at), number);
      assert.equal(bare(written), number);
      assert.ok(valid(written.toLowerCase()));
    }), { numRuns: 500 });
  });
}

test("SIRET of La Poste: a wrong digit is seen but when it changes the sum by 5, or makes a Luhn key", () => {
  const places = fc.stringMatching(/^[0-9]{5}$/).map((run) => "356000000" + run).filter((one) => structureId(one).valid);
  const sum = (text) => [...text].reduce((all, digit) => all + Number(digit), 0);
  fc.assert(fc.property(places, fc.integer({ min: 9, max: 13 }), fc.nat(9), (number, at, digit) => {
    const wrong = number.slice(0, at) + digit + number.slice(at + 1);
    assert.equal(structureId(wrong).valid, luhn(wrong) || sum(wrong) % 5 === 0, wrong);
  }), { numRuns: 1000 });
  fc.assert(fc.property(places, fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
    const wrong = number.slice(0, at) + (Number(number[at]) + by) % 10 + number.slice(at + 1);
    assert.equal(structureId(wrong).valid, luhn(wrong), `${wrong} is no place of La Poste`);
  }), { numRuns: 1000 });
});

test("any text is read", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    rpps(text);
    structureId(text);
    luhn(text);
  }), { numRuns: 2000 });
});
