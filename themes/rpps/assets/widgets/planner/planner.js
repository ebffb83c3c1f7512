// @ts-check
/*
 * Jalon, the deployment planner: rows typed or pasted, an order, a pace (templates/widgets/planner.html); the schedule is
 * plan.js, its drawing draw.js. Nothing is stored unless « Garder » is pressed, under jalon:planner:ID:1:
 *   {"v": 1, "rows": [[structure, role, profession, count]…], "by": …, "order": [keys], "capacity": n, "start": "2026-12-07",
 *    "pilot": {"on": true, "group": key, "people": n, "weeks": n}}
 * What has not this shape is not taken back. Nothing leaves the page.
 */
(() => {
  "use strict";

  const { get, speaker, announce, focus, download, printOnly, keeper, number, readDay, isoDay } = JalonTools;
  const ROWS = 20,
    MORE_ROWS = 200,
    GROUPS = 40,
    FAULTS = 8,
    BIG = 5e6;
  /** @type {PlanBy[]} */
  const WAYS = ["structure", "role", "profession"];

  /** @typedef {{rows: PlanRow[], by: PlanBy, order: string[], capacity: number, start: string, pilot: {on: boolean, group: string, people: number, weeks: number}}} PlanState */

  /** @param {unknown} value @param {number} most */
  const whole = (value, most) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;

  /** @param {string | null} raw @returns {PlanState | null} */
  function unpack(raw) {
    let held = null;
    try {
      held = raw && raw.length <= BIG ? JSON.parse(raw) : null;
    } catch (error) {
      /* told by null */
    }
    const pilot = held?.pilot;
    const sound =
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
      held.rows.every(
        (/** @type {unknown} */ row) =>
          Array.isArray(row) &&
          row.length === 4 &&
          row.slice(0, 3).every((cell) => typeof cell === "string" && cell.length <= 120) &&
          whole(row[3], 1e7),
      );
    if (!sound) return null;
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
      by: held.by,
      order: held.order,
      capacity: held.capacity,
      start: held.start,
      pilot: { on: pilot.on === true, group: pilot.group, people: pilot.people, weeks: pilot.weeks },
    };
  }

  /** @param {HTMLElement} root */
  function run(root) {
    const say = speaker(root),
      { word, counted, named, day } = JalonPlanDraw.words(say),
      id = root.dataset.planner || "";
    const store = keeper("jalon:planner:ID:1".replace("ID", id)),
      hand = get(root, "[data-hand]"),
      tool = say("tool");
    const example = Array.from(hand.querySelectorAll("[data-example]"), (node) => {
      const data = /** @type {HTMLElement} */ (node).dataset;
      return {
        structure: data.structure || "",
        role: data.role || "",
        profession: data.profession || "",
        count: Number(data.count),
      };
    });
    /** @template {Element} T @param {string} selector @returns {T} */
    const part = (selector) => get(tool, selector);
    /** @param {string} name @returns {HTMLInputElement} */
    const set = (name) => part('[data-set="' + name + '"]');
    const form = /** @type {HTMLFormElement} */ (part("[data-form]")),
      status = part("[data-status]"),
      told = /** @type {HTMLElement} */ (part("[data-told]"));
    const area = /** @type {HTMLTextAreaElement} */ (part("textarea")),
      roles = Array.from(form.querySelectorAll("option"), (one) => one.value).filter((value) => value);
    const now = new Date();
    let shown = ROWS,
      timer = 0;
    /** @type {PlanState} */
    let state = {
      rows: [],
      by: "structure",
      order: [],
      capacity: Number(root.dataset.capacity),
      start: JalonPlan.monday(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + 1))),
      pilot: { on: true, group: "", people: Number(root.dataset.people), weeks: Number(root.dataset.weeks) },
    };
    /** @type {{wish: PlanWish, made: Plan, all: () => void} | null} all: draws every wave */
    let current = null;

    // -------------------------------------------------------------- rows

    /** @param {PlanRow[]} rows */
    function add(rows) {
      state.rows = JalonPlan.merge(state.rows.concat(rows));
      draw();
    }

    /** @param {PlanRow[]} rows */
    const people = (rows) =>
      counted(
        rows.reduce((sum, row) => sum + row.count, 0),
        "person",
      );

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      /** @param {string} name @returns {HTMLInputElement} */
      const field = (name) => get(form, '[name="' + name + '"]');
      const [structure, role, profession] = WAYS.map((name) => JalonPlan.clean(field(name).value)),
        count = Number(field("count").value.trim());
      const box = part("[data-added]"),
        empty = !structure && !role && !profession,
        bad = !whole(count, JalonPlan.MOST_COUNT);
      field("count").setAttribute("aria-invalid", String(bad));
      box.textContent = "";
      if (empty || bad) {
        box.append(say(empty ? "form-empty" : "form-count", { most: number(JalonPlan.MOST_COUNT) }));
        return field(empty ? "structure" : "count").focus();
      }
      add([{ structure, role, profession, count }]);
      tell("added", { people: counted(count, "person"), total: people(state.rows) });
      field("profession").value = "";
      field("count").value = "1";
      field("profession").focus();
    });

    /** @param {string} text */
    function take(text) {
      told.textContent = "";
      if (text.length > BIG) return told.append(say("read-big"));
      const cells = JalonSheet.read(text).rows,
        found = JalonPlan.readTable(cells, roles);
      if (!found.rows.length) told.append(say("read-none"));
      else {
        const columns = /** @type {(keyof PlanColumns)[]} */ (["structure", "role", "profession", "count"])
          .filter((name) => found.columns[name] >= 0)
          .map((name) => {
            const at = found.columns[name],
              what = word("column-" + name);
            return found.titles
              ? word("column", { what, title: found.titles[at] })
              : word("column-at", { what, at: at + 1 });
          });
        told.append(
          say("read-good", {
            people: people(found.rows),
            columns: columns.join(", "),
            named: !!found.titles,
            guessed: !found.titles,
            left: found.left.join(", "),
          }),
        );
        const odd = Array.from(
          new Set(found.rows.map((row) => row.role).filter((role) => role && !roles.includes(role))),
        );
        if (odd.length)
          told.append(
            say("odd", {
              roles:
                odd
                  .slice(0, FAULTS)
                  .map((role) => "«\u00a0" + role + "\u00a0»")
                  .join(", ") + (odd.length > FAULTS ? "…" : ""),
            }),
          );
        add(found.rows);
        area.value = "";
      }
      if (found.faults.length) {
        const box = say("faults", { lines: counted(found.faults.length, "line") }),
          list = get(box, "[data-place=faults]");
        list.append(...found.faults.slice(0, FAULTS).map(({ line, why, cell }) => say("fault-" + why, { line, cell })));
        if (found.faults.length > FAULTS)
          list.append(say("fault-more", { count: number(found.faults.length - FAULTS) }));
        told.append(box);
      }
      focus(told);
    }

    part("[data-do=read]").addEventListener("click", () => take(area.value));
    const file = /** @type {HTMLInputElement} */ (part("[data-file]"));
    file.addEventListener("change", () => {
      const chosen = (file.files || [])[0],
        reader = new FileReader();
      if (!chosen) return;
      /** @param {string} name */
      const fail = (name) => {
        told.textContent = "";
        told.append(say(name));
        focus(told);
      };
      if (chosen.size > 4 * BIG) return fail("read-big");
      reader.onerror = () => fail("read-failed");
      reader.onload = () => {
        // Spreadsheets still write Windows-1252; a table without a line is not one (a workbook, an image).
        const bytes = /** @type {ArrayBuffer} */ (reader.result);
        let text = "";
        try {
          text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
        } catch (error) {
          text = new TextDecoder("windows-1252").decode(bytes);
        }
        if (text.includes("\u0000")) fail("read-failed");
        else take(text);
      };
      reader.readAsArrayBuffer(chosen);
      file.value = "";
    });

    function drawRows() {
      const box = part("[data-rows]"),
        hidden = state.rows.length - shown;
      box.textContent = "";
      if (!state.rows.length) {
        const line = say("try");
        get(line, "button").addEventListener("click", () => {
          add(example.map((row) => Object.assign({}, row)));
          tell("added", { people: people(example), total: people(state.rows) });
          focus(get(box, ".planner-rows"));
        });
        return box.append(line);
      }
      const list = say("rows", {
          people: people(state.rows),
          lines: counted(state.rows.length, "line"),
          more: hidden > 0,
          hidden: number(Math.max(0, hidden)),
        }),
        body = get(list, "[data-place=rows]");
      body.append(
        ...state.rows.slice(0, shown).map((row, at) => {
          const line = say("row", {
            structure: row.structure || "–",
            role: row.role || "–",
            profession: row.profession || "–",
            count: number(row.count),
          });
          get(line, "[data-do=drop]").addEventListener("click", () => {
            state.rows.splice(at, 1);
            draw();
            tell("dropped");
            const next = box.querySelectorAll("[data-do=drop]"),
              near = next[Math.min(at, next.length - 1)] || get(form, "input");
            /** @type {HTMLElement} */ (near).focus();
          });
          return line;
        }),
      );
      const more = list.querySelector("[data-do=all]");
      if (more)
        more.addEventListener("click", () => {
          shown += MORE_ROWS;
          drawRows();
          focus(get(box, ".planner-rows"));
        });
      get(list, "[data-do=ask]").addEventListener("click", () => ask(get(list, ".planner-acts")));
      box.append(list);
    }

    /** @param {Element} after */
    function ask(after) {
      const box = say("ask", { kept: store.read() ? word("ask-kept") : "" });
      tool.querySelectorAll(".planner-ask").forEach((other) => other.remove());
      after.after(box);
      focus(box);
      get(box, "[data-do=cancel]").addEventListener("click", () => {
        box.remove();
        /** @type {HTMLElement} */
        (get(after, "[data-do=ask]")).focus();
      });
      get(box, "[data-do=clear]").addEventListener("click", () => {
        if (store.read()) store.erase();
        Object.assign(state, { rows: [], order: [] });
        told.textContent = "";
        shown = ROWS;
        draw();
        tell("cleared");
        /** @type {HTMLElement} */ (get(form, "input")).focus();
      });
    }

    // -------------------------------------------------------------- order

    function drawOrder() {
      const groups = JalonPlan.groups(state.rows, state.by, state.order),
        list = part("[data-order]"),
        last = Math.min(groups.length, GROUPS) - 1;
      state.order = groups.map((group) => group.key);
      list.textContent = "";
      list.append(
        ...groups.slice(0, GROUPS).map((group, at) => {
          const line = say("group", {
            rank: at + 1,
            label: named(group.label),
            people: counted(group.count, "person"),
            up: at > 0,
            down: at < last,
          });
          [
            ["up", -1],
            ["down", 1],
          ].forEach(([name, by]) => {
            const button = line.querySelector('[data-do="' + name + '"]');
            if (button) button.addEventListener("click", () => move(at, at + Number(by), String(name)));
          });
          return line;
        }),
      );
      if (groups.length > GROUPS) list.append(say("group-more", { count: number(groups.length - GROUPS) }));
      if (!groups.some((group) => group.key === state.pilot.group) && groups.length) state.pilot.group = groups[0].key;
      const select = /** @type {HTMLSelectElement} */ (part('[data-set="group"]'));
      select.textContent = "";
      select.append(
        ...groups.map((group) => {
          const here = group.key === state.pilot.group;
          return new Option(named(group.label), group.key, here, here);
        }),
      );
    }

    /** @param {number} from @param {number} to @param {string} by */
    function move(from, to, by) {
      const [group] = state.order.splice(from, 1);
      state.order.splice(to, 0, group);
      draw();
      const line = part("[data-order]").children[to],
        same = line.querySelector('[data-do="' + by + '"]') || get(line, "button");
      /** @type {HTMLElement} */ (same).focus();
      tell("moved", { label: get(line, "strong").textContent || "", rank: to + 1, total: state.order.length });
    }

    const ways = /** @type {NodeListOf<HTMLInputElement>} */ (tool.querySelectorAll("[type=radio]"));
    ways.forEach((way) =>
      way.addEventListener("change", () => {
        Object.assign(state, { by: way.value, order: [] });
        draw();
      }),
    );

    // -------------------------------------------------------------- pace

    /** Reads the fields of the pace; says which are wrong. @returns {boolean} whether the plan can be made */
    function pace() {
      let sound = true;
      ["capacity", "people", "weeks"].forEach((name) => {
        const field = set(name),
          most = Number(field.dataset.most),
          value = Number(field.value.trim());
        const bad = !whole(value, most),
          needed = name === "capacity" || state.pilot.on,
          box = /** @type {Element} */ (field.closest(".field"));
        field.setAttribute("aria-invalid", String(bad));
        const old = box.querySelector(".field-error");
        if (old && !bad) old.remove();
        if (bad && !old) {
          const line = say("set-number", { most });
          line.id = field.id + "-faute";
          field.setAttribute("aria-describedby", line.id);
          box.append(line);
        }
        if (bad) sound = sound && !needed;
        else if (name === "capacity") state.capacity = value;
        else state.pilot[name === "people" ? "people" : "weeks"] = value;
      });
      const field = set("start"),
        chosen = field.validity.valid ? readDay(field.value) : null,
        said = part("[data-monday]");
      if (chosen) state.start = JalonPlan.monday(chosen);
      said.textContent = !chosen
        ? word("monday-none")
        : word(state.start === isoDay(chosen) ? "monday" : "monday-moved", { date: day(state.start) });
      field.setAttribute("aria-invalid", String(!chosen));
      return sound && !!chosen;
    }

    tool.querySelectorAll("[data-set]").forEach((node) => {
      const later = () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(() => {
          state.pilot.on = set("pilot").checked;
          state.pilot.group = set("group").value;
          drawPlan();
          if (current && !current.made.tooLong)
            announce(
              status,
              word("updated", {
                waves: counted(current.made.waves.length, "wave"),
                last: day(current.made.waves[current.made.waves.length - 1].monday),
              }),
            );
        }, 300);
      };
      node.addEventListener("input", later);
    });

    // -------------------------------------------------------------- the plan

    function drawPlan() {
      const place = part("[data-plan]"),
        { rows, by, order, pilot } = state;
      part("[data-pilot]").toggleAttribute("hidden", !pilot.on);
      part("[data-said]").textContent = "";
      place.textContent = "";
      current = null;
      if (!pace()) return place.append(say("unset"));
      const wish = { rows, by, order, capacity: state.capacity, start: state.start, pilot: pilot.on ? pilot : null },
        made = JalonPlan.plan(wish);
      current = { wish, made, all: () => {} };
      if (made.tooLong) return place.append(say("too-long", { weeks: counted(made.weeks, "week") }));
      const { node, whole: all } = JalonPlanDraw.draw(say, wish, made, !!store.read());
      /** @param {string} name @param {() => void} action */
      const on = (name, action) => {
        const button = node.querySelector('[data-do="' + name + '"]');
        if (button) button.addEventListener("click", action);
      };
      on("csv", () => save(id + ".csv", "text/csv", JalonPlanDraw.table(say, wish, made)));
      on("ics", () => save(id + ".ics", "text/calendar", JalonPlanDraw.calendar(say, made, id)));
      on("print", () => {
        all();
        printOnly(root);
      });
      on("keep", () => keep());
      on("forget", () => {
        store.erase();
        drawPlan();
        saidBelow(word("forgotten"));
        /** @type {HTMLElement} */
        (part("[data-do=keep]")).focus();
      });
      current.all = all;
      place.append(node);
    }

    /** @param {string} name @param {string} type @param {string} text */
    function save(name, type, text) {
      download(name, type, text);
      saidBelow(word("saved", { name }));
    }

    function keep() {
      const { rows, by, order, capacity, start, pilot } = state;
      const done = store.write(
        JSON.stringify({
          v: 1,
          rows: rows.map((row) => [row.structure, row.role, row.profession, row.count]),
          by,
          order,
          capacity,
          start,
          pilot,
        }),
      );
      if (!done) store.erase();
      drawPlan();
      saidBelow(word(done ? "kept" : "not-kept"));
      /** @type {HTMLElement} */ (part("[data-do=keep]")).focus();
    }

    /** @param {string} text */
    function saidBelow(text) {
      part("[data-said]").textContent = text;
      announce(status, text);
    }

    /** @param {string} name @param {Values} [values] */
    const tell = (name, values) => announce(status, word(name, values));

    function draw() {
      drawRows();
      part("[data-then]").toggleAttribute("hidden", !state.rows.length);
      const list = part("[data-structures]"),
        structures = Array.from(new Set(state.rows.map((row) => row.structure)))
          .filter((one) => one)
          .slice(0, 50);
      list.textContent = "";
      list.append(...structures.map((label) => new Option("", label)));
      if (!state.rows.length) return;
      drawOrder();
      drawPlan();
    }

    /** Shows a state in the fields. */
    function fill() {
      set("capacity").value = String(state.capacity);
      set("people").value = String(state.pilot.people);
      set("weeks").value = String(state.pilot.weeks);
      set("start").value = state.start;
      set("pilot").checked = state.pilot.on;
      ways.forEach((way) => {
        way.checked = way.value === state.by;
      });
    }

    const kept = unpack(store.read()),
      details = say("hand");
    if (kept) state = kept;
    root.classList.add("has-script");
    window.addEventListener("beforeprint", () => {
      if (current) current.all();
    });
    get(root, "[data-tool]").append(tool);
    hand.before(details);
    details.append(hand);
    fill();
    draw();
    if (kept) part("[data-said]").textContent = word("restored");
  }

  document.querySelectorAll("[data-planner]").forEach((root) => run(/** @type {HTMLElement} */ (root)));
})();
