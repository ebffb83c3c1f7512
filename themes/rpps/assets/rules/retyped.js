// @ts-check
/*
 * Jalon, the one slip of who copies a sheet by hand: pure functions over the other rules (no DOM, no clock).
 * In: the sheet as it was typed, and its code. Out: the field to read again and what the code was made of, when one slip explains all:
 * an accent, a capital, a letter doubled, dropped or swapped with its neighbour, a day, a module ticked or not. A code has
 * 80 bits, so what fits it is what was printed.
 */

var JalonRetyped = (() => {
  "use strict";

  const FAMILIES = ["aàâä", "eéèêë", "iîï", "oôö", "uùûü", "cç", "yÿ", "nñ", "-– "];
  const DAY = 86400000;

  /** What a letter may have been. @param {string} letter @returns {string[]} */
  function meant(letter) {
    const small = letter.toLowerCase(),
      capital = letter.toUpperCase(),
      family = FAMILIES.filter((one) => one.indexOf(small) >= 0)[0] || small;
    const all = Array.from(family).concat(Array.from(family.toUpperCase()), small, capital);
    return all.filter((one, at) => one !== letter && one.length === 1 && all.indexOf(one) === at);
  }

  /** Texts one slip away. @param {string} text @returns {string[]} */
  function near(text) {
    const letters = Array.from(JalonText.clean(text));
    /** @type {string[]} */
    const out = [text.toLowerCase(), text.toUpperCase(), text.replace(/[.,]$/, ""), text + "."];
    // Each word with its capital, as forms are often filled.
    out.push(text.toLowerCase().replace(/(^|[\s'’-])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase()));
    letters.forEach((letter, at) => {
      /** @param {string[]} put @param {number} gone */
      const with_ = (put, gone) =>
        out.push(
          letters
            .slice(0, at)
            .concat(put, letters.slice(at + gone))
            .join(""),
        );
      meant(letter).forEach((other) => with_([other], 1));
      with_([], 1);
      with_([letter, letter], 1);
      if (at + 1 < letters.length) with_([letters[at + 1], letter], 2);
    });
    return out.filter((one) => one !== text);
  }

  /** @param {string} iso @returns {string[]} */
  function nearDays(iso) {
    const time = Date.parse(iso + "T00:00:00Z");
    if (Number.isNaN(time)) return [];
    const [year, month, day] = iso.split("-");
    return [-DAY, DAY]
      .map((step) => new Date(time + step).toISOString().slice(0, 10))
      .concat(Number(day) <= 12 ? [year, day, month].join("-") : []);
  }

  /**
   * @param {Sheet} sheet   as typed; its name is cut anywhere
   * @param {string} code   as printed
   * @param {SheetModule[]} modules   all those of the version
   * @returns {{field: string, value: string} | null}
   */
  function slip(sheet, code, modules) {
    /** The sheet prints first and last name as one: it is cut wherever it fits. @param {Partial<Sheet>} change @param {string} [printed] */
    const fits = (change, printed = name) => {
      const words = printed.split(" ");
      return words.slice(0, 6).some((_, at) => {
        const cut = { first: words.slice(0, at + 1).join(" "), last: words.slice(at + 1).join(" ") };
        return JalonControlCode.controlCode(Object.assign({}, sheet, cut, change)) === code;
      });
    };
    const name = JalonText.clean(sheet.first + " " + sheet.last),
      other = near(name).filter((one) => fits({}, one))[0];
    if (other) return { field: "name", value: other };
    for (const field of /** @type {("role" | "structure" | "place")[]} */ (["role", "structure", "place"])) {
      const found = near(sheet[field]).filter((value) => fits({ [field]: value }))[0];
      if (found) return { field, value: found };
    }
    return wrongDay(sheet, fits) || wrongModules(sheet, fits, modules);
  }

  /** @param {Sheet} sheet @param {(change: Partial<Sheet>) => boolean} fits */
  function wrongDay(sheet, fits) {
    const days = [sheet.from, sheet.to, sheet.date];
    for (const field of /** @type {("from" | "to" | "date")[]} */ (["from", "to", "date"])) {
      const found = days.concat(nearDays(sheet[field])).filter((value) => fits({ [field]: value }))[0];
      if (found) return { field: field === "date" ? "date" : "period", value: found };
    }
    if (fits({ siret: "", finess: "" })) return { field: "id", value: "non indiqué" };
    return null;
  }

  /** @param {Sheet} sheet @param {(change: Partial<Sheet>) => boolean} fits @param {SheetModule[]} all */
  function wrongModules(sheet, fits, all) {
    if (all.length > 9) return null;
    for (let set = 1; set < 1 << all.length; set += 1) {
      const modules = all
        .filter((_, at) => (set >> at) & 1)
        .map((one) => sheet.modules.filter((typed) => typed.number === one.number)[0] || one);
      if (fits({ modules })) return { field: "modules", value: modules.map((one) => one.number).join(", ") };
    }
    return null;
  }

  return { slip };
})();
