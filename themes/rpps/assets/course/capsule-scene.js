// @ts-check
/*
 * Jalon, what of a slide has been told: the parts of its drawing that have appeared, the line of its list or table that is
 * told now. In: a slide of the player and the rank of the sentence, from 0. Out: classes; the style sheet does the rest.
 */

const JalonCapsuleScene = (() => {
  "use strict";

  /** The lines that sentences tell: items, rows; of a table of one row, its cells. @param {Element} shown */
  function steps(shown) {
    return Array.from(shown.querySelectorAll("li, tbody tr")).flatMap((node) =>
      node instanceof HTMLTableRowElement && node.parentElement && node.parentElement.children.length === 1
        ? Array.from(node.cells)
        : [node],
    );
  }

  /** @param {Element} view @param {number} rank   before the first sentence, all is there and nothing is told: -1 */
  function light(view, rank) {
    view.querySelectorAll("[data-rank]").forEach((part) => {
      const own = Number(part.getAttribute("data-rank"));
      part.classList.toggle("is-to-come", rank >= 0 && own > rank);
      part.classList.toggle("is-now", own === rank);
    });
    view.querySelectorAll("[data-told]").forEach((shown) => {
      const ranks = (shown.getAttribute("data-told") || "").split(" ").map(Number);
      steps(shown).forEach((step, index) => step.classList.toggle("is-told", ranks[index] === rank));
    });
  }

  return { light };
})();
