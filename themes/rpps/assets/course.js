// @ts-check
/*
 * Jalon, the dashboard of the course. The HTML is the data, and the words (templates/widgets/course.html):
 *   section[data-course][data-order=free|gated]
 *     a[data-first]                     how one starts; goes once something was started
 *     li[data-module][data-number][data-title][data-version][data-quiz][data-minutes]   with .course-state, and a link when open
 *     a[data-attest]
 *     template [data-say=name]          what the script shows, as in quiz.js
 * It reads the stored progress. It writes only what the reader asks for: a file taken back, or everything erased.
 *
 * SPEC transfer/1, the file: JSON {"jalon": "progression", "v": 1, "course": id, "saved": "YYYY-MM-DD", "state": State}, where
 * State is that of SPEC state/1 (core.js), read and merged by its rules: what has not the right shape is left out and said.
 */
(() => {
  "use strict";

  const MOST = 2e6; // characters: what readState accepts

  /** @typedef {{node: HTMLElement, id: string, href: string, quiz: string, title: string, minutes: number, best: Attempt | null, last: Attempt | null}} Module */

  /**
   * @template {Element} T
   * @param {ParentNode} near
   * @param {string} selector
   * @returns {T} something which the template always holds
   */
  function get(near, selector) {
    return /** @type {T} */ (near.querySelector(selector));
  }

  /** A moment as a day of this computer. @param {Date} date */
  function day(date) {
    return [String(date.getFullYear())].concat([date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, "0"))).join("-");
  }

  /** @param {string} course @param {State} state @param {string} saved */
  function pack(course, state, saved) {
    return JSON.stringify({ jalon: "progression", v: 1, course, saved, state });
  }

  /**
   * @param {string} raw
   * @param {string} course
   * @returns {{fault: string, state: State, lost: boolean}} fault: why nothing is taken, or ""
   */
  function unpack(raw, course) {
    /** @param {string} fault */
    const refuse = (fault) => ({ fault, state: Jalon.readState(null).state, lost: false });
    let file = null;
    if (raw.length > MOST) return refuse("big");
    try { file = JSON.parse(raw.replace(/^\uFEFF/, "")); } catch (error) { /* said below */ }
    if (!file || file.jalon !== "progression" || typeof file.v !== "number") return refuse("shape");
    if (file.v > 1) return refuse("version");
    if (file.course !== course) return refuse("course");
    if (!file.state || !Array.isArray(file.state.attempts)) return refuse("shape");
    const read = Jalon.readState(JSON.stringify(file.state));
    if (!read.state.attempts.length) return refuse(read.lost ? "shape" : "empty");
    return { fault: "", state: read.state, lost: read.lost };
  }

  /** @param {HTMLElement} root */
  function run(root) {
    const course = root.dataset.course || "", gated = root.dataset.order === "gated";
    const words = /** @type {HTMLTemplateElement} */ (get(root, "template")).content;
    const store = Jalon.openStore(() => window.localStorage, () => window.sessionStorage);
    const path = /** @type {HTMLElement} */ (get(root, ".course-path"));
    const first = root.querySelector("[data-first]"), attest = root.querySelector("[data-attest]");
    const board = document.createElement("div"), notes = document.createElement("div"), foot = document.createElement("div");
    notes.setAttribute("role", "status");
    path.before(board);
    path.after(notes, foot);
    const states = new Map(Array.from(path.querySelectorAll("[data-module]"), (node) => [node, Array.from(get(node, ".course-state").childNodes)]));

    /** @param {string} name @param {Record<string, string | number | boolean>} [values] */
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

    /** @param {string} name @param {Record<string, string | number | boolean>} [values] */
    function note(name, values) {
      notes.textContent = "";
      notes.append(say(name, values));
    }

    /** @param {ParentNode} near @param {string} name @param {() => void} action */
    function on(near, name, action) {
      const control = near.querySelector('[data-do="' + name + '"]');
      if (control) control.addEventListener("click", action);
    }

    // -------------------------------------------------------------- what is known

    /** @param {Attempt[]} attempts of this course @returns {Module[]} */
    function modules(attempts) {
      return Array.from(states.keys(), (element) => {
        const node = /** @type {HTMLElement} */ (element), data = node.dataset, link = node.querySelector("a");
        const own = attempts.filter((one) => one.module === data.module), passed = own.filter((one) => one.done && one.done.passed);
        return {
          node, id: data.module || "", href: link ? link.href : "", quiz: data.quiz || "", title: data.title || "", minutes: Number(data.minutes) || 0,
          best: passed.filter((one) => one.version === data.version)[0] || passed[0] || null,
          last: own.reduce((/** @type {Attempt | null} */ held, one) => held && held.n > one.n ? held : one, null),
        };
      });
    }

    // -------------------------------------------------------------- drawing

    /** The words of a module. @param {Module} module @param {Module[]} before those that come first and are still to pass */
    function mark(module, before) {
      const { node, best, last } = module, box = get(node, ".course-state");
      box.textContent = "";
      node.classList.toggle("is-done", !!best);
      if (best) return box.append(say("done", { old: best.version !== node.dataset.version }));
      if (last && !last.done) {
        const done = last.answers.length;
        box.append(say("started", { done, total: last.questions.length, one: done < 2, many: done > 1 }));
      } else if (last && last.done) box.append(say("missed", { percent: last.done.percent }));
      else box.append(...states.get(node) || []);
      if (gated && module.href && before.length) box.append(say("later", { after: before[before.length - 1].node.dataset.number || "" }));
    }

    /** Where one goes on. @param {Module[]} all @returns {{href: string, title: string, how: string} | null} */
    function way(all) {
      const open = all.filter((module) => module.href && !module.best);
      const under = open.filter((module) => module.last).sort((a, b) => (b.last ? b.last.n : 0) - (a.last ? a.last.n : 0))[0];
      const next = under || open[0];
      if (!next) return attest ? { href: /** @type {HTMLAnchorElement} */ (attest).href, title: "", how: "attest" } : null;
      const here = under && under.quiz ? "#quiz-" + under.quiz : "";
      return { href: next.href + here, title: next.title, how: !under ? "next" : under.last && under.last.done ? "again" : "resume" };
    }

    function draw() {
      const { state, lost } = store.read();
      const all = modules(state.attempts.filter((one) => one.course === course)), passed = all.filter((module) => module.best);
      const some = all.some((module) => module.last), open = all.filter((module) => module.href && !module.best);
      all.forEach((module, at) => mark(module, all.slice(0, at).filter((one) => one.href && !one.best)));
      board.textContent = "";
      if (first) first.toggleAttribute("hidden", some);
      if (store.refused()) board.append(say("refused"));
      if (lost) board.append(say("lost"));
      if (some) board.append(summary(all, passed, open));
      drawFoot(state, state.attempts.length > 0 || lost);
    }

    /** @param {Module[]} all @param {Module[]} passed @param {Module[]} open */
    function summary(all, passed, open) {
      const minutes = open.reduce((sum, module) => sum + module.minutes, 0), to = way(all);
      const box = say("board", {
        passed: passed.length, total: all.length, one: passed.length < 2, many: passed.length > 1,
        minutes, minute: minutes === 1, "minutes-word": minutes !== 1, left: minutes > 0, finished: !open.length,
        soon: all.some((module) => !module.href), go: !!to, title: to ? to.title : "", [to ? to.how : ""]: true,
      });
      /** @type {HTMLElement} */ (get(box, ".board-bar")).style.setProperty("--part", String(passed.length / all.length));
      if (to) /** @type {HTMLAnchorElement} */ (get(box, "[data-do=go]")).href = to.href;
      return box;
    }

    // -------------------------------------------------------------- taking it elsewhere, erasing it

    /** @param {State} state @param {boolean} some */
    function drawFoot(state, some) {
      const opened = !!foot.querySelector("details[open]"), box = say("move", { some, none: !some });
      box.toggleAttribute("open", opened);
      foot.textContent = "";
      foot.append(box);
      on(box, "save", () => save(state));
      on(box, "ask", ask);
      const input = /** @type {HTMLInputElement} */ (get(box, "[type=file]"));
      input.addEventListener("change", () => {
        const file = (input.files || [])[0], shared = box.querySelector("[name=poste-partage]");
        if (!file) return;
        if (file.size > 4 * MOST) return note("unread", { big: true });
        const reader = new FileReader();
        reader.onerror = () => note("unread", { shape: true });
        reader.onload = () => {
          take(String(reader.result), some, !!shared && /** @type {HTMLInputElement} */ (shared).checked);
          /** @type {HTMLElement} */ (get(foot, "[type=file]")).focus();
        };
        reader.readAsText(file);
        input.value = ""; // the same file, once mended, can be chosen again
      });
    }

    /** @param {State} state */
    function save(state) {
      const saved = day(new Date()), link = document.createElement("a"), name = "progression-" + course + "-" + saved + ".json";
      const url = URL.createObjectURL(new Blob([pack(course, state, saved)], { type: "application/json" }));
      link.href = url;
      link.download = name;
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(url), 60000);
      note("saved", { name });
    }

    /** @param {string} raw @param {boolean} some something is stored already @param {boolean} shared */
    function take(raw, some, shared) {
      const { fault, state, lost } = unpack(raw, course);
      if (fault) return note("unread", { [fault]: true });
      const held = store.read().state.attempts.map((one) => one.id);
      if (!some && !store.choose(shared) || store.save(state.attempts, false) !== "kept") return note("failed");
      const known = state.attempts.filter((one) => held.indexOf(one.id) >= 0).length;
      const passed = modules(state.attempts.filter((one) => one.course === course)).filter((module) => module.best).length;
      draw();
      note("taken", { fresh: state.attempts.length - known, known, modules: passed, nothing: !passed, lost, session: store.where() === "session" });
    }

    /** Says what goes, then erases. */
    function ask() {
      const box = say("erase"), details = get(foot, "details");
      foot.querySelectorAll(".board-erase").forEach((other) => other.remove());
      details.append(box);
      box.tabIndex = -1;
      box.focus();
      on(box, "keep", () => {
        box.remove();
        /** @type {HTMLElement} */ (get(foot, "[data-do=ask]")).focus();
      });
      on(box, "erase", () => {
        store.erase();
        draw();
        note("erased");
        /** @type {HTMLElement} */ (get(foot, "summary")).focus();
      });
    }

    draw();
    window.addEventListener("storage", draw);
    window.addEventListener("pageshow", (event) => { if (event.persisted) draw(); });
  }

  document.querySelectorAll("[data-course][data-order]").forEach((root) => run(/** @type {HTMLElement} */ (root)));
})();
