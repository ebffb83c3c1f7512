// @ts-check
/*
 * Jalon, the progress that the browser keeps: where it stands, when it is written and erased. What it is and how it is merged: state.js.
 * No DOM, no clock; the storage comes as a value.
 */

var JalonProgress = (() => {
  "use strict";

  const { readState, merge, mergeTables, whole, shortened, lineage } = JalonState;
  // generated from rules/keys.txt by rules/twins.mjs: do not edit
  /** Holds answers, results, capsules seen and active time (SPEC state/1); in session on a shared computer. */
  const KEY = "jalon:parcours:1";
  /** Holds the progress that could not be read, as it was. */
  const ASIDE = "jalon:parcours:1:illisible";
  /** Holds 4096 points: a full browser refuses them. */
  const TRIAL = "jalon:parcours:1:essai";
  /** Holds what the learner wrote on the attestation, a name among it. */
  const IDENTITY = "jalon:identite:1";
  /** Holds the first name that goes with the progress. */
  const LEARNER = "jalon:prenom:1";
  /** Holds 1: the learner wants to see the active time. */
  const CLOCK = "jalon:temps:1";
  // end of what is generated

  /** Takes away all that is kept. @param {() => Storage} area */
  function forget(area) {
    [KEY, ASIDE, IDENTITY, LEARNER, CLOCK].forEach((key) => {
      try {
        area().removeItem(key);
      } catch (error) {
        /* refused: nothing is there */
      }
    });
  }

  /** @param {() => Storage} area */
  function isRefused(area) {
    try {
      return !area();
    } catch (error) {
      return true;
    }
  }

  /**
   * The progress kept by the browser: session storage on a shared computer, local storage otherwise, memory when both
   * are refused. Nothing is written before `choose` or `save` is called.
   * @param {() => Storage} local   may throw: a browser can refuse even to name its storage
   * @param {() => Storage} session
   */
  function openStore(local, session) {
    /** @type {"local" | "session" | "memory"} */
    let place = "local";
    /** @type {string | null} */
    let memory = null;
    const area = (/** @type {string} */ where) => (where === "session" ? session() : local());
    if (peek("session", KEY) !== null) place = "session";

    /** @param {string} where @param {string} key */
    function peek(where, key) {
      try {
        return where === "memory" ? memory : area(where).getItem(key);
      } catch (error) {
        return null;
      }
    }
    /** @param {string} raw @param {boolean} lost @param {State} next @returns {"kept" | "failed"} */
    function write(raw, lost, next) {
      const written = JSON.stringify(next);
      try {
        if (lost && raw) put(place, ASIDE, raw);
        if (written !== raw) put(place, KEY, written);
        return "kept";
      } catch (error) {
        place = "memory";
        memory = written;
        return "failed";
      }
    }
    /** @param {string} where @param {string} key @param {string} value */
    function put(where, key, value) {
      if (where === "memory") memory = value;
      else area(where).setItem(key, value);
    }

    return {
      where: () => place,

      read: () => readState(peek(place, KEY)),

      /** May storage be named at all? Writes nothing. */
      refused: () => isRefused(local),

      /**
       * Chooses where to keep progress and tries to write there; falls back on memory.
       * @param {boolean} shared
       * @returns {boolean} true when what is written will be kept
       */
      choose(shared) {
        place = shared ? "session" : "local";
        try {
          put(place, TRIAL, new Array(4097).join("."));
          area(place).removeItem(TRIAL);
        } catch (error) {
          place = "memory";
        }
        return place !== "memory";
      },

      /**
       * Merges attempts with what is stored, and writes.
       * @param {Attempt[]} attempts
       * @param {boolean} known   they were stored before: if none is there any more, somebody erased them
       * @returns {"kept" | "erased" | "failed"} failed: from now on progress is in memory only
       */
      save(attempts, known) {
        const raw = peek(place, KEY);
        const found = readState(raw);
        const ids = attempts.map((attempt) => attempt.id);
        const there = found.state.attempts.some((attempt) => ids.indexOf(attempt.id) >= 0);
        if (known && !there && place !== "memory") return "erased";
        return write(raw || "", found.lost, shortened(merge(found.state, { v: 1, attempts: attempts })));
      },

      /**
       * Remembers that a capsule was seen in this version; or, without a time, forgets every version of it.
       * @param {string} id
       * @param {string} digest
       * @param {number} [t]
       * @returns {"kept" | "failed"}
       */
      see(id, digest, t) {
        const raw = peek(place, KEY),
          found = readState(raw);
        const seen = mergeTables(found.state.seen, t === undefined ? {} : { [id]: { [digest]: t } }, Math.min);
        if (t === undefined) delete seen[id];
        return write(raw || "", found.lost, whole(found.state.attempts, seen, found.state.active));
      },

      /**
       * Adds a whole state, such as that of another computer.
       * @param {State} state
       * @returns {"kept" | "failed"}
       */
      add(state) {
        const raw = peek(place, KEY),
          found = readState(raw);
        return write(raw || "", found.lost, shortened(merge(found.state, state)));
      },

      /**
       * Remembers how long a visit lasted; only beside what the learner did, and never the first thing to be written.
       * @param {string} module
       * @param {string} visit
       * @param {number} ms
       */
      spend(module, visit, ms) {
        const raw = peek(place, KEY),
          { state, lost } = readState(raw),
          held = Object.keys(state.active?.[module] || {}).length;
        if ((!state.attempts.length && !state.seen) || place === "memory" || held > 900) return;
        write(raw || "", lost, merge(state, whole([], {}, { [module]: { [visit]: Math.min(Math.round(ms), 864e5) } })));
      },

      /** Erases everything: progress, what was set aside, the learner's name, the wish to see the time spent. */
      erase() {
        memory = null;
        forget(local);
        forget(session);
        place = "local";
      },
    };
  }

  return {
    readState,
    merge,
    lineage,
    openStore,
    KEY,
    ASIDE,
    IDENTITY,
    CLOCK,
  };
})();
