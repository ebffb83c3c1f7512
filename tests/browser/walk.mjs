// The whole loop, as one who learns walks it, in any browser: home → course → modules → assessment → summit → sheet → QR code →
// verdict, by keyboard and without a menu. At each step one button leads on, and no other is as loud.
//
// In: the address of the site, and a page that any browser can give:
//   goto(address)            loads it
//   evaluate(function, arg)  what the function returns in the page
//   press(key)               Tab, Enter, Space, ArrowDown
//   type(text)               letter after letter
//   shot()                   PNG of what is in the window
import assert from "node:assert/strict";
import jsQR from "jsqr";
import { PNG } from "pngjs";
import { PATIENCE } from "./support.mjs";

const LEARNER = { first: "Inès", last: "Le Goff", role: "Responsable RH", structure: "Foyer des Rives", place: "Brest" };
const LOUD = "main .btn:not(.btn-quiet, .btn-secondary)";
const MODULES = 7;

/** Waits until a function of the page says yes. */
async function until(page, what, asked, given) {
  for (const end = Date.now() + PATIENCE; ;) {
    // Between two pages there is none to ask.
    if (await page.evaluate(asked, given).catch(() => false)) return;
    assert.ok(Date.now() < end, `${what} never comes`);
    await new Promise((done) => setTimeout(done, 30));
  }
}

/** The words of the buttons that lead on: those that are not quieter than a button can be. */
export function loud(page) {
  return page.evaluate((selector) => [...document.querySelectorAll(selector)]
    .filter((button) => button.checkVisibility() && button.getClientRects().length)
    .map((button) => button.innerText.replace(/\s+/g, " ").trim()), LOUD);
}

/** Moves with Tab until what has the focus matches; over the menus, by the link that a page begins with. */
async function tabTo(page, selector) {
  const there = ([wanted]) => {
    const now = document.activeElement;
    return now?.matches(wanted) ? "there" : now?.matches(".skip") ? "skip" : "";
  };
  for (let presses = 0; ; presses += 1) {
    assert.ok(presses < 150, `Tab never reaches ${selector}`);
    const found = await page.evaluate(there, [selector]);
    if (found === "there") return;
    await page.press(found ? "Enter" : "Tab");
  }
}

/** What is to be pressed to answer the question on screen, right or wrong: lists of steps, each ended by « Valider ». In the page. */
function plan(good) {
  const { readItem, all, attribute, plain } = window.JalonKinds;
  const id = document.querySelector("[data-at]").getAttribute("data-at"), section = document.querySelector(`[data-question="${id}"]`);
  const [{ question }] = readItem(section, false), inputs = [...document.querySelectorAll(".quiz-app form .input")];
  const option = (list, wanted) => list.find((one) => (one.correct === true) === wanted) ?? list[0];
  const radio = (name, value) => [{ go: `.quiz-app input[name="${name}"]`, down: `.quiz-app input[value="${value}"]` }];
  const walk = (here, taken, wanted) => {
    const end = question.ends.find((one) => one.id === here);
    if (end) return (end.score === 100) === wanted ? taken : null;
    if (taken.length > 20) return null;
    const { choices } = question.steps.find((one) => one.id === here);
    return choices.reduce((found, way) => found ?? walk(way.next, [...taken, [here, way.id]], wanted), null);
  };
  const mark = (node, name = (node.dataset.walked = `${Math.random()}`)) => `[data-walked="${name}"]`;
  const select = (node, value) => ({ go: mark(node), downs: [...node.options].findIndex((one) => one.value === value) });
  const text = (node, words) => ({ go: mark(node), words });
  switch (question.kind) {
    case "multiple": {
      const right = question.choices.filter((one) => one.correct);
      return [[...document.querySelectorAll(".quiz-app [type=checkbox]")].map((box) => box.value)
        .filter((value) => (good ? right : [option(question.choices, false)]).some((one) => one.id === value))
        .map((value) => ({ go: `.quiz-app input[value="${value}"]`, space: true }))];
    }
    case "scenario": return walk(question.start, [], good).map(([step, way]) => radio(`${id}-${step}`, `${step}=${way}`));
    case "matching": case "categorise":
      return [[...document.querySelectorAll(".quiz-app .quiz-pair")].map((pair) => {
        const item = all(section, "item").find((node) => plain(node) === plain(pair.querySelector("label"))), to = attribute(item, "to");
        const node = pair.querySelector("select"), values = [...node.options].map((one) => one.value);
        return select(node, good ? to : values.find((value) => value && value !== to));
      })];
    case "ordering": {
      const ids = question.items.map((one) => one.id), rows = [...document.querySelectorAll(".quiz-order li")].map((row) => row.dataset.id);
      return [(good ? ids : ids.reverse()).map((one, at) => {
        const ups = rows.indexOf(one) - at;
        rows.splice(at, 0, rows.splice(at + ups, 1)[0]);
        return { go: `.quiz-order li[data-id="${one}"] [data-do=up]`, ups };
      }).filter((step) => step.ups)];
    }
    case "cloze": return [question.gaps.map((gap, at) => (gap.options.length ? select(inputs[at], option(gap.options, good).id) : text(inputs[at], good ? gap.answers[0] : "rien de tel")))];
    case "numeric": return [[text(inputs[0], good ? question.value.replace(".", ",") : "987654")]];
    case "short": return [[text(inputs[0], good ? question.answers[0] : "rien de tel")]];
    default: return [radio(id, option(question.choices, good).id)];
  }
}

/** Answers the question on screen with the keyboard. */
async function reply(page, good) {
  for (const steps of await page.evaluate(plan, good)) {
    for (const { go, down, downs = 0, ups = 0, words, space } of steps) {
      await tabTo(page, go);
      if (words) await page.type(words);
      if (space) await page.press("Space");
      for (let left = downs; left; left -= 1) await page.press("ArrowDown");
      for (let left = ups; left; left -= 1) await page.press("Enter");
      if (!down) continue;
      const at = (selector) => document.activeElement.matches(selector);
      for (let presses = 0; !(await page.evaluate(at, down)); presses += 1) {
        assert.ok(presses < 20, `arrows never reach ${down}`);
        await page.press("ArrowDown");
      }
      if (!(await page.evaluate(() => document.activeElement.checked))) await page.press("Space");
    }
    await tabTo(page, ".quiz-app [type=submit]");
    await page.press("Enter");
  }
}

/** The address in the QR code on screen, held nearer than it stands. */
async function scan(page) {
  await page.evaluate(() => {
    const drawn = document.querySelector("[data-qr] svg"), side = Math.min(innerWidth, innerHeight) - 30;
    Object.assign(drawn.style, { position: "fixed", zIndex: 99, top: "10px", left: "10px", width: `${side}px`, height: `${side}px`, background: "#fff" });
  });
  // A picture may be taken before all is painted.
  for (const end = Date.now() + 20_000; ;) {
    const { data, width, height } = PNG.sync.read(Buffer.from(await page.shot()));
    const read = jsQR(new Uint8ClampedArray(data), width, height)?.data;
    if (read || Date.now() > end) return read;
  }
}

/**
 * @param page as above
 * @param {string} home  the address of the site
 * @param {(step: string) => Promise<void>} look  what to look at, at each step
 */
export async function walk(page, home, look = async () => {}) {
  const here = () => page.evaluate(() => location.href);
  const text = (selector) => page.evaluate((wanted) => document.querySelector(wanted)?.innerText ?? "", selector);
  const count = (selector) => page.evaluate((wanted) => document.querySelectorAll(wanted).length, selector);
  const last = () => page.evaluate(() => JSON.parse(localStorage.getItem("jalon:parcours:1")).attempts.at(-1).questions);

  /** One button leads on: it is reached with Tab from where the focus is, and pressed. */
  const goOn = async (words) => {
    const found = await loud(page);
    assert.equal(found.length, 1, `${await here()} leads on by ${JSON.stringify(found)}`);
    assert.match(found[0], words, await here());
    await look(found[0]);
    await tabTo(page, LOUD);
    await page.press("Enter");
  };

  /** The button leads to another page. */
  const goTo = async (words, to) => {
    const before = await page.evaluate(() => location.pathname);
    await goOn(words);
    await until(page, String(to), (left) => location.pathname !== left && document.readyState === "complete", before);
    assert.match(await here(), to);
  };

  /** The questions of a module, right at once; `wrong` answers the first one wrong first. */
  const answer = async (wrong = false) => {
    for (let good = !wrong; await count("[data-at]:not([data-at=''])"); good = true) {
      assert.deepEqual(await loud(page), ["Valider"]);
      await look("Valider");
      await reply(page, good);
      await goOn(/^(Question suivante|Voir mon résultat)/);
    }
  };

  await page.goto(home);
  await goTo(/^Commencer la formation/, /formation\/$/);
  assert.ok(await count(".decision"), "which attestation is expected is asked first");
  await goTo(/^Commencer le parcours/, /pourquoi-et-pour-qui/);
  for (let number = 1; number <= MODULES; number += 1) {
    assert.deepEqual(await loud(page), ["Lire"]);
    await look("Lire");
    // The transcript says what the capsule says.
    await tabTo(page, "[data-do=toggle]");
    await page.press("Enter");
    await tabTo(page, "[data-do=confirm]");
    await page.press("Enter");
    await goOn(/^Commencer$/);
    await answer(number === 2);
    if (number === 2) {
      const before = await last();
      await goOn(/^Répondre à une autre question/);
      assert.equal((await last()).filter((id) => !before.includes(id)).length, 1, "one question gives its place to another");
      await answer();
    }
    assert.equal(await count(".side li[data-module].is-done"), number, "the rail follows");
    await (number < MODULES ? goTo(/^Module suivant/, /formation/) : goTo(/^Passer l’évaluation finale/, /evaluation/));
  }
  // Half-way, the home page knows where one stands.
  await page.goto(home);
  await goTo(/^Passer l’évaluation finale/, /evaluation/);
  await goOn(/^Commencer$/);
  await answer();
  await goTo(/^Préparer mon attestation/, /attestation/);
  await summit({ page, home, goTo, text, count });
  await sheet({ page, look, goOn, text });
}

/** At the end: the home page leads to the sheet, and the page of the course is the summit. */
async function summit({ page, home, goTo, text, count }) {
  await page.goto(home);
  assert.doesNotMatch(await text(".hero-go"), /sans compte/, "what is for those who have not begun is gone");
  await goTo(/^Mon attestation/, /attestation/);
  await page.goto(`${home}formation/`);
  assert.match(await text(".summit h3"), /drapeau est planté/);
  assert.equal(await count(".summit-known li"), 7);
  assert.equal(await count(".summit-next li"), 3);
  const mail = await page.evaluate(() => document.querySelector(".summit [data-do=mail]").href);
  assert.match(mail, /^mailto:\?subject=Attestation/);
  assert.match(decodeURIComponent(mail), /Vérifiez-la[\s\S]*http\S+\/verification\/\r\n[\s\S]*Signez le cadre de droite[\s\S]*droit[\s\S]*mesHabilitations/);
  assert.ok(mail.length < 1900, `${mail.length}: some mail programs cut at 2,083`);
  await goTo(/^Préparer mon attestation/, /attestation/);
}

/** The sheet is filled and printed, its code scanned, and what it leads to says the verdict first. */
async function sheet({ page, look, goOn, text }) {
  await page.evaluate(() => { window.print = () => { window.printed = true; }; });
  for (const [name, value] of Object.entries(LEARNER)) {
    await tabTo(page, `[name=${name}]`);
    await page.type(value);
    assert.equal(await page.evaluate(() => document.activeElement.value), value);
  }
  await goOn(/^Imprimer ou enregistrer en PDF/);
  // Nobody was named yet: whose results these are is asked once.
  await until(page, "the question", () => !!document.querySelector(".learner-ask"));
  await goOn(/^Oui, je suis Inès/);
  await until(page, "the print", () => window.printed);
  const address = await scan(page);
  assert.match(String(address), /formation\/verification\/#v=2/, "the code is read by a program of others");
  assert.ok(address.length < 900, `${address.length} signs`);
  await page.goto(address);
  await until(page, "the verdict", () => !!document.querySelector(".verify-result h2")?.innerText);
  assert.equal(await text(".verify-result h2"), "Feuille authentique, parcours terminé");
  assert.match(await text(".verify-result .verify-name"), /^Inès Le Goff$/);
  assert.match(await text(".verify-result .verify-next"), /Signez le cadre de droite[\s\S]*mesHabilitations/);
  assert.ok((await page.evaluate(() => document.querySelector(".verify-result h2").getBoundingClientRect().top < innerHeight)), "the verdict is on the first screen");
  await look("Verdict");
}
