// @ts-check
/*
 * Jalon, texts as they are printed and compared, and days in French. Pure functions: no DOM, no clock.
 * What is done to a text is steps 1 to 4 of SPEC control-code/1 (control-code.js); Rust does the same.
 */

var JalonText = (() => {
  "use strict";

  const INVISIBLE =
    /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;
  const BLANKS = /[\t-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/g;

  /** @param {string} text */
  function clean(text) {
    return text.replace(INVISIBLE, "").normalize("NFC").replace(BLANKS, " ").replace(/^ | $/g, "");
  }

  /** @param {string} text */
  function canonicalText(text) {
    return clean(text).replace(/[\u2019\u02BC]/g, "'");
  }

  const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

  /**
   * "2026-11-01" → "1er novembre 2026" (with no-break spaces).
   * @param {string} iso
   */
  function frenchDay(iso) {
    const parts = iso.split("-"),
      day = Number(parts[2]);
    return (day === 1 ? "1er" : day) + "\u00a0" + MONTHS[Number(parts[1]) - 1] + "\u00a0" + parts[0];
  }

  return { clean, canonicalText, frenchDay };
})();
