// @ts-check
/*
 * Jalon, what a quiz says of an answer: the answer as it was given, why it is right or wrong, what to read again.
 * In: the attempts and the words of the page. Out: nodes.
 */

class JalonExplanations {
  /** @param {JalonAttempts} attempts @param {Say} say */
  constructor(attempts, say) {
    this.attempts = attempts;
    this.say = say;
  }

  /** The wording of a question; a text with gaps is shown with its fields, after a few words. @param {Item} item */
  wording(item) {
    const gaps = item.question.kind === "cloze";
    return gaps
      ? { lead: JalonKinds.h("div", ""), ask: JalonKinds.copy(this.say("fill")) }
      : JalonKinds.wording(item.section.querySelector("[data-part=text]"));
  }

  /** A link of the page; when progress is in memory only, it must not leave it. @param {Element} near */
  link(near) {
    const out = JalonKinds.copy(near),
      a = out.querySelector("a");
    if (a && !this.attempts.kept()) {
      a.target = "_blank";
      a.append(this.say("tab"));
    }
    return out;
  }

  /** Links of a part of the page, when they must open elsewhere. @param {HTMLElement} box */
  away(box) {
    if (!this.attempts.kept())
      box.querySelectorAll("[data-review]").forEach((review) => review.replaceChildren(this.link(review)));
    return box;
  }

  /** An answer, as it was given. @param {Attempt} of @param {Item} item */
  recalled(of, item) {
    const { h, kinds } = JalonKinds;
    const recall = kinds[item.question.kind].recall(item, this.attempts.said(of, item), of.seed, this.say);
    const box = this.away(h("div", "", recall));
    if (this.attempts.shown() !== "answers") {
      box.querySelectorAll(".is-missed").forEach((row) => {
        row.className = "";
        row.firstElementChild?.replaceChildren();
      });
      box.querySelectorAll("[data-reveals]").forEach((part) => part.remove());
    }
    return box;
  }

  /** What is said of an answer. @param {Item} item @param {Answer} answer */
  explained(item, answer) {
    const out = JalonKinds.h("div", "quiz-explained"),
      kind = JalonKinds.kinds[item.question.kind],
      reasons = kind.reasons(item, answer);
    if (this.attempts.shown() !== "answers") {
      out.append(...this.reviews(item, answer, reasons));
      return this.away(out);
    }
    if (!kind.steps) {
      out.append(...reasons.map((reason) => this.reason(item, reason)).filter((box) => box.textContent));
    }
    const why = item.section.querySelector("[data-part=explanation]");
    if (why) out.append(why.cloneNode(true));
    const others = kind.others(item).filter((other) => reasons.every((reason) => reason.key !== other.key));
    out.append(...this.others(item, kind, others));
    return this.away(out);
  }

  /** What to read again after a wrong answer, when nothing more may be told. @param {Item} item @param {Answer} answer @param {Reason[]} reasons */
  reviews(item, answer, reasons) {
    if (JalonScoring.score(item.question, answer) === 100) return [];
    return reasons.flatMap((reason) => {
      const said = JalonKinds.find(item, "feedback", reason.key);
      return said ? Array.from(said.querySelectorAll("[data-review]"), (review) => review.cloneNode(true)) : [];
    });
  }

  /** A feedback, and what it is about. @param {Item} item @param {Reason} reason */
  reason(item, reason) {
    const { h, copy, find } = JalonKinds;
    const box = h(
      "div",
      "quiz-reason " + (reason.good ? "is-good" : "is-bad"),
      copy(find(item, "feedback", reason.key)),
    );
    if (reason.say) {
      const label = this.say(reason.say),
        list = reason.text.firstChild && reason.text.firstChild.nodeName === "OL";
      label.prepend(copy(this.say(reason.good ? "icon-good" : "icon-bad")));
      if (list) box.prepend(h("p", "", label), reason.text);
      else box.prepend(h("p", "", label, " ", reason.text));
    }
    return box;
  }

  /** What is said of the answers that were not given, folded. @param {Item} item @param {Kind} kind @param {Other[]} others */
  others(item, kind, others) {
    const { h, copy, find } = JalonKinds;
    const told = others
      .map((other) => ({ text: other.text, feedback: copy(find(item, "feedback", other.key)) }))
      .filter((other) => other.feedback.textContent);
    if (!told.length) return [];
    const fold = this.say("others", { choices: kind.group === "choice", parts: kind.group !== "choice" });
    fold.append(...told.map((other) => h("div", "quiz-reason", h("p", "", other.text), other.feedback)));
    return [fold];
  }
}
