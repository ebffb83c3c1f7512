// @ts-check
// The list of questions, filtered as one types: by words (accents, case and plurals do not count), by who asks, by theme.
// Without this script the form stays hidden and the list is whole.
(() => {
  "use strict";
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-questions]"));
  const form = place?.querySelector("form");
  if (!place || !form) return;
  const field = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const [who, theme] = /** @type {HTMLSelectElement[]} */ (Array.from(form.querySelectorAll("select")));
  const reset = /** @type {HTMLElement} */ (form.querySelector("[type=reset]"));
  const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  const ignored = (place.dataset.ignored || "").split(" ");

  // generated from rules/letters.txt by rules/twins.mjs: do not edit
  /** What is left of letters taken apart. @type {[RegExp, string][]} */
  const LETTERS = [
    [/[\u0300-\u036f]/g, ""],
    [/œ/g, "oe"],
    [/æ/g, "ae"],
    [/ß/g, "ss"],
  ];
  // end of what is generated

  /**
   * The words of a text without accents, case and marks of plural; `slug` in Rust folds the answers alike.
   * @param {string} text
   */
  function fold(text) {
    return LETTERS.reduce((plain, [from, to]) => plain.replace(from, to), text.normalize("NFD").toLowerCase())
      .replace(/\+/g, " plus ")
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 1);
  }

  const topics = Array.from(place.querySelectorAll("section")).map((section) => ({
    section,
    id: section.dataset.topic,
    questions: Array.from(section.querySelectorAll("li")).map((item) => ({
      item,
      who: (item.dataset.who || "").split(" "),
      words: fold(item.querySelector("a")?.textContent || "").concat((item.dataset.words || "").split(" ")),
    })),
  }));
  const all = topics.reduce((sum, topic) => sum + topic.questions.length, 0);

  /** @param {number} count */
  function said(count) {
    if (count === all) return `${all} question${all > 1 ? "s" : ""}.`;
    if (!count) return "Aucune question ne correspond. Essayez un autre mot, ou élargissez le choix.";
    return `${count} question${count > 1 ? "s" : ""} sur ${all}.`;
  }

  /** @type {number | undefined} */
  let waiting;
  function filter() {
    const wanted = fold(field.value)
      .filter((word) => !ignored.includes(word))
      .map((word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word));
    let count = 0;
    for (const topic of topics) {
      let here = 0;
      for (const question of topic.questions) {
        const kept =
          (!theme.value || theme.value === topic.id) &&
          (!who.value || question.who.includes(who.value)) &&
          wanted.every((word) => question.words.some((known) => known.startsWith(word)));
        question.item.hidden = !kept;
        if (kept) here += 1;
      }
      topic.section.hidden = !here;
      count += here;
    }
    reset.hidden = !field.value && !who.value && !theme.value;
    // Announced once the reader stops typing, not at each letter; never before the reader does anything.
    clearTimeout(waiting);
    if (form?.hidden) status.textContent = said(count);
    else
      waiting = setTimeout(() => {
        status.textContent = said(count);
      }, 250);
  }

  filter();
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("reset", () =>
    setTimeout(() => {
      filter();
      field.focus();
    }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    /** @type {HTMLElement | null} */ (place.querySelector("section:not([hidden]) li:not([hidden]) a"))?.focus();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    field.value = "";
    filter();
  });
  // A link to a theme shows it, whatever is filtered; a browser that comes back keeps what was typed.
  addEventListener("hashchange", () => {
    if (document.getElementById(location.hash.slice(1))?.closest("section[hidden]")) form.reset();
  });
  addEventListener("pageshow", filter);
})();
