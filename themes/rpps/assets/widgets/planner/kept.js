// @ts-check
/*
 * Jalon, a deployment plan that the reader keeps in this browser, under jalon:planner:ID:1:
 *   {"v": 1, "rows": [[structure, role, profession, count]…], "by": …, "order": [keys], "capacity": n, "start": "2026-12-07",
 *    "pilot": {"on": true, "group": key, "people": n, "weeks": n}}
 * In: what is stored, or a state. Out: a state, or nothing: what has not this shape is not taken back.
 */

/** @typedef {{rows: PlanRow[], by: PlanBy, order: string[], capacity: number, start: string, pilot: {on: boolean, group: string, people: number, weeks: number}}} PlanState */

const JalonPlanKept = (() => {
  "use strict";

  const { keeper, readDay } = JalonTools;
  // generated from rules/keys.txt by rules/twins.mjs: do not edit
  /** Under it: a deployment plan: people, order, pace, dates. */
  const keyOf = (/** @type {string} */ id) => `jalon:planner:${id}:1`;
  // end of what is generated
  const BIG = 5e6;
  /** @type {PlanBy[]} */
  const WAYS = ["structure", "role", "profession"];

  /** @param {unknown} value @param {number} most */
  const whole = (value, most) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;

  /** @param {unknown} row */
  const isRow = (row) =>
    Array.isArray(row) &&
    row.length === 4 &&
    row.slice(0, 3).every((cell) => typeof cell === "string" && cell.length <= 120) &&
    whole(row[3], 1e7);

  /** Whether what was stored is a plan. @param {any} held */
  function isSound(held) {
    const pilot = held?.pilot;
    return (
      held &&
      held.v === 1 &&
      Array.isArray(held.rows) &&
      held.rows.length > 0 &&
      WAYS.includes(held.by) &&
      Array.isArray(held.order) &&
      held.order.every((/** @type {unknown} */ one) => typeof one === "string") &&
      whole(held.capacity, 500) &&
      typeof held.start === "string" &&
      !!readDay(held.start) &&
      new Date(held.start).getUTCDay() === 1 &&
      pilot &&
      typeof pilot.group === "string" &&
      whole(pilot.people, 500) &&
      whole(pilot.weeks, 26) &&
      held.rows.every(isRow)
    );
  }

  /** @param {string | null} raw @returns {PlanState | null} */
  function unpack(raw) {
    let held = null;
    try {
      held = raw && raw.length <= BIG ? JSON.parse(raw) : null;
    } catch (error) {
      /* told by null */
    }
    if (!isSound(held)) return null;
    const { by, order, capacity, start, pilot } = held;
    const rows = held.rows.map(
      (/** @type {[string, string, string, number]} */ [structure, role, profession, count]) => ({
        structure,
        role,
        profession,
        count,
      }),
    );
    return {
      rows: JalonPlan.merge(rows),
      by,
      order,
      capacity,
      start,
      pilot: { on: pilot.on === true, group: pilot.group, people: pilot.people, weeks: pilot.weeks },
    };
  }

  /** @param {PlanState} state */
  function pack({ rows, by, order, capacity, start, pilot }) {
    return JSON.stringify({
      v: 1,
      rows: rows.map((row) => [row.structure, row.role, row.profession, row.count]),
      by,
      order,
      capacity,
      start,
      pilot,
    });
  }

  /** The place of a plan. @param {string} id */
  function open(id) {
    const store = keeper(keyOf(id));
    return {
      /** Whether something stands there. */
      some: () => !!store.read(),
      read: () => unpack(store.read()),
      /** @param {PlanState} state @returns {boolean} whether it is kept; nothing stays there otherwise */
      write(state) {
        const done = store.write(pack(state));
        if (!done) store.erase();
        return done;
      },
      erase: store.erase,
    };
  }

  return { BIG, WAYS, whole, open };
})();
