// @ts-check
/*
 * Jalon, who is in a deployment plan: rows typed in a form, pasted or read from a file, then listed, taken out one by one or cleared.
 * In: the planner, of which it changes `state.rows`. Out: nodes in [data-rows] and [data-told] of the tool.
 */

/**
 * What the parts of a planner know of it.
 * @typedef {object} PlanDesk
 * @property {HTMLElement} tool
 * @property {Say} say
 * @property {ReturnType<typeof JalonPlanDraw.words>} words
 * @property {ReturnType<typeof JalonPlanKept.open>} store
 * @property {PlanState} state
 * @property {boolean} unsaved   leaving the page would lose rows
 * @property {<T extends Element>(selector: string) => T} part   one of its nodes
 * @property {(rows: PlanRow[]) => string} people   how many, in words
 * @property {(name: string, values?: Values) => void} tell   to screen readers
 * @property {(some: boolean) => void} hold   says whether leaving the page would lose rows
 * @property {() => void} draw
 * @property {() => boolean} write   keeps the plan; whether it is kept
 */

const JalonPlanRows = (() => {
  "use strict";

  const { get, focus, number } = JalonTools;
  const { BIG, WAYS, whole } = JalonPlanKept;
  const ROWS = 20,
    MORE_ROWS = 200;

  /** Rows shown before anybody wrote one. @param {Element} hand */
  function example(hand) {
    return Array.from(hand.querySelectorAll("[data-example]"), (node) => {
      const data = /** @type {HTMLElement} */ (node).dataset;
      return {
        structure: data.structure || "",
        role: data.role || "",
        profession: data.profession || "",
        count: Number(data.count),
      };
    });
  }

  /** The rows of a planner. */
  class Rows {
    /** @param {PlanDesk} desk @param {PlanRow[]} example */
    constructor(desk, example) {
      this.desk = desk;
      this.example = example;
      this.form = /** @type {HTMLFormElement} */ (desk.part("[data-form]"));
      this.told = /** @type {HTMLElement} */ (desk.part("[data-told]"));
      this.area = /** @type {HTMLTextAreaElement} */ (desk.part("textarea"));
      this.file = /** @type {HTMLInputElement} */ (desk.part("[data-file]"));
      this.roles = Array.from(this.form.querySelectorAll("option"), (one) => one.value).filter((value) => value);
      this.shown = ROWS;
      this.asked = 0;
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.addTyped();
      });
      desk.part("[data-do=read]").addEventListener("click", () => this.take(this.area.value));
      this.file.addEventListener("change", () => this.readFile());
    }

    /** Adds the row of the form. */
    addTyped() {
      const { desk } = this;
      /** @param {string} name @returns {HTMLInputElement} */
      const field = (name) => get(this.form, '[name="' + name + '"]');
      const [structure, role, profession] = WAYS.map((name) => JalonPlan.clean(field(name).value)),
        count = Number(field("count").value.trim());
      const box = desk.part("[data-added]"),
        empty = !structure && !role && !profession,
        bad = !whole(count, JalonPlan.MOST_COUNT);
      field("count").setAttribute("aria-invalid", String(bad));
      box.textContent = "";
      if (empty || bad) {
        box.append(desk.say(empty ? "form-empty" : "form-count", { most: number(JalonPlan.MOST_COUNT) }));
        return field(empty ? "structure" : "count").focus();
      }
      this.add([{ structure, role, profession, count }]);
      this.tellAdded(desk.words.counted(count, "person"));
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
      const line = this.desk.say(name);
      line.classList.add("field-error");
      this.told.textContent = "";
      this.told.append(line);
      focus(this.told);
    }

    /** @param {PlanRow[]} rows */
    add(rows) {
      const { desk } = this;
      desk.state.rows = JalonPlan.merge(desk.state.rows.concat(rows));
      desk.draw();
      desk.hold(true);
    }

    /** @param {string} people   those that were added, in words */
    tellAdded(people) {
      this.desk.tell("added", { people, total: this.desk.people(this.desk.state.rows) });
    }

    /** @param {string} text @param {TableFile} [file]   the one it comes from */
    take(text, file) {
      const { say, words, people } = this.desk;
      if (text.length > BIG) return this.refuse("file-too-large");
      const why = JalonTableFile.refused(text);
      if (why) return this.refuse("file-" + why);
      const sheet = JalonSheet.read(text),
        found = JalonPlanTable.read(sheet.rows, this.roles, sheet.lines);
      this.told.textContent = "";
      this.told.append(
        ...JalonPlanIntake.tell(say, words, found, file, {
          roles: this.roles,
          people,
          add: (rows) => {
            this.add(rows);
            this.tellAdded(people(rows));
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
      const { desk } = this;
      const right = (/** @type {string} */ text) => labels.get(text) || text;
      desk.state.rows = JalonPlan.merge(
        desk.state.rows.map((row) => ({
          structure: right(row.structure),
          role: right(row.role),
          profession: right(row.profession),
          count: row.count,
        })),
      );
      desk.state.order = [];
      desk.draw();
      desk.hold(true);
      desk.tell("mended");
      focus(this.told);
    }

    draw() {
      const box = this.desk.part("[data-rows]");
      box.textContent = "";
      if (this.desk.state.rows.length) {
        box.append(this.list(box));
        this.desk.hold(this.desk.unsaved);
      } else box.append(this.tryLine(box));
    }

    /** Offers the example. @param {Element} box */
    tryLine(box) {
      const { desk } = this,
        line = desk.say("try");
      get(line, "button").addEventListener("click", () => {
        const before = desk.unsaved;
        this.add(this.example.map((row) => Object.assign({}, row)));
        desk.hold(before);
        this.tellAdded(desk.people(this.example));
        focus(get(box, ".planner-rows"));
      });
      return line;
    }

    /** The rows, and what can be done with them all. @param {Element} box */
    list(box) {
      const { say, words, state, people } = this.desk,
        hidden = state.rows.length - this.shown;
      const list = say("rows", {
        people: people(state.rows),
        lines: words.counted(state.rows.length, "line"),
        more: hidden > 0,
        hidden: number(Math.max(0, hidden)),
      });
      get(list, "[data-place=rows]").append(
        ...state.rows.slice(0, this.shown).map((row, at) => this.line(row, at, box)),
      );
      const more = list.querySelector("[data-do=all]");
      if (more)
        more.addEventListener("click", () => {
          this.shown += MORE_ROWS;
          this.draw();
          focus(get(box, ".planner-rows"));
        });
      get(list, "[data-do=ask]").addEventListener("click", () => this.ask(get(list, ".planner-acts")));
      get(list, "[data-do=keep-rows]").addEventListener("click", () => {
        const done = this.desk.write();
        this.desk.tell(done ? "kept" : "not-kept");
      });
      return list;
    }

    /** @param {PlanRow} row @param {number} at @param {Element} box */
    line(row, at, box) {
      const { desk } = this;
      const line = desk.say("row", {
        structure: row.structure || "–",
        role: row.role || "–",
        profession: row.profession || "–",
        count: number(row.count),
      });
      get(line, "[data-do=drop]").addEventListener("click", () => {
        desk.state.rows.splice(at, 1);
        desk.draw();
        desk.hold(desk.state.rows.length > 0 || desk.store.some());
        desk.tell("dropped");
        const next = box.querySelectorAll("[data-do=drop]"),
          near = next[Math.min(at, next.length - 1)] || get(this.form, "input");
        /** @type {HTMLElement} */ (near).focus();
      });
      return line;
    }

    /** Asks before all is cleared. @param {Element} after */
    ask(after) {
      const { say, words, store, tool } = this.desk,
        box = say("ask", { kept: store.some() ? words.word("ask-kept") : "" });
      tool.querySelectorAll(".planner-ask").forEach((other) => other.remove());
      after.after(box);
      focus(box);
      get(box, "[data-do=cancel]").addEventListener("click", () => {
        box.remove();
        /** @type {HTMLElement} */
        (get(after, "[data-do=ask]")).focus();
      });
      get(box, "[data-do=clear]").addEventListener("click", () => this.clear());
    }

    clear() {
      const { desk } = this;
      if (desk.store.some()) desk.store.erase();
      Object.assign(desk.state, { rows: [], order: [] });
      desk.hold(false);
      this.told.textContent = "";
      this.shown = ROWS;
      desk.draw();
      desk.tell("cleared");
      /** @type {HTMLElement} */ (get(this.form, "input")).focus();
    }

    /** The structures already written are proposed for the next row. */
    propose() {
      const list = this.desk.part("[data-structures]"),
        structures = Array.from(new Set(this.desk.state.rows.map((row) => row.structure)))
          .filter((one) => one)
          .slice(0, 50);
      list.textContent = "";
      list.append(...structures.map((label) => new Option("", label)));
    }
  }

  return { Rows, example };
})();
