// The verification link without a browser: what link.js writes, what received.js reads of what mail made of it. Vectors shared with Rust.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { load } from "./scripts.mjs";

const { JalonLink, JalonReceived, JalonControlCode } = load("rules/received.js", "rules/control-code.js");
const { known, links, worn, faults } = JSON.parse(readFileSync(new URL("../vectors/link.json", import.meta.url), "utf8"));
const of = (sheet) => known.versions.find((one) => one.version === sheet.version);
const whole = (transcript) => ({ ...transcript, sheet: { ...transcript.sheet, review: transcript.sheet.review ?? "" } });

test("links are written as they were, and read back: vectors", () => {
  for (const { name, link, transcript } of links) {
    const { sheet, code } = transcript;
    if (!/^of before/.test(name)) assert.equal(JalonLink.write(sheet, code, of(sheet)), link.split("#v=")[1], name);
    assert.equal(JalonControlCode.controlCode(sheet), code, name);
    assert.deepEqual(JalonReceived.readLink(link, known), { transcript: whole(transcript), fault: "" }, name);
  }
});

test("whatever mail made of it: vectors", () => {
  for (const { name, link, transcript } of links) {
    const [address, data] = link.split("#v="), third = Math.floor(data.length / 3);
    const parts = { link, address, data, a: data.slice(0, third), b: data.slice(third, 2 * third), c: data.slice(2 * third) };
    for (const pattern of worn) {
      const text = pattern.replace(/\{(\w+)\}/g, (_, key) => parts[key]);
      assert.ok(JalonReceived.holds(text), text);
      assert.deepEqual(JalonReceived.readLink(text, known), { transcript: whole(transcript), fault: "" }, `${name}: ${text}`);
    }
  }
});

test("cut, altered, unknown: told by its name", () => {
  for (const { text, fault } of faults) assert.equal(JalonReceived.readLink(text, known).fault, fault, text);
  const { link } = links[0];
  assert.equal(JalonReceived.readLink(link, { ...known, versions: [] }).fault, "unrecorded");
  for (let at = link.indexOf("#v=") + 4; at < link.length; at += 1) {
    const other = link.slice(0, at) + (link[at] === "7" ? "8" : "7") + link.slice(at + 1);
    assert.equal(JalonReceived.readLink(other, known).transcript, null, other);
  }
});

test("any names are carried, and no text makes it fail", () => {
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).map((text) => text.replaceAll("\0", ""));
  fc.assert(fc.property(name, name, name, name, (first, last, role, structure) => {
    const sheet = { ...links[0].transcript.sheet, first, last, role, structure }, code = JalonControlCode.controlCode(sheet);
    const { transcript } = JalonReceived.readLink(`x#v=${JalonLink.write(sheet, code, of(sheet))}.`, known);
    assert.deepEqual(transcript?.sheet, sheet);
    assert.equal(transcript.code, code);
  }), { numRuns: 300 });
  fc.assert(fc.property(fc.string({ unit: "binary" }), fc.constantFrom("#v=", "#v=2", "%23v=", "-23v-3D"), (text, mark) => {
    assert.equal(JalonReceived.readLink(mark + text, known).transcript, null);
  }), { numRuns: 500 });
});
