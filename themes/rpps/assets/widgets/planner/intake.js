// @ts-check
/*
 * Jalon, what the planner says of a table that it read: what was added, which columns, what was left aside and why, what looks wrong.
 * In: what table.js found, and the words of the page. Out: nodes. What is left aside can be counted, what is spoiled mended: by a
 * button, never otherwise.
 */

const JalonPlanIntake = (() => {
  "use strict";

  const { get, number } = JalonTools;
  const SHOWN = 8;

  /** @param {string} text */
  const quoted = (text) => "«\u00a0" + text + "\u00a0»";
  /** @param {string[]} all */
  const some = (all) => all.slice(0, SHOWN).join(", ") + (all.length > SHOWN ? "…" : "");

  /** The columns that were read, in words. @param {ReturnType<typeof JalonPlanDraw.words>} words @param {PlanTable} found */
  function columns(words, found) {
    return /** @type {(keyof PlanColumns)[]} */ (["structure", "role", "profession", "count"])
      .filter((name) => found.columns[name] >= 0)
      .map((name) => {
        const at = found.columns[name],
          what = words.word("column-" + name);
        return found.titles
          ? words.word("column", { what, title: found.titles[at] })
          : words.word("column-at", { what, at: at + 1 });
      })
      .join(", ");
  }

  /** Rows of totals, and the button that counts them all the same. @param {Say} say @param {ReturnType<typeof JalonPlanDraw.words>} words @param {PlanTotal[]} totals @param {(rows: PlanRow[]) => void} add */
  function totals(say, words, totals, add) {
    const box = say("totals", { lines: words.counted(totals.length, "line") }),
      countable = totals.map(({ row }) => row).filter(({ count }) => count >= 1 && count <= JalonPlan.MOST_COUNT);
    get(box, "[data-place=totals]").append(
      ...totals
        .slice(0, SHOWN)
        .map(({ line, label, row }) => say("total", { line, label, count: row.count >= 0 ? number(row.count) : "–" })),
    );
    if (totals.length > SHOWN)
      get(box, "[data-place=totals]").append(say("fault-more", { count: number(totals.length - SHOWN) }));
    get(box, "[data-do=count]").addEventListener("click", () => {
      box.remove();
      add(countable);
    });
    return box;
  }

  /** @param {Say} say @param {ReturnType<typeof JalonPlanDraw.words>} words @param {PlanFault[]} faults */
  function aside(say, words, faults) {
    const box = say("faults", { lines: words.counted(faults.length, "line") }),
      list = get(box, "[data-place=faults]");
    list.append(...faults.slice(0, SHOWN).map(({ line, why, cell }) => say("fault-" + why, { line, cell })));
    if (faults.length > SHOWN) list.append(say("fault-more", { count: number(faults.length - SHOWN) }));
    return box;
  }

  /** Labels that a wrong encoding spoiled, and what they said. @param {PlanRow[]} rows */
  function spoiled(rows) {
    const labels = new Set(rows.flatMap((row) => [row.structure, row.role, row.profession]));
    return Array.from(labels, (from) => ({ from, found: JalonGarbled.look(from) }))
      .filter(({ found }) => found.spoiled)
      .map(({ from, found }) => ({ from, to: found.to }));
  }

  /** @param {Say} say @param {{from: string, to: string}[]} labels @param {(labels: Map<string, string>) => void} mend */
  function garbage(say, labels, mend) {
    const known = labels.filter(({ to }) => to),
      box = say("spoiled", {
        labels: some(labels.map(({ from, to }) => (to ? quoted(from) + " → " + quoted(to) : quoted(from)))),
        known: known.length > 0,
      }),
      button = box.querySelector("button");
    if (button)
      button.addEventListener("click", () => {
        box.remove();
        mend(new Map(known.map(({ from, to }) => [from, to])));
      });
    return box;
  }

  /**
   * @param {Say} say @param {ReturnType<typeof JalonPlanDraw.words>} words @param {PlanTable} found @param {TableFile | undefined} file
   * @param {{roles: string[], people: (rows: PlanRow[]) => string, add: (rows: PlanRow[]) => void, mend: (labels: Map<string, string>) => void}} page
   * @returns {HTMLElement[]}
   */
  function tell(say, words, found, file, { roles, people, add, mend }) {
    const { rows } = found,
      odd = Array.from(new Set(rows.map((row) => row.role).filter((role) => role && !roles.includes(role)))),
      labels = spoiled(rows);
    const good = {
      people: people(rows),
      columns: columns(words, found),
      named: !!found.titles,
      guessed: !found.titles,
      left: found.left.join(", "),
      above: some(found.above.map((one) => quoted(one.slice(0, 80)))),
    };
    return [
      rows.length ? say("read-good", good) : say("read-none"),
      file?.way ? say("file-way-" + file.way) : null,
      file?.others.length ? say("file-sheet", { sheet: file.sheet, others: file.others.join(", ") }) : null,
      found.nested ? say("nested") : null,
      found.announced ? say("announced", { total: number(found.announced), people: people(rows) }) : null,
      found.totals.length ? totals(say, words, found.totals, add) : null,
      odd.length ? say("odd", { roles: some(odd.map(quoted)) }) : null,
      labels.length ? garbage(say, labels, mend) : null,
      found.faults.length ? aside(say, words, found.faults) : null,
    ].filter((node) => node !== null);
  }

  return { tell };
})();
