// @ts-check
/*
 * Jalon, questions over lists: matching, categorise, ordering.
 * It adds to `JalonKinds.kinds`; the head of kinds.js is the contract. Only pages that need it load it.
 */
(() => {
  "use strict";

  const { get } = JalonTemplate;
  const { kinds, find, h, all, textOf, shown, listed, row, attribute, plain } = JalonKinds;
  const { newId, choose, firstEmpty, given } = JalonFields;

  /** @param {Item} item @returns {{id: string, to: string}[]} */
  function pairItems(item) {
    return (item.question.lefts || [])
      .map((left) => ({ id: left.id, to: left.right }))
      .concat((item.question.items || []).map((one) => ({ id: one.id, to: one.category || "" })));
  }

  /** @param {Item} item @param {string} id @param {string} option */
  function pairText(item, id, option) {
    const out = document.createDocumentFragment();
    out.append(h("span", "quiz-left", textOf(item, "item", id)), " → ", textOf(item, "option", option));
    return out;
  }

  /** @param {boolean} matching @returns {Kind} */
  function pairKind(matching) {
    return {
      group: "parts",
      read(section) {
        const items = all(section, "item").map((node) => ({ id: attribute(node, "item"), to: attribute(node, "to") }));
        const options = all(section, "option").map((node) => ({ id: attribute(node, "option") }));
        return matching
          ? { lefts: items.map((one) => ({ id: one.id, right: one.to })), rights: options }
          : { items: items.map((one) => ({ id: one.id, category: one.to })), categories: options };
      },
      ask(item, seed, say) {
        const moved = shown(item, seed, ""),
          still = (matching ? pairItems(item) : item.question.categories || []).map((one) => one.id);
        const ids = matching ? still : moved,
          options = matching ? moved : still;
        const selects = ids.map(() =>
          choose(
            say,
            options.map((id) => ({ value: id, text: plain(find(item, "option", id)) })),
          ),
        );
        const nodes = ids.map((id, at) => {
          const label = /** @type {HTMLLabelElement} */ (h("label", "", textOf(item, "item", id)));
          selects[at].id = newId();
          label.htmlFor = selects[at].id;
          return h("div", "quiz-pair", label, selects[at]);
        });
        return {
          nodes,
          answer: () =>
            selects.every((select) => select.value) ? ids.map((id, at) => id + "=" + selects[at].value).sort() : [],
          missing: () => firstEmpty(selects),
        };
      },
      recall(item, answer, _seed, say) {
        const said = given(answer);
        return listed(
          h(
            "ul",
            "quiz-recall",
            ...pairItems(item).map((one) => {
              const option = said.get(one.id) || "",
                good = option === one.to;
              const line = row(
                say,
                good ? "good" : "bad",
                good ? "pair-good" : "pair-bad",
                pairText(item, one.id, option),
              );
              if (!good) get(line, "[data-reveals]").append(textOf(item, "option", one.to));
              return line;
            }),
          ),
        );
      },
      detail(item, answer) {
        const said = given(answer),
          list = pairItems(item);
        return { detail: true, found: list.filter((one) => said.get(one.id) === one.to).length, wanted: list.length };
      },
      reasons(item, answer) {
        const said = given(answer);
        return pairItems(item)
          .filter((one) => said.get(one.id) !== one.to)
          .map((one) => ({ key: one.id, text: pairText(item, one.id, one.to), say: "missed-single", good: true }));
      },
      others: (item) => pairItems(item).map((one) => ({ key: one.id, text: pairText(item, one.id, one.to) })),
    };
  }

  /** @type {Kind} */
  const ordering = {
    group: "parts",
    read(section) {
      const nodes = all(section, "item").sort((a, b) => Number(attribute(a, "rank")) - Number(attribute(b, "rank")));
      return { items: nodes.map((node) => ({ id: attribute(node, "item") })) };
    },
    ask(item, seed, say) {
      const list = listed(h("ol", "quiz-order")),
        status = h("p", "sr-only");
      status.setAttribute("role", "status");
      /** @returns {HTMLElement[]} */
      const rows = () => /** @type {HTMLElement[]} */ (Array.from(list.children));
      const refresh = () =>
        rows().forEach((line, at) => {
          get(line, ".quiz-rank").textContent = String(at + 1);
          [
            ["up", 0],
            ["down", rows().length - 1],
          ].forEach(([move, end]) => {
            // Not `disabled`: the focus must not be lost at the end of the way.
            get(line, "[data-do=" + move + "]").setAttribute("aria-disabled", String(at === end));
          });
        });
      shown(item, seed, "").forEach((id) => {
        const text = textOf(item, "item", id),
          name = plain(find(item, "item", id));
        const line = h("li", "", h("span", "quiz-rank"), h("span", "", text), say("moves", { name }));
        line.dataset.id = id;
        ["up", "down"].forEach((move) =>
          get(line, "[data-do=" + move + "]").addEventListener("click", () => {
            const other = move === "up" ? line.previousElementSibling : line.nextElementSibling;
            // The neighbour moves: what has the focus stays where it is in the document, and keeps it.
            if (other && move === "up") line.after(other);
            else if (other) line.before(other);
            refresh();
            const at = rows().indexOf(line) + 1;
            status.textContent = (
              say(other ? "moved" : "unmoved", { name, at, total: rows().length }).textContent || ""
            ).trim();
          }),
        );
        list.append(line);
      });
      refresh();
      return {
        nodes: [list, status],
        answer: () => rows().map((line) => line.dataset.id || ""),
        missing: () => get(list, "button"),
      };
    },
    recall(item, answer, _seed, say) {
      const ids = (item.question.items || []).map((one) => one.id);
      return listed(
        h(
          "ol",
          "quiz-recall",
          ...answer
            .filter((id) => ids.indexOf(id) >= 0)
            .map((id, at) => {
              // Points go to neighbours: an item that follows the right one is not marked as wrong.
              const right = ids.indexOf(id),
                good = right === at,
                follows = at > 0 && right > 0 && answer[at - 1] === ids[right - 1];
              const line = row(say, good ? "good" : follows ? "" : "bad", "", at + 1 + ". ", textOf(item, "item", id));
              get(line, "span:last-child").append(
                say(good ? "rank-good" : follows ? "rank-next" : "rank-bad", { at: right + 1 }),
              );
              return line;
            }),
        ),
      );
    },
    detail: (item, answer) => ({
      chain: true,
      found: JalonScoring.inPlace(item.question, answer),
      wanted: (item.question.items || []).length - 1,
    }),
    reasons(item, answer) {
      const good = JalonScoring.score(item.question, answer) === 100;
      const list = good
        ? []
        : [h("ol", "", ...(item.question.items || []).map((one) => h("li", "", textOf(item, "item", one.id))))];
      const text = document.createDocumentFragment();
      text.append(...list);
      return [{ key: "", text, say: good ? "" : "order", good: true }];
    },
    others: () => [],
  };

  Object.assign(kinds, { matching: pairKind(true), categorise: pairKind(false), ordering });
})();
