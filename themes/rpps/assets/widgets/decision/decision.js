// @ts-check
/*
 * Jalon, a decision tree: the HTML is the data (templates/widgets/decision.html). One question at a time; the path stands in the
 * fragment of the address (#decision-ID=digest.abc, a letter an answer), so that the browser's own Back goes back and a
 * link reopens the same path. A double click answers one question. Nothing is stored, nothing leaves the page.
 */
(() => {
  "use strict";

  const { get, speaker, focus, announce, copy, fragment } = JalonTools;
  const TAP = 350; // ms: nobody reads a question in less, and fingers that tap twice do

  /** A decision tree of the page. */
  class Decision {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.root = root;
      this.say = speaker(root);
      this.tree = /** @type {HTMLElement} */ (get(root, "[data-tree]"));
      this.steps = Array.from(this.tree.querySelectorAll("[data-step]"), (node) => ({
        id: node.getAttribute("data-step") || "",
        question: get(node, "[data-asked]").textContent || "",
        help: node.querySelector("[data-help]"),
        answers: Array.from(node.querySelectorAll("[data-go]"), (one) => ({
          text: get(one, "[data-answer]").textContent || "",
          go: one.getAttribute("data-go") || "",
          because: one.getAttribute("data-because") || "",
        })),
      }));
      this.outcomes = Array.from(this.tree.querySelectorAll("[data-outcome]"), (node) => ({
        id: node.getAttribute("data-outcome") || "",
        node,
      }));
      this.prefix = "#decision-" + root.dataset.decision + "=";
      this.digest = root.dataset.digest || "";
      this.stage = document.createElement("div");
      this.status = document.createElement("p");
      this.stage.className = "decision-stage";
      this.status.className = "sr-only";
      this.status.setAttribute("role", "status");

      this.toggle = this.say("toggle");
      this.button = /** @type {HTMLButtonElement} */ (get(this.toggle, "button"));
      this.tree.id = root.id + "-arbre";
      this.button.setAttribute("aria-controls", this.tree.id);
      this.button.addEventListener("click", () => {
        const folded = this.tree.classList.toggle("is-folded");
        this.button.setAttribute("aria-expanded", String(!folded));
      });
      this.tree.classList.add("is-folded");
      this.tree.before(this.stage, this.status, this.toggle);
      root.classList.add("has-script");
      // A link to a question or a conclusion, from a mail or another page, must not lead into a folded tree.
      this.target = fragment() ? document.getElementById(fragment()) : null;
      if (this.target && this.tree.contains(this.target)) this.button.click();
      this.before = location.hash;
      this.drawn = -TAP;
      window.addEventListener("hashchange", () => {
        const mine = location.hash.startsWith(this.prefix) || this.before.startsWith(this.prefix);
        this.before = location.hash;
        if (mine || location.hash === "#" + root.id) this.draw(true);
      });
      this.draw(false);
      if (this.read().path) root.scrollIntoView({ block: "start" });
    }

    /** The letters of the path in the address, and whether they were written for other questions. */
    read() {
      if (!location.hash.startsWith(this.prefix)) return { path: "", outdated: false };
      const [version, path = ""] = location.hash.slice(this.prefix.length).split(".");
      return version === this.digest && /^[a-z]*$/.test(path)
        ? { path, outdated: false }
        : { path: "", outdated: true };
    }

    /** Follows a path as far as it goes. @param {string} path */
    follow(path) {
      const passed = [];
      let here = this.steps[0];
      for (const letter of path) {
        const answer = here.answers[letter.charCodeAt(0) - 97];
        if (!answer) return { passed, here, outcome: null };
        passed.push({ step: here, answer });
        const next = this.steps.find((step) => step.id === answer.go);
        if (!next) return { passed, here, outcome: this.outcomes.find((one) => one.id === answer.go) || null };
        here = next;
      }
      return { passed, here, outcome: null };
    }

    /** @param {ParentNode} from @param {string} name @param {Node[]} nodes */
    fill(from, name, nodes) {
      const place = from.querySelector('[data-place="' + name + '"]');
      if (!place) return;
      if (nodes.length) place.append(...nodes);
      else (place.closest(".decision-why") || place).remove();
    }

    /** A copy of what stands in the tree, whose identifiers stay there. @param {Element} node */
    copied(node) {
      const copy = /** @type {Element} */ (node.cloneNode(true));
      copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
      return Array.from(copy.childNodes);
    }

    /** @param {string} path */
    go(path) {
      const wanted = path ? this.prefix + this.digest + "." + path : "#" + this.root.id;
      if (location.hash === wanted) this.draw(true);
      else location.hash = wanted;
    }

    /** @param {boolean} moved   the reader just did something here */
    draw(moved) {
      const { path, outdated } = this.read(),
        { passed, here, outcome } = this.follow(path);
      this.drawn = performance.now();
      this.stage.textContent = "";
      if (outdated) this.stage.append(this.say("outdated"));
      const card = outcome ? this.drawOutcome(passed, outcome.node) : this.drawStep(path, here, passed.length);
      this.stage.append(card);
      if (passed.length) {
        const recalled = this.say("path");
        this.fill(
          recalled,
          "recalled",
          passed.map(({ step, answer }, index) => {
            const line = this.say("recalled", { number: index + 1, question: step.question, answer: answer.text });
            get(line, "button").addEventListener("click", () => this.go(path.slice(0, index)));
            return line;
          }),
        );
        this.stage.append(recalled);
      }
      if (passed.length) this.stage.append(this.drawBar(path.slice(0, passed.length), !!outcome));
      this.root.classList.toggle("has-outcome", !!outcome);
      if (moved) focus(get(card, "[data-focus]"));
    }

    /** Whether a click is the second of a double one: it falls on the question that the first has just brought. @param {PointerEvent} event */
    again(event) {
      return event.detail > 1 || (event.pointerType === "touch" && event.timeStamp - this.drawn < TAP);
    }

    /** @param {string} path @param {Decision["steps"][0]} step @param {number} count */
    drawStep(path, step, count) {
      const card = this.say("step", { number: count + 1, question: step.question });
      this.fill(card, "help", step.help ? this.copied(step.help) : []);
      this.fill(
        card,
        "choices",
        step.answers.map((answer, index) => {
          const line = this.say("choice", { text: answer.text });
          get(line, "button").addEventListener("click", (event) => {
            if (!this.again(/** @type {PointerEvent} */ (event)))
              this.go(path.slice(0, count) + String.fromCharCode(97 + index));
          });
          return line;
        }),
      );
      return card;
    }

    /** @param {ReturnType<Decision["follow"]>["passed"]} passed @param {Element} node */
    drawOutcome(passed, node) {
      const tone = (/\bis-(\w+)/.exec(node.className) || [])[1] || "choice";
      const card = this.say("outcome", { tone, [tone]: true, title: get(node, "[data-title]").textContent || "" });
      this.fill(
        card,
        "reasons",
        passed.map(({ step, answer }) => {
          const plain = this.say("reason-plain", { question: step.question, answer: answer.text }).textContent || "";
          return this.say("reason", { text: answer.because || plain });
        }),
      );
      this.fill(card, "text", this.copied(get(node, "[data-text]")));
      this.fill(card, "next", this.copied(get(node, "[data-next]")));
      return card;
    }

    /** @param {string} path @param {boolean} over */
    drawBar(path, over) {
      const bar = this.say("bar", { begun: true, over });
      /** @param {string} name @param {() => void} action */
      const on = (name, action) => {
        const button = bar.querySelector('[data-do="' + name + '"]');
        if (button) button.addEventListener("click", action);
      };
      on("back", () => this.go(path.slice(0, -1)));
      on("restart", () => this.go(""));
      on("print", () => window.print());
      on("copy", () =>
        copy(location.href, (done) =>
          this.announceVisibly(bar, this.say(done ? "copied" : "not-copied").textContent || ""),
        ),
      );
      return bar;
    }

    /** @param {HTMLElement} bar @param {string} text */
    announceVisibly(bar, text) {
      const old = this.stage.querySelector(".decision-said");
      if (old) old.remove();
      const line = document.createElement("p");
      line.className = "decision-said";
      line.setAttribute("aria-hidden", "true");
      line.textContent = text;
      bar.after(line);
      announce(this.status, text);
    }
  }

  document.querySelectorAll("[data-decision]").forEach((root) => new Decision(/** @type {HTMLElement} */ (root)));
})();
