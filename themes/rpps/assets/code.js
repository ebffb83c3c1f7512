// @ts-check
/*
 * Jalon, digests, the control code of an attestation, days in French.
 * Pure functions: no DOM, no clock. Each file of rules (code.js, core.js, progress.js) adds its own to `Jalon`; Rust implements
 * the same rules, and tests/vectors/*.json are run by both. A comment headed SPEC is the contract.
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
 * @property {SheetModule[]} modules
 */

/**
 * What the files of rules give together; a page loads those that it needs.
 * @typedef {typeof JalonCode & typeof JalonCore & typeof JalonProgress} JalonRules
 */

var JalonCode = (() => {
  "use strict";

  // ---------------------------------------------------------------- digests

  /**
   * UTF-8 bytes; a lone surrogate becomes U+FFFD, as everywhere.
   * @param {string} text
   * @returns {number[]}
   */
  function utf8(text) {
    /** @type {number[]} */
    const out = [];
    for (let i = 0; i < text.length; i += 1) {
      let c = text.codePointAt(i) || 0;
      if (c > 0xFFFF) i += 1;
      if (c >= 0xD800 && c <= 0xDFFF) c = 0xFFFD;
      if (c < 0x80) out.push(c);
      else if (c < 0x800) out.push(0xC0 | c >> 6, 0x80 | c & 63);
      else if (c < 0x10000) out.push(0xE0 | c >> 12, 0x80 | c >> 6 & 63, 0x80 | c & 63);
      else out.push(0xF0 | c >> 18, 0x80 | c >> 12 & 63, 0x80 | c >> 6 & 63, 0x80 | c & 63);
    }
    return out;
  }

  /** The first 32 bits of the fractional part of a root of each of the first primes: the constants of SHA-256. */
  const sha = (() => {
    /** @type {number[]} */
    const k = [];
    /** @type {number[]} */
    const h = [];
    /** @param {number} x */
    function fraction(x) { return (x - Math.floor(x)) * 4294967296 | 0; }
    for (let n = 2; k.length < 64; n += 1) {
      let prime = true;
      for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
      if (!prime) continue;
      if (h.length < 8) h.push(fraction(Math.sqrt(n)));
      k.push(fraction(Math.cbrt(n)));
    }
    return { k: k, h: h };
  })();

  /**
   * SHA-256 in plain JavaScript: `crypto.subtle` does not exist on plain http.
   * @param {string} text
   * @returns {number[]} 32 bytes
   */
  function sha256(text) {
    const bytes = utf8(text), bits = bytes.length * 8;
    bytes.push(0x80);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (let shift = 56; shift >= 0; shift -= 8) {
      bytes.push(shift > 31 ? Math.floor(bits / 4294967296) >>> shift - 32 & 255 : bits >>> shift & 255);
    }
    const h = sha.h.slice();
    /** @type {number[]} */
    const w = [];
    /** @param {number} x @param {number} n */
    function turn(x, n) { return x >>> n | x << 32 - n; }
    for (let at = 0; at < bytes.length; at += 64) {
      let v = h.slice();
      for (let i = 0; i < 64; i += 1) {
        if (i < 16) {
          const p = at + i * 4;
          w[i] = bytes[p] << 24 | bytes[p + 1] << 16 | bytes[p + 2] << 8 | bytes[p + 3];
        } else {
          const a = w[i - 15], b = w[i - 2];
          w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10) | 0;
        }
        const e = v[4];
        const one = v[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & v[5] ^ ~e & v[6]) + sha.k[i] + w[i] | 0;
        const two = (turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)) + (v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]) | 0;
        v = [one + two | 0, v[0], v[1], v[2], v[3] + one | 0, v[4], v[5], v[6]];
      }
      for (let j = 0; j < 8; j += 1) h[j] = h[j] + v[j] | 0;
    }
    /** @type {number[]} */
    const out = [];
    h.forEach((x) => { out.push(x >>> 24, x >>> 16 & 255, x >>> 8 & 255, x & 255); });
    return out;
  }

  /** @param {string} text */
  function sha256Hex(text) {
    return sha256(text).map((byte) => (byte < 16 ? "0" : "") + byte.toString(16)).join("");
  }

  /** Crockford's alphabet: no I, L, O, U. */
  const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /**
   * Crockford base 32 of whole bytes, big-endian; the last symbol is padded with zero bits.
   * @param {number[]} bytes
   */
  function base32(bytes) {
    let out = "", held = 0, bits = 0;
    bytes.forEach((byte) => {
      held = held << 8 | byte;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        out += SYMBOLS[held >> bits & 31];
      }
      held &= 31;
    });
    return bits ? out + SYMBOLS[held << 5 - bits & 31] : out;
  }

  /** @param {string} text */
  function hash32(text) {
    let hash = 2166136261;
    utf8(text).forEach((byte) => { hash = Math.imul(hash ^ byte, 16777619); });
    return hash >>> 0;
  }

  // ---------------------------------------------------------------- control code

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
   *   module.version, module.score (integer percent, empty when not shown), and `objective` once for each, in order.
   *   No value holds a line break (step 3), so two different sheets never share a canonical form.
   *
   * Code: the first 80 bits of the SHA-256 of that text, big-endian, as 16 Crockford symbols; then 4 check symbols:
   *   r = 0; for each of the 16 symbols of value s (0-31): r = (r * 32 + s) mod 1048573 (the largest prime below 2^20);
   *   r is written as 4 symbols, most significant first. Any single wrong symbol and any swap of neighbours is caught
   *   without the sheet; an altered field is caught with it. Printed as five groups of four joined by hyphens.
   * Reading: case, spaces and hyphens do not count; I and L are read as 1, O as 0; anything else outside the alphabet
   *   is refused.
   */
  const INVISIBLE = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;
  const BLANKS = /[\t-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/g;

  /** @param {string} text */
  function clean(text) {
    return text.replace(INVISIBLE, "").normalize("NFC").replace(BLANKS, " ").replace(/^ | $/g, "");
  }

  /** @param {string} text */
  function canonicalText(text) {
    return clean(text).replace(/[\u2019\u02BC]/g, "'");
  }

  /**
   * @param {Sheet} sheet
   * @returns {string}
   */
  function canonical(sheet) {
    let out = "jalon-attestation/1\n";
    /** @param {string} key @param {string | number} value */
    function line(key, value) { out += key + "=" + canonicalText(String(value)) + "\n"; }
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
      module.objectives.forEach((objective) => { line("objective", objective); });
    });
    return out;
  }

  /** @param {string} payload 16 symbols */
  function checkSymbols(payload) {
    let r = 0;
    for (let i = 0; i < payload.length; i += 1) r = (r * 32 + SYMBOLS.indexOf(payload[i])) % 1048573;
    return SYMBOLS[r >> 15] + SYMBOLS[r >> 10 & 31] + SYMBOLS[r >> 5 & 31] + SYMBOLS[r & 31];
  }

  /**
   * The printed control code: "XXXX-XXXX-XXXX-XXXX-XXXX".
   * @param {Sheet} sheet
   */
  function controlCode(sheet) {
    const payload = base32(sha256(canonical(sheet)).slice(0, 10));
    return (payload + checkSymbols(payload)).replace(/(.{4})(?=.)/g, "$1-");
  }

  /**
   * A typed code in its printed form, or "" when it cannot have been printed (a slip of the pen).
   * @param {string} typed
   */
  function readCode(typed) {
    const text = typed.toUpperCase().replace(/[\s-]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0");
    const good = /^[0-9A-HJKMNP-TV-Z]{20}$/.test(text) && checkSymbols(text.slice(0, 16)) === text.slice(16);
    return good ? text.replace(/(.{4})(?=.)/g, "$1-") : "";
  }

  // ---------------------------------------------------------------- small words

  const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

  /**
   * "2026-11-01" → "1er novembre 2026" (with no-break spaces).
   * @param {string} iso
   */
  function frenchDay(iso) {
    const parts = iso.split("-"), day = Number(parts[2]);
    return (day === 1 ? "1er" : day) + "\u00a0" + MONTHS[Number(parts[1]) - 1] + "\u00a0" + parts[0];
  }

  return {
    utf8, hash32, sha256, sha256Hex, base32, clean, canonicalText, canonical, controlCode, checkSymbols, readCode,
    frenchDay, SYMBOLS,
  };
})();

/** @type {JalonRules} */
// @ts-expect-error: it is there already when another of these files came first.
var Jalon = Object.assign(Jalon || {}, JalonCode);
