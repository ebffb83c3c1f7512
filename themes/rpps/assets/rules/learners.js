// @ts-check
/*
 * Jalon, whose progress a browser holds: one learner at a time stands under the keys of the course; the others wait aside, whole.
 * No DOM, no clock; storages come as values, and may refuse.
 *
 * SPEC learners/1. Under « learner »: {"v": 1, "name": text of 1 to 40 characters}. Under « other learners »: {"v": 1, "learners":
 * [{"id": 10 symbols, "name": text or "", "since": milliseconds, "kept": {key: text}}]}: what that learner had under the other
 * keys of the course. What cannot be read is left out. At most MOST wait.
 */

/**
 * @typedef {{ id: string, name: string, since: number, kept: Record<string, string> }} Learner
 */

var JalonLearners = (() => {
  "use strict";

  // generated from rules/keys.txt by rules/twins.mjs: do not edit
  /** Holds the first name that goes with the progress. */
  const NAME = "jalon:prenom:1";
  /** Holds what the other learners of this computer have under the keys of the course, until they come back. */
  const OTHERS = "jalon:apprenants:1";
  /** Holds answers, results, capsules seen and active time (SPEC state/1); in session on a shared computer. */
  const PROGRESS = "jalon:parcours:1";
  /** Holds the progress that could not be read, as it was. */
  const ASIDE = "jalon:parcours:1:illisible";
  /** Holds what the learner wrote on the attestation, a name among it. */
  const IDENTITY = "jalon:identite:1";
  /** Holds 1: the learner wants to see the active time. */
  const CLOCK = "jalon:temps:1";
  // end of what is generated

  /** What belongs to one learner. */
  const OWN = [PROGRESS, ASIDE, IDENTITY, CLOCK, NAME];
  const MOST = 30,
    LONGEST = 40;

  /** A name as it is kept. @param {unknown} text */
  function clean(text) {
    return typeof text === "string" ? Array.from(JalonText.clean(text)).slice(0, LONGEST).join("").trim() : "";
  }

  /** As two names are compared: « Anne-Marie » and « anne marie » are one. @param {string} text */
  function folded(text) {
    return JalonText.canonicalText(text)
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  }

  /** @param {string | null} raw @returns {any} */
  function parsed(raw) {
    try {
      return JSON.parse(raw || "null");
    } catch (error) {
      return null;
    }
  }

  /** @param {any} one @returns {Learner | null} */
  function readLearner(one) {
    const good =
      one &&
      /^[0-9A-Z]{10}$/.test(one.id) &&
      typeof one.since === "number" &&
      one.since >= 0 &&
      one.kept &&
      typeof one.kept === "object";
    if (!good) return null;
    /** @type {Record<string, string>} */
    const kept = {};
    OWN.forEach((key) => {
      if (typeof one.kept[key] === "string") kept[key] = one.kept[key];
    });
    return { id: one.id, name: clean(one.name), since: one.since, kept };
  }

  /**
   * @param {() => Storage} local  where others wait
   * @param {() => Storage} area   where the progress of today is kept
   */
  function open(local, area) {
    /** @param {() => Storage} where @param {string} key */
    const peek = (where, key) => {
      try {
        return where().getItem(key);
      } catch (error) {
        return null;
      }
    };

    const name = () => {
      const held = parsed(peek(area, NAME));
      return held?.v === 1 ? clean(held.name) : "";
    };

    /** @param {string} given @returns {boolean} whether it is kept */
    function rename(given) {
      try {
        if (clean(given)) area().setItem(NAME, JSON.stringify({ v: 1, name: clean(given) }));
        else area().removeItem(NAME);
        return true;
      } catch (error) {
        return false;
      }
    }

    /** Those who wait, the last to go first. @returns {Learner[]} */
    function others() {
      const held = parsed(peek(local, OTHERS));
      const list = held?.v === 1 && Array.isArray(held.learners) ? held.learners : [];
      return list.slice(0, MOST).map(readLearner).filter(Boolean);
    }

    /** @param {Learner[]} list */
    function write(list) {
      if (list.length) local().setItem(OTHERS, JSON.stringify({ v: 1, learners: list.slice(0, MOST) }));
      else local().removeItem(OTHERS);
    }

    /**
     * Puts the learner of today aside, and brings another one back, or nobody.
     * @param {string} id       of who comes back; "" for somebody new
     * @param {{ id: string, since: number }} leaves  the name under which the learner of today waits
     * @returns {"changed" | "full" | "failed"} nothing has changed when it is not "changed"
     */
    function change(id, leaves) {
      const waiting = others(),
        back = waiting.find((one) => one.id === id);
      /** @type {Record<string, string>} */
      const kept = {};
      OWN.forEach((key) => {
        const held = peek(local, key);
        if (held !== null) kept[key] = held;
      });
      const some = PROGRESS in kept,
        left = waiting.filter((one) => one !== back);
      if (some && left.length >= MOST) return "full";
      const list = some ? [{ id: leaves.id, name: name(), since: leaves.since, kept }].concat(left) : left;
      try {
        // First what could fail for want of room: then nothing is lost.
        write(list);
        OWN.forEach((key) => {
          if (back && key in back.kept) local().setItem(key, back.kept[key]);
          else local().removeItem(key);
        });
        return "changed";
      } catch (error) {
        try {
          OWN.forEach((key) => (key in kept ? local().setItem(key, kept[key]) : local().removeItem(key)));
          write(waiting);
        } catch (again) {
          /* the storage takes nothing any more: what is there stays there */
        }
        return "failed";
      }
    }

    /** Erases what waits of somebody. @param {string} id */
    function drop(id) {
      try {
        write(others().filter((one) => one.id !== id));
      } catch (error) {
        /* it takes less room than before: it cannot be refused for want of it */
      }
    }

    return { name, rename, others, change, drop };
  }

  /** Whether a name on a sheet can be that of the progress. @param {string} one @param {string} other */
  const same = (one, other) => {
    const [a, b] = [one, other].map((text) => folded(clean(text)));
    return a === b || a.split(" ")[0] === b || b.split(" ")[0] === a;
  };

  return { open, same, clean };
})();
