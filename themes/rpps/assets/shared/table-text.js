// @ts-check
/*
 * Jalon, tables as text: what a spreadsheet copies or saves. In: CSV or TSV text. Out: rows of cells, and back. No DOM.
 *
 * SPEC sheet/1. Reading: an optional BOM is dropped; lines end with CRLF, LF or CR; a first line « sep=; » (Excel) names the
 * separator and is no row. Otherwise the separator is the first of tab ; , that half of the first 20 rows which have any hold
 * outside of quotes; else the most frequent one; with none, « ; ». A cell that begins with a double quote ends at the next lone one: inside, "" is a quote, and separators and
 * line ends are text; what stands after it belongs to the cell. A quote that is never closed is an ordinary character (the rest
 * of the file must not vanish into a cell). Lines without any text are dropped; `lines` tells which rows of the spreadsheet the others are. Any text can be read; nothing throws.
 * Writing: a BOM, « ; », CRLF, quotes where needed; a cell that begins with = + - @ tab or CR is preceded by an apostrophe,
 * as spreadsheets would otherwise run it; reading keeps that apostrophe.
 */

const JalonSheet = (() => {
  "use strict";

  const BOM = "\ufeff",
    SAMPLE = 20,
    SEPARATORS = ["\t", ";", ","];

  /**
   * Rows of cells, for a known separator.
   * @param {string} text @param {string} separator
   * @returns {{rows: string[][], lines: number[]}}
   */
  function cut(text, separator) {
    const size = text.length;
    /** @type {string[][]} */
    const rows = [];
    /** @type {number[]} */
    const lines = [];
    /** @type {string[]} */
    let row = [];
    let at = 0,
      unclosed = size,
      line = 0;
    for (;;) {
      let cell = "";
      if (text[at] === '"' && at < unclosed) {
        const end = closing(text, at + 1);
        // From here on no quote closes any more than this one: each is looked for once, not once a cell.
        if (end < 0) unclosed = at;
        else {
          cell = text.slice(at + 1, end).replace(/""/g, '"');
          at = end + 1;
        }
      }
      const from = at;
      while (at < size && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r") at += 1;
      row.push(cell + text.slice(from, at));
      if (at < size && text[at] === separator) {
        at += 1;
        continue;
      }
      line += 1;
      if (row.some((one) => one !== "")) {
        rows.push(row);
        lines.push(line);
      }
      row = [];
      if (at >= size) return { rows, lines };
      at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
    }
  }

  /** Where the quoted cell that holds `at` ends; -1 when it never does. @param {string} text @param {number} at */
  function closing(text, at) {
    for (let end = text.indexOf('"', at); end >= 0; end = text.indexOf('"', end + 2)) {
      if (text[end + 1] !== '"') return end;
    }
    return -1;
  }

  /** @param {string} text */
  function guess(text) {
    const held = SEPARATORS.map(() => ({ rows: 0, all: 0 }));
    let rows = 0,
      unclosed = text.length,
      first = true,
      counts = SEPARATORS.map(() => 0);
    for (let at = 0; at <= text.length && rows < SAMPLE; at += 1) {
      const sign = text[at],
        rank = SEPARATORS.indexOf(sign);
      if (first && sign === '"' && at < unclosed) {
        const end = closing(text, at + 1);
        if (end < 0) unclosed = at;
        else at = end;
      }
      if (rank >= 0) counts[rank] += 1;
      first = rank >= 0 || sign === "\n" || sign === "\r";
      if (at < text.length && sign !== "\n" && sign !== "\r") continue;
      if (counts.some((count) => count > 0)) rows += 1;
      counts.forEach((count, one) => {
        held[one].rows += count > 0 ? 1 : 0;
        held[one].all += count;
      });
      counts = SEPARATORS.map(() => 0);
    }
    // Commas stand in text and in French numbers, semicolons seldom, tabs never: the rarest one that most rows have.
    const common = held.findIndex((one) => one.rows > 0 && one.rows * 2 >= rows),
      all = held.map((one) => one.all);
    return !rows ? ";" : SEPARATORS[common >= 0 ? common : all.indexOf(Math.max(...all))];
  }

  /**
   * @param {string} text
   * @returns {{rows: string[][], lines: number[], separator: string}} `lines`: the rank of each row in the spreadsheet, from 1
   */
  function read(text) {
    const bare = text.startsWith(BOM) ? text.slice(1) : text,
      named = /^sep=([;,\t])(?:\r\n|\r|\n|$)/i.exec(bare);
    if (named) return { ...cut(bare.slice(named[0].length), named[1]), separator: named[1] };
    const separator = guess(bare);
    return { ...cut(bare, separator), separator };
  }

  /** The same cell, which no spreadsheet takes for a formula. @param {string} cell */
  function guard(cell) {
    return /^[=+\-@\t\r]/.test(cell) ? "'" + cell : cell;
  }

  /** @param {string[][]} rows */
  function write(rows) {
    /** @param {string} cell */
    const one = (cell) => {
      const safe = guard(cell);
      return /[";,\t\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
    };
    return BOM + rows.map((row) => row.map(one).join(";") + "\r\n").join("");
  }

  /** Rows as a text that is read back cell for cell, line for line: for this page, never for a spreadsheet. @param {string[][]} rows */
  function exact(rows) {
    /** @param {string} cell */
    const one = (cell) => (/["\t\r\n]/.test(cell) ? '"' + cell.replace(/"/g, '""') + '"' : cell);
    return "sep=\t\n" + rows.map((row) => row.map(one).join("\t")).join("\n");
  }

  return { read, write, exact, guard };
})();
