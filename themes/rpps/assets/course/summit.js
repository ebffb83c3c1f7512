// @ts-check
/*
 * Jalon, the end of the course: what one now knows, what to do first, a reminder for one's calendar. The words stand in
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
    return box;
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
