// @ts-check
/*
 * Jalon, the progress of a reader as a value: attempts, capsules seen, time spent; how it is read, merged and shortened.
 * No DOM, no clock, no storage (progress.js). Rust reads the same (src/attestation/progress.rs), and tests/vectors/state.json is
 * run by both. The comment headed SPEC is the contract.
 */

/**
 * @typedef {{q: string, a: Answer, t: number, f: string, kept?: boolean}} Given   one answer of an attempt
 * @typedef {{t: number, percent: number, passed: boolean}} Done
 * @typedef {object} Attempt
 * @property {string} id         random, 10 symbols
 * @property {number} n          rank among the attempts of this browser (orders them: clocks may go back)
 * @property {string} course     id of the course ("" outside a course)
 * @property {string} module     id of the module ("" outside a course)
 * @property {string} quiz       id of the bank
 * @property {string} version    digest of the module's content (of the course outside a module)
 * @property {number} seed       32 bits: gives the order of the choices
 * @property {string} from       id of the attempt it continues, or ""
 * @property {number} start      milliseconds since 1970, as the computer says
 * @property {string[]} questions ids drawn, in the order shown
 * @property {Given[]} answers
 * @property {number} seen       how many questions the reader has left behind
 * @property {Done} [done]
 * @typedef {Record<string, Record<string, number>>} Table
 * @typedef {Table} Seen     capsules seen: id → digest of what was shown → when
 * @typedef {Table} Active   time spent: id of the module → random name of a visit to its page → milliseconds
 * @typedef {{v: 1, attempts: Attempt[], seen?: Seen, active?: Active}} State   seen, active: absent when empty
 */

const JalonState = (() => {
  "use strict";

  /*
   * SPEC state/1. JSON under the key `jalon:parcours:1`: {"v": 1, "attempts": [Attempt], "seen": Seen, "active": Active}
   * (see the types above).
   * Reading never fails: what does not have the right shape is left out and said. `merge` is commutative, associative
   * and idempotent, so tabs may write in any order: the union of attempts; inside one, the union of answers, the
   * earliest one kept for each question (then the smallest in JSON order); the largest `seen`; `done` only while the
   * answers are those it was computed from; the union of what was seen, the earliest time for each version; the union
   * of the visits, the longest time of each.
   */

  /** @param {unknown} x @param {RegExp} shape */
  function text(x, shape) {
    return typeof x === "string" && shape.test(x);
  }
  /** @param {unknown} x @param {number} most */
  function count(x, most) {
    return typeof x === "number" && x >= 0 && x <= most && Math.floor(x) === x;
  }
  /** @param {unknown} x @param {number} most @returns {x is any[]} */
  function list(x, most) {
    return Array.isArray(x) && x.length <= most;
  }

  const ID = /^[a-z0-9][a-z0-9-]{0,99}$/;
  const ID_OR_NONE = /^([a-z0-9][a-z0-9-]{0,99})?$/;
  const RANDOM = /^[0-9A-Z]{10}$/;
  const DAYS = 8.64e15; // the last moment a Date can hold

  /** @param {any} x @returns {Given | null} */
  function readGiven(x) {
    const good =
      x &&
      text(x.q, ID) &&
      list(x.a, 100) &&
      x.a.every((/** @type {unknown} */ part) => {
        return text(part, /^[\s\S]{1,500}$/);
      }) &&
      count(x.t, DAYS) &&
      text(x.f, /^[0-9a-f]{8}$/);
    if (!good) return null;
    /** @type {Given} */
    const given = { q: x.q, a: x.a.slice(), t: x.t, f: x.f };
    if (x.kept === true) given.kept = true;
    return given;
  }

  /** @param {any} x @returns {Attempt | null} */
  function readAttempt(x) {
    const good =
      x &&
      text(x.id, RANDOM) &&
      count(x.n, 1e6) &&
      text(x.course, ID_OR_NONE) &&
      text(x.module, ID_OR_NONE) &&
      text(x.quiz, ID) &&
      text(x.version, /^[0-9a-f]{0,64}$/) &&
      count(x.seed, 4294967295) &&
      text(x.from, /^([0-9A-Z]{10})?$/) &&
      count(x.start, DAYS) &&
      list(x.questions, 500) &&
      list(x.answers, 500) &&
      x.questions.every((/** @type {unknown} */ id) => text(id, ID)) &&
      count(x.seen, 500);
    if (!good) return null;
    const answers = x.answers.map(readGiven);
    if (answers.indexOf(null) >= 0) return null;
    /** @type {Attempt} */
    const attempt = {
      id: x.id,
      n: x.n,
      course: x.course,
      module: x.module,
      quiz: x.quiz,
      version: x.version,
      seed: x.seed,
      from: x.from,
      start: x.start,
      questions: x.questions.slice(),
      answers: mergeAnswers(answers, []),
      seen: x.seen,
    };
    if (x.done) {
      const d = x.done;
      if (!count(d.t, DAYS) || !count(d.percent, 100) || typeof d.passed !== "boolean") return null;
      attempt.done = { t: d.t, percent: d.percent, passed: d.passed };
    }
    return attempt;
  }

  /**
   * @param {string | null} raw
   * @returns {{state: State, lost: boolean}} lost: something there could not be read
   */
  function readState(raw) {
    /** @type {State} */
    let state = { v: 1, attempts: [] };
    /** @type {Seen} */
    let seen = {};
    /** @type {Active} */
    let active = {};
    if (raw === null) return { state: state, lost: false };
    let lost = false;
    const lose = () => {
      lost = true;
    };
    try {
      const x = raw.length <= 2e6 ? JSON.parse(raw) : null;
      if (x?.v !== 1 || !list(x.attempts, 1000)) return { state: state, lost: true };
      x.attempts.forEach((/** @type {unknown} */ item) => {
        const attempt = readAttempt(item);
        if (attempt) state = merge(state, { v: 1, attempts: [attempt] });
        else lost = true;
      });
      if (x.seen !== undefined) seen = readTable(x.seen, /^[0-9a-f]{12}$/, DAYS, lose);
      if (x.active !== undefined) active = readTable(x.active, RANDOM, 864e5, lose);
    } catch (error) {
      lost = true;
    }
    return { state: whole(state.attempts, seen, active), lost: lost };
  }

  /** @param {unknown} x @param {number} most @returns {x is Record<string, unknown>} */
  function table(x, most) {
    return !!x && typeof x === "object" && !Array.isArray(x) && Object.keys(/** @type {object} */ (x)).length <= most;
  }

  /**
   * @param {unknown} x
   * @param {RegExp} shape   of the inner keys
   * @param {number} most    of the values
   * @param {() => void} lose
   * @returns {Table}
   */
  function readTable(x, shape, most, lose) {
    /** @type {Table} */
    const out = {};
    if (!table(x, 1000)) {
      lose();
      return out;
    }
    Object.keys(x).forEach((id) => {
      const row = x[id];
      const good =
        text(id, ID) &&
        table(row, 1000) &&
        Object.keys(row).length > 0 &&
        Object.keys(row).every((key) => text(key, shape) && count(row[key], most));
      if (good) out[id] = /** @type {Record<string, number>} */ (Object.assign({}, row));
      else lose();
    });
    return out;
  }

  /** Its keys in one order, whoever wrote them. @param {Table} from @returns {Table} */
  function sorted(from) {
    /** @type {Table} */
    const out = {};
    Object.keys(from)
      .sort()
      .forEach((id) => {
        out[id] = {};
        Object.keys(from[id])
          .sort()
          .forEach((key) => {
            out[id][key] = from[id][key];
          });
      });
    return out;
  }

  /** @param {Attempt[]} attempts @param {Seen} [seen] @param {Active} [active] @returns {State} */
  function whole(attempts, seen, active) {
    /** @type {State} */
    const state = { v: 1, attempts: attempts };
    if (seen && Object.keys(seen).length) state.seen = sorted(seen);
    if (active && Object.keys(active).length) state.active = sorted(active);
    return state;
  }

  /** @param {Table | undefined} a @param {Table | undefined} b @param {(x: number, y: number) => number} pick @returns {Table} */
  function mergeTables(a, b, pick) {
    /** @type {Table} */
    const out = {};
    [a || {}, b || {}].forEach((one) =>
      Object.keys(one).forEach((id) => {
        if (!Object.prototype.hasOwnProperty.call(out, id)) out[id] = {};
        const held = out[id];
        Object.keys(one[id]).forEach((key) => {
          held[key] = key in held ? pick(one[id][key], held[key]) : one[id][key];
        });
      }),
    );
    return out;
  }

  /** @param {Given[]} a @param {Given[]} b */
  function mergeAnswers(a, b) {
    /** @type {Map<string, Given>} */
    const best = new Map();
    a.concat(b).forEach((given) => {
      const held = best.get(given.q);
      if (!held || given.t < held.t || (given.t === held.t && JSON.stringify(given) < JSON.stringify(held))) {
        best.set(given.q, given);
      }
    });
    return Array.from(best.values()).sort((x, y) => x.t - y.t || (x.q < y.q ? -1 : 1));
  }

  /** @param {Attempt} a @param {Attempt} b @returns {Attempt} */
  function mergeAttempt(a, b) {
    const answers = mergeAnswers(a.answers, b.answers);
    const same = JSON.stringify(answers);
    const done = [a, b]
      .filter((x) => x.done && JSON.stringify(x.answers) === same)
      .map((x) => {
        return /** @type {Done} */ (x.done);
      })
      .sort((x, y) => x.t - y.t || x.percent - y.percent)[0];
    // What was fixed when the attempt began is the same on both sides; should it differ, one side is taken whole.
    const head =
      JSON.stringify(Object.assign({}, a, { answers: 0, seen: 0, done: 0 })) <=
      JSON.stringify(Object.assign({}, b, { answers: 0, seen: 0, done: 0 }))
        ? a
        : b;
    /** @type {Attempt} */
    const out = Object.assign({}, head, { answers: answers, seen: Math.max(a.seen, b.seen) });
    delete out.done;
    if (done) out.done = done;
    return out;
  }

  /**
   * @param {State} a
   * @param {State} b
   * @returns {State}
   */
  function merge(a, b) {
    /** @type {Map<string, Attempt>} */
    const all = new Map();
    a.attempts.concat(b.attempts).forEach((attempt) => {
      const held = all.get(attempt.id);
      all.set(attempt.id, held ? mergeAttempt(held, attempt) : attempt);
    });
    const attempts = Array.from(all.values()).sort((x, y) => x.n - y.n || (x.id < y.id ? -1 : 1));
    return whole(attempts, mergeTables(a.seen, b.seen, Math.min), mergeTables(a.active, b.active, Math.max));
  }

  /** A long history, shortened to what an attestation may need and the latest attempts. @param {State} state */
  function shortened(state) {
    const all = state.attempts;
    if (all.length <= 300) return state;
    /** @type {Attempt[]} */
    const needed = [];
    all.forEach((one) => {
      if (one.done?.passed) needed.push(...lineage(all, one));
    });
    return whole(
      all.filter((one, at) => at >= all.length - 100 || needed.indexOf(one) >= 0).slice(-900),
      state.seen,
      state.active,
    );
  }

  /** An attempt after those it continues, oldest first: what replaying it takes. @param {Attempt[]} all @param {Attempt} one */
  function lineage(all, one) {
    const out = [one];
    for (let at = one; at.from; at = out[0]) {
      const before = all.filter((other) => other.id === at.from && other.n < at.n)[0];
      if (!before) break;
      out.unshift(before);
    }
    return out;
  }

  return { readState, merge, mergeTables, whole, shortened, lineage };
})();
