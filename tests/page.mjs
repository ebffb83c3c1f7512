// Runs rules of the page's own scripts for the Rust tests, a whole batch at once: node page.mjs SCRIPT…
// In, on the standard input: JSON [[rule, argument…]…]. Out: JSON, the list of what each call gave.
import { readFileSync } from "node:fs";
import vm from "node:vm";

for (const script of process.argv.slice(2)) vm.runInThisContext(readFileSync(script, "utf8"), { filename: script });
const { JalonScoring, JalonDraw, JalonProgress, JalonVerdict } = globalThis;
const words = vm.runInThisContext("JalonWords"), index = vm.runInThisContext("JalonSearchIndex");
const query = vm.runInThisContext("JalonSearchQuery");
const rules = {
  score: JalonScoring.score,
  fold: JalonScoring.fold,
  shown: JalonDraw.shown,
  draw: JalonDraw.draw,
  redraw: JalonDraw.redraw,
  total: (questions, answers) => JalonScoring.total(questions, (id) => answers[id]),
  replay: (attempts, banks) => JalonVerdict.replay(JalonProgress.readState(JSON.stringify({ v: 1, attempts })).state.attempts, banks),
  words: words.words,
  stem: words.stem,
  foldWords: words.fold,
  near: words.near,
  far: words.far,
  sound: words.sound,
  mend: words.mend,
  letters: (folded) => Array.from(words.letters(folded)),
  asked: words.asked,
  meant: query.meant,
  denies: query.denies,
  defines: query.defining,
  postings(text) {
    const read = [];
    index.postings(text, (doc, weight) => read.push([doc, weight]));
    return read;
  },
};
const calls = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(calls.map(([rule, ...given]) => rules[rule](...given))));
