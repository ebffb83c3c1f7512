// The questions of « Me re-tester », without a browser: first those that were never asked, then, for want of them, some that were.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./scripts.mjs";

const { JalonAttempts } = load("quiz/attempts.js");
const IDS = Array.from({ length: 8 }, (_, at) => `q${at}`);
globalThis.window ??= { crypto: globalThis.crypto };

/** What a review of five questions asks of a bank of eight, of which some were asked by the assessment. */
function review(asked) {
  const attempts = asked.map((questions, at) => ({ quiz: at % 2 ? "evaluation-revision" : "evaluation", course: "c", n: at + 1, id: `A${at}`, from: "", questions, answers: [] }));
  const store = { read: () => ({ state: { attempts } }), save: ([one]) => { attempts.push(one); return "kept"; } };
  const items = new Map(IDS.map((id, at) => [id, { question: { id }, section: { dataset: { objectiveId: `o${at % 3}` } }, print: "" }]));
  const quiz = new JalonAttempts(store, items, { quiz: "evaluation-revision", review: "evaluation", draw: "5", course: "c", version: "" });
  quiz.begin("", []);
  return attempts.at(-1).questions;
}

for (const [name, asked, unseen] of [
  ["all that were never asked are there, and some that were complete them", [["q0", "q1", "q2", "q3", "q4"]], ["q5", "q6", "q7"]],
  ["a review counts as having asked", [["q0", "q1", "q2", "q3"], ["q4", "q5", "q6"]], ["q7"]],
  ["all were asked", [IDS], []],
  ["none was asked", [], []],
  ["as many as it takes", [["q0", "q1", "q2"]], ["q3", "q4", "q5", "q6", "q7"]],
]) {
  test(name, () => {
    for (let times = 0; times < 30; times += 1) {
      const drawn = review(asked);
      assert.equal(drawn.length, 5);
      assert.equal(new Set(drawn).size, 5);
      assert.deepEqual(unseen.filter((id) => !drawn.includes(id)), [], `${drawn}`);
    }
  });
}
