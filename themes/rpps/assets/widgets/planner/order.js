// @ts-check
/*
 * Jalon, in which order and at what pace a deployment goes: the ranks of the groups, the people a week, the first Monday, the pilot.
 * In: the planner, of which it reads and changes `state`. Out: nodes in [data-order]; the fields [data-set], and what is wrong with them.
 */

const JalonPlanOrder = (() => {
  "use strict";

  const { get, number, readDay, isoDay } = JalonTools;
  const { whole } = JalonPlanKept;
  const GROUPS = 40;

  /** The order and the pace of a planner. */
  class Order {
    /** @param {PlanDesk} desk */
    constructor(desk) {
      this.desk = desk;
      /** @param {string} name @returns {HTMLInputElement} */
      this.set = (name) => desk.part('[data-set="' + name + '"]');
      this.ways = /** @type {NodeListOf<HTMLInputElement>} */ (desk.tool.querySelectorAll("[type=radio]"));
      this.ways.forEach((way) =>
        way.addEventListener("change", () => {
          Object.assign(desk.state, { by: way.value, order: [] });
          desk.draw();
        }),
      );
    }

    draw() {
      const { rows, by, order, pilot } = this.desk.state;
      const groups = JalonPlan.groups(rows, by, order);
      this.desk.state.order = groups.map((group) => group.key);
      this.drawGroups(groups);
      if (!groups.some((group) => group.key === pilot.group) && groups.length) pilot.group = groups[0].key;
      const select = /** @type {Element} */ (this.set("group"));
      select.textContent = "";
      select.append(
        ...groups.map((group) => {
          const here = group.key === pilot.group;
          return new Option(this.desk.words.named(group.label), group.key, here, here);
        }),
      );
    }

    /** @param {PlanGroup[]} groups */
    drawGroups(groups) {
      const { say, words } = this.desk,
        list = this.desk.part("[data-order]"),
        last = Math.min(groups.length, GROUPS) - 1;
      list.textContent = "";
      list.append(
        ...groups.slice(0, GROUPS).map((group, at) => {
          const line = say("group", {
            rank: at + 1,
            label: words.named(group.label),
            people: words.counted(group.count, "person"),
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
      if (groups.length > GROUPS) list.append(say("group-more", { count: number(groups.length - GROUPS) }));
    }

    /** @param {number} from @param {number} to @param {string} by */
    move(from, to, by) {
      const { desk } = this,
        { order } = desk.state,
        [group] = order.splice(from, 1);
      order.splice(to, 0, group);
      desk.draw();
      desk.hold(true);
      const line = desk.part("[data-order]").children[to],
        same = line.querySelector('[data-do="' + by + '"]') || get(line, "button");
      /** @type {HTMLElement} */ (same).focus();
      desk.tell("moved", {
        label: get(line, "strong").textContent || "",
        rank: to + 1,
        total: desk.state.order.length,
      });
    }

    /** Reads the fields of the pace; says which are wrong. @returns {boolean} whether the plan can be made */
    pace() {
      const sound = ["capacity", "people", "weeks"].map((name) => this.count(name)).every(Boolean);
      return this.start() && sound;
    }

    /** Reads a number of the pace. @param {string} name @returns {boolean} whether the plan can be made with it */
    count(name) {
      const { state, say } = this.desk,
        field = this.set(name),
        most = Number(field.dataset.most),
        value = Number(field.value.trim());
      const bad = !whole(value, most),
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
      // Without a pilot, its numbers are of no consequence.
      if (bad) return name !== "capacity" && !state.pilot.on;
      if (name === "capacity") state.capacity = value;
      else state.pilot[name === "people" ? "people" : "weeks"] = value;
      return true;
    }

    /** Reads the first day: the plan begins on the Monday of its week, and says so. @returns {boolean} whether there is one */
    start() {
      const { state, words } = this.desk,
        field = this.set("start"),
        chosen = field.validity.valid ? readDay(field.value) : null;
      if (chosen) state.start = JalonPlan.monday(chosen);
      this.desk.part("[data-monday]").textContent = !chosen
        ? words.word("monday-none")
        : words.word(state.start === isoDay(chosen) ? "monday" : "monday-moved", { date: words.day(state.start) });
      field.setAttribute("aria-invalid", String(!chosen));
      return !!chosen;
    }

    /** Shows the state in the fields. */
    fill() {
      const { capacity, pilot, start, by } = this.desk.state;
      this.set("capacity").value = String(capacity);
      this.set("people").value = String(pilot.people);
      this.set("weeks").value = String(pilot.weeks);
      this.set("start").value = start;
      this.set("pilot").checked = pilot.on;
      this.ways.forEach((way) => {
        way.checked = way.value === by;
      });
    }
  }

  return { Order };
})();
