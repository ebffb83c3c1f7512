// @ts-check
/*
 * Jalon, the dashboard of the course. The HTML is the data, and the words (templates/widgets/course.html):
 *   section[data-course][data-order=free|gated]
 *     [data-before=id]                  what is asked first of who has not begun, elsewhere in the page
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

  /** The dashboard of a course. */
  class Dashboard {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.root = root;
      this.course = root.dataset.course || "";
      this.gated = root.dataset.order === "gated";
      this.store = JalonProgress.openStore(
        () => window.localStorage,
        () => window.sessionStorage,
      );
      this.path = /** @type {HTMLElement} */ (get(root, ".course-path"));
      this.first = root.querySelector("[data-first]");
      this.attest = root.querySelector("[data-attest]");
      this.board = document.createElement("div");
      this.notes = document.createElement("div");
      this.foot = document.createElement("div");
      this.notes.setAttribute("role", "status");
      this.path.before(this.board);
      this.path.after(this.notes, this.foot);
      this.states = new Map(
        Array.from(this.path.querySelectorAll("[data-module]"), (node) => [
          node,
          Array.from(get(node, ".course-state").childNodes),
        ]),
      );

      this.say = speaker(root);
      this.summit = new JalonSummit(this.say);
      this.learner = new JalonLearner(this.store);
      this.board.after(this.learner.node);

      this.shown = false; // for want of storage
      this.area = () => (this.store.where() === "session" ? window.sessionStorage : window.localStorage);

      this.draw();
      window.addEventListener("storage", () => this.draw());
      window.addEventListener("pageshow", (event) => {
        if (event.persisted) this.draw();
      });
    }

    /** @param {string} name @param {Record<string, string | number | boolean>} [values] */
    note(name, values) {
      this.notes.textContent = "";
      this.notes.append(this.say(name, values));
    }

    /** @param {ParentNode} near @param {string} name @param {() => void} action */
    on(near, name, action) {
      const control = near.querySelector('[data-do="' + name + '"]');
      if (control) control.addEventListener("click", action);
    }

    /** @param {State} state @returns {Module[]} */
    modules(state) {
      const attempts = state.attempts.filter((one) => one.course === this.course),
        seen = state.seen || {};
      return Array.from(this.states.keys(), (element) => {
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

    /** The words of a module. @param {Module} module @param {Module[]} before those that come first and are still to pass */
    mark(module, before) {
      const { node, best, last } = module,
        box = get(node, ".course-state");
      box.textContent = "";
      node.classList.toggle("is-done", !!best);
      if (best) return box.append(this.say("done", { old: best.version !== node.dataset.version }));
      if (last && !last.done) {
        const done = last.answers.length;
        box.append(this.say("started", { done, total: last.questions.length, one: done < 2, many: done > 1 }));
      } else if (last?.done) box.append(this.say("missed", { percent: last.done.percent }));
      else if (module.seen) box.append(this.say("seen"));
      else box.append(...(this.states.get(node) || []));
      if (this.gated && module.href && before.length)
        box.append(this.say("later", { after: before[before.length - 1].node.dataset.number || "" }));
    }

    /** Where one goes on. @param {Module[]} all @returns {{href: string, title: string, how: string} | null} */
    way(all) {
      const open = all.filter((module) => module.href && !module.best);
      const begun = open.filter((module) => module.last || module.seen);
      const under = begun.sort((a, b) => (b.last ? b.last.n : 0) - (a.last ? a.last.n : 0))[0];
      const next = under || open[0];
      if (!next)
        return this.attest
          ? { href: /** @type {HTMLAnchorElement} */ (this.attest).href, title: "", how: "attest" }
          : null;
      const here = under?.quiz ? "#quiz-" + under.quiz : "";
      return {
        href: next.href + here,
        title: next.title,
        how: !under?.last ? "next" : under.last.done ? "again" : "resume",
      };
    }

    draw() {
      const { state, lost } = this.store.read(),
        at = this.root.contains(document.activeElement) ? document.activeElement : null;
      const all = this.modules(state),
        some = all.some((module) => module.last || module.seen);
      all.forEach((module, at) =>
        this.mark(
          module,
          all.slice(0, at).filter((one) => one.href && !one.best),
        ),
      );
      this.board.textContent = "";
      this.learner.draw();
      if (this.first) this.first.toggleAttribute("hidden", some);
      this.root.querySelector(".course-meta")?.toggleAttribute("hidden", some);
      document.getElementById(this.root.dataset.before || "")?.toggleAttribute("hidden", some);
      if (this.store.refused()) this.board.append(this.say("refused"));
      if (lost) this.board.append(this.say("lost"));
      if (some) this.board.append(this.summary(all, state.active || {}));
      this.drawFoot(state, state.attempts.length > 0 || some || lost);
      // What another tab does must not take the focus away.
      const key = ["data-do", "name"].filter((name) => at?.hasAttribute(name))[0];
      const again =
        at && key && !this.root.contains(at) && this.root.querySelector("[" + key + '="' + at.getAttribute(key) + '"]');
      if (again) /** @type {HTMLElement} */ (again).focus({ preventScroll: true });
    }

    /** @param {Module[]} all @param {Active} active */
    summary(all, active) {
      const open = all.filter((module) => module.href && !module.best),
        done = all.filter((module) => module.best).length;
      const passed = all.filter((module) => module.best && !module.exam).length,
        exam = all.filter((module) => module.exam)[0];
      const sheet = Number(/** @type {HTMLElement | null} */ (this.attest)?.dataset.minutes) || 0,
        minutes = open.reduce((sum, module) => sum + module.minutes, sheet),
        to = this.way(all);
      const spent = all.reduce((sum, module) => {
        const visits = active[module.id] || {};
        return sum + Object.keys(visits).reduce((time, name) => time + visits[name], 0);
      }, 0);
      const shown = this.wanted(),
        time = Math.round(spent / 60000);
      const name = this.learner.learners.name();
      /** @type {Values} */
      const counted = {
        name,
        anonymous: !name,
        sheet: !!this.attest,
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
      };
      if (!open.length && all.every((module) => module.best)) return this.summit.screen(counted);
      const box = this.say("board", counted);
      /** @type {HTMLElement} */ (get(box, ".board-bar")).style.setProperty("--part", String(done / all.length));
      if (to) /** @type {HTMLAnchorElement} */ (get(box, "[data-do=go]")).href = to.href;
      const choice = /** @type {HTMLInputElement} */ (get(box, "[name=temps-actif]"));
      choice.checked = shown;
      choice.addEventListener("change", () => {
        this.want(choice.checked);
        this.draw();
      });
      return box;
    }

    wanted() {
      try {
        return this.area().getItem(JalonProgress.CLOCK) === "1";
      } catch (error) {
        return this.shown;
      }
    }

    /** @param {boolean} yes */
    want(yes) {
      this.shown = yes;
      try {
        if (yes) this.area().setItem(JalonProgress.CLOCK, "1");
        else this.area().removeItem(JalonProgress.CLOCK);
      } catch (error) {
        /* refused: it holds as long as this page */
      }
    }

    /** @param {State} state @param {boolean} some */
    drawFoot(state, some) {
      const opened = !!this.foot.querySelector("details[open]"),
        box = this.say("move", { some, none: !some });
      const typed = /** @type {HTMLTextAreaElement | null} */ (this.foot.querySelector("[name=code]"));
      box.toggleAttribute("open", opened);
      if (typed) /** @type {HTMLTextAreaElement} */ (get(box, "[name=code]")).value = typed.value;
      this.foot.textContent = "";
      this.foot.append(box);
      this.on(box, "save", () => this.save(state));
      this.on(box, "code", () => this.tellCode(box, state));
      this.on(box, "ask", () => this.ask());
      const shared = () => {
        const choice = /** @type {HTMLInputElement | null} */ (box.querySelector("[name=poste-partage]"));
        return !!choice && choice.checked;
      };
      this.on(box, "take", () => {
        const field = /** @type {HTMLTextAreaElement} */ (get(box, "[name=code]")),
          json = JalonTransfer.fromCode(field.value);
        if (json === "version" || !json) {
          this.note("unread", { code: true, [json || (field.value.trim() ? "shape" : "blank")]: true });
          return field.focus();
        }
        if (this.take(json, some, shared(), "code"))
          /** @type {HTMLTextAreaElement} */ (get(this.foot, "[name=code]")).value = "";
        /** @type {HTMLElement} */ (get(this.foot, "[data-do=take]")).focus();
      });
      const input = /** @type {HTMLInputElement} */ (get(box, "[type=file]"));
      input.addEventListener("change", () => {
        const file = (input.files || [])[0];
        if (!file) return;
        if (file.size > 4 * JalonTransfer.MOST) return this.note("unread", { file: true, big: true });
        const reader = new FileReader();
        reader.onerror = () => this.note("unread", { file: true, shape: true });
        reader.onload = () => {
          this.take(String(reader.result), some, shared(), "file");
          /** @type {HTMLElement} */ (get(this.foot, "[type=file]")).focus();
        };
        reader.readAsText(file);
        input.value = ""; // the same file, once mended, can be chosen again
      });
    }

    /** @param {State} state */
    save(state) {
      const saved = day(new Date()),
        link = document.createElement("a"),
        name = "progression-" + this.course + "-" + saved + ".json";
      const url = URL.createObjectURL(
        new Blob([JalonTransfer.pack(this.course, state, saved)], { type: "application/json" }),
      );
      link.href = url;
      link.download = name;
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(url), 60000);
      this.note("saved", { name });
    }

    /** The same as the file, to be copied as a text. @param {HTMLElement} box @param {State} state */
    tellCode(box, state) {
      const field = /** @type {HTMLTextAreaElement} */ (get(box, "[data-code] textarea"));
      /** @type {HTMLElement} */ (get(box, "[data-code]")).hidden = false;
      field.value = JalonTransfer.toCode(JalonTransfer.pack(this.course, state, day(new Date())));
      const select = () => {
        field.focus();
        field.select();
        this.note("selected");
      };
      // Only secure pages may write to the clipboard; elsewhere the reader copies.
      if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(() => this.note("copied"), select);
      else select();
    }

    /** @param {string} raw @param {boolean} some something is stored already @param {boolean} shared @param {string} from "file" or "code" @returns {boolean | void} taken */
    take(raw, some, shared, from) {
      const { fault, state, lost } = JalonTransfer.unpack(raw, this.course);
      if (fault) return this.note("unread", { [from]: true, [fault]: true });
      const held = this.store.read().state.attempts.map((one) => one.id);
      if ((!some && !this.store.choose(shared)) || this.store.add(state) !== "kept")
        return this.note("failed", { [from]: true });
      const known = state.attempts.filter((one) => held.indexOf(one.id) >= 0).length;
      const passed = this.modules(state).filter((module) => module.best).length;
      this.draw();
      this.note("taken", {
        [from]: true,
        fresh: state.attempts.length - known,
        known,
        modules: passed,
        nothing: !passed,
        lost,
        session: this.store.where() === "session",
      });
      return true;
    }

    /** Says what goes, then erases. */
    ask() {
      const box = this.say("erase"),
        details = get(this.foot, "details");
      this.foot.querySelectorAll(".board-erase").forEach((other) => other.remove());
      details.append(box);
      box.tabIndex = -1;
      box.focus();
      this.on(box, "keep", () => {
        box.remove();
        /** @type {HTMLElement} */ (get(this.foot, "[data-do=ask]")).focus();
      });
      this.on(box, "erase", () => {
        this.store.erase();
        this.draw();
        this.note("erased");
        /** @type {HTMLElement} */ (get(this.foot, "summary")).focus();
      });
    }
  }

  document
    .querySelectorAll("[data-course][data-order]")
    .forEach((root) => new Dashboard(/** @type {HTMLElement} */ (root)));
})();
