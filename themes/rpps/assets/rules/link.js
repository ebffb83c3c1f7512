// @ts-check
/*
 * Jalon, the verification link, and how it is written; received.js reads it. Pure functions over the other rules (no DOM, no clock). Rust reads the same
 * (src/attestation/link.rs), and tests/vectors/link.json is run by both.
 *
 * SPEC link/2. The address of the verification page, then "#v=2", then base 32 (Crockford, capitals: a QR code holds them in
 * 5.5 bits) of bytes, then the 4 check symbols of these symbols (SPEC control-code/1). Bytes, numbers big-endian:
 *   flags 1: SIRET 1, FINESS 2, scores 4, older modules 8, day of review 16; version of the course 6; code 10 (its 80 bits);
 *   first and last day, day of the sheet 2 each (days since 1970-01-01); [day of review 2]; [SIRET as a number 6];
 *   [FINESS, 9 letters of ASCII]; first name, last name, function, structure, place: UTF-8 and a byte 0 each; modules passed:
 *   a bit each, in the order of the version, the lowest first; [scores: a byte for each module passed, 255 for none];
 *   [older modules: for each module passed 0, or 1 and its version 6]. Nothing follows.
 * The rest of the sheet is what the version says of itself; of one that is not known, such a link is « unrecorded ».
 * Links of before are whole: "#v=" and base64url (SPEC transcript/1); they begin with "e".
 *
 * Reading, from any text: signs of no width go; the first mark counts (« #v= », escaped or as addresses that protect from clicks write
 * it); what follows is unescaped and cut at blanks, « > » and « = » into pieces, the last of which ends at the first other sign;
 * the shortest run of pieces that can be read is taken: a link is wrapped and quoted in mails, and followed by other words.
 */

var JalonLink = (() => {
  "use strict";

  const { SYMBOLS, base32, utf8 } = JalonDigest;
  const DAY = 86400000;
  const SIRET = 1,
    FINESS = 2,
    SCORES = 4,
    OLDER = 8,
    REVIEW = 16;

  /** A number on so many bytes. @param {number} value @param {number} count @returns {number[]} */
  function spread(value, count) {
    return count ? spread(Math.floor(value / 256), count - 1).concat(value % 256) : [];
  }

  /** @param {string} text @returns {number[]} the bytes of hexadecimal digits */
  function digits(text) {
    return (text.match(/../g) || []).map((two) => parseInt(two, 16));
  }

  /** @param {string} iso */
  function days(iso) {
    return Date.parse(iso + "T00:00:00Z") / DAY;
  }

  /** The symbols of bytes as they come. @param {string} symbols @returns {number[]} */
  function bytesOf(symbols) {
    /** @type {number[]} */
    const out = [];
    let held = 0,
      bits = 0;
    for (let at = 0; at < symbols.length; at += 1) {
      held = ((held << 5) | SYMBOLS.indexOf(symbols[at])) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        out.push((held >> bits) & 255);
      }
    }
    return out;
  }

  /**
   * What stands after « #v= ».
   * @param {Sheet} sheet
   * @param {string} code
   * @param {KnownVersion} version   that of the sheet
   * @returns {string} "" when a short link cannot say it
   */
  function write(sheet, code, version) {
    const passed = sheet.modules.map((module) => version.modules.findIndex((one) => one.number === module.number));
    const dates = [sheet.from, sheet.to, sheet.date].concat(sheet.review || []).map(days);
    const whole =
      /^[0-9a-f]{12}$/.test(sheet.version) &&
      passed.every((rank, at) => rank >= 0 && (!at || rank > passed[at - 1])) &&
      dates.every((day) => day >= 0 && day < 65536);
    if (!whole) return "";
    const scores = sheet.modules.some((module) => module.score !== null),
      older = sheet.modules.map((module, at) => module.version !== version.modules[passed[at]].version),
      old = older.indexOf(true) >= 0;
    const flags =
      (sheet.siret ? SIRET : 0) +
      (sheet.finess ? FINESS : 0) +
      (scores ? SCORES : 0) +
      (old ? OLDER : 0) +
      (sheet.review ? REVIEW : 0);
    const bits = spread(0, Math.ceil(version.modules.length / 8));
    passed.forEach((rank) => {
      bits[rank >> 3] |= 1 << (rank & 7);
    });
    const bytes = [flags]
      .concat(digits(sheet.version), bytesOf(code.replace(/-/g, "").slice(0, 16)))
      .concat(...dates.map((day) => spread(day, 2)))
      .concat(sheet.siret ? spread(Number(sheet.siret), 6) : [], sheet.finess ? utf8(sheet.finess) : [])
      .concat(
        ...[sheet.first, sheet.last, sheet.role, sheet.structure, sheet.place].map((text) => utf8(text).concat(0)),
      )
      .concat(bits)
      .concat(scores ? sheet.modules.map((module) => (module.score === null ? 255 : module.score)) : [])
      .concat(
        ...(old ? sheet.modules.map((module, at) => (older[at] ? [1].concat(digits(module.version)) : [0])) : []),
      );
    const symbols = base32(bytes);
    return "2" + symbols + JalonControlCode.checkSymbols(symbols);
  }

  return { write, bytesOf, DAY, SIRET, FINESS, SCORES, OLDER, REVIEW };
})();
