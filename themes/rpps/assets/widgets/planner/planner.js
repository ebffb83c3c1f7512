// @ts-check
/*
 * Jalon, the deployment planner: rows typed or pasted, an order, a pace (templates/widgets/planner.html); the schedule is
 * plan.js, its drawing draw.js. Nothing is stored unless « Garder » is pressed, under jalon:planner:ID:1:
 *   {"v": 1, "rows": [[structure, role, profession, count]…], "by": …, "order": [keys], "capacity": n, "start": "2026-12-07",
 *    "pilot": {"on": true, "group": key, "people": n, "weeks": n}}
 * What has not this shape is not taken back. Nothing leaves the page; leaving with rows that are kept nowhere is warned of.
 */
(() => {
  "use strict";

  const { get, speaker, announce, focus, download, printOnly, keeper, number, readDay, isoDay } = JalonTools;
  // generated from rules/keys.txt by rules/twins.mjs: do not edit
  /** Under it: a deployment plan: people, order, pace, dates. */
  const keyOf = (/** @type {string} */ id) => `jalon:planner:${id}:1`;
  // end of what is generated
  const ROWS = 20,
    MORE_ROWS = 200,
    GROUPS = 40,
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

  /** A deployment planner of the page. */
  class Planner {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.root = root;
      this.say = speaker(root);
      this.words = JalonPlanDraw.words(this.say);
      this.id = root.dataset.planner || "";
      this.store = keeper(keyOf(this.id));
      this.hand = get(root, "[data-hand]");
      this.tool = this.say("tool");
      this.example = Array.from(this.hand.querySelectorAll("[data-example]"), (node) => {
        const data = /** @type {HTMLElement} */ (node).dataset;
        return {
          structure: data.structure || "",
          role: data.role || "",
          profession: data.profession || "",
          count: Number(data.count),
        };
      });
      /** @template {Element} T @param {string} selector @returns {T} */
      this.part = (selector) => get(this.tool, selector);
      /** @param {string} name @returns {HTMLInputElement} */
      this.set = (name) => this.part('[data-set="' + name + '"]');
      this.form = /** @type {HTMLFormElement} */ (this.part("[data-form]"));
      this.status = this.part("[data-status]");
      this.told = /** @type {HTMLElement} */ (this.part("[data-told]"));
      this.area = /** @type {HTMLTextAreaElement} */ (this.part("textarea"));
      this.roles = Array.from(this.form.querySelectorAll("option"), (one) => one.value).filter((value) => value);
      this.now = new Date();
      this.shown = ROWS;
      this.timer = 0;
      /** @type {PlanState} */
      this.state = {
        rows: [],
        by: "structure",
        order: [],
        capacity: Number(root.dataset.capacity),
        start: JalonPlan.monday(
          new Date(Date.UTC(this.now.getFullYear(), this.now.getMonth(), this.now.getDate() + 1)),
        ),
        pilot: { on: true, group: "", people: Number(root.dataset.people), weeks: Number(root.dataset.weeks) },
      };
      /** @type {{wish: PlanWish, made: Plan, all: () => void} | null} all: draws every wave */
      this.current = null;

      /** @param {PlanRow[]} rows */
      this.people = (rows) =>
        this.words.counted(
          rows.reduce((sum, row) => sum + row.count, 0),
          "person",
        );

      this.file = /** @type {HTMLInputElement} */ (this.part("[data-file]"));
      this.ways = /** @type {NodeListOf<HTMLInputElement>} */ (this.tool.querySelectorAll("[type=radio]"));
      /** @param {string} name @param {Values} [values] */
      this.tell = (name, values) => announce(this.status, this.words.word(name, values));

      this.unsaved = false;
      this.asked = 0;
      this.leaving = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault();
      this.listen();
      this.kept = unpack(this.store.read());
      this.details = this.say("hand");
      if (this.kept) this.state = this.kept;
      root.classList.add("has-script");
      window.addEventListener("beforeprint", () => {
        if (this.current) this.current.all();
      });
      get(root, "[data-tool]").append(this.tool);
      this.hand.before(this.details);
      this.details.append(this.hand);
      this.fill();
      this.draw();
      this.hold(false);
      if (this.kept) this.part("[data-said]").textContent = this.words.word("restored");
    }

    listen() {
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.addTyped();
      });
      this.part("[data-do=read]").addEventListener("click", () => this.take(this.area.value));
      this.file.addEventListener("change", () => this.readFile());
      this.ways.forEach((way) =>
        way.addEventListener("change", () => {
          Object.assign(this.state, { by: way.value, order: [] });
          this.draw();
        }),
      );

      this.tool.querySelectorAll("[data-set]").forEach((node) => {
        const later = () => {
          window.clearTimeout(this.timer);
          this.timer = window.setTimeout(() => {
            this.state.pilot.on = this.set("pilot").checked;
            this.state.pilot.group = this.set("group").value;
            this.drawPlan();
            if (this.current && !this.current.made.tooLong)
              announce(
                this.status,
                this.words.word("updated", {
                  waves: this.words.counted(this.current.made.waves.length, "wave"),
                  last: this.words.day(this.current.made.waves[this.current.made.waves.length - 1].monday),
                }),
              );
          }, 300);
        };
        node.addEventListener("input", later);
      });
    }

    /** Adds the row of the form. */
    addTyped() {
      /** @param {string} name @returns {HTMLInputElement} */
      const field = (name) => get(this.form, '[name="' + name + '"]');
      const [structure, role, profession] = WAYS.map((name) => JalonPlan.clean(field(name).value)),
        count = Number(field("count").value.trim());
      const box = this.part("[data-added]"),
        empty = !structure && !role && !profession,
        bad = !whole(count, JalonPlan.MOST_COUNT);
      field("count").setAttribute("aria-invalid", String(bad));
      box.textContent = "";
      if (empty || bad) {
        box.append(this.say(empty ? "form-empty" : "form-count", { most: number(JalonPlan.MOST_COUNT) }));
        return field(empty ? "structure" : "count").focus();
      }
      this.add([{ structure, role, profession, count }]);
      this.tell("added", { people: this.words.counted(count, "person"), total: this.people(this.state.rows) });
      field("profession").value = "";
      field("count").value = "1";
      field("profession").focus();
    }

    /** Reads the file that was chosen. */
    readFile() {
      const chosen = (this.file.files || [])[0];
      if (!chosen) return;
      this.asked += 1;
      const rank = this.asked;
      JalonTableFile.open(chosen).then((found) => {
        if (rank !== this.asked) return;
        if (found.fault) this.refuse("file-" + found.fault);
        else this.take(found.text, found);
      });
      this.file.value = "";
    }

    /** @param {string} name */
    refuse(name) {
      const line = this.say(name);
      line.classList.add("field-error");
      this.told.textContent = "";
      this.told.append(line);
      focus(this.told);
    }

    /** Whether leaving the page would lose rows. @param {boolean} some */
    hold(some) {
      if (some !== this.unsaved) {
        this.unsaved = some;
        if (some) window.addEventListener("beforeunload", this.leaving);
        else window.removeEventListener("beforeunload", this.leaving);
      }
      const said = this.tool.querySelector("[data-place=kept]");
      if (said)
        said.textContent = this.words.word(some ? "rows-unsaved" : this.store.read() ? "rows-kept" : "rows-free");
    }

    /** @param {PlanRow[]} rows */
    add(rows) {
      this.state.rows = JalonPlan.merge(this.state.rows.concat(rows));
      this.draw();
      this.hold(true);
    }

    /** @param {string} text @param {TableFile} [file]   the one it comes from */
    take(text, file) {
      if (text.length > BIG) return this.refuse("file-too-large");
      const why = JalonTableFile.refused(text);
      if (why) return this.refuse("file-" + why);
      const sheet = JalonSheet.read(text),
        found = JalonPlanTable.read(sheet.rows, this.roles, sheet.lines);
      this.told.textContent = "";
      this.told.append(
        ...JalonPlanIntake.tell(this.say, this.words, found, file, {
          roles: this.roles,
          people: this.people,
          add: (rows) => {
            this.add(rows);
            this.tell("added", { people: this.people(rows), total: this.people(this.state.rows) });
            focus(this.told);
          },
          mend: (labels) => this.mend(labels),
        }),
      );
      if (found.rows.length) {
        this.add(found.rows);
        this.area.value = "";
      }
      focus(this.told);
    }

    /** Puts back what labels said before an encoding spoiled them. @param {Map<string, string>} labels */
    mend(labels) {
      const right = (/** @type {string} */ text) => labels.get(text) || text;
      this.state.rows = JalonPlan.merge(
        this.state.rows.map((row) => ({
          structure: right(row.structure),
          role: right(row.role),
          profession: right(row.profession),
          count: row.count,
        })),
      );
      this.state.order = [];
      this.draw();
      this.hold(true);
      this.tell("mended");
      focus(this.told);
    }

    drawRows() {
      const box = this.part("[data-rows]"),
        hidden = this.state.rows.length - this.shown;
      box.textContent = "";
      if (!this.state.rows.length) {
        const line = this.say("try");
        get(line, "button").addEventListener("click", () => {
          const before = this.unsaved;
          this.add(this.example.map((row) => Object.assign({}, row)));
          this.hold(before);
          this.tell("added", { people: this.people(this.example), total: this.people(this.state.rows) });
          focus(get(box, ".planner-rows"));
        });
        return box.append(line);
      }
      const list = this.say("rows", {
          people: this.people(this.state.rows),
          lines: this.words.counted(this.state.rows.length, "line"),
          more: hidden > 0,
          hidden: number(Math.max(0, hidden)),
        }),
        body = get(list, "[data-place=rows]");
      body.append(
        ...this.state.rows.slice(0, this.shown).map((row, at) => {
          const line = this.say("row", {
            structure: row.structure || "–",
            role: row.role || "–",
            profession: row.profession || "–",
            count: number(row.count),
          });
          get(line, "[data-do=drop]").addEventListener("click", () => {
            this.state.rows.splice(at, 1);
            this.draw();
            this.hold(this.state.rows.length > 0 || !!this.store.read());
            this.tell("dropped");
            const next = box.querySelectorAll("[data-do=drop]"),
              near = next[Math.min(at, next.length - 1)] || get(this.form, "input");
            /** @type {HTMLElement} */ (near).focus();
          });
          return line;
        }),
      );
      const more = list.querySelector("[data-do=all]");
      if (more)
        more.addEventListener("click", () => {
          this.shown += MORE_ROWS;
          this.drawRows();
          focus(get(box, ".planner-rows"));
        });
      get(list, "[data-do=ask]").addEventListener("click", () => this.ask(get(list, ".planner-acts")));
      get(list, "[data-do=keep-rows]").addEventListener("click", () => {
        const done = this.write();
        announce(this.status, this.words.word(done ? "kept" : "not-kept"));
      });
      box.append(list);
      this.hold(this.unsaved);
    }

    /** @param {Element} after */
    ask(after) {
      const box = this.say("ask", { kept: this.store.read() ? this.words.word("ask-kept") : "" });
      this.tool.querySelectorAll(".planner-ask").forEach((other) => other.remove());
      after.after(box);
      focus(box);
      get(box, "[data-do=cancel]").addEventListener("click", () => {
        box.remove();
        /** @type {HTMLElement} */
        (get(after, "[data-do=ask]")).focus();
      });
      get(box, "[data-do=clear]").addEventListener("click", () => {
        if (this.store.read()) this.store.erase();
        Object.assign(this.state, { rows: [], order: [] });
        this.hold(false);
        this.told.textContent = "";
        this.shown = ROWS;
        this.draw();
        this.tell("cleared");
        /** @type {HTMLElement} */ (get(this.form, "input")).focus();
      });
    }

    drawOrder() {
      const groups = JalonPlan.groups(this.state.rows, this.state.by, this.state.order),
        list = this.part("[data-order]"),
        last = Math.min(groups.length, GROUPS) - 1;
      this.state.order = groups.map((group) => group.key);
      list.textContent = "";
      list.append(
        ...groups.slice(0, GROUPS).map((group, at) => {
          const line = this.say("group", {
            rank: at + 1,
            label: this.words.named(group.label),
            people: this.words.counted(group.count, "person"),
            up: at > 0,
            down: at < last,
          });
          [
            ["up", -1],
            ["down", 1],
          ].forEach(([name, by]) => {
            const button = line.querySelector('[data-do="' + name + '"]');
            if (button) button.addEventListener("click", () => this.move(at, at + Number(by), String(name)));
          });
          return line;
        }),
      );
      if (groups.length > GROUPS) list.append(this.say("group-more", { count: number(groups.length - GROUPS) }));
      if (!groups.some((group) => group.key === this.state.pilot.group) && groups.length)
        this.state.pilot.group = groups[0].key;
      const select = /** @type {HTMLSelectElement} */ (this.part('[data-set="group"]'));
      select.textContent = "";
      select.append(
        ...groups.map((group) => {
          const here = group.key === this.state.pilot.group;
          return new Option(this.words.named(group.label), group.key, here, here);
        }),
      );
    }

    /** @param {number} from @param {number} to @param {string} by */
    move(from, to, by) {
      const [group] = this.state.order.splice(from, 1);
      this.state.order.splice(to, 0, group);
      this.draw();
      this.hold(true);
      const line = this.part("[data-order]").children[to],
        same = line.querySelector('[data-do="' + by + '"]') || get(line, "button");
      /** @type {HTMLElement} */ (same).focus();
      this.tell("moved", {
        label: get(line, "strong").textContent || "",
        rank: to + 1,
        total: this.state.order.length,
      });
    }

    /** Reads the fields of the pace; says which are wrong. @returns {boolean} whether the plan can be made */
    pace() {
      let sound = true;
      ["capacity", "people", "weeks"].forEach((name) => {
        const field = this.set(name),
          most = Number(field.dataset.most),
          value = Number(field.value.trim());
        const bad = !whole(value, most),
          needed = name === "capacity" || this.state.pilot.on,
          box = /** @type {Element} */ (field.closest(".field"));
        field.setAttribute("aria-invalid", String(bad));
        const old = box.querySelector(".field-error");
        if (old && !bad) old.remove();
        if (bad && !old) {
          const line = this.say("set-number", { most });
          line.id = field.id + "-faute";
          field.setAttribute("aria-describedby", line.id);
          box.append(line);
        }
        if (bad) sound = sound && !needed;
        else if (name === "capacity") this.state.capacity = value;
        else this.state.pilot[name === "people" ? "people" : "weeks"] = value;
      });
      const field = this.set("start"),
        chosen = field.validity.valid ? readDay(field.value) : null,
        said = this.part("[data-monday]");
      if (chosen) this.state.start = JalonPlan.monday(chosen);
      said.textContent = !chosen
        ? this.words.word("monday-none")
        : this.words.word(this.state.start === isoDay(chosen) ? "monday" : "monday-moved", {
            date: this.words.day(this.state.start),
          });
      field.setAttribute("aria-invalid", String(!chosen));
      return sound && !!chosen;
    }

    drawPlan() {
      const place = this.part("[data-plan]"),
        { rows, by, order, pilot } = this.state;
      this.part("[data-pilot]").toggleAttribute("hidden", !pilot.on);
      this.part("[data-said]").textContent = "";
      place.textContent = "";
      this.current = null;
      if (!this.pace()) return place.append(this.say("unset"));
      const wish = {
          rows,
          by,
          order,
          capacity: this.state.capacity,
          start: this.state.start,
          pilot: pilot.on ? pilot : null,
        },
        made = JalonPlan.plan(wish);
      this.current = { wish, made, all: () => {} };
      if (made.tooLong) return place.append(this.say("too-long", { weeks: this.words.counted(made.weeks, "week") }));
      const { node, whole: all } = JalonPlanDraw.draw(this.say, wish, made, !!this.store.read());
      /** @param {string} name @param {() => void} action */
      const on = (name, action) => {
        const button = node.querySelector('[data-do="' + name + '"]');
        if (button) button.addEventListener("click", action);
      };
      on("csv", () => {
        this.save(this.id + ".csv", "text/csv", JalonPlanDraw.table(this.say, wish, made));
        // A file holds the rows: they are no longer in this page alone.
        if (!this.store.read()) this.hold(false);
      });
      on("ics", () =>
        this.save(this.id + ".ics", "text/calendar", JalonPlanDraw.calendar(this.say, wish, made, this.id)),
      );
      on("print", () => {
        all();
        printOnly(this.root);
      });
      on("keep", () => this.keep());
      on("forget", () => {
        this.store.erase();
        this.hold(true);
        this.drawPlan();
        this.saidBelow(this.words.word("forgotten"));
        /** @type {HTMLElement} */
        (this.part("[data-do=keep]")).focus();
      });
      this.current.all = all;
      place.append(node);
    }

    /** @param {string} name @param {string} type @param {string} text */
    save(name, type, text) {
      download(name, type, text);
      this.saidBelow(this.words.word("saved", { name }));
    }

    /** Keeps the plan here, as the reader asks. @returns {boolean} whether it is kept */
    write() {
      const { rows, by, order, capacity, start, pilot } = this.state;
      const done = this.store.write(
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
      if (!done) this.store.erase();
      this.hold(!done);
      this.drawPlan();
      return done;
    }

    keep() {
      this.saidBelow(this.words.word(this.write() ? "kept" : "not-kept"));
      /** @type {HTMLElement} */ (this.part("[data-do=keep]")).focus();
    }

    /** @param {string} text */
    saidBelow(text) {
      this.part("[data-said]").textContent = text;
      announce(this.status, text);
    }

    draw() {
      this.drawRows();
      this.part("[data-then]").toggleAttribute("hidden", !this.state.rows.length);
      const list = this.part("[data-structures]"),
        structures = Array.from(new Set(this.state.rows.map((row) => row.structure)))
          .filter((one) => one)
          .slice(0, 50);
      list.textContent = "";
      list.append(...structures.map((label) => new Option("", label)));
      if (!this.state.rows.length) return;
      this.drawOrder();
      this.drawPlan();
    }

    /** Shows a state in the fields. */
    fill() {
      this.set("capacity").value = String(this.state.capacity);
      this.set("people").value = String(this.state.pilot.people);
      this.set("weeks").value = String(this.state.pilot.weeks);
      this.set("start").value = this.state.start;
      this.set("pilot").checked = this.state.pilot.on;
      this.ways.forEach((way) => {
        way.checked = way.value === this.state.by;
      });
    }
  }

  document.querySelectorAll("[data-planner]").forEach((root) => new Planner(/** @type {HTMLElement} */ (root)));
})();
