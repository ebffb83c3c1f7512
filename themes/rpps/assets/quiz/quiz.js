// @ts-check
/*
 * Jalon, the quiz of a page. The HTML is the data, and the words (templates/widgets/quiz.html):
 *   section[data-quiz][data-pass][data-course][data-module][data-version]
 *     [data-draw][data-shuffle=false][data-tries][data-show=reviews|score]
 *     [data-static]                     what is read without script: hidden here, always printed
 *       section[data-question]          as kinds.js says
 *     template [data-say=name]          what the script shows; in it, {x} is a value, [data-if=x] a part
 *                                       kept when x is true, [data-do=x] a control
 * Nothing is stored before « Commencer ». The rules are in rules/ (scoring.js, draw.js, progress.js); here are the screens.
 */
(() => {
  "use strict";

  const { get, speaker } = JalonTemplate;
  const { kinds, h, copy } = JalonKinds;

  /** @param {HTMLElement} node @param {string} name @param {() => void} action */
  function on(node, name, action) {
    const control = node.querySelector('[data-do="' + name + '"]');
    if (control) control.addEventListener("click", action);
  }

  /** Moves the focus to where reading goes on, and brings it into view, with the path above it. @param {HTMLElement} node */
  function goTo(node) {
    node.tabIndex = -1;
    node.focus({ preventScroll: true });
    const shown = (node.matches("h3") && node.closest(".quiz-app")) || node,
      end = node.getBoundingClientRect().bottom;
    if (shown.getBoundingClientRect().top < 0 || end > window.innerHeight * 0.75) {
      const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      shown.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
    }
  }

  /** The questions of the page, by id. @param {HTMLElement} still @param {boolean} unmoved */
  function readItems(still, unmoved) {
    /** @type {Map<string, Item>} */
    const items = new Map();
    still.querySelectorAll("[data-question]").forEach((section) => {
      JalonKinds.readItem(/** @type {HTMLElement} */ (section), unmoved).forEach((item) =>
        items.set(item.question.id, item),
      );
    });
    return items;
  }

  /** The form of one question. */
  class QuestionForm {
    /** @param {Item} item @param {number} seed @param {Say} say @param {Node} ask */
    constructor(item, seed, say, ask) {
      const { kind: name } = item.question,
        kind = kinds[name];
      this.node = /** @type {HTMLFormElement} */ (say("form", { [name]: true, [kind.group]: true }));
      this.fields = /** @type {HTMLElement} */ (get(this.node, "fieldset"));
      this.error = /** @type {HTMLElement} */ (get(this.node, ".quiz-error"));
      this.controls = kind.ask(item, seed, say);
      const hint = item.section.querySelector("[data-part=hint]");
      get(this.node, "legend").append(ask);
      this.fields.append(...this.controls.nodes);
      if (hint) this.fields.after(hint.cloneNode(true));
      this.node.addEventListener("input", () => this.clear());
    }

    clear() {
      this.error.hidden = true;
      this.fields.removeAttribute("aria-describedby");
      this.fields.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
    }

    /** Says that something is missing, where it is. */
    refuse() {
      const first = this.controls.missing();
      this.error.hidden = false;
      this.fields.setAttribute("aria-describedby", this.error.id);
      if (first.className === "input") first.setAttribute("aria-invalid", "true");
      first.focus();
    }
  }

  class Quiz {
    /** @param {HTMLElement} root @param {HTMLElement} still @param {Map<string, Item>} items @param {Store} store */
    constructor(root, still, items, store) {
      this.store = store;
      this.say = speaker(root);
      this.items = items;
      this.attempts = new JalonAttempts(store, items, root.dataset);
      this.explanations = new JalonExplanations(this.attempts, this.say);
      this.result = new JalonQuizResult(this.attempts, this.explanations, this.say);
      /** The choice of the page, where there is one for all that it keeps. @type {HTMLInputElement | null} */
      this.shared = document.querySelector("[data-shared] input");
      this.notes = h("div", "quiz-notes");
      this.stage = h("div", "quiz-stage");
      this.foot = h("div", "");
      this.notes.setAttribute("role", "status");
      this.attempts.onGone = () => this.leave("gone");
      this.attempts.onFailed = () => this.note("failed");
      still.hidden = true;
      root.append(h("div", "quiz-app", this.notes, this.stage, this.foot));
      window.addEventListener("storage", (event) => this.elsewhere(event));
      window.addEventListener("pageshow", (event) => {
        if (event.persisted && this.attempts.kept()) this.resume();
      });
      this.resume();
    }

    /** @param {string} name @param {Values} [values] */
    note(name, values) {
      this.notes.replaceChildren(this.say(name, values));
    }

    /** @param {string} why */
    leave(why) {
      this.attempts.now = null;
      this.showStart();
      this.note(why);
      goTo(get(this.stage, "h3"));
    }

    // -------------------------------------------------------------- screens

    showStart() {
      const refused = !this.attempts.kept() || this.store.refused(),
        screen = this.say("start", { refused, free: !refused && !this.shared });
      const shared = this.shared || screen.querySelector("input");
      if (shared) shared.checked = this.store.where() === "session";
      on(screen, "start", () => {
        if (!this.store.choose(!!shared && shared.checked) && !refused) {
          this.showStart();
          return goTo(get(this.stage, ".alert"));
        }
        this.notes.replaceChildren();
        if (this.attempts.begin("", [])) this.showQuestion(0, true);
      });
      this.stage.replaceChildren(screen);
      if (JalonStage.is("asking")) JalonStage.enter("questions");
      else JalonStage.draw();
      this.drawFoot();
    }

    /** @param {number} at among the questions asked @param {boolean} move moves the focus @returns {void} */
    showQuestion(at, move) {
      const now = this.attempts.now;
      if (!now) return;
      const list = this.attempts.asked(now),
        item = list[at];
      if (!item) return this.showResult(move);
      JalonStage.enter("asking");
      const answered = !!this.attempts.given(now, item.question.id);
      if (answered && this.attempts.shown() === "score") return this.showQuestion(at + 1, move);
      const text = this.explanations.wording(item);
      const screen = this.say("question", {
        at: at + 1,
        total: list.length,
        again: list.length < now.questions.length,
      });
      const heading = /** @type {HTMLElement} */ (get(screen, "h3"));
      screen.dataset.at = answered ? "" : item.question.id;
      get(screen, ".quiz-path").append(...list.map((one, index) => this.mark(now, one, index, index === at)));
      if (text.lead.childElementCount) screen.append(text.lead);
      if (answered) {
        const verdict = this.verdict(now, item);
        screen.append(
          h("p", "quiz-ask", text.ask),
          this.explanations.recalled(now, item),
          verdict,
          this.explanations.explained(item, this.attempts.said(now, item)),
          this.next(at, list.length),
        );
        this.stage.replaceChildren(screen);
        if (move) goTo(get(verdict, "h4"));
      } else {
        screen.append(this.form(now, item, text.ask, at));
        this.stage.replaceChildren(screen);
        if (move) goTo(heading);
      }
      this.drawFoot();
    }

    /** The mark of a question on the path. @param {Attempt} now @param {Item} item @param {number} index @param {boolean} here */
    mark(now, item, index, here) {
      const done = !!this.attempts.given(now, item.question.id),
        how = !done ? "" : this.attempts.shown() === "score" ? "done" : this.attempts.look(now, item);
      const mark = this.say("mark", { at: index + 1, [how || (here ? "here" : "ahead")]: true });
      mark.className = (done ? "is-" + how : "") + (here ? " is-here" : "");
      if (here) mark.setAttribute("aria-current", "step");
      if (done && how !== "done") get(mark, ".quiz-mark").append(copy(this.say("icon-" + how)));
      return mark;
    }

    /** Right or wrong, and by how much. @param {Attempt} now @param {Item} item */
    verdict(now, item) {
      const how = this.attempts.look(now, item),
        values = kinds[item.question.kind].detail(item, this.attempts.said(now, item)),
        near = how === "bad" && !!values.near;
      const verdict = this.say(
        "verdict",
        Object.assign(
          values,
          { points: this.attempts.points(now, item), [near ? "near" : how]: true },
          how === "good" ? { detail: false, chain: false } : {},
        ),
      );
      verdict.classList.add("is-" + how);
      return verdict;
    }

    /** The way to the question after. @param {number} at @param {number} count */
    next(at, count) {
      const next = this.say("next", { more: at + 1 < count, last: at + 1 >= count });
      on(next, "next", () => {
        const now = this.attempts.now;
        if (now) now.seen = Math.max(now.seen, at + 1);
        this.notes.replaceChildren();
        if (this.attempts.save()) this.showQuestion(at + 1, true);
      });
      return next;
    }

    /** @param {Attempt} now @param {Item} item @param {Node} ask @param {number} at */
    form(now, item, ask, at) {
      const form = new QuestionForm(item, now.seed, this.say, ask);
      form.node.addEventListener("submit", (event) => {
        event.preventDefault();
        const answer = form.controls.answer();
        if (!answer.length) return form.refuse();
        form.clear();
        const further = form.controls.goOn?.();
        if (further) {
          this.explanations.away(form.node);
          return goTo(further);
        }
        now.answers.push({ q: item.question.id, a: answer, t: Date.now(), f: item.print });
        this.attempts.now = now;
        this.notes.replaceChildren();
        if (!this.attempts.save()) return;
        if (this.attempts.said(this.attempts.now, item).join() !== answer.join()) this.note("elsewhere");
        this.showQuestion(at, true);
      });
      return form.node;
    }

    /** @param {boolean} move */
    showResult(move) {
      const now = this.attempts.now;
      if (!now) return;
      JalonStage.enter("asking");
      const screen = this.result.screen(now);
      on(screen, "retry", () => {
        const wrong = this.result.wrong(now),
          right = now.answers.filter((answer) => wrong.every((item) => item.question.id !== answer.q)),
          same = now.version === this.attempts.own.version;
        if (this.attempts.begin(now.id, right, same ? right.map((answer) => answer.q) : undefined))
          this.showQuestion(0, true);
      });
      on(screen, "restart", () => {
        if (this.attempts.begin("", [])) this.showQuestion(0, true);
      });
      this.stage.replaceChildren(screen);
      if (move) goTo(get(this.stage, "h3"));
      document.dispatchEvent(new Event("jalon-progress"));
      this.drawFoot();
    }

    /** Where progress is kept, and the way to erase it. */
    drawFoot() {
      const { attempts, seen } = this.store.read().state,
        chosen = attempts.length > 0 || !!seen || this.store.refused();
      this.shared?.closest("[data-shared]")?.toggleAttribute("hidden", chosen);
      if (!attempts.length) return this.foot.replaceChildren();
      const line = this.say("foot", { [this.store.where()]: true });
      on(line, "ask", () => {
        const ask = this.say("erase");
        on(ask, "erase", () => {
          this.store.erase();
          document.dispatchEvent(new Event("jalon-erased"));
          document.dispatchEvent(new Event("jalon-progress"));
          this.leave("erased");
        });
        on(ask, "keep", () => {
          this.foot.replaceChildren(line);
          /** @type {HTMLElement} */ (get(line, "button")).focus();
        });
        this.foot.replaceChildren(ask);
        goTo(get(ask, "div"));
      });
      this.foot.replaceChildren(line);
    }

    // -------------------------------------------------------------- where one stands

    /** Shows what is stored; never moves the focus. */
    resume() {
      const list = this.attempts.mine(),
        last = list[list.length - 1];
      if (this.store.read().lost) this.note("lost");
      if (!last) return this.showStart();
      const valid = this.attempts.valid(last),
        same = this.attempts.isOfToday(last, valid);
      if (!same && last.done) {
        this.showStart();
        return this.note("changed", last.done);
      }
      this.attempts.known = true;
      this.attempts.now = last;
      if (!same) {
        this.attempts.begin(last.id, valid);
        this.note("updated", { kept: valid.length });
      } else if (!last.done) {
        const asked = this.attempts.asked(last);
        this.note("resumed", {
          done: asked.filter((item) => this.attempts.given(last, item.question.id)).length,
          total: asked.length,
        });
        this.attempts.save();
      }
      this.showQuestion(this.attempts.now.seen, false);
    }

    /** Another tab wrote. @param {StorageEvent} event */
    elsewhere(event) {
      const ours = !event.key || event.key === JalonProgress.KEY;
      if (!this.attempts.now || this.store.where() !== "local" || !ours || !this.attempts.save()) return;
      const at = this.stage.querySelector("[data-at]")?.getAttribute("data-at"),
        item = this.items.get(at || ""),
        now = this.attempts.now;
      if (!now || !item || !this.attempts.given(now, item.question.id)) return;
      this.note("elsewhere");
      this.showQuestion(this.attempts.asked(now).indexOf(item), this.stage.contains(document.activeElement));
    }
  }

  const store = JalonProgress.openStore(
    () => window.localStorage,
    () => window.sessionStorage,
  );
  document.querySelectorAll("[data-quiz]").forEach((element) => {
    const root = /** @type {HTMLElement} */ (element),
      still = /** @type {HTMLElement} */ (get(root, "[data-static]")),
      items = readItems(still, root.dataset.shuffle === "false");
    if (items.size) new Quiz(root, still, items, store);
  });
})();
