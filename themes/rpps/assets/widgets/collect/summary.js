// @ts-check
/*
 * Jalon, what is said of a table of people as a whole: how many rows are good, how its file and its titles were read.
 * In: what rules.js found, and the words of the page. Out: nodes.
 */

const JalonCollectSummary = (() => {
  "use strict";

  const { number } = JalonTools;

  /**
   * How many rows there are, and how many are good, wrong, unfinished or doubtful. `file`: its name, or "".
   * @param {Say} say @param {{rows: number, faults: CollectFault[], lacking: boolean[], file: string}} found
   */
  function verdict(say, { rows, faults, lacking, file }) {
    const wrong = new Set(faults.filter((one) => one.level === "error").map((one) => one.row)),
      all = new Set(faults.map((one) => one.row)),
      short = lacking.filter((lacks, row) => lacks && !wrong.has(row)).length,
      good = lacking.filter((lacks, row) => !lacks && !all.has(row)).length,
      doubt = lacking.filter((lacks, row) => !lacks && all.has(row) && !wrong.has(row)).length;
    return say("verdict", {
      rows: number(rows),
      one: rows < 2,
      many: rows > 1,
      file,
      good: number(good),
      bad: wrong.size && number(wrong.size),
      short: short && number(short),
      doubt: doubt && number(doubt),
    });
  }

  /** @param {string} text */
  const quoted = (text) => "«\u00a0" + text + "\u00a0»";

  /** Lists of titles and lines that are worth a note, each under its word. @param {CollectTable} read @param {CollectColumn[]} columns @returns {[string, string[]][]} */
  function lists({ found, extra, above, again, titles }, columns) {
    /** @param {CollectTitle["why"]} why */
    const odd = (why) =>
      titles
        .filter((one) => one.why === why)
        .map((one) => quoted(one.title) + " → " + quoted(columns[one.column].label));
    /** @param {boolean} required */
    const absent = (required) =>
      columns.filter((column, at) => !found[at] && Boolean(column.required) === required).map((column) => column.label);
    return [
      ["above", above.map((one) => quoted(one.slice(0, 80)))],
      ["again", again.map(String)],
      ["titles-spoiled", odd("spoiled")],
      ["titles-more", odd("more")],
      ["needed", absent(true)],
      ["absent", absent(false)],
      ["extra", extra.filter(Boolean)],
    ];
  }

  /** How the table was read, when that was not as it should be. @param {Say} say @param {CollectTable} read @param {CollectColumn[]} columns @param {TableFile} [file] */
  function notes(say, read, columns, file) {
    const nodes = [];
    if (file?.way) nodes.push(say("file-way-" + file.way));
    if (file?.others.length) nodes.push(say("file-sheet", { sheet: file.sheet, others: file.others.join(", ") }));
    if (read.guessed) nodes.push(say("guessed"));
    lists(read, columns).forEach(([name, all]) => {
      const count = all.length,
        list = all.map((one) => one || "–").join(", ");
      if (count) nodes.push(say(name, { count: number(count), one: count === 1, many: count > 1, list }));
    });
    return nodes;
  }

  return { verdict, notes };
})();
