// @ts-check
/*
 * Jalon, whose progress this is, on the pages where it matters: the course, the attestation. The words stand in
 * templates/widgets/course-learner.html. In: the store of progress, the rules of learners.js. Out: the line « Progression de … », and the question
 * that comes before a sheet whose name is another's.
 */

/** @typedef {ReturnType<typeof JalonProgress.openStore>} LearnerStore */

class JalonLearner {
  /** @param {LearnerStore} store */
  constructor(store) {
    this.store = store;
    const words = /** @type {HTMLElement} */ (document.querySelector("[data-learner-words]"));
    const root = document.createDocumentFragment();
    root.append(words.cloneNode(true));
    this.say = JalonTemplate.speaker(root);
    const local = () => window.localStorage,
      area = () => (store.where() === "session" ? window.sessionStorage : window.localStorage);
    this.learners = JalonLearners.open(local, area);
    this.node = document.createElement("div");
  }

  /** When what is kept began. */
  since() {
    const { attempts, seen = {} } = this.store.read().state;
    const times = attempts.map((one) => one.start);
    Object.keys(seen).forEach((id) => Object.keys(seen[id]).forEach((digest) => times.push(seen[id][digest])));
    return times.length ? Math.min(...times) : 0;
  }

  /** @param {number} time */
  day(time) {
    const date = new Date(time);
    const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
    return JalonText.frenchDay(parts.map((part) => String(part).padStart(2, "0")).join("-"));
  }

  /** Draws the line; nothing at all as long as nobody has begun here. */
  draw() {
    const since = this.since(),
      name = this.learners.name(),
      others = this.store.where() === "local" ? this.learners.others() : [];
    this.node.textContent = "";
    if ((!since && !others.length) || this.store.where() === "memory") return;
    const box = this.say("who", {
      name,
      day: this.day(since),
      some: since > 0,
      named: since && name,
      unnamed: since && !name,
      nobody: !since,
      fresh: since > 0 && this.store.where() === "local",
      others: others.length,
    });
    this.node.append(box);
    box.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      const field = /** @type {HTMLInputElement} */ (box.querySelector("input"));
      const kept = this.learners.rename(field.value);
      this.draw();
      this.tell(kept ? "kept" : "refused");
    });
    box.querySelector("[data-do=fresh]")?.addEventListener("click", () => this.change(""));
    box.querySelector(".learner-others")?.append(...others.map((one) => this.other(one)));
  }

  /** @param {Learner} one */
  other(one) {
    const node = this.say("other", { name: one.name, named: one.name, unnamed: !one.name, day: this.day(one.since) });
    node.querySelector("[data-do=back]")?.addEventListener("click", () => this.change(one.id));
    node.querySelector("[data-do=drop]")?.addEventListener("click", () => {
      this.learners.drop(one.id);
      this.draw();
      /** @type {HTMLElement | null} */ (this.node.querySelector("summary"))?.focus();
    });
    return node;
  }

  /** @param {string} word */
  tell(word) {
    this.node.querySelector(".learner-said")?.replaceChildren(this.say(word));
  }

  /** @param {string} to */
  change(to) {
    const bytes = window.crypto ? Array.from(window.crypto.getRandomValues(new Uint8Array(7))) : [Date.now() & 255];
    const id = JalonDigest.base32(bytes).padEnd(10, "0").slice(0, 10);
    const outcome = this.learners.change(to, { id, since: this.since() });
    // All that the page has drawn is somebody else's.
    if (outcome === "changed") location.reload();
    else this.tell(outcome);
  }

  /** Whether the results are known to be those of somebody with another name. @param {string} first */
  isAnothers(first) {
    const name = this.learners.name();
    return !!name && !!first && !JalonLearners.same(name, first);
  }

  /**
   * Before a sheet is made: asks whose results these are when nothing says that they are those of the name on it.
   * @param {string} first  the name on the sheet
   * @param {HTMLElement} before  where to ask; its button is quieter while the question stands
   * @param {() => void} then
   */
  confirm(first, before, then) {
    const hush = (/** @type {boolean} */ asking) =>
      before.querySelector(".btn")?.classList.toggle("btn-secondary", asking);
    document.querySelectorAll(".learner-ask").forEach((old) => old.remove());
    hush(false);
    const name = this.learners.name();
    if (name && JalonLearners.same(name, first)) return then();
    const ask = this.say("ask", { name, first, other: name, unnamed: !name, day: this.day(this.since()) });
    ask.querySelector("[data-do=mine]")?.addEventListener("click", () => {
      this.learners.rename(first);
      ask.remove();
      hush(false);
      this.draw();
      then();
    });
    const fresh = /** @type {HTMLElement} */ (ask.querySelector("[data-do=fresh]"));
    if (this.store.where() === "local") fresh.addEventListener("click", () => this.change(""));
    else fresh.remove();
    hush(true);
    before.before(ask);
    ask.tabIndex = -1;
    ask.focus();
  }
}
