// @ts-check
/*
 * Jalon, questions with typed answers: numeric, short, cloze.
 * It adds to `JalonKinds.kinds`; the head of kinds.js is the contract. Only pages that need it load it.
 */
(() => {
  "use strict";

  const { get } = JalonTemplate;
  const { kinds, find, h, copy, all, textOf, shown, listed, row, attribute, plain } = JalonKinds;
  const { forgive, newId, field, choose, firstEmpty, given } = JalonFields;

  /**
   * @param {string} mode
   * @param {(section: HTMLElement) => Partial<Question>} read
   * @param {(item: Item) => string} wanted   a right answer, in words
   * @returns {Kind}
   */
  function typedKind(mode, read, wanted) {
    const number = mode === "decimal";
    /** @param {Item} item @param {string} text */
    const withUnit = (item, text) =>
      JalonText.clean(text + "\u00a0" + plain(item.section.querySelector("[data-part=unit]") || undefined));
    return {
      group: number ? "number" : "typed",
      read,
      ask(item, _seed, say) {
        const input = field(mode),
          label = /** @type {HTMLLabelElement} */ (say("answer")),
          unit = item.section.querySelector("[data-part=unit]");
        input.id = newId();
        label.htmlFor = input.id;
        const line = h("div", "quiz-typed", input);
        if (unit) {
          const after = h("span", "", copy(unit));
          after.id = input.id + "-unite";
          input.setAttribute("aria-describedby", after.id);
          line.append(after);
        }
        return {
          nodes: [label, line],
          answer: () =>
            input.value.trim() && !(number && Number.isNaN(JalonScoring.millionths(input.value)))
              ? [input.value.trim()]
              : [],
          missing: () => input,
        };
      },
      recall(item, answer, _seed, say) {
        const look = JalonScoring.score(item.question, answer) === 100 ? "good" : "bad";
        return listed(h("ul", "quiz-recall", row(say, look, "recall-" + look, withUnit(item, answer[0] || ""))));
      },
      detail: () => ({}),
      reasons(item, answer) {
        const good = JalonScoring.score(item.question, answer) === 100;
        return [
          {
            key: "",
            text: document.createTextNode(good ? "" : withUnit(item, wanted(item))),
            say: good ? "" : "missed-single",
            good: true,
          },
        ];
      },
      others: () => [],
    };
  }

  /** A text with gaps, each replaced. @param {Item} item @param {(name: string, at: number) => Node} fill */
  function filled(item, fill) {
    const text = h("div", "quiz-cloze", copy(item.section.querySelector("[data-part=text]")));
    all(text, "gap").forEach((gap, at) => gap.replaceWith(fill(attribute(gap, "gap"), at)));
    return text;
  }

  /** What was put in a gap, in words. @param {Item} item @param {string} name @param {string} value */
  function gapText(item, name, value) {
    const option = find(item, "option", name + "=" + value);
    return option ? plain(option) : value;
  }

  /** @param {Item} item @param {{id: string} & Blank} gap */
  function gapWanted(item, gap) {
    const right = (gap.options || []).filter((option) => option.correct)[0];
    return right ? gapText(item, gap.id, right.id) : (gap.answers || [""])[0];
  }

  /** @type {Kind} */
  const cloze = {
    group: "parts",
    read: (section) => ({
      gaps: all(section, "blank").map((node) => {
        const id = attribute(node, "blank");
        const options = all(node, "option").map((option) => ({
          id: attribute(option, "option").slice(id.length + 1),
          correct: option.hasAttribute("data-correct"),
        }));
        return {
          id,
          options,
          answers: all(node, "accept").map((one) => attribute(one, "accept")),
          forgive: forgive(node),
        };
      }),
    }),
    ask(item, seed, say) {
      /** @type {Map<string, HTMLInputElement | HTMLSelectElement>} */
      const controls = new Map();
      const text = filled(item, (name, at) => {
        const options = shown(item, seed, name);
        const control = options.length
          ? choose(
              say,
              options.map((id) => ({ value: id, text: gapText(item, name, id) })),
            )
          : field("text");
        control.setAttribute("aria-label", (say("gap", { at: at + 1 }).textContent || "").trim());
        controls.set(name, control);
        return control;
      });
      return {
        nodes: [text],
        answer: () => {
          const all = Array.from(controls, ([name, control]) => ({ name, value: control.value.trim() }));
          return all.every((one) => one.value) ? all.map((one) => one.name + "=" + one.value) : [];
        },
        missing: () => firstEmpty(Array.from(controls.values())),
      };
    },
    recall(item, answer, _seed, say) {
      const said = given(answer);
      return filled(item, (name) => {
        const gap = (item.question.gaps || []).filter((one) => one.id === name)[0],
          value = said.get(name) || "";
        const good = !!gap && !!JalonScoring.blankIsRight(gap, value);
        const word = say(good ? "gap-good" : "gap-bad");
        if (gap && !good) get(word, "[data-reveals]").append(h("strong", "", gapWanted(item, gap)));
        return h(
          "span",
          "quiz-filled " + (good ? "is-good" : "is-bad"),
          copy(say(good ? "icon-good" : "icon-bad")),
          gapText(item, name, value),
          word,
        );
      });
    },
    detail(item, answer) {
      const said = given(answer),
        gaps = item.question.gaps || [];
      return {
        detail: true,
        found: gaps.filter((gap) => JalonScoring.blankIsRight(gap, said.get(gap.id) || "")).length,
        wanted: gaps.length,
      };
    },
    reasons(item, answer) {
      const said = given(answer);
      return (item.question.gaps || [])
        .filter((gap) => !JalonScoring.blankIsRight(gap, said.get(gap.id) || ""))
        .map((gap) => {
          const value = said.get(gap.id) || "",
            options = gap.options || [];
          const known = options.some((option) => option.id === value);
          return {
            key: known ? gap.id + "=" + value : gap.id,
            text: document.createTextNode(gapText(item, gap.id, value)),
            say: "answered",
            good: false,
          };
        });
    },
    others(item) {
      /** @type {Other[]} */
      const out = [];
      (item.question.gaps || []).forEach((gap) => {
        (gap.options || []).forEach((option) =>
          out.push({ key: gap.id + "=" + option.id, text: textOf(item, "option", gap.id + "=" + option.id) }),
        );
        if (!(gap.options || []).length) out.push({ key: gap.id, text: document.createTextNode(gapWanted(item, gap)) });
      });
      return out;
    },
  };

  Object.assign(kinds, {
    cloze,
    numeric: typedKind(
      "decimal",
      (section) => {
        return { value: attribute(section, "value"), tolerance: attribute(section, "tolerance") };
      },
      (item) => (item.question.value || "").replace(".", ",").replace("-", "\u2212"),
    ),
    short: typedKind(
      "text",
      (section) => {
        return { answers: all(section, "accept").map((node) => plain(node)), forgive: forgive(section) };
      },
      (item) => (item.question.answers || [""])[0],
    ),
  });
})();
