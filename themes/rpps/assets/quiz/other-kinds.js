// @ts-check
/*
 * Jalon, the kinds of questions beyond a choice: matching, categorise, ordering, numeric, short, cloze, scenario.
 * It adds to `JalonKinds.kinds`; the head of kinds.js is the contract. Only pages that need it load it.
 */
(() => {
  "use strict";

  const { get } = JalonTemplate;
  const { kinds, wording, find, h, copy, all, textOf, shown, listed, row, attribute, plain, box, checked } = JalonKinds;

  // ---------------------------------------------------------------- small tools

  /** @param {HTMLElement} node what carries data-forgive @returns {Forgive} */
  function forgive(node) {
    const words = attribute(node, "forgive").split(" ");
    return {
      accents: words.indexOf("accents") >= 0,
      case: words.indexOf("case") >= 0,
      spaces: words.indexOf("spaces") >= 0,
    };
  }

  // Several quizzes may stand in a page.
  let made = 0;
  const newId = () => {
    made += 1;
    return "quiz-champ-" + made;
  };

  /** A field of text. @param {string} mode an inputmode */
  function field(mode) {
    const input = document.createElement("input");
    input.className = "input";
    input.type = "text";
    input.maxLength = 200;
    input.inputMode = mode;
    input.autocomplete = "off";
    input.setAttribute("autocapitalize", "off");
    input.setAttribute("autocorrect", "off");
    input.spellcheck = false;
    return input;
  }

  /**
   * A list to choose from.
   * @param {Say} say @param {{value: string, text: string}[]} options
   */
  function choose(say, options) {
    const select = document.createElement("select");
    select.className = "input";
    select.append(new Option((say("choose").textContent || "").trim(), ""));
    options.forEach((option) => select.append(new Option(option.text, option.value)));
    return select;
  }

  /** The first control without a value. @param {(HTMLInputElement | HTMLSelectElement)[]} controls */
  function firstEmpty(controls) {
    return controls.filter((control) => !control.value.trim())[0] || controls[0];
  }

  /** @param {Answer} answer */
  function given(answer) {
    return JalonScoring.parts(answer) || new Map();
  }

  // ---------------------------------------------------------------- pairs: matching, categorise

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

  // ---------------------------------------------------------------- ordering

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

  // ---------------------------------------------------------------- typed answers

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

  // ---------------------------------------------------------------- cloze

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

  // ---------------------------------------------------------------- scenario

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
      show();
      return {
        nodes: [done, now],
        answer: () => (checked(boxes).length ? path.concat(checked(boxes)) : []),
        missing: () => get(boxes[0], "input"),
        goOn() {
          const entry = checked(boxes)[0];
          path.push(entry);
          if (path.length > 90 || !show()) return null;
          const line = taken(item, entry, say);
          done.append(line);
          return get(line, "h4");
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

  // ---------------------------------------------------------------- all of them

  Object.assign(kinds, {
    matching: pairKind(true),
    categorise: pairKind(false),
    ordering,
    cloze,
    scenario,
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
