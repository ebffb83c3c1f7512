// @ts-check
/*
 * Jalon, the answer that comes before a table: « le plus souvent …, parce que … ». In: the rows that bear a chosen title, and those
 * that are for everybody. Out: a card. It says nothing that the table does not say, and says so when the table does not know.
 */

/**
 * @typedef {object} MatrixRow
 * @property {HTMLElement} node
 * @property {string} title
 * @property {boolean} general
 * @property {boolean} usual
 * @property {string[]} tags
 * @property {{column: string, state: string}[]} cells
 * @property {string} text   folded, other names of the row included
 */

const JalonAnswer = (() => {
  "use strict";

  const { get } = JalonTools;

  /** What a cell says, without the word of its state. @param {MatrixRow} row @param {string} column */
  function said(row, column) {
    const text = row.node.querySelector('td[data-column="' + column + '"] .matrix-text');
    if (!text) return [];
    const copy = /** @type {Element} */ (text.cloneNode(true));
    copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
    return Array.from(copy.childNodes);
  }

  /** The first letter of a reason follows « parce que »; an acronym keeps its own. @param {Node[]} nodes */
  function lowered(nodes) {
    const [first] = nodes;
    if (first instanceof Text)
      first.data = first.data.replace(/^(\p{Lu})(?=\p{Ll})/u, (letter) => letter.toLowerCase());
    return nodes;
  }

  /** @param {MatrixRow} row @param {string} column */
  const stateOf = (row, column) => row.cells.find((cell) => cell.column === column)?.state || "";

  /** The word for a state, as the legend says it. @param {MatrixRow} row @param {string} column */
  const wordOf = (row, column) =>
    (row.node.querySelector('td[data-column="' + column + '"] .matrix-state')?.textContent || "").trim();

  /**
   * @param {Say} say
   * @param {{title: string, own: MatrixRow[], general: MatrixRow[], answer: string, because: string}} of
   * @returns {HTMLElement}
   */
  function card(say, { title, own, general, answer, because }) {
    const first = own.find((row) => row.usual) || own[0] || general[0],
      others = own.filter((row) => row !== first),
      state = stateOf(first, answer);
    const kind = state === "no" ? "no" : state === "depends" ? "either" : state === "unknown" ? "unknown" : "sure";
    const listed = kind === "unknown" ? general : kind === "either" ? [] : others;
    const node = say("answer", {
      title,
      [kind]: true,
      label: wordOf(first, answer),
      usual: others.length > 0 || state === "advice",
      because: kind === "sure",
      missions: general.length > 0,
      "one-mission": !general.length,
      others: kind === "sure" && others.length > 0,
      list: listed.length > 0,
      worth: kind === "sure" && state === "advice" ? wordOf(first, answer) : "",
    });
    /** @param {ParentNode} from @param {string} name @param {Node[]} nodes */
    const fill = (from, name, nodes) => {
      const place = from.querySelector('[data-place="' + name + '"]');
      if (place) place.append(...nodes);
    };
    const cases = (/** @type {MatrixRow[]} */ rows) =>
      rows.map((row) => {
        const line = say("case");
        fill(line, "because", said(row, because));
        fill(line, "answer", said(row, answer));
        return line;
      });
    fill(node, "answer", said(first, answer));
    fill(node, "because", lowered(said(first, because)));
    fill(node, "cases", cases(own));
    fill(node, "others", cases(listed));
    return node;
  }

  /** The titles that words find, as buttons that choose them. @param {Say} say @param {string[]} titles @param {(title: string) => void} choose */
  function which(say, titles, choose) {
    const node = say("which", { count: titles.length });
    get(node, '[data-place="titles"]').append(
      ...titles.map((title) => {
        const button = say("title", { title });
        button.addEventListener("click", () => choose(title));
        return button;
      }),
    );
    return node;
  }

  return { card, which };
})();
