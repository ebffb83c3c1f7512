// @ts-check
/*
 * Jalon, the search: from the reader's words to the paragraphs that answer. The files it reads are described in
 * src/search/shards.rs, the words in src/search/words.rs, the ranking in src/search/index.rs. In: a query. Out: results, as
 * plain text. Files come by script tags, when they are needed; a test may bring its own `load`.
 */

/**
 * @typedef {{ words: [string, string][], heads: [number, string][], texts: [number, string][], spellings: Record<string, string>, units: number[],
 *   sorts: [string, number, number][], runs: number[], sections: string[], who: string[], synonyms: [string[], string[]][],
 *   context: string[][] }} JalonSearchMap
 * @typedef {{ entry: number, kind: string, href: string, title: string, section: string, heading: string, text: string, score: number, direct: boolean }} JalonFound
 * @typedef {{ total: number, found: JalonFound[], stems: string[], late?: Promise<unknown> }} JalonAnswer
 * @typedef {{ rarity: number, heads: Map<number, number>, best: Map<number, number>, docs: Map<number, number> }} JalonTerm
 */

const JalonSearch = (() => {
  "use strict";

  /** Shares of a word's weight: anywhere in the paragraphs of an entry; in the one that holds most of the query. */
  const SPREAD = 0.2, TOGETHER = 0.5;
  /** Of a word one asks with, of one that tells where one is; of one that goes on, of one that is mended; of what is said with other words; of a term among pages. */
  const ASKS = 0.25, CONTEXT = 0.25, LONGER = 0.5, MENDED = 0.7, SAID = 0.9, KNOWN = 0.65, TERM = 0.75;
  /** How much it costs to hold a part of the words only. */
  const COVER = 1.1;
  /** What is won by a title that says the query and nothing else. */
  const TITLED = 0.5;
  /** Files that came, and those that are waited for. @type {Map<string, any>} */
  const held = new Map();
  /** @type {Map<string, Promise<any>>} */
  const asked = new Map();
  /** @type {JalonSearchMap | null} */
  let map = null;
  /** First document of each entry, and one past the last. @type {number[]} */
  let starts = [];
  /** The sort of each entry. @type {[string, number, number][]} */
  let sorts = [];
  let root = "";

  /** Called by each file of the index. @param {string} name @param {any} value */
  function add(name, value) {
    held.set(name, value);
  }

  /** Brings a file; it calls `add`. @param {string} source @returns {Promise<void>} */
  let load = (source) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = source;
    script.addEventListener("load", () => { script.remove(); done(); });
    script.addEventListener("error", () => { script.remove(); failed(new Error(source)); });
    document.head.append(script);
  });

  /** @param {string} name @param {string} source */
  function bring(name, source) {
    let waited = asked.get(name);
    if (!waited && held.has(name)) {
      waited = Promise.resolve(held.get(name));
      asked.set(name, waited);
    }
    if (!waited) {
      waited = load(source).then(() => held.get(name));
      // What could not come may come the next time.
      waited.catch(() => asked.delete(name));
      asked.set(name, waited);
    }
    return waited;
  }

  /** A file of the index by its published name, « w0.1a2b3c4d.js ». @param {string} published */
  const file = (published) => bring(published.split(".")[0], root + "assets/search/" + published);

  /** @param {{ root: string, map: string, load?: (source: string) => Promise<void> }} from */
  async function start(from) {
    root = from.root;
    if (from.load) load = from.load;
    const read = /** @type {JalonSearchMap} */ (await bring("map", from.map));
    if (map === read) return read;
    map = read;
    starts = [0];
    read.units.forEach((count) => starts.push(starts[starts.length - 1] + 1 + count));
    sorts = [];
    for (let at = 0; at < read.runs.length; at += 2) for (let left = read.runs[at + 1]; left > 0; left -= 1) sorts.push(read.sorts[read.runs[at]]);
    return read;
  }

  /** The rank of the last of these that is not after. @template T @param {T[]} list @param {(one: T) => boolean} after */
  function lastBefore(list, after) {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (after(list[middle])) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }

  /** @param {number} doc */
  const entryOf = (doc) => lastBefore(starts, (first) => first > doc);

  /** Lines of the files that may hold stems that begin so. @param {string} beginning @param {boolean} whole */
  async function lines(beginning, whole) {
    const words = /** @type {JalonSearchMap} */ (map).words;
    const first = Math.max(0, lastBefore(words, (one) => one[0] > beginning));
    const last = whole ? first : Math.max(first, lastBefore(words, (one) => one[0] > beginning + "\uffff"));
    const texts = await Promise.all(words.slice(first, Math.min(last + 1, first + 3)).map(([, name]) => /** @type {Promise<string>} */ (file(name))));
    /** @type {string[]} */
    const found = [];
    for (const text of texts) {
      let at = text.startsWith(beginning) ? 0 : text.indexOf("\n" + beginning) + 1;
      while (at < text.length && text.startsWith(beginning, at)) {
        const end = text.indexOf("\n", at), line = text.slice(at, end);
        if (!whole || line.startsWith(beginning + " ")) found.push(line);
        at = end + 1;
      }
    }
    return found;
  }

  /** Where a word stands. @param {string} text @param {(doc: number, weight: number) => void} each */
  function postings(text, each) {
    let doc = -1, gap = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code >= 97) gap = gap * 36 + code - 87;
      else if (code <= 57) gap = gap * 36 + code - 48;
      else {
        doc += gap || 1;
        gap = 0;
        each(doc, code - 65);
      }
    }
  }

  /** @param {string} line @param {number} share @param {JalonTerm} term  what is found is added to it */
  function read(line, share, term) {
    const [, rarity, text] = line.split(" ");
    const rare = Number(rarity);
    term.rarity = Math.max(term.rarity, rare);
    const put = (/** @type {Map<number, number>} */ into, /** @type {number} */ key, /** @type {number} */ weight) => { if ((into.get(key) || 0) < weight) into.set(key, weight); };
    let entry = 0;
    postings(text, (doc, step) => {
      while (starts[entry + 1] <= doc) entry += 1;
      const weight = ((step + 1) / 26) * rare * share;
      if (starts[entry] === doc) put(term.heads, entry, weight);
      else {
        put(term.best, entry, weight);
        put(term.docs, doc, weight);
      }
    });
  }

  /**
   * What a typed word finds, and the stems to show. @param {JalonWord} word @param {boolean} typing  whether it may go on
   */
  async function find(word, typing) {
    /** @type {JalonTerm & { stems: Set<string>, meant: Set<string> }} */
    const term = { rarity: 0, heads: new Map(), best: new Map(), docs: new Map(), stems: new Set(), meant: new Set() };
    const take = (/** @type {string} */ line, /** @type {number} */ share) => {
      term.stems.add(line.slice(0, line.indexOf(" ")));
      read(line, share, term);
    };
    for (const line of await lines(word.stem, true)) take(line, 1);
    if (typing && word.folded.length > 1) {
      const longer = await lines(word.folded, false);
      longer.filter((line) => !line.startsWith(word.stem + " ")).slice(0, 40).forEach((line) => take(line, LONGER));
    }
    if (term.stems.size || word.folded.length < 4) return term;
    const { spellings } = /** @type {JalonSearchMap} */ (map);
    const named = new Set(Array.from(JalonWords.letters(word.folded), (letter) => spellings[letter]).filter(Boolean));
    const known = await Promise.all(Array.from(named, async (name) => /** @type {string} */ (await file(name)).split(" ")));
    // What readers say, and the site does not, is no mistake.
    if (known.some((list) => list.includes(word.folded))) return term;
    JalonWords.mend(word.folded, Array.from(new Set((/** @type {string[]} */ ([])).concat(...known)))).forEach((one) => term.meant.add(JalonWords.stem(one)));
    for (const stem of Array.from(term.meant).slice(0, 12)) for (const line of await lines(stem, true)) take(line, MENDED);
    return term;
  }

  /**
   * What a word weighs in an entry. Its paragraphs count for little here: more counts that one of them holds all words.
   * @param {JalonTerm} term @param {number} entry
   */
  const weigh = (term, entry) => (term.heads.get(entry) || 0) + SPREAD * (term.best.get(entry) || 0);

  /** What a file holds of an entry. @param {[number, string][]} files @param {number} entry */
  async function within(files, entry) {
    const at = lastBefore(files, (one) => one[0] > entry);
    return (await file(files[at][1]))[entry - files[at][0]];
  }

  /** A paragraph of an entry. @param {number} entry @param {number} rank */
  async function paragraph(entry, rank) {
    const all = /** @type {string[][]} */ (await within(/** @type {JalonSearchMap} */ (map).texts, entry));
    /** The nearest that is written. @param {number} part */
    const nearest = (part) => all.slice(0, rank + 1).reverse().find((one) => one.length > part)?.[part] || "";
    return { text: all[rank][0], anchor: nearest(1), heading: nearest(2) };
  }

  /**
   * @param {string} query
   * @param {{ audience?: number, section?: number, typing?: boolean, limit?: number, patience?: number }} [options]  patience: how long,
   *   in ms, extracts are waited for; then results come with their summaries, and `late` tells when the rest is there
   * @returns {Promise<JalonAnswer>}
   */
  async function search(query, options = {}) {
    const { units, heads, sections, synonyms, context } = /** @type {JalonSearchMap} */ (map);
    // « e CPS » is typed for « e-CPS »; who will not, refuses.
    const typed = JalonWords.asked(query.replace(/(^|\s)e\s+(?=[a-z])/gi, "$1e-").replace(/(^|\s)(veu[xt]|veulent|voulons|voulez)\s+pas(?=\s|$)/gi, "$1refuse"));
    const asks = typed.every((word) => word.weight === "question");
    const last = options.typing && /[\p{L}\p{N}]$/u.test(query) ? typed.length - 1 : -1;
    /** @type {{ stem: string, share: number, term: JalonTerm & { stems: Set<string>, meant: Set<string> } }[]} */
    const words = [];
    // All files are asked for at once.
    const [terms, joined] = await Promise.all([
      Promise.all(typed.map((word, at) => find(word, at === last))),
      // « France connect » is « FranceConnect ».
      Promise.all(typed.map((word, at) => (typed[at + 1] ? lines(JalonWords.stem(word.folded + typed[at + 1].folded), true) : []))),
    ]);
    for (const [at, word] of typed.entries()) {
      if (words.some((one) => one.stem === word.stem)) continue;
      words.push({ stem: word.stem, share: word.weight === "question" && !asks ? ASKS : 1, term: terms[at] });
    }
    for (const [at, found] of joined.entries()) {
      if (!found.length) continue;
      const stem = found[0].slice(0, found[0].indexOf(" "));
      if (words.some((one) => one.stem === stem)) continue;
      for (const one of words) if (one.stem === typed[at].stem || one.stem === typed[at + 1].stem) one.share = Math.min(one.share, ASKS);
      words.push({ stem, share: 1, term: await find({ folded: stem, stem, weight: "full" }, false) });
    }
    if (!words.length) return { total: 0, found: [], stems: [] };

    // What is said with other words.
    /** Whether a typed word is one of these, as it is or mended. @param {typeof words[0]} word @param {string} stem */
    const means = (word, stem) => word.stem === stem || word.term.meant.has(stem);
    /** What each typed word is, said with one other. */
    const alike = words.map((word) => new Set(synonyms.filter(([from, to]) => from.length === 1 && to.length === 1 && means(word, from[0])).map(([, to]) => to[0])));
    /** @param {string[]} from */
    const holds = (from) => from.every((stem) => words.some((word, at) => means(word, stem) || (from.length > 1 && alike[at].has(stem))));
    const places = context.filter(holds);
    for (const place of places) {
      const told = words.filter((word) => place.some((stem) => means(word, stem)));
      if (words.filter((word) => word.share === 1 && !told.includes(word)).length > Number(place.length === 1)) for (const word of told) word.share = Math.min(word.share, CONTEXT);
    }
    // In « maison de retraite », nobody retires.
    const inPlace = (/** @type {string[]} */ from) => places.some((place) => place.length > from.length && from.every((stem) => place.includes(stem)));
    const said = synonyms.filter(([from]) => holds(from) && !inPlace(from));
    const others = await Promise.all(said.map(async ([from, to]) => ({
      from: words.filter((word, at) => from.some((stem) => means(word, stem) || (from.length > 1 && alike[at].has(stem)))),
      to: await Promise.all(to.map((stem) => find({ folded: stem, stem, weight: "full" }, false))),
    })));

    /** @type {Set<number>} */
    const candidates = new Set();
    for (const { term } of words) [term.heads, term.best].forEach((some) => some.forEach((_, entry) => candidates.add(entry)));
    for (const { to } of others) to.forEach((term) => [term.heads, term.best].forEach((some) => some.forEach((_, entry) => candidates.add(entry))));

    /** What all words weigh in each paragraph, and the most of an entry. @type {Map<number, number>} */
    const docs = new Map();
    /** @type {Map<number, number>} */
    const together = new Map();
    for (const { term, share } of words) term.docs.forEach((weight, doc) => docs.set(doc, (docs.get(doc) || 0) + weight * share));
    docs.forEach((weight, doc) => {
      const entry = entryOf(doc);
      if ((together.get(entry) || 0) < weight) together.set(entry, weight);
    });

    const full = words.filter((word) => word.share === 1).length;
    const whole = words.reduce((sum, word) => sum + word.share, 0);
    /** @type {{ entry: number, score: number, covered: number }[]} */
    const ranked = [];
    for (const entry of candidates) {
      const [kind, place, audience] = sorts[entry];
      if (options.section !== undefined && place !== options.section) continue;
      if (options.audience !== undefined && audience && !(audience & (1 << options.audience))) continue;
      let score = TOGETHER * (together.get(entry) || 0), covered = 0;
      /** @type {Map<string, number>} */
      const got = new Map();
      for (const word of words) {
        const weight = weigh(word.term, entry) * word.share;
        got.set(word.stem, weight);
        score += weight;
        if (weight) covered += word.share;
      }
      const gains = others.map(({ from, to }) => {
        const weights = to.map((term) => weigh(term, entry)), held = weights.filter((weight) => weight > 0).length / to.length;
        const own = from.reduce((sum, word) => sum + (got.get(word.stem) || 0), 0);
        // As much as the typed words would have weighed, whatever the number of words that say it.
        const sum = (weights.reduce((all, weight) => all + weight, 0) / to.length) * Math.max(from.length, Math.min(to.length, 2));
        const missed = from.reduce((all, word) => all + (got.get(word.stem) ? 0 : word.share), 0);
        return { from, gain: (from.length === 1 && from[0].term.stems.has(from[0].stem) ? KNOWN : SAID) * sum * held * held - own, missed: held === 1 ? missed : 0 };
      }).filter((one) => one.gain > 0).sort((a, b) => b.gain - a.gain);
      const used = new Set();
      for (const { from, gain, missed } of gains) {
        if (from.some((word) => used.has(word))) continue;
        from.forEach((word) => used.add(word));
        score += gain;
        covered += missed;
      }
      const share = covered / whole;
      score *= share ** COVER * (kind === "t" ? TERM : 1);
      if (score > 0) ranked.push({ entry, score, covered: share });
    }
    ranked.sort((a, b) => b.score - a.score || a.entry - b.entry);

    for (const term of (/** @type {JalonTerm[]} */ ([])).concat(...others.map((one) => one.to))) term.docs.forEach((weight, doc) => docs.set(doc, (docs.get(doc) || 0) + weight));
    /** The paragraph that says most of it; the first of an answer or a definition. @param {number} entry */
    const telling = (entry) => {
      if (!units[entry] || sorts[entry][0] !== "p") return units[entry] ? 0 : -1;
      let best = -1, most = 0;
      for (let rank = 0; rank < units[entry]; rank += 1) {
        const weight = docs.get(starts[entry] + 1 + rank) || 0;
        if (weight > most) [best, most] = [rank, weight];
      }
      return best;
    };

    const limit = options.limit || 10;
    let named = 0;
    /** The first, and terms that are named: their definitions are short and weigh little. @param {typeof ranked[0]} one @param {number} rank */
    const shortlisted = ({ entry }, rank) => rank < limit + 10 ||
      (sorts[entry][0] === "t" && named < 10 && words.every(({ share, term }) => share < 1 || term.heads.has(entry)) && (named += 1) > 0);
    /** The words of a text that say something: « c’est quoi » is not asked of a title. @param {JalonWord[]} all */
    const plain = (all) => (all.some((word) => word.weight === "full") ? all.filter((word) => word.weight === "full") : all).map((word) => word.folded).join(" ");
    const folded = plain(typed);
    const sought = new Set(words.filter((word) => word.share === 1).flatMap((word) => Array.from(word.term.stems)).concat(...said.map(([, to]) => to)));
    /** @type {JalonFound[]} */
    const found = await Promise.all(ranked.filter(shortlisted).map(async ({ entry, score, covered }) => {
      const [href, title, summary] = /** @type {[string, string, string]} */ (await within(heads, entry));
      const [kind, place] = sorts[entry];
      const own = plain(JalonWords.words(title));
      const titled = new Set(JalonWords.words(title).filter((word) => word.weight === "full").map((word) => word.stem));
      let shared = 0;
      titled.forEach((stem) => { if (sought.has(stem)) shared += 1; });
      let bonus = 1 + TITLED * ((2 * shared) / (titled.size + full || 1)) ** 2;
      if ((" " + own + " ").includes(" " + folded + " ")) bonus *= own === folded ? 1.8 : 1.4;
      const spelt = kind === "t" && plain(JalonWords.words(summary)) === folded;
      const direct = (kind === "t" && (own === folded || spelt)) || (kind === "q" && covered > 0.6);
      if (kind === "t" && direct) bonus *= 1.6;
      return { entry, kind, href, title, section: sections[place], heading: "", text: summary, score: score * bonus, direct };
    }));
    found.sort((a, b) => b.score - a.score || a.entry - b.entry);
    // A term that is the whole query is its answer; one question stands beside it, when it leads.
    const leads = found.findIndex((one) => one.kind !== "t" || !one.direct);
    found.forEach((one, rank) => { if (one.kind === "q" && (rank !== leads || one.score < 0.5 * found[0].score)) one.direct = false; });
    const shown = found.filter((one) => one.direct).concat(found.filter((one) => !one.direct)).slice(0, limit);
    const texts = Promise.all(shown.map(async (one) => {
      const rank = telling(one.entry);
      if (rank < 0) return;
      const { text, anchor, heading } = await paragraph(one.entry, rank);
      one.text = one.kind === "t" && one.text ? one.text[0].toUpperCase() + one.text.slice(1) + ". " + text : text;
      one.heading = heading;
      if (one.kind !== "t" && anchor) one.href = one.href.split("#")[0] + "#" + anchor;
    }));
    const { patience } = options;
    const late = patience !== undefined && await Promise.race([texts.then(() => false), new Promise((done) => { setTimeout(() => done(true), patience); })]);
    if (!late) {
      await texts;
      // Of results that are as good, first those that write the word with the accents that were typed.
      const accented = (query.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).filter((word) => /[^\x00-\x7f]/.test(word));
      for (const one of shown) if (accented.some((word) => (one.title + " " + one.heading + " " + one.text).toLowerCase().includes(word))) one.score *= 1.1;
      shown.sort((a, b) => Number(b.direct) - Number(a.direct) || b.score - a.score || a.entry - b.entry);
    }
    const stems = Array.from(new Set(/** @type {string[]} */ ([]).concat(...words.map((word) => Array.from(word.term.stems)), ...others.map((one) => (/** @type {string[]} */ ([])).concat(...one.to.map((term) => Array.from(term.stems)))))));
    return { total: ranked.length, found: shown, stems, late: late ? texts : undefined };
  }

  return { add, start, search, postings };
})();
