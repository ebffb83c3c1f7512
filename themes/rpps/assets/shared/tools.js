// @ts-check
/*
 * Jalon, what every tool needs: the clipboard, files made here, French numbers,
 * dates and plurals, a place to keep what the reader asks to keep. In: nodes and values. Out: nodes, text. Nothing leaves the browser.
 */

const JalonTools = (() => {
  "use strict";

  const { get, speaker } = JalonTemplate;

  /** Says it to screen readers, also when it is said twice. @param {Element} status @param {string} text */
  function announce(status, text) {
    status.textContent = "";
    window.setTimeout(() => {
      status.textContent = text;
    }, 30);
  }

  /** Gives the focus to something that is not a control. @param {HTMLElement} node */
  function focus(node) {
    if (!node.hasAttribute("tabindex")) node.tabIndex = -1;
    node.focus();
  }

  /**
   * Copies a text; without the clipboard (http, old browsers) by a selection.
   * @param {string} text @param {(done: boolean) => void} then
   */
  function copy(text, then) {
    const fallback = () => {
      const area = document.createElement("textarea"),
        held = /** @type {HTMLElement | null} */ (document.activeElement);
      area.value = text;
      area.className = "sr-only";
      area.setAttribute("aria-hidden", "true");
      document.body.append(area);
      area.select();
      let done = false;
      try {
        done = document.execCommand("copy");
      } catch (error) {
        /* told as not done */
      }
      area.remove();
      if (held) held.focus();
      then(done);
    };
    if (navigator.clipboard && window.isSecureContext)
      navigator.clipboard.writeText(text).then(() => then(true), fallback);
    else fallback();
  }

  /** Hands a file to the reader. @param {string} name @param {string} type @param {string} text */
  function download(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  /** Prints this tool alone, with the sources of its page. @param {Element} root */
  function printOnly(root) {
    const page = document.documentElement;
    page.classList.add("is-print-one");
    root.classList.add("is-printed");
    window.addEventListener(
      "afterprint",
      () => {
        page.classList.remove("is-print-one");
        root.classList.remove("is-printed");
      },
      { once: true },
    );
    window.print();
  }

  /**
   * A place in this browser, which may refuse it: what is written is then held until the page is left.
   * @param {string} key
   */
  function keeper(key) {
    /** @type {string | null} */
    let held = null;
    let failed = false;
    /** @template T @param {() => T} action @returns {T | null} */
    const attempt = (action) => {
      try {
        const found = action();
        failed = false;
        return found;
      } catch (error) {
        failed = true;
        return null;
      }
    };
    return {
      key,
      read() {
        const found = failed ? held : attempt(() => localStorage.getItem(key));
        return found === null && failed ? held : found;
      },
      /** @param {string} text */
      write(text) {
        held = text;
        attempt(() => localStorage.setItem(key, text));
        return !failed;
      },
      erase() {
        held = null;
        attempt(() => localStorage.removeItem(key));
      },
      /** Whether the last thing asked of it was refused. */
      refused: () => failed,
    };
  }

  /** The identifier that the address names; nothing when it is not well written. */
  function fragment() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch (error) {
      return "";
    }
  }

  // -------------------------------------------------------------- French

  const THIN = "\u202f",
    NO_BREAK = "\u00a0";
  // generated from rules/months.txt by rules/twins.mjs: do not edit
  const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");
  // end of what is generated
  const DAYS = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];

  /** 1234.5 → « 1 234,5 ». @param {number} value */
  function number(value) {
    const [whole, part] = String(Math.abs(value)).split(".");
    return (value < 0 ? "−" : "") + whole.replace(/\B(?=(\d{3})+$)/g, THIN) + (part ? "," + part : "");
  }

  /** In French, 0 and 1 are singular. @param {number} count @param {string} one @param {string} many */
  function plural(count, one, many) {
    return number(count) + NO_BREAK + (Math.abs(count) < 2 ? one : many);
  }

  /** « 1er décembre 2026 ». @param {Date} day  read in UTC @param {boolean} [weekday] */
  function date(day, weekday) {
    const at = day.getUTCDate();
    return (
      (weekday ? DAYS[day.getUTCDay()] + " " : "") +
      (at === 1 ? "1er" : at) +
      NO_BREAK +
      MONTHS[day.getUTCMonth()] +
      " " +
      day.getUTCFullYear()
    );
  }

  /** A day written 2026-12-01 or 01/12/2026; null when there is no such day. @param {string} text */
  function readDay(text) {
    const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim()),
      local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
    const [year, month, day] = iso
      ? [iso[1], iso[2], iso[3]].map(Number)
      : local
        ? [local[3], local[2], local[1]].map(Number)
        : [0, 0, 0];
    const found = new Date(Date.UTC(year, month - 1, day));
    return year >= 1000 && found.getUTCMonth() === month - 1 && found.getUTCDate() === day ? found : null;
  }

  /** 2026-12-01. @param {Date} day */
  function isoDay(day) {
    return day.toISOString().slice(0, 10);
  }

  /** @param {Date} day @param {number} count */
  function addDays(day, count) {
    return new Date(day.getTime() + count * 86400000);
  }

  // generated from rules/letters.txt by rules/twins.mjs: do not edit
  /** What is left of letters taken apart. @type {[RegExp, string][]} */
  const LETTERS = [
    [/[\u0300-\u036f]/g, ""],
    [/œ/g, "oe"],
    [/æ/g, "ae"],
    [/ß/g, "ss"],
  ];
  // end of what is generated

  /** « medecin » and « Médecin » are one word. @param {string} text */
  function fold(text) {
    return LETTERS.reduce((plain, [from, to]) => plain.replace(from, to), text.normalize("NFD").toLowerCase())
      .replace(/[’']/g, " ")
      .trim();
  }

  return {
    get,
    speaker,
    announce,
    focus,
    copy,
    download,
    printOnly,
    keeper,
    fragment,
    number,
    plural,
    date,
    readDay,
    isoDay,
    addDays,
    fold,
  };
})();
