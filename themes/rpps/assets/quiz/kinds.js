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
 * To add a kind: a rule in rules/scoring.js, an entry in `kinds`, its words in the template.
 */

/**
 * @typedef {object} Item           one question, as read from the page
 * @property {Question} question    what rules/scoring.js needs to score it
 * @property {HTMLElement} section
 * @property {boolean} still        its lists are shown as written
 * @property {string} print         fingerprint of its content: an answer given to another text does not count
 *
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

  const { get } = JalonTemplate;

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

  /** Ids of a list, in the order shown. @param {Item} item @param {number} seed @param {string} part a gap, a step, or "" */
  function shown(item, seed, part) {
    return JalonDraw.shown(item.question, seed, !item.still)[part] || [];
  }

  /** The last paragraph asks, what stands before it is context. @param {Element | null | undefined} of */
  function wording(of) {
    const lead = h("div", "quiz-text", copy(of)),
      ask = document.createDocumentFragment();
    const last = lead.lastElementChild,
      alone = !!last && last.tagName === "P";
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
    const text = h("span", "", ...nodes),
      dot = h("span", "quiz-dot");
    if (look) dot.append(copy(say(look === "bad" ? "icon-bad" : "icon-good")));
    if (word) text.append(say(word));
    return h("li", look && "is-" + look, dot, text);
  }

  /** @param {Element} node @param {string} name */
  function attribute(node, name) {
    return node.getAttribute("data-" + name) || "";
  }

  /** @param {Element | undefined} node */
  function plain(node) {
    return node ? JalonText.clean(node.textContent || "") : "";
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
      if (input?.checked) out.push(input.value);
    });
    return out;
  }

  /**
   * @param {"radio" | "checkbox"} type
   * @returns {Kind}
   */
  function choiceKind(type) {
    /** @param {Item} item @param {number} seed @returns {Choice[]} */
    function ordered(item, seed) {
      const choices = item.question.choices || [];
      return shown(item, seed, "").map((id) => choices.filter((choice) => choice.id === id)[0]);
    }
    return {
      group: "choice",
      read: (section) => ({
        choices: all(section, "choice").map((node) => ({
          id: attribute(node, "choice"),
          correct: node.hasAttribute("data-correct"),
        })),
      }),
      ask(item, seed) {
        const nodes = ordered(item, seed).map((choice) =>
          box(type, item.question.id, choice.id, textOf(item, "choice", choice.id)),
        );
        return { nodes, answer: () => checked(nodes), missing: () => get(nodes[0], "input") };
      },
      recall: (item, answer, seed, say) =>
        listed(
          h(
            "ul",
            "quiz-recall",
            ...ordered(item, seed).map((choice) => {
              const chosen = answer.indexOf(choice.id) >= 0;
              const look = chosen ? (choice.correct ? "good" : "bad") : choice.correct ? "missed" : "";
              return row(say, look, look && "recall-" + look, textOf(item, "choice", choice.id));
            }),
          ),
        ),
      detail(item, answer) {
        const wanted = JalonScoring.correctIds(item.question),
          found = answer.filter((id) => wanted.indexOf(id) >= 0).length;
        return {
          detail: type === "checkbox",
          near: found > 0 && found < wanted.length,
          found,
          wanted: wanted.length,
          extra: answer.length - found,
        };
      },
      reasons(item, answer) {
        const choices = item.question.choices || [],
          chosen = choices.filter((choice) => answer.indexOf(choice.id) >= 0);
        const missed = choices.filter((choice) => choice.correct && chosen.indexOf(choice) < 0);
        const alone = chosen.length === 1 && chosen[0].correct && !missed.length;
        return chosen
          .map((choice) => ({
            key: choice.id,
            text: textOf(item, "choice", choice.id),
            say: alone ? "" : "chosen",
            good: choice.correct,
          }))
          .concat(
            missed.map((choice) => ({
              key: choice.id,
              text: textOf(item, "choice", choice.id),
              say: type === "radio" ? "missed-single" : "missed-multiple",
              good: true,
            })),
          );
      },
      others: (item) =>
        (item.question.choices || []).map((choice) => ({ key: choice.id, text: textOf(item, "choice", choice.id) })),
    };
  }

  // ---------------------------------------------------------------- all of them

  /** @type {Record<string, Kind>} lists.js, typed.js and scenario.js add to them */
  const kinds = { single: choiceKind("radio"), multiple: choiceKind("checkbox"), "true-false": choiceKind("radio") };

  /** @param {HTMLElement} section @param {boolean} still its lists are shown as written @returns {Item[]} none when its kind is unknown */
  function readItem(section, still) {
    const id = attribute(section, "question"),
      kind = attribute(section, "kind");
    if (!Object.prototype.hasOwnProperty.call(kinds, kind)) return [];
    /** @type {Question} */
    const question = Object.assign({ id, kind }, kinds[kind].read(section));
    if (section.dataset.credit) question.credit = section.dataset.credit;
    const texts = Array.from(
      section.querySelectorAll(
        "[data-part=text], [data-part=step], [data-choice], [data-item], [data-option], [data-end]",
      ),
    );
    const print = JalonDigest.sha256Hex(
      [JSON.stringify(question)]
        .concat(texts.map((node) => JalonText.canonicalText(node.textContent || "")))
        .join("\n"),
    ).slice(0, 8);
    question.weight = Number(section.dataset.weight) || 1;
    question.objective = section.dataset.objective || "";
    return [{ question, section, still, print }];
  }

  return {
    kinds,
    readItem,
    wording,
    find,
    h,
    copy,
    all,
    textOf,
    shown,
    listed,
    row,
    attribute,
    plain,
    box,
    checked,
  };
})();
