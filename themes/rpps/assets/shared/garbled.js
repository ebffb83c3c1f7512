// @ts-check
/*
 * Jalon, letters that a wrong reading spoiled: « B‚ziers », « FranÃ§ois », « Pr√©nom », a lost character. In: bytes or a text. Out: the
 * reading under which French words come out, what a spoiled text shows, what it said when that can be told. No DOM; nothing is
 * corrected here: whoever asks proposes.
 *
 * A text in another script or with the letters of another language is not spoiled: only what no one writes is (a sign within a
 * word, a capital with an accent after a small letter, a character of control, UTF-8 read as something else).
 */

const JalonGarbled = (() => {
  "use strict";

  /** @typedef {"windows" | "dos" | "mac"} Legacy */

  const LATIN = Array.from({ length: 96 }, (_, at) => String.fromCharCode(160 + at)).join("");
  /** The characters from 128 to 255 in the encodings of one byte that spreadsheets write. @type {Record<Legacy, string>} */
  const HIGH = {
    windows: "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ" + LATIN,
    dos:
      "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤" +
      "ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
    mac:
      "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊" +
      "ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
  };
  const WAYS = /** @type {Legacy[]} */ (["windows", "dos", "mac"]);
  const SMALL = "àâäçéèêëîïôöùûüÿœæ",
    LARGE = "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ",
    FRENCH = new RegExp("^[\\x20-\\x7e" + SMALL + LARGE + "\u00a0\u202f’«»°–—…€ñÑáíóúÁÍÓÚ]*$"),
    /** What a double reading may give back: any European, Arabic or Hebrew name, no phonetics, no ideogram made of two accents. */
    LETTERS = /^(?:[\x20-\x7e\u00a0-\u024f\u02c6\u02dc\u1e00-\u1eff\u2010-\u203a\u20ac\u2122]|[\u0300-\u06ff])*$/,
    SAMPLE = 200000;

  /** What nobody writes; the last three, almost nobody. */
  const SURE = 6,
    SIGNS = [
      /[\ufffd\u0080-\u009f\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu,
      /[\u2500-\u259f\uf8ff]/gu,
      /\p{L}[‚„…“”‘†‡ˆ‰‹›•˜™¢£¤¥¦§¨©ª¬®¯±´¶¸¹º¼½¾¿¡÷×√∫≈∆◊∂∑∏≤≥≠∞⁄Ωµ]\p{L}/gu,
      /(?:^|[\s(-])[‚ƒ†‡ˆ‰˜¢¤¥¦¬¶¸√∂∆≈◊]\p{L}/gu,
      /\p{L}[‚ƒ†‡ˆ‰˜¤¥¦¬¶¸√∂∆≈◊](?=$|[\s;,.)-])/gu,
      /[a-z][ƒ√]|[ƒ√][a-z]/gu,
      new RegExp("\\p{Ll}[" + LARGE + "ÁÌÍÒÓÚÞÐŠŽ]", "gu"),
      new RegExp("\\p{L}[" + LARGE + "ÁÌÍÒÓÚÞŠŽ]\\p{Ll}", "gu"),
      new RegExp("\\p{Lu}[" + SMALL + "áíóú]\\p{Lu}", "gu"),
    ];
  const ESCAPED = /(?:[=%][C-F][\dA-F](?:[=%][89AB][\dA-F])+)/;
  /** What somebody might write, and more often did not. */
  const HINTS = [
    /[A-Za-z]\?[a-z]|^\?[a-z]|[a-z]\?$/,
    /[a-z]þ[a-z]/,
    /&(?:#\d+|#x[\da-f]+|[a-z]{2,8});/i,
    ESCAPED,
    /\\u00[\da-f]{2}/i,
  ];

  /** @param {string} text @param {number} [kinds]   how many kinds of sign are looked for */
  const signs = (text, kinds = SIGNS.length) =>
    SIGNS.slice(0, kinds).reduce((sum, one) => sum + (text.match(one) || []).length, 0);

  /** @param {Uint8Array} bytes @param {Legacy} way */
  function decode(bytes, way) {
    const high = HIGH[way],
      parts = [];
    for (let from = 0; from < bytes.length; from += 8192)
      parts.push(
        Array.from(bytes.subarray(from, from + 8192), (byte) =>
          byte < 128 ? String.fromCharCode(byte) : high[byte - 128],
        ).join(""),
      );
    return parts.join("");
  }

  /** The bytes which that way of reading made this text from; null when it cannot have. @param {string} text @param {Legacy} way */
  function encode(text, way) {
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at),
        rank = code < 128 ? code : HIGH[way].indexOf(text[at]) + 128;
      if (rank < 128 && code >= 128) return null;
      bytes[at] = rank;
    }
    return bytes;
  }

  /** @param {Uint8Array} bytes */
  function utf8(bytes) {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch (error) {
      return null;
    }
  }

  /** Which of the old encodings a file is in, when it is not UTF-8: the one under which French words come out. @param {Uint8Array} bytes @returns {Legacy} */
  function way(bytes) {
    const sample = bytes.subarray(0, SAMPLE),
      letters = new RegExp("[" + SMALL + "ÀÉÈÇÊ]", "g");
    const ranked = WAYS.map((one, rank) => {
      const text = decode(sample, one);
      return { one, rank, good: (text.match(letters) || []).length - 4 * signs(text) };
    });
    return ranked.sort((a, b) => b.good - a.good || a.rank - b.rank)[0].one;
  }

  /** What a letter of UTF-8 looks like when it was read as something else. @param {Legacy} one */
  function several(one) {
    const among = (/** @type {number} */ from, /** @type {number} */ to) =>
      "[" + HIGH[one].slice(from - 128, to - 127).replace(/[\]\\^-]/g, "\\$&") + "]";
    const next = among(0x80, 0xbf);
    return new RegExp(among(0xc2, 0xdf) + next + "|" + among(0xe0, 0xef) + next + "{2}", "g");
  }
  const SEVERAL = { windows: several("windows"), dos: several("dos"), mac: several("mac") };

  /** Each letter of UTF-8 that was read as several, on its own; only when French letters come out. @param {string} text @param {Legacy} one */
  function pieces(text, one) {
    return text.replace(SEVERAL[one], (found) => {
      const bytes = encode(found, one),
        read = bytes && utf8(bytes);
      return read && FRENCH.test(read) ? read : found;
    });
  }

  /** UTF-8 that was read as something else, read again; "" when it was not. @param {string} text */
  function twice(text) {
    if (!/[^\x00-\x7f]/.test(text)) return "";
    // The second byte of « à » is a no-break space, which most programs turn into a space.
    const whole = text.replace(/Ã(?=$| )(?: (?=[-'’.,;)]))?/g, "Ã\u00a0");
    const bytes = encode(whole, "windows"),
      read = bytes && utf8(bytes);
    if (read && read !== whole && LETTERS.test(read)) return read;
    for (const one of WAYS) {
      const mended = pieces(whole, one);
      if (mended !== whole) return mended;
    }
    return "";
  }

  /** What pages, mails and addresses write for a letter. @param {string} text */
  function entities(text) {
    /** @type {Record<string, string>} */
    const marks = { acute: "\u0301", grave: "\u0300", circ: "\u0302", uml: "\u0308", cedil: "\u0327", tilde: "\u0303" };
    return text
      .replace(new RegExp(ESCAPED.source, "g"), (found) => {
        const codes = found.match(/[\dA-F]{2}/g) || [];
        return utf8(new Uint8Array(codes.map((code) => parseInt(code, 16)))) || found;
      })
      .replace(/\\u(00[\da-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)))
      .replace(/&#x([\da-f]{1,6});/gi, (_, code) => String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff)))
      .replace(/&#(\d{1,7});/g, (_, code) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
      .replace(/&([a-z])(acute|grave|circ|uml|cedil|tilde);/gi, (_, letter, mark) =>
        (letter + marks[mark.toLowerCase()]).normalize("NFC"),
      )
      .replace(/&(amp|nbsp|rsquo|apos|quot|oelig);/g, (_, name) =>
        name === "amp" ? "&" : name === "nbsp" ? " " : name === "oelig" ? "œ" : name === "quot" ? '"' : "’",
      );
  }

  /** What a spoiled text said, when that can be told; "" otherwise. @param {string} text @param {number} [deep] @returns {string} */
  function repair(text, deep = 0) {
    const again = twice(text);
    if (again) return deep < 2 && (twice(again) || signs(again)) ? repair(again, deep + 1) || again : again;
    const plain = entities(text);
    if (plain !== text) return plain;
    let best = "",
      most = 0;
    WAYS.forEach((from) => {
      const bytes = encode(text, from);
      if (!bytes) return;
      WAYS.forEach((to) => {
        const read = from === to ? "" : decode(bytes, to);
        if (!read || read === text || signs(read) || !FRENCH.test(read)) return;
        const gained = Array.from(read).filter((letter) => (SMALL + LARGE).includes(letter)).length;
        if (gained > most) [best, most] = [read, gained];
      });
    });
    return best;
  }

  /**
   * Whether a text is spoiled. Most are neither, and are left at once.
   * @param {string} text
   * @returns {{spoiled: boolean, doubt: boolean, to: string}} to: what it said, when that can be told
   */
  function look(text) {
    const odd = HINTS.some((one) => one.test(text)),
      high = /[^\x20-\x7e]/.test(text);
    if (!odd && !high) return { spoiled: false, doubt: false, to: "" };
    const sure = high && (signs(text, SURE) > 0 || !!twice(text)),
      likely = sure || odd || signs(text) > 0;
    return likely ? { spoiled: true, doubt: !sure, to: repair(text) } : { spoiled: false, doubt: false, to: "" };
  }

  // -------------------------------------------------------------- what spreadsheets leave

  /** What a formula leaves when it fails, in French and in English, and what other programs write. */
  const ERRORS =
      /^(?:#[A-ZÀ-Ü/_]+[!?]|#N\/?[ADV]|#(?:REF|NOM|NAME|VALEUR|VALUE|NUM|NOMBRE|NUL|NULL|CALC|SPILL|ERREUR|ERROR)|err\s?:\s?\d{3}|#?DIV\/0!?)$/i,
    FORMULA = /^=\s*\(*[A-Z][A-Z.]*\d*\s*[(:]|^=\$?[A-Z]{1,3}\$?\d+/i;

  /** What a spreadsheet wrote in place of a value; "" when it did not. @param {string} text */
  function sheet(text) {
    if (/^#{2,}$/.test(text)) return "narrow";
    if (ERRORS.test(text)) return "error";
    return FORMULA.test(text) ? "formula" : "";
  }

  return { decode, way, look, repair, sheet };
})();
