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

  /** A letter of the page. */
  class Letter {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.say = speaker(root);
      this.sheet = /** @type {HTMLElement} */ (get(root, "[data-sheet]"));
      this.desk = get(root, "[data-desk]");
      this.form = /** @type {HTMLFormElement} */ (this.say("form"));
      this.bar = this.say("bar");
      this.left = get(this.bar, '[data-place="left"]');
      this.said = get(this.bar, '[data-place="said"]');
      this.blanks = Array.from(this.sheet.querySelectorAll("[data-blank]"), (node) => ({
        node: /** @type {HTMLElement} */ (node),
        field: node.getAttribute("data-blank") || "",
        empty: Array.from(node.childNodes),
      }));
      this.fields = /** @type {(HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[]} */ (
        Array.from(this.form.elements)
      );

      this.missing = () => this.fields.filter((field) => !this.value(field));

      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", (event) => {
        this.fill(/** @type {HTMLInputElement} */ (event.target));
        this.show(/** @type {HTMLInputElement} */ (event.target).name);
        this.count();
      });
      this.form.addEventListener("focusin", (event) =>
        this.show(/** @type {HTMLInputElement} */ (event.target).name || ""),
      );
      this.form.addEventListener("focusout", () => this.show(""));
      /** @param {string} name @param {() => void} action */
      this.on = (name, action) => get(this.bar, '[data-do="' + name + '"]').addEventListener("click", action);
      this.on("copy", () =>
        copy(written(this.sheet), (done) =>
          this.tell(done ? "copied" : "not-copied", done ? this.missing().length : 0),
        ),
      );
      this.on("save", () => {
        // With its mark and Windows line ends, since it is opened in the plainest of editors.
        download(root.dataset.file + ".txt", "text/plain", "\ufeff" + written(this.sheet).replace(/\n/g, "\r\n"));
        this.tell("saved", this.missing().length);
      });
      this.on("clear", () => {
        this.form.reset();
        this.fields.forEach((value) => this.fill(value));
        this.count();
        this.tell("cleared");
        this.fields[0].focus();
      });
      this.on("print", () => {
        root.classList.add("is-printed");
        document.documentElement.classList.add("letter-alone");
        window.print();
      });
      window.addEventListener("afterprint", () => {
        root.classList.remove("is-printed");
        document.documentElement.classList.remove("letter-alone");
      });

      // Beside the form the text scrolls by itself: it must then be reached by keyboard, and have a name.
      this.sheet.setAttribute("role", "region");
      this.sheet.setAttribute("aria-label", this.say("preview").textContent || "");
      this.sheet.tabIndex = 0;
      this.desk.prepend(this.form);
      this.desk.after(this.bar);
      root.classList.add("has-script");
      this.count();
    }

    /** @param {Letter["fields"][0]} field */
    value(field) {
      const typed = field.value.trim(),
        day = field.type === "date" ? readDay(typed) : null;
      return day ? date(day) : field.type === "date" ? "" : typed;
    }

    /** @param {Letter["fields"][0]} field */
    fill(field) {
      const text = this.value(field);
      this.blanks
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

    count() {
      const empty = this.missing();
      this.left.textContent = "";
      if (!empty.length) return this.left.append(this.say("complete"));
      const label = this.form.querySelector('label[for="' + empty[0].id + '"]');
      const line = this.say("left", {
        count: empty.length,
        all: this.fields.length,
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
      this.left.append(line);
    }

    /** @param {string} name @param {number} [some] */
    tell(name, some) {
      const words = plural(some || 0, this.say("blank").textContent || "", this.say("blanks").textContent || "");
      JalonTools.announce(this.said, this.say(name, { some: !!some, count: words }).textContent || "");
    }

    /** The blanks of a field are seen while it is filled. @param {string} name */
    show(name) {
      this.blanks.forEach((blank) => blank.node.classList.toggle("is-here", blank.field === name));
      const first = this.blanks.find((blank) => blank.field === name),
        box = this.sheet.getBoundingClientRect();
      if (!first || this.sheet.scrollHeight <= this.sheet.clientHeight) return;
      const at = first.node.getBoundingClientRect();
      if (at.top < box.top + 24 || at.bottom > box.bottom - 24)
        this.sheet.scrollTop += at.top - box.top - box.height / 3;
    }
  }

  document.querySelectorAll("[data-letter]").forEach((root) => new Letter(/** @type {HTMLElement} */ (root)));
})();
