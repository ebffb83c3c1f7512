// @ts-check
/*
 * Jalon, the index of the search as a page reads it, file by file, when it needs them. The files are described in
 * src/search/shards.rs, the weights in src/search/index.rs. In: stems. Out: where they stand; titles and paragraphs of what was
 * found, as plain text. Files come by script tags; a test may bring its own `load`.
 */

/**
 * @typedef {{ words: [string, string][], heads: [number, string][], texts: [number, string][], spellings: Record<string, string>, units: number[],
 *   help: [string, string] | null, asked: [number, number][], weights: string, answers: [number, number, number][], sorts: [string, number, number][], runs: number[], sections: string[], who: string[], synonyms: [string[], string[]][],
 *   context: string[][] }} JalonSearchMap
 * @typedef {{ heads: Map<number, number>, best: Map<number, number>, docs: Map<number, number>, phrases: Map<number, number>,
 *   rarity: number, stems: Set<string>, meant: Set<string> }} JalonTerm  what a word finds: how much it weighs in the heads of entries,
 *   in the best of their paragraphs, in each paragraph, in each phrase people ask with; how rare it is; the stems it was found as, and those it
 *   was mended to
 * @typedef {{ entry: number, weight: number, answer: number }} JalonPhrase  what a phrase is of, what all its words weigh, and the rank of the
 *   paragraph that answers it, -1 when it is the first
 */

const JalonSearchIndex = (() => {
  "use strict";

  /** Shares of a word's weight: of one that goes on, of one that is mended. */
  const LONGER = 0.5,
    MENDED = 0.7;
  /** What files said that nobody took yet, by their names. @type {Map<string, any>} */
  const held = new Map();
  /** Files that were asked for, by their addresses. @type {Map<string, Promise<any>>} */
  const asked = new Map();
  /** Those of them that have neither come nor failed. @type {Map<string, Promise<any>>} */
  const onTheWay = new Map();
  /** What makes the address of the map a new one, once the one that a browser may have kept is of no use. */
  let anew = "";
  /** @type {JalonSearchMap | null} */
  let map = null;
  /** First document of each entry, and one past the last. @type {number[]} */
  let starts = [];
  /** The document of the first paragraph of each entry. @type {number[]} */
  let firsts = [];
  /** Each phrase, by its document. @type {Map<number, JalonPhrase>} */
  let phrases = new Map();
  /** The sort of each entry. @type {[string, number, number][]} */
  let sorts = [];
  let root = "";

  /** Called by each file of the index. @param {string} name @param {any} value */
  function add(name, value) {
    held.set(name, value);
  }

  /** Brings a file; it calls `add`. @param {string} source @returns {Promise<void>} */
  let load = (source) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = source;
      script.addEventListener("load", () => {
        script.remove();
        done();
      });
      script.addEventListener("error", () => {
        script.remove();
        failed(new Error(source));
      });
      document.head.append(script);
    });

  /** @param {string} name @param {string} source */
  function bring(name, source) {
    let waited = asked.get(source);
    if (!waited) {
      // The first files come with the map.
      const come = held.has(name) ? Promise.resolve() : load(source);
      waited = come.then(() => {
        // Where there is no such file, some servers answer with a page.
        if (!held.has(name)) throw new Error(source);
        const value = held.get(name);
        held.delete(name);
        return value;
      });
      const mine = waited;
      asked.set(source, mine);
      onTheWay.set(source, mine);
      mine
        // What could not come may come the next time.
        .catch(() => asked.get(source) === mine && asked.delete(source))
        .then(() => onTheWay.get(source) === mine && onTheWay.delete(source));
    }
    return waited;
  }

  /** The next search begins with the map as it is then. Files keep: their names tell what they hold. */
  function forget() {
    anew = "?" + Date.now();
  }

  /**
   * Once nothing is on its way any more, or after a while: a browser gives one answer to who asks twice at once for one address, so
   * what is asked for again too soon fails again. @param {number} most
   */
  function settled(most) {
    const all = Promise.allSettled(Array.from(onTheWay.values())),
      over = new Promise((done) => window.setTimeout(done, most));
    return Promise.race([all, over]);
  }

  /** A file of the index by its published name, « w0.1a2b3c4d.js ». @param {string} published */
  function file(published) {
    const brought = bring(published.split(".")[0], root + "assets/search/" + published),
      then = anew;
    // The site was published again since the map was read, and has no such file any more. Of several that fail, one says so.
    brought.catch(() => anew === then && forget());
    return brought;
  }

  /** Numbers documents: of each entry its head, its phrases, its paragraphs. @param {JalonSearchMap} read */
  function number(read) {
    const asked = new Map(read.asked);
    const answers = new Map(read.answers.map(([entry, rank, unit]) => [entry + " " + rank, unit]));
    starts = [0];
    firsts = [];
    phrases = new Map();
    read.units.forEach((count, entry) => {
      const first = starts[entry] + 1,
        many = asked.get(entry) || 0;
      for (let rank = 0; rank < many; rank += 1) {
        const weight = parseInt(read.weights.slice(2 * phrases.size, 2 * phrases.size + 2), 36);
        phrases.set(first + rank, { entry, weight, answer: answers.get(entry + " " + rank) ?? -1 });
      }
      firsts.push(first + many);
      starts.push(first + many + count);
    });
  }

  /** @param {{ root: string, map: string, load?: (source: string) => Promise<void> }} from */
  async function start(from) {
    root = from.root;
    if (from.load) load = from.load;
    const read = /** @type {JalonSearchMap} */ (
      await bring("map", from.map + anew).catch((error) => {
        // Who went off line searches what came before.
        if (map) return map;
        throw error;
      })
    );
    if (map === read) return read;
    map = read;
    number(read);
    sorts = [];
    for (let at = 0; at < read.runs.length; at += 2)
      for (let left = read.runs[at + 1]; left > 0; left -= 1) sorts.push(read.sorts[read.runs[at]]);
    return read;
  }

  /** The rank of the last of these that is not after. @template T @param {T[]} list @param {(one: T) => boolean} after */
  function lastBefore(list, after) {
    let low = 0,
      high = list.length;
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
    const first = Math.max(
      0,
      lastBefore(words, (one) => one[0] > beginning),
    );
    const last = whole
      ? first
      : Math.max(
          first,
          lastBefore(words, (one) => one[0] > beginning + "\uffff"),
        );
    const texts = await Promise.all(
      words.slice(first, Math.min(last + 1, first + 3)).map(([, name]) => /** @type {Promise<string>} */ (file(name))),
    );
    /** @type {string[]} */
    const found = [];
    for (const text of texts) {
      let at = text.startsWith(beginning) ? 0 : text.indexOf("\n" + beginning) + 1;
      while (at < text.length && text.startsWith(beginning, at)) {
        const end = text.indexOf("\n", at),
          line = text.slice(at, end);
        if (!whole || line.startsWith(beginning + " ")) found.push(line);
        at = end + 1;
      }
    }
    return found;
  }

  /** Where a word stands. @param {string} text @param {(doc: number, weight: number) => void} each */
  function postings(text, each) {
    let doc = -1,
      gap = 0;
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
    const put = (/** @type {Map<number, number>} */ into, /** @type {number} */ key, /** @type {number} */ weight) => {
      if ((into.get(key) || 0) < weight) into.set(key, weight);
    };
    let entry = 0;
    term.rarity = Math.max(term.rarity, Number(rarity));
    postings(text, (doc, step) => {
      while (starts[entry + 1] <= doc) entry += 1;
      const weight = ((step + 1) / 26) * Number(rarity) * share;
      if (starts[entry] === doc) put(term.heads, entry, weight);
      else if (doc < firsts[entry]) put(term.phrases, doc, weight);
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
    /** @type {JalonTerm} */
    const term = {
      heads: new Map(),
      best: new Map(),
      docs: new Map(),
      phrases: new Map(),
      rarity: 0,
      stems: new Set(),
      meant: new Set(),
    };
    const take = (/** @type {string} */ line, /** @type {number} */ share) => {
      term.stems.add(line.slice(0, line.indexOf(" ")));
      read(line, share, term);
    };
    for (const line of await lines(word.stem, true)) take(line, 1);
    if (typing && word.folded.length > 1) {
      const longer = await lines(word.folded, false);
      longer
        .filter((line) => !line.startsWith(word.stem + " "))
        .slice(0, 40)
        .forEach((line) => take(line, LONGER));
    }
    // « covid19 » is « covid 19 ».
    const letters = !term.stems.size && word.folded.match(/^([a-z]{3,})[0-9]+$/);
    if (letters) for (const line of await lines(JalonWords.stem(letters[1]), true)) take(line, MENDED);
    if (term.stems.size || word.folded.length < 4) return term;
    const { spellings } = /** @type {JalonSearchMap} */ (map);
    const named = new Set(Array.from(JalonWords.letters(word.folded), (letter) => spellings[letter]).filter(Boolean));
    const known = await Promise.all(
      Array.from(named, async (name) => /** @type {string} */ (await file(name)).split(" ")),
    );
    // What readers say, and the site does not, is no mistake.
    if (known.some((list) => list.includes(word.folded))) return term;
    JalonWords.mend(word.folded, Array.from(new Set(/** @type {string[]} */ ([]).concat(...known)))).forEach((one) =>
      term.meant.add(JalonWords.stem(one)),
    );
    for (const stem of Array.from(term.meant).slice(0, 12))
      for (const line of await lines(stem, true)) take(line, MENDED);
    return term;
  }

  /** What a file holds of an entry. @param {[number, string][]} files @param {number} entry */
  async function within(files, entry) {
    const at = lastBefore(files, (one) => one[0] > entry);
    return (await file(files[at][1]))[entry - files[at][0]];
  }

  /** Address, title and summary of an entry. @param {number} entry @returns {Promise<[string, string, string]>} */
  const head = (entry) => within(/** @type {JalonSearchMap} */ (map).heads, entry);

  /** A paragraph of an entry. @param {number} entry @param {number} rank */
  async function paragraph(entry, rank) {
    const all = /** @type {string[][]} */ (await within(/** @type {JalonSearchMap} */ (map).texts, entry));
    /** The nearest that is written. @param {number} part */
    const nearest = (part) =>
      all
        .slice(0, rank + 1)
        .reverse()
        .find((one) => one.length > part)?.[part] || "";
    return { text: all[rank][0], anchor: nearest(1), heading: nearest(2) };
  }

  /** What kind of entry it is, its section and its audiences. @param {number} entry */
  const sortOf = (entry) => sorts[entry];
  /** The document of the first paragraph of an entry. @param {number} entry */
  const firstOf = (entry) => firsts[entry];
  /** The phrase that a document is. @param {number} doc @returns {JalonPhrase | undefined} */
  const phraseOf = (doc) => phrases.get(doc);
  /** The map that was started from. */
  const current = () => /** @type {JalonSearchMap} */ (map);

  return {
    add,
    start,
    forget,
    settled,
    current,
    entryOf,
    firstOf,
    phraseOf,
    sortOf,
    lines,
    find,
    head,
    paragraph,
    postings,
  };
})();
