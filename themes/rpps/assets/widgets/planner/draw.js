// @ts-check
/*
 * Jalon, what a deployment plan looks like: totals, a frieze of the groups, the waves and why each stands where it does, a
 * table and a calendar. In: a plan of plan.js, and the words of the page. Out: nodes and files.
 */

const JalonPlanDraw = (() => {
  "use strict";

  const { get, number, plural, date } = JalonTools;
  const LINES = 30,
    WAVES = 12,
    PARTS = 12,
    DETAILS = 6; // what is shown at once; the table holds the rest
  const SVG = "http://www.w3.org/2000/svg";

  /** @param {Say} say */
  function words(say) {
    /** @param {string} name @param {Values} [values] */
    const word = (name, values) => (say(name, values).textContent || "").replace(/\s+$/, "");
    /** « 12 personnes »; `unit` names two words of the page. @param {number} count @param {string} unit */
    const counted = (count, unit) => {
      const [one, many] = word("unit-" + unit).split("|");
      return plural(count, one, many);
    };
    /** @param {string} label */
    const named = (label) => label || word("unnamed");
    /** @param {string} iso */
    const day = (iso) => date(new Date(iso + "T00:00:00Z"));
    return { word, counted, named, day };
  }

  /** Why a part of a wave stands there. @param {Say} say @param {PlanPart} part */
  function why(say, part) {
    const { word, named } = words(say);
    return word("why-" + part.why, { rank: part.rank, label: named(part.label), rest: part.rest ? word("rest") : "" });
  }

  /** What the people of a part have not in common: professions of a structure, structures otherwise. @param {PlanWish} wish @param {PlanPart} part @returns {[string, number][]} */
  function details(wish, part) {
    /** @type {PlanBy[]} */
    const ways =
      wish.by === "structure"
        ? ["profession", "role"]
        : wish.by === "role"
          ? ["structure", "profession"]
          : ["structure", "role"];
    const by = ways.find((one) => part.takes.some((take) => wish.rows[take.row][one]));
    /** @type {Map<string, number>} */
    const found = new Map();
    if (by)
      part.takes.forEach(({ row, count }) =>
        found.set(wish.rows[row][by], (found.get(wish.rows[row][by]) || 0) + count),
      );
    return Array.from(found);
  }

  /** @param {Say} say @param {PlanWave} wave */
  function nameOf(say, wave) {
    const { word } = words(say);
    return wave.pilot ? word("name-pilot") : word("name", { number: wave.number });
  }

  /** @param {Say} say @param {PlanWish} wish @param {PlanWave} wave */
  function drawWave(say, wish, wave) {
    const { word, counted, named, day } = words(say);
    const node = say("wave", {
      mark: wave.pilot ? word("mark-pilot") : wave.number,
      name: nameOf(say, wave),
      date: day(wave.monday),
      people: counted(wave.count, "person"),
    });
    if (wave.pilot) get(node, ".borne").classList.add("is-current");
    const list = get(node, "[data-place=parts]");
    wave.parts.slice(0, PARTS).forEach((part) => {
      const found = details(wish, part),
        shown = found.slice(0, DETAILS).map(([label, count]) => named(label) + "\u00a0" + number(count));
      if (found.length > DETAILS) shown.push(word("detail-more", { count: found.length - DETAILS }));
      const line = say("part", {
        label: named(part.label),
        people: counted(part.count, "person"),
        detail: shown.join(", "),
        why: why(say, part),
      });
      if (!found.length) get(line, ".soft").remove();
      list.append(line);
    });
    if (wave.parts.length > PARTS) list.append(say("part-more", { count: wave.parts.length - PARTS }));
    return node;
  }

  /** One line a group: when it is under way, in words and as bars. @param {Say} say @param {PlanWish} wish @param {Plan} made */
  function chart(say, wish, made) {
    const { counted, named, day, word } = words(say),
      lines = JalonPlan.timeline(made, wish.start);
    const nodes = lines.slice(0, LINES).map((line) => {
      const when =
        line.first === line.last
          ? word("week", { first: day(line.first) })
          : word("span", { first: day(line.first), last: day(line.last) });
      const node = say("line", { label: named(line.label), people: counted(line.count, "person"), when });
      const svg = document.createElementNS(SVG, "svg");
      svg.setAttribute("viewBox", "0 0 " + made.weeks + " 1");
      svg.setAttribute("preserveAspectRatio", "none");
      svg.setAttribute("aria-hidden", "true");
      svg.setAttribute("focusable", "false");
      line.runs.forEach(([from, length, pilot]) => {
        const bar = document.createElementNS(SVG, "rect");
        Object.entries({ x: from, y: 0, width: length, height: 1 }).forEach(([name, value]) =>
          bar.setAttribute(name, String(value)),
        );
        if (pilot) bar.setAttribute("class", "is-pilot");
        svg.append(bar);
      });
      node.append(svg);
      return node;
    });
    if (lines.length > LINES) nodes.push(say("line-more", { count: lines.length - LINES }));
    return nodes;
  }

  /** @param {Say} say @param {PlanWish} wish @param {Plan} made @param {boolean} kept */
  function draw(say, wish, made, kept) {
    const { counted, day } = words(say),
      pilots = made.waves.filter((wave) => wave.pilot).length,
      last = made.waves[made.waves.length - 1];
    const hidden = Math.max(0, made.waves.length - WAVES);
    const node = say("plan", {
      people: number(made.total),
      waves: number(made.waves.length - pilots),
      first: day(made.waves[0].monday),
      last: day(last.monday),
      pilot: pilots > 0,
      kept,
      more: hidden > 0,
      hidden: counted(hidden, "wave"),
    });
    get(node, "[data-place=chart]").append(...chart(say, wish, made));
    const list = get(node, "[data-place=waves]"),
      more = node.querySelector("[data-do=waves]");
    list.append(...made.waves.slice(0, WAVES).map((wave) => drawWave(say, wish, wave)));
    // Hundreds of waves are drawn when one wants to see or print them, not at each change.
    const whole = () => {
      if (!more?.isConnected) return;
      /** @type {Element} */ (more.closest("p")).remove();
      list.append(...made.waves.slice(WAVES).map((wave) => drawWave(say, wish, wave)));
    };
    if (more)
      more.addEventListener("click", () => {
        whole();
        JalonTools.focus(/** @type {HTMLElement} */ (list.children[WAVES]));
      });
    return { node, whole };
  }

  /** Everyone, a line each wave and each row. @param {Say} say @param {PlanWish} wish @param {Plan} made */
  function table(say, wish, made) {
    const { word } = words(say),
      rows = [word("csv-titles").split("|")];
    made.waves.forEach((wave) =>
      wave.parts.forEach((part) =>
        part.takes.forEach(({ row, count }) => {
          const { structure, role, profession } = wish.rows[row],
            [year, month, day] = wave.monday.split("-");
          rows.push([
            nameOf(say, wave),
            [day, month, year].join("/"),
            structure,
            role,
            profession,
            String(count),
            why(say, part),
          ]);
        }),
      ),
    );
    return JalonSheet.write(rows);
  }

  /** A working week each wave. Two plans have not the same groups or the same start: neither overwrites the other. @param {Say} say @param {PlanWish} wish @param {Plan} made @param {string} id */
  function calendar(say, wish, made, id) {
    const { word, counted, named, day } = words(say),
      shared = location.protocol !== "file:",
      label = made.groups
        .map((group) => group.key)
        .sort()
        .join("\n");
    let pilots = 0;
    return JalonCalendar.write(
      made.waves.map((wave) => {
        pilots += wave.pilot ? 1 : 0;
        const groups = wave.parts.map((part) => named(part.label));
        return {
          uid: JalonCalendar.uid(
            {
              tool: "planner-" + id,
              step: wave.pilot ? "pilote-" + pilots : "vague-" + wave.number,
              start: wish.start,
              label,
            },
            location.host,
          ),
          start: new Date(wave.monday + "T00:00:00Z"),
          days: 5,
          summary: word("event", {
            name: nameOf(say, wave),
            people: counted(wave.count, "person"),
            groups: groups.slice(0, 2).join(", ") + (groups.length > 2 ? "…" : ""),
            start: day(wish.start),
          }),
          description: wave.parts
            .slice(0, PARTS)
            .map((part) => named(part.label) + " : " + counted(part.count, "person") + ". " + why(say, part))
            .join("\n"),
          url: shared ? location.href.split("#")[0] : undefined,
        };
      }),
      { stamp: new Date(), name: word("calendar") },
    );
  }

  return { words, draw, table, calendar };
})();
