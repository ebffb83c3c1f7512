// @ts-check
/*
 * Jalon, the schedule of a deployment: functions of values, no page, no clock. In: rows of people, how they are grouped, in
 * which order, how many a week. Out: waves, a week each. Everyone stands in one wave and one only; no wave passes the
 * capacity; a group begins when those before it are through; no week stays half empty while someone waits.
 */

/**
 * @typedef {{structure: string, role: string, profession: string, count: number}} PlanRow
 * @typedef {"structure" | "role" | "profession"} PlanBy
 * @typedef {{key: string, label: string, count: number, rows: number[]}} PlanGroup  rows: places in the list of rows
 * @typedef {{group: string, people: number, weeks: number}} PlanPilot  weeks: from its first Monday to that of the others
 * @typedef {{rows: PlanRow[], by: PlanBy, order: string[], capacity: number, start: string, pilot: PlanPilot | null}} PlanWish
 *   order: keys of groups, the first first; those it does not name follow as they come. start: a Monday, 2026-12-07
 * @typedef {{row: number, count: number}} PlanTake
 * @typedef {"pilot" | "pilot-more" | "first" | "room" | "more"} PlanWhy
 *   first: its turn has come; room: the same, in what the group before left of the week; more: what the week before could not hold
 * @typedef {{group: string, label: string, rank: number, why: PlanWhy, rest: boolean, count: number, takes: PlanTake[]}} PlanPart
 *   rest: some of the group were in the pilot
 * @typedef {{number: number, monday: string, pilot: boolean, count: number, parts: PlanPart[]}} PlanWave  number: 0 for the pilot
 * @typedef {{groups: PlanGroup[], waves: PlanWave[], total: number, weeks: number, tooLong: boolean}} Plan
 */

const JalonPlan = (() => {
  "use strict";

  const MOST_WEEKS = 520,
    MOST_COUNT = 10000,
    WEEK = 7 * 86400000;
  const { fold } = JalonTools;

  /** One spelling for what differs by accents, case or spaces. @param {string} text */
  const key = (text) => fold(text).replace(/\s+/g, " ");

  /** @param {string} text */
  const clean = (text) =>
    text
      .replace(/[\s\u00a0\u202f]+/g, " ")
      .trim()
      .slice(0, 120);

  /** Rows that say the same become one. @param {PlanRow[]} rows @returns {PlanRow[]} */
  function merge(rows) {
    /** @type {Map<string, PlanRow>} */
    const seen = new Map();
    rows.forEach((row) => {
      const name = [row.structure, row.role, row.profession].map(key).join("\n"),
        held = seen.get(name);
      if (held) held.count += row.count;
      else seen.set(name, Object.assign({}, row));
    });
    return Array.from(seen.values());
  }

  // -------------------------------------------------------------- groups and waves

  /** Groups in the wanted order. @param {PlanRow[]} rows @param {PlanBy} by @param {string[]} order @returns {PlanGroup[]} */
  function groups(rows, by, order) {
    /** @type {Map<string, PlanGroup>} */
    const found = new Map();
    rows.forEach((row, index) => {
      const name = key(row[by]),
        group = found.get(name) || { key: name, label: row[by], count: 0, rows: [] };
      group.count += row.count;
      group.rows.push(index);
      found.set(name, group);
    });
    const ranks = new Map(order.map((name, rank) => [name, rank]));
    const came = Array.from(found.values());
    return came
      .map((group, at) => ({ group, at, rank: ranks.has(group.key) ? Number(ranks.get(group.key)) : order.length }))
      .sort((a, b) => a.rank - b.rank || a.at - b.at)
      .map(({ group }) => group);
  }

  /** The Monday some weeks later. @param {string} monday @param {number} weeks */
  const later = (monday, weeks) => new Date(Date.parse(monday) + weeks * WEEK).toISOString().slice(0, 10);

  /** That day when it is a Monday, the next one otherwise. @param {Date} day */
  function monday(day) {
    return new Date(day.getTime() + ((8 - day.getUTCDay()) % 7) * 86400000).toISOString().slice(0, 10);
  }

  /** Who tries first: someone of each row in turn, so that several professions do. @param {PlanGroup} group @param {number[]} left @param {number} people @returns {PlanTake[]} */
  function volunteers(group, left, people) {
    /** @type {Map<number, number>} */
    const taken = new Map();
    let wanted = people;
    while (wanted > 0) {
      const open = group.rows.filter((row) => left[row] > (taken.get(row) || 0)).slice(0, wanted);
      open.forEach((row) => taken.set(row, (taken.get(row) || 0) + 1));
      wanted -= open.length;
    }
    return Array.from(taken, ([row, count]) => ({ row, count })).sort((a, b) => a.row - b.row);
  }

  /** @param {PlanWish} wish @returns {Plan} */
  function plan({ rows, by, order, capacity, start, pilot }) {
    const ranked = groups(rows, by, order),
      left = rows.map((row) => row.count),
      total = left.reduce((sum, count) => sum + count, 0);
    const tester = pilot ? ranked.find((group) => group.key === pilot.group) : undefined;
    const tried = pilot && tester ? Math.min(pilot.people, tester.count) : 0,
      first = Math.ceil(tried / capacity);
    const wait = pilot && tried ? Math.max(first, pilot.weeks) : 0;
    const weeks = total > tried ? wait + Math.ceil((total - tried) / capacity) : first;
    /** @type {PlanWave[]} */
    const waves = [];
    if (weeks > MOST_WEEKS) return { groups: ranked, waves, total, weeks, tooLong: true };

    /** @type {PlanWave | null} */
    let wave = null;
    /** Puts some people of a row in the week under way, or in the next. @param {PlanGroup} group @param {number} rank @param {number} row @param {number} count @param {boolean} trying @param {boolean} begun */
    const put = (group, rank, row, count, trying, begun) => {
      let wanted = count,
        known = begun;
      while (wanted > 0) {
        if (!wave || wave.count === capacity) {
          const numbered = waves.filter((one) => !one.pilot).length;
          wave = {
            number: trying ? 0 : numbered + 1,
            monday: later(start, trying ? waves.length : wait + numbered),
            pilot: trying,
            count: 0,
            parts: [],
          };
          waves.push(wave);
        }
        let part = wave.parts[wave.parts.length - 1];
        if (!part || part.group !== group.key) {
          const why = trying ? (known ? "pilot-more" : "pilot") : known ? "more" : wave.parts.length ? "room" : "first";
          part = {
            group: group.key,
            label: group.label,
            rank,
            why,
            rest: !trying && tried > 0 && group === tester,
            count: 0,
            takes: [],
          };
          wave.parts.push(part);
        }
        const taken = Math.min(wanted, capacity - wave.count);
        part.takes.push({ row, count: taken });
        part.count += taken;
        wave.count += taken;
        wanted -= taken;
        known = true;
      }
    };

    if (tester && tried) {
      const rank = ranked.indexOf(tester) + 1;
      volunteers(tester, left, tried).forEach(({ row, count }, at) => {
        put(tester, rank, row, count, true, at > 0);
        left[row] -= count;
      });
      wave = null;
    }
    ranked.forEach((group, at) => {
      let begun = false;
      group.rows
        .filter((row) => left[row] > 0)
        .forEach((row) => {
          put(group, at + 1, row, left[row], false, begun);
          begun = true;
        });
    });
    return { groups: ranked, waves, total, weeks, tooLong: false };
  }

  /** When each group is under way: `runs` are weeks counted from the first Monday, [from, how many, pilot]. @param {Plan} made @param {string} start */
  function timeline(made, start) {
    const lines = new Map(
      made.groups.map((group) => [
        group.key,
        {
          label: group.label,
          count: group.count,
          first: "",
          last: "",
          runs: /** @type {[number, number, boolean][]} */ ([]),
        },
      ]),
    );
    made.waves.forEach((wave) => {
      const week = Math.round((Date.parse(wave.monday) - Date.parse(start)) / WEEK);
      wave.parts.forEach((part) => {
        const line = lines.get(part.group);
        if (!line) return;
        const run = line.runs[line.runs.length - 1];
        if (run && run[0] + run[1] === week && run[2] === wave.pilot) run[1] += 1;
        else line.runs.push([week, 1, wave.pilot]);
        line.first = line.first || wave.monday;
        line.last = wave.monday;
      });
    });
    return Array.from(lines.values());
  }

  return { MOST_WEEKS, MOST_COUNT, key, clean, merge, groups, monday, plan, timeline };
})();
