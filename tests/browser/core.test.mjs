// The rules of quizzes, attestations and progress, without a browser: the vectors of tests/vectors (Rust runs them too), then properties.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { rules } from "./scripts.mjs";

const here = (path) => new URL(path, import.meta.url);
const vectors = (name) => JSON.parse(readFileSync(here(`../vectors/${name}.json`), "utf8"));
const Jalon = rules();

// A small generator of its own, so that a failure can be played again.
function dice(seed) {
  const next = Jalon.random(seed);
  const below = (n) => Math.floor(next() / 4294967296 * n);
  return { below, pick: (list) => list[below(list.length)], many: (n, make) => Array.from({ length: n }, (_, at) => make(at)) };
}

test("scoring: vectors", () => {
  const { cases, totals } = vectors("scoring");
  for (const { question, answer, points } of cases) assert.equal(Jalon.score(question, answer), points, `${question.id} ${JSON.stringify(answer)}`);
  for (const one of totals) {
    const { right, count, percent } = one;
    assert.deepEqual(Jalon.total(one.questions, (id) => one.answers[id]), { right, count, percent });
  }
  assert.equal(Jalon.score(cases[0].question, undefined), 0);
});

test("scoring: no answer makes it fail, and points are whole, 0 to 100", () => {
  const { cases } = vectors("scoring"), { below, pick, many } = dice(11);
  const pieces = cases.flatMap((one) => one.answer).concat("", "=", "a=", "=a", "1=a=b", "__proto__=a", "constructor", "1e3", "\ud800");
  for (const { question } of cases) {
    for (let i = 0; i < 40; i += 1) {
      const answer = many(below(6), () => pick(pieces)), points = Jalon.score(question, answer);
      assert.ok(Number.isInteger(points) && points >= 0 && points <= 100, `${question.id} ${JSON.stringify(answer)}: ${points}`);
    }
  }
});

test("order: vectors", () => {
  const { hash32, random, choiceOrder, shown, draw } = vectors("order");
  for (const { text, value } of hash32) assert.equal(Jalon.hash32(text), value, text);
  for (const { seed, values } of random) {
    const next = Jalon.random(seed);
    assert.deepEqual(values.map(() => next()), values, `seed ${seed}`);
  }
  for (const { choices, seed, question, order } of choiceOrder) assert.deepEqual(Jalon.choiceOrder(choices, seed, question), order, question);
  for (const { question, seed, shuffle, order } of shown) assert.deepEqual(Jalon.shown(question, seed, shuffle), order, `${question.id} ${seed}`);
  for (const { questions, count, seed, drawn } of draw) assert.deepEqual(Jalon.draw(questions, count, seed), drawn, `${count} ${seed}`);
});

test("order: thirteen questions drawn out of two for each of thirteen objectives are one for each", () => {
  const questions = Array.from({ length: 26 }, (_, at) => ({ id: `q${at}`, objective: `o${at % 13}` })), asked = new Set();
  for (let seed = 0; seed < 500; seed += 1) {
    const drawn = Jalon.draw(questions, 13, seed);
    assert.deepEqual([drawn.length, new Set(drawn.map((id) => Number(id.slice(1)) % 13)).size], [13, 13], `seed ${seed}`);
    drawn.forEach((id) => asked.add(id));
  }
  assert.equal(asked.size, 26, "every question is asked some day");
});

test("order: every order is about as likely as another", () => {
  const seen = new Map();
  for (let seed = 0; seed < 24000; seed += 1) {
    const order = Jalon.choiceOrder(["a", "b", "c", "d"], seed, "question").join("");
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  assert.equal(seen.size, 24);
  for (const [order, times] of seen) assert.ok(times > 850 && times < 1150, `${order}: ${times} of 24000`);
});

test("control code: vectors", () => {
  const { text, sha256, sheets, read } = vectors("control-code");
  for (const one of text) {
    assert.equal(Jalon.clean(one.text), one.clean, JSON.stringify(one.text));
    assert.equal(Jalon.canonicalText(one.text), one.canonical, JSON.stringify(one.text));
  }
  for (const one of sha256) assert.equal(Jalon.sha256Hex(one.text), one.hex);
  for (const { name, sheet, canonical, code } of sheets) {
    assert.equal(Jalon.canonical(sheet), canonical, name);
    assert.equal(Jalon.controlCode(sheet), code, name);
  }
  for (const { typed, code } of read) assert.equal(Jalon.readCode(typed), code, typed);
});

test("control code: every printed field changed alone changes the code", () => {
  const { sheet, code } = vectors("control-code").sheets.find((one) => one.name === "score shown");
  let changed = 0;
  const alter = (node, key) => {
    const held = node[key];
    if (held !== null && typeof held === "object") return Object.keys(held).forEach((inner) => alter(held, inner));
    node[key] = typeof held === "number" ? held + 1 : held === null ? 0 : `${held}x`;
    assert.notEqual(Jalon.controlCode(sheet), code, `${key} does not count`);
    if (typeof held === "string" && held.length > 1) {
      node[key] = held.slice(0, -1);
      assert.notEqual(Jalon.controlCode(sheet), code, `${key}, one letter less, does not count`);
    }
    node[key] = held;
    changed += 1;
  };
  Object.keys(sheet).forEach((key) => alter(sheet, key));
  assert.ok(changed >= 22, `${changed} fields`);
  assert.equal(Jalon.controlCode(sheet), code);
  sheet.modules[0].objectives.reverse();
  assert.notEqual(Jalon.controlCode(sheet), code, "the order of objectives counts");
});

test("control code: any wrong symbol and any swap of neighbours is seen without the sheet", () => {
  for (const { code } of vectors("control-code").sheets) {
    const flat = code.replaceAll("-", "");
    for (let at = 0; at < flat.length; at += 1) {
      for (const symbol of Jalon.SYMBOLS) {
        const typed = flat.slice(0, at) + symbol + flat.slice(at + 1);
        assert.equal(Jalon.readCode(typed), symbol === flat[at] ? code : "", typed);
      }
      if (at && flat[at] !== flat[at - 1]) {
        assert.equal(Jalon.readCode(flat.slice(0, at - 1) + flat[at] + flat[at - 1] + flat.slice(at + 1)), "", `swap at ${at}`);
      }
    }
  }
});

test("stored progress: vectors", () => {
  const { read, merge } = vectors("state");
  for (const { raw, attempts, lost, seen, active } of read) {
    const out = Jalon.readState(raw);
    assert.equal(out.state.attempts.length, attempts, raw);
    assert.equal(out.lost, lost, raw);
    assert.deepEqual(out.state.seen, seen, raw);
    assert.deepEqual(out.state.active, active, raw);
  }
  for (const { a, b, out } of merge) {
    assert.deepEqual(Jalon.merge(a, b), out);
    assert.deepEqual(Jalon.merge(b, a), out);
  }
});

/** A valid attempt; few ids and times, so that they collide. */
function attempt(d, id) {
  const questions = ["q1", "q2", "q3"];
  const answers = questions.filter(() => d.below(2)).map((q) => ({ q, a: d.many(1 + d.below(2), () => d.pick(["a", "b"])), t: d.below(4), f: "00000000" }));
  const one = { id, n: 1, course: "c", module: "m", quiz: "z", version: "ab", seed: 7, from: "", start: 5, questions, answers, seen: d.below(4) };
  if (answers.length === 3 && d.below(2)) one.done = { t: d.below(3), percent: d.below(100), passed: !!d.below(2) };
  return one;
}
const seen = (d) => Object.fromEntries(["x", "y"].filter(() => d.below(2)).map((id) => [id, { [d.pick(["000000000000", "aaaaaaaaaaaa"])]: d.below(3) }]));
const active = (d) => Object.fromEntries(["x", "y"].filter(() => d.below(2)).map((id) => [id, { [d.pick(["0000000000", "AAAAAAAAAA"])]: d.below(3) }]));
const state = (d) => Jalon.readState(JSON.stringify({
  v: 1, seen: seen(d), active: active(d), attempts: ["0000000000", "1111111111", "2222222222"].filter(() => d.below(2)).map((id) => attempt(d, id)),
})).state;

test("stored progress: merging is commutative, associative and idempotent, and loses no answer", () => {
  const d = dice(2026);
  for (let round = 0; round < 3000; round += 1) {
    const [a, b, c] = [state(d), state(d), state(d)];
    assert.deepEqual(Jalon.merge(a, b), Jalon.merge(b, a));
    assert.deepEqual(Jalon.merge(Jalon.merge(a, b), c), Jalon.merge(a, Jalon.merge(b, c)));
    assert.deepEqual(Jalon.merge(a, a), a);
    const all = Jalon.merge(a, b);
    for (const from of [...a.attempts, ...b.attempts]) {
      const held = all.attempts.find((one) => one.id === from.id);
      for (const answer of from.answers) assert.ok(held.answers.some((one) => one.q === answer.q));
    }
    assert.deepEqual(Jalon.readState(JSON.stringify(all)), { state: all, lost: false });
  }
});

test("stored progress: no text and no value can make reading fail", () => {
  const d = dice(7);
  const good = JSON.stringify({ v: 1, attempts: [attempt(d, "0000000000"), attempt(d, "1111111111")] });
  const odd = [null, true, -1, 1e999, 0.5, "", "x", [], {}, [[]], { length: 1 }, "__proto__", "\u0000", "9".repeat(600)];
  for (let round = 0; round < 4000; round += 1) {
    const at = d.below(good.length);
    for (const raw of [good.slice(0, at), good.slice(0, at) + d.pick([..."{}[]\",:0a\\"]) + good.slice(at + 1)]) {
      assert.equal(Jalon.readState(raw).state.v, 1);
    }
    const value = JSON.parse(good);
    const target = d.pick([value, value.attempts, value.attempts[0], value.attempts[1].answers[0] ?? value]);
    target[d.pick(Object.keys(target))] = d.pick(odd);
    const { state: read } = Jalon.readState(JSON.stringify(value));
    assert.deepEqual(Jalon.merge(read, read), read);
  }
  assert.equal({}.x, undefined);
});

/** A storage as browsers have it: full, refused, or in order. */
function storage({ refused = false, full = false } = {}) {
  const held = new Map();
  const self = {
    held, writes: 0, full,
    getItem: (key) => held.get(key) ?? null,
    setItem(key, value) {
      self.writes += 1;
      if (self.full) throw new Error("QuotaExceededError");
      held.set(key, value);
    },
    removeItem: (key) => { held.delete(key); },
  };
  return { self, name: () => { if (refused) throw new Error("SecurityError"); return self; } };
}

test("stored progress: answers of every kind are kept, oversized or ill-typed ones are not", () => {
  const given = (a) => ({ v: 1, attempts: [{
    id: "ABCDEFGHJK", n: 1, course: "", module: "", quiz: "essai", version: "", seed: 1, from: "", start: 1, questions: ["un"], seen: 0,
    answers: [{ q: "un", a, t: 1, f: "00000000" }],
  }] });
  const read = (a) => Jalon.readState(JSON.stringify(given(a)));
  for (const a of [["a"], ["a", "c"], ["vrai"], ["1=a", "2=c"], ["c", "a", "b"], ["nom=mes habilitations = là"], ["−1\u202f234,5"], ["l’été"], ["numero=a", "role=b"]]) {
    assert.deepEqual(read(a).state, given(a), JSON.stringify(a));
  }
  for (const a of ["a", [1], [null], [["a"]], [""], ["a".repeat(501)], Array(101).fill("a"), { 0: "a" }]) {
    assert.deepEqual([read(a).lost, read(a).state.attempts.length], [true, 0], JSON.stringify(a).slice(0, 40));
  }
});

test("store: nothing is written before one chooses; a shared computer writes for the session only", () => {
  const local = storage(), session = storage();
  const store = Jalon.openStore(local.name, session.name);
  store.read();
  assert.equal(store.refused(), false);
  assert.equal(local.self.writes + session.self.writes, 0);
  assert.equal(store.choose(true), true);
  assert.equal(store.save([attempt(dice(1), "0000000000")], false), "kept");
  assert.equal(local.self.writes, 0);
  assert.deepEqual([...session.self.held.keys()], [Jalon.KEY]);
  assert.equal(Jalon.openStore(local.name, session.name).where(), "session");
  store.erase();
  assert.equal(session.self.held.size, 0);
});

test("store: refused or full storage falls back on memory, and says so", () => {
  const one = attempt(dice(1), "0000000000");
  for (const kind of [{ refused: true }, { full: true }]) {
    const store = Jalon.openStore(storage(kind).name, storage(kind).name);
    assert.equal(store.refused(), !!kind.refused);
    assert.equal(store.choose(false), false);
    assert.equal(store.where(), "memory");
    assert.equal(store.save([one], false), "kept");
    assert.equal(store.read().state.attempts.length, 1);
  }
  const filling = storage();
  const store = Jalon.openStore(filling.name, storage().name);
  store.choose(false);
  store.save([one], false);
  filling.self.full = true;
  assert.equal(store.save([attempt(dice(2), "1111111111")], false), "failed");
  assert.equal(store.read().state.attempts.length, 2, "what could not be written is not lost");
});

test("store: two tabs, one erased; an unreadable state is set aside", () => {
  const local = storage();
  const tabs = [0, 1].map(() => Jalon.openStore(local.name, storage().name));
  const d = dice(3);
  tabs.forEach((tab, at) => {
    tab.choose(false);
    tab.save([attempt(d, `${at}000000000`)], false);
  });
  assert.equal(tabs[0].read().state.attempts.length, 2, "both attempts are there");
  tabs[0].erase();
  assert.equal(tabs[1].save([attempt(d, "1000000000")], true), "erased");
  assert.equal(local.self.held.size, 0, "what was erased does not come back");

  local.self.held.set(Jalon.KEY, "{broken");
  assert.equal(tabs[1].read().lost, true);
  assert.equal(tabs[1].save([attempt(d, "2000000000")], false), "kept");
  assert.equal(local.self.held.get(Jalon.ASIDE), "{broken");
  assert.deepEqual([tabs[1].read().state.attempts.length, tabs[1].read().lost], [1, false]);
});

test("store: a capsule seen is kept beside the attempts, each version once, and can be forgotten", () => {
  const local = storage();
  const store = Jalon.openStore(local.name, storage().name);
  store.choose(false);
  store.save([attempt(dice(1), "0000000000")], false);
  assert.equal(store.see("le-bon-role", "abc123bc157a", 7), "kept");
  store.see("le-bon-role", "abc123bc157a", 9);
  store.save([attempt(dice(2), "1111111111")], false);
  assert.deepEqual(store.read().state.seen, { "le-bon-role": { abc123bc157a: 7 } });
  assert.equal(store.read().state.attempts.length, 2);
  store.see("le-bon-role", "abc123bc157a");
  assert.equal(store.read().state.seen, undefined);
  assert.equal(store.read().state.attempts.length, 2);
  local.self.full = true;
  assert.equal(store.see("autre", "abc123bc157a", 9), "failed");
  assert.deepEqual(store.read().state.seen, { autre: { abc123bc157a: 9 } });
});

test("store: the time of a visit is never the first thing written, keeps its longest, and goes with all the rest", () => {
  const local = storage(), session = storage();
  const store = Jalon.openStore(local.name, session.name);
  store.spend("m", "ABCDEFGHJK", 61000.4);
  assert.equal(local.self.writes + session.self.writes, 0);
  store.choose(false);
  store.save([attempt(dice(1), "0000000000")], false);
  for (const ms of [61000.4, 90000, 70000]) store.spend("m", "ABCDEFGHJK", ms);
  store.see("c", "abc123bc157a", 7);
  store.save([attempt(dice(2), "1111111111")], false);
  assert.deepEqual(store.read().state.active, { m: { ABCDEFGHJK: 90000 } });
  for (let at = 0; at < 950; at += 1) store.spend("m", String(at).padStart(10, "0"), 1);
  assert.equal(store.read().lost, false, "many visits stay readable");
  assert.ok(Object.keys(store.read().state.active.m).length <= 901);
  local.self.held.set(Jalon.CLOCK, "1");
  store.erase();
  assert.equal(local.self.held.size, 0);
  store.spend("m", "ABCDEFGHJK", 99000);
  assert.equal(local.self.held.size, 0, "what was erased does not come back");
});

test("store: the progress of another computer is added whole", () => {
  const local = storage(), store = Jalon.openStore(local.name, storage().name), other = state(dice(9));
  store.choose(false);
  store.save([attempt(dice(1), "0000000000")], false);
  const before = store.read().state;
  assert.equal(store.add(other), "kept");
  assert.deepEqual(store.read().state, Jalon.merge(before, other));
  local.self.full = true;
  assert.equal(store.add(state(dice(10))), "failed");
});

test("store: a long history is shortened, what was passed stays", () => {
  const local = storage();
  const store = Jalon.openStore(local.name, storage().name);
  const id = (at) => String(at).padStart(10, "0");
  const make = (at) => ({ ...attempt(dice(at), id(at)), n: at, answers: [], done: at === 5 ? { t: 1, percent: 90, passed: true } : undefined });
  store.choose(false);
  for (let at = 1; at <= 320; at += 1) store.save([make(at)], false);
  const left = store.read().state.attempts;
  assert.ok(left.length <= 300);
  assert.ok(left.some((one) => one.id === id(5)) && left.some((one) => one.id === id(320)));
});

test("days in French", () => {
  assert.equal(Jalon.frenchDay("2026-11-01"), "1er\u00a0novembre\u00a02026");
  assert.equal(Jalon.frenchDay("2026-02-28"), "28\u00a0février\u00a02026");
});
