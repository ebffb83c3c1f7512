// @ts-check
/*
 * Jalon, the quiz of a page. The HTML is the data, and the words (templates/widgets/quiz.html):
 *   section[data-quiz][data-pass][data-course][data-module][data-version]
 *     [data-static]                              what is read without script: hidden here, always printed
 *       section[data-question][data-kind][data-objective]
 *         [data-part=text|hint|explanation]      safe HTML
 *         [data-choice][data-correct?]           safe HTML
 *         [data-feedback=choice] ([data-review] a)
 *     template [data-say=name]                   what the script shows; in it, {x} is a value, [data-if=x] a part
 *                                                kept when x is true, [data-do=x] a control
 * Nothing is stored before « Commencer ». The rules (scoring, order, storage) are in core.js.
 * To add a kind of question: a rule in core.js, an entry in `kinds` below, its words in the template.
 */
(() => {
  "use strict";

  /**
   * @typedef {object} Item           one question, as read from the page
   * @property {Question} question    what core.js needs to score it
   * @property {HTMLElement} section
   * @property {string} print         fingerprint of its content: an answer given to another text does not count
   *
   * @typedef {Record<string, string | number | boolean>} Values
   * @typedef {(name: string, values?: Values) => HTMLElement} Say   a copy of what the template holds under that name
   * @typedef {{choice: string, say: string, good: boolean}} Reason  a choice worth explaining, and why
   *
   * @typedef {object} Kind
   * @property {(item: Item, seed: number) => Node[]} fields            the controls, inside the fieldset
   * @property {(form: HTMLFormElement) => Answer} answer               what the controls say; empty: not answered
   * @property {(item: Item, answer: Answer, seed: number, say: Say) => Node} recall  the same once answered, in words
   * @property {(item: Item, answer: Answer) => Values} verdict         good, part or bad, and the details
   * @property {(item: Item, answer: Answer) => Reason[]} reasons       what to explain, in order
   */

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

  /** Replaces what an element holds. @param {HTMLElement} box @param {Node[]} nodes */
  function put(box, ...nodes) {
    box.textContent = "";
    box.append(...nodes);
  }

  /**
   * Copies of what an element holds, without ids: the original stays in the page.
   * @param {Element | null} element
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
   * @returns {T} something which the template always holds
   */
  function get(near, selector) {
    return /** @type {T} */ (near.querySelector(selector));
  }

  /** @param {HTMLElement} node @param {string} name @param {() => void} action */
  function on(node, name, action) {
    const control = node.querySelector('[data-do="' + name + '"]');
    if (control) control.addEventListener("click", action);
  }

  /** @param {Item} item @param {string} id */
  function choiceText(item, id) {
    return copy(item.section.querySelector('[data-choice="' + id + '"]'));
  }

  // ---------------------------------------------------------------- kinds of questions

  /**
   * @param {"radio" | "checkbox"} type
   * @returns {Kind}
   */
  function choiceKind(type) {
    /** @param {Item} item @param {number} seed */
    const ordered = (item, seed) => Jalon.choiceOrder(item.question.choices, seed, item.question.id);
    return {
      fields: (item, seed) => ordered(item, seed).map((choice) => {
        const field = document.createElement("input");
        field.type = type;
        field.name = item.question.id;
        field.value = choice.id;
        return h("label", "choice", field, h("span", "", choiceText(item, choice.id)));
      }),
      answer: (form) => Array.from(form.querySelectorAll("input")).filter((field) => field.checked).map((field) => field.value),
      recall: (item, answer, seed, say) => {
        const list = h("ul", "quiz-recall", ...ordered(item, seed).map((choice) => {
          const chosen = answer.indexOf(choice.id) >= 0;
          const look = chosen ? (choice.correct ? "good" : "bad") : choice.correct ? "missed" : "";
          const row = h("li", look && "is-" + look, h("span", "quiz-dot"), h("span", "", choiceText(item, choice.id)));
          if (look) {
            get(row, ".quiz-dot").append(copy(say(look === "bad" ? "icon-bad" : "icon-good")));
            get(row, "span:last-child").append(say("recall-" + look));
          }
          return row;
        }));
        list.setAttribute("role", "list");
        return list;
      },
      verdict: (item, answer) => {
        const wanted = Jalon.correctIds(item.question);
        const found = answer.filter((id) => wanted.indexOf(id) >= 0).length, extra = answer.length - found;
        const good = Jalon.score(item.question, answer) === 100, part = !good && found > 0;
        return { good, part, bad: !good && !part, detail: !good && type === "checkbox", found, wanted: wanted.length, extra };
      },
      reasons: (item, answer) => {
        const chosen = item.question.choices.filter((choice) => answer.indexOf(choice.id) >= 0);
        const missed = item.question.choices.filter((choice) => choice.correct && chosen.indexOf(choice) < 0);
        return chosen.map((choice) => ({ choice: choice.id, say: "chosen", good: choice.correct }))
          .concat(missed.map((choice) => ({ choice: choice.id, say: "missed-" + item.question.kind, good: true })));
      },
    };
  }

  /** @type {Record<string, Kind>} */
  const kinds = { single: choiceKind("radio"), multiple: choiceKind("checkbox") };

  /** @param {HTMLElement} section @returns {Item[]} none when this script does not know its kind */
  function readItem(section) {
    const id = section.dataset.question || "", kind = section.dataset.kind || "";
    if (!Object.prototype.hasOwnProperty.call(kinds, kind)) return [];
    const nodes = Array.from(section.querySelectorAll("[data-choice]"));
    const choices = nodes.map((node) => ({ id: node.getAttribute("data-choice") || "", correct: node.hasAttribute("data-correct") }));
    const text = [kind, get(section, "[data-part=text]").textContent || ""]
      .concat(nodes.map((node, at) => choices[at].id + choices[at].correct + node.textContent));
    const print = Jalon.sha256Hex(text.map(Jalon.canonicalText).join("\n")).slice(0, 8);
    return [{ question: { id, kind, choices, objective: section.dataset.objective || "" }, section, print }];
  }

  // ---------------------------------------------------------------- one quiz

  const store = Jalon.openStore(() => window.localStorage, () => window.sessionStorage);
  const kept = () => store.where() !== "memory";

  /** @param {HTMLElement} root */
  function run(root) {
    const data = root.dataset, pass = Number(data.pass) || 0;
    const own = { course: data.course || "", module: data.module || "", quiz: data.quiz || "", version: data.version || "" };
    const still = /** @type {HTMLElement} */ (get(root, "[data-static]"));
    const words = /** @type {HTMLTemplateElement} */ (get(root, "template")).content;
    /** @type {Map<string, Item>} */
    const items = new Map();
    still.querySelectorAll("[data-question]").forEach((section) => {
      readItem(/** @type {HTMLElement} */ (section)).forEach((item) => items.set(item.question.id, item));
    });
    if (!items.size) return;

    const notes = h("div", "quiz-notes"), stage = h("div", "quiz-stage"), foot = h("div", "");
    notes.setAttribute("role", "status");
    still.hidden = true;
    root.append(h("div", "quiz-app", notes, stage, foot));

    /** @type {Attempt | null} */
    let attempt = null;
    let known = false; // the attempt has been stored

    /** @type {Say} */
    function say(name, values = {}) {
      const node = /** @type {HTMLElement} */ (document.importNode(get(words, '[data-say="' + name + '"]'), true));
      node.removeAttribute("data-say");
      node.querySelectorAll("[data-if]").forEach((part) => {
        if (!values[part.getAttribute("data-if") || ""]) part.remove();
      });
      const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const text = /** @type {Text} */ (walk.currentNode);
        text.data = text.data.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
      }
      return node;
    }

    // -------------------------------------------------------------- the attempt

    /** @param {Attempt} of @param {string} id */
    function given(of, id) {
      return of.answers.filter((answer) => answer.q === id)[0];
    }

    /** @param {Attempt} of @returns {Item[]} */
    function drawn(of) {
      return of.questions.map((id) => /** @type {Item} */ (items.get(id))).filter(Boolean);
    }

    /** What an attempt asks: the answers carried over from another one count without being asked again. @param {Attempt} of */
    function asked(of) {
      return drawn(of).filter((item) => !(given(of, item.question.id) || {}).kept);
    }

    /** @param {Attempt} of @param {Item} item @returns {Answer} */
    function said(of, item) {
      return (given(of, item.question.id) || { a: [] }).a;
    }

    /** @param {Attempt} of @param {Item} item */
    function isRight(of, item) {
      return Jalon.score(item.question, said(of, item)) === 100;
    }

    /** @param {Attempt} of */
    function result(of) {
      return Jalon.total(drawn(of).map((item) => item.question), (id) => (given(of, id) || { a: [] }).a);
    }

    /** The attempts at this quiz, oldest first. */
    function mine() {
      return store.read().state.attempts.filter((one) => one.quiz === own.quiz && one.course === own.course);
    }

    /** @param {number} n @returns {number[]} random bytes */
    function randomBytes(n) {
      const bytes = new Uint8Array(n);
      if (window.crypto) window.crypto.getRandomValues(bytes);
      return Array.from(bytes, (byte) => window.crypto ? byte : Math.floor(Math.random() * 256));
    }

    /**
     * @param {string} from       id of the attempt it follows
     * @param {Given[]} carried   answers that count without being asked again
     */
    function begin(from, carried) {
      const n = store.read().state.attempts.reduce((most, one) => Math.max(most, one.n), 0) + 1;
      attempt = Object.assign({
        id: Jalon.base32(randomBytes(7)).slice(0, 10), n, seed: Jalon.hash32(randomBytes(16).join()), from, start: Date.now(),
        questions: Array.from(items.keys()), answers: carried.map((answer) => Object.assign({}, answer, { kept: true })), seen: 0,
      }, own);
      known = false;
      return save();
    }

    /** Writes the attempt, and takes in what other tabs wrote. @returns {boolean} false: it was erased elsewhere */
    function save() {
      if (!attempt) return false;
      const now = attempt;
      if (!now.done && now.questions.every((id) => given(now, id))) {
        const percent = result(now).percent;
        now.done = { t: Date.now(), percent, passed: percent >= pass };
      }
      const outcome = store.save([now], known);
      if (outcome === "erased") {
        leave("gone");
        return false;
      }
      if (outcome === "failed") note("failed");
      known = true;
      attempt = mine().filter((one) => one.id === now.id)[0] || now;
      return now.done && !attempt.done ? save() : true;
    }

    /** @param {string} why */
    function leave(why) {
      attempt = null;
      showStart();
      note(why);
      goTo(get(stage, "h3"));
    }

    // -------------------------------------------------------------- drawing

    /** @param {string} name @param {Values} [values] */
    function note(name, values) {
      put(notes, say(name, values));
    }

    /** Moves the focus to where reading goes on, and brings it into view. @param {HTMLElement} node */
    function goTo(node) {
      node.tabIndex = -1;
      node.focus({ preventScroll: true });
      const box = node.getBoundingClientRect();
      if (box.top < 0 || box.bottom > window.innerHeight * 0.75) {
        const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
        node.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
      }
    }

    /** The wording of a question: the last paragraph asks, what stands before it is context. @param {Item} item */
    function wording(item) {
      const lead = h("div", "quiz-text", copy(item.section.querySelector("[data-part=text]")));
      const last = lead.lastElementChild, ask = document.createDocumentFragment();
      if (last && last.tagName === "P") last.remove();
      ask.append(...Array.from((last && last.tagName === "P" ? last : lead).childNodes));
      return { lead, ask };
    }

    /** A link of the page; when progress is in memory only, it must not leave it. @param {Element} near */
    function link(near) {
      const out = copy(near), a = out.querySelector("a");
      if (a && !kept()) {
        a.target = "_blank";
        a.append(say("tab"));
      }
      return out;
    }

    /** Feedback and link of one choice. @param {Item} item @param {string} choice */
    function feedback(item, choice) {
      return link(get(item.section, '[data-feedback="' + choice + '"]'));
    }

    /** What is said of an answer. @param {Item} item @param {Answer} answer */
    function explained(item, answer) {
      const out = document.createDocumentFragment();
      const reasons = kinds[item.question.kind].reasons(item, answer);
      const others = item.question.choices.filter((choice) => reasons.every((reason) => reason.choice !== choice.id));
      out.append(...reasons.map((reason) => {
        const box = h("div", "quiz-reason " + (reason.good ? "is-good" : "is-bad"), feedback(item, reason.choice));
        if (reasons.length > 1 || !reason.good) {
          const label = say(reason.say);
          label.prepend(copy(say(reason.good ? "icon-good" : "icon-bad")));
          box.prepend(h("p", "", label, " ", choiceText(item, reason.choice)));
        }
        return box;
      }));
      const why = item.section.querySelector("[data-part=explanation]");
      if (why) out.append(why.cloneNode(true));
      if (others.length) {
        const fold = say("others");
        fold.append(...others.map((choice) => h("div", "quiz-reason", h("p", "", choiceText(item, choice.id)), feedback(item, choice.id))));
        out.append(fold);
      }
      return out;
    }

    // -------------------------------------------------------------- screens

    function showStart() {
      const refused = !kept() || store.refused(), screen = say("start", { refused, free: !refused });
      const shared = screen.querySelector("input");
      if (shared) shared.checked = store.where() === "session";
      on(screen, "start", () => {
        if (!store.choose(!!shared && shared.checked) && !refused) {
          showStart();
          return goTo(get(stage, ".alert"));
        }
        put(notes);
        if (begin("", [])) showQuestion(0, true);
      });
      put(stage, screen);
      drawFoot();
    }

    /** @param {number} at among the questions asked @param {boolean} move moves the focus */
    function showQuestion(at, move) {
      if (!attempt) return;
      const now = attempt, list = asked(now), item = list[at];
      if (!item) return showResult(move);
      const id = item.question.id, kind = kinds[item.question.kind], text = wording(item), answered = !!given(now, id);
      const screen = say("question", { at: at + 1, total: list.length, again: list.length < now.questions.length });
      const heading = /** @type {HTMLElement} */ (get(screen, "h3"));
      screen.dataset.at = answered ? "" : id;
      get(screen, ".quiz-path").append(...list.map((one, index) => {
        const done = !!given(now, one.question.id), good = isRight(now, one), here = index === at;
        const mark = say("mark", { at: index + 1, word: done ? (good ? "juste" : "à revoir") : here ? "en cours" : "à venir" });
        mark.className = (done ? (good ? "is-good" : "is-bad") : "") + (here ? " is-here" : "");
        if (here) mark.setAttribute("aria-current", "step");
        if (done) get(mark, ".quiz-mark").append(copy(say(good ? "icon-good" : "icon-bad")));
        return mark;
      }));
      if (text.lead.childElementCount) screen.append(text.lead);

      if (answered) {
        const answer = said(now, item), values = kind.verdict(item, answer), verdict = say("verdict", values);
        const next = say("next", { more: at + 1 < list.length, last: at + 1 >= list.length });
        verdict.classList.add(values.good ? "is-good" : "is-bad");
        on(next, "next", () => {
          if (attempt) attempt.seen = Math.max(attempt.seen, at + 1);
          put(notes);
          if (save()) showQuestion(at + 1, true);
        });
        screen.append(h("p", "quiz-ask", text.ask), kind.recall(item, answer, now.seed, say), verdict, explained(item, answer), next);
        put(stage, screen);
        if (move) goTo(get(verdict, "h4"));
      } else {
        const form = /** @type {HTMLFormElement} */ (say("form", { [item.question.kind]: true }));
        const fields = get(form, "fieldset"), error = /** @type {HTMLElement} */ (get(form, ".quiz-error"));
        const hint = item.section.querySelector("[data-part=hint]");
        get(form, "legend").append(text.ask);
        fields.append(...kind.fields(item, now.seed));
        if (hint) fields.after(hint.cloneNode(true));
        form.addEventListener("change", () => { error.hidden = true; });
        form.addEventListener("submit", (event) => {
          event.preventDefault();
          const answer = kind.answer(form);
          if (!answer.length) {
            error.hidden = false;
            fields.setAttribute("aria-describedby", error.id);
            return /** @type {HTMLElement} */ (get(fields, "input")).focus();
          }
          now.answers.push({ q: id, a: answer, t: Date.now(), f: item.print });
          attempt = now;
          put(notes);
          if (!save()) return;
          if (said(attempt, item).join() !== answer.join()) note("elsewhere");
          showQuestion(at, true);
        });
        screen.append(form);
        put(stage, screen);
        if (move) goTo(heading);
      }
      drawFoot();
    }

    /** @param {boolean} move */
    function showResult(move) {
      if (!attempt) return;
      const now = attempt, sum = result(now), passed = sum.percent >= pass, all = drawn(now);
      const wrong = all.filter((item) => !isRight(now, item)), best = mine().filter((one) => one.done && one.done.passed);

      // Paragraphs to read again: each link once, with the first question that led to it.
      /** @type {Map<string, Node>} */
      const reviews = new Map();
      wrong.forEach((item) => kinds[item.question.kind].reasons(item, said(now, item)).forEach((reason) => {
        const review = item.section.querySelector('[data-feedback="' + reason.choice + '"] [data-review]'), a = review && review.querySelector("a");
        if (!review || !a || reviews.has(a.href)) return;
        const entry = link(review);
        get(entry, "a").append(say("where", { at: all.indexOf(item) + 1 }));
        reviews.set(a.href, h("li", "", entry));
      }));
      /** @type {Map<string, Item[]>} */
      const goals = new Map();
      all.forEach((item) => {
        const goal = item.question.objective;
        if (goal) goals.set(goal, (goals.get(goal) || []).concat(item));
      });

      const screen = say("result", {
        right: sum.right, count: sum.count, percent: sum.percent, passed, open: !passed, perfect: !wrong.length,
        earned: best.length, before: best.length && !passed, enough: passed && wrong.length, wrong: wrong.length, goals: goals.size, reviews: reviews.size,
      });
      screen.classList.add(passed ? "is-passed" : "is-open");
      if (goals.size) {
        get(screen, "tbody").append(...Array.from(goals, ([goal, list]) => {
          const right = list.filter((item) => isRight(now, item)).length, row = say("goal", { goal, right, count: list.length });
          /** @type {HTMLElement} */ (get(row, ".quiz-bar")).style.setProperty("--part", String(right / list.length));
          return row;
        }));
      }
      if (reviews.size) get(screen, ".quiz-again ul").append(...Array.from(reviews.values()));
      get(screen, ".quiz-all").append(...all.map((item, at) => {
        const good = isRight(now, item), text = wording(item);
        return h("li", "", h("details", "quiz-fold " + (good ? "is-good" : "is-bad"),
          h("summary", "", say(good ? "good" : "bad"), h("span", "", at + 1 + ". ", text.ask)),
          text.lead, kinds[item.question.kind].recall(item, said(now, item), now.seed, say), explained(item, said(now, item))));
      }));
      on(screen, "retry", () => {
        if (begin(now.id, now.answers.filter((answer) => wrong.every((item) => item.question.id !== answer.q)))) showQuestion(0, true);
      });
      on(screen, "restart", () => {
        if (begin(now.id, [])) showQuestion(0, true);
      });
      const attest = /** @type {HTMLAnchorElement | null} */ (screen.querySelector("[data-do=attest]"));
      if (attest && !kept()) {
        // With nothing kept, the link carries the results in its fragment, which is never sent.
        attest.hash = "parcours=" + encodeURIComponent(JSON.stringify({ v: 1, attempts: best }));
      }
      const second = screen.querySelector("[data-do=retry]");
      if (second && attest) second.classList.add("btn-secondary");
      put(stage, screen);
      if (move) goTo(get(stage, "h3"));
      drawFoot();
    }

    /** Where progress is kept, and the way to erase it. */
    function drawFoot() {
      if (!store.read().state.attempts.length) return put(foot);
      const line = say("foot", { [store.where()]: true });
      on(line, "ask", () => {
        const ask = say("erase");
        on(ask, "erase", () => {
          store.erase();
          leave("erased");
        });
        on(ask, "keep", () => {
          put(foot, line);
          /** @type {HTMLElement} */ (get(line, "button")).focus();
        });
        put(foot, ask);
        goTo(get(ask, "div"));
      });
      put(foot, line);
    }

    // -------------------------------------------------------------- where one stands

    /** Shows what is stored; never moves the focus. */
    function resume() {
      const list = mine(), last = list[list.length - 1];
      if (store.read().lost) note("lost");
      if (!last) return showStart();
      const valid = last.answers.filter((answer) => (items.get(answer.q) || { print: "" }).print === answer.f);
      const same = valid.length === last.answers.length && last.questions.length === items.size && last.questions.every((id) => items.has(id));
      if (!same && last.done) {
        showStart();
        return note("changed", last.done);
      }
      known = true;
      attempt = last;
      if (!same) {
        begin(last.id, valid);
        note("updated", { kept: valid.length });
      } else if (!last.done) {
        note("resumed", { done: asked(last).filter((item) => given(last, item.question.id)).length, total: asked(last).length });
        save();
      }
      showQuestion(attempt.seen, false);
    }

    window.addEventListener("storage", (event) => {
      if (!attempt || store.where() !== "local" || event.key && event.key !== Jalon.KEY || !save()) return;
      const shown = stage.querySelector("[data-at]"), at = shown && shown.getAttribute("data-at");
      const item = items.get(at || "");
      if (!attempt || !item || !given(attempt, item.question.id)) return;
      note("elsewhere");
      showQuestion(asked(attempt).indexOf(item), stage.contains(document.activeElement));
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted && kept()) resume();
    });
    resume();
  }

  document.querySelectorAll("[data-quiz]").forEach((root) => run(/** @type {HTMLElement} */ (root)));
})();
