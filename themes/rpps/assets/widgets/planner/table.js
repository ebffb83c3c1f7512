// @ts-check
/*
 * Jalon, a table of people for the planner, as it was pasted: which column is which, which rows are people. In: cells. Out: rows,
 * with what was left aside and why. Functions of values, no page. A row of a total is nobody: it is left aside, and told.
 */

/**
 * @typedef {{structure: number, role: number, profession: number, count: number}} PlanColumns  places of the columns, -1 without
 * @typedef {{line: number, why: "count" | "empty" | "again" | "sheet", cell: string}} PlanFault
 * @typedef {{line: number, label: string, row: PlanRow, sub: boolean}} PlanTotal
 * @typedef {object} PlanTable
 * @property {PlanRow[]} rows
 * @property {PlanFault[]} faults       rows that are left aside
 * @property {PlanTotal[]} totals       rows of totals, left aside too
 * @property {number} announced         the last total that the table gives, when it is not the sum of its rows; 0 otherwise
 * @property {boolean} nested           a pivot table of two levels, in one column: the first is the structure
 * @property {string[]} above           what stood above the titles
 * @property {PlanColumns} columns
 * @property {string[] | null} titles
 * @property {string[]} left            titles of the columns that are not needed
 */

const JalonPlanTable = (() => {
  "use strict";

  const { key, clean, MOST_COUNT } = JalonPlan;
  const HEAD = 20;
  /** The total of everything, and not of a part. */
  const GRAND =
    /^(?:grand )?(?:total|totaux)(?: general| generaux| resultat| des \w+)?$|^somme totale$|^ensemble(?: general)?$|^(?:cumul|general|global|resultat)$/;

  /** @type {[keyof PlanColumns, string[], RegExp][]} a word that is a title by itself; a word that a title may hold */
  const TITLES = [
    [
      "count",
      ["nombre", "nb", "effectif", "effectifs", "quantite", "personnes"],
      /^(nb|nombre|effectifs?|somme de|total)\b/,
    ],
    ["role", ["role", "roles"], /\broles?\b/],
    ["profession", ["profession", "metier", "fonction", "poste", "emploi"], /^(profession|metier|fonction|intitule)\b/],
    [
      "structure",
      ["structure", "site", "etablissement", "lieu", "service", "lieu d exercice"],
      /^(nom d[eu] )?(la |l )?(structure|site|etablissement)\b|^etiquettes de lignes$|^row labels$/,
    ],
  ];

  /** @param {string} cell @returns {number} NaN when it is not a count */
  function number(cell) {
    const found = /^(\d{1,6})([.,]0+)?$/.exec(cell.replace(/[\s\u00a0\u202f]/g, ""));
    return found ? Number(found[1]) : NaN;
  }

  /** The columns that a first line names; null when it is not a line of titles. @param {string[]} cells */
  function titles(cells) {
    const columns = { structure: -1, role: -1, profession: -1, count: -1 };
    const named = cells.map((cell) =>
      key(JalonGarbled.look(clean(cell)).to || cell)
        .replace(/[^a-z ]/g, " ")
        .replace(/\s+/g, " ")
        .trim(),
    );
    if (cells.some((cell) => !Number.isNaN(number(cell)))) return null;
    let exact = 0,
      found = 0;
    TITLES.forEach(([name, whole, part]) => {
      const at = named.findIndex((word) => whole.includes(word)),
        near = named.findIndex((word) => part.test(word));
      columns[name] = at >= 0 ? at : near;
      exact += at >= 0 ? 1 : 0;
      found += columns[name] >= 0 ? 1 : 0;
    });
    return exact > 0 || found > 1 ? { columns, found } : null;
  }

  /** Without titles: numbers are counts, roles are roles, what remains is the structure, then the profession. @param {string[][]} rows @param {Set<string>} known */
  function guess(rows, known) {
    const columns = { structure: -1, role: -1, profession: -1, count: -1 },
      width = rows.reduce((most, row) => Math.max(most, row.length), 0);
    for (let at = 0; at < width; at += 1) {
      const cells = rows.map((row) => row[at] || "").filter((cell) => cell.trim());
      const roles = cells.filter((cell) => known.has(key(cell))).length;
      if (!cells.length) continue;
      if (columns.count < 0 && cells.every((cell) => !Number.isNaN(number(cell)))) columns.count = at;
      else if (columns.role < 0 && roles * 2 >= cells.length) columns.role = at;
      else if (columns.structure < 0) columns.structure = at;
      else if (columns.profession < 0) columns.profession = at;
    }
    return columns;
  }

  /** What a label says, without its signs. @param {string} text */
  const words = (text) =>
    key(text)
      .replace(/[^a-z0-9]+/g, " ")
      .trim();

  /** Whether a label is that of a total: certainly, or only if the numbers agree. @param {string} text @returns {"" | "sure" | "likely"} */
  function total(text) {
    const said = words(text);
    if (
      /^(?:(?:grand|sous|ss|s|sub) ?)?(?:total|totaux|totals?)\b|\b(?:total|totaux|subtotal)$|^moyennes?\b/.test(said)
    )
      return "sure";
    if (
      /^(?:somme|ensemble|cumul|resultat|effectif|nombre|nb) (?:total|totale|general|generale|global|globale)\b/.test(
        said,
      )
    )
      return "sure";
    return /^(?:ensemble|somme|cumul|resultat|global|general|tous?|toutes?|synthese|recapitulatif|effectifs?)\b|\b(?:ensemble|somme|resultat)$/.test(
      said,
    )
      ? "likely"
      : "";
  }

  /** The row of titles, and what stands above it. @param {string[][]} cells */
  function headOf(cells) {
    const filled = (/** @type {string[]} */ row) => row.filter((cell) => cell.trim()).length;
    const rows = cells.slice(0, HEAD).map((row, at) => ({ at, row, found: titles(row) })),
      // One word may stand in a title of the whole sheet; two, only above their columns.
      several = rows.find(({ found }) => found && found.found > 1),
      single = rows.find(
        ({ at, row, found }) => found && (!at || cells.slice(0, at).every((above) => filled(above) < filled(row))),
      ),
      best = several || single;
    if (best?.found) return { at: best.at, columns: best.found.columns };
    return { at: -1, columns: null };
  }

  /**
   * Whether a row whose label may be that of a total is one: its number is the sum of the rows before it, since the last total or
   * since the first.
   * @param {number} count @param {PlanRow[]} rows @param {number} since
   */
  function sums(count, rows, since) {
    const sum = (/** @type {PlanRow[]} */ some) => some.reduce((all, row) => all + row.count, 0);
    return rows.length > 1 && (count === sum(rows) || (rows.length > since && count === sum(rows.slice(since))));
  }

  /**
   * A pivot table of two levels in one column: each first level is the sum of those below it, and the whole is twice the total.
   * @param {PlanRow[]} rows @param {number} announced @param {Map<string, string>} known   roles
   * @returns {{rows: PlanRow[], parents: number[]} | null}
   */
  function unfold(rows, announced, known) {
    if (rows.some((row) => (row.role || row.profession) && row.structure)) return null;
    if (rows.reduce((sum, row) => sum + row.count, 0) !== 2 * announced) return null;
    const label = (/** @type {PlanRow} */ row) => row.structure || row.role || row.profession;
    /** @type {PlanRow[]} */
    const people = [],
      parents = [];
    for (let at = 0; at < rows.length; ) {
      const parent = rows[at];
      let left = parent.count;
      parents.push(at);
      for (at += 1; left > 0; at += 1) {
        if (at >= rows.length || rows[at].count > left) return null;
        const role = known.get(key(label(rows[at])));
        people.push({
          structure: label(parent),
          role: role || "",
          profession: role ? "" : label(rows[at]),
          count: rows[at].count,
        });
        left -= rows[at].count;
      }
    }
    return parents.length < rows.length ? { rows: people, parents } : null;
  }

  /** Rows, one by one. @param {{cells: string[], line: number}[]} body @param {PlanColumns} columns @param {string[] | null} head @param {Map<string, string>} known */
  function sort(body, columns, head, known) {
    const rows = /** @type {PlanRow[]} */ ([]),
      lines = /** @type {number[]} */ ([]),
      faults = /** @type {PlanFault[]} */ ([]),
      totals = /** @type {PlanTotal[]} */ ([]);
    let since = 0;
    body.forEach(({ cells, line }, index) => {
      const cell = (/** @type {number} */ at) => (at < 0 ? "" : clean(cells[at] || ""));
      const structure = cell(columns.structure),
        role = cell(columns.role),
        profession = cell(columns.profession),
        counted = cell(columns.count),
        count = counted ? number(counted) : 1;
      if (cells.every((one) => !one.trim())) return;
      const row = { structure, role: known.get(key(role)) || role, profession, count };
      const labels = cells
          .filter((_, at) => at !== columns.count)
          .map(clean)
          .filter(Boolean),
        label = labels.find(total) || "",
        sure = labels.some((one) => total(one) === "sure"),
        last = index === body.length - 1 && /^(?:ensemble|cumul|resultat|global|general)$/.test(words(label));
      const shape = /** @type {PlanFault["why"] | ""} */ (
        head && cells.every((one, at) => key(one) === key(head[at] || ""))
          ? "again"
          : !structure && !role && !profession && !sure
            ? "empty"
            : [structure, role, profession].some((one) => JalonGarbled.sheet(one))
              ? "sheet"
              : ""
      );
      if (shape)
        faults.push({
          line,
          why: shape,
          cell: [structure, role, profession].find((one) => JalonGarbled.sheet(one)) || "",
        });
      else if (sure || (label && columns.count >= 0 && (last || sums(count, rows, since)))) {
        totals.push({ line, label, row, sub: /^(?:sous|ss|s|sub)\b/.test(words(label)) });
        since = rows.length;
      } else if (!(count >= 1 && count <= MOST_COUNT)) faults.push({ line, why: "count", cell: counted });
      else {
        rows.push(row);
        lines.push(line);
      }
    });
    return { rows, lines, faults, totals };
  }

  /**
   * Reads the cells of a spreadsheet. Columns that are not needed, names among them, are left where they are.
   * @param {string[][]} cells @param {string[]} roles  as they are written here @param {number[]} [lines]  of the spreadsheet
   * @returns {PlanTable}
   */
  function read(cells, roles, lines) {
    const known = new Map(roles.map((role) => [key(role), role])),
      { at, columns: named } = headOf(cells),
      head = named ? cells[at] : null;
    const body = cells.map((row, rank) => ({ cells: row, line: lines ? lines[rank] : rank + 1 })).slice(at + 1),
      columns = named || guess(cells, new Set(known.keys()));
    const found = sort(body, columns, head, known),
      sum = found.rows.reduce((all, row) => all + row.count, 0),
      whole = found.totals.filter((one) => columns.count >= 0 && GRAND.test(words(one.label))).pop();
    let { rows } = found;
    const announced = whole && whole.row.count !== sum ? whole.row.count : 0,
      opened = announced ? unfold(rows, announced, known) : null;
    if (opened) {
      opened.parents.forEach((rank) =>
        found.totals.push({ line: found.lines[rank], label: rows[rank].structure, row: rows[rank], sub: true }),
      );
      rows = opened.rows;
    }
    const used = Object.values(columns),
      left = head ? head.map(clean).filter((title, rank) => title && !used.includes(rank)) : [];
    return {
      rows,
      faults: found.faults,
      totals: found.totals.sort((a, b) => a.line - b.line),
      announced: opened ? 0 : announced,
      nested: !!opened,
      above: head ? cells.slice(0, at).map((row) => row.map(clean).filter(Boolean).join(" ")) : [],
      columns,
      titles: head ? head.map(clean) : null,
      left,
    };
  }

  return { read };
})();
