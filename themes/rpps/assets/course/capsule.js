// @ts-check
/*
 * Jalon, a capsule in its page: the controls of its player, its transcript, and whether it was seen. The HTML is the data
 * (templates/widgets/capsule.html): slides and, below each, sentences whose [data-cue="start end"] are captions, in milliseconds.
 * Time is that of capsule-player.js. « Vue »: every sentence was shown, or the transcript was confirmed; stored only then (progress.js).
 */
(() => {
  "use strict";

  const { get } = JalonTemplate;
  const store = JalonProgress.openStore(
    () => window.localStorage,
    () => window.sessionStorage,
  );
  const stored = () => store.read().state;
  const untouched = () => !stored().attempts.length && !stored().seen;

  /** A capsule in the page: the player, its transcript, and whether it was seen. */
  class Capsule {
    /** @param {JalonCapsuleView} view */
    constructor(view) {
      this.view = view;
      this.root = view.root;
      this.id = this.root.dataset.capsule || "";
      this.digest = this.root.dataset.digest || "";
      this.player = new JalonCapsulePlayer(view, () => this.see());
      this.confirm = view.say("confirm");
      this.foot = document.createElement("div");
      this.toggle = view.say("toggle");
      this.button = /** @type {HTMLElement} */ (get(this.toggle, "button"));
      this.listen();
      this.listenText();
      view.text.before(view.player, this.foot, this.toggle);
      view.text.append(this.confirm);
      this.root.classList.add("has-player");
      this.unfold(false);
      this.drawSeen();
      this.player.draw();
      this.followAddress();
      this.offerQuestions();
    }

    /** Once the capsule is over, the way to the questions of the page is what leads on. */
    offerQuestions() {
      const quiz = /** @type {HTMLElement | null} */ (document.querySelector("[data-quiz]")),
        onward = /** @type {HTMLElement} */ (get(this.view.player, "[data-onward]"));
      if (this.known() && JalonStage.is("capsule")) JalonStage.enter("questions");
      else JalonStage.draw();
      if (!quiz) return;
      const count = Number(quiz.dataset.draw) || quiz.querySelectorAll("[data-question]").length,
        link = /** @type {HTMLAnchorElement} */ (get(onward, "a"));
      get(link, "[data-count]").append(this.view.say("onward", { count, one: count === 1, many: count > 1 }));
      link.href = "#" + quiz.id;
      this.player.onOver = () => {
        onward.hidden = false;
        if (JalonStage.is("capsule") || JalonStage.is("questions")) JalonStage.enter("onward");
      };
      link.addEventListener("click", (event) => {
        event.preventDefault();
        if (JalonStage.is("onward")) JalonStage.enter("questions");
        this.goToQuestions();
      });
    }

    /** Reading goes on with the questions of the page, where there are some. @returns {boolean} */
    goToQuestions() {
      const quiz = document.querySelector("[data-quiz]");
      if (!quiz) return false;
      const title = /** @type {HTMLElement} */ (quiz.querySelector(".quiz-stage h3") || quiz);
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
      title.scrollIntoView({ block: "center" });
      return true;
    }

    /** Whether it was seen, as it is today. */
    known() {
      return Object.prototype.hasOwnProperty.call(stored().seen?.[this.id] || {}, this.digest);
    }

    see() {
      const shared = this.shared();
      if (shared && untouched()) store.choose(shared.checked);
      else if (untouched()) store.choose(store.where() === "session");
      store.see(this.id, this.digest, Date.now());
      this.drawSeen();
    }

    drawSeen() {
      const versions = stored().seen?.[this.id] || {},
        known = this.known();
      document.querySelector("[data-shared]")?.toggleAttribute("hidden", !untouched() || store.refused());
      /** @type {HTMLElement} */ (get(this.root, "[data-seen]")).hidden = !known;
      this.confirm.hidden = known;
      this.foot.textContent = "";
      if (known) {
        const shared = this.view.player.querySelector("label:has([data-set=shared])");
        if (shared) shared.remove();
        this.foot.append(this.view.say("foot", { [store.where()]: true, kept: store.where() !== "memory" }));
        const forget = this.foot.querySelector("[data-do=forget]");
        if (forget) forget.addEventListener("click", () => this.forget());
      } else if (Object.keys(versions).length) this.view.tell("changed");
    }

    /** The choice of the page, where there is one for all that it keeps; else its own. @returns {HTMLInputElement | null} */
    shared() {
      return document.querySelector("[data-shared] input") || this.view.player.querySelector("[data-set=shared]");
    }

    forget() {
      store.see(this.id, this.digest);
      this.player.shown.clear();
      this.drawSeen();
      this.player.draw();
      this.view.play.focus();
    }

    /** The controls of the player. */
    listen() {
      const { player, view } = this;
      /** @type {Record<string, () => void>} */
      const actions = {
        play: () => player.read(),
        listen: () => player.listen(),
        "sentence-back": () => player.step(-1),
        "sentence-next": () => player.step(1),
        "slide-back": () => player.stepSlide(-1),
        "slide-next": () => player.stepSlide(1),
      };
      Object.keys(actions).forEach((name) => {
        const button = view.player.querySelector('[data-do="' + name + '"]');
        if (button) button.addEventListener("click", actions[name]);
      });
      view.stops.forEach((stop, slide) =>
        get(stop, "button").addEventListener("click", () => player.act(() => player.show(view.first(slide)))),
      );
      view.player.addEventListener("keydown", (event) => this.key(event));
      view.player.addEventListener("change", (event) => player.set(/** @type {HTMLInputElement} */ (event.target)));
      window.addEventListener("pagehide", () => {
        if (player.playing) player.stop();
      });
      window.addEventListener("hashchange", () => this.followAddress());
    }

    /** The arrows, on a button of the player. @param {KeyboardEvent} event */
    key(event) {
      const free =
        event.target instanceof HTMLButtonElement &&
        !event.target.closest(".gesture") &&
        !event.altKey &&
        !event.ctrlKey &&
        !event.metaKey &&
        !event.shiftKey;
      const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (!free || !by) return;
      event.preventDefault();
      this.player.step(by);
    }

    /** The transcript. */
    listenText() {
      const { player, view } = this;
      this.button.addEventListener("click", () => this.unfold(!!view.text.hidden));
      get(this.confirm, "button").addEventListener("click", () => {
        this.see();
        if (JalonStage.is("capsule")) JalonStage.enter("questions");
        view.status.textContent = (get(this.root, "[data-seen]").textContent || "").trim();
        if (!this.goToQuestions()) this.button.focus();
      });
      view.text.addEventListener("click", (event) => {
        const link = event.target instanceof Element ? event.target.closest("[data-sentence]") : null;
        const index = link ? view.sentences.findIndex((sentence) => sentence.id === link.id) : -1;
        if (index < 0) return;
        event.preventDefault();
        player.act(() => player.show(index));
        view.player.scrollIntoView({ block: "nearest" });
        view.play.focus({ preventScroll: true });
      });
    }

    /** @param {boolean} open */
    unfold(open) {
      this.view.text.hidden = !open;
      this.button.setAttribute("aria-expanded", String(open));
    }

    /** An address may name a slide or a sentence: it is shown, not played, and does not count as seen. */
    followAddress() {
      const { player, view } = this;
      let name = "";
      try {
        name = decodeURIComponent(location.hash.slice(1));
      } catch (error) {
        /* an address badly written names nothing */
      }
      const slide = view.parts.findIndex((part) => part.id === name);
      const index = slide >= 0 ? view.first(slide) : view.sentences.findIndex((sentence) => sentence.id === name);
      if (index < 0) return;
      if (player.playing) player.stop();
      player.at = index;
      player.now = view.sentences[index].start;
      player.draw();
      view.player.scrollIntoView({ block: "start" });
    }
  }

  document.querySelectorAll("[data-capsule]").forEach((root) => {
    const free = untouched() && !store.refused() && !document.querySelector("[data-shared]"),
      view = new JalonCapsuleView(/** @type {HTMLElement} */ (root), free);
    if (view.sentences.length) new Capsule(view);
  });
})();
