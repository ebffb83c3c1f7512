// @ts-check
/*
 * Jalon, days as people and programs write them: 9/5/1985, 12 mars 1985, 1985-03-12T00:00:00, 31176, 31/12/9999. In: the text of a
 * cell. Out: what it is worth (CollectCell of cells.js). What leaves no doubt is the same day in another form; the rest is a fault,
 * with what may have been meant. No clock.
 */

const JalonDays = (() => {
  "use strict";

  const { readDay, isoDay, addDays, date: frenchDate, fold } = JalonTools;
  const OLDEST = 1900,
    YOUNGEST = 15,
    AGED = 90,
    FAR = 10,
    ENDLESS = 2099;
  /** How months begin, folded; the French ones first. */
  const MONTHS = ["jan", "fe", "mar", "av|apr", "mai|may", "juin|jun", "juil|jul", "ao|aug", "sep", "oct", "nov", "de"];
  const WEEKDAY =
    /^(?:le )?(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? (?=\d{1,2}(?:er)?[ .-]+[a-z]|\d{1,2}[/.-]\d|[a-z]+ \d)/;
  const TIME = /(?:t| +(?:a )?)(\d{1,2})[:h](\d{2})?(?::?(\d{2})(?:[.,]\d+)?)?(?: ?(z|[+-]\d{2}:?\d{2}))?$/;

  /** 09/05/1985. @param {Date} day */
  function written(day) {
    const iso = isoDay(day);
    return iso.slice(8) + "/" + iso.slice(5, 7) + "/" + iso.slice(0, 4);
  }

  /** @param {number} year @param {number} month @param {number} at */
  const made = (year, month, at) => readDay([at, month, String(year).padStart(4, "0")].join("/"));

  /** The rank of a month, from 1; 0 when there is none of that name. @param {string} name */
  function monthOf(name) {
    if (name.length < 3 || name === "jui") return 0;
    return MONTHS.findIndex((one) => one.split("|").some((begins) => name.startsWith(begins))) + 1;
  }

  /** The century that two digits leave out. @param {number} year @param {boolean} birth @param {Date} today */
  function century(year, birth, today) {
    const full = 2000 + year;
    return birth && full > today.getUTCFullYear() - YOUNGEST ? full - 100 : full;
  }

  /** What is written, without weekday nor hour, and whether the hour makes it the evening before in another zone. @param {string} text */
  function bareOf(text) {
    const plain = fold(text)
        .replace(/\s+/g, " ")
        .replace(WEEKDAY, "")
        .replace(/^le (?=\d)/, ""),
      time = TIME.exec(plain);
    const bare = (time ? plain.slice(0, time.index) : plain).replace(/ ?([/.-]) ?/g, "$1").replace(/[.,]$/, "");
    return { bare, eve: !!time && time[4] === "z" && (time[1] === "22" || time[1] === "23") };
  }

  /** Day, month and year as they stand, whether they make a day or not. @param {string} bare @returns {{parts: number[], short: boolean} | null} */
  function parts(bare) {
    const local = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})$/.exec(bare),
      iso = /^(\d{4})[/. -](\d{1,2})[/. -](\d{1,2})$/.exec(bare),
      named = /^(\d{1,2})(?:er|st|nd|rd|th)?[ .-]*([a-z]{3,})[ .,-]*(\d{4}|\d{2})$/.exec(bare),
      english = /^([a-z]{3,})[ .-]*(\d{1,2})(?:st|nd|rd|th)?,?[ -](\d{4})$/.exec(bare);
    if (iso) return { parts: [iso[3], iso[2], iso[1]].map(Number), short: false };
    if (local) return { parts: [local[1], local[2], local[3]].map(Number), short: local[3].length === 2 };
    const [at, name, year] = named
      ? [named[1], named[2], named[3]]
      : english
        ? [english[2], english[1], english[3]]
        : [];
    const month = name ? monthOf(name) : 0;
    return month && year ? { parts: [Number(at), month, Number(year)], short: year.length === 2 } : null;
  }

  /** Digits and nothing else: what a spreadsheet or a program made of a day. @param {string} bare @param {(day: Date) => boolean} likely */
  function digits(bare, likely) {
    const found = /^\d{8}$/.test(bare)
      ? [
          made(Number(bare.slice(4)), Number(bare.slice(2, 4)), Number(bare.slice(0, 2))),
          made(Number(bare.slice(0, 4)), Number(bare.slice(4, 6)), Number(bare.slice(6))),
        ]
      : [addDays(new Date(Date.UTC(1899, 11, 30)), Math.floor(Number(bare.replace(",", "."))))];
    const days = found.filter((day) => day && likely(day));
    return days.length === 1 && days[0] ? written(days[0]) : undefined;
  }

  /** What an empty cell or a wrong formula becomes in a spreadsheet, a database or a program. @param {string} bare */
  const zero = (bare) =>
    /^(?:0{1,2}[/.-]0?[01][/.-](?:1900|0000)|0000-00-00|1900-0?1-0{1,2}|0?1[/.-]0?1[/.-]0001|0001-01-01)$/.test(bare);

  /** @param {Date} day */
  const epoch = (day) => /^(?:1899-12-3[01]|190[04]-01-)/.test(isoDay(day));

  /** A day that exists, against what it is asked for. @param {Date} day @param {CollectColumn} column @param {Date} today @returns {CollectCell} */
  function judged(day, column, today) {
    const value = written(day),
      year = day.getUTCFullYear(),
      now = today.getUTCFullYear();
    if (epoch(day)) return { value, code: "date-epoch" };
    if (year < OLDEST) return { value, code: "date-old", values: { year: OLDEST } };
    if (column.after && year >= ENDLESS) return { value, code: "date-endless", doubt: true, to: "" };
    if (column.birth && day.getTime() > today.getTime()) return { value, code: "date-future" };
    if (year >= ENDLESS) return { value, code: "date-far", values: { year } };
    if (!column.birth)
      return year > now + FAR ? { value, code: "date-far", doubt: true, values: { year } } : { value, code: "" };
    if (day.getTime() > Date.UTC(now - YOUNGEST, today.getUTCMonth(), today.getUTCDate()))
      return { value, code: "date-young", doubt: true, values: { age: YOUNGEST } };
    return year < now - AGED ? { value, code: "date-aged", doubt: true, values: { age: AGED } } : { value, code: "" };
  }

  /** What is wrong in a text that is no day. @param {string} text @param {string} bare @param {CollectColumn} column @param {Date} today @returns {CollectCell} */
  function faulty(text, bare, column, today) {
    const known = parts(bare),
      likely = (/** @type {Date} */ day) => day.getUTCFullYear() >= OLDEST && !judged(day, column, today).code;
    if (zero(bare)) return { value: text, code: "date-epoch" };
    if (column.after && /^9{1,2}[/.-]9{1,2}[/.-]9{2,4}$|^9{4}-9{2}-9{2}$/.test(bare))
      return { value: text, code: "date-endless", doubt: true, to: "" };
    if (/^\d{5}([.,]\d+)?$/.test(bare)) return { value: text, code: "date-serial", to: digits(bare, likely) };
    if (/^\d{8}$/.test(bare)) return { value: text, code: "date-digits", to: digits(bare, likely) };
    if (!known) return { value: text, code: "date-shape" };
    const [at, month, year] = known.parts;
    if (known.short) {
      const guess = made(century(year, column.birth, today), month, at);
      return { value: text, code: "date-year", to: guess ? written(guess) : undefined };
    }
    const swapped = made(year, at, month);
    return swapped
      ? { value: text, code: "date-swapped", to: written(swapped), values: { day: frenchDate(swapped) } }
      : { value: text, code: "date-none" };
  }

  /** @param {string} text @param {CollectColumn} column @param {Date} today @returns {CollectCell} */
  function read(text, column, today) {
    const { bare, eve } = bareOf(text),
      known = parts(bare),
      found = known && !known.short && !zero(bare) ? made(known.parts[2], known.parts[1], known.parts[0]) : null;
    if (!found) return faulty(text, bare, column, today);
    // A program that keeps midnight of Paris in universal time writes the evening before.
    if (eve) return { value: text, code: "date-zone", doubt: true, to: written(addDays(found, 1)) };
    return judged(found, column, today);
  }

  return { read };
})();
