// @ts-check
/*
 * Jalon, an invented portal to practise on: one searches, meets a double, chooses, dates, and is told what happened. In: the worked
 * example of the page (templates/widgets/practice.html). Out: a screen in its place. It is counted nowhere, and nothing is kept.
 */
(() => {
  "use strict";

  const { get, speaker, announce, focus, fold, readDay, isoDay } = JalonTools;

  /**
   * @typedef {{id: string, name: string, birth: string, born: string, works: string}} Person
   * @typedef {{kind: string, ask: string, wanted: string, right: string, other: string, created: string, choices: {text: string, right: boolean, reply: string}[]}} Step
   * @typedef {{title: string, story: Element, end: Element, steps: Step[]}} Situation
   */

  /** @param {Element} node @param {string} name */
  const words = (node, name) => (node.querySelector("[data-" + name + "]")?.textContent || "").trim();

  /** @param {Element} node @returns {Step} */
  function readStep(node) {
    const choices = Array.from(node.querySelectorAll("[data-choice]"), (one) => ({
      text: words(one, "choice-text"),
      right: one.getAttribute("data-choice") === "right",
      reply: words(one, "reply"),
    }));
    return {
      kind: node.getAttribute("data-step") || "",
      ask: words(node, "ask"),
      wanted: node.getAttribute("data-wanted") || "",
      right: words(node, "right"),
      other: node.getAttribute("data-other") || "",
      created: node.getAttribute("data-created") || "",
      choices,
    };
  }

  /** @param {Element} text @returns {Person[]} */
  function readPeople(text) {
    return Array.from(text.querySelectorAll("[data-person]"), (one) => ({
      id: one.getAttribute("data-person") || "",
      name: words(one, "name"),
      birth: words(one, "birth"),
      born: words(one, "born"),
      works: words(one, "works"),
    }));
  }

  /** A copy of what stands in the text, whose identifiers stay there. @param {Element} node */
  function copied(node) {
    const copy = /** @type {Element} */ (node.cloneNode(true));
    copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
    return Array.from(copy.childNodes);
  }

  class Practice {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.say = speaker(root);
      this.text = /** @type {HTMLElement} */ (get(root, "[data-text]"));
      this.people = readPeople(this.text);
      /** @type {Situation[]} */
      this.situations = Array.from(this.text.querySelectorAll("[data-situation]"), (node) => ({
        title: words(node, "title"),
        story: get(node, "[data-story]"),
        end: get(node, "[data-end]"),
        steps: Array.from(node.querySelectorAll("[data-step]"), readStep),
      }));
      this.screen = this.say("screen");
      this.status = get(this.screen, "[data-status]");
      this.tabs = this.situations.map(({ title }, rank) => this.tab(title, rank));
      this.text.before(this.screen, this.toggle());
      this.open(0, false);
    }

    /** @param {string} title @param {number} rank */
    tab(title, rank) {
      const tab = this.say("tab", { number: rank + 1, title });
      tab.addEventListener("click", () => this.open(rank, true));
      get(this.screen, "[data-place=tabs]").append(tab);
      return tab;
    }

    /** The worked example stays within reach. */
    toggle() {
      const toggle = this.say("toggle"),
        button = get(toggle, "button");
      this.text.hidden = true;
      button.addEventListener("click", () => {
        this.text.hidden = !this.text.hidden;
        button.setAttribute("aria-expanded", String(!this.text.hidden));
      });
      return toggle;
    }

    /** @param {number} rank @param {boolean} moved   the reader asked for it */
    open(rank, moved) {
      this.rank = rank;
      this.tabs.forEach((tab, index) => tab.setAttribute("aria-pressed", String(index === rank)));
      const room = this.say("case");
      get(room, "[data-place=story]").append(...copied(this.situations[rank].story));
      get(this.screen, "[data-place=case]").replaceChildren(room);
      this.step(0, moved);
    }

    /** @param {number} at @param {boolean} moved */
    step(at, moved) {
      const situation = this.situations[this.rank || 0],
        step = situation.steps[at],
        now = get(this.screen, "[data-place=now]");
      if (!step) return this.end(now, situation);
      const form = this.say(step.kind, { ask: step.ask });
      now.replaceChildren(form);
      /** @param {string} text */
      const done = (text) => this.done(at, step, text);
      if (step.kind === "search") this.search(form, step, done);
      else if (step.kind === "choose") this.choose(form, step, done);
      else this.date(form, step, done);
      if (moved) focus(get(form, "[data-focus]"));
    }

    /** @param {number} at @param {Step} step @param {string} text */
    done(at, step, text) {
      get(this.screen, "[data-place=done]").append(this.say("step", { ask: step.ask, text }));
      announce(this.status, text);
      this.step(at + 1, true);
    }

    /** @param {Element} form @param {string} text */
    wrong(form, text) {
      form.querySelector(".practice-reply")?.remove();
      form.append(this.say("wrong", { text }));
      announce(this.status, text);
    }

    /** @param {HTMLElement} form @param {Step} step @param {(text: string) => void} done */
    search(form, step, done) {
      const field = /** @type {HTMLInputElement} */ (get(form, "[data-query]"));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        form.querySelector(".practice-reply")?.remove();
        const asked = fold(field.value);
        if (asked.length < 2) return this.wrong(form, this.say("short").textContent || "");
        const found = this.people.filter(({ name, birth }) => fold(name + " " + birth).includes(asked));
        get(form, "[data-place=found]").replaceChildren(this.results(found, form, step, done));
      });
    }

    /** @param {Person[]} found @param {HTMLElement} form @param {Step} step @param {(text: string) => void} done */
    results(found, form, step, done) {
      const words = found.length > 1 ? "many" : found.length ? "one" : "none",
        count = this.say(words, { count: found.length }).textContent || "",
        results = this.say("results", { count });
      found.forEach((person) => {
        const card = this.say("card", { ...person });
        get(card, "button").addEventListener("click", () =>
          person.id === step.wanted ? done(step.right) : this.wrong(form, step.other),
        );
        get(results, "[data-place=cards]").append(card);
      });
      get(results, "[data-do=create]").addEventListener("click", () =>
        step.wanted ? this.wrong(form, step.created) : done(step.right),
      );
      announce(this.status, count);
      return results;
    }

    /** @param {HTMLElement} form @param {Step} step @param {(text: string) => void} done */
    choose(form, step, done) {
      step.choices.forEach((choice) => {
        const option = this.say("option", { text: choice.text });
        get(option, "button").addEventListener("click", () =>
          choice.right ? done(choice.text + ". " + choice.reply) : this.wrong(form, choice.reply),
        );
        get(form, "[data-place=options]").append(option);
      });
    }

    /** @param {HTMLElement} form @param {Step} step @param {(text: string) => void} done */
    date(form, step, done) {
      const field = /** @type {HTMLInputElement} */ (get(form, "[data-query]"));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const day = readDay(field.value);
        if (!day) return this.wrong(form, this.say("no-date").textContent || "");
        if (isoDay(day) === step.wanted) done(step.right);
        else this.wrong(form, step.other);
      });
    }

    /** @param {Element} now @param {Situation} situation */
    end(now, situation) {
      const rank = this.rank || 0,
        end = this.say("end", { more: rank + 1 < this.situations.length });
      get(end, "[data-place=text]").append(...copied(situation.end));
      end.querySelector("[data-do=next]")?.addEventListener("click", () => this.open(rank + 1, true));
      get(end, "[data-do=again]").addEventListener("click", () => this.open(rank, true));
      this.tabs[rank].classList.add("is-done");
      now.replaceChildren(end);
      focus(get(end, "[data-focus]"));
    }
  }

  document.querySelectorAll("[data-practice]").forEach((root) => new Practice(/** @type {HTMLElement} */ (root)));
})();
