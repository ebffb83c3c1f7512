// @ts-check
/*
 * Jalon, the control code of an attestation.
 * Pure functions over digest.js and text.js: no DOM, no clock. Rust implements the same rules, and tests/vectors/*.json are run by both.
 * A comment headed SPEC is the contract.
 */

/**
 * @typedef {{number: string, title: string, version: string, score: number | null, objectives: string[]}} SheetModule
 * @typedef {object} Sheet        the printed fields of an attestation
 * @property {string} publisher
 * @property {string} first
 * @property {string} last
 * @property {string} role
 * @property {string} structure
 * @property {string} siret
 * @property {string} finess
 * @property {string} course      title
 * @property {string} version     digest of the whole course
 * @property {number} total       number of modules in the course
 * @property {number} pass        percent
 * @property {string} duration    as printed, in minutes
 * @property {string} mode
 * @property {string} from        ISO day
 * @property {string} to          ISO day
 * @property {string} place
 * @property {string} date        ISO day
 * @property {string} [review]    ISO day from which it is to be done again, or ""
 * @property {SheetModule[]} modules
 */

var JalonControlCode = (() => {
  "use strict";

  const { SYMBOLS, base32, sha256 } = JalonDigest;
  const { canonicalText } = JalonText;

  /*
   * SPEC control-code/1.
   *
   * Text. `clean` is what is printed; `canonicalText` is what is digested. In this order:
   *   1. remove U+0000-0008, 000E-001F, 007F-0084, 0086-009F, 00AD, 200B-200F, 202A-202E, 2060-2064, 2066-2069, FEFF;
   *   2. Unicode NFC;
   *   3. every run of U+0009-000D, 0020, 0085, 00A0, 1680, 2000-200A, 2028, 2029, 202F, 205F, 3000 becomes one U+0020;
   *      none is left at either end;                                        (1 to 3: `clean`)
   *   4. U+2019 and U+02BC become U+0027.                                   (1 to 4: `canonicalText`)
   *   So whoever copies the sheet by hand need not guess which apostrophe or which space was printed; case counts.
   *
   * Canonical form: UTF-8 lines, each ended by U+000A. The first is `jalon-attestation/1`; the others are `key=value`,
   * value = canonicalText, always all present, in this order (an empty value when the field is not on the sheet):
   *   publisher, learner.first, learner.last, learner.role, structure.name, structure.siret (14 digits),
   *   structure.finess (9 characters, capitals), course.title, course.version, course.modules (how many the course has),
   *   course.pass (percent), course.duration (minutes), course.mode, period.first, period.last, place, date
   *   (days as YYYY-MM-DD); then for each module on the sheet, in its order: module.number, module.title,
   *   module.version, module.score (integer percent, empty when not shown), and `objective` once for each, in order; last,
   *   and only when the sheet has one, `review` (the day from which it is to be done again).
   *   No value holds a line break (step 3), so two different sheets never share a canonical form.
   *
   * Code: the first 80 bits of the SHA-256 of that text, big-endian, as 16 Crockford symbols; then 4 check symbols:
   *   r = 0; for each of the 16 symbols of value s (0-31): r = (r * 32 + s) mod 1048573 (the largest prime below 2^20);
   *   r is written as 4 symbols, most significant first. Any single wrong symbol and any swap of neighbours is caught
   *   without the sheet; an altered field is caught with it. Printed as five groups of four joined by hyphens.
   * Reading: what stands before the last colon, and the label printed before the code, do not count; of the rest the letters and
   *   digits of ASCII do, whatever their case and whatever stands between them; I and L are read as 1, O as 0; another letter
   *   outside the alphabet is refused.
   */
  // generated from rules/alphabets.txt by rules/twins.mjs: do not edit
  /** The symbol that was meant. @type {[RegExp, string][]} */
  const MEANT = [
    [/[IL]/g, "1"],
    [/[O]/g, "0"],
  ];
  // end of what is generated

  /**
   * @param {Sheet} sheet
   * @returns {string}
   */
  function canonical(sheet) {
    let out = "jalon-attestation/1\n";
    /** @param {string} key @param {string | number} value */
    function line(key, value) {
      out += key + "=" + canonicalText(String(value)) + "\n";
    }
    line("publisher", sheet.publisher);
    line("learner.first", sheet.first);
    line("learner.last", sheet.last);
    line("learner.role", sheet.role);
    line("structure.name", sheet.structure);
    line("structure.siret", sheet.siret);
    line("structure.finess", sheet.finess);
    line("course.title", sheet.course);
    line("course.version", sheet.version);
    line("course.modules", sheet.total);
    line("course.pass", sheet.pass);
    line("course.duration", sheet.duration);
    line("course.mode", sheet.mode);
    line("period.first", sheet.from);
    line("period.last", sheet.to);
    line("place", sheet.place);
    line("date", sheet.date);
    sheet.modules.forEach((module) => {
      line("module.number", module.number);
      line("module.title", module.title);
      line("module.version", module.version);
      line("module.score", module.score === null ? "" : module.score);
      module.objectives.forEach((objective) => {
        line("objective", objective);
      });
    });
    if (sheet.review) line("review", sheet.review);
    return out;
  }

  /** @param {string} payload 16 symbols */
  function checkSymbols(payload) {
    let r = 0;
    for (let i = 0; i < payload.length; i += 1) r = (r * 32 + SYMBOLS.indexOf(payload[i])) % 1048573;
    return SYMBOLS[r >> 15] + SYMBOLS[(r >> 10) & 31] + SYMBOLS[(r >> 5) & 31] + SYMBOLS[r & 31];
  }

  /**
   * The printed control code: "XXXX-XXXX-XXXX-XXXX-XXXX".
   * @param {Sheet} sheet
   */
  function controlCode(sheet) {
    const payload = base32(sha256(canonical(sheet)).slice(0, 10));
    return (payload + checkSymbols(payload)).replace(/(.{4})(?=.)/g, "$1-");
  }

  const CODE = new RegExp(`^[${SYMBOLS}]{20}$`);
  const LABEL = /^(code de contr[ôo]le|code imprimé)/i;

  /** The symbols that were meant by what was typed. @param {string} typed */
  function meantSymbols(typed) {
    return MEANT.reduce((out, [from, to]) => out.replace(from, to), typed.toUpperCase());
  }

  /** What was typed of a code: letters and digits without accents, after the label that is printed before it. @param {string} typed */
  function typedSymbols(typed) {
    const text = JalonText.clean(typed);
    return text
      .slice(text.lastIndexOf(":") + 1)
      .trim()
      .replace(LABEL, "")
      .replace(/[^0-9a-z]/gi, "");
  }

  /**
   * A typed code in its printed form, or "" when it cannot have been printed (a slip of the pen).
   * @param {string} typed
   */
  function readCode(typed) {
    const text = meantSymbols(typedSymbols(typed));
    const good = CODE.test(text) && checkSymbols(text.slice(0, 16)) === text.slice(16);
    return good ? text.replace(/(.{4})(?=.)/g, "$1-") : "";
  }

  return { canonical, controlCode, checkSymbols, readCode, meantSymbols, typedSymbols };
})();
