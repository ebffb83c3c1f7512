// @ts-check
/*
 * Jalon, what an attestation proves: pure functions over the other rules (no DOM, no clock). Rust implements the same
 * (src/course/{transcript,verdict,versions}.rs), and tests/vectors/verification.json is run by both.
 *
 * SPEC verification/1. Findings in this order, each {field, value, state: good|note|bad, why}:
 *   code       malformed (bad), mismatch (bad), match (good: then the sheet is « sealed »)
 *   count      incomplete (note: fewer modules on the sheet than in the course), complete (good)
 *   name, role, structure, place   missing (bad), else sealed (good) or unsealed (note)
 *   id         none (note), key (bad: wrong key), else sealed or unsealed
 *   version    current, older (good), unknown (note), uncompared (note: no version is known at all)
 *   publisher, course, total, pass, duration, mode   against the known version: same (good), differs (bad); without it
 *              sealed or unsealed
 *   period     order (bad: last before first), clock (note: last after the date of the sheet), else sealed or unsealed
 *   date       future (note: after the horizon, tomorrow), early (note: it or the first day before 2026), else sealed or unsealed
 *   review     when the sheet or the known version has such a day: against the last day and the months of the version differs (bad);
 *              past (note: before the horizon); same; without a version sealed or unsealed
 *   module     once each: missing (bad: there is none), twice (bad), against the module of that number in the known
 *              version: differs (bad: title or objectives, or no such number), same, earlier (good: its digest was known
 *              once), unknown (note); without a known version sealed or unsealed; then below (note: a result under the pass mark)
 *   answers    when attempts are given: no-attempt (bad: a module without a passed attempt at its version, in this course),
 *              score (bad: none of these gives the printed one), times (bad: all of these more than a day outside the
 *              period), consistent
 *   replay     when attempts are given and the questions of today are known: the words of SPEC replay/1, which is at the head
 *              of src/course/replay.rs
 * Verdict: altered when something is bad; else sealed (uncompared), current, older, unknown.
 * Changes, for the modules of the sheet: same digest as a module of today: same; else the module of the same id (known
 * through the version and its number; otherwise of the same title): changed; else removed; then absent ones.
 */

/**
 * @typedef {{format: string, v: number, course: string, code: string, sheet: Sheet, attempts?: Attempt[]}} Transcript
 * @typedef {{id: string, number: string, title: string, version: string, objectives: string[]}} KnownModule
 * @typedef {{version: string, publisher: string, title: string, duration: string, pass: number, validity?: number, modules: KnownModule[]}} KnownVersion
 * @typedef {{module: string, version: string, quiz: string, pass: number, draw: number | null, questions: Question[]}} Replayable   a bank of today
 * @typedef {{course: string, mode: string, versions: KnownVersion[], banks?: Replayable[]}} Known   the version of today comes first
 * @typedef {{field: string, value: string, state: "good" | "note" | "bad", why: string}} Finding
 * @typedef {{title: string, change: string}} Change
 * @typedef {{passed: number, total: number, missing: string[]}} Incomplete   titles of what is missing, when the version is known
 * @typedef {{verdict: string, incomplete: Incomplete | null, findings: Finding[], changes: Change[]}} Verdict
 */

var JalonVerdict = (() => {
  "use strict";

  const DAY = 86400000;
  const FIRST = "2026-01-01";

  /** @param {string} a @param {string} b */
  function same(a, b) {
    return JalonText.canonicalText(a) === JalonText.canonicalText(b);
  }

  /**
   * @param {Transcript} transcript
   * @param {Known} known
   * @param {string} horizon   the last plausible day, YYYY-MM-DD
   * @returns {Verdict}
   */
  function verify(transcript, known, horizon) {
    const sheet = transcript.sheet;
    /** @type {Finding[]} */
    const findings = [];
    /** @param {string} field @param {string} value @param {Finding["state"]} state @param {string} why */
    function say(field, value, state, why) {
      findings.push({ field: field, value: JalonText.clean(value), state: state, why: why });
    }

    const code = JalonControlCode.readCode(transcript.code),
      sealed = code === JalonControlCode.controlCode(sheet);
    say("code", transcript.code, sealed ? "good" : "bad", sealed ? "match" : code ? "mismatch" : "malformed");
    /** @param {string} field @param {string} value */
    function seal(field, value) {
      say(field, value, sealed ? "good" : "note", sealed ? "sealed" : "unsealed");
    }

    const rank = known.versions.findIndex((one) => one.version === sheet.version),
      version = known.versions[rank],
      incomplete = lacking(sheet, version);
    say(
      "count",
      sheet.modules.length + " sur " + sheet.total,
      incomplete ? "note" : "good",
      incomplete ? "incomplete" : "complete",
    );

    [
      ["name", sheet.first + " " + sheet.last],
      ["role", sheet.role],
      ["structure", sheet.structure],
      ["place", sheet.place],
    ].forEach((pair) => {
      if (JalonText.clean(pair[1])) seal(pair[0], pair[1]);
      else say(pair[0], "", "bad", "missing");
    });
    const id = JalonIdentifiers.structureId(sheet.siret || sheet.finess);
    if (!id.value) say("id", "", "note", "none");
    else if (id.valid) seal("id", id.value);
    else say("id", id.value, "bad", "key");

    if (version) say("version", sheet.version, "good", rank ? "older" : "current");
    else say("version", sheet.version, "note", known.versions.length ? "unknown" : "uncompared");
    /** @param {string} field @param {string} value @param {string} wanted */
    function fact(field, value, wanted) {
      if (!version) seal(field, value);
      else if (same(value, wanted)) say(field, value, "good", "same");
      else say(field, value, "bad", "differs");
    }
    fact("publisher", sheet.publisher, version ? version.publisher : "");
    fact("course", sheet.course, version ? version.title : "");
    fact("total", String(sheet.total), version ? String(version.modules.length) : "");
    fact("pass", String(sheet.pass), version ? String(version.pass) : "");
    fact("duration", sheet.duration, version ? version.duration : "");
    fact("mode", sheet.mode, known.mode);

    sayDays(sheet, version, horizon, say, seal);
    if (!sheet.modules.length) say("module", "", "bad", "missing");
    sheet.modules.forEach((module, at) => {
      const value = module.number + ". " + module.title;
      if (sheet.modules.findIndex((one) => one.number === module.number) < at) say("module", value, "bad", "twice");
      else if (!version) seal("module", value);
      else {
        const why = compare(module, version, known);
        say("module", value, why === "differs" ? "bad" : why === "unknown" ? "note" : "good", why);
        // A bank may have a mark of its own.
        if (module.score !== null && module.score < version.pass) say("module", value, "note", "below");
      }
    });
    if (transcript.attempts) {
      const why = sheet.modules.reduce((held, module) => held || unsupported(module, transcript, version), "");
      say("answers", "", why ? "bad" : "good", why || "consistent");
      if (known.banks?.length) {
        const again = replay(transcript.attempts, known.banks);
        say("replay", "", again.state, again.why);
      }
    }
    const verdict = findings.some((one) => one.state === "bad")
      ? "altered"
      : !known.versions.length
        ? "sealed"
        : !version
          ? "unknown"
          : rank
            ? "older"
            : "current";
    return { verdict, incomplete, findings, changes: changes(sheet, known) };
  }

  /**
   * @param {Sheet} sheet @param {KnownVersion | undefined} version @param {string} horizon
   * @param {(field: string, value: string, state: Finding["state"], why: string) => void} say
   * @param {(field: string, value: string) => void} seal
   */
  function sayDays(sheet, version, horizon, say, seal) {
    const period = sheet.from + " – " + sheet.to;
    if (sheet.from > sheet.to) say("period", period, "bad", "order");
    else if (sheet.to > sheet.date) say("period", period, "note", "clock");
    else seal("period", period);
    if (sheet.date > horizon) say("date", sheet.date, "note", "future");
    else if (sheet.from < FIRST || sheet.date < FIRST) say("date", sheet.date, "note", "early");
    else seal("date", sheet.date);
    const review = sheet.review || "",
      due = version?.validity ? JalonText.later(sheet.to, version.validity) : "";
    if (version && review !== due) say("review", review, "bad", "differs");
    else if (review && review < horizon) say("review", review, "note", "past");
    else if (review && version) say("review", review, "good", "same");
    else if (review) seal("review", review);
  }

  /** What of the course is not on the sheet. @param {Sheet} sheet @param {KnownVersion | undefined} version @returns {Incomplete | null} */
  function lacking(sheet, version) {
    if (sheet.modules.length >= sheet.total) return null;
    const missing = (version ? version.modules : []).filter(
      (one) => !sheet.modules.some((module) => module.number === one.number),
    );
    return { passed: sheet.modules.length, total: sheet.total, missing: missing.map((one) => one.title) };
  }

  /** @param {SheetModule} module @param {KnownVersion} version @param {Known} known */
  function compare(module, version, known) {
    const one = version.modules.filter((other) => other.number === module.number)[0];
    const right =
      one &&
      same(one.title, module.title) &&
      one.objectives.length === module.objectives.length &&
      one.objectives.every((text, at) => same(text, module.objectives[at]));
    if (!right) return "differs";
    if (one.version === module.version) return "same";
    const had = known.versions.some((all) =>
      all.modules.some((other) => other.id === one.id && other.version === module.version),
    );
    return had ? "earlier" : "unknown";
  }

  /**
   * Why the recorded attempts do not hold up a module; "" when they do.
   * @param {SheetModule} module @param {Transcript} transcript @param {KnownVersion | undefined} version
   */
  function unsupported(module, transcript, version) {
    const id = version?.modules.filter((one) => one.number === module.number)[0];
    const passed = (transcript.attempts || []).filter((one) => {
      return (
        one.version === module.version &&
        one.course === transcript.course &&
        (!id || id.id === one.module) &&
        one.done?.passed
      );
    });
    if (!passed.length) return "no-attempt";
    // The attempts that another one continues come with it: one of them is that of the sheet.
    const own = passed.filter((one) => module.score === null || (one.done && one.done.percent === module.score));
    if (!own.length) return "score";
    const first = Date.parse(transcript.sheet.from + "T00:00:00Z") - DAY,
      last = Date.parse(transcript.sheet.to + "T00:00:00Z") + 2 * DAY;
    return own.some((one) => {
      const moments = one.answers.map((given) => given.t).concat([one.start, one.done ? one.done.t : 0]);
      return moments.every((time) => time >= first && time < last);
    })
      ? ""
      : "times";
  }

  // ---------------------------------------------------------------- replaying

  /** @param {string[]} a @param {string[]} b */
  function alike(a, b) {
    return a.length === b.length && a.every((one, at) => one === b[at]);
  }
  /** The same, whatever the order. @param {string[]} a @param {string[]} b */
  function together(a, b) {
    return alike(a.slice().sort(), b.slice().sort());
  }

  /**
   * Attempts, made again from their seeds and their answers.
   * @param {Attempt[]} attempts @param {Replayable[]} banks
   * @returns {{state: Finding["state"], why: string}}
   */
  function replay(attempts, banks) {
    const ordered = attempts.slice().sort((a, b) => a.n - b.n || (a.id < b.id ? -1 : 1));
    let any = false,
      back = false,
      bad = "";
    ordered.forEach((one) => {
      const bank = banks.filter((other) => other.module === one.module && other.version === one.version)[0];
      if (!bank || !one.done || bad) return;
      bad = misplayed(one, one.done, bank, ordered);
      any = true;
      back = back || goesBack(one, one.done);
    });
    if (bad) return { state: "bad", why: bad };
    return any && !back
      ? { state: "good", why: "replayed" }
      : { state: "note", why: any ? "replay-clock" : "not-replayable" };
  }

  /** The first fault of an attempt, or "". @param {Attempt} one @param {Done} done @param {Replayable} bank @param {Attempt[]} all */
  function misplayed(one, done, bank, all) {
    if (one.quiz !== bank.quiz) return "replay-quiz";
    const asked = one.questions,
      kept = one.answers.filter((given) => given.kept);
    if (asked.some((id, at) => asked.indexOf(id) < at)) return "replay-twice";
    if (
      !together(
        asked,
        one.answers.map((given) => given.q),
      )
    )
      return "replay-answers";
    const before = line(one, all),
      origin = before[before.length - 1];
    const held = kept.every(
      (given) => !!origin && origin.answers.some((other) => other.q === given.q && alike(other.a, given.a)),
    );
    if (!held) return "replay-origin";
    const why = undrawn(one, before, bank);
    if (why) return why;
    const items = bank.questions.filter((item) => asked.indexOf(item.id) >= 0);
    const percent = JalonScoring.total(items, (id) => one.answers.filter((given) => given.q === id)[0].a).percent;
    return percent !== done.percent || percent >= bank.pass !== done.passed ? "replay-differs" : "";
  }

  /** The attempt that this one continues, after those that it continues itself. @param {Attempt} one @param {Attempt[]} all */
  function line(one, all) {
    /** @type {Attempt[]} */
    const out = [];
    for (let at = one; at.from; at = out[0]) {
      const before = all.find(
        (other) =>
          other.id === at.from &&
          other.n < at.n &&
          other.course === at.course &&
          other.module === at.module &&
          other.quiz === at.quiz,
      );
      if (!before) break;
      out.unshift(before);
    }
    return out;
  }

  /** Why these questions are not those that had to be asked, or "". @param {Attempt} one @param {Attempt[]} before @param {Replayable} bank */
  function undrawn(one, before, bank) {
    const asked = one.questions,
      drawn = JalonDraw.draw(bank.questions, bank.draw, one.seed),
      ways = [drawn],
      origin = before[before.length - 1];
    if (alike(asked, drawn)) return "";
    if (origin && origin.version === one.version && origin.done) {
      const right = JalonScoring.right(bank.questions, origin.answers),
        used = before.reduce((/** @type {string[]} */ all, other) => all.concat(other.questions), []),
        redrawn = JalonDraw.redraw(bank.questions, { questions: origin.questions, right, used }, one.seed);
      if (alike(asked, redrawn) || alike(asked, origin.questions)) {
        const kept = one.answers.filter((given) => given.kept).map((given) => given.q);
        return together(kept, right) ? "" : "replay-origin";
      }
      ways.push(redrawn, origin.questions);
    }
    return ways.some((way) => together(asked, way)) ? "replay-order" : "replay-draw";
  }

  /** Do its times go back somewhere? @param {Attempt} one @param {Done} done */
  function goesBack(one, done) {
    const times = [one.start];
    one.questions.forEach((id) =>
      one.answers.forEach((given) => {
        if (given.q === id && !given.kept) times.push(given.t);
      }),
    );
    times.push(done.t);
    return (
      one.answers.some((given) => given.kept && given.t > one.start) ||
      times.some((time, at) => at > 0 && time < times[at - 1])
    );
  }

  /** @param {Sheet} sheet @param {Known} known @returns {Change[]} */
  function changes(sheet, known) {
    const now = known.versions[0];
    if (!now) return [];
    const then = known.versions.filter((one) => one.version === sheet.version)[0];
    /** @type {string[]} */
    const seen = [];
    return sheet.modules
      .map((module) => {
        const old = then?.modules.filter((one) => one.number === module.number)[0];
        const kin =
          now.modules.filter((one) => one.version === module.version)[0] ||
          now.modules.filter((one) => (old ? one.id === old.id : same(one.title, module.title)))[0];
        if (kin) seen.push(kin.id);
        return {
          title: JalonText.clean(module.title),
          change: !kin ? "removed" : kin.version === module.version ? "same" : "changed",
        };
      })
      .concat(
        now.modules.filter((one) => seen.indexOf(one.id) < 0).map((one) => ({ title: one.title, change: "absent" })),
      );
  }

  return { verify, replay };
})();
