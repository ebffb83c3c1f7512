// Answers a question of any kind, right or wrong, by keyboard alone, from what the page holds.
import assert from "node:assert/strict";
import { tabTo } from "./support.mjs";

const KEY = "jalon:parcours:1";

export const focused = (page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
export const stored = (page) => page.evaluate((key) => JSON.parse(localStorage.getItem(key)), KEY);
const press = async (page, key, times = 1) => { for (let i = 0; i < times; i += 1) await page.keyboard.press(key); };
export const enter = async (page, selector) => {
  await tabTo(page, selector);
  await page.keyboard.press("Enter");
};

/** The question on screen, as the page holds it. */
export async function onScreen(page) {
  const id = await page.locator("[data-at]").getAttribute("data-at");
  return page.evaluate((question) => {
    const section = document.querySelector(`[data-question="${question}"]`);
    return JalonKinds.readItem(section, false)[0].question;
  }, id);
}

/** Path to an end of a scenario: the best, or the worst. */
function path(question, right) {
  const ends = question.ends.map((end) => end.score), wanted = right ? Math.max(...ends) : Math.min(...ends);
  const walk = (here, taken) => {
    const end = question.ends.find((one) => one.id === here);
    if (end) return end.score === wanted ? taken : null;
    const step = question.steps.find((one) => one.id === here);
    return step.choices.reduce((found, way) => found ?? walk(way.next, [...taken, `${here}=${way.id}`]), null);
  };
  return walk(question.start, []);
}

/** Ticks a radio button with arrows. */
async function radio(page, value) {
  await tabTo(page, ".quiz-app input[type=radio]");
  await page.keyboard.press("Space");
  for (let i = 0; i < 9 && !(await page.locator(`.quiz-app input[value="${value}"]`).isChecked()); i += 1) await page.keyboard.press("ArrowDown");
  assert.ok(await page.locator(`.quiz-app input[value="${value}"]`).isChecked(), value);
}

/** Takes an option of the focused list. */
async function option(page, value) {
  for (let i = 0; i < 40 && (await page.evaluate(() => document.activeElement.value)) !== value; i += 1) await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.value), value);
}

const choose = async (page, question, right) => {
  const wanted = question.choices.find((choice) => choice.correct === right).id;
  await radio(page, wanted);
};
/** An accepted text, as carelessly written as it may be. */
function typed({ answers, forgive }) {
  const text = forgive?.case === false ? answers[0] : answers[0].toUpperCase();
  return forgive?.spaces === false ? text : ` ${text} `;
}
/** A number as French writes it. */
const decimal = (value) => (value.includes(".") ? value.replace(".", ",") : `${value},0`);
const parts = (list, of, right) => list.map((one) => (right ? of(one) : of(list[0])));

/** Fills the controls of each kind, with nothing but keys. */
export const fill = {
  single: choose,
  "true-false": choose,
  async multiple(page, question, right) {
    const wanted = question.choices.filter((choice) => choice.correct === right).map((choice) => choice.id);
    for (const box of await page.locator(".quiz-app input[type=checkbox]").all()) {
      await tabTo(page, ".quiz-app input[type=checkbox]");
      if (wanted.includes(await box.getAttribute("value"))) await page.keyboard.press("Space");
    }
  },
  async matching(page, question, right) {
    for (const value of parts(question.lefts, (left) => left.right, right)) {
      await tabTo(page, ".quiz-app select");
      await option(page, value);
    }
  },
  async categorise(page, question, right) {
    const ids = await page.evaluate(([one, seed]) => {
      return JalonDraw.shown(one, seed, document.querySelector("[data-quiz]").dataset.shuffle !== "false")[""];
    }, [question, (await stored(page)).attempts.at(-1).seed]);
    const shown = ids.map((id) => question.items.find((item) => item.id === id));
    for (const value of parts(shown, (item) => item.category, right)) {
      await tabTo(page, ".quiz-app select");
      await option(page, value);
    }
  },
  async ordering(page, question, right) {
    if (!right) return;
    for (const [place, { id }] of question.items.entries()) {
      const at = await page.locator(".quiz-order > li").evaluateAll((rows, wanted) => rows.findIndex((row) => row.dataset.id === wanted), id);
      if (at === place) continue;
      await tabTo(page, `.quiz-order > li[data-id="${id}"] [data-do=up]`);
      await press(page, "Enter", at - place);
      assert.match(await page.locator(".quiz-app form [role=status]").innerText(), new RegExp(`place ${place + 1} sur ${question.items.length}`));
      assert.ok(await page.evaluate((wanted) => document.activeElement.matches(`li[data-id="${wanted}"] [data-do=up]`), id), "the focus stays on the button");
    }
  },
  async cloze(page, question, right) {
    for (const gap of question.gaps) {
      await tabTo(page, ".quiz-cloze .input");
      if (gap.options.length) await option(page, gap.options.find((one) => one.correct === right).id);
      else await page.keyboard.type(right ? typed(gap) : "de travail");
    }
  },
  async numeric(page, question, right) {
    await tabTo(page, ".quiz-typed input");
    await page.keyboard.type(right ? decimal(question.value) : "15");
  },
  async short(page, question, right) {
    await tabTo(page, ".quiz-typed input");
    await page.keyboard.type(right ? typed(question) : "Ameli");
  },
  async scenario(page, question, right) {
    const steps = path(question, right);
    for (const [at, value] of steps.entries()) {
      await radio(page, value);
      if (at === steps.length - 1) break;
      await enter(page, ".quiz-app [type=submit]");
      assert.equal(await focused(page), "Ce qui s’ensuit");
      assert.equal(await page.locator(".quiz-app form .quiz-steps input").count(), 0, "what is validated stays");
    }
  },
};

/** Answers the question on screen, right or wrong. */
export async function answer(page, right) {
  const question = await onScreen(page);
  // Out of the field to which an error gave the focus.
  if (await page.evaluate(() => document.activeElement.matches(".quiz-app form fieldset :is(input, select)"))) await page.keyboard.press("Shift+Tab");
  await fill[question.kind](page, question, right);
  await enter(page, ".quiz-app [type=submit]");
  return question;
}
