// @ts-check
/*
 * Jalon, texts as they are printed and compared, and days in French. Pure functions: no DOM, no clock.
 * What is done to a text is steps 1 to 4 of SPEC control-code/1 (control-code.js); Rust does the same.
 */

var JalonText = (() => {
  "use strict";

  // generated from rules/letters.txt by rules/twins.mjs: do not edit
  const INVISIBLE =
    /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
  const BLANKS = /[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  const APOSTROPHES = /[\u2019\u02bc]/g;
  // end of what is generated

  /** @param {string} text */
  function visible(text) {
    return text.replace(INVISIBLE, "");
  }

  /** @param {string} text */
  function clean(text) {
    return visible(text).normalize("NFC").replace(BLANKS, " ").replace(/^ | $/g, "");
  }

  /** @param {string} text */
  function canonicalText(text) {
    return clean(text).replace(APOSTROPHES, "'");
  }

  // generated from rules/months.txt by rules/twins.mjs: do not edit
  const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");
  // end of what is generated

  /**
   * "2026-11-01" → "1er novembre 2026" (with no-break spaces).
   * @param {string} iso
   */
  function frenchDay(iso) {
    const parts = iso.split("-"),
      day = Number(parts[2]);
    return (day === 1 ? "1er" : day) + "\u00a0" + MONTHS[Number(parts[1]) - 1] + "\u00a0" + parts[0];
  }

  /** The same day so many months later, or the last of that month. @param {string} iso @param {number} months */
  function later(iso, months) {
    const [year, month, day] = iso.split("-").map(Number),
      last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
    return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
  }

  return { visible, later, clean, canonicalText, frenchDay };
})();
