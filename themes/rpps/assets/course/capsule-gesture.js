// @ts-check
/*
 * Jalon, the gesture of a capsule: cards to take to the right door. In: the gesture of a slide, which without script says the
 * answers. Out: buttons in its place, which open over the drawing when the reader or the player asks for it. It is counted
 * nowhere and nothing is kept.
 */

class JalonCapsuleGesture {
  /** @param {HTMLElement} view @param {Say} say @param {() => void} onTouch   the player holds meanwhile */
  constructor(view, say, onTouch) {
    const { get } = JalonTemplate,
      root = /** @type {HTMLElement} */ (get(view, "[data-gesture]"));
    this.view = view;
    /** @param {Element} node @param {string} name */
    const words = (node, name) => get(node, "[data-" + name + "]").textContent || "";
    this.root = root;
    this.say = say;
    this.onTouch = onTouch;
    this.doors = Array.from(root.querySelectorAll(".gesture-door"), (door) => Array.from(door.childNodes));
    this.cards = Array.from(root.querySelectorAll("[data-answer]"), (card) => ({
      text: words(card, "card"),
      wanted: words(card, "wanted"),
      reply: words(card, "reply"),
      door: Number(card.getAttribute("data-answer")) - 1,
    }));
    root.querySelectorAll("ul").forEach((list) => list.remove());
    view.classList.add("has-gesture");
    const opener = say("gesture-open");
    get(opener, "button").addEventListener("click", () => {
      onTouch();
      this.open(true);
      this.card(0)[0].focus();
    });
    root.before(opener);
    this.card(0);
  }

  /** It stands where the drawing was. @param {boolean} open */
  open(open) {
    this.view.classList.toggle("is-gesture", open);
  }

  /** Shows a card before the doors. @param {number} at */
  card(at) {
    const { get } = JalonTemplate,
      card = this.cards[at],
      count = this.cards.length;
    const play = this.say("gesture", { number: at + 1, count, many: count > 1, text: card.text });
    const buttons = this.doors.map((nodes, door) => {
      const item = this.say("gesture-door"),
        button = /** @type {HTMLButtonElement} */ (get(item, "button"));
      button.prepend(...nodes.map((node) => node.cloneNode(true)));
      button.addEventListener("click", () => this.answer(play, at, door));
      get(play, "[data-place=doors]").append(item);
      return button;
    });
    this.room(get(play, "[data-place=said]"));
    const old = this.root.querySelector(".gesture-play");
    if (old) old.replaceWith(play);
    else this.root.append(play);
    return buttons;
  }

  /** Answers lie on one another, so that nothing moves when one is given. @param {Element} said */
  room(said) {
    this.cards.forEach((card) => {
      const room = document.createElement("p");
      room.className = "gesture-room";
      room.textContent = this.say("gesture-wrong", card).textContent;
      said.append(room);
    });
  }

  /** @param {Element} play @param {number} at @param {number} door */
  answer(play, at, door) {
    const { get } = JalonTemplate,
      card = this.cards[at],
      buttons = Array.from(play.querySelectorAll("button.gesture-door"));
    if (buttons.some((button) => button.hasAttribute("aria-disabled"))) return;
    this.onTouch();
    buttons.forEach((button, rank) => {
      button.setAttribute("aria-disabled", "true");
      if (rank === card.door) this.mark(button, "is-right");
      else if (rank === door) this.mark(button, "is-wrong");
    });
    const right = door === card.door;
    get(play, "[data-said]").textContent = this.say(right ? "gesture-right" : "gesture-wrong", card).textContent;
    const next = at + 1 < this.cards.length ? at + 1 : 0,
      button = this.say(next ? "gesture-next" : "gesture-again");
    button.addEventListener("click", () => this.card(next)[0].focus());
    get(play, "[data-place=next]").append(button);
  }

  /** @param {Element} button @param {string} mark */
  mark(button, mark) {
    button.classList.add(mark);
    /** @type {HTMLElement} */ (JalonTemplate.get(button, ".gesture-mark." + mark)).hidden = false;
  }
}
