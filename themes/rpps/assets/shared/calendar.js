// @ts-check
/*
 * Jalon, calendars: whole days as an iCalendar file (RFC 5545). In: events, and the moment at which they are written.
 * Out: text, with lines of 75 octets at most ended by CRLF. The same values give the same bytes; the same `uid` in a
 * file taken in again replaces the event instead of doubling it. So a uid is made of all that tells one event from another: the
 * step, but also whom it is for and from which day; without them, the departure of one person would overwrite that of another.
 */

/**
 * @typedef {object} CalendarEvent
 * @property {string} uid       stable, and of this event alone
 * @property {Date} start       first day, read in UTC
 * @property {number} [days]    how many days it lasts, 1 by default
 * @property {string} summary
 * @property {string} [description]
 * @property {string} [url]
 */

const JalonCalendar = (() => {
  "use strict";

  const LINE = 75,
    DAY = 86400000;

  /** A text value: what has a meaning in the format is escaped; controls, which have no place in it, go. @param {string} value */
  function text(value) {
    return value
      .replace(/\r\n?|\u2028|\u2029/g, "\n")
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ")
      .replace(/[\\;,]/g, "\\$&")
      .replace(/\n/g, "\\n");
  }

  /** @param {number} point */
  const octets = (point) => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);

  /** Cuts a line between characters; what follows begins with a space, which counts. @param {string} line */
  function fold(line) {
    let out = "",
      held = 0;
    for (const letter of line) {
      const size = octets(letter.codePointAt(0) || 0);
      if (held + size > LINE) {
        out += "\r\n ";
        held = 1;
      }
      out += letter;
      held += size;
    }
    return out;
  }

  /** A short digest of a text that nobody has to read (FNV-1a). @param {string} value */
  function digest(value) {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(value)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    return hash.toString(36);
  }

  /**
   * The uid of a step: of this tool, for this label, from this day. The label itself may be a name: only its digest stands there.
   * @param {{tool: string, step: string, start: string, label: string}} of @param {string} host
   */
  function uid({ tool, step, start, label }, host) {
    const whom = label.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
    return [tool, step, start].concat(whom ? digest(whom) : []).join("-") + "@" + (host || "jalon.invalid");
  }

  /** 20261201. @param {number} time */
  const day = (time) => new Date(time).toISOString().slice(0, 10).replace(/-/g, "");

  /** @param {CalendarEvent[]} events @param {{stamp: Date, name?: string}} options  stamp: when they are written */
  function write(events, { stamp, name }) {
    const at = stamp.toISOString().replace(/[-:]|\.\d+/g, "");
    const lines = [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Jalon//Jalon//FR",
      "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
    ];
    if (name) lines.push("X-WR-CALNAME:" + text(name));
    events.forEach(({ uid, start, days = 1, summary, description, url }) => {
      lines.push("BEGIN:VEVENT", "UID:" + text(uid), "DTSTAMP:" + at);
      lines.push("DTSTART;VALUE=DATE:" + day(start.getTime()), "DTEND;VALUE=DATE:" + day(start.getTime() + days * DAY));
      lines.push("SUMMARY:" + text(summary));
      if (description) lines.push("DESCRIPTION:" + text(description));
      if (url) lines.push("URL:" + url.replace(/[\u0000-\u0020\u007f]/g, encodeURIComponent));
      lines.push("TRANSP:TRANSPARENT", "END:VEVENT");
    });
    return lines.concat("END:VCALENDAR", "").map(fold).join("\r\n");
  }

  return { write, uid };
})();
