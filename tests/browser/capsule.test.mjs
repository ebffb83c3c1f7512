// The capsule of a module, in a real browser: by keyboard alone, without any voice, without script, on paper; and its
// captions, read by a parser that is not ours.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, at, fileUrl, folder, launch, open, serve, tabTo } from "./support.mjs";

const { WebVTTParser } = createRequire(import.meta.url)("webvtt-parser");
const PAGE = "formation/le-bon-role/";
const KEY = "jalon:parcours:1";

let browser, server;
before(async () => {
  server = await serve(folder("JALON_FIXTURE"), "/sous/dossier/");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens the page; with `clock`, time stands still until the test moves it. */
async function visit(options = {}, base = server.url, hash = "") {
  const page = await open(browser, options);
  if (options.clock) await page.clock.install({ time: 0 });
  await page.goto(at(base, PAGE) + hash);
  if (options.clock) await page.clock.pauseAt(60_000);
  return page;
}

const stored = (page, area = "localStorage") => page.evaluate(([where, key]) => JSON.parse(window[where].getItem(key)), [area, KEY]);
const line = async (page) => (await page.locator("[data-line]").textContent()).trim();
const status = (page) => page.locator(".capsule [data-status]").textContent();
const sentences = (page) => page.locator("[data-sentence]").evaluateAll((links) => links.map((link) => link.textContent.trim()));
const press = async (page, name, times = 1) => { for (let i = 0; i < times; i += 1) await page.click(`.capsule [data-do="${name}"]`); };
const isSeen = (page) => page.locator("[data-seen]").isVisible();
const words = (text) => text.split(/\s+/).filter(Boolean);

test("the captions are valid WebVTT for another parser, and say the transcript word for word", async () => {
  const { cues, errors } = new WebVTTParser().parse(readFileSync(path.join(folder("JALON_FIXTURE"), "capsules/le-bon-role.vtt"), "utf8"), "captions");
  assert.deepEqual(errors, []);
  const page = await visit({ javaScriptEnabled: false });
  const transcript = await page.locator(".capsule-said").allTextContents();
  const plain = (text) => text.replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  assert.deepEqual(cues.flatMap((cue) => words(plain(cue.text))), transcript.flatMap(words));
  cues.forEach((cue, index) => {
    const lines = cue.text.split("\n"), shown = cue.endTime - cue.startTime;
    assert.ok(lines.length <= 2 && lines.every((text) => text.length <= 40), cue.text);
    assert.ok(shown >= 0.999 && shown <= 7.001, `${shown} s: ${cue.text}`);
    assert.ok(index === 0 || cue.startTime >= cues[index - 1].endTime, "no overlap");
  });
  const pace = (60 * cues.flatMap((cue) => words(cue.text).filter((word) => /\p{L}/u.test(word))).length) / cues.at(-1).endTime;
  assert.ok(Math.abs(pace - 190) < 20, `${pace} words a minute, near that of silent reading`);
});

test("the whole capsule by keyboard alone: each sentence, then seen and kept", async () => {
  const page = await visit();
  const all = await sentences(page);
  await tabTo(page, ".capsule [data-do=sentence-next]");
  for (const [index, sentence] of all.entries()) {
    await page.keyboard.press(index % 2 ? "Enter" : "ArrowRight");
    assert.equal(await line(page), sentence);
    assert.equal(await status(page), sentence, "said by screen readers when one asks for it");
    if (index < all.length - 1) assert.equal(await page.evaluate(() => localStorage.length), 0);
  }
  assert.ok(await isSeen(page));
  const digest = await page.locator(".capsule").getAttribute("data-digest");
  assert.deepEqual(Object.keys((await stored(page)).seen["le-bon-role"]), [digest]);
  await page.reload();
  assert.ok(await isSeen(page), "remembered");
  await tabTo(page, ".capsule [data-do=forget]");
  await page.keyboard.press("Enter");
  assert.equal(await isSeen(page), false);
  assert.equal((await stored(page)).seen, undefined);
  assertQuiet(page, server.url);
});

test("it plays by its own clock, caption by caption, says nothing meanwhile, and ends", async () => {
  const page = await visit({ clock: true });
  assert.match(await line(page), /ne démarre jamais seule/);
  await page.clock.runFor(5_000);
  assert.match(await line(page), /ne démarre jamais seule/, "it never starts by itself");
  await press(page, "play");
  const cues = await page.locator("[data-cue]").evaluateAll((spans) => spans.map((span) => span.textContent));
  const seen = new Set();
  const playing = page.locator('[data-state="playing"]');
  for (let time = 0; time < 125_000 && (await playing.isVisible()); time += 400) {
    seen.add(await line(page));
    assert.equal(await status(page), "", "announcements do not chatter");
    await page.clock.runFor(400);
    if ((await page.locator(".is-gesture").count()) && !(await playing.isVisible())) await press(page, "play");
  }
  assert.deepEqual([...seen], cues, "every caption, in order");
  assert.match(await status(page), /^Fin de la capsule\./);
  assert.ok(await page.locator('[data-state="over"]').isVisible());
  assert.ok(await isSeen(page));
  await press(page, "play");
  assert.match(await page.locator("[data-where]").textContent(), /^Phrase 1 sur/);
  assertQuiet(page, server.url);
});

test("a pause stops everything and shows the whole sentence; speed doubles the pace", async () => {
  const page = await visit({ clock: true });
  const all = await sentences(page);
  await page.click(".capsule-options summary");
  await page.selectOption("[data-set=rate]", "2");
  await press(page, "play");
  await page.clock.runFor(10_000);
  const passed = await page.locator("[data-where]").textContent();
  assert.match(passed, /· 0:(19|20|21) sur/);
  await press(page, "play");
  assert.ok(all.includes(await line(page)));
  await page.clock.runFor(10_000);
  assert.equal(await page.locator("[data-where]").textContent(), passed);
});

test("slides: by their milestones, before and after; what was skipped is said and offered again", async () => {
  const page = await visit({ clock: true });
  const count = await page.locator(".capsule-path button").count();
  await page.locator(".capsule-path button").nth(count - 1).click();
  assert.equal(await page.locator(".capsule-path .is-here button").getAttribute("aria-current"), "step");
  await press(page, "slide-back");
  assert.ok(await page.locator(".capsule-path li").nth(count - 2).evaluate((node) => node.classList.contains("is-here")));
  await press(page, "slide-next");
  await press(page, "play");
  await page.clock.runFor(60_000);
  assert.match(await page.locator("[data-note]").textContent(), /Phrases passées\s: \d+/);
  assert.equal(await isSeen(page), false);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await press(page, "play");
  assert.match(await page.locator("[data-where]").textContent(), /^Phrase 1 sur/);
});

test("the transcript read and confirmed counts as seen; on a shared computer, for the session only", async () => {
  const page = await visit();
  await page.check("[name=poste-partage]");
  await tabTo(page, "[data-do=toggle]");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("[data-do=toggle]").getAttribute("aria-expanded"), "true");
  await tabTo(page, "[data-do=confirm]");
  await page.keyboard.press("Enter");
  assert.ok(await isSeen(page));
  assert.equal(await status(page), "Vue");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  assert.ok((await stored(page, "sessionStorage")).seen["le-bon-role"]);
  assert.match(await page.locator(".capsule-foot").innerText(), /poste partagé/);
  assert.ok(await page.evaluate(() => document.activeElement.matches("[data-quiz] h3")), "reading goes on with the questions");
});

test("a sentence of the transcript leads to its slide; an address too, without counting", async () => {
  const page = await visit();
  await press(page, "toggle");
  const link = page.locator("[data-sentence]").nth(7);
  await link.click();
  assert.equal(await line(page), (await link.textContent()).trim());
  assert.ok(await page.evaluate(() => document.activeElement.matches("[data-do=play]")));
  const id = await link.getAttribute("id");
  const other = await visit({}, server.url, `#${id}`);
  assert.equal(await line(other), (await link.textContent()).trim());
  assert.equal(await other.locator(".capsule-path .is-done").count(), 0);
  const odd = await visit({}, server.url, "#%E0%A4%A");
  await press(odd, "sentence-next");
  assertQuiet(odd, server.url);
});

test("no voice on this computer: it says so, beside « Lire », which goes on in silence", async () => {
  const page = await visit();
  await press(page, "listen");
  await page.waitForSelector("[data-note]:not([hidden])");
  assert.match(await page.locator("[data-note]").textContent(), /^Pas de voix locale/);
  assert.ok(await page.locator('[data-heard="off"]').isVisible());
  await press(page, "play");
  assert.ok(await page.locator('[data-state="playing"]').isVisible());
});

test("only a local French voice speaks, and its events are never waited for", async () => {
  const page = await open(browser);
  await page.addInitScript(() => {
    window.said = [];
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    const voices = [{ lang: "fr-FR", localService: false, name: "loin" }, { lang: "en-US", localService: true, name: "autre" }, { lang: "fr-CA", localService: true, name: "ici" }];
    Object.defineProperty(window, "speechSynthesis", { value: { speaking: false, getVoices: () => voices, cancel() {}, speak: (one) => window.said.push([one.voice.name, one.text]) } });
  });
  await page.clock.install({ time: 0 });
  await page.goto(at(server.url, PAGE));
  await page.clock.pauseAt(60_000);
  await press(page, "play");
  await page.clock.runFor(1_000);
  assert.deepEqual(await page.evaluate(() => window.said), [], "silent until one asks to hear");
  await press(page, "listen");
  await page.clock.runFor(8_000);
  const said = await page.evaluate(() => window.said);
  assert.deepEqual(said, (await sentences(page)).slice(0, said.length).map((text) => ["ici", text]));
  assert.ok(said.length >= 3, `${said.length} sentences`);
  assert.ok(await page.locator('[data-heard="on"]').isVisible());
  await press(page, "play");
  await page.clock.runFor(8_000);
  assert.equal((await page.evaluate(() => window.said)).length, said.length, "« Lire » goes on in silence");
  assert.ok(await page.locator('[data-state="playing"]').isVisible());
});

test("storage refused: it says what it cannot keep, and works", async () => {
  const page = await open(browser);
  await page.addInitScript(() => {
    for (const area of ["localStorage", "sessionStorage"]) Object.defineProperty(window, area, { get() { throw new DOMException("refused", "SecurityError"); } });
  });
  await page.goto(at(server.url, PAGE));
  assert.ok(!(await page.locator("[data-shared]").isVisible()));
  await press(page, "toggle");
  await page.click("[data-do=confirm]");
  assert.match(await page.locator(".capsule-foot").innerText(), /refuse d’enregistrer/);
});

test("without script the page is the transcript with its slides, and no control is dead", async () => {
  const page = await visit({ javaScriptEnabled: false });
  assert.equal(await page.locator(".capsule button:visible, .capsule input:visible").count(), 0);
  assert.ok((await page.locator(".capsule-part:visible").count()) >= 5);
  for (const href of await page.locator("[data-sentence]").evaluateAll((links) => links.map((link) => link.getAttribute("href")))) {
    assert.equal(await page.locator(href).count(), 1, href);
  }
  assert.equal(await page.locator(".scene[role=img]:visible").count(), 3);
  assert.match(await page.locator(".gesture-answers").innerText(), /L’infirmière\s: Son ordre\./);
  await assertReflows(page, "without script");
});

test("from a file, without a server", async () => {
  const base = fileUrl(folder("JALON_FIXTURE_PORTABLE"));
  const page = await visit({}, base);
  await press(page, "sentence-next", 2);
  assert.equal(await line(page), (await sentences(page))[1]);
  assertQuiet(page, base);
});

test("on paper: the transcript and its slides, not the player", async () => {
  const page = await visit();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".capsule-player").isVisible(), false);
  assert.ok(await page.locator(".capsule-part").first().isVisible());
  assert.ok(await page.locator(".capsule-said").last().isVisible());
});

/** What of the slide under way can be seen: its drawings, the labels of those, its line that is told. */
const drawn = (page) => page.evaluate(() => {
  const slide = document.querySelector(".capsule-stage > .is-here");
  const visible = (node) => getComputedStyle(node).visibility === "visible";
  return {
    parts: [...slide.querySelectorAll(".scene use")].filter(visible).length,
    labels: [...slide.querySelectorAll(".scene-label")].filter(visible).map((node) => node.textContent),
    told: [...slide.querySelectorAll(".is-told")].map((node) => node.textContent.trim().replace(/\s/g, " ")),
  };
});

test("a drawing appears with its sentence, and the line that is told is lit; before, all of it is there", async () => {
  const page = await visit();
  assert.deepEqual(await drawn(page), { parts: 2, labels: ["Karim", "Son travail"], told: [] });
  await press(page, "sentence-next");
  assert.deepEqual(await drawn(page), { parts: 1, labels: ["Karim"], told: [] });
  await press(page, "sentence-next");
  assert.deepEqual((await drawn(page)).told, ["Profession : ce que la personne est"]);
  await press(page, "sentence-next");
  assert.deepEqual(await drawn(page), { parts: 2, labels: ["Karim", "Son travail"], told: ["Rôle : ce qu’elle fait dans votre structure"] });
  const alt = await page.locator(".capsule-stage .is-here [role=img]").getAttribute("aria-label");
  assert.match(alt, /^Karim, puis/);
});

test("a gesture holds the player once, is made by keyboard, answers, and is counted nowhere", async () => {
  const page = await visit({ clock: true });
  await press(page, "play");
  await page.clock.runFor(60_000);
  assert.match(await page.locator("[data-note]").textContent(), /^À vous\s!/);
  assert.ok(await page.locator('[data-state="paused"]').isVisible());
  const play = page.locator(".gesture-play:visible");
  assert.equal(await play.locator(".gesture-card strong").textContent(), "L’infirmière");
  await tabTo(page, ".is-gesture button.gesture-door");
  await page.keyboard.press("ArrowRight");
  assert.equal(await play.count(), 1, "arrows stay in the gesture");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.match(await play.locator("[data-said]").textContent(), /^Plutôt «\sSon ordre\s»\. /);
  assert.equal(await play.locator(".is-right [data-door]").textContent(), "Son ordre");
  assert.equal(await play.locator(".is-wrong [data-door]").textContent(), "Le portail RPPS+");
  await tabTo(page, ".gesture-foot button");
  await page.keyboard.press("Enter");
  assert.equal(await play.locator(".gesture-card strong").textContent(), "L’aide-soignante");
  await play.locator("button.gesture-door").nth(1).click();
  assert.match(await play.locator("[data-said]").textContent(), /^Oui\. /);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await press(page, "play");
  await page.clock.runFor(90_000);
  assert.ok(await page.locator('[data-state="over"]').isVisible(), "it holds once");
  assertQuiet(page, server.url);
});

test("« À vous ! » opens the gesture in the place of the drawing, and nothing moves", async () => {
  const page = await visit();
  await page.locator(".capsule-path button").nth(2).click();
  const size = () => page.locator(".capsule-screen").evaluate((node) => node.getBoundingClientRect().height);
  const before = await size();
  await page.click(".capsule-stage .is-here .gesture-open button");
  assert.ok(await page.evaluate(() => document.activeElement.matches(".gesture-door")));
  assert.deepEqual((await drawn(page)).labels, []);
  await page.locator(".gesture-door:visible").last().click();
  await assertAccessible(page, "answered");
  assert.equal(await size(), before);
  await press(page, "sentence-next");
  assert.equal(await page.locator(".is-gesture").count(), 0);
});

test("nothing moves for those who ask for calm; nothing jumps for anyone", async () => {
  const page = await visit({ reducedMotion: "reduce" });
  const size = () => page.locator(".capsule-screen").evaluate((node) => node.getBoundingClientRect().height);
  const moving = () => page.locator(".capsule-stage > *").evaluateAll((nodes) => nodes.some((node) => getComputedStyle(node).transitionDuration !== "0s"));
  const before = await size();
  assert.equal(await moving(), false);
  const drifting = () => page.locator(".capsule-stage :is(use, .scene-label)").evaluateAll((nodes) => nodes.some((node) => getComputedStyle(node).transitionDuration !== "0s"));
  assert.equal(await drifting(), false);
  for (let i = 0; i < 26; i += 1) {
    await press(page, "sentence-next");
    assert.equal(await size(), before, `sentence ${i + 1}`);
  }
});

describe("every state is accessible and fits", () => {
  for (const { name, ...options } of VIEWS) {
    test(name, async () => {
      const page = await visit(options);
      const check = async (state) => {
        await assertAccessible(page, `${state}, ${name}`);
        await assertReflows(page, `${state}, ${name}`);
      };
      await check("before");
      await press(page, "sentence-next", 8);
      await check("paused");
      await press(page, "play");
      await check("playing");
      await press(page, "play");
      await page.click(".capsule-options summary");
      await page.selectOption("[data-set=size]", "3");
      await check("settings, largest captions");
      await press(page, "toggle");
      await check("transcript");
      await page.click("[data-do=confirm]");
      await check("seen");
      assertQuiet(page, server.url);
    });
  }
  test("forced colours", async () => {
    const page = await visit({ forcedColors: "active" });
    await press(page, "sentence-next", 8);
    await assertAccessible(page, "forced colours");
  });
});
