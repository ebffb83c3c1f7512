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
   */
  class Store {
    /** @param {() => Storage} local   may throw: a browser can refuse even to name its storage @param {() => Storage} session */
    constructor(local, session) {
      this.areas = { local, session };
      /** @type {string | null} */
      this.memory = null;
      /** @type {"local" | "session" | "memory"} */
      this.place = "session";
      if (this.raw() === null) this.place = "local";
    }

    /** What stands there; nothing when that is refused. */
    raw() {
      try {
        return this.place === "memory" ? this.memory : this.areas[this.place]().getItem(KEY);
      } catch (error) {
        return null;
      }
    }

    /** @param {string} key @param {string} value */
    put(key, value) {
      if (this.place === "memory") this.memory = value;
      else this.areas[this.place]().setItem(key, value);
    }

    /** What stands there, as it is and as it reads. */
    found() {
      const raw = this.raw();
      return { raw, ...readState(raw) };
    }

    /** @param {ReturnType<Store["found"]>} found @param {State} next @returns {"kept" | "failed"} failed: from now on progress is in memory only */
    write({ raw, lost }, next) {
      const written = JSON.stringify(next);
      try {
        if (lost && raw) this.put(ASIDE, raw);
        if (written !== raw) this.put(KEY, written);
        return "kept";
      } catch (error) {
        this.place = "memory";
        this.memory = written;
        return "failed";
      }
    }

    where() {
      return this.place;
    }

    read() {
      return readState(this.raw());
    }

    /** May storage be named at all? Writes nothing. */
    refused() {
      return isRefused(this.areas.local);
    }

    /**
     * Chooses where to keep progress and tries to write there; falls back on memory.
     * @param {boolean} shared
     * @returns {boolean} true when what is written will be kept
     */
    choose(shared) {
      const place = shared ? "session" : "local";
      this.place = place;
      try {
        this.put(TRIAL, new Array(4097).join("."));
        this.areas[place]().removeItem(TRIAL);
      } catch (error) {
        this.place = "memory";
      }
      return this.where() !== "memory";
    }

    /**
     * Merges attempts with what is stored, and writes.
     * @param {Attempt[]} attempts
     * @param {boolean} known   they were stored before: if none is there any more, somebody erased them
     * @returns {"kept" | "erased" | "failed"}
     */
    save(attempts, known) {
      const found = this.found(),
        ids = attempts.map((attempt) => attempt.id),
        there = found.state.attempts.some((attempt) => ids.indexOf(attempt.id) >= 0);
      if (known && !there && this.place !== "memory") return "erased";
      return this.add({ v: 1, attempts }, found);
    }

    /**
     * Remembers that a capsule was seen in this version; or, without a time, forgets every version of it.
     * @param {string} id
     * @param {string} digest
     * @param {number} [t]
     */
    see(id, digest, t) {
      const found = this.found(),
        { state } = found,
        seen = mergeTables(state.seen, t === undefined ? {} : { [id]: { [digest]: t } }, Math.min);
      if (t === undefined) delete seen[id];
      return this.write(found, whole(state.attempts, seen, state.active));
    }

    /** Adds a whole state, such as that of another computer. @param {State} state */
    add(state, found = this.found()) {
      return this.write(found, shortened(merge(found.state, state)));
    }

    /**
     * Remembers how long a visit lasted; only beside what the learner did, and never the first thing to be written.
     * @param {string} module
     * @param {string} visit
     * @param {number} ms
     */
    spend(module, visit, ms) {
      const found = this.found(),
        { state } = found,
        held = Object.keys(state.active?.[module] || {}).length;
      if ((!state.attempts.length && !state.seen) || this.place === "memory" || held > 900) return;
      const time = Math.min(Math.round(ms), 864e5);
      this.write(found, merge(state, whole([], {}, { [module]: { [visit]: time } })));
    }

    /** Erases everything: progress, what was set aside, the learner's name, the wish to see the time spent. */
    erase() {
      this.memory = null;
      forget(this.areas.local);
      forget(this.areas.session);
      this.place = "local";
    }
  }

  /** @param {() => Storage} local @param {() => Storage} session */
  const openStore = (local, session) => new Store(local, session);

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
