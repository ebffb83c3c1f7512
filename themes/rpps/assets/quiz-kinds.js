// @ts-check
/*
 * Jalon, the kinds of questions: how each is read from the page, asked, recalled and explained. quiz.js runs the quiz.
 * In section[data-question][data-kind][data-credit][data-weight][data-objective][data-objective-id]
 *   any kind      [data-part=text|hint|explanation]; [data-feedback=key] ([data-review] a), key "" for the whole
 *   single, multiple, true-false   [data-choice=id][data-correct?]
 *   matching, categorise           [data-item=id][data-to=id of an option], [data-option=id]
 *   ordering                       [data-item=id][data-rank]
 *   cloze         [data-gap=name] in the text; [data-blank=name] with [data-option="name=id"][data-correct?], or as short
 *   numeric       [data-value][data-tolerance]; [data-part=unit]
 *   short         [data-forgive="accents case spaces"] with [data-accept]
 *   scenario      [data-start]; [data-step=id] with [data-part=step], [data-choice="step=id"][data-next]; [data-end=id][data-score]
 * What they hold is safe HTML. Controls are native; nothing needs a pointer. Words come from the template, by `say`.
 * To add a kind: a rule in core.js, an entry in `kinds`, its words in the template.
 */

/**
 * @typedef {object} Item           one question, as read from the page
 * @property {Question} question    what core.js needs to score it
 * @property {HTMLElement} section
 * @property {boolean} still        its lists are shown as written
 * @property {string} print         fingerprint of its content: an answer given to another text does not count
 *
 * @typedef {Record<string, string | number | boolean>} Values
 * @typedef {(name: string, values?: Values) => HTMLElement} Say   a copy of what the template holds under that name
 * @typedef {{key: string, text: Node, say: string, good: boolean}} Reason   a feedback worth reading, and why ("" : no label)
 * @typedef {{key: string, text: Node}} Other                      a feedback, and what it is about
 *
 * @typedef {object} Asked
 * @property {Node[]} nodes                  the controls, inside the fieldset
 * @property {() => Answer} answer           what the controls say; empty: something is missing
 * @property {() => HTMLElement} missing     the control to fill first
 * @property {() => HTMLElement | null} [goOn]   goes on with the same question: where reading goes on; null at its end
 *
 * @typedef {object} Kind
 * @property {string} group     what its error message is about: choice, parts, typed, number
 * @property {boolean} [steps]  its recall holds every feedback already
 * @property {(section: HTMLElement) => Partial<Question>} read
 * @property {(item: Item, seed: number, say: Say) => Asked} ask
 * @property {(item: Item, answer: Answer, seed: number, say: Say) => Node} recall   question and answer, in words
 * @property {(item: Item, answer: Answer) => Values} detail    what the verdict tells of a wrong answer
 * @property {(item: Item, answer: Answer) => Reason[]} reasons   what to explain, in order
 * @property {(item: Item) => Other[]} others                  all that has a feedback
 */

var JalonKinds = (() => {
  "use strict";

  // ---------------------------------------------------------------- small tools

  /**
   * An element; children are nodes or text, never markup.
   * @param {string} tag
   * @param {string} look   its class
   * @param {(Node | string)[]} children
   */
  function h(tag, look, ...children) {
    const node = document.createElement(tag);
    if (look) node.className = look;
    node.append(...children);
    return node;
  }

  /**
   * Copies of what an element holds, without ids: the original stays in the page.
   * @param {Element | null | undefined} element
   */
  function copy(element) {
    const out = document.createDocumentFragment();
    if (element) out.append(...Array.from(element.cloneNode(true).childNodes));
    out.querySelectorAll("[id]").forEach((node) => node.removeAttribute("id"));
    return out;
  }

  /**
   * @template {Element} T
   * @param {ParentNode} near
   * @param {string} selector
   * @returns {T} something which the page always holds
   */
  function get(near, selector) {
    return /** @type {T} */ (near.querySelector(selector));
  }

  /** @param {ParentNode} near @param {string} name @returns {HTMLElement[]} */
  function all(near, name) {
    return Array.from(near.querySelectorAll("[data-" + name + "]"));
  }

  /** By attribute; never by a selector: ids may come from storage. @param {Item} item @param {string} name @param {string} id */
  function find(item, name, id) {
    return all(item.section, name).filter((node) => node.getAttribute("data-" + name) === id)[0];
  }

  /** @param {Item} item @param {string} name @param {string} id */
  function textOf(item, name, id) {
    return copy(find(item, name, id));
  }

  /** The last paragraph asks, what stands before it is context. @param {Element | null | undefined} of */
  function wording(of) {
    const lead = h("div", "quiz-text", copy(of)), ask = document.createDocumentFragment();
    const last = lead.lastElementChild, alone = !!last && last.tagName === "P";
    if (alone) last.remove();
    ask.append(...Array.from((alone ? last : lead).childNodes));
    return { lead, ask };
  }

  /** @param {HTMLElement} list */
  function listed(list) {
    list.setAttribute("role", "list"); // Safari forgets that a list without bullets is one
    return list;
  }

  /**
   * One line of what was answered.
   * @param {Say} say @param {string} look  good, bad, missed or "" @param {string} word @param {(Node | string)[]} nodes
   */
  function row(say, look, word, ...nodes) {
    const text = h("span", "", ...nodes), dot = h("span", "quiz-dot");
    if (look) dot.append(copy(say(look === "bad" ? "icon-bad" : "icon-good")));
    if (word) text.append(say(word));
    return h("li", look && "is-" + look, dot, text);
  }

  /** @param {Element} node @param {string} name */
  function attribute(node, name) {
    return node.getAttribute("data-" + name) || "";
  }

  /** @param {HTMLElement} node what carries data-forgive @returns {Forgive} */
  function forgive(node) {
    const words = attribute(node, "forgive").split(" ");
    return { accents: words.indexOf("accents") >= 0, case: words.indexOf("case") >= 0, spaces: words.indexOf("spaces") >= 0 };
  }

  let made = 0; // for ids: several quizzes may stand in a page

  /** A field of text. @param {string} mode an inputmode @param {string} label for those who do not see where it stands */
  function field(mode, label) {
    const input = document.createElement("input");
    input.className = "input";
    input.type = "text";
    input.maxLength = 200;
    input.inputMode = mode;
    input.autocomplete = "off";
    input.setAttribute("autocapitalize", "off");
    input.setAttribute("autocorrect", "off");
    input.spellcheck = false;
    if (label) input.setAttribute("aria-label", label);
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

  /** @param {Element | undefined} node */
  function plain(node) {
    return node ? Jalon.clean(node.textContent || "") : "";
  }

  /** The first control without a value. @param {(HTMLInputElement | HTMLSelectElement)[]} controls */
  function firstEmpty(controls) {
    return controls.filter((control) => !control.value.trim())[0] || controls[0];
  }

  /** @param {Item} item @param {Answer} answer */
  function given(item, answer) {
    return Jalon.parts(answer) || new Map();
  }

  // ---------------------------------------------------------------- choices

  /** @param {string} type radio or checkbox @param {string} name @param {string} id @param {Node} text */
  function box(type, name, id, text) {
    const input = document.createElement("input");
    input.type = type;
    input.name = name;
    input.value = id;
    return h("label", "choice", input, h("span", "", text));
  }

  /** @param {Node[]} nodes */
  function checked(nodes) {
    /** @type {string[]} */
    const out = [];
    nodes.forEach((node) => {
      const input = /** @type {HTMLElement} */ (node).querySelector("input");
      if (input && input.checked) out.push(input.value);
    });
    return out;
  }

  /**
   * @param {"radio" | "checkbox"} type
   * @param {boolean} shuffled
   * @returns {Kind}
   */
  function choiceKind(type, shuffled) {
    /** @param {Item} item @param {number} seed */
    function ordered(item, seed) {
      const choices = item.question.choices || [];
      return shuffled && !item.still ? Jalon.choiceOrder(choices, seed, item.question.id) : choices;
    }
    return {
      group: "choice",
      read: (section) => ({ choices: all(section, "choice").map((node) => ({ id: attribute(node, "choice"), correct: node.hasAttribute("data-correct") })) }),
      ask(item, seed) {
        const nodes = ordered(item, seed).map((choice) => box(type, item.question.id, choice.id, textOf(item, "choice", choice.id)));
        return { nodes, answer: () => checked(nodes), missing: () => get(nodes[0], "input") };
      },
      recall: (item, answer, seed, say) => listed(h("ul", "quiz-recall", ...ordered(item, seed).map((choice) => {
        const chosen = answer.indexOf(choice.id) >= 0;
        const look = chosen ? (choice.correct ? "good" : "bad") : choice.correct ? "missed" : "";
        return row(say, look, look && "recall-" + look, textOf(item, "choice", choice.id));
      }))),
      detail(item, answer) {
        const wanted = Jalon.correctIds(item.question), found = answer.filter((id) => wanted.indexOf(id) >= 0).length;
        return { detail: type === "checkbox", near: found > 0, found, wanted: wanted.length, extra: answer.length - found };
      },
      reasons(item, answer) {
        const choices = item.question.choices || [], chosen = choices.filter((choice) => answer.indexOf(choice.id) >= 0);
        const missed = choices.filter((choice) => choice.correct && chosen.indexOf(choice) < 0);
        const alone = chosen.length === 1 && chosen[0].correct && !missed.length;
        return chosen.map((choice) => ({ key: choice.id, text: textOf(item, "choice", choice.id), say: alone ? "" : "chosen", good: choice.correct }))
          .concat(missed.map((choice) => ({ key: choice.id, text: textOf(item, "choice", choice.id), say: type === "radio" ? "missed-single" : "missed-multiple", good: true })));
      },
      others: (item) => (item.question.choices || []).map((choice) => ({ key: choice.id, text: textOf(item, "choice", choice.id) })),
    };
  }

  // ---------------------------------------------------------------- pairs: matching, categorise

  /** @param {Item} item @returns {{id: string, to: string}[]} */
  function pairItems(item) {
    return (item.question.lefts || []).map((left) => ({ id: left.id, to: left.right }))
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
    /** @param {Item} item @param {number} seed @param {{id: string}[]} list */
    const order = (item, seed, list) => (item.still ? list : Jalon.choiceOrder(list, seed, item.question.id)).map((one) => one.id);
    return {
      group: "parts",
      read(section) {
        const items = all(section, "item").map((node) => ({ id: attribute(node, "item"), to: attribute(node, "to") }));
        const options = all(section, "option").map((node) => ({ id: attribute(node, "option") }));
        return matching ? { lefts: items.map((one) => ({ id: one.id, right: one.to })), rights: options }
          : { items: items.map((one) => ({ id: one.id, category: one.to })), categories: options };
      },
      ask(item, seed, say) {
        const ids = matching ? pairItems(item).map((one) => one.id) : order(item, seed, pairItems(item));
        const options = matching ? order(item, seed, item.question.rights || []) : (item.question.categories || []).map((one) => one.id);
        const selects = ids.map(() => choose(say, options.map((id) => ({ value: id, text: plain(find(item, "option", id)) }))));
        const nodes = ids.map((id, at) => {
          const label = /** @type {HTMLLabelElement} */ (h("label", "", textOf(item, "item", id)));
          label.htmlFor = selects[at].id = "quiz-champ-" + (made += 1);
          return h("div", "quiz-pair", label, selects[at]);
        });
        return {
          nodes,
          answer: () => selects.every((select) => select.value) ? ids.map((id, at) => id + "=" + selects[at].value).sort() : [],
          missing: () => firstEmpty(selects),
        };
      },
      recall(item, answer, seed, say) {
        const said = given(item, answer);
        return listed(h("ul", "quiz-recall", ...pairItems(item).map((one) => {
          const option = said.get(one.id) || "", good = option === one.to;
          const line = row(say, good ? "good" : "bad", good ? "pair-good" : "pair-bad", pairText(item, one.id, option));
          if (!good) get(line, "small").append(textOf(item, "option", one.to));
          return line;
        })));
      },
      detail(item, answer) {
        const said = given(item, answer), list = pairItems(item);
        return { detail: true, found: list.filter((one) => said.get(one.id) === one.to).length, wanted: list.length };
      },
      reasons(item, answer) {
        const said = given(item, answer);
        return pairItems(item).filter((one) => said.get(one.id) !== one.to)
          .map((one) => ({ key: one.id, text: pairText(item, one.id, one.to), say: "wanted", good: false }));
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
      const list = listed(h("ol", "quiz-order")), status = h("p", "sr-only");
      status.setAttribute("role", "status");
      /** @returns {HTMLElement[]} */
      const rows = () => /** @type {HTMLElement[]} */ (Array.from(list.children));
      const refresh = () => rows().forEach((line, at) => {
        get(line, ".quiz-rank").textContent = String(at + 1);
        [["up", 0], ["down", rows().length - 1]].forEach(([move, end]) => {
          // Not `disabled`: the focus must not be lost at the end of the way.
          get(line, "[data-do=" + move + "]").setAttribute("aria-disabled", String(at === end));
        });
      });
      Jalon.disorder(item.question.items || [], seed, item.question.id).forEach((id) => {
        const text = textOf(item, "item", id), name = plain(find(item, "item", id));
        const line = h("li", "", h("span", "quiz-rank"), h("span", "", text), say("moves", { name }));
        line.dataset.id = id;
        ["up", "down"].forEach((move) => get(line, "[data-do=" + move + "]").addEventListener("click", () => {
          const other = move === "up" ? line.previousElementSibling : line.nextElementSibling;
          // The neighbour moves: what has the focus stays where it is in the document, and keeps it.
          if (other && move === "up") line.after(other);
          else if (other) line.before(other);
          refresh();
          const at = rows().indexOf(line) + 1;
          status.textContent = (say(other ? "moved" : "unmoved", { name, at, total: rows().length }).textContent || "").trim();
        }));
        list.append(line);
      });
      refresh();
      return { nodes: [list, status], answer: () => rows().map((line) => line.dataset.id || ""), missing: () => get(list, "button") };
    },
    recall(item, answer, seed, say) {
      const ids = (item.question.items || []).map((one) => one.id);
      return listed(h("ol", "quiz-recall", ...answer.filter((id) => ids.indexOf(id) >= 0).map((id, at) => {
        const right = ids.indexOf(id), good = right === at;
        const line = row(say, good ? "good" : "bad", "", at + 1 + ". ", textOf(item, "item", id));
        get(line, "span:last-child").append(say(good ? "rank-good" : "rank-bad", { at: right + 1 }));
        return line;
      })));
    },
    detail: (item, answer) => ({ chain: true, found: Jalon.inPlace(item.question, answer), wanted: (item.question.items || []).length - 1 }),
    reasons(item, answer) {
      const good = Jalon.score(item.question, answer) === 100;
      const list = good ? [] : [h("ol", "", ...(item.question.items || []).map((one) => h("li", "", textOf(item, "item", one.id))))];
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
    const withUnit = (item, text) => Jalon.clean(text + "\u00a0" + plain(item.section.querySelector("[data-part=unit]") || undefined));
    return {
      group: number ? "number" : "typed",
      read,
      ask(item, seed, say) {
        const input = field(mode, ""), label = /** @type {HTMLLabelElement} */ (say("answer")), unit = item.section.querySelector("[data-part=unit]");
        label.htmlFor = input.id = "quiz-champ-" + (made += 1);
        const line = h("div", "quiz-typed", input);
        if (unit) {
          const after = h("span", "", copy(unit));
          after.id = input.id + "-unite";
          input.setAttribute("aria-describedby", after.id);
          line.append(after);
        }
        return {
          nodes: [label, line],
          answer: () => input.value.trim() && !(number && isNaN(Jalon.millionths(input.value))) ? [input.value.trim()] : [],
          missing: () => input,
        };
      },
      recall(item, answer, seed, say) {
        const look = Jalon.score(item.question, answer) === 100 ? "good" : "bad";
        return listed(h("ul", "quiz-recall", row(say, look, "recall-" + look, withUnit(item, answer[0] || ""))));
      },
      detail: () => ({}),
      reasons(item, answer) {
        const good = Jalon.score(item.question, answer) === 100;
        return [{ key: "", text: document.createTextNode(good ? "" : withUnit(item, wanted(item))), say: good ? "" : "missed-single", good: true }];
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
          id: attribute(option, "option").slice(id.length + 1), correct: option.hasAttribute("data-correct"),
        }));
        return { id, options, answers: all(node, "accept").map(plain), forgive: forgive(node) };
      }),
    }),
    ask(item, seed, say) {
      /** @type {Map<string, HTMLInputElement | HTMLSelectElement>} */
      const controls = new Map();
      const text = filled(item, (name, at) => {
        const gap = (item.question.gaps || []).filter((one) => one.id === name)[0], options = (gap && gap.options) || [];
        const shown = item.still ? options : Jalon.choiceOrder(options, seed, item.question.id + "/" + name);
        const control = options.length ? choose(say, shown.map((option) => ({ value: option.id, text: gapText(item, name, option.id) }))) : field("text", "");
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
    recall(item, answer, seed, say) {
      const said = given(item, answer);
      return filled(item, (name) => {
        const gap = (item.question.gaps || []).filter((one) => one.id === name)[0], value = said.get(name) || "";
        const good = !!gap && !!Jalon.blankIsRight(gap, value);
        const out = h("span", "quiz-filled " + (good ? "is-good" : "is-bad"), copy(say(good ? "icon-good" : "icon-bad")), gapText(item, name, value), say(good ? "gap-good" : "gap-bad"));
        if (gap && !good) out.append(h("strong", "", gapWanted(item, gap)));
        return out;
      });
    },
    detail(item, answer) {
      const said = given(item, answer), gaps = item.question.gaps || [];
      return { detail: true, found: gaps.filter((gap) => Jalon.blankIsRight(gap, said.get(gap.id) || "")).length, wanted: gaps.length };
    },
    reasons(item, answer) {
      const said = given(item, answer);
      return (item.question.gaps || []).filter((gap) => !Jalon.blankIsRight(gap, said.get(gap.id) || "")).map((gap) => {
        const value = said.get(gap.id) || "", options = gap.options || [];
        const known = options.some((option) => option.id === value);
        return { key: known ? gap.id + "=" + value : gap.id, text: document.createTextNode(gapText(item, gap.id, value)), say: "answered", good: false };
      });
    },
    others(item) {
      /** @type {Other[]} */
      const out = [];
      (item.question.gaps || []).forEach((gap) => {
        (gap.options || []).forEach((option) => out.push({ key: gap.id + "=" + option.id, text: textOf(item, "option", gap.id + "=" + option.id) }));
        if (!(gap.options || []).length) out.push({ key: gap.id, text: document.createTextNode(gapWanted(item, gap)) });
      });
      return out;
    },
  };

  // ---------------------------------------------------------------- scenario

  /** One step already taken: what was told, what was chosen, what follows. @param {Item} item @param {string} entry @param {Say} say */
  function taken(item, entry, say) {
    const step = find(item, "step", entry.split("=")[0]);
    const word = say("follows"), after = find(item, "feedback", entry);
    return h("li", "", h("div", "quiz-text", copy(step && step.querySelector("[data-part=step]"))),
      h("p", "quiz-taken", say("chosen"), " ", textOf(item, "choice", entry)), h("div", "quiz-follows", word, copy(after)));
  }

  /** @type {Kind} */
  const scenario = {
    group: "choice",
    steps: true,
    read: (section) => ({
      start: attribute(section, "start"),
      steps: all(section, "step").map((step) => {
        const id = attribute(step, "step");
        return { id, choices: all(step, "choice").map((node) => ({ id: attribute(node, "choice").slice(id.length + 1), next: attribute(node, "next") })) };
      }),
      ends: all(section, "end").map((end) => ({ id: attribute(end, "end"), score: Number(attribute(end, "score")) || 0 })),
    }),
    ask(item, seed, say) {
      const done = listed(h("ol", "quiz-steps")), now = h("div", "quiz-step");
      /** @type {Answer} */
      const path = [];
      /** @type {HTMLElement[]} */
      let boxes = [];
      const show = () => {
        const id = Jalon.pathTo(item.question, path), step = (item.question.steps || []).filter((one) => one.id === id)[0];
        now.textContent = "";
        if (!step) return false;
        const text = wording(get(/** @type {HTMLElement} */ (find(item, "step", id)), "[data-part=step]"));
        const ways = item.still ? step.choices : Jalon.choiceOrder(step.choices, seed, item.question.id + "/" + id);
        boxes = ways.map((way) => box("radio", item.question.id + "-" + id, id + "=" + way.id, textOf(item, "choice", id + "=" + way.id)));
        now.append(text.lead, h("fieldset", "", h("legend", "", text.ask), ...boxes));
        return true;
      };
      show();
      return {
        nodes: [done, now],
        answer: () => checked(boxes).length ? path.concat(checked(boxes)) : [],
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
    recall(item, answer, seed, say) {
      const end = Jalon.pathEnd(item.question, answer), known = answer.filter((entry) => find(item, "choice", entry));
      const path = listed(h("ol", "quiz-steps", ...known.map((entry) => taken(item, entry, say))));
      if (end) path.append(h("li", "quiz-end", say("end"), textOf(item, "end", end.id)));
      return path;
    },
    detail: () => ({}),
    reasons: (item, answer) => answer.filter((entry) => find(item, "choice", entry))
      .map((entry) => ({ key: entry, text: textOf(item, "choice", entry), say: "chosen", good: false })),
    others: () => [],
  };

  // ---------------------------------------------------------------- all of them

  /** @type {Record<string, Kind>} */
  const kinds = {
    single: choiceKind("radio", true), multiple: choiceKind("checkbox", true), "true-false": choiceKind("radio", false),
    matching: pairKind(true), categorise: pairKind(false), ordering, cloze, scenario,
    numeric: typedKind("decimal", (section) => {
      return { value: attribute(section, "value"), tolerance: attribute(section, "tolerance") };
    }, (item) => (item.question.value || "").replace(".", ",").replace("-", "\u2212")),
    short: typedKind("text", (section) => {
      return { answers: all(section, "accept").map((node) => plain(node)), forgive: forgive(section) };
    }, (item) => (item.question.answers || [""])[0]),
  };

  /** @param {HTMLElement} section @param {boolean} still its lists are shown as written @returns {Item[]} none when its kind is unknown */
  function readItem(section, still) {
    const id = attribute(section, "question"), kind = attribute(section, "kind");
    if (!Object.prototype.hasOwnProperty.call(kinds, kind)) return [];
    /** @type {Question} */
    const question = Object.assign({ id, kind }, kinds[kind].read(section));
    if (section.dataset.credit) question.credit = section.dataset.credit;
    const texts = Array.from(section.querySelectorAll("[data-part=text], [data-part=step], [data-choice], [data-item], [data-option], [data-end]"));
    const print = Jalon.sha256Hex([JSON.stringify(question)].concat(texts.map((node) => Jalon.canonicalText(node.textContent || ""))).join("\n")).slice(0, 8);
    question.weight = Number(section.dataset.weight) || 1;
    question.objective = section.dataset.objective || "";
    return [{ question, section, still, print }];
  }

  return { kinds, readItem, wording, find, h, copy, get };
})();
