// @ts-check
/*
 * Jalon, the dashboard of the course. The HTML is the data, and the words (templates/widgets/course.html):
 *   section[data-course][data-order=free|gated]
 *     a[data-first]                     how one starts; goes once something was started
 *     li[data-module][data-number][data-title][data-version][data-quiz][data-minutes][data-capsule="id digest"][data-assessment]
 *                                       with .course-state, and a link when open
 *     a[data-attest]
 *     template [data-say=name]          what the script shows, as in quiz.js
 * It reads the stored progress. It writes only what the reader asks for: a file or a code taken back (transfer.js), the wish to
 * see the time spent, or everything erased.
 */
(() => {
  "use strict";

  /**
   * @typedef {object} Module
   * @property {HTMLElement} node
   * @property {string} id
   * @property {string} href       "" while it is not open
   * @property {string} quiz
   * @property {string} title
   * @property {number} minutes
   * @property {boolean} exam      the final assessment
   * @property {boolean} seen      its capsule was seen, as it is today
   * @property {Attempt | null} best
   * @property {Attempt | null} last
   */

  const { get, speaker } = JalonTemplate;

  /** A moment as a day of this computer. @param {Date} date */
  function day(date) {
    return [String(date.getFullYear())]
      .concat([date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, "0")))
      .join("-");
  }

  /** @param {HTMLElement} root */
  function run(root) {
    const course = root.dataset.course || "",
      gated = root.dataset.order === "gated";
    const store = JalonProgress.openStore(
      () => window.localStorage,
      () => window.sessionStorage,
    );
    const path = /** @type {HTMLElement} */ (get(root, ".course-path"));
    const first = root.querySelector("[data-first]"),
      attest = root.querySelector("[data-attest]");
    const board = document.createElement("div"),
      notes = document.createElement("div"),
      foot = document.createElement("div");
    notes.setAttribute("role", "status");
    path.before(board);
    path.after(notes, foot);
    const states = new Map(
      Array.from(path.querySelectorAll("[data-module]"), (node) => [
        node,
        Array.from(get(node, ".course-state").childNodes),
      ]),
    );

    const say = speaker(root);

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

    /** @param {State} state @returns {Module[]} */
    function modules(state) {
      const attempts = state.attempts.filter((one) => one.course === course),
        seen = state.seen || {};
      return Array.from(states.keys(), (element) => {
        const node = /** @type {HTMLElement} */ (element),
          data = node.dataset,
          link = node.querySelector("a");
        const own = attempts.filter((one) => one.module === data.module),
          passed = own.filter((one) => one.done?.passed);
        const [capsule, digest] = (data.capsule || "").split(" ");
        return {
          exam: "assessment" in data,
          seen: !!capsule && !!seen[capsule]?.[digest],
          node,
          id: data.module || "",
          href: link ? link.href : "",
          quiz: data.quiz || "",
          title: data.title || "",
          minutes: Number(data.minutes) || 0,
          best: passed.filter((one) => one.version === data.version)[0] || passed[0] || null,
          last: own.reduce((/** @type {Attempt | null} */ held, one) => (held && held.n > one.n ? held : one), null),
        };
      });
    }

    // -------------------------------------------------------------- drawing

    /** The words of a module. @param {Module} module @param {Module[]} before those that come first and are still to pass */
    function mark(module, before) {
      const { node, best, last } = module,
        box = get(node, ".course-state");
      box.textContent = "";
      node.classList.toggle("is-done", !!best);
      if (best) return box.append(say("done", { old: best.version !== node.dataset.version }));
      if (last && !last.done) {
        const done = last.answers.length;
        box.append(say("started", { done, total: last.questions.length, one: done < 2, many: done > 1 }));
      } else if (last?.done) box.append(say("missed", { percent: last.done.percent }));
      else if (module.seen) box.append(say("seen"));
      else box.append(...(states.get(node) || []));
      if (gated && module.href && before.length)
        box.append(say("later", { after: before[before.length - 1].node.dataset.number || "" }));
    }

    /** Where one goes on. @param {Module[]} all @returns {{href: string, title: string, how: string} | null} */
    function way(all) {
      const open = all.filter((module) => module.href && !module.best);
      const begun = open.filter((module) => module.last || module.seen);
      const under = begun.sort((a, b) => (b.last ? b.last.n : 0) - (a.last ? a.last.n : 0))[0];
      const next = under || open[0];
      if (!next)
        return attest ? { href: /** @type {HTMLAnchorElement} */ (attest).href, title: "", how: "attest" } : null;
      const here = under?.quiz ? "#quiz-" + under.quiz : "";
      return {
        href: next.href + here,
        title: next.title,
        how: !under?.last ? "next" : under.last.done ? "again" : "resume",
      };
    }

    function draw() {
      const { state, lost } = store.read(),
        at = root.contains(document.activeElement) ? document.activeElement : null;
      const all = modules(state),
        some = all.some((module) => module.last || module.seen);
      all.forEach((module, at) =>
        mark(
          module,
          all.slice(0, at).filter((one) => one.href && !one.best),
        ),
      );
      board.textContent = "";
      if (first) first.toggleAttribute("hidden", some);
      if (store.refused()) board.append(say("refused"));
      if (lost) board.append(say("lost"));
      if (some) board.append(summary(all, state.active || {}));
      drawFoot(state, state.attempts.length > 0 || some || lost);
      // What another tab does must not take the focus away.
      const key = ["data-do", "name"].filter((name) => at?.hasAttribute(name))[0];
      const again =
        at && key && !root.contains(at) && root.querySelector("[" + key + '="' + at.getAttribute(key) + '"]');
      if (again) /** @type {HTMLElement} */ (again).focus({ preventScroll: true });
    }

    /** @param {Module[]} all @param {Active} active */
    function summary(all, active) {
      const open = all.filter((module) => module.href && !module.best),
        done = all.filter((module) => module.best).length;
      const passed = all.filter((module) => module.best && !module.exam).length,
        exam = all.filter((module) => module.exam)[0];
      const minutes = open.reduce((sum, module) => sum + module.minutes, 0),
        to = way(all);
      const spent = all.reduce((sum, module) => {
        const visits = active[module.id] || {};
        return sum + Object.keys(visits).reduce((time, name) => time + visits[name], 0);
      }, 0);
      const shown = wanted(),
        time = Math.round(spent / 60000);
      const box = say("board", {
        passed,
        total: all.filter((module) => !module.exam).length,
        one: passed < 2,
        many: passed > 1,
        exam: !!exam,
        "exam-done": exam && !!exam.best,
        "exam-left": exam && !exam.best,
        minutes,
        minute: minutes === 1,
        "minutes-word": minutes !== 1,
        left: minutes > 0,
        finished: !open.length,
        soon: all.some((module) => !module.href),
        go: !!to,
        title: to ? to.title : "",
        [to ? to.how : ""]: true,
        timed: shown,
        time,
        "time-one": time === 1,
        "time-many": time > 1,
        "time-none": time < 1,
      });
      /** @type {HTMLElement} */ (get(box, ".board-bar")).style.setProperty("--part", String(done / all.length));
      if (to) /** @type {HTMLAnchorElement} */ (get(box, "[data-do=go]")).href = to.href;
      const choice = /** @type {HTMLInputElement} */ (get(box, "[name=temps-actif]"));
      choice.checked = shown;
      choice.addEventListener("change", () => {
        want(choice.checked);
        draw();
      });
      return box;
    }

    // -------------------------------------------------------------- the time spent, shown to who wants to see it

    let shown = false; // for want of storage
    const area = () => (store.where() === "session" ? window.sessionStorage : window.localStorage);

    function wanted() {
      try {
        return area().getItem(JalonProgress.CLOCK) === "1";
      } catch (error) {
        return shown;
      }
    }

    /** @param {boolean} yes */
    function want(yes) {
      shown = yes;
      try {
        if (yes) area().setItem(JalonProgress.CLOCK, "1");
        else area().removeItem(JalonProgress.CLOCK);
      } catch (error) {
        /* refused: it holds as long as this page */
      }
    }

    // -------------------------------------------------------------- taking it elsewhere, erasing it

    /** @param {State} state @param {boolean} some */
    function drawFoot(state, some) {
      const opened = !!foot.querySelector("details[open]"),
        box = say("move", { some, none: !some });
      const typed = /** @type {HTMLTextAreaElement | null} */ (foot.querySelector("[name=code]"));
      box.toggleAttribute("open", opened);
      if (typed) /** @type {HTMLTextAreaElement} */ (get(box, "[name=code]")).value = typed.value;
      foot.textContent = "";
      foot.append(box);
      on(box, "save", () => save(state));
      on(box, "code", () => tellCode(box, state));
      on(box, "ask", ask);
      const shared = () => {
        const choice = /** @type {HTMLInputElement | null} */ (box.querySelector("[name=poste-partage]"));
        return !!choice && choice.checked;
      };
      on(box, "take", () => {
        const field = /** @type {HTMLTextAreaElement} */ (get(box, "[name=code]")),
          json = JalonTransfer.fromCode(field.value);
        if (json === "version" || !json) {
          note("unread", { code: true, [json || (field.value.trim() ? "shape" : "blank")]: true });
          return field.focus();
        }
        if (take(json, some, shared(), "code"))
          /** @type {HTMLTextAreaElement} */ (get(foot, "[name=code]")).value = "";
        /** @type {HTMLElement} */ (get(foot, "[data-do=take]")).focus();
      });
      const input = /** @type {HTMLInputElement} */ (get(box, "[type=file]"));
      input.addEventListener("change", () => {
        const file = (input.files || [])[0];
        if (!file) return;
        if (file.size > 4 * JalonTransfer.MOST) return note("unread", { file: true, big: true });
        const reader = new FileReader();
        reader.onerror = () => note("unread", { file: true, shape: true });
        reader.onload = () => {
          take(String(reader.result), some, shared(), "file");
          /** @type {HTMLElement} */ (get(foot, "[type=file]")).focus();
        };
        reader.readAsText(file);
        input.value = ""; // the same file, once mended, can be chosen again
      });
    }

    /** @param {State} state */
    function save(state) {
      const saved = day(new Date()),
        link = document.createElement("a"),
        name = "progression-" + course + "-" + saved + ".json";
      const url = URL.createObjectURL(
        new Blob([JalonTransfer.pack(course, state, saved)], { type: "application/json" }),
      );
      link.href = url;
      link.download = name;
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(url), 60000);
      note("saved", { name });
    }

    /** The same as the file, to be copied as a text. @param {HTMLElement} box @param {State} state */
    function tellCode(box, state) {
      const field = /** @type {HTMLTextAreaElement} */ (get(box, "[data-code] textarea"));
      /** @type {HTMLElement} */ (get(box, "[data-code]")).hidden = false;
      field.value = JalonTransfer.toCode(JalonTransfer.pack(course, state, day(new Date())));
      const select = () => {
        field.focus();
        field.select();
        note("selected");
      };
      // Only secure pages may write to the clipboard; elsewhere the reader copies.
      if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(() => note("copied"), select);
      else select();
    }

    /** @param {string} raw @param {boolean} some something is stored already @param {boolean} shared @param {string} from "file" or "code" @returns {boolean | void} taken */
    function take(raw, some, shared, from) {
      const { fault, state, lost } = JalonTransfer.unpack(raw, course);
      if (fault) return note("unread", { [from]: true, [fault]: true });
      const held = store.read().state.attempts.map((one) => one.id);
      if ((!some && !store.choose(shared)) || store.add(state) !== "kept") return note("failed", { [from]: true });
      const known = state.attempts.filter((one) => held.indexOf(one.id) >= 0).length;
      const passed = modules(state).filter((module) => module.best).length;
      draw();
      note("taken", {
        [from]: true,
        fresh: state.attempts.length - known,
        known,
        modules: passed,
        nothing: !passed,
        lost,
        session: store.where() === "session",
      });
      return true;
    }

    /** Says what goes, then erases. */
    function ask() {
      const box = say("erase"),
        details = get(foot, "details");
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
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) draw();
    });
  }

  document.querySelectorAll("[data-course][data-order]").forEach((root) => run(/** @type {HTMLElement} */ (root)));
})();
