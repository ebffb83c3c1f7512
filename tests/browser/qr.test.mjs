// rules/qr.js without a browser: what it draws, read by a program of others.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import jsQR from "jsqr";
import { load } from "./scripts.mjs";

const { encode, MOST } = load("rules/qr.js").JalonQr;

/** What jsQR reads of modules drawn with four pixels each and their quiet zone. */
function readBack(grid, scale = 4) {
  const size = (grid.length + 8) * scale, pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  grid.forEach((row, y) => row.forEach((dark, x) => {
    if (!dark) return;
    for (let at = 0; at < scale * scale; at += 1) {
      const place = (((y + 4) * scale + Math.floor(at / scale)) * size + (x + 4) * scale + (at % scale)) * 4;
      pixels.fill(0, place, place + 3);
    }
  }));
  return jsQR(pixels, size, size);
}

const HEAD = "https://exemple.fr/rpps/formation/verification/#v=";
const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const tail = (length) => Array.from({ length }, (_, at) => SYMBOLS[(at * at + 7 * at) % 32]).join("");

test("every version and both levels are read back", () => {
  for (const level of ["L", "M"]) {
    const seen = new Set();
    for (let length = 0; ; length += 45) {
      const grid = encode(length < 40 ? "a" : HEAD, tail(length), level);
      if (!grid) break;
      const version = (grid.length - 17) / 4;
      if (seen.has(version)) continue;
      seen.add(version);
      const found = readBack(grid);
      assert.equal(found?.data, (length < 40 ? "a" : HEAD) + tail(length), `${level}, version ${version}`);
      assert.equal(found.version, version);
    }
    assert.ok(seen.size > MOST - 6, `${level}: ${[...seen]}`);
  }
});

test("any text of its alphabets is read back; what is too long is told", () => {
  const head = fc.string({ unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)), minLength: 1, maxLength: 80 });
  const symbols = fc.string({ unit: fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-./:"), maxLength: 300 });
  fc.assert(fc.property(head, symbols, fc.constantFrom("L", "M"), (before, after, level) => {
    assert.equal(readBack(encode(before, after, level), 3)?.data, before + after);
  }), { numRuns: 60 });
  assert.equal(encode(HEAD, tail(3000), "L"), null);
});
