// @ts-check
/*
 * Jalon, the rules of a table of people: which title is which column, what is wrong in each cell, what it should be.
 * In: text, columns (src/widgets/collect.rs), a day. Out: rows, faults by code (the page says them), corrected values. No DOM, no
 * clock, nothing stored. A fault is « error » (to correct) or « doubt » (to look at); a cell has at most one.
 */

/**
 * @typedef {object} CollectColumn
 * @property {string} id
 * @property {string} label
 * @property {string} header           the title in the files that are written
 * @property {"text" | "rpps" | "siret" | "finess" | "date" | "email" | "mobile" | "choice"} kind
 * @property {string[]} also
 * @property {boolean} required
 * @property {string | null} unless
 * @property {boolean} distinct
 * @property {boolean} birth
 * @property {string | null} after
 * @property {string[]} choices
 *
 * @typedef {{columns: CollectColumn[], same: string[], remarks: string}} CollectRules   remarks: the title of that column in the files that are written
 * @typedef {{line: number, cells: string[], extra: string[]}} CollectRow   cells in the order of the columns
 * @typedef {{fault: string, found: boolean[], guessed: boolean, extra: string[], rows: CollectRow[]}} CollectTable
 * @typedef {{row: number, column: number, code: string, level: "error" | "doubt", values: Record<string, string | number>}} CollectFault
 */

const JalonCollect = (() => {
  "use strict";

  const { fold, readDay, date: frenchDate } = JalonTools,
    { structureId, rpps, bare } = JalonIdentifiers;
  const MOST_ROWS = 10000,
    MOST_BYTES = 2e7,
    OLDEST = 1900,
    YOUNGEST = 15;
  /** Addresses of a service rather than of a person, by what stands before the @. */
  const SERVICES =
    /^(accueil|admin(istration)?|contact|direction|equipe|foyer|info(s)?|rh|secretariat|service|standard|soins|ssiad|ehpad|esat|ime|mas|fam|sessad|drh)([._-].*)?$/;

  /** What stays of a title or of a value when it is compared. @param {string} text */
  function key(text) {
    return fold(text.replace(/\([^)]*\)/g, " "))
      .replace(/[^a-z0-9]+/g, " ")
      .trim();
  }

  /** A cell without what spreadsheets and people add around it. @param {string} cell */
  function trim(cell) {
    return cell
      .replace(/^'(?=[=+\-@\t\r])/, "")
      .replace(/[\s\u00a0\u202f\u200b\ufeff]+/g, " ")
      .trim();
  }

  // ---------------------------------------------------------------- reading

  /**
   * The text of a file: UTF-8, or what French spreadsheets write (Windows-1252, UTF-16).
   * @param {Uint8Array} bytes
   * @returns {{text: string, fault: string}}
   */
  function decode(bytes) {
    if (bytes.length > MOST_BYTES) return { text: "", fault: "too-large" };
    if ((bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf))
      return { text: "", fault: "workbook" };
    /** @param {string} label @param {boolean} [strict] */
    const as = (label, strict) => new TextDecoder(label, { fatal: !!strict }).decode(bytes);
    let text = "";
    if (bytes[0] === 0xff && bytes[1] === 0xfe) text = as("utf-16le");
    else if (bytes[0] === 0xfe && bytes[1] === 0xff) text = as("utf-16be");
    else {
      try {
        text = as("utf-8", true);
      } catch (error) {
        text = as("windows-1252");
      }
    }
    return text.includes("\u0000") ? { text: "", fault: "not-text" } : { text, fault: "" };
  }

  /**
   * @param {string} text
   * @param {CollectRules} rules
   * @returns {CollectTable}
   */
  function read(text, rules) {
    const sheet = JalonSheet.read(text),
      head = sheet.rows[0] || [];
    /** @param {string} fault @returns {CollectTable} */
    const no = (fault) => ({ fault, found: [], guessed: false, extra: [], rows: [] });
    if (!sheet.rows.length) return no("empty");
    /** @type {Map<string, number>} */
    const titles = new Map();
    rules.columns.forEach((column, at) =>
      [column.label, column.header, column.id, ...column.also].forEach((title) => titles.set(key(title), at)),
    );
    // The first column of the file that bears a title has it; a second one is kept, unread.
    /** @type {number[]} */
    const from = rules.columns.map(() => -1);
    head.forEach((title, at) => {
      const column = titles.get(key(trim(title)));
      if (column !== undefined && from[column] < 0) from[column] = at;
    });
    const known = from.filter((at) => at >= 0).length,
      guessed = known === 0 && head.length === rules.columns.length;
    if (guessed)
      from.forEach((_, at) => {
        from[at] = at;
      });
    else if (known === 0 || (known === 1 && rules.columns.length > 2)) return no("no-header");
    const first = guessed ? 0 : 1,
      count = sheet.rows.length - first;
    if (!count) return no("no-row");
    if (count > MOST_ROWS) return no("too-many");
    const width = sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);
    const others = Array.from({ length: width }, (_, at) => at).filter(
      (at) => !from.includes(at) && key(head[at] || "") !== key(rules.remarks),
    );
    return {
      fault: "",
      guessed,
      found: from.map((at) => at >= 0),
      extra: others.map((at) => trim(head[at] || "")),
      rows: sheet.rows.slice(first).map((row, rank) => ({
        line: sheet.lines[first + rank],
        cells: from.map((at) => trim(row[at] || "")),
        extra: others.map((at) => trim(row[at] || "")),
      })),
    };
  }

  // ---------------------------------------------------------------- one cell

  /**
   * @typedef {{value: string, code: string, doubt?: boolean, values?: Record<string, string | number>}} CollectCell
   */
  /** @param {string} value @returns {CollectCell} */
  const good = (value) => ({ value, code: "" });
  /** @param {string} value @param {string} code @param {Record<string, string | number>} [values] @returns {CollectCell} */
  const bad = (value, code, values) => ({ value, code, values });

  /** What spreadsheets make of a long number. @param {string} text */
  const abridged = (text) => /^\d[.,]?\d*E\+?\d+$/i.test(text);

  /** @param {string} text @param {string} name @param {number} length @param {boolean} valid @returns {CollectCell} */
  function number(text, name, length, valid) {
    const digits = bare(text);
    if (abridged(text)) return bad(text, "abridged");
    if (/[^\d]/.test(digits) || digits.length !== length)
      return bad(text, name + "-shape", { count: digits.replace(/\D/g, "").length });
    return valid ? good(digits) : bad(digits, name + "-key");
  }

  /** @param {string} text @returns {CollectCell} */
  function finess(text) {
    if (abridged(text)) return bad(text, "abridged");
    // A spreadsheet eats the first zero; the key says whether it was one.
    const whole = /^\d{8}$/.test(bare(text)) ? "0" + bare(text) : text,
      id = structureId(whole);
    if (id.kind !== "finess" || (whole !== text && !id.valid))
      return bad(text, "finess-shape", { count: bare(text).length });
    return id.valid ? good(id.value) : bad(id.value, "finess-key");
  }

  /** @param {string} text @param {boolean} birth @param {Date} today @returns {CollectCell} */
  function day(text, birth, today) {
    // Spreadsheets often join midnight to a date.
    const bareDay = text.replace(/ 0?0:00(:00)?$/, "").replace(/ ?([/.-]) ?/g, "$1"),
      found = readDay(bareDay),
      parts = bareDay.split(/[/.-]/);
    if (!found) {
      if (/^\d{5}$/.test(bareDay)) return bad(text, "date-serial");
      if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(bareDay)) return bad(text, "date-year");
      if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$|^\d{4}-\d{2}-\d{2}$/.test(bareDay)) {
        const swapped = readDay([parts[1], parts[0], parts[2]].join("/"));
        return swapped ? bad(text, "date-swapped", { day: frenchDate(swapped) }) : bad(text, "date-none");
      }
      return bad(text, "date-shape");
    }
    const iso = JalonTools.isoDay(found),
      value = iso.slice(8) + "/" + iso.slice(5, 7) + "/" + iso.slice(0, 4);
    if (found.getUTCFullYear() < OLDEST) return bad(value, "date-old", { year: OLDEST });
    if (birth && found.getTime() > today.getTime()) return bad(value, "date-future");
    const young = Date.UTC(today.getUTCFullYear() - YOUNGEST, today.getUTCMonth(), today.getUTCDate());
    return birth && found.getTime() > young
      ? { value, code: "date-young", doubt: true, values: { age: YOUNGEST } }
      : good(value);
  }

  /** @param {string} text @returns {CollectCell} */
  function email(text) {
    const value = text.replace(/^mailto:/i, "").replace(/^<(.*)>$/, "$1");
    if (/[ ;,]/.test(value)) return bad(value, /@.*@/.test(value) ? "email-many" : "email-space");
    if (/[^\x21-\x7e]/.test(value)) return bad(value, "email-accent");
    const [local, domain, more] = value.split("@");
    if (!local || !domain || more !== undefined) return bad(value, "email-at");
    if (
      !/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local) ||
      !/^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/.test(domain)
    )
      return bad(value, "email-shape");
    const tidy = local + "@" + domain.toLowerCase();
    return SERVICES.test(local.toLowerCase()) ? { value: tidy, code: "email-service", doubt: true } : good(tidy);
  }

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
    // Nine digits that begin as a mobile: a spreadsheet ate the first zero.
    const whole = /^[67]\d{8}$/.test(home) ? "0" + home : home;
    if (/^0[67]\d{8}$/.test(whole)) return good(whole.replace(/(..)(?=.)/g, "$1 "));
    if (/^\+\d{6,}$/.test(whole)) return { value: text, code: "mobile-foreign", doubt: true };
    if (/^0[1-589]\d{8}$/.test(whole)) return bad(text, "mobile-fixed");
    return /^\d+$/.test(whole) ? bad(text, "mobile-digits", { count: whole.length }) : bad(text, "mobile-shape");
  }

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

  /** @param {string} text @param {CollectColumn} column @param {Map<string, string>} nearest @returns {CollectCell} */
  function choice(text, column, nearest) {
    const wanted = key(text),
      same = column.choices.find((one) => key(one) === wanted || fold(one) === fold(text));
    if (same) return good(same);
    let near = nearest.get(wanted);
    if (near === undefined) {
      const limit = 1 + Math.floor(wanted.length / 4);
      const ranked = column.choices
        .map((one) => ({ one, far: distance(wanted, key(one), limit) }))
        .sort((a, b) => a.far - b.far);
      const begun = column.choices.filter(
        (one) => wanted.length > 3 && (key(one).startsWith(wanted) || wanted.startsWith(key(one))),
      );
      near = ranked.length && ranked[0].far <= limit ? ranked[0].one : begun.length === 1 ? begun[0] : "";
      nearest.set(wanted, near);
    }
    return near ? bad(text, "choice-near", { near }) : bad(text, "choice");
  }

  // ---------------------------------------------------------------- the table

  /** Ranks by key; an empty one is none. @param {string[]} keys @returns {Map<string, number[]>} */
  function groups(keys) {
    /** @type {Map<string, number[]>} */
    const found = new Map();
    keys.forEach((one, rank) => {
      const held = found.get(one);
      if (held) held.push(rank);
      else if (one) found.set(one, [rank]);
    });
    return found;
  }

  /**
   * What is wrong, by row then by column, and each cell as it should be written.
   * @param {CollectTable} table @param {CollectRules} rules @param {Date} today   its day, in UTC
   * @returns {{faults: CollectFault[], values: string[][]}}
   */
  function check(table, rules, today) {
    const { columns } = rules,
      at = (/** @type {string | null} */ id) => columns.findIndex((column) => column.id === id);
    const sparing = columns.map((column) => at(column.unless));
    const nearest = columns.map(() => /** @type {Map<string, string>} */ (new Map()));
    /** @type {Map<number, CollectFault>} */
    const faults = new Map();
    /** @param {number} row @param {number} column @param {string} code @param {boolean} doubt @param {Record<string, string | number>} [values] */
    function tell(row, column, code, doubt, values) {
      const place = row * columns.length + column,
        held = faults.get(place);
      if (!held || (held.level === "doubt" && !doubt))
        faults.set(place, { row, column, code, level: doubt ? "doubt" : "error", values: values || {} });
    }
    /** @param {string} text @param {CollectColumn} column @param {number} rank @returns {CollectCell} */
    function cell(text, column, rank) {
      switch (column.kind) {
        case "rpps":
          return number(text, "rpps", 11, rpps(text).valid);
        case "siret":
          return number(text, "siret", 14, structureId(text).valid);
        case "finess":
          return finess(text);
        case "date":
          return day(text, column.birth, today);
        case "email":
          return email(text);
        case "mobile":
          return mobile(text);
        case "choice":
          return choice(text, column, nearest[rank]);
        default:
          return good(text);
      }
    }
    const values = table.rows.map((row, rank) =>
      columns.map((column, place) => {
        const text = trim(row.cells[place] || "");
        if (!text) {
          const spared = sparing[place] >= 0 && trim(row.cells[sparing[place]] || "");
          // A column that is not in the file is said once, not in each row.
          if (column.required && !spared && table.found[place]) tell(rank, place, "missing", false);
          return "";
        }
        const found = cell(text, column, place);
        if (found.code) tell(rank, place, found.code, !!found.doubt, found.values);
        return found.value;
      }),
    );

    columns.forEach((column, place) => {
      const other = at(column.after);
      if (other < 0) return;
      values.forEach((row, rank) => {
        const start = readDay(row[other]),
          end = readDay(row[place]);
        if (start && end && end.getTime() < start.getTime())
          tell(rank, place, "date-order", false, { other: columns[other].label, day: frenchDate(start) });
      });
    });

    // The same person twice, then what two persons share.
    const same = rules.same.map(at).filter((place) => place >= 0);
    const people = values.map((row, rank) => {
      const parts = same.map((place) => fold(row[place]).replace(/[^a-z0-9]/g, ""));
      return parts.length && parts.every(Boolean) ? parts.join("|") : "#" + rank;
    });
    /** The first lines of a group beside this one. @param {number[]} ranks @param {number} but @param {boolean} [strangers] */
    function lines(ranks, but, strangers) {
      const others = [];
      for (let i = 0; i < ranks.length && others.length < 4; i += 1) {
        if (ranks[i] !== but && !(strangers && people[ranks[i]] === people[but]))
          others.push(table.rows[ranks[i]].line);
      }
      return {
        lines: others.slice(0, 3).join(", ") + (others.length > 3 ? "…" : ""),
        many: others.length > 1 ? 1 : 0,
        one: others.length > 1 ? 0 : 1,
      };
    }
    groups(people).forEach((ranks) => {
      if (ranks.length > 1) ranks.forEach((rank) => tell(rank, same[0], "person-twice", true, lines(ranks, rank)));
    });
    columns.forEach((column, place) => {
      if (!column.distinct) return;
      groups(values.map((row) => row[place].toLowerCase())).forEach((ranks) => {
        if (new Set(ranks.map((rank) => people[rank])).size < 2) return;
        ranks.forEach((rank) => tell(rank, place, "shared", false, lines(ranks, rank, true)));
      });
    });
    return { faults: Array.from(faults.values()).sort((a, b) => a.row - b.row || a.column - b.column), values };
  }

  // ---------------------------------------------------------------- writing

  /** An empty table to fill in. @param {CollectRules} rules */
  function template(rules) {
    return JalonSheet.write([rules.columns.map((column) => column.header)]);
  }

  /**
   * The corrected table; every row of the file is in it, and so are the columns that are not ours.
   * @param {CollectTable} table @param {CollectRules} rules @param {string[][]} values @param {string[]} remarks   one a row
   */
  function write(table, rules, values, remarks) {
    const told = remarks.some(Boolean);
    const head = rules.columns.map((column) => column.header).concat(table.extra, told ? [rules.remarks] : []);
    return JalonSheet.write(
      [head].concat(table.rows.map((row, rank) => values[rank].concat(row.extra, told ? [remarks[rank] || ""] : []))),
    );
  }

  return { decode, read, check, template, write, key, trim };
})();
