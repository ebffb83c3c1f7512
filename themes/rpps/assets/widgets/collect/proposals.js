// @ts-check
/*
 * Jalon, what the check of a table proposes: values that were likely meant, cells that are right in another form. In: the faults and
 * the tidy cells of rules.js. Out: boxes of buttons; nothing changes before one of them is pressed, and each change can be undone.
 */

/** @typedef {{row: number, column: number, to: string}} CollectChange */

const JalonProposals = (() => {
  "use strict";

  const { get, number } = JalonTools;
  const SHOWN = 3;

  /** @param {string} text  @param {string} empty  the word for an empty cell */
  const quoted = (text, empty) => (text ? "«\u00a0" + text + "\u00a0»" : empty);

  /** A few of the changes, as they would be: « 612345678 » → « 06 12 34 56 78 ». @param {CollectChange[]} changes @param {(row: number, column: number) => string} held @param {string} empty */
  function shown(changes, held, empty) {
    const said = new Set(
      changes.map(({ row, column, to }) => quoted(held(row, column), empty) + " → " + quoted(to, empty)),
    );
    return Array.from(said).slice(0, SHOWN).join(", ") + (said.size > SHOWN ? "…" : "");
  }

  /** Changes by what makes them alike, in the order of the columns. @template {CollectChange} T @param {T[]} changes @param {(one: T) => string} alike */
  function grouped(changes, alike) {
    /** @type {Map<string, T[]>} */
    const found = new Map();
    changes.forEach((one) => {
      const name = one.column + " " + alike(one);
      const held = found.get(name);
      if (held) held.push(one);
      else found.set(name, [one]);
    });
    return Array.from(found.values()).sort((a, b) => a[0].column - b[0].column);
  }

  /**
   * The box of what may be changed at once: a line for each kind of proposal that comes twice or more, one for all the tidy cells.
   * @param {Say} say
   * @param {{faults: CollectFault[], tidy: CollectTidy[], undo: number}} found   undo: how many cells the last press changed
   * @param {{label: (column: number) => string, held: (row: number, column: number) => string, accept: (changes: CollectChange[]) => void, undo: () => void}} page
   * @returns {HTMLElement | null}
   */
  function box(say, { faults, tidy, undo }, page) {
    const empty = (say("empty-cell").textContent || "").trim();
    const proposed = /** @type {(CollectFault & CollectChange)[]} */ (faults.filter((one) => one.to !== undefined)),
      often = grouped(proposed, (one) => one.code).filter((one) => one.length > 1);
    if (!often.length && !tidy.length && !undo) return null;
    const node = say("proposals"),
      list = get(node, '[data-place="list"]');
    /** @param {string} name @param {CollectChange[]} changes @param {string} label @param {string} examples */
    const line = (name, changes, label, examples) => {
      const one = say(name, {
        count: number(changes.length),
        one: changes.length === 1,
        many: changes.length > 1,
        label,
        examples,
      });
      get(one, "button").addEventListener("click", () => page.accept(changes));
      list.append(one);
    };
    often.forEach((changes) => line("bulk", changes, page.label(changes[0].column), shown(changes, page.held, empty)));
    if (tidy.length) {
      const each = grouped(tidy, () => "").map(
        (changes) =>
          page.label(changes[0].column) +
          " (" +
          number(changes.length) +
          ")\u00a0: " +
          shown(changes, page.held, empty),
      );
      line("tidy", tidy, "", each.join("\u202f; "));
    }
    if (undo) {
      const one = say("undo", { count: number(undo), one: undo === 1, many: undo > 1 });
      get(one, "button").addEventListener("click", () => page.undo());
      list.append(one);
    }
    return node;
  }

  /** The button that puts what is proposed in one cell. @param {Say} say @param {CollectFault} fault @param {Values} values  its line and its label @param {(to: string) => void} accept */
  function button(say, fault, values, accept) {
    const { to } = fault;
    if (to === undefined) return null;
    const node = say(to ? "accept" : "accept-empty", { ...values, to });
    get(node, "button").addEventListener("click", () => accept(to));
    return node;
  }

  return { box, button };
})();
