// @ts-check
/*
 * Jalon, a verdict in words: the section that says it, from the template of the verification page (verification.html).
 * In: what verdict.js found of a transcript. Out: nodes; values only ever become text. The first line says what matters most: what was
 * altered, else that the course is not finished, else that all is well.
 */
const JalonVerdictView = (() => {
  "use strict";

  const { get } = JalonTemplate;

  /** A day of a sheet, in French; a period, its two days. @param {string} value */
  function french(value) {
    return value.replace(/\d{4}-\d\d-\d\d/g, (iso) => JalonText.frenchDay(iso));
  }

  /** @param {Incomplete} incomplete */
  function counted(incomplete) {
    return incomplete.passed + (incomplete.passed > 1 ? " modules sur " : " module sur ") + incomplete.total;
  }

  class View {
    /** @param {HTMLElement} root @param {Say} say */
    constructor(root, say) {
      this.say = say;
      this.words = /** @type {HTMLTemplateElement} */ (get(root, "template")).content;
    }

    /** @param {string} name @param {Record<string, string | number>} [values] */
    word(name, values = {}) {
      const found = this.words.querySelector('[data-word="' + name + '"]');
      return (found ? found.textContent || "" : "").replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
    }

    /** A section that says one thing. @param {string} verdict @param {string} lead @param {Record<string, string | number>} [values] */
    plain(verdict, lead, values = {}) {
      const result = this.say("result", { refused: verdict !== "code", partial: verdict === "code" });
      this.title(result, this.word("verdict:" + verdict, values), this.word("lead:" + lead, values));
      return result;
    }

    /** @param {HTMLElement} result @param {string} title @param {string} lead @param {string} [slip] */
    title(result, title, lead, slip) {
      get(result, "h2").textContent = title;
      get(result, "[data-lead]").textContent = lead;
      const line = get(result, "[data-slip]");
      if (slip) line.textContent = slip;
      else line.remove();
    }

    /**
     * @param {Sheet} sheet
     * @param {Verdict} out
     * @param {{linked: boolean, slip?: {field: string, value: string} | null}} how   linked: not copied from the paper
     */
    report(sheet, out, how) {
      const { incomplete, verdict } = out,
        altered = verdict === "altered",
        tone = !altered && incomplete && verdict !== "unknown" ? "incomplete" : verdict;
      const due = out.changes.some((one) => one.change === "changed"),
        told = out.changes.filter((one) => one.change !== "same" && (one.change !== "absent" || !incomplete));
      const result = this.say("result", {
        report: true,
        whole: tone === "current" || tone === "older",
        partial: tone === "incomplete" || tone === "unknown" || tone === "sealed",
        refused: altered,
        genuine: !altered,
        false: altered,
        known: verdict === "current" || verdict === "older",
        foreign: verdict === "unknown",
        name: JalonText.clean(sheet.first + " " + sheet.last) || "–",
        structure: JalonText.clean(sheet.structure) || "–",
        course: JalonText.clean(sheet.course),
        count: sheet.modules.length + " sur " + sheet.total,
        date: sheet.date && french(sheet.date),
        review: sheet.review && french(sheet.review),
        missing: incomplete ? incomplete.missing.join(" ; ") : "",
        linked: how.linked && !altered,
        changed: out.changes.length > 0,
        due,
        none: !due && out.changes.every((one) => one.change !== "removed"),
      });
      result.classList.add("is-" + tone);
      get(result, ".verify-fields").append(...out.findings.map((one) => this.finding(one)));
      get(result, ".verify-changes").append(
        ...told.map((one) => this.say("change", { title: one.title, why: this.word("change:" + one.change) })),
      );
      if (altered) /** @type {HTMLDetailsElement} */ (get(result, "details")).open = true;
      if (due) /** @type {HTMLDetailsElement} */ (get(result, "details:last-of-type")).open = true;
      const { slip } = how;
      this.title(
        result,
        this.word("verdict:" + tone, { count: incomplete ? counted(incomplete) : "" }),
        this.word("lead:" + tone),
        slip ? this.word("slip", { label: this.word("label:" + slip.field), value: french(slip.value) }) : "",
      );
      return result;
    }

    /** @param {Finding} one */
    finding(one) {
      const numbered = /^(\d+)\. (.*)$/.exec(one.value),
        module = one.field === "module" && numbered;
      const line = this.say("finding", {
        good: one.state === "good",
        note: one.state === "note",
        bad: one.state === "bad",
        value: module ? module[2] : french(one.value),
        label: this.word("label:" + one.field, { number: module ? module[1] : "" }).trim(),
        why: this.word(one.why),
      });
      line.className = "is-" + one.state;
      return line;
    }
  }

  return { View };
})();
