// @ts-check
/*
 * Jalon, a checklist: the HTML is the data (templates/widgets/checklist.html). Boxes become real ones, days become dates once
 * the reader gives the first. What is kept, under jalon:checklist:ID:1 and only after the reader ticked or gave a date:
 *   {"v": 1, "start": "2026-12-01" or "", "done": [ids of ticked items]}
 * What cannot be read is left out; ids that are no longer in the list are forgotten at the next tick. Nothing leaves the page.
 */
(() => {
  "use strict";

  const { get, speaker, announce, focus, download, printOnly, keeper, date, readDay, isoDay, addDays } = JalonTools;
  const MOST = 20000; // characters: far more than a list holds

  /** @param {string | null} raw */
  function unpack(raw) {
    const none = { start: "", done: /** @type {string[]} */ ([]) };
    if (!raw || raw.length > MOST) return none;
    let held = null;
    try {
      held = JSON.parse(raw);
    } catch (error) {
      /* told by what it lacks */
    }
    if (held?.v !== 1 || !Array.isArray(held.done)) return none;
    const start = typeof held.start === "string" && /^\d{4}-/.test(held.start) && readDay(held.start) ? held.start : "";
    return { start, done: held.done.filter((/** @type {unknown} */ id) => typeof id === "string") };
  }

  /** @param {HTMLElement} root */
  function run(root) {
    const say = speaker(root),
      id = root.dataset.checklist || "",
      store = keeper("jalon:checklist:ID:1".replace("ID", id));
    const bar = get(root, "[data-bar]"),
      status = document.createElement("p"),
      acts = document.createElement("div"),
      notes = document.createElement("div");
    const title = (get(root, "h2").textContent || "").trim();
    status.className = "sr-only";
    status.setAttribute("role", "status");

    const items = Array.from(root.querySelectorAll("[data-item]"), (element) => {
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
        save();
        draw();
        if (box.checked && items.every((one) => one.box.checked)) announce(status, word("all"));
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
    const word = (name, values) => (say(name, values).textContent || "").trim();

    const progress = say("progress"),
      meter = /** @type {HTMLProgressElement} */ (get(progress, "progress"));
    const asked = items.some((item) => item.due) ? say("start") : null;
    const field = asked ? /** @type {HTMLInputElement} */ (get(asked, "input")) : null;
    bar.append(progress, ...(asked ? [asked] : []), acts, notes, status);
    if (field)
      field.addEventListener("change", () => {
        save();
        draw();
      });

    /** The day from which deadlines count. */
    const start = () => (field?.validity.valid ? readDay(field.value) : null);

    function load() {
      const held = unpack(store.read());
      items.forEach((item) => {
        item.box.checked = held.done.includes(item.id);
      });
      if (field) field.value = held.start;
    }

    function save() {
      const done = items.filter((item) => item.box.checked).map((item) => item.id),
        from = start();
      if (done.length || from) store.write(JSON.stringify({ v: 1, start: from ? isoDay(from) : "", done }));
      else store.erase();
    }

    function draw() {
      const done = items.filter((item) => item.box.checked).length,
        from = start(),
        now = new Date();
      const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
      meter.value = done;
      get(progress, "[data-done]").textContent = String(done);
      root.classList.toggle("is-done", done === items.length);
      items.forEach(({ node, box, due, days, when }) => {
        node.classList.toggle("is-ticked", box.checked);
        if (!due || days === null) return;
        due.textContent = "";
        if (!from) return due.append(when);
        const at = addDays(from, days);
        due.append(say("due", { date: date(at), when, late: at.getTime() < today && !box.checked }));
      });
      drawActs(done > 0 || !!from, !!from);
      notes.textContent = "";
      if (store.refused()) notes.append(say("refused"));
      else if (store.read()) notes.append(say("kept"));
    }

    /** Buttons come and go; the one that holds the focus stays. @param {boolean} some @param {boolean} dated */
    function drawActs(some, dated) {
      if (acts.dataset.state === some + " " + dated) return;
      acts.dataset.state = some + " " + dated;
      const line = say("acts", { some, dated });
      acts.textContent = "";
      acts.append(line);
      /** @param {string} name @param {() => void} action */
      const on = (name, action) => {
        const button = line.querySelector('[data-do="' + name + '"]');
        if (button) button.addEventListener("click", action);
      };
      on("print", () => printOnly(root));
      on("calendar", calendar);
      on("ask", ask);
    }

    function calendar() {
      const from = start(),
        name = id + ".ics";
      if (!from) return;
      const page = location.href.split("#")[0],
        shared = location.protocol !== "file:";
      const events = items
        .filter((item) => item.days !== null && !item.box.checked)
        .map((item) => {
          const see = item.node.querySelector(".checklist-see");
          return {
            uid: "checklist-" + id + "-" + item.id + "@" + (location.host || "jalon.invalid"),
            start: addDays(from, item.days || 0),
            summary: plain(item.label),
            description: title + " – " + item.when,
            url: shared ? (see ? /** @type {HTMLAnchorElement} */ (see).href : page + "#" + root.id) : undefined,
          };
        });
      download(name, "text/calendar", JalonCalendar.write(events, { stamp: new Date(), name: title }));
      tell(word("saved", { name }));
    }

    /** The words of an item, without the calls of its sources. @param {Element} label */
    function plain(label) {
      const copy = /** @type {Element} */ (label.cloneNode(true));
      copy.querySelectorAll(".cite").forEach((cite) => cite.remove());
      return (copy.textContent || "").replace(/[\s\u00a0\u202f]+/g, " ").trim();
    }

    /** @param {string} text */
    function tell(text) {
      const line = document.createElement("p");
      line.className = "checklist-note";
      line.setAttribute("aria-hidden", "true");
      line.textContent = text;
      notes.textContent = "";
      notes.append(line);
      announce(status, text);
    }

    function ask() {
      const box = say("ask");
      notes.textContent = "";
      notes.append(box);
      focus(box);
      get(box, '[data-do="keep"]').addEventListener("click", () => {
        draw();
        /** @type {HTMLElement} */ (get(acts, '[data-do="ask"]')).focus();
      });
      get(box, '[data-do="erase"]').addEventListener("click", () => {
        store.erase();
        load();
        draw();
        announce(status, word("erased"));
        (items[0] || { box: bar }).box.focus();
      });
    }

    load();
    draw();
    // Another tab ticked: what is on the screen follows.
    window.addEventListener("storage", (event) => {
      if (event.key === store.key || event.key === null) {
        load();
        draw();
      }
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) {
        load();
        draw();
      }
    });
    root.classList.add("has-script");
  }

  document.querySelectorAll("[data-checklist]").forEach((root) => run(/** @type {HTMLElement} */ (root)));
})();
