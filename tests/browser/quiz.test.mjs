// The quiz of a module, in a real browser: by keyboard alone, in several tabs, without storage, without script.
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { after, before, describe, test } from "node:test";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, at, fileUrl, folder, launch, open, serve, tabTo } from "./support.mjs";

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

/** Opens the quiz. */
async function visit(options = {}, base = server.url) {
  const page = await open(browser, options);
  await page.goto(at(base, PAGE));
  return page;
}

const focused = (page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
const stored = (page, area = "localStorage") => page.evaluate(([where, key]) => JSON.parse(window[where].getItem(key)), [area, KEY]);
const heading = (page) => page.locator(".quiz-stage h3").first().innerText();
const start = (page) => page.click("[data-do=start]");
const count = (page) => page.locator("[data-static] [data-question]").count();

/** Ids of the choices to tick, right or not, for the question on screen. */
async function choices(page, right) {
  const id = await page.locator("[data-at]").getAttribute("data-at");
  return page.evaluate(([question, good]) => {
    const section = document.querySelector(`[data-question="${question}"]`);
    const ids = (wanted) => [...section.querySelectorAll("[data-choice]")].filter((node) => node.hasAttribute("data-correct") === wanted).map((node) => node.dataset.choice);
    return good ? ids(true) : ids(false).slice(0, 1);
  }, [id, right]);
}

/** Answers the question on screen with the mouse. */
async function answer(page, right) {
  for (const id of await choices(page, right)) await page.check(`.quiz-app input[value="${id}"]`);
  await page.click(".quiz-app [type=submit]");
}

/** Answers all that is left; `right(index)` says how. */
async function finish(page, right = () => true) {
  for (let index = 0; (await page.locator("[data-at]").count()) > 0; index += 1) {
    if (await page.locator(".quiz-app form").count()) await answer(page, right(index));
    await page.click("[data-do=next]");
  }
}

test("the whole quiz by keyboard alone, with the focus where reading goes on", async () => {
  const page = await visit();
  const total = await count(page);
  assert.ok(total >= 8, `${total} questions`);
  await tabTo(page, "[data-do=start]");
  await page.keyboard.press("Enter");
  for (let n = 1; n <= total; n += 1) {
    assert.equal(await focused(page), `Question ${n} sur ${total}`);
    const wanted = await choices(page, true);
    if (await page.locator(".quiz-app input[type=radio]").count()) {
      await tabTo(page, ".quiz-app input");
      await page.keyboard.press("Space");
      while (!(await page.locator(`.quiz-app input[value="${wanted[0]}"]`).isChecked())) await page.keyboard.press("ArrowDown");
    } else {
      for (const box of await page.locator(".quiz-app input").all()) {
        await tabTo(page, ".quiz-app input");
        if (wanted.includes(await box.getAttribute("value"))) await page.keyboard.press("Space");
      }
    }
    await tabTo(page, ".quiz-app [type=submit]");
    await page.keyboard.press("Enter");
    assert.match(await focused(page), /^Bonne réponse/);
    await tabTo(page, "[data-do=next]");
    await page.keyboard.press("Enter");
  }
  assert.equal(await focused(page), "Module acquis");
  assert.match(await page.locator(".quiz-figure").innerText(), new RegExp(`^100\\s%\\s+${total} bonnes réponses sur ${total}`));
  await tabTo(page, "[data-do=onward]");
  await page.keyboard.press("Enter");
  await page.waitForURL(/attestation/);
  assert.match(await page.locator(".attest-list").innerText(), /Le bon rôle\s*·?\s*acquis, 100\s%/);
  assertQuiet(page, server.url);
});

test("a wrong answer is explained, and leads to the paragraph to read again; progress is kept on the way back", async () => {
  const page = await visit();
  await start(page);
  const [wrong] = await choices(page, false);
  const id = await page.locator("[data-at]").getAttribute("data-at");
  const said = await page.locator(`[data-question="${id}"] [data-feedback="${wrong}"]`).evaluate((node) => node.firstElementChild.textContent.trim());
  await answer(page, false);
  assert.match(await focused(page), /Ce n’est pas cela|Réponse incomplète/);
  const told = await page.locator(".quiz-app").innerText();
  for (const words of ["Votre réponse, fausse", "Vous avez choisi", said.slice(0, 40)]) assert.ok(told.includes(words), words);
  assert.match(told, /La bonne réponse|Il fallait aussi choisir/);
  const link = page.locator(".quiz-app .quiz-review a").first();
  await link.click();
  await page.waitForURL(/#/);
  const hash = decodeURIComponent(new URL(page.url()).hash.slice(1));
  assert.ok(hash && await page.locator(`[id="${hash}"]`).count(), `${page.url()} leads to a paragraph`);
  await page.goBack();
  assert.match(await heading(page), /^Question 1 sur/);
  assert.equal(await page.locator(".quiz-verdict").count(), 1);
  assertQuiet(page, server.url);
});

test("validating without an answer says so, and nothing is counted", async () => {
  const page = await visit();
  await start(page);
  await page.click(".quiz-app [type=submit]");
  assert.ok(await page.locator(".quiz-error").isVisible());
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "INPUT");
  assert.equal((await stored(page)).attempts[0].answers.length, 0);
});

test("nothing is stored before one starts; then a reload goes on, without moving the focus", async () => {
  const page = await visit();
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  await start(page);
  await answer(page, true);
  await page.click("[data-do=next]");
  await answer(page, false);
  await page.click("[data-do=next]");
  await page.reload();
  assert.match(await heading(page), /^Question 3 sur/);
  assert.match(await page.locator(".quiz-notes").innerText(), /Reprise.*2 sur/);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), [KEY]);
  const { attempts: [first] } = await stored(page);
  assert.deepEqual([first.seen, first.answers.length], [2, 2]);
});

test("the order of choices depends on the attempt, and stays after a reload", async () => {
  const page = await visit();
  await start(page);
  const order = () => page.locator(".quiz-app input").evaluateAll((nodes) => nodes.map((node) => node.value).join());
  const first = await order();
  await page.reload();
  assert.equal(await order(), first);
  const seen = new Set([first]);
  for (let i = 0; i < 12 && seen.size < 2; i += 1) {
    const other = await visit();
    await start(other);
    seen.add(await other.locator(".quiz-app input").evaluateAll((nodes) => nodes.map((node) => node.value).join()));
    await other.context().close();
  }
  assert.ok(seen.size > 1, "the same order in every attempt");
});

test("missed questions are asked again, alone, and count with the others", async () => {
  const page = await visit();
  await start(page);
  const total = await count(page);
  await finish(page, (index) => index >= 3);
  assert.match(await heading(page), /pas encore acquis/);
  assert.equal(await page.locator("[data-do=attest]").count(), 0);
  assert.ok(await page.locator(".quiz-again a").count() >= 1, "paragraphs to read again");
  assert.equal(await page.locator(".quiz-goals tbody tr").count() > 0, true);
  await page.click("[data-do=retry]");
  assert.equal(await heading(page), "Question 1 sur 3, en complément");
  await page.reload();
  assert.equal(await heading(page), "Question 1 sur 3, en complément");
  await finish(page);
  assert.equal(await heading(page), "Module acquis");
  assert.match(await page.locator(".quiz-figure").innerText(), new RegExp(`^100\\s%\\s+${total} bonnes`));
  const { attempts } = await stored(page);
  assert.deepEqual(attempts.map((one) => one.done.passed), [false, true]);
  assert.equal(attempts[1].from, attempts[0].id);
  await page.click("[data-do=restart]");
  assert.equal(await heading(page), `Question 1 sur ${total}`);
  await finish(page, () => false);
  assert.match(await page.locator(".quiz-score").innerText(), /pas encore acquis[\s\S]*reste acquis/);
  assert.ok(await page.locator("[data-do=attest]").isVisible(), "what was earned stays earned");
});

test("the stored score is the one that the stored answers give", async () => {
  const page = await visit();
  await start(page);
  await finish(page, (index) => index % 3 !== 0);
  const [done, again] = await page.evaluate((key) => {
    const attempt = JSON.parse(localStorage.getItem(key)).attempts[0];
    const questions = attempt.questions.map((id) => {
      const section = document.querySelector(`[data-question="${id}"]`);
      return { id, kind: section.dataset.kind, choices: [...section.querySelectorAll("[data-choice]")].map((node) => ({ id: node.dataset.choice, correct: node.hasAttribute("data-correct") })) };
    });
    return [attempt.done.percent, JalonScoring.total(questions, (id) => attempt.answers.find((one) => one.q === id).a).percent];
  }, KEY);
  assert.equal(done, again);
});

test("a shared computer keeps progress for the session only; erasing says what goes, and does it", async () => {
  const page = await visit();
  await page.check("[name=poste-partage]");
  await start(page);
  await answer(page, true);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  assert.equal((await stored(page, "sessionStorage")).attempts.length, 1);
  await page.reload();
  assert.match(await page.locator(".quiz-foot").innerText(), /Poste partagé/);
  await page.click("[data-do=ask]");
  assert.match(await focused(page), /Seront effacés/);
  await page.click("[data-do=keep]");
  assert.equal(await focused(page), "Effacer ma progression");
  await page.click("[data-do=ask]");
  await page.click("[data-do=erase]");
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.equal(await focused(page), "Avant de commencer");
});

describe("storage", () => {
  test("refused: announced before starting, the quiz works, the link to the attestation carries the result", async () => {
    const page = await open(browser);
    await page.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get() { throw new DOMException("refusé", "SecurityError"); } });
    });
    await page.goto(at(server.url, PAGE));
    assert.match(await page.locator(".quiz-start .alert").innerText(), /refuse d’enregistrer/);
    await start(page);
    await answer(page, false);
    assert.equal(await page.locator(".quiz-app .quiz-review a").first().getAttribute("target"), "_blank");
    await page.click("[data-do=next]");
    await finish(page);
    await page.click("[data-do=onward]");
    await page.waitForURL(/attestation/);
    assert.match(await page.locator(".attest-list").innerText(), /Le bon rôle\s*·?\s*acquis/);
    assertQuiet(page, server.url);
  });

  test("full: announced before starting", async () => {
    const page = await open(browser);
    await page.addInitScript(() => { Storage.prototype.setItem = () => { throw new DOMException("plein", "QuotaExceededError"); }; });
    await page.goto(at(server.url, PAGE));
    await start(page);
    assert.match(await focused(page), /refuse d’enregistrer/);
    await start(page);
    assert.match(await heading(page), /^Question 1/);
    await finish(page);
    assert.match(await page.locator(".quiz-foot").innerText(), /non enregistrée/);
    assertQuiet(page, server.url);
  });

  test("filled on the way: said, and nothing is lost", async () => {
    const page = await visit();
    await start(page);
    await answer(page, true);
    await page.evaluate(() => { Storage.prototype.setItem = () => { throw new DOMException("plein", "QuotaExceededError"); }; });
    await page.click("[data-do=next]");
    assert.match(await page.locator(".quiz-notes").innerText(), /vient d’échouer/);
    await finish(page);
    assert.equal(await heading(page), "Module acquis");
    assert.match(await page.locator("[data-do=onward]").getAttribute("href"), /#parcours=/);
  });

  for (const raw of ["{", "null", '{"v":9,"attempts":[]}', '{"v":1,"attempts":[{"id":"<img src=x onerror=alert(1)>"}]}', "[".repeat(100000)]) {
    test(`unreadable (${raw.slice(0, 20)}): set aside, said, and the page works`, async () => {
      const page = await open(browser);
      await page.addInitScript(([key, value]) => { if (!localStorage.length) localStorage.setItem(key, value); }, [KEY, raw]);
      await page.goto(at(server.url, PAGE));
      assert.match(await page.locator(".quiz-notes").innerText(), /n’a pas pu être relue/);
      await start(page);
      await answer(page, true);
      assert.equal((await stored(page)).attempts.length, 1);
      assert.equal(await page.evaluate((key) => localStorage.getItem(`${key}:illisible`), KEY), raw);
      assertQuiet(page, server.url);
    });
  }
});

test("two tabs: no answer is lost, the first one counts, and what one erases does not come back", async () => {
  const one = await visit();
  await start(one);
  await answer(one, true);
  await one.click("[data-do=next]");
  const two = await one.context().newPage();
  await two.goto(at(server.url, PAGE));
  assert.match(await heading(two), /^Question 2/);
  await answer(one, false);
  await two.locator(".quiz-verdict").waitFor();
  assert.match(await two.locator(".quiz-notes").innerText(), /autre onglet/);
  await two.click("[data-do=next]");
  await answer(two, true);
  await two.click("[data-do=next]");
  await answer(two, true);
  await one.click("[data-do=next]");
  // Tabs may live in processes of their own: what one wrote over, the other writes again when it hears of it.
  await one.waitForFunction((key) => JSON.parse(localStorage.getItem(key)).attempts[0].answers.length === 4, KEY);
  assert.equal((await stored(one)).attempts.length, 1);
  await one.click("[data-do=ask]");
  await one.click("[data-do=erase]");
  await two.locator(".quiz-start").waitFor();
  assert.match(await two.locator(".quiz-notes").innerText(), /effacée dans un autre onglet/);
  assert.equal(await two.evaluate(() => localStorage.length), 0);
});

test("content changed half-way: what did not change is kept, the rest is asked again, and it is said", async () => {
  const page = await visit();
  await start(page);
  const total = await count(page);
  for (let i = 0; i < 3; i += 1) {
    await answer(page, true);
    await page.click("[data-do=next]");
  }
  const change = async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/(<li data-choice="a"[^>]*>)/, "$1Récemment, ") });
  };
  await page.route("**/le-bon-role/", change);
  await page.reload();
  assert.match(await page.locator(".quiz-notes").innerText(), /ont changé.*gardées\s: 2/);
  assert.equal(await heading(page), `Question 1 sur ${total - 2}, en complément`);
  await finish(page);
  assert.equal(await heading(page), "Module acquis");
  await page.unroute("**/le-bon-role/");
  await page.reload();
  assert.match(await page.locator(".quiz-notes").innerText(), /Vous aviez obtenu 100\s%.*reste acquis/);
});

test("a clock set back changes neither the order of attempts nor the result", async () => {
  const page = await open(browser);
  await page.clock.install({ time: new Date("2026-11-22T10:00:00") });
  await page.goto(at(server.url, PAGE));
  await start(page);
  await finish(page, () => false);
  await page.clock.setSystemTime(new Date("2020-01-01T10:00:00"));
  await page.click("[data-do=restart]");
  await finish(page);
  await page.reload();
  assert.equal(await heading(page), "Module acquis");
});

test("without script: every question, its answer, its links; with script, paper gets the same", async () => {
  const page = await visit({ javaScriptEnabled: false });
  const items = page.locator("[data-question]");
  assert.ok(await items.count() >= 8);
  for (const item of await items.all()) {
    assert.ok(await item.locator("h3").isVisible());
    const fold = item.locator("details").last();
    await fold.locator("summary").click();
    const text = await fold.innerText();
    assert.match(text, /Juste\s:/);
    assert.match(text, /Faux\s:/);
    assert.ok(await fold.locator("a").first().isVisible(), "a link to read again");
  }
  assert.equal(await page.locator(".quiz-app, .quiz button:visible").count(), 0, "no dead control");

  const printed = await visit();
  await start(printed);
  await printed.emulateMedia({ media: "print" });
  assert.ok(await printed.locator("[data-static] h3").first().isVisible());
  assert.ok(!(await printed.locator(".quiz-app").isVisible()));
});

test("a portable build, opened as a file, goes from the first question to the attestation", async () => {
  const base = fileUrl(folder("JALON_FIXTURE_PORTABLE"));
  const page = await visit({}, base);
  await start(page);
  await answer(page, true);
  await page.click("[data-do=next]");
  await page.reload();
  assert.match(await heading(page), /^Question 2/);
  await finish(page);
  await page.click("[data-do=onward]");
  await page.waitForURL(/attestation/);
  assert.match(await page.locator(".attest-list").innerText(), /acquis, 100\s%/);
  assertQuiet(page, base);
});

test("movement is smooth only for those who did not ask for less of it", async () => {
  for (const reducedMotion of ["reduce", "no-preference"]) {
    const page = await open(browser, { reducedMotion, viewport: { width: 800, height: 300 } });
    await page.addInitScript(() => {
      window.moves = [];
      Element.prototype.scrollIntoView = function (how) { window.moves.push(how.behavior); };
    });
    await page.goto(at(server.url, PAGE));
    await start(page);
    await answer(page, true);
    assert.deepEqual([...new Set(await page.evaluate(() => window.moves))], [reducedMotion === "reduce" ? "auto" : "smooth"]);
  }
});

test("scripts of a quiz page weigh at most 35 KB, compressed", async () => {
  const page = await visit();
  const sources = await page.evaluate(() => [...document.scripts].map((script) => script.src));
  const texts = await Promise.all(sources.map(async (url) => (await page.context().request.get(url)).body()));
  const total = texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
  assert.ok(sources.length >= 2 && total <= 35 * 1024, `${total} bytes`);
});

describe("every state passes axe and reflows", () => {
  for (const { name, ...view } of VIEWS) {
    test(name, async () => {
      const page = await visit(view);
      const look = async (state) => {
        await assertAccessible(page, `${state}, ${name}`);
        await assertReflows(page, `${state}, ${name}`);
      };
      await look("start");
      await start(page);
      const seen = new Set();
      await look("asked");
      await page.click(".quiz-app [type=submit]");
      await look("not answered");
      for (let index = 0; (await page.locator("[data-at]").count()) > 0; index += 1) {
        const form = page.locator(".quiz-app form");
        const kind = await form.locator("input").first().getAttribute("type");
        const hint = form.locator("details summary");
        if (await hint.count() && !seen.has("hint")) {
          seen.add("hint");
          await hint.click();
          await look("hint");
        }
        const right = index % 4 === 3;
        if (kind === "checkbox" && !seen.has("asked multiple")) {
          seen.add("asked multiple");
          await look("asked multiple");
        }
        await answer(page, right);
        const state = `${right ? "right" : "wrong"} ${kind}`;
        if (!seen.has(state)) {
          seen.add(state);
          const others = page.locator(".quiz-stage > div > details > summary").last();
          if (await others.count()) await others.click();
          await look(state);
        }
        await page.click("[data-do=next]");
      }
      await look("result, not passed");
      for (const fold of await page.locator(".quiz-all summary").all()) await fold.click();
      await look("review");
      await page.click("[data-do=ask]");
      await look("erase");
      await page.click("[data-do=keep]");
      await page.click("[data-do=retry]");
      await finish(page);
      await look("result, passed");
      await page.reload();
      await look("resumed");
      assertQuiet(page, server.url);
      await page.context().close();

      const still = await open(browser, view);
      await still.route("**/quiz.*.js", (route) => route.abort());
      await still.goto(at(server.url, PAGE));
      for (const fold of await still.locator(".quiz details summary").all()) await fold.click();
      await assertAccessible(still, `without the script, ${name}`);
      await assertReflows(still, `without the script, ${name}`);
    });
  }
});
