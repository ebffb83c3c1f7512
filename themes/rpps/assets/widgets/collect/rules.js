// @ts-check
/*
 * Jalon, the rules of a table of people: which title is which column, what is wrong in each cell (cells.js), what two rows share.
 * In: text, columns (src/blocks/collect.rs), a day. Out: rows, faults by code (the page says them), what to propose. No DOM, no
 * clock, nothing stored. A fault is « error » (to correct) or « doubt » (to look at); a cell has at most one.
 *
 * What was written stays: a cell is never changed here. `to` of a fault is what may have been meant; `tidy` tells the cells that are
 * right and may be written in the usual form. The page changes them when the reader asks for it.
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
 * @typedef {{title: string, column: number, why: "spoiled" | "more"}} CollectTitle  a title that is not quite that of its column
 * @typedef {object} CollectTable
 * @property {string} fault
 * @property {boolean[]} found         the columns that the file has
 * @property {boolean} guessed         no line of titles: columns in the order of the model
 * @property {string[]} extra          titles of the columns that are not of the model
 * @property {CollectRow[]} rows
 * @property {string[]} above          what stood above the titles
 * @property {number[]} again          the lines where the titles stand again
 * @property {CollectTitle[]} titles   those to look at
 * @typedef {{row: number, column: number, code: string, level: "error" | "doubt", values: Record<string, string | number>, to?: string}} CollectFault
 * @typedef {{row: number, column: number, to: string}} CollectTidy
 */

const JalonCollect = (() => {
  "use strict";

  const { fold, readDay, date: frenchDate } = JalonTools;
  const MOST_ROWS = 10000,
    HEAD = 20;
  /** What stands between parentheses in a title and says only how to fill the column in. */
  const HOW =
    /^(?:jj.?mm.?aaaa|aaaa.?mm.?jj|dd.?mm.?yyyy|\*|\d+ ?(?:chiffres|caract.res)|format.*|texte|obligatoire|facultati(?:f|ve)|optionnel(?:le)?|requise?|si .*|s|e|es|x)$/i;

  /** What stays of a title when it is compared. @param {string} text @param {boolean} [inside]  with what stands between parentheses */
  function key(text, inside) {
    return fold(inside ? text : text.replace(/\([^)]*\)/g, " "))
      .replace(/[^a-z0-9]+/g, " ")
      .trim();
  }

  /** A cell without what spreadsheets and people add around it. @param {string} cell */
  function trim(cell) {
    return cell
      .replace(/[\s\u00a0\u202f\u200b\ufeff]+/g, " ")
      .trim()
      .replace(/^' ?(?=[=+\-@])/, "");
  }

  // ---------------------------------------------------------------- reading

  /** Every name of every column. @param {CollectRules} rules */
  function names(rules) {
    /** @type {Map<string, number>} */
    const whole = new Map(),
      loose = new Map();
    rules.columns.forEach((column, at) =>
      [column.label, column.header, column.id, ...column.also].forEach((title) => {
        whole.set(key(title, true), at);
        loose.set(key(title), at);
      }),
    );
    return { whole, loose };
  }

  /** Which column each title of a row names. @param {string[]} row @param {ReturnType<typeof names>} known @param {number} count */
  function named(row, known, count) {
    /** @type {number[]} */
    const from = Array.from({ length: count }, () => -1);
    /** @type {CollectTitle[]} */
    const titles = [];
    row.forEach((cell, at) => {
      const title = trim(cell),
        { spoiled, to } = JalonGarbled.look(title),
        right = spoiled && to ? to : title;
      const exact = known.whole.get(key(right, true)),
        column = exact !== undefined ? exact : known.loose.get(key(right));
      // The first column of the file that bears a title has it; a second one is kept, unread.
      if (column === undefined || from[column] >= 0) return;
      from[column] = at;
      const inside = /\(([^)]*)\)/.exec(right);
      if (right !== title) titles.push({ title, column, why: "spoiled" });
      else if (exact === undefined && inside && !HOW.test(inside[1].trim()))
        titles.push({ title, column, why: "more" });
    });
    return { from, titles, count: from.filter((at) => at >= 0).length };
  }

  /** The row of titles among the first ones: people write a title, a date or their name above it. @param {string[][]} rows @param {ReturnType<typeof names>} known @param {number} count */
  function headOf(rows, known, count) {
    let at = 0,
      best = named(rows[0], known, count);
    rows.slice(1, HEAD).forEach((row, rank) => {
      const other = named(row, known, count);
      if (other.count > best.count && other.count > 1) [at, best] = [rank + 1, other];
    });
    return { at, ...best };
  }

  /** Whether a row says the titles once more, as the pages of a printed table do. @param {string[]} row @param {string[]} head @param {number[]} from */
  function repeats(row, head, from) {
    const held = from.filter((at) => at >= 0 && trim(row[at] || ""));
    return held.length > 1 && held.every((at) => key(row[at], true) === key(head[at], true));
  }

  /**
   * @param {string} text
   * @param {CollectRules} rules
   * @returns {CollectTable}
   */
  function read(text, rules) {
    const sheet = JalonSheet.read(text);
    /** @param {string} fault @returns {CollectTable} */
    const no = (fault) => ({
      fault,
      found: [],
      guessed: false,
      extra: [],
      rows: [],
      above: [],
      again: [],
      titles: [],
    });
    if (!sheet.rows.length) return no("empty");
    const count = rules.columns.length,
      { at, from, titles, count: known } = headOf(sheet.rows, names(rules), count),
      guessed = known === 0 && sheet.rows[0].length === count;
    if (guessed)
      from.forEach((_, rank) => {
        from[rank] = rank;
      });
    else if (known === 0 || (known === 1 && count > 2)) return no("no-header");
    const head = guessed ? [] : sheet.rows[at],
      first = guessed ? 0 : at + 1;
    if (sheet.rows.length - first < 1) return no("no-row");
    if (sheet.rows.length - first > MOST_ROWS) return no("too-many");
    const width = sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);
    const others = Array.from({ length: width }, (_, rank) => rank).filter(
      (rank) => !from.includes(rank) && key(head[rank] || "") !== key(rules.remarks),
    );
    const body = sheet.rows.slice(first).map((row, rank) => ({ row, line: sheet.lines[first + rank] })),
      again = body.filter(({ row }) => !guessed && repeats(row, head, from));
    return {
      fault: "",
      guessed,
      found: from.map((rank) => rank >= 0),
      extra: others.map((rank) => trim(head[rank] || "")),
      above: guessed ? [] : sheet.rows.slice(0, at).map((row) => row.map(trim).filter(Boolean).join(" ")),
      again: again.map(({ line }) => line),
      titles,
      rows: body
        .filter((one) => !again.includes(one))
        .map(({ row, line }) => ({
          line,
          cells: from.map((rank) => trim(row[rank] || "")),
          extra: others.map((rank) => trim(row[rank] || "")),
        })),
    };
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

  /** The faults of a table: one a cell, an error before a doubt. @param {CollectRules} rules */
  function ledger(rules) {
    /** @type {Map<number, CollectFault>} */
    const faults = new Map();
    return {
      /** @param {number} row @param {number} column @param {CollectCell} told */
      tell(row, column, told) {
        const place = row * rules.columns.length + column,
          held = faults.get(place);
        if (held && !(held.level === "doubt" && !told.doubt)) return;
        /** @type {CollectFault} */
        const fault = {
          row,
          column,
          code: told.code,
          level: told.doubt ? "doubt" : "error",
          values: told.values || {},
        };
        if (told.to !== undefined) fault.to = told.to;
        faults.set(place, fault);
      },
      sorted: () => Array.from(faults.values()).sort((a, b) => a.row - b.row || a.column - b.column),
    };
  }

  /** Two dates of one row, in their order. @param {CollectRules} rules @param {string[][]} usual @param {ReturnType<typeof ledger>} book */
  function order(rules, usual, book) {
    rules.columns.forEach((column, place) => {
      const other = rules.columns.findIndex((one) => one.id === column.after);
      if (other < 0) return;
      usual.forEach((row, rank) => {
        const start = readDay(row[other]),
          end = readDay(row[place]);
        if (start && end && end.getTime() < start.getTime())
          book.tell(rank, place, {
            value: "",
            code: "date-order",
            values: { other: rules.columns[other].label, day: frenchDate(start) },
          });
      });
    });
  }

  /** The same person twice, then what two persons share. @param {CollectTable} table @param {CollectRules} rules @param {string[][]} usual @param {ReturnType<typeof ledger>} book */
  function shared(table, rules, usual, book) {
    const same = rules.same
      .map((id) => rules.columns.findIndex((column) => column.id === id))
      .filter((place) => place >= 0);
    const people = usual.map((row, rank) => {
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
      if (ranks.length > 1)
        ranks.forEach((rank) =>
          book.tell(rank, same[0], { value: "", code: "person-twice", doubt: true, values: lines(ranks, rank) }),
        );
    });
    rules.columns.forEach((column, place) => {
      if (!column.distinct) return;
      groups(usual.map((row) => row[place].toLowerCase())).forEach((ranks) => {
        if (new Set(ranks.map((rank) => people[rank])).size < 2) return;
        ranks.forEach((rank) =>
          book.tell(rank, place, { value: "", code: "shared", values: lines(ranks, rank, true) }),
        );
      });
    });
  }

  /**
   * What is wrong, by row then by column; each cell as it was written; those that may be written in the usual form; the rows that
   * lack something for want of a whole column.
   * @param {CollectTable} table @param {CollectRules} rules @param {Date} today   its day, in UTC
   * @returns {{faults: CollectFault[], values: string[][], tidy: CollectTidy[], lacking: boolean[]}}
   */
  function check(table, rules, today) {
    const { columns } = rules,
      sparing = columns.map((column) => columns.findIndex((one) => one.id === column.unless)),
      nearest = columns.map(() => /** @type {Map<string, string>} */ (new Map())),
      book = ledger(rules),
      lacking = table.rows.map(() => false);
    /** @type {CollectTidy[]} */
    const tidy = [];
    const values = table.rows.map((row) => columns.map((_, place) => trim(row.cells[place] || "")));
    const usual = values.map((row, rank) =>
      columns.map((column, place) => {
        const text = row[place];
        if (!text) {
          const spared = sparing[place] >= 0 && row[sparing[place]];
          if (!column.required || spared) return "";
          // A column that is not in the file is said once, not in each row.
          if (table.found[place]) book.tell(rank, place, { value: "", code: "missing" });
          else lacking[rank] = true;
          return "";
        }
        const found = JalonCells.read(text, column, nearest[place], today);
        if (found.code) book.tell(rank, place, found);
        if (found.value !== text) tidy.push({ row: rank, column: place, to: found.value });
        return found.value;
      }),
    );
    order(rules, usual, book);
    shared(table, rules, usual, book);
    return { faults: book.sorted(), values, tidy, lacking };
  }

  // ---------------------------------------------------------------- writing

  /** An empty table to fill in. @param {CollectRules} rules */
  function template(rules) {
    return JalonSheet.write([rules.columns.map((column) => column.header)]);
  }

  /**
   * The table with what the reader changed; every row of the file is in it, and so are the columns that are not ours.
   * @param {CollectTable} table @param {CollectRules} rules @param {string[][]} values @param {string[]} remarks   one a row
   */
  function write(table, rules, values, remarks) {
    const told = remarks.some(Boolean);
    const head = rules.columns.map((column) => column.header).concat(table.extra, told ? [rules.remarks] : []);
    return JalonSheet.write(
      [head].concat(table.rows.map((row, rank) => values[rank].concat(row.extra, told ? [remarks[rank] || ""] : []))),
    );
  }

  return { read, check, template, write, key, trim };
})();
