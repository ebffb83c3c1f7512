// @ts-check
/*
 * Jalon, a decision tree: the HTML is the data (templates/widgets/decision.html). One question at a time; the path stands in the
 * fragment of the address (#decision-ID=digest.abc, a letter an answer), so that the browser's own Back goes back and a
 * link reopens the same path. Nothing is stored, nothing leaves the page.
 */
(() => {
  "use strict";

  const { get, speaker, focus, announce, copy, fragment } = JalonTools;

  /** @param {HTMLElement} root */
  function run(root) {
    const say = speaker(root),
      tree = /** @type {HTMLElement} */ (get(root, "[data-tree]"));
    const steps = Array.from(tree.querySelectorAll("[data-step]"), (node) => ({
      id: node.getAttribute("data-step") || "",
      question: get(node, "[data-asked]").textContent || "",
      help: node.querySelector("[data-help]"),
      answers: Array.from(node.querySelectorAll("[data-go]"), (one) => ({
        text: get(one, "[data-answer]").textContent || "",
        go: one.getAttribute("data-go") || "",
        because: one.getAttribute("data-because") || "",
      })),
    }));
    const outcomes = Array.from(tree.querySelectorAll("[data-outcome]"), (node) => ({
      id: node.getAttribute("data-outcome") || "",
      node,
    }));
    const prefix = "#decision-" + root.dataset.decision + "=",
      digest = root.dataset.digest || "";
    const stage = document.createElement("div"),
      status = document.createElement("p");
    stage.className = "decision-stage";
    status.className = "sr-only";
    status.setAttribute("role", "status");

    /** The letters of the path in the address, and whether they were written for other questions. */
    function read() {
      if (!location.hash.startsWith(prefix)) return { path: "", outdated: false };
      const [version, path = ""] = location.hash.slice(prefix.length).split(".");
      return version === digest && /^[a-z]*$/.test(path) ? { path, outdated: false } : { path: "", outdated: true };
    }

    /** Follows a path as far as it goes. @param {string} path */
    function follow(path) {
      const passed = [];
      let here = steps[0];
      for (const letter of path) {
        const answer = here.answers[letter.charCodeAt(0) - 97];
        if (!answer) return { passed, here, outcome: null };
        passed.push({ step: here, answer });
        const next = steps.find((step) => step.id === answer.go);
        if (!next) return { passed, here, outcome: outcomes.find((one) => one.id === answer.go) || null };
        here = next;
      }
      return { passed, here, outcome: null };
    }

    /** @param {ParentNode} from @param {string} name @param {Node[]} nodes */
    function fill(from, name, nodes) {
      const place = from.querySelector('[data-place="' + name + '"]');
      if (!place) return;
      if (nodes.length) place.append(...nodes);
      else (place.closest(".decision-why") || place).remove();
    }

    /** A copy of what stands in the tree, whose identifiers stay there. @param {Element} node */
    function copied(node) {
      const copy = /** @type {Element} */ (node.cloneNode(true));
      copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
      return Array.from(copy.childNodes);
    }

    /** @param {string} path */
    function go(path) {
      const wanted = path ? prefix + digest + "." + path : "#" + root.id;
      if (location.hash === wanted) draw(true);
      else location.hash = wanted;
    }

    /** @param {boolean} moved   the reader just did something here */
    function draw(moved) {
      const { path, outdated } = read(),
        { passed, here, outcome } = follow(path);
      stage.textContent = "";
      if (outdated) stage.append(say("outdated"));
      const card = outcome ? drawOutcome(passed, outcome.node) : drawStep(path, here, passed.length);
      stage.append(card);
      if (passed.length) {
        const recalled = say("path");
        fill(
          recalled,
          "recalled",
          passed.map(({ step, answer }, index) => {
            const line = say("recalled", { number: index + 1, question: step.question, answer: answer.text });
            get(line, "button").addEventListener("click", () => go(path.slice(0, index)));
            return line;
          }),
        );
        stage.append(recalled);
      }
      if (passed.length) stage.append(drawBar(path.slice(0, passed.length), !!outcome));
      root.classList.toggle("has-outcome", !!outcome);
      if (moved) focus(get(card, "[data-focus]"));
    }

    /** @param {string} path @param {typeof steps[0]} step @param {number} count */
    function drawStep(path, step, count) {
      const card = say("step", { number: count + 1, question: step.question });
      fill(card, "help", step.help ? copied(step.help) : []);
      fill(
        card,
        "choices",
        step.answers.map((answer, index) => {
          const line = say("choice", { text: answer.text });
          get(line, "button").addEventListener("click", () =>
            go(path.slice(0, count) + String.fromCharCode(97 + index)),
          );
          return line;
        }),
      );
      return card;
    }

    /** @param {ReturnType<typeof follow>["passed"]} passed @param {Element} node */
    function drawOutcome(passed, node) {
      const tone = (/\bis-(\w+)/.exec(node.className) || [])[1] || "choice";
      const card = say("outcome", { tone, [tone]: true, title: get(node, "[data-title]").textContent || "" });
      fill(
        card,
        "reasons",
        passed.map(({ step, answer }) => {
          const plain = say("reason-plain", { question: step.question, answer: answer.text }).textContent || "";
          return say("reason", { text: answer.because || plain });
        }),
      );
      fill(card, "text", copied(get(node, "[data-text]")));
      fill(card, "next", copied(get(node, "[data-next]")));
      return card;
    }

    /** @param {string} path @param {boolean} over */
    function drawBar(path, over) {
      const bar = say("bar", { begun: true, over });
      /** @param {string} name @param {() => void} action */
      const on = (name, action) => {
        const button = bar.querySelector('[data-do="' + name + '"]');
        if (button) button.addEventListener("click", action);
      };
      on("back", () => go(path.slice(0, -1)));
      on("restart", () => go(""));
      on("print", () => window.print());
      on("copy", () =>
        copy(location.href, (done) => announceVisibly(bar, say(done ? "copied" : "not-copied").textContent || "")),
      );
      return bar;
    }

    /** @param {HTMLElement} bar @param {string} text */
    function announceVisibly(bar, text) {
      const old = stage.querySelector(".decision-said");
      if (old) old.remove();
      const line = document.createElement("p");
      line.className = "decision-said";
      line.setAttribute("aria-hidden", "true");
      line.textContent = text;
      bar.after(line);
      announce(status, text);
    }

    const toggle = say("toggle"),
      button = /** @type {HTMLButtonElement} */ (get(toggle, "button"));
    tree.id = root.id + "-arbre";
    button.setAttribute("aria-controls", tree.id);
    button.addEventListener("click", () => {
      const folded = tree.classList.toggle("is-folded");
      button.setAttribute("aria-expanded", String(!folded));
    });
    tree.classList.add("is-folded");
    tree.before(stage, status, toggle);
    root.classList.add("has-script");
    // A link to a question or a conclusion, from a mail or another page, must not lead into a folded tree.
    const target = fragment() ? document.getElementById(fragment()) : null;
    if (target && tree.contains(target)) button.click();
    let before = location.hash;
    window.addEventListener("hashchange", () => {
      const mine = location.hash.startsWith(prefix) || before.startsWith(prefix);
      before = location.hash;
      if (mine || location.hash === "#" + root.id) draw(true);
    });
    draw(false);
    if (read().path) root.scrollIntoView({ block: "start" });
  }

  document.querySelectorAll("[data-decision]").forEach((root) => run(/** @type {HTMLElement} */ (root)));
})();
