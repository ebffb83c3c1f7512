// @ts-check
/*
 * Jalon, the end of the course: what one now knows, what to do first, a message to whoever signs, a reminder for one's calendar. The words stand in
 * templates/widgets/course.html. In: what the dashboard counted. Out: the screen.
 */

class JalonSummit {
  /** @param {Say} say */
  constructor(say) {
    this.say = say;
  }

  /** @param {Values} counted */
  screen(counted) {
    const box = this.say("summit", counted);
    box
      .querySelector("[data-do=remind]")
      ?.addEventListener("click", (event) => this.remind(/** @type {HTMLElement} */ (event.currentTarget), box));
    this.mail(box);
    return box;
  }

  /** The message to whoever signs, ready to be sent: its lines stand in the template. @param {HTMLElement} box */
  mail(box) {
    const link = /** @type {HTMLAnchorElement | null} */ (box.querySelector("[data-do=mail]")),
      words = box.querySelector("[data-mail]");
    if (!link || !words) return;
    words.remove();
    // A file on a disk has no address to give.
    const lines = Array.from(words.querySelectorAll("p"), (line) => {
      const where = line.dataset.where ? new URL(line.dataset.where, location.href).href : "";
      return (line.textContent || "").trim() + (/^http/.test(where) ? "\r\n" + where : "");
    });
    const encode = encodeURIComponent;
    link.href = `mailto:?subject=${encode(link.dataset.subject || "")}&body=${encode(lines.join("\r\n\r\n"))}`;
  }

  /** A file for a calendar, one month ahead. @param {HTMLElement} button @param {HTMLElement} box */
  remind(button, box) {
    const today = new Date(),
      start = new Date(Date.UTC(today.getFullYear(), today.getMonth() + 1, today.getDate())),
      day = start.toISOString().slice(0, 10),
      review = /** @type {HTMLAnchorElement | null} */ (box.querySelector("[data-review]"));
    const text = JalonCalendar.write(
      [
        {
          uid: `revision-${day}-${location.hostname || "poste"}@jalon`,
          start,
          summary: button.dataset.summary || "",
          url: location.protocol === "file:" ? undefined : review?.href,
        },
      ],
      { stamp: today },
    );
    const link = document.createElement("a"),
      url = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
    link.href = url;
    link.download = `revision-${day}.ics`;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(url), 60000);
  }
}
