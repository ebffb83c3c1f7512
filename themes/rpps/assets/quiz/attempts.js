// @ts-check
/*
 * Jalon, the attempts at one quiz of the page: how one begins and is written, what was answered, what it is worth, what may be
 * shown of it. No DOM. In: the store, the questions of the page, what its section says. Out: attempts.
 */

/** @typedef {ReturnType<typeof JalonProgress.openStore>} Store */

class JalonAttempts {
  /** @param {Store} store @param {Map<string, Item>} items @param {DOMStringMap} data of the section of the quiz */
  constructor(store, items, data) {
    this.store = store;
    this.items = items;
    this.pass = Number(data.pass) || 0;
    this.size = Number(data.draw) || Infinity;
    this.tries = Number(data.tries) || Infinity;
    this.show = data.show || "answers";
    /** The quiz whose questions a review asks again; those it asked come last. */
    this.review = data.review || "";
    this.own = {
      course: data.course || "",
      module: data.module || "",
      quiz: data.quiz || "",
      version: data.version || "",
    };
    /** @type {Attempt | null} */
    this.now = null;
    /** Whether it has been stored. */
    this.known = false;
    /** What to do when it was erased elsewhere, and when it could not be written. */
    this.onGone = () => {};
    this.onFailed = () => {};
  }

  /** Whether what is done outlives the page. */
  kept() {
    return this.store.where() !== "memory";
  }

  /** @param {Attempt} of @param {string} id */
  given(of, id) {
    return of.answers.filter((answer) => answer.q === id)[0];
  }

  /** @param {Attempt} of @returns {Item[]} */
  drawn(of) {
    return of.questions.map((id) => /** @type {Item} */ (this.items.get(id))).filter(Boolean);
  }

  /** What an attempt asks: the answers carried over from another one count without being asked again. @param {Attempt} of */
  asked(of) {
    return this.drawn(of).filter((item) => !this.given(of, item.question.id)?.kept);
  }

  /** @param {Attempt} of @param {Item} item @returns {Answer} */
  said(of, item) {
    return (this.given(of, item.question.id) || { a: [] }).a;
  }

  /** @param {Attempt} of @param {Item} item */
  points(of, item) {
    return JalonScoring.score(item.question, this.said(of, item));
  }

  /** @param {Attempt} of @param {Item} item */
  isRight(of, item) {
    return this.points(of, item) === 100;
  }

  /** good, part or bad @param {Attempt} of @param {Item} item */
  look(of, item) {
    return this.isRight(of, item) ? "good" : this.points(of, item) ? "part" : "bad";
  }

  /** The attempts at this quiz, oldest first. */
  mine() {
    const { quiz, course } = this.own;
    return this.store.read().state.attempts.filter((one) => one.quiz === quiz && one.course === course);
  }

  /** Those that were passed. */
  passed() {
    return this.mine().filter((one) => one.done?.passed);
  }

  /** Modules of the course that were passed. */
  passedModules() {
    const all = this.store.read().state.attempts.filter((one) => one.course === this.own.course);
    return all.filter((one) => one.done?.passed).map((one) => one.module);
  }

  /** No try is left. */
  closed() {
    return this.mine().filter((one) => one.done).length >= this.tries;
  }

  /** The questions of the page, with what they serve. */
  pool() {
    return Array.from(this.items.values(), (item) => ({
      id: item.question.id,
      objective: item.section.dataset.objectiveId,
    }));
  }

  /** What an attempt asks: of a review, first what was never asked, then, for want of it, some of the rest. @param {number} seed */
  draw(seed) {
    if (!this.review) return JalonDraw.draw(this.pool(), this.size, seed);
    const all = this.store.read().state.attempts.filter((one) => [this.review, this.own.quiz].includes(one.quiz)),
      seen = new Set(all.reduce((/** @type {string[]} */ ids, one) => ids.concat(one.questions), [])),
      some = (/** @type {boolean} */ again, /** @type {number} */ most) =>
        JalonDraw.draw(
          this.pool().filter((one) => seen.has(one.id) === again),
          most,
          seed,
        ),
      first = some(false, this.size);
    return first.concat(some(true, this.size - first.length));
  }

  /** Questions that an attempt and those it continues have asked. @param {Attempt} of */
  used(of) {
    const line = JalonProgress.lineage(this.store.read().state.attempts, of);
    return line.reduce((/** @type {string[]} */ all, one) => all.concat(one.questions), []);
  }

  /** Whether each question missed in an attempt can give its place to another one. @param {Attempt} of */
  spare(of) {
    const used = this.used(of),
      goal = (/** @type {Item} */ item) => item.section.dataset.objectiveId,
      fresh = Array.from(this.items.values()).filter((item) => !used.includes(item.question.id)),
      missed = this.drawn(of).filter((item) => !this.isRight(of, item));
    return missed.filter((item) => {
      const at = fresh.findIndex((other) => goal(other) === goal(item));
      return at >= 0 && fresh.splice(at, 1);
    }).length;
  }

  /** What may be shown: the answers, what to read again, or the score alone; everything once nothing more is at stake. */
  shown() {
    return this.closed() || this.passed().length ? "answers" : this.show;
  }

  /** @param {Attempt} of */
  result(of) {
    return JalonScoring.total(
      this.drawn(of).map((item) => item.question),
      (id) => (this.given(of, id) || { a: [] }).a,
    );
  }

  /**
   * @param {string} from       id of the attempt it continues, or ""
   * @param {Given[]} carried   answers that count without being asked again
   * @param {string[]} [right]  questions of the attempt it continues that were answered right, at the same version: the others give
   *   their places to other questions; all are drawn when absent
   */
  begin(from, carried, right) {
    const all = this.store.read().state.attempts,
      n = all.reduce((most, one) => Math.max(most, one.n), 0) + 1;
    const seed = JalonDigest.hash32(randomBytes(16).join());
    const before = all.find((one) => one.id === from);
    const drawn =
      right && before
        ? JalonDraw.redraw(this.pool(), { questions: before.questions, right, used: this.used(before) }, seed)
        : this.draw(seed);
    this.now = Object.assign(
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
      this.own,
    );
    this.known = false;
    return this.save();

    /** @param {number} count @returns {number[]} */
    function randomBytes(count) {
      const bytes = new Uint8Array(count);
      if (window.crypto) window.crypto.getRandomValues(bytes);
      return Array.from(bytes, (byte) => (window.crypto ? byte : Math.floor(Math.random() * 256)));
    }
  }

  /** Writes the attempt, and takes in what other tabs wrote. @returns {boolean} false: it was erased elsewhere */
  save() {
    if (!this.now) return false;
    const now = this.now;
    if (!now.done && now.questions.every((id) => this.given(now, id))) {
      const percent = this.result(now).percent;
      now.done = { t: Date.now(), percent, passed: percent >= this.pass };
    }
    const outcome = this.store.save([now], this.known);
    if (outcome === "erased") {
      this.onGone();
      return false;
    }
    if (outcome === "failed") this.onFailed();
    this.known = true;
    this.now = this.mine().filter((one) => one.id === now.id)[0] || now;
    return now.done && !this.now.done ? this.save() : true;
  }

  /** Whether an attempt asked the questions of today, and each as it reads today. @param {Attempt} of @param {Given[]} valid */
  isOfToday(of, valid) {
    return (
      valid.length === of.answers.length &&
      of.questions.length === Math.min(this.size, this.items.size) &&
      of.questions.every((id) => this.items.has(id))
    );
  }

  /** The answers to questions that still read as they did. @param {Attempt} of */
  valid(of) {
    return of.answers.filter((answer) => (this.items.get(answer.q) || { print: "" }).print === answer.f);
  }
}
