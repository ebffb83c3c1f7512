// @ts-check
/*
 * Jalon, the quiz of a page. The HTML is the data, and the words (templates/widgets/quiz.html):
 *   section[data-quiz][data-pass][data-course][data-module][data-version]
 *     [data-draw][data-shuffle=false][data-tries][data-show=reviews|score]
 *     [data-static]                     what is read without script: hidden here, always printed
 *       section[data-question]          as kinds.js says
 *     template [data-say=name]          what the script shows; in it, {x} is a value, [data-if=x] a part
 *                                       kept when x is true, [data-do=x] a control
 * Nothing is stored before « Commencer ». The rules are in rules/ (scoring.js, draw.js, progress.js).
 */
(() => {
  "use strict";

  const { get, speaker } = JalonTemplate;
  const { kinds, find, h, copy } = JalonKinds;

  /** Replaces what an element holds. @param {HTMLElement} box @param {Node[]} nodes */
  function put(box, ...nodes) {
    box.textContent = "";
    box.append(...nodes);
  }

  /** @param {HTMLElement} node @param {string} name @param {() => void} action */
  function on(node, name, action) {
    const control = node.querySelector('[data-do="' + name + '"]');
    if (control) control.addEventListener("click", action);
  }

  // ---------------------------------------------------------------- one quiz

  const store = JalonProgress.openStore(
    () => window.localStorage,
    () => window.sessionStorage,
  );
  const kept = () => store.where() !== "memory";

  /** @param {HTMLElement} root */
  function run(root) {
    const data = root.dataset,
      pass = Number(data.pass) || 0,
      size = Number(data.draw) || Infinity;
    const own = {
      course: data.course || "",
      module: data.module || "",
      quiz: data.quiz || "",
      version: data.version || "",
    };
    const still = /** @type {HTMLElement} */ (get(root, "[data-static]"));
    /** @type {Map<string, Item>} */
    const items = new Map();
    still.querySelectorAll("[data-question]").forEach((section) => {
      JalonKinds.readItem(/** @type {HTMLElement} */ (section), data.shuffle === "false").forEach((item) =>
        items.set(item.question.id, item),
      );
    });
    if (!items.size) return;

    const notes = h("div", "quiz-notes"),
      stage = h("div", "quiz-stage"),
      foot = h("div", "");
    notes.setAttribute("role", "status");
    still.hidden = true;
    root.append(h("div", "quiz-app", notes, stage, foot));

    /** @type {Attempt | null} */
    let attempt = null;
    let known = false; // the attempt has been stored

    const say = speaker(root);

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
      return drawn(of).filter((item) => !given(of, item.question.id)?.kept);
    }

    /** @param {Attempt} of @param {Item} item @returns {Answer} */
    function said(of, item) {
      return (given(of, item.question.id) || { a: [] }).a;
    }

    /** @param {Attempt} of @param {Item} item */
    function points(of, item) {
      return JalonScoring.score(item.question, said(of, item));
    }

    /** @param {Attempt} of @param {Item} item */
    function isRight(of, item) {
      return points(of, item) === 100;
    }

    /** good, part or bad @param {Attempt} of @param {Item} item */
    function look(of, item) {
      return isRight(of, item) ? "good" : points(of, item) ? "part" : "bad";
    }

    /** No try is left. */
    function closed() {
      return mine().filter((one) => one.done).length >= (Number(data.tries) || Infinity);
    }

    /** What may be shown: the answers, what to read again, or the score alone; everything once nothing more is at stake. */
    function shown() {
      const over = closed() || mine().some((one) => !!one.done && one.done.passed);
      return over ? "answers" : data.show || "answers";
    }

    /** @param {Attempt} of */
    function result(of) {
      return JalonScoring.total(
        drawn(of).map((item) => item.question),
        (id) => (given(of, id) || { a: [] }).a,
      );
    }

    /** The attempts at this quiz, oldest first. */
    function mine() {
      return store.read().state.attempts.filter((one) => one.quiz === own.quiz && one.course === own.course);
    }

    /** @param {number} n @returns {number[]} random bytes */
    function randomBytes(n) {
      const bytes = new Uint8Array(n);
      if (window.crypto) window.crypto.getRandomValues(bytes);
      return Array.from(bytes, (byte) => (window.crypto ? byte : Math.floor(Math.random() * 256)));
    }

    /**
     * @param {string} from       id of the attempt it continues, or ""
     * @param {Given[]} carried   answers that count without being asked again
     * @param {string[]} [questions]  those of the attempt it continues, at the same version; drawn when absent
     */
    function begin(from, carried, questions) {
      const n = store.read().state.attempts.reduce((most, one) => Math.max(most, one.n), 0) + 1;
      const seed = JalonDigest.hash32(randomBytes(16).join());
      const pool = Array.from(items.values(), (item) => ({
        id: item.question.id,
        objective: item.section.dataset.objectiveId,
      }));
      const drawn = questions || JalonDraw.draw(pool, size, seed);
      attempt = Object.assign(
        {
          id: JalonDigest.base32(randomBytes(7)).slice(0, 10),
          n,
          seed,
          from,
          start: Date.now(),
          questions: drawn,
          seen: 0,
          answers: carried
            .filter((answer) => drawn.indexOf(answer.q) >= 0)
            .map((answer) => Object.assign({}, answer, { kept: true })),
        },
        own,
      );
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

    /** The wording of a question; a text with gaps is shown with its fields, after a few words. @param {Item} item */
    function wording(item) {
      const gaps = item.question.kind === "cloze";
      return gaps
        ? { lead: h("div", ""), ask: copy(say("fill")) }
        : JalonKinds.wording(item.section.querySelector("[data-part=text]"));
    }

    /** A link of the page; when progress is in memory only, it must not leave it. @param {Element} near */
    function link(near) {
      const out = copy(near),
        a = out.querySelector("a");
      if (a && !kept()) {
        a.target = "_blank";
        a.append(say("tab"));
      }
      return out;
    }

    /** Links of a part of the page, when they must open elsewhere. @param {HTMLElement} box */
    function away(box) {
      if (!kept())
        box
          .querySelectorAll("[data-review]")
          .forEach((review) => put(/** @type {HTMLElement} */ (review), link(review)));
      return box;
    }

    /** What is said of an answer. @param {Item} item @param {Answer} answer */
    function explained(item, answer) {
      const out = h("div", "quiz-explained"),
        kind = kinds[item.question.kind],
        reasons = kind.reasons(item, answer);
      if (shown() !== "answers") {
        const links =
          JalonScoring.score(item.question, answer) === 100
            ? []
            : reasons.map((reason) => find(item, "feedback", reason.key));
        links.forEach((said) => {
          if (said)
            out.append(...Array.from(said.querySelectorAll("[data-review]"), (review) => review.cloneNode(true)));
        });
        return away(out);
      }
      const others = kind.others(item).filter((other) => reasons.every((reason) => reason.key !== other.key));
      if (!kind.steps) {
        out.append(
          ...reasons
            .map((reason) => {
              const box = h(
                "div",
                "quiz-reason " + (reason.good ? "is-good" : "is-bad"),
                copy(find(item, "feedback", reason.key)),
              );
              if (reason.say) {
                const label = say(reason.say),
                  list = reason.text.firstChild && reason.text.firstChild.nodeName === "OL";
                label.prepend(copy(say(reason.good ? "icon-good" : "icon-bad")));
                if (list) box.prepend(h("p", "", label), reason.text);
                else box.prepend(h("p", "", label, " ", reason.text));
              }
              return box;
            })
            .filter((box) => box.textContent),
        );
      }
      const why = item.section.querySelector("[data-part=explanation]");
      if (why) out.append(why.cloneNode(true));
      const told = others
        .map((other) => ({ text: other.text, feedback: copy(find(item, "feedback", other.key)) }))
        .filter((other) => other.feedback.textContent);
      if (told.length) {
        const fold = say("others", { choices: kind.group === "choice", parts: kind.group !== "choice" });
        fold.append(...told.map((other) => h("div", "quiz-reason", h("p", "", other.text), other.feedback)));
        out.append(fold);
      }
      return away(out);
    }

    /** An answer, as it was given. @param {Attempt} of @param {Item} item */
    function recalled(of, item) {
      const box = away(h("div", "", kinds[item.question.kind].recall(item, said(of, item), of.seed, say)));
      if (shown() !== "answers") {
        box.querySelectorAll(".is-missed").forEach((row) => {
          row.className = "";
          put(/** @type {HTMLElement} */ (row.firstElementChild));
        });
        box.querySelectorAll("[data-reveals]").forEach((part) => part.remove());
      }
      return box;
    }

    // -------------------------------------------------------------- screens

    function showStart() {
      const refused = !kept() || store.refused(),
        screen = say("start", { refused, free: !refused });
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
      const now = attempt,
        list = asked(now),
        item = list[at];
      if (!item) return showResult(move);
      const id = item.question.id,
        kind = kinds[item.question.kind],
        text = wording(item),
        answered = !!given(now, id);
      const screen = say("question", { at: at + 1, total: list.length, again: list.length < now.questions.length });
      const heading = /** @type {HTMLElement} */ (get(screen, "h3"));
      screen.dataset.at = answered ? "" : id;
      get(screen, ".quiz-path").append(
        ...list.map((one, index) => {
          const done = !!given(now, one.question.id),
            how = !done ? "" : shown() === "score" ? "done" : look(now, one),
            here = index === at;
          const mark = say("mark", { at: index + 1, [how || (here ? "here" : "ahead")]: true });
          mark.className = (done ? "is-" + how : "") + (here ? " is-here" : "");
          if (here) mark.setAttribute("aria-current", "step");
          if (done && how !== "done") get(mark, ".quiz-mark").append(copy(say("icon-" + how)));
          return mark;
        }),
      );
      if (text.lead.childElementCount) screen.append(text.lead);

      if (answered && shown() === "score") return showQuestion(at + 1, move);
      if (answered) {
        const answer = said(now, item),
          how = look(now, item),
          values = kind.detail(item, answer),
          near = how === "bad" && !!values.near;
        const verdict = say(
          "verdict",
          Object.assign(
            values,
            { points: points(now, item), [near ? "near" : how]: true },
            how === "good" ? { detail: false, chain: false } : {},
          ),
        );
        const next = say("next", { more: at + 1 < list.length, last: at + 1 >= list.length });
        verdict.classList.add("is-" + how);
        on(next, "next", () => {
          if (attempt) attempt.seen = Math.max(attempt.seen, at + 1);
          put(notes);
          if (save()) showQuestion(at + 1, true);
        });
        screen.append(h("p", "quiz-ask", text.ask), recalled(now, item), verdict, explained(item, answer), next);
        put(stage, screen);
        if (move) goTo(get(verdict, "h4"));
      } else {
        const form = /** @type {HTMLFormElement} */ (say("form", { [item.question.kind]: true, [kind.group]: true }));
        const fields = get(form, "fieldset"),
          error = /** @type {HTMLElement} */ (get(form, ".quiz-error"));
        const hint = item.section.querySelector("[data-part=hint]"),
          controls = kind.ask(item, now.seed, say);
        const clear = () => {
          error.hidden = true;
          fields.removeAttribute("aria-describedby");
          fields.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
        };
        get(form, "legend").append(text.ask);
        fields.append(...controls.nodes);
        if (hint) fields.after(hint.cloneNode(true));
        form.addEventListener("input", clear);
        form.addEventListener("submit", (event) => {
          event.preventDefault();
          const answer = controls.answer();
          if (!answer.length) {
            const first = controls.missing();
            error.hidden = false;
            fields.setAttribute("aria-describedby", error.id);
            if (first.className === "input") first.setAttribute("aria-invalid", "true");
            return first.focus();
          }
          clear();
          const further = controls.goOn?.();
          if (further) {
            away(form);
            return goTo(further);
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
      const now = attempt,
        sum = result(now),
        passed = sum.percent >= pass,
        all = drawn(now);
      const wrong = all.filter((item) => !isRight(now, item)),
        best = mine().filter((one) => one.done?.passed);

      // Paragraphs to read again: each link once, with the first question that led to it.
      /** @type {Map<string, Node>} */
      const reviews = new Map();
      if (shown() !== "score")
        wrong.forEach((item) =>
          kinds[item.question.kind].reasons(item, said(now, item)).forEach((reason) => {
            const said = find(item, "feedback", reason.key),
              review = said?.querySelector("[data-review]"),
              a = review?.querySelector("a");
            if (!review || !a || reviews.has(a.href)) return;
            const entry = link(review);
            get(entry, "a").append(say("where", { at: all.indexOf(item) + 1 }));
            reviews.set(a.href, h("li", "", entry));
          }),
        );
      /** @type {Map<string, Item[]>} */
      const goals = new Map();
      all.forEach((item) => {
        const goal = item.question.objective;
        if (goal) goals.set(goal, (goals.get(goal) || []).concat(item));
      });

      const show = shown(),
        over = closed();
      const screen = say("result", {
        retry: wrong.length && !over,
        restart: !over,
        again: !passed && !over,
        closed: !passed && over,
        alone: !reviews.size,
        list: show !== "score",
        right: sum.right,
        count: sum.count,
        percent: sum.percent,
        passed,
        open: !passed,
        perfect: !wrong.length,
        parts: wrong.filter((item) => points(now, item)).length,
        earned: best.length,
        before: best.length && !passed,
        enough: passed && wrong.length,
        wrong: wrong.length,
        goals: goals.size,
        reviews: reviews.size,
      });
      screen.classList.add(passed ? "is-passed" : "is-open");
      if (goals.size) {
        get(screen, "tbody").append(
          ...Array.from(goals, ([goal, list]) => {
            const right = list.filter((item) => isRight(now, item)).length,
              row = say("goal", { goal, right, count: list.length });
            /** @type {HTMLElement} */ (get(row, ".quiz-bar")).style.setProperty("--part", String(right / list.length));
            return row;
          }),
        );
      }
      if (reviews.size) get(screen, ".quiz-again ul").append(...Array.from(reviews.values()));
      if (show !== "score")
        get(screen, ".quiz-all").append(
          ...all.map((item, at) => {
            const how = look(now, item),
              text = wording(item);
            return h(
              "li",
              "",
              h(
                "details",
                "quiz-fold is-" + how,
                h("summary", "", say(how), h("span", "", at + 1 + ". ", text.ask)),
                text.lead,
                recalled(now, item),
                explained(item, said(now, item)),
              ),
            );
          }),
        );
      on(screen, "retry", () => {
        if (
          begin(
            now.id,
            now.answers.filter((answer) => wrong.every((item) => item.question.id !== answer.q)),
            now.version === own.version ? now.questions : undefined,
          )
        )
          showQuestion(0, true);
      });
      on(screen, "restart", () => {
        if (begin("", [])) showQuestion(0, true);
      });
      const attest = /** @type {HTMLAnchorElement | null} */ (screen.querySelector("[data-do=attest]"));
      if (attest && !kept()) {
        // With nothing kept, the link carries the results in its fragment, which is never sent.
        const all = store.read().state.attempts,
          needed = best.reduce((/** @type {Attempt[]} */ out, one) => out.concat(JalonProgress.lineage(all, one)), []);
        attest.hash =
          "parcours=" +
          encodeURIComponent(
            JSON.stringify({ v: 1, attempts: needed.filter((one, at) => needed.indexOf(one) === at) }),
          );
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
          document.dispatchEvent(new Event("jalon-erased"));
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
      const list = mine(),
        last = list[list.length - 1];
      if (store.read().lost) note("lost");
      if (!last) return showStart();
      const valid = last.answers.filter((answer) => (items.get(answer.q) || { print: "" }).print === answer.f);
      const same =
        valid.length === last.answers.length &&
        last.questions.length === Math.min(size, items.size) &&
        last.questions.every((id) => items.has(id));
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
        note("resumed", {
          done: asked(last).filter((item) => given(last, item.question.id)).length,
          total: asked(last).length,
        });
        save();
      }
      showQuestion(attempt.seen, false);
    }

    window.addEventListener("storage", (event) => {
      if (!attempt || store.where() !== "local" || (event.key && event.key !== JalonProgress.KEY) || !save()) return;
      const shown = stage.querySelector("[data-at]"),
        at = shown?.getAttribute("data-at");
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
