// @ts-check
/*
 * Jalon, a letter to fill in: the text in the page has blanks ([data-blank=field]); the form of <template> fills them as one types.
 * In: what the reader types. Out: the same text, copied, printed or kept as a file. Nothing is stored, nothing leaves the page.
 */
(() => {
  "use strict";

  const { get, speaker, copy, download, plural, date, readDay } = JalonTools;

  /**
   * The text of a letter as mail and text files show it: paragraphs apart, lists with dashes, blanks between brackets.
   * @param {Node} node
   * @returns {string}
   */
  function plain(node) {
    if (node.nodeType === Node.TEXT_NODE) return (node.textContent || "").replace(/[ \t\r\n]+/g, " ");
    if (!(node instanceof HTMLElement)) return "";
    const inside = () => Array.from(node.childNodes, plain).join("");
    switch (node.tagName) {
      case "BR":
        return "\n";
      case "P":
      case "BLOCKQUOTE":
        return "\n\n" + inside().trim() + "\n\n";
      case "UL":
      case "OL":
        return (
          "\n\n" +
          Array.from(node.children, (item, rank) => {
            return (
              (node.tagName === "OL" ? rank + 1 + ". " : "– ") +
              plain(item)
                .trim()
                .replace(/\n{2,}/g, "\n")
            );
          }).join("\n") +
          "\n\n"
        );
      case "HR":
        return "\n\n* * *\n\n";
      case "TR":
        return Array.from(node.children, (cell) => plain(cell).trim()).join(" | ") + "\n";
      case "A": {
        const text = inside(),
          href = node.getAttribute("href") || "";
        return !href || text.includes(href.replace(/^[a-z]+:(\/\/)?/, "").replace(/\/$/, ""))
          ? text
          : text + " (" + href + ")";
      }
      default:
        return inside();
    }
  }

  /** @param {Element} sheet */
  function written(sheet) {
    return (
      Array.from(sheet.childNodes, plain)
        .join("")
        .replace(/ *\n */g, "\n")
        .replace(/\n{3,}/g, "\n\n")
        .trim() + "\n"
    );
  }

  /** @param {HTMLElement} root */
  function run(root) {
    const say = speaker(root),
      sheet = /** @type {HTMLElement} */ (get(root, "[data-sheet]")),
      desk = get(root, "[data-desk]");
    const form = /** @type {HTMLFormElement} */ (say("form")),
      bar = say("bar");
    const left = get(bar, '[data-place="left"]'),
      said = get(bar, '[data-place="said"]');
    const blanks = Array.from(sheet.querySelectorAll("[data-blank]"), (node) => ({
      node: /** @type {HTMLElement} */ (node),
      field: node.getAttribute("data-blank") || "",
      empty: Array.from(node.childNodes),
    }));
    const fields = /** @type {(HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[]} */ (
      Array.from(form.elements)
    );

    /** @param {typeof fields[0]} field */
    function value(field) {
      const typed = field.value.trim(),
        day = field.type === "date" ? readDay(typed) : null;
      return day ? date(day) : field.type === "date" ? "" : typed;
    }

    /** @param {typeof fields[0]} field */
    function fill(field) {
      const text = value(field);
      blanks
        .filter((blank) => blank.field === field.name)
        .forEach(({ node, empty }) => {
          node.classList.toggle("is-filled", text !== "");
          node.textContent = "";
          if (text)
            text
              .split("\n")
              .forEach((line, rank) => node.append(...(rank ? [document.createElement("br"), line] : [line])));
          else node.append(...empty);
        });
    }

    const missing = () => fields.filter((field) => !value(field));

    function count() {
      const empty = missing();
      left.textContent = "";
      if (!empty.length) return left.append(say("complete"));
      const label = form.querySelector('label[for="' + empty[0].id + '"]');
      const line = say("left", {
        count: empty.length,
        all: fields.length,
        many: empty.length > 1,
        one: empty.length === 1,
        label: label?.textContent || "",
      });
      const link = get(line, "a");
      link.setAttribute("href", "#" + empty[0].id);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        empty[0].focus();
      });
      left.append(line);
    }

    /** @param {string} name @param {number} [some] */
    function tell(name, some) {
      const words = plural(some || 0, say("blank").textContent || "", say("blanks").textContent || "");
      JalonTools.announce(said, say(name, { some: !!some, count: words }).textContent || "");
    }

    /** The blanks of a field are seen while it is filled. @param {string} name */
    function show(name) {
      blanks.forEach((blank) => blank.node.classList.toggle("is-here", blank.field === name));
      const first = blanks.find((blank) => blank.field === name),
        box = sheet.getBoundingClientRect();
      if (!first || sheet.scrollHeight <= sheet.clientHeight) return;
      const at = first.node.getBoundingClientRect();
      if (at.top < box.top + 24 || at.bottom > box.bottom - 24) sheet.scrollTop += at.top - box.top - box.height / 3;
    }

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      fill(/** @type {HTMLInputElement} */ (event.target));
      show(/** @type {HTMLInputElement} */ (event.target).name);
      count();
    });
    form.addEventListener("focusin", (event) => show(/** @type {HTMLInputElement} */ (event.target).name || ""));
    form.addEventListener("focusout", () => show(""));
    /** @param {string} name @param {() => void} action */
    const on = (name, action) => get(bar, '[data-do="' + name + '"]').addEventListener("click", action);
    on("copy", () => copy(written(sheet), (done) => tell(done ? "copied" : "not-copied", done ? missing().length : 0)));
    on("save", () => {
      // With its mark and Windows line ends, since it is opened in the plainest of editors.
      download(root.dataset.file + ".txt", "text/plain", "\ufeff" + written(sheet).replace(/\n/g, "\r\n"));
      tell("saved", missing().length);
    });
    on("clear", () => {
      form.reset();
      fields.forEach(fill);
      count();
      tell("cleared");
      fields[0].focus();
    });
    on("print", () => {
      root.classList.add("is-printed");
      document.documentElement.classList.add("letter-alone");
      window.print();
    });
    window.addEventListener("afterprint", () => {
      root.classList.remove("is-printed");
      document.documentElement.classList.remove("letter-alone");
    });

    // Beside the form the text scrolls by itself: it must then be reached by keyboard, and have a name.
    sheet.setAttribute("role", "region");
    sheet.setAttribute("aria-label", say("preview").textContent || "");
    sheet.tabIndex = 0;
    desk.prepend(form);
    desk.after(bar);
    root.classList.add("has-script");
    count();
  }

  document.querySelectorAll("[data-letter]").forEach((root) => run(/** @type {HTMLElement} */ (root)));
})();
