// @ts-check
/*
 * Jalon, scenarios: one step after another, to an end.
 * It adds to `JalonKinds.kinds`; the head of kinds.js is the contract. Only pages that need it load it.
 */
(() => {
  "use strict";

  const { get } = JalonTemplate;
  const { kinds, wording, find, h, copy, all, textOf, shown, listed, attribute, box, checked } = JalonKinds;

  /** One step already taken: what was told, what was chosen, what follows. @param {Item} item @param {string} entry @param {Say} say */
  function taken(item, entry, say) {
    const step = find(item, "step", entry.split("=")[0]);
    const word = say("follows"),
      after = find(item, "feedback", entry);
    return h(
      "li",
      "",
      h("div", "quiz-text", copy(step?.querySelector("[data-part=step]"))),
      h("p", "quiz-taken", say("chosen"), " ", textOf(item, "choice", entry)),
      h("div", "quiz-follows", word, copy(after)),
    );
  }

  /**
   * The steps already taken in this attempt, when its page is loaded again. The progress holds whole answers only (SPEC state/1): half
   * of one stays with this entry of the tab's history, and goes with it.
   * @param {Item} item @param {number} seed @returns {Answer}
   */
  function before({ question }, seed) {
    const { seed: of, id, path } = window.history.state?.scenario || {};
    const ours = of === seed && id === question.id && Array.isArray(path);
    return ours && question.steps?.some((one) => one.id === JalonScoring.pathTo(question, path)) ? path : [];
  }

  /** @type {Kind} */
  const scenario = {
    group: "choice",
    steps: true,
    read: (section) => ({
      start: attribute(section, "start"),
      steps: all(section, "step").map((step) => {
        const id = attribute(step, "step");
        return {
          id,
          choices: all(step, "choice").map((node) => ({
            id: attribute(node, "choice").slice(id.length + 1),
            next: attribute(node, "next"),
          })),
        };
      }),
      ends: all(section, "end").map((end) => ({
        id: attribute(end, "end"),
        score: Number(attribute(end, "score")) || 0,
      })),
    }),
    ask(item, seed, say) {
      const done = listed(h("ol", "quiz-steps")),
        now = h("div", "quiz-step");
      /** @type {Answer} */
      const path = [];
      /** @type {HTMLElement[]} */
      let boxes = [];
      const show = () => {
        const id = JalonScoring.pathTo(item.question, path),
          step = (item.question.steps || []).filter((one) => one.id === id)[0];
        now.textContent = "";
        if (!step) return false;
        const text = wording(get(/** @type {HTMLElement} */ (find(item, "step", id)), "[data-part=step]"));
        boxes = shown(item, seed, id).map((way) =>
          box("radio", item.question.id + "-" + id, id + "=" + way, textOf(item, "choice", id + "=" + way)),
        );
        now.append(text.lead, h("fieldset", "", h("legend", "", text.ask), ...boxes));
        return true;
      };
      const go = (/** @type {string} */ entry) => {
        path.push(entry);
        if (path.length > 90 || !show()) return null;
        const line = taken(item, entry, say);
        done.append(line);
        return line;
      };
      show();
      before(item, seed).forEach(go);
      return {
        nodes: [done, now],
        answer: () => (checked(boxes).length ? path.concat(checked(boxes)) : []),
        missing: () => get(boxes[0], "input"),
        goOn() {
          const line = go(checked(boxes)[0]);
          if (line) window.history.replaceState({ scenario: { seed, id: item.question.id, path } }, "");
          return line && get(line, "h4");
        },
      };
    },
    recall(item, answer, _seed, say) {
      const end = JalonScoring.pathEnd(item.question, answer),
        known = answer.filter((entry) => find(item, "choice", entry));
      const path = listed(h("ol", "quiz-steps", ...known.map((entry) => taken(item, entry, say))));
      if (end) path.append(h("li", "quiz-end", say("end"), textOf(item, "end", end.id)));
      return path;
    },
    detail: () => ({}),
    reasons: (item, answer) =>
      answer
        .filter((entry) => find(item, "choice", entry))
        .map((entry) => ({ key: entry, text: textOf(item, "choice", entry), say: "chosen", good: false })),
    others: () => [],
  };

  Object.assign(kinds, { scenario });
})();
