// @ts-check
/*
 * Jalon, the numbers of structures and of professionals: their shape and their key. Nothing is looked up: a right key says that
 * nobody slipped, not that the number exists. Pure functions, no DOM. Rust implements the same (src/course/identifiers.rs), and
 * tests/vectors/identifiers.json is run by both.
 *
 * SPEC identifiers/1. Spaces, dots and hyphens do not count, letters are read as capitals.
 *   SIRET: 14 digits, not all zero, Luhn over the 14. La Poste (SIREN 356000000) has more places than Luhn keys allow:
 *     a SIRET of hers is also right when the plain sum of its 14 digits is a multiple of 5.
 *   FINESS: 9 characters, Luhn over the 9, the last being the key. In Corsica the second character is a letter:
 *     A counts as 1 and B as 2. (No text was found that states it; the rule was inferred from numbers published by
 *     the regional health agency, 2A0000170, 2A0000386, 2A0002606, 2B0000020, 2B0004246, 2B0005342: all satisfy it
 *     and no other digit does.)
 *   RPPS: 11 digits, not all zero, Luhn over the 11.
 */

const JalonIdentifiers = (() => {
  "use strict";

  /** @param {string} digits */
  function luhn(digits) {
    let sum = 0;
    for (let i = 0; i < digits.length; i += 1) {
      const d = Number(digits[digits.length - 1 - i]) * ((i % 2) + 1);
      sum += d > 9 ? d - 9 : d;
    }
    return /^\d+$/.test(digits) && sum % 10 === 0;
  }

  /** Without what people put between digits. @param {string} typed */
  function bare(typed) {
    return typed.toUpperCase().replace(/[\s\u00A0\u202F.-]/g, "");
  }

  /**
   * The number of a structure.
   * @param {string} typed
   * @returns {{kind: "" | "siret" | "finess", value: string, valid: boolean}} kind "" when the shape is neither
   */
  function structureId(typed) {
    const text = bare(typed);
    if (/^\d{14}$/.test(text)) {
      const sum = text.split("").reduce((all, digit) => all + Number(digit), 0);
      const post = text.slice(0, 9) === "356000000" && sum % 5 === 0;
      return { kind: "siret", value: text, valid: sum > 0 && (luhn(text) || post) };
    }
    if (/^(\d{2}|2[AB])\d{7}$/.test(text)) {
      const digits = text.replace("A", "1").replace("B", "2");
      return { kind: "finess", value: text, valid: /[1-9]/.test(text) && luhn(digits) };
    }
    return { kind: "", value: text, valid: false };
  }

  /**
   * The number of a professional.
   * @param {string} typed
   * @returns {{value: string, valid: boolean}}
   */
  function rpps(typed) {
    const text = bare(typed);
    return { value: text, valid: /^\d{11}$/.test(text) && /[1-9]/.test(text) && luhn(text) };
  }

  return { luhn, structureId, rpps, bare };
})();
