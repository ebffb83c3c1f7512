// @ts-check
/*
 * Jalon, one cell of a table of people: what it is worth. In: its text, its column (rules.js), a day. Out: a CollectCell. Nothing is
 * rewritten here: `value` is the same thing in its usual form, and `to` what may have been meant; both are for whoever reads.
 */

/**
 * @typedef {object} CollectCell
 * @property {string} value  the same, in its usual form; the text itself when it is wrong
 * @property {string} code   what is wrong; "" when nothing is
 * @property {boolean} [doubt]
 * @property {string} [to]   what to propose in its place; "" is an empty cell
 * @property {Record<string, string | number>} [values]
 */

const JalonCells = (() => {
  "use strict";

  const { fold } = JalonTools,
    { structureId, rpps, bare } = JalonIdentifiers;
  /** What people and programs write where they have nothing. */
  const NOTHING =
    /^(?:null|undefined|nan|n\/a|n\.a\.|n\/c|nc|non communiqué|non renseigné|inconnue?|à compléter|à demander|a completer|a demander|\(vide\)|\(blank\)|\[object object\]|[-–—?.*_x/]+)$/i;

  /** @param {string} value @returns {CollectCell} */
  const good = (value) => ({ value, code: "" });
  /** @param {string} value @param {string} code @param {string | undefined} [to] @param {Record<string, string | number>} [values] @returns {CollectCell} */
  const bad = (value, code, to, values) => ({ value, code, to, values });
  /** @param {string} value @param {string} code @param {string} to @param {Record<string, string | number>} [values] @returns {CollectCell} */
  const doubt = (value, code, to, values) => ({ value, code, to, values, doubt: true });

  /** What holds no data, whatever the column: garbage of a spreadsheet or of a wrong encoding. @param {string} text @param {boolean} typed @returns {CollectCell | null} */
  function garbage(text, typed) {
    const sheet = JalonGarbled.sheet(text);
    if (sheet) return bad(text, "sheet-" + sheet);
    if (NOTHING.test(text)) return doubt(text, "nothing", "");
    const { spoiled, doubt: unsure, to } = JalonGarbled.look(text);
    if (!spoiled || (unsure && typed)) return null;
    return { value: text, code: to ? "garbled" : "lost", doubt: unsure, to: to || undefined };
  }

  /** What spreadsheets make of a long number. @param {string} text */
  const abridged = (text) => /^\d[.,]?\d*E\+?\d+$/i.test(text);

  /** Digits of other scripts, and letters taken for digits, as digits. @param {string} text */
  const asDigits = (text) =>
    text
      .normalize("NFKC")
      .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
      .replace(/[oO]/g, "0")
      .replace(/[iIl|]/g, "1");

  /** What stands in a number beside its digits, once each. @param {string} text */
  const signs = (text) => Array.from(new Set(text.replace(/[\d\s\u00a0\u202f.-]/g, ""))).join(" ");

  /**
   * A number of so many digits.
   * @param {string} text @param {string} name @param {number} length @param {(digits: string) => boolean} valid
   * @returns {CollectCell}
   */
  function number(text, name, length, valid) {
    if (abridged(text)) return bad(text, "abridged");
    const plain = bare(text),
      // A spreadsheet that takes it for a quantity writes its decimals.
      digits = (/^\d+$/.test(plain.replace(/[.,]0+$/, "")) ? text.replace(/[.,]0{1,2}$/, "") : text).replace(/\D/g, "");
    if (/^\d+$/.test(plain) && plain.length === length) return valid(plain) ? good(plain) : bad(text, name + "-key");
    if (digits.length === length && valid(digits))
      return bad(text, "number-signs", digits, { signs: signs(text) || "," });
    const read = asDigits(text).replace(/\D/g, "");
    if (read.length === length && valid(read)) return bad(text, "number-letters", read, { signs: signs(text) });
    // A spreadsheet eats the zeros of the beginning; nine digits are a SIREN.
    const whole = digits.padStart(length, "0");
    if (name === "siret" && /^\d{10,13}$/.test(plain) && valid(whole)) return doubt(text, "siret-zero", whole);
    if (digits.length === length) return bad(text, "number-signs", undefined, { signs: signs(text) || "," });
    return bad(text, name + "-shape", undefined, { count: digits.length });
  }

  /** @param {string} text @returns {CollectCell} */
  function finess(text) {
    if (abridged(text)) return bad(text, "abridged");
    const plain = bare(text),
      id = structureId(text);
    if (id.kind === "finess") return id.valid ? good(id.value) : bad(text, "finess-key");
    const right = (/** @type {string} */ typed) => {
      const one = structureId(typed);
      return one.kind === "finess" && one.valid ? one.value : "";
    };
    // A spreadsheet eats the first zero; the key says whether it was one.
    if (/^\d{8}$/.test(plain) && right("0" + plain)) return doubt(text, "finess-zero", right("0" + plain));
    const other =
      right(text.replace(/[.,]0{1,2}$/, "")) || right(text.replace(/[^\dABab]/g, "")) || right(text.replace(/\D/g, ""));
    if (other) return bad(text, "number-signs", other, { signs: signs(text) || "," });
    const read = right(asDigits(text).replace(/[^\dABab]/g, ""));
    if (read) return bad(text, "number-letters", read, { signs: signs(text) });
    return plain.replace(/[^\dA-Z]/g, "").length === 9
      ? bad(text, "number-signs", undefined, { signs: signs(text) || "," })
      : bad(text, "finess-shape", undefined, { count: plain.length });
  }

  /** @param {string} digits  ten of them */
  const pairs = (digits) => digits.replace(/(..)(?=.)/g, "$1 ");

  /** @param {string} text @returns {CollectCell} */
  function mobile(text) {
    if (abridged(text)) return bad(text, "abridged");
    const typed = text
      .replace(/\(0\)/g, "")
      .replace(/[\s\u00a0\u202f./()_-]/g, "")
      .replace(/^00(?=\d)/, "+");
    const home = typed
      .replace(/^\+33(?=\d)/, "0")
      .replace(/^0(?=0[1-9])/, "")
      .replace(/^\+(262|590|594|596)(?=6)/, "0");
    if (/^0[67]\d{8}$/.test(home)) return good(pairs(home));
    // Nine digits that begin as a mobile: a spreadsheet ate the first zero.
    if (/^[67]\d{8}$/.test(home)) return doubt(text, "mobile-zero", pairs("0" + home));
    if (/^33[67]\d{8}$/.test(home)) return doubt(text, "mobile-zero", pairs("0" + home.slice(2)));
    if (/^\+\d{6,}$/.test(home)) return { value: text, code: "mobile-foreign", doubt: true };
    if (/^0[1-589]\d{8}$/.test(home)) return bad(text, "mobile-fixed");
    if (/^\d{10}$/.test(home)) return bad(text, "mobile-start");
    const found = asDigits(text).match(/(?:(?:\+|00)33\D{0,4}|0)[67](?:\D{0,2}\d\d){4}(?!\d)/g) || [];
    if (found.length > 1) return bad(text, "mobile-many");
    if (found.length === 1) return bad(text, "mobile-signs", pairs("0" + found[0].replace(/\D/g, "").slice(-9)));
    return /^\d+$/.test(home)
      ? bad(text, "mobile-digits", undefined, { count: home.length })
      : bad(text, "mobile-shape");
  }

  /** What two writings of one value have in common: accents, case, hyphens and spaces do not count, every other sign does. @param {string} text */
  const plain = (text) =>
    fold(text)
      .replace(/[\s\u00a0\u202f.‐‑–—-]+/g, " ")
      .trim();

  /** How many letters must change. @param {string} a @param {string} b @param {number} limit */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let before = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i += 1) {
      const now = [i];
      for (let j = 1; j <= b.length; j += 1)
        now.push(Math.min(before[j] + 1, now[j - 1] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
      before = now;
    }
    return before[b.length];
  }

  /** Letters and digits, in words; what stands between parentheses too, or not. @param {string} text @param {boolean} [inside] */
  const words = (text, inside) =>
    fold(inside ? text : text.replace(/\([^)]*\)/g, " "))
      .replace(/[^a-z0-9]+/g, " ")
      .trim();

  /** @param {string} wanted @param {string[]} choices */
  function nearestOf(wanted, choices) {
    const limit = 1 + Math.floor(wanted.length / 4);
    const ranked = choices
      .map((one) => ({
        one,
        far: Math.min(distance(wanted, words(one), limit), distance(wanted, words(one, true), limit)),
      }))
      .sort((a, b) => a.far - b.far);
    if (ranked.length && ranked[0].far <= limit) return ranked[0].one;
    // The longest choice that it begins with says most; the other way round, only one may be meant.
    const held = choices
      .filter((one) => words(one).length > 3 && (wanted + " ").startsWith(words(one) + " "))
      .sort((a, b) => b.length - a.length);
    const begun = choices.filter((one) => wanted.length > 3 && words(one).startsWith(wanted));
    return held[0] || (begun.length === 1 ? begun[0] : "");
  }

  /**
   * A value of a list. One that says more than the list does, between parentheses or after, is never taken for the list's.
   * @param {string} text @param {CollectColumn} column @param {Map<string, string>} nearest  what was found before
   * @returns {CollectCell}
   */
  function choice(text, column, nearest) {
    const same = column.choices.find((one) => plain(one) === plain(text));
    if (same) return good(same);
    let near = nearest.get(text);
    if (near === undefined) {
      near = nearestOf(words(text, true), column.choices) || nearestOf(words(text), column.choices);
      nearest.set(text, near);
    }
    if (!near) return bad(text, "choice");
    const more =
      words(text, true).length > words(near, true).length + 2 && words(text, true).startsWith(words(near).slice(0, 6));
    return bad(text, more ? "choice-more" : "choice-near", near, { near });
  }

  /** @param {string} text @param {CollectColumn} column @param {Map<string, string>} nearest @param {Date} today @returns {CollectCell} */
  function read(text, column, nearest, today) {
    const nothing = garbage(text, column.kind !== "text" && column.kind !== "choice");
    if (nothing) return nothing;
    switch (column.kind) {
      case "rpps":
        return number(text, "rpps", 11, (digits) => rpps(digits).valid);
      case "siret":
        return number(text, "siret", 14, (digits) => structureId(digits).valid);
      case "finess":
        return finess(text);
      case "date":
        return JalonDays.read(text, column, today);
      case "email":
        return JalonAddresses.read(text);
      case "mobile":
        return mobile(text);
      case "choice":
        return choice(text, column, nearest);
      default:
        return good(text);
    }
  }

  return { read };
})();
