// @ts-check
/*
 * Jalon, the deployment planner: rows, an order, a pace, and the plan they make (templates/widgets/planner.html). Its parts are
 * rows.js and order.js; the schedule is plan.js, its drawing draw.js. Nothing is stored unless « Garder » is pressed (kept.js).
 * Nothing leaves the page; leaving with rows that are kept nowhere is warned of.
 */
(() => {
  "use strict";

  const { get, speaker, announce, download, printOnly } = JalonTools;

  /** A deployment planner of the page: a PlanDesk for its parts. */
  class Planner {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.root = root;
      this.say = speaker(root);
      this.words = JalonPlanDraw.words(this.say);
      this.id = root.dataset.planner || "";
      this.store = JalonPlanKept.open(this.id);
      this.tool = this.say("tool");
      /** @template {Element} T @param {string} selector @returns {T} */
      this.part = (selector) => get(this.tool, selector);
      this.status = this.part("[data-status]");
      this.timer = 0;
      this.state = this.begun();
      /** @type {{wish: PlanWish, made: Plan, all: () => void} | null} all: draws every wave */
      this.current = null;
      /** @param {PlanRow[]} rows */
      this.people = (rows) =>
        this.words.counted(
          rows.reduce((sum, row) => sum + row.count, 0),
          "person",
        );
      /** @param {string} name @param {Values} [values] */
      this.tell = (name, values) => announce(this.status, this.words.word(name, values));
      this.unsaved = false;
      this.leaving = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault();
      this.hand = get(root, "[data-hand]");
      this.rows = new JalonPlanRows.Rows(this, JalonPlanRows.example(this.hand));
      this.order = new JalonPlanOrder.Order(this);
      this.listen();
      this.place();
    }

    /** A plan that nobody has begun. @returns {PlanState} */
    begun() {
      const { capacity, people, weeks } = this.root.dataset,
        now = new Date();
      return {
        rows: [],
        by: "structure",
        order: [],
        capacity: Number(capacity),
        start: JalonPlan.monday(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + 1))),
        pilot: { on: true, group: "", people: Number(people), weeks: Number(weeks) },
      };
    }

    /** Puts the tool in the page, with what was kept; what is done by hand is folded below it. */
    place() {
      const kept = this.store.read(),
        details = this.say("hand");
      if (kept) this.state = kept;
      this.root.classList.add("has-script");
      get(this.root, "[data-tool]").append(this.tool);
      this.hand.before(details);
      details.append(this.hand);
      this.order.fill();
      this.draw();
      this.hold(false);
      if (kept) this.part("[data-said]").textContent = this.words.word("restored");
    }

    listen() {
      window.addEventListener("beforeprint", () => {
        if (this.current) this.current.all();
      });
      this.tool.querySelectorAll("[data-set]").forEach((node) => {
        node.addEventListener("input", () => {
          window.clearTimeout(this.timer);
          this.timer = window.setTimeout(() => this.change(), 300);
        });
      });
    }

    /** The order or the pace was changed: the plan follows, and says so. */
    change() {
      this.state.pilot.on = this.order.set("pilot").checked;
      this.state.pilot.group = this.order.set("group").value;
      this.drawPlan();
      if (!this.current || this.current.made.tooLong) return;
      const { waves } = this.current.made;
      this.tell("updated", {
        waves: this.words.counted(waves.length, "wave"),
        last: this.words.day(waves[waves.length - 1].monday),
      });
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
        said.textContent = this.words.word(some ? "rows-unsaved" : this.store.some() ? "rows-kept" : "rows-free");
    }

    drawPlan() {
      const place = this.part("[data-plan]"),
        { pilot } = this.state;
      this.part("[data-pilot]").toggleAttribute("hidden", !pilot.on);
      this.part("[data-said]").textContent = "";
      place.textContent = "";
      this.current = null;
      if (!this.order.pace()) return place.append(this.say("unset"));
      const { rows, by, order, capacity, start } = this.state,
        wish = { rows, by, order, capacity, start, pilot: pilot.on ? pilot : null },
        made = JalonPlan.plan(wish);
      this.current = { wish, made, all: () => {} };
      if (made.tooLong) return place.append(this.say("too-long", { weeks: this.words.counted(made.weeks, "week") }));
      const { node, whole: all } = JalonPlanDraw.draw(this.say, wish, made, this.store.some());
      this.current.all = all;
      this.bind(node, wish, made);
      place.append(node);
    }

    /** What can be done with a plan. @param {Element} node @param {PlanWish} wish @param {Plan} made */
    bind(node, wish, made) {
      /** @type {Record<string, () => void>} */
      const acts = {
        csv: () => {
          this.save(this.id + ".csv", "text/csv", JalonPlanDraw.table(this.say, wish, made));
          // A file holds the rows: they are no longer in this page alone.
          if (!this.store.some()) this.hold(false);
        },
        ics: () => this.save(this.id + ".ics", "text/calendar", JalonPlanDraw.calendar(this.say, wish, made, this.id)),
        print: () => {
          if (this.current) this.current.all();
          printOnly(this.root);
        },
        keep: () => this.keep(),
        forget: () => this.forget(),
      };
      Object.keys(acts).forEach((name) => {
        const button = node.querySelector('[data-do="' + name + '"]');
        if (button) button.addEventListener("click", acts[name]);
      });
    }

    /** @param {string} name @param {string} type @param {string} text */
    save(name, type, text) {
      download(name, type, text);
      this.saidBelow(this.words.word("saved", { name }));
    }

    /** Keeps the plan here, as the reader asks. @returns {boolean} whether it is kept */
    write() {
      const done = this.store.write(this.state);
      this.hold(!done);
      this.drawPlan();
      return done;
    }

    keep() {
      this.saidBelow(this.words.word(this.write() ? "kept" : "not-kept"));
      /** @type {HTMLElement} */ (this.part("[data-do=keep]")).focus();
    }

    forget() {
      this.store.erase();
      this.hold(true);
      this.drawPlan();
      this.saidBelow(this.words.word("forgotten"));
      /** @type {HTMLElement} */ (this.part("[data-do=keep]")).focus();
    }

    /** @param {string} text */
    saidBelow(text) {
      this.part("[data-said]").textContent = text;
      announce(this.status, text);
    }

    draw() {
      this.rows.draw();
      this.part("[data-then]").toggleAttribute("hidden", !this.state.rows.length);
      this.rows.propose();
      if (!this.state.rows.length) return;
      this.order.draw();
      this.drawPlan();
    }
  }

  document.querySelectorAll("[data-planner]").forEach((root) => new Planner(/** @type {HTMLElement} */ (root)));
})();
