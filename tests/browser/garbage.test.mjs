// What a browser may hold: garbage, and valid progress in which something was changed. No page may break on it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { rules } from "./scripts.mjs";
import { assertQuiet, folder, launch, open, passedAttempt, rightAnswer, serve } from "./support.mjs";

const Jalon = rules();

// Every page that reads what is stored, and what it must show all the same. The first one shows every kind of question.
const PAGES = {
  "formation/demo-questions/": ".quiz-stage h3",
  "formation/le-bon-role/": ".quiz-stage h3",
  "formation/": ".course-path li",
  "formation/attestation/": "h1, .attest-list",
  "formation/verification/": ".verify-form",
};
const ROUNDS = 24;

let browser, server, good;
before(async () => {
  server = await serve(folder("JALON_DRAFTS"));
  browser = await launch();
  good = await progress();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Progress as the page stores it: a module passed, the demonstration half done, a capsule seen. */
async function progress() {
  const page = await open(browser);
  await page.goto(server.url + "formation/verification/");
  const [banks, course] = await page.locator("[data-banks]").evaluate((node) => [JSON.parse(node.dataset.banks), node.dataset.verification]);
  const passed = passedAttempt(Jalon, banks.find((one) => one.module === "le-bon-role"), { course });
  await page.goto(server.url + "formation/demo-questions/");
  const items = await page.evaluate(() => [...document.querySelectorAll("[data-question]")].flatMap((section) => window.JalonKinds.readItem(section, false)).map(({ question, print }) => ({ question, print })));
  const demo = await page.locator("[data-quiz]").evaluate((node) => ({ course: node.dataset.course ?? "", module: node.dataset.module ?? "", version: node.dataset.version ?? "" }));
  await page.context().close();
  const answers = items.map(({ question, print }, at) => ({ q: question.id, a: rightAnswer(question), t: 2000 + at, f: print }));
  const half = { id: "ABCDEFGHJ1", n: 2, ...demo, quiz: "demo", seed: 7, from: "", start: 1000, questions: items.map((one) => one.question.id), answers: answers.slice(0, 9), seen: 9 };
  return { v: 1, attempts: [passed, half], seen: { "le-bon-role": { abc123bc157a: 5 } } };
}

/** A seeded generator: a failure can be played again. */
function dice(seed) {
  const next = Jalon.random(seed);
  const below = (n) => Math.floor((next() / 4294967296) * n);
  return { below, pick: (list) => list[below(list.length)] };
}

const ODD = [
  null, true, -1, 0, 0.5, 1e300, "", "x", "é=œ", "__proto__", "constructor", "<img src=x onerror=alert(1)>", "\u0000", "\ud800", "9".repeat(600), [], {}, [[]],
  ["a"], ["=", "1=a"], ["a", "b", "c", "d"], ["1=a", "1=b"], ["numero=z"], { length: 1 }, [null], "ZZZZZZZZZZ", "le-bon-role", "demo",
];

/** Changes one value somewhere. */
function mutated(value, d) {
  const copy = JSON.parse(JSON.stringify(value)), places = [];
  const walk = (node) => Object.keys(node).forEach((key) => {
    places.push([node, key]);
    if (node[key] && typeof node[key] === "object") walk(node[key]);
  });
  walk(copy);
  for (let times = 1 + d.below(3); times > 0; times -= 1) {
    const [node, key] = d.pick(places);
    if (d.below(6) === 0) delete node[key];
    else node[key] = d.pick(ODD);
  }
  return JSON.stringify(copy);
}

/** Loads every page with this in the browser's memory. */
async function load(page, raw, identity, note) {
  if (!page.url().startsWith(server.url)) await page.goto(server.url + "404.html");
  for (const [address, shown] of Object.entries(PAGES)) {
    await page.evaluate(([key, value, name, held]) => {
      localStorage.clear();
      sessionStorage.clear();
      localStorage.setItem(key, value);
      if (held) localStorage.setItem(name, held);
    }, [Jalon.KEY, raw, Jalon.IDENTITY, identity]);
    await page.goto(server.url + address);
    assert.ok(await page.locator(shown).first().isVisible(), `${address} with ${note}`);
    assert.equal(await page.locator("img[src=x]").count(), 0, `${address} with ${note}`);
    assert.deepEqual(page.errors, [], `${address} with ${note}`);
  }
}

test("valid progress is shown by every page", async () => {
  const page = await open(browser);
  await load(page, JSON.stringify(good), null, "valid progress");
  await page.goto(server.url + "formation/demo-questions/");
  assert.match(await page.locator(".quiz-notes").innerText(), /Reprise.*9 sur 10/);
  await page.goto(server.url + "formation/attestation/");
  assert.match(await page.locator(".attest-list").innerText(), /Le bon rôle\s*·?\s*acquis, 100\s%/);
  assertQuiet(page, server.url);
});

test("garbage in the place of progress breaks no page", async () => {
  const page = await open(browser);
  const whole = JSON.stringify(good);
  const garbage = ["", "0", "[]", '"x"', "\u0000", "\ud83d", "{}", '{"v":1}', '{"v":1,"attempts":{},"seen":[]}', whole.slice(0, -1), whole.slice(0, whole.length / 2), `${whole}x`, `{"v":2,"attempts":[]}`];
  const names = ["{", "null", "[]", '{"v":1,"fields":7}', '{"v":1,"fields":[{},null,["x"],"<b>",1,"é"]}', '{"v":1}'];
  for (const [at, raw] of garbage.entries()) await load(page, raw, names[at % names.length], JSON.stringify(raw.slice(0, 60)));
  assertQuiet(page, server.url);
});

test("progress in which values were changed breaks no page", async () => {
  const page = await open(browser), d = dice(2611);
  for (let round = 0; round < ROUNDS; round += 1) {
    const raw = mutated(good, d);
    await load(page, raw, null, raw);
  }
  assertQuiet(page, server.url);
});
