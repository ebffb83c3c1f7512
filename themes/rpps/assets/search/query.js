// @ts-check
/*
 * Jalon, what the words of a reader ask: each with what it finds, what the site says with other words, and the phrases people ask with
 * that are nearest. In: a query. Out: a `JalonQuery`, which ranking.js holds the entries against.
 */

/**
 * @typedef {{ stem: string, share: number, term: JalonTerm }} JalonAsked  a word, what it counts for, what it finds
 * @typedef {{ from: JalonAsked[], to: JalonTerm[], stems: string[] }} JalonSaid  words, and those that the site says instead
 * @typedef {{ near: number, held: number, answer: number }} JalonLikeness  how near a query and a phrase are, from 0 to 1; the share of the query that
 *   the phrase says; the paragraph that answers it
 * @typedef {{ plain: string, words: JalonAsked[], said: JalonSaid[], full: JalonAsked[], denies: boolean, defines: boolean, unknown: string[], whole: number, weight: number, docs: Map<number, number>,
 *   phrases: Map<number, JalonLikeness> }} JalonQuery  the words that say something, as text; those that count in full; what all count for, and
 *   weigh; what all weigh in each paragraph; the nearest phrase of each entry
 */

const JalonSearchQuery = (() => {
  "use strict";

  const index = JalonSearchIndex;
  /** Of a word one asks with, of one that tells where one is; of what is said with other words. */
  const ASKS = 0.25,
    CONTEXT = 0.25,
    SAID = 0.9,
    KNOWN = 0.65;
  /** Of what a query and a phrase do not share: what the query says more, what the phrase says more. */
  const MORE = 0.7,
    LESS = 0.3;
  /** How rare a word is held to be that the site does not know. */
  const STRANGE = 30;
  /** How many words of a query are looked for: a text that was pasted is not one. */
  const MOST = 40;

  /** @template T @param {Map<T, number>} into @param {T} key @param {number} weight */
  const addTo = (into, key, weight) => into.set(key, (into.get(key) || 0) + weight);
  /** @template T @param {T[][]} lists @returns {T[]} */
  const flat = (lists) => /** @type {T[]} */ ([]).concat(...lists);
  /** The words of a text that say something: « c’est quoi » is not asked of a title. @param {JalonWord[]} all */
  const plain = (all) =>
    (all.some((word) => word.weight === "full") ? all.filter((word) => word.weight === "full") : all)
      .map((word) => word.folded)
      .join(" ");
  // generated from rules/words.txt by rules/twins.mjs: do not edit
  /** What denies, in a question or a title. */
  const DENIES =
    /(?:^|[^\p{L}])(?:ne|n[’']\p{L}+|pas|plus de|sans|jamais|aucun|aucune|rien|refus\p{L}*|impossible|absent|absente|absents|absentes|perdu|perdue|perdus|perdues|oublié\p{L}*|bloqué\p{L}*|panne)(?=$|[^\p{L}])/iu;
  /** Who will not. */
  const REFUSES = /(^|\s)(?:veulent|veut|veux|voulez|voulons)\s+pas(?=\s|$)/gi;
  /** Who asks what something is. */
  const DEFINES =
    /(?:c[’']?\s?est quoi|qu[’']?\s?est[- ]ce que c[’']?\s?est|qu[’']?\s?est[- ]ce que le|qu[’']?\s?est[- ]ce que la|qu[’']?\s?est[- ]ce que l[’']|qu[’']?\s?est[- ]ce que un|qu[’']?\s?est[- ]ce qu c[’']?\s?est|qu[’']?\s?est[- ]ce qu le|qu[’']?\s?est[- ]ce qu la|qu[’']?\s?est[- ]ce qu l[’']|qu[’']?\s?est[- ]ce qu un|veut dire|définition|definition|signifi|késako|kesako|kézako|kezako|sens de)/iu;
  /** Words that say no more of something than that it is something. */
  const GENERIC = "application dispositif logiciel mot notion numero outil portail service sigle systeme terme";
  // end of what is generated
  const generic = new Set(GENERIC.split(" "));

  /** Whether a text denies something. @param {string} text */
  const denies = (text) => DENIES.test(text);

  /** What is asked, as text; of a definition, without what says only that it is something. @param {JalonWord[]} all @param {boolean} defines */
  function named(all, defines) {
    const kept = defines ? all.filter((word) => word.weight === "full" && !generic.has(word.folded)) : [];
    return plain(kept.length ? kept : all);
  }

  /** Whether a text asks what something is. @param {string} text */
  const defining = (text) => DEFINES.test(text);
  /** What is meant: « e CPS » is typed for « e-CPS »; who will not, refuses. @param {string} query */
  const meant = (query) => query.replace(/(^|\s)e\s+(?=[a-z])/gi, "$1e-").replace(REFUSES, "$1refuse");

  /** A stem that is looked up as it stands. @param {string} stem */
  const exactly = (stem) => index.find({ folded: stem, stem, weight: "full" }, false);
  /** Whether a typed word is this one, as it is or mended. @param {JalonAsked} word @param {string} stem */
  const means = (word, stem) => word.stem === stem || word.term.meant.has(stem);

  /** What a query asks. @param {string} query @param {boolean} typing  whether its last word may go on @returns {Promise<JalonQuery>} */
  async function understood(query, typing) {
    const text = meant(query);
    const typed = JalonWords.asked(text).slice(0, MOST);
    // Acronyms of grammar stand after the words, and a word of grammar does not go on.
    const ending = typing && /[\p{L}\p{N}]$/u.test(query) && JalonWords.words((text.match(/\S+$/) || [""])[0]).length;
    const words = await looked(typed, ending ? JalonWords.words(text).length - 1 : -1);
    const said = words.length ? await otherwise(words) : [];
    /** @type {Map<number, number>} */
    const docs = new Map();
    for (const { term, share } of words) term.docs.forEach((weight, doc) => addTo(docs, doc, weight * share));
    const full = words.filter((word) => word.share === 1);
    const sum = (/** @type {(word: JalonAsked) => number} */ of) => words.reduce((all, word) => all + of(word), 0);
    const whole = sum((word) => word.share),
      weight = sum((word) => (word.term.rarity || STRANGE) * word.share);
    const phrases = likened(words, said, weight);
    const defines = defining(query);
    const told = new Set(flat(said.map(({ from }) => from)));
    const strange = full.filter((word) => !word.term.stems.size && !told.has(word)).map((word) => word.stem);
    const unknown = typed.filter((word) => strange.includes(word.stem)).map((word) => word.folded);
    const denied = denies(query);
    return {
      plain: named(typed, defines),
      words,
      said,
      full,
      denies: denied,
      defines,
      unknown,
      whole,
      weight,
      docs,
      phrases,
    };
  }

  /**
   * The phrase of each entry that a query is nearest to: Tversky's index over what words weigh. What is said with other words counts for those
   * that were typed. @param {JalonAsked[]} words @param {JalonSaid[]} said @param {number} weight  what all words weigh
   */
  function likened(words, said, weight) {
    /** What is shared with each phrase, by word. @type {Map<number, Map<JalonAsked, number>>} */
    const shared = new Map();
    const share = (/** @type {number} */ doc, /** @type {JalonAsked} */ word, /** @type {number} */ value) => {
      const own = shared.get(doc) || new Map();
      own.set(word, Math.max(own.get(word) || 0, value));
      shared.set(doc, own);
    };
    for (const word of words) word.term.phrases.forEach((value, doc) => share(doc, word, value * word.share));
    for (const { from, to } of said) {
      const [first, ...others] = to.map((term) => term.phrases);
      if (!first) continue;
      first.forEach((_, doc) => {
        if (!others.every((other) => other.has(doc))) return;
        const value = to.reduce((all, term) => all + (term.phrases.get(doc) || 0), 0) / from.length;
        for (const word of from) share(doc, word, SAID * Math.min(value, (word.term.rarity || STRANGE) * word.share));
      });
    }
    /** @type {Map<number, JalonLikeness>} */
    const nearest = new Map();
    shared.forEach((own, doc) => {
      const phrase = index.phraseOf(doc);
      if (!phrase) return;
      const common = Array.from(own.values()).reduce((all, value) => all + value, 0);
      const over = Math.max(0, weight - common),
        under = Math.max(0, phrase.weight - common);
      const near = common / (common + MORE * over + LESS * under);
      if (near > (nearest.get(phrase.entry)?.near || 0))
        nearest.set(phrase.entry, { near, held: Math.min(1, common / weight), answer: phrase.answer });
    });
    return nearest;
  }

  /** Each word once, with what it finds. @param {JalonWord[]} typed @param {number} last  the rank of the word that may go on */
  async function looked(typed, last) {
    const asks = typed.every((word) => word.weight === "question");
    // All files are asked for at once.
    const [terms, joined] = await Promise.all([
      Promise.all(typed.map((word, at) => index.find(word, at === last))),
      // « France connect » is « FranceConnect ».
      Promise.all(
        typed.map((word, at) =>
          typed[at + 1] ? index.lines(JalonWords.stem(word.folded + typed[at + 1].folded), true) : [],
        ),
      ),
    ]);
    /** @type {JalonAsked[]} */
    const words = [];
    const isThere = (/** @type {string} */ stem) => words.some((one) => one.stem === stem);
    for (const [at, word] of typed.entries()) {
      if (!isThere(word.stem))
        words.push({ stem: word.stem, share: word.weight === "question" && !asks ? ASKS : 1, term: terms[at] });
    }
    for (const [at, found] of joined.entries()) {
      const stem = found.length ? found[0].slice(0, found[0].indexOf(" ")) : "";
      if (!stem || isThere(stem)) continue;
      for (const one of words)
        if (one.stem === typed[at].stem || one.stem === typed[at + 1].stem) one.share = Math.min(one.share, ASKS);
      words.push({ stem, share: 1, term: await exactly(stem) });
    }
    return words;
  }

  /** What the site says with other words; those that only tell where one is lose weight on the way. @param {JalonAsked[]} words */
  async function otherwise(words) {
    const { synonyms, context } = index.current();
    /** What each word is, said with one other. */
    const alike = words.map(
      (word) =>
        new Set(
          synonyms
            .filter(([from, to]) => from.length === 1 && to.length === 1 && means(word, from[0]))
            .map(([, to]) => to[0]),
        ),
    );
    /** Whether a word says this one; in what takes several, said with one other will do. @param {number} at @param {string} stem @param {string[]} from */
    const says = (at, stem, from) => means(words[at], stem) || (from.length > 1 && alike[at].has(stem));
    /** Those of the words that say some of this. @param {string[]} from */
    const saying = (from) => words.filter((_, at) => from.some((stem) => says(at, stem, from)));
    /** Whether the words say all of this. @param {string[]} from */
    const holds = (from) => from.every((stem) => words.some((_, at) => says(at, stem, from)));
    const places = context.filter(holds);
    for (const place of places) situate(words, place);
    // In « maison de retraite », nobody retires.
    const inPlace = (/** @type {string[]} */ from) =>
      places.some((place) => place.length > from.length && from.every((stem) => place.includes(stem)));
    const said = synonyms.filter(([from]) => holds(from) && !inPlace(from));
    return Promise.all(
      said.map(async ([from, to]) => ({ from: saying(from), to: await Promise.all(to.map(exactly)), stems: to })),
    );
  }

  /** Words that tell where one is count for less than the others, if there are any. @param {JalonAsked[]} words @param {string[]} place */
  function situate(words, place) {
    const told = words.filter((word) => place.some((stem) => means(word, stem)));
    const others = words.filter((word) => word.share === 1 && !told.includes(word)).length;
    if (others > Number(place.length === 1)) for (const word of told) word.share = Math.min(word.share, CONTEXT);
  }

  return { understood, meant, denies, defining, addTo, flat, plain, KNOWN, SAID };
})();
