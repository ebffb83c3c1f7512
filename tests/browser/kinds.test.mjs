// Every kind of question, on the page of demonstration: by keyboard alone, right and wrong, in every state, without script.
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { after, before, describe, test } from "node:test";
import { answer, enter, focused, onScreen, stored } from "./answers.mjs";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, folder, launch, open, serve } from "./support.mjs";

const PAGE = "formation/demo-questions/";
const KEY = "jalon:parcours:1";
const KINDS = ["single", "multiple", "true-false", "matching", "ordering", "categorise", "cloze", "numeric", "short", "scenario"];
const WRONG = /^(Ce n’est pas cela|Réponse incomplète|Réponse en partie juste)/;

let browser, server;
before(async () => {
  server = await serve(folder("JALON_DRAFTS"), "/sous/dossier/");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens the page; `change` rewrites its HTML. */
async function visit(options = {}, change = undefined) {
  const page = await open(browser, options);
  if (change) {
    await page.route(`**/${PAGE}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.text()) });
    });
  }
  await page.goto(server.url + PAGE);
  return page;
}

const heading = (page) => page.locator(".quiz-stage h3").first().innerText();

async function start(page) {
  await enter(page, "[data-do=start]");
}

async function finish(page, right) {
  for (let index = 0; await page.locator("[data-at]").count(); index += 1) {
    if (await page.locator(".quiz-app form").count()) await answer(page, right(index));
    if (await page.locator("[data-do=next]").count()) await enter(page, "[data-do=next]");
  }
}

/** Percent that the stored answers give, scored again from what the page holds. */
function replay(page) {
  return page.evaluate((key) => {
    const attempt = JSON.parse(localStorage.getItem(key)).attempts.at(-1);
    const questions = [...document.querySelectorAll("[data-question]")].flatMap((section) => JalonKinds.readItem(section, false)).map((item) => item.question);
    const total = JalonScoring.total(questions.filter((one) => attempt.questions.includes(one.id)), (id) => attempt.answers.find((one) => one.q === id)?.a);
    return { stored: attempt.done.percent, again: total.percent, points: questions.map((one) => JalonScoring.score(one, attempt.answers.find((given) => given.q === one.id)?.a)) };
  }, KEY);
}

test("by keyboard alone: every kind answered wrong, explained, asked again alone, answered right", async () => {
  const page = await visit();
  await start(page);
  const kinds = [];
  for (let n = 1; n <= KINDS.length; n += 1) {
    assert.equal(await focused(page), `Question ${n} sur ${KINDS.length}`);
    const { kind } = await answer(page, false);
    kinds.push(kind);
    assert.match(await focused(page), WRONG, kind);
    assert.ok(await page.locator(".quiz-app .quiz-review a").count(), `${kind}: a paragraph to read again`);
    await enter(page, "[data-do=next]");
  }
  assert.deepEqual(kinds.sort(), [...KINDS].sort());
  const first = await replay(page);
  assert.equal(first.stored, first.again);
  assert.ok(first.points.every((points) => points < 100) && first.points.some((points) => points > 0), first.points.join());
  assert.match(await page.locator(".quiz-score").innerText(), /\d en partie juste/);
  assert.ok(await page.locator(".quiz-again a").count() >= 8);

  await enter(page, "[data-do=retry]");
  for (let n = 1; n <= KINDS.length; n += 1) {
    assert.equal(await focused(page), `Question ${n} sur ${KINDS.length}`);
    const { kind } = await answer(page, true);
    assert.match(await focused(page), /^Bonne réponse/, kind);
    await enter(page, "[data-do=next]");
  }
  assert.equal(await focused(page), "Quiz réussi");
  assert.deepEqual(await replay(page), { stored: 100, again: 100, points: KINDS.map(() => 100) });
  assertQuiet(page, server.url);
});

test("an incomplete answer is said, field by field, and nothing is counted", async () => {
  const page = await visit();
  await start(page);
  for (let n = 1; n <= KINDS.length; n += 1) {
    const { kind } = await onScreen(page);
    if (kind !== "ordering") {
      await enter(page, ".quiz-app [type=submit]");
      assert.ok(await page.locator(".quiz-error").isVisible(), kind);
      assert.match(await page.evaluate(() => document.activeElement.tagName), /INPUT|SELECT/);
    }
    if (kind === "numeric") {
      await page.keyboard.type("onze");
      await page.keyboard.press("Enter");
      assert.match(await page.locator(".quiz-error").innerText(), /nombre/);
      await page.keyboard.press("Control+A");
      await page.keyboard.type("1 1.0");
      await page.keyboard.press("Enter");
    } else {
      await answer(page, true);
    }
    assert.match(await focused(page), /^Bonne réponse/, kind);
    await enter(page, "[data-do=next]");
  }
  assert.equal((await stored(page)).attempts[0].answers.length, KINDS.length);
});

test("what was answered stays after a reload, and gives the same score again", async () => {
  const page = await visit();
  await start(page);
  await finish(page, (index) => index % 2 === 0 || index > 8);
  const before = await page.locator(".quiz-all").innerHTML();
  await page.reload();
  assert.equal(await page.locator(".quiz-all").innerHTML(), before);
  const { stored: held, again } = await replay(page);
  assert.equal(held, again);
});

test("stored answers of any shape never break the page", async () => {
  const page = await visit();
  await start(page);
  await finish(page, () => true);
  for (const garbage of [["<img src=x onerror=alert(1)>"], ['1="]', "=", "1=a"], ["numero=a", "numero=a"], ["a", "b", "c", "d"], []]) {
    await page.evaluate(([key, a]) => {
      const state = JSON.parse(localStorage.getItem(key));
      for (const attempt of state.attempts) for (const given of attempt.answers) given.a = a;
      localStorage.setItem(key, JSON.stringify(state));
    }, [KEY, garbage]);
    await page.reload();
    assert.equal(await page.locator(".quiz-all > li").count(), KINDS.length, JSON.stringify(garbage));
  }
  assertQuiet(page, server.url);
});

test("a draw asks the questions that core.js says, and who goes on after mistakes is asked others", async () => {
  const page = await visit({}, (html) => html.replace('data-quiz="demo"', 'data-quiz="demo" data-draw="3"'));
  await start(page);
  assert.equal(await heading(page), "Question 1 sur 3");
  const { attempts: [attempt] } = await stored(page);
  const drawn = await page.evaluate((seed) => JalonDraw.draw([...document.querySelectorAll("[data-question]")].map((node) => ({ id: node.dataset.question })), 3, seed), attempt.seed);
  assert.deepEqual(attempt.questions, drawn);
  await page.reload();
  assert.equal(await heading(page), "Question 1 sur 3");
  await finish(page, () => false);
  await enter(page, "[data-do=retry]");
  const { attempts: [, second] } = await stored(page);
  const others = await page.evaluate(([questions, seed]) => {
    const pool = [...document.querySelectorAll("[data-question]")].map((node) => ({ id: node.dataset.question }));
    return JalonDraw.redraw(pool, { questions, right: [], used: questions }, seed);
  }, [drawn, second.seed]);
  assert.deepEqual(second.questions, others);
  assert.deepEqual(second.questions.filter((id) => drawn.includes(id)), [], "what was just explained is not asked again");
});

test("tries are limited, and answers are shown when the bank says so", async () => {
  const page = await visit({}, (html) => html.replace('data-quiz="demo"', 'data-quiz="demo" data-tries="2" data-show="reviews"'));
  await start(page);
  for (let n = 0; n < KINDS.length; n += 1) {
    const { kind } = await answer(page, false);
    const told = await page.locator(".quiz-stage").innerText();
    assert.doesNotMatch(told, /il fallait|La bonne réponse|Bonne réponse, non choisie|Le bon ordre|à mettre en/, kind);
    assert.ok(await page.locator(".quiz-app .quiz-review a").count(), kind);
    await enter(page, "[data-do=next]");
  }
  await enter(page, "[data-do=retry]");
  await finish(page, () => false);
  assert.equal(await page.locator("[data-do=retry], [data-do=restart]").count(), 0);
  assert.match(await page.locator(".quiz-score").innerText(), /tous les essais/);
  assert.match(await page.locator(".quiz-all").textContent(), /La bonne réponse/);

  const bare = await visit({}, (html) => html.replace('data-quiz="demo"', 'data-quiz="demo" data-tries="2" data-show="score"'));
  await start(bare);
  for (let n = 1; n <= KINDS.length; n += 1) {
    assert.equal(await focused(bare), `Question ${n} sur ${KINDS.length}`);
    await answer(bare, n > 5);
  }
  assert.equal(await focused(bare), "Quiz à reprendre");
  assert.equal(await bare.locator(".quiz-all, .quiz-again").count(), 0);
});

test("lists shown as written when the bank says so", async () => {
  const page = await visit({}, (html) => html.replace('data-quiz="demo"', 'data-quiz="demo" data-shuffle="false"'));
  await start(page);
  assert.deepEqual(await page.locator(".quiz-app input").evaluateAll((nodes) => nodes.map((node) => node.value)), ["a", "b", "c"]);
});

test("without script: each question is whole, with its answer; no dead control", async () => {
  const page = await visit({ javaScriptEnabled: false });
  const items = page.locator("[data-question]");
  assert.equal(await items.count(), KINDS.length);
  for (const item of await items.all()) {
    const kind = await item.getAttribute("data-kind");
    for (const fold of await item.locator("details").all()) await fold.locator("> summary").click();
    const text = await item.innerText();
    const wanted = {
      matching: "Coordination et orientation → Relier", categorise: "→ Le gestionnaire", ordering: "Ouvrir l’onglet", cloze: "Réponses acceptées",
      numeric: "Réponse : 11 chiffres", short: "mesHabilitations", scenario: "Aller à l’issue 1",
    }[kind] ?? "Juste :";
    assert.ok(text.replace(/\s/g, " ").includes(wanted.replace(/\s/g, " ")), `${kind}: ${text}`);
    assert.ok(await item.locator("a").first().isVisible(), `${kind}: a link to read again`);
  }
  for (const link of await page.locator("[data-kind=scenario] a[href^='#']").all()) {
    assert.equal(await page.locator(await link.getAttribute("href")).count(), 1);
  }
  assert.equal(await page.locator(".quiz-app, .quiz :is(button, input, select):visible").count(), 0, "no dead control");
});

test("scripts of a page with every kind weigh at most 35 KB, compressed", async () => {
  const page = await visit();
  const sources = await page.evaluate(() => [...document.scripts].map((script) => script.src));
  const texts = await Promise.all(sources.map(async (url) => (await page.context().request.get(url)).body()));
  const total = texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
  assert.ok(total <= 35 * 1024, `${total} bytes`);
});

describe("every state of every kind passes axe and reflows", () => {
  for (const { name, ...view } of VIEWS) {
    test(name, async () => {
      const page = await visit({ ...view, reducedMotion: "reduce" });
      const look = async (state) => {
        await assertAccessible(page, `${state}, ${name}`);
        await assertReflows(page, `${state}, ${name}`);
      };
      await start(page);
      for (const right of [false, true]) {
        for (let n = 0; n < KINDS.length; n += 1) {
          const { kind } = await onScreen(page);
          if (!right) {
            await look(`${kind} asked`);
            if (kind !== "ordering") await page.locator(".quiz-app [type=submit]").click();
            const hint = page.locator(".quiz-app form details summary");
            if (await hint.count()) await hint.click();
            if (kind !== "ordering") await look(`${kind} not answered, hint`);
          }
          await answer(page, right);
          const others = page.locator(".quiz-app .quiz-explained > details > summary");
          if (await others.count()) await others.click();
          await look(`${kind} ${right ? "right" : "wrong"}`);
          await page.locator("[data-do=next]").click();
        }
        for (const fold of await page.locator(".quiz-all > li > details > summary").all()) await fold.click();
        await look(`review, ${right ? "right" : "wrong"}`);
        if (!right) await page.locator("[data-do=retry]").click();
      }
      assertQuiet(page, server.url);
      await page.context().close();

      const still = await visit({ ...view, javaScriptEnabled: false });
      for (const fold of await still.locator(".quiz details > summary").all()) await fold.click();
      await assertReflows(still, `without script, ${name}`);
      const plain = await open(browser, view);
      await plain.route("**/quiz.*.js", (route) => route.abort());
      await plain.goto(server.url + PAGE);
      for (const fold of await plain.locator(".quiz details > summary").all()) await fold.click();
      await assertAccessible(plain, `without the script, ${name}`);
    });
  }
});
