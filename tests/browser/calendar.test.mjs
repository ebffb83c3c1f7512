// Calendars (SPEC RFC 5545), read back by a second reader (ical.js), and their bytes.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import ICAL from "ical.js";
import { load } from "./scripts.mjs";

const { write, uid } = load("shared/calendar.js").JalonCalendar;

const STAMP = new Date("2026-11-22T10:11:12.345Z");
const day = (text) => new Date(`${text}T00:00:00Z`);
const events = (text) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));

test("an event says when, what and where, and ends the day after its last", () => {
  const text = write([{ uid: "a@b", start: day("2026-12-01"), days: 5, summary: "Vague 1, dix", description: "Un ; deux\nTrois \\ quatre", url: "https://exemple.fr/a b" }], { stamp: STAMP, name: "Plan" });
  const [one] = events(text);
  assert.equal(one.uid, "a@b");
  assert.equal(one.summary, "Vague 1, dix");
  assert.equal(one.description, "Un ; deux\nTrois \\ quatre");
  assert.equal(one.startDate.toString(), "2026-12-01");
  assert.ok(one.startDate.isDate, "a whole day has no hour");
  assert.equal(one.endDate.toString(), "2026-12-06");
  assert.equal(one.component.getFirstPropertyValue("url"), "https://exemple.fr/a%20b");
  assert.equal(one.component.getFirstPropertyValue("dtstamp").toString(), "2026-11-22T10:11:12Z");
});

test("what a calendar must hold stands there, once, with CRLF", () => {
  const text = write([], { stamp: STAMP });
  assert.equal(text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Jalon//Jalon//FR\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n");
});

test("the same values give the same bytes", () => {
  const make = () => write([{ uid: "a", start: day("2027-02-28"), summary: "é" }], { stamp: STAMP });
  assert.equal(make(), make());
  assert.match(make(), /DTSTART;VALUE=DATE:20270228\r\nDTEND;VALUE=DATE:20270301\r\n/);
});

// Any text, letters of several octets among them; a control character has no place in the format.
const words = fc.string({ unit: fc.oneof(fc.constantFrom("é", "œ", "€", "😀", "\\", ";", ",", "\n", ":", "\"", " ", "\u00a0"), fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 })), maxLength: 300, size: "max" })
  .map((text) => text.replace(/[\u0000-\u0009\u000b-\u001f\u007f\u2028\u2029]/g, ""));

test("any text is read back, and no line passes 75 octets", () => {
  fc.assert(fc.property(fc.array(fc.record({ summary: words, description: words, offset: fc.integer({ min: 0, max: 30000 }) }), { maxLength: 5 }), words, (made, name) => {
    const list = made.map(({ summary, description, offset }, at) => ({ uid: `u-${at}`, start: new Date(offset * 86400000), summary, description }));
    const text = write(list, { stamp: STAMP, name });
    assert.ok(text.endsWith("END:VCALENDAR\r\n"));
    for (const line of text.split("\r\n")) {
      assert.ok(Buffer.byteLength(line) <= 75, line);
      assert.ok(!/[\r\n]/.test(line), "no lone line end");
    }
    const read = events(text);
    assert.equal(read.length, list.length);
    read.forEach((one, at) => {
      assert.equal(one.uid, `u-${at}`);
      assert.equal(one.summary ?? "", list[at].summary);
      assert.equal(one.description ?? "", list[at].description);
      assert.equal(one.startDate.toString(), list[at].start.toISOString().slice(0, 10));
    });
  }), { numRuns: 400 });
});

test("no value ends its line, whatever it holds: nothing is added to the calendar", () => {
  for (const breaking of ["\r\nBEGIN:VEVENT", "\nATTACH:file:///etc/passwd", "\rEND:VCALENDAR", "\u2028X:1", "\u0085X:1", "\u0000"]) {
    const text = write([{ uid: `u${breaking}`, start: day("2026-12-01"), summary: breaking, description: breaking, url: `https://a/${breaking}` }], { stamp: STAMP, name: breaking });
    assert.equal(text.split("\r\n").filter((line) => /^(BEGIN|END|ATTACH|X):/.test(line)).length, 4, JSON.stringify(breaking));
    assert.equal(events(text).length, 1);
  }
});

test("a uid is that of a step, for someone, from a day: nothing else shares it, and it names nobody", () => {
  const of = { tool: "checklist-depart", step: "cloture", start: "2026-12-01", label: "Mme Lambert" }, made = uid(of, "exemple.fr");
  assert.equal(made, uid({ ...of, label: " mme  LAMBERT" }, "exemple.fr"), "the same person, written otherwise");
  for (const other of [{ label: "M. Petit" }, { label: "" }, { start: "2026-12-02" }, { step: "carte" }, { tool: "planner-plan" }]) assert.notEqual(uid({ ...of, ...other }, "exemple.fr"), made);
  assert.match(made, /^checklist-depart-cloture-2026-12-01-[a-z0-9]+@exemple\.fr$/);
  assert.ok(!/lambert/i.test(made));
  assert.match(uid({ ...of, label: "" }, ""), /^checklist-depart-cloture-2026-12-01@jalon\.invalid$/);
});
