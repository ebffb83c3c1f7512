// @ts-check
/*
 * Jalon, a checklist: the HTML is the data (templates/widgets/checklist.html). Boxes become real ones, days become dates once
 * the reader gives the first. What is kept, under jalon:checklist:ID:1 and only after the reader ticked or gave a date:
 *   {"v": 1, "start": "2026-12-01" or "", "label": whom or what the list is for, when it is said, "done": [ids of ticked items]}
 * What cannot be read is left out; ids that are no longer in the list are forgotten at the next tick. Nothing leaves the page.
 */
(() => {
  "use strict";

  const { get, speaker, announce, focus, download, printOnly, keeper, date, readDay, isoDay, addDays } = JalonTools;
  // generated from rules/keys.txt by rules/twins.mjs: do not edit
  /** Under it: the ticked items of a list, its date and whose it is. */
  const keyOf = (/** @type {string} */ id) => `jalon:checklist:${id}:1`;
  // end of what is generated
  const MOST = 20000, // characters: far more than a list holds
    MOST_LABEL = 60;

  /** @param {string | null} raw */
  function unpack(raw) {
    const none = { start: "", label: "", done: /** @type {string[]} */ ([]) };
    if (!raw || raw.length > MOST) return none;
    let held = null;
    try {
      held = JSON.parse(raw);
    } catch (error) {
      /* told by what it lacks */
    }
    if (held?.v !== 1 || !Array.isArray(held.done)) return none;
    const start = typeof held.start === "string" && /^\d{4}-/.test(held.start) && readDay(held.start) ? held.start : "";
    const label = typeof held.label === "string" ? held.label.slice(0, MOST_LABEL) : "";
    return { start, label, done: held.done.filter((/** @type {unknown} */ id) => typeof id === "string") };
  }

  /** A checklist of the page. */
  class Checklist {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.root = root;
      this.say = speaker(root);
      this.id = root.dataset.checklist || "";
      this.store = keeper(keyOf(this.id));
      this.bar = get(root, "[data-bar]");
      this.status = document.createElement("p");
      this.acts = document.createElement("div");
      this.notes = document.createElement("div");
      this.title = (get(root, "h2").textContent || "").trim();
      this.status.className = "sr-only";
      this.status.setAttribute("role", "status");

      this.items = Array.from(root.querySelectorAll("[data-item]"), (element) => {
        const node = /** @type {HTMLElement} */ (element),
          box = document.createElement("input"),
          label = document.createElement("label");
        const text = get(node, "[data-text]"),
          due = node.querySelector("[data-due]");
        box.type = "checkbox";
        box.className = "checklist-tick";
        label.htmlFor = box.id = root.id + "-" + node.dataset.item;
        label.append(...Array.from(text.childNodes));
        text.append(label);
        get(node, "[data-box]").replaceWith(box);
        box.addEventListener("change", () => {
          this.save();
          this.draw();
          if (box.checked && this.items.every((one) => one.box.checked)) announce(this.status, this.word("all"));
        });
        return {
          id: node.dataset.item || "",
          node,
          box,
          label,
          due,
          days: due ? Number(node.dataset.days) : null,
          when: due ? due.textContent || "" : "",
        };
      });

      /** @param {string} name @param {Values} [values] */
      this.word = (name, values) => (this.say(name, values).textContent || "").trim();

      this.progress = this.say("progress");
      this.meter = /** @type {HTMLProgressElement} */ (get(this.progress, "progress"));
      this.asked = this.items.some((item) => item.due) ? this.say("start") : null;
      /** @param {string} name @returns {HTMLInputElement | null} */
      this.input = (name) => (this.asked ? get(this.asked, "[data-" + name + "]") : null);
      this.field = this.input("start");
      this.whom = this.input("label");
      this.bar.append(this.progress, ...(this.asked ? [this.asked] : []), this.acts, this.notes, this.status);
      [this.field, this.whom].forEach((field) => {
        if (field)
          field.addEventListener("change", () => {
            this.save();
            this.draw();
          });
      });
      /** Whom or what the list is for, as the reader says it. */
      this.label = () => (this.whom ? this.whom.value.replace(/[\s\u00a0\u202f]+/g, " ").trim() : "");

      /** The day from which deadlines count. */
      this.start = () => (this.field?.validity.valid ? readDay(this.field.value) : null);

      this.load();
      this.draw();
      // Another tab ticked: what is on the screen follows.
      window.addEventListener("storage", (event) => {
        if (event.key === this.store.key || event.key === null) {
          this.load();
          this.draw();
        }
      });
      window.addEventListener("pageshow", (event) => {
        if (event.persisted) {
          this.load();
          this.draw();
        }
      });
      root.classList.add("has-script");
    }

    load() {
      const held = unpack(this.store.read());
      this.items.forEach((item) => {
        item.box.checked = held.done.includes(item.id);
      });
      if (this.field) this.field.value = held.start;
      if (this.whom) this.whom.value = held.label;
    }

    save() {
      const done = this.items.filter((item) => item.box.checked).map((item) => item.id),
        from = this.start();
      const label = this.label();
      if (done.length || from || label)
        this.store.write(JSON.stringify({ v: 1, start: from ? isoDay(from) : "", ...(label ? { label } : {}), done }));
      else this.store.erase();
    }

    draw() {
      const done = this.items.filter((item) => item.box.checked).length,
        from = this.start(),
        now = new Date();
      const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
      this.meter.value = done;
      get(this.progress, "[data-done]").textContent = String(done);
      this.root.classList.toggle("is-done", done === this.items.length);
      this.items.forEach(({ node, box, due, days, when }) => {
        node.classList.toggle("is-ticked", box.checked);
        if (!due || days === null) return;
        due.textContent = "";
        if (!from) return due.append(when);
        const at = addDays(from, days);
        due.append(this.say("due", { date: date(at), when, late: at.getTime() < today && !box.checked }));
      });
      this.drawActs(done > 0 || !!from || !!this.label(), !!from);
      this.notes.textContent = "";
      if (this.store.refused()) this.notes.append(this.say("refused"));
      else if (this.store.read()) this.notes.append(this.say("kept"));
    }

    /** Buttons come and go; the one that holds the focus stays. @param {boolean} some @param {boolean} dated */
    drawActs(some, dated) {
      if (this.acts.dataset.state === some + " " + dated) return;
      this.acts.dataset.state = some + " " + dated;
      const line = this.say("acts", { some, dated });
      this.acts.textContent = "";
      this.acts.append(line);
      /** @param {string} name @param {() => void} action */
      const on = (name, action) => {
        const button = line.querySelector('[data-do="' + name + '"]');
        if (button) button.addEventListener("click", action);
      };
      on("print", () => printOnly(this.root));
      on("calendar", () => this.calendar());
      on("ask", () => this.ask());
    }

    calendar() {
      const from = this.start(),
        name = this.id + ".ics";
      if (!from) return;
      const page = location.href.split("#")[0],
        shared = location.protocol !== "file:";
      const events = this.items
        .filter((item) => item.days !== null && !item.box.checked)
        .map((item) => {
          const see = item.node.querySelector(".checklist-see");
          return {
            uid: JalonCalendar.uid(
              { tool: "checklist-" + this.id, step: item.id, start: isoDay(from), label: this.label() },
              location.host,
            ),
            start: addDays(from, item.days || 0),
            summary: this.word("event", {
              text: this.plain(item.label),
              title: this.title,
              label: this.label(),
              start: date(from),
            }),
            description: this.title + " – " + item.when,
            url: shared ? (see ? /** @type {HTMLAnchorElement} */ (see).href : page + "#" + this.root.id) : undefined,
          };
        });
      download(name, "text/calendar", JalonCalendar.write(events, { stamp: new Date(), name: this.title }));
      this.tell(this.word("saved", { name }));
    }

    /** The words of an item, without the calls of its sources. @param {Element} label */
    plain(label) {
      const copy = /** @type {Element} */ (label.cloneNode(true));
      copy.querySelectorAll(".cite").forEach((cite) => cite.remove());
      return (copy.textContent || "").replace(/[\s\u00a0\u202f]+/g, " ").trim();
    }

    /** @param {string} text */
    tell(text) {
      const line = document.createElement("p");
      line.className = "checklist-note";
      line.setAttribute("aria-hidden", "true");
      line.textContent = text;
      this.notes.textContent = "";
      this.notes.append(line);
      announce(this.status, text);
    }

    ask() {
      const box = this.say("ask");
      this.notes.textContent = "";
      this.notes.append(box);
      focus(box);
      get(box, '[data-do="keep"]').addEventListener("click", () => {
        this.draw();
        /** @type {HTMLElement} */ (get(this.acts, '[data-do="ask"]')).focus();
      });
      get(box, '[data-do="erase"]').addEventListener("click", () => {
        this.store.erase();
        this.load();
        this.draw();
        announce(this.status, this.word("erased"));
        (this.items[0] || { box: this.bar }).box.focus();
      });
    }
  }

  document.querySelectorAll("[data-checklist]").forEach((root) => new Checklist(/** @type {HTMLElement} */ (root)));
})();
