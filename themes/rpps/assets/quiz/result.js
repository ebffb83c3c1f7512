// @ts-check
/*
 * Jalon, the end of an attempt at a quiz: the score, what to read again, each question with its answer.
 * In: the attempts and how answers are explained. Out: the screen; quiz.js gives its buttons their actions.
 */

class JalonQuizResult {
  /** @param {JalonAttempts} attempts @param {JalonExplanations} explanations @param {Say} say */
  constructor(attempts, explanations, say) {
    this.attempts = attempts;
    this.explanations = explanations;
    this.say = say;
  }

  /** @param {Attempt} now */
  screen(now) {
    const { get } = JalonTemplate;
    const show = this.attempts.shown(),
      all = this.attempts.drawn(now),
      reviews = show === "score" ? [] : this.reviews(now, all),
      goals = this.goals(now, all);
    const screen = this.say("result", this.values(now, goals.length, reviews.length));
    screen.classList.add(this.isPassed(now) ? "is-passed" : "is-open");
    if (goals.length) get(screen, "tbody").append(...goals);
    if (reviews.length) get(screen, ".quiz-again ul").append(...reviews);
    if (show !== "score") get(screen, ".quiz-all").append(...all.map((item, at) => this.line(now, item, at)));
    const onward = /** @type {HTMLAnchorElement | null} */ (screen.querySelector("[data-do=onward]")),
      attest = /** @type {HTMLAnchorElement | null} */ (screen.querySelector("[data-do=attest]"));
    if (onward) onward.href = this.way().href;
    // What only this page holds goes along, whichever way one takes to the sheet.
    if (!this.attempts.kept())
      [attest, this.way().how === "all" ? onward : null].forEach((link) => link && this.carry(link));
    return screen;
  }

  /** @param {Attempt} now */
  isPassed(now) {
    return this.attempts.result(now).percent >= this.attempts.pass;
  }

  /** @param {Attempt} now */
  wrong(now) {
    return this.attempts.drawn(now).filter((item) => !this.attempts.isRight(now, item));
  }

  /** Where one goes on once this module is passed: the next one that is not, else the sheet. */
  way() {
    const { get } = JalonTemplate;
    const stops = /** @type {HTMLElement[]} */ (Array.from(this.say("stops").children)),
      here = stops.findIndex((stop) => stop.dataset.stop === this.attempts.own.module),
      passed = this.attempts.passedModules(),
      open = stops.filter((stop) => !passed.includes(stop.dataset.stop || "")),
      next = open.find((stop) => stops.indexOf(stop) > here) || open[0],
      sheet = this.say("result", { early: true }).querySelector("[data-do=attest]"),
      none = { how: "", title: "", href: "" };
    if (here < 0) return none;
    if (next) {
      const link = /** @type {HTMLAnchorElement} */ (get(next, "a"));
      const how = "exam" in next.dataset ? "exam" : stops.indexOf(next) > here ? "next" : "back";
      return { how, title: link.textContent || "", href: link.href };
    }
    return sheet ? { how: "all", title: "", href: /** @type {HTMLAnchorElement} */ (sheet).href } : none;
  }

  /** What the words of the screen hang on. @param {Attempt} now @param {number} goals @param {number} reviews @returns {Values} */
  values(now, goals, reviews) {
    const sum = this.attempts.result(now),
      passed = this.isPassed(now),
      wrong = this.wrong(now),
      best = this.attempts.passed().length,
      over = this.attempts.closed(),
      retry = wrong.length > 0 && !over,
      spent = wrong.length - this.attempts.spare(now),
      parts = wrong.filter((item) => this.attempts.points(now, item)).length,
      way = passed ? this.way() : { how: "", title: "", href: "" };
    return {
      onward: !!way.how,
      [way.how]: true,
      stop: way.title,
      loud: retry && !passed,
      soft: retry && passed,
      one: wrong.length < 2,
      many: wrong.length > 1,
      spent: retry && !passed && spent,
      "spent-all": spent === wrong.length,
      "spent-some": spent < wrong.length,
      early: best && way.how !== "all",
      "right-one": sum.right < 2,
      rights: sum.right > 1,
      "parts-one": parts === 1,
      "parts-many": parts > 1,
      restart: !over,
      again: !passed && !over,
      closed: !passed && over,
      alone: !reviews,
      list: this.attempts.shown() !== "score",
      right: sum.right,
      count: sum.count,
      percent: sum.percent,
      passed,
      open: !passed,
      perfect: !wrong.length,
      parts,
      before: best && !passed,
      enough: passed && wrong.length,
      wrong: wrong.length,
      goals,
      reviews,
    };
  }

  /** Paragraphs to read again: each link once, with the first question that led to it. @param {Attempt} now @param {Item[]} all */
  reviews(now, all) {
    const { get } = JalonTemplate,
      { find, h, kinds } = JalonKinds;
    /** @type {Map<string, Node>} */
    const reviews = new Map();
    this.wrong(now).forEach((item) =>
      kinds[item.question.kind].reasons(item, this.attempts.said(now, item)).forEach((reason) => {
        const said = find(item, "feedback", reason.key),
          review = said?.querySelector("[data-review]"),
          a = review?.querySelector("a");
        if (!review || !a || reviews.has(a.href)) return;
        const entry = this.explanations.link(review);
        get(entry, "a").append(this.say("where", { at: all.indexOf(item) + 1 }));
        reviews.set(a.href, h("li", "", entry));
      }),
    );
    return Array.from(reviews.values());
  }

  /** How much of each objective was right. @param {Attempt} now @param {Item[]} all */
  goals(now, all) {
    /** @type {Map<string, Item[]>} */
    const goals = new Map();
    all.forEach((item) => {
      const goal = item.question.objective;
      if (goal) goals.set(goal, (goals.get(goal) || []).concat(item));
    });
    return Array.from(goals, ([goal, list]) => {
      const right = list.filter((item) => this.attempts.isRight(now, item)).length,
        row = this.say("goal", { goal, right, count: list.length });
      /** @type {HTMLElement} */ (JalonTemplate.get(row, ".quiz-bar")).style.setProperty(
        "--part",
        String(right / list.length),
      );
      return row;
    });
  }

  /** A question with its answer, folded. @param {Attempt} now @param {Item} item @param {number} at */
  line(now, item, at) {
    const { h } = JalonKinds;
    const how = this.attempts.look(now, item),
      text = this.explanations.wording(item);
    const summary = h("summary", "", this.say(how), h("span", "", at + 1 + ". ", text.ask));
    const fold = h(
      "details",
      "link-fold quiz-fold is-" + how,
      summary,
      text.lead,
      this.explanations.recalled(now, item),
      this.explanations.explained(item, this.attempts.said(now, item)),
    );
    return h("li", "", fold);
  }

  /** With nothing kept, the link carries the results in its fragment, which is never sent. @param {HTMLAnchorElement} attest */
  carry(attest) {
    const all = this.attempts.store.read().state.attempts,
      needed = this.attempts
        .passed()
        .reduce((/** @type {Attempt[]} */ out, one) => out.concat(JalonProgress.lineage(all, one)), []);
    const attempts = needed.filter((one, at) => needed.indexOf(one) === at);
    attest.hash = "parcours=" + encodeURIComponent(JSON.stringify({ v: 1, attempts }));
  }
}
