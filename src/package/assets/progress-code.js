// @ts-check
/*
 * Jalon in a package: the progress of a course as one short text for a platform, and back. Pure functions, over the hash of the transfer
 * code. Most of a progress is random (names, seeds, prints), so that the transfer code, made for long texts, would only stretch it. How
 * long it can become: src/package/budget.rs.
 *
 * SPEC package-state/1: "JALONP1." + body + "." + hash32 of the body, 8 hexadecimal digits. The body is lines of "~": first what was seen,
 * "capsule,version,time" joined by ";"; then the attempts, in their order, each of these words, joined by a space:
 *   id, n, short name of the quiz, version, seed, rank of the attempt that it continues or "-", start, seen, "-" or
 *   "after,percent,passed", questions, answers, both joined by ";". Numbers are in base 36, times in milliseconds, those after « start » counted from it.
 *   An answer: short name of the question, its print in 7 digits, "-" or "k" (kept), time, then each part after a "|". One that is kept as
 *   the attempt before gave it: the short name alone. A question: the rank of its answer, or its short name; "." when all stand in order.
 * A short name is four symbols of base 64 of the hash of an id. In parts, "%", separators and blanks are written %XX.
 * Kept: of each quiz of the course, the attempt that acquires it and the last one, each after those it continues.
 */

/** @typedef {{id: string, quizzes: {quiz: string, module: string}[], items: any[]}} PackagedCourse */

var JalonPackageCode = (() => {
  "use strict";

  const HEAD = "JALONP1.";

  /** @param {string} id */
  function short(id) {
    const hash = JalonDigest.hash32(id);
    return [26, 20, 14, 8].map((bits) => JalonDigest.BASE64[(hash >>> bits) & 63]).join("");
  }

  /** @param {number} value */
  const digits = (value) => value.toString(36);
  /** @param {string} text */
  const number = (text) => parseInt(text, 36);
  /** @param {string} body */
  const check = (body) => ("0000000" + JalonDigest.hash32(body).toString(16)).slice(-8);
  /** @param {string} part */
  const hidden = (part) =>
    part.replace(/[% \n\r\t~;|]/g, (sign) => "%" + ("0" + sign.charCodeAt(0).toString(16)).slice(-2));
  /** @param {string} part */
  const plain = (part) => part.replace(/%([0-9a-f]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));

  /** @param {Attempt} one */
  const rank = (one) => (one.done?.passed ? 1000 + one.done.percent : 0);

  /** The attempts worth keeping. @param {State} state @param {PackagedCourse} course @param {boolean} whole with those they continue */
  function needed(state, course, whole) {
    /** @type {Set<Attempt>} */
    const kept = new Set();
    course.quizzes.forEach(({ quiz }) => {
      const own = state.attempts.filter((one) => one.quiz === quiz && one.course === course.id);
      const best = own.reduce(
        (/** @type {Attempt | null} */ held, one) => (held && rank(held) > rank(one) ? held : one),
        null,
      );
      [best, own[own.length - 1]].forEach((one) => {
        if (one) (whole ? JalonProgress.lineage(state.attempts, one) : [one]).forEach((each) => kept.add(each));
      });
    });
    return state.attempts.filter((one) => kept.has(one));
  }

  /** @param {Attempt} one @param {Attempt[]} all */
  function written(one, all) {
    const from = all.findIndex((other) => other.id === one.from),
      /** @param {number} t */
      after = (t) => digits(Math.max(0, t - one.start));
    const answers = one.answers.map((given) => {
      const before = from >= 0 && all[from].answers.find((other) => other.q === given.q);
      if (given.kept && before && before.f === given.f && before.a.join("\n") === given.a.join("\n"))
        return short(given.q);
      const print = ("000000" + digits(parseInt(given.f, 16))).slice(-7);
      // What was kept may be older than this attempt.
      const time = given.kept ? digits(given.t) : after(given.t);
      return (
        short(given.q) + print + (given.kept ? "k" : "-") + time + given.a.map((part) => "|" + hidden(part)).join("")
      );
    });
    const ranks = one.questions.map((id) => one.answers.findIndex((given) => given.q === id));
    const ordered = ranks.every((rank, at) => rank === at) && ranks.length === answers.length;
    const questions = ranks.map((rank, at) => (rank < 0 ? short(one.questions[at]) : digits(rank)));
    return [
      one.id,
      digits(one.n),
      short(one.quiz),
      one.version,
      digits(one.seed),
      from < 0 ? "-" : digits(from),
      digits(one.start),
      digits(one.seen),
      one.done ? [after(one.done.t), digits(one.done.percent), one.done.passed ? 1 : 0].join(",") : "-",
      ordered ? "." : questions.join(";"),
      answers.join(";"),
    ].join(" ");
  }

  /** @param {State} state @param {PackagedCourse} course @param {boolean} whole */
  function code(state, course, whole) {
    const all = needed(state, course, whole),
      seen = state.seen || {};
    const looked = Object.keys(seen).flatMap((id) =>
      Object.keys(seen[id]).map((version) => [id, version, digits(seen[id][version])].join(",")),
    );
    const body = [looked.join(";")].concat(all.map((one) => written(one, all))).join("~");
    return HEAD + body + "." + check(body);
  }

  /**
   * The text for the platform; without the attempts that others continue when it is longer than the platform takes.
   * @param {State} state @param {PackagedCourse} course @param {number} most
   */
  function pack(state, course, most) {
    const text = code(state, course, true);
    return text.length <= most ? text : code(state, course, false);
  }

  /** @param {string} line @param {Attempt[]} before @param {PackagedCourse} course @returns {any} */
  function attempt(line, before, course) {
    const [id, n, quiz, version, seed, from, start, seen, done, questions, answers] = line.split(" ");
    const items = new Map(course.items.map((item) => [short(item.id), item.id])),
      own = course.quizzes.find((other) => short(other.quiz) === quiz),
      began = number(start),
      origin = from === "-" ? null : before[number(from)];
    const given = (answers ? answers.split(";") : []).map((text) => {
      const q = items.get(text.slice(0, 4));
      if (text.length === 4)
        return Object.assign(
          {},
          origin?.answers.find((other) => other.q === q),
          { kept: true },
        );
      const [head, ...parts] = text.split("|"),
        kept = head[11] === "k",
        f = ("0000000" + number(head.slice(4, 11)).toString(16)).slice(-8),
        t = number(head.slice(12)) + (kept ? 0 : began);
      return Object.assign({ q, a: parts.map(plain), t, f }, kept ? { kept: true } : {});
    });
    const [after, percent, passed] = done.split(",");
    return Object.assign(
      {
        id,
        n: number(n),
        course: course.id,
        module: own ? own.module : "",
        quiz: own ? own.quiz : "",
        version,
        seed: number(seed),
        from: origin ? origin.id : "",
        start: began,
        seen: number(seen),
        questions:
          questions === "."
            ? given.map((one) => one.q)
            : questions.split(";").map((name) => (name.length === 4 ? items.get(name) : given[number(name)].q)),
        answers: given,
      },
      done === "-" ? {} : { done: { t: began + number(after), percent: number(percent), passed: passed === "1" } },
    );
  }

  /** @param {string} text @param {PackagedCourse} course @returns {{state: State, lost: boolean}} lost: something could not be read */
  function unpack(text, course) {
    const none = JalonProgress.readState(null).state;
    if (!text) return { state: none, lost: false };
    const body = text.slice(HEAD.length, -9);
    if (text.indexOf(HEAD) !== 0 || text.slice(-9) !== "." + check(body)) return { state: none, lost: true };
    try {
      const [looked, ...lines] = body.split("~");
      /** @type {Seen} */
      const seen = {};
      (looked ? looked.split(";") : []).forEach((one) => {
        const [id, version, time] = one.split(",");
        seen[id] = Object.assign(seen[id] || {}, { [version]: number(time) });
      });
      /** @type {any[]} */
      const attempts = [];
      lines.forEach((line) => attempts.push(attempt(line, attempts, course)));
      return JalonProgress.readState(JSON.stringify({ v: 1, attempts, seen }));
    } catch (error) {
      return { state: none, lost: true };
    }
  }

  return { pack, unpack, short };
})();
