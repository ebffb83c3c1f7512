// @ts-check
/*
 * Jalon, the search: which entries answer best what a query asks (query.js), and with which paragraph. It reads the index through index.js.
 * In: a query. Out: results, as plain text.
 */

/**
 * @typedef {{ entry: number, kind: string, href: string, title: string, section: string, heading: string, text: string, score: number, direct: boolean }} JalonFound
 * @typedef {{ total: number, found: JalonFound[], stems: string[], unknown: string[], late?: Promise<unknown> }} JalonAnswer  unknown: typed
 *   words, folded, that the site does not know
 * @typedef {{ entry: number, score: number, covered: number }} JalonRanked  covered: the share of the query that the entry holds
 * @typedef {{ audience?: number, section?: number, typing?: boolean, limit?: number, patience?: number }} JalonSearchOptions  patience: how
 *   long, in ms, extracts are waited for; then results come with their summaries, and `late` tells when the rest is there
 */

const JalonSearch = (() => {
  "use strict";

  const index = JalonSearchIndex;
  /** Shares of a word's weight: anywhere in the paragraphs of an entry; in the one that holds most of the query, or in the head if that does. */
  const SPREAD = 0.2,
    TOGETHER = 0.5,
    HEAD = 0.7;
  /** What the words of a term are worth among pages, those of a page that lists others, of one for who makes the site. @type {Record<string, number>} */
  const SORTS = { t: 0.75, s: 0.8, a: 0.6 };
  /** How much it costs to hold a part of the words only. */
  const COVER = 0.8;
  /** Under this share of the best score, what holds less of the query than the best was found by accident. */
  const WEAK = 0.07;
  /** What a phrase that is the query is worth, beside its words; how fast that falls with what they do not share. */
  const PHRASE = 1,
    NEARER = 2;
  /** How near a phrase is to a query that asks the same; that says all of its words and may ask the same. */
  const SAME = 0.9,
    ALIKE = 0.3;
  /** What is won by a phrase that is the query. */
  const EXACT = 1.4;
  /** What is won by a title that says the query and nothing else; by the accents that were typed. */
  const TITLED = 0.5,
    ACCENT = 0.1;
  /** By how much a question leads the next result, to stand out as the answer. */
  const LEAD = 1.1;
  /** How many definitions are looked at beyond the first results: they are short and weigh little. */
  const NAMED = 10;

  const { addTo, flat, plain, KNOWN, SAID } = JalonSearchQuery;
  /** @template {{ entry: number, score: number }} T @param {T} a @param {T} b */
  const better = (a, b) => b.score - a.score || a.entry - b.entry;

  /** The entries that hold some of a query, the best first. @param {JalonQuery} query @param {JalonSearchOptions} options */
  function ranked(query, options) {
    /** @type {Set<number>} */
    const candidates = new Set();
    for (const term of query.words.map((word) => word.term).concat(flat(query.said.map((one) => one.to)))) {
      [term.heads, term.best].forEach((some) => some.forEach((_, entry) => candidates.add(entry)));
    }
    query.phrases.forEach((_, entry) => candidates.add(entry));
    const together = fullest(query);
    /** @type {JalonRanked[]} */
    const list = [];
    for (const entry of candidates) {
      const [, place, audience] = index.sortOf(entry);
      if (options.section !== undefined && place !== options.section) continue;
      if (options.audience !== undefined && audience && !(audience & (1 << options.audience))) continue;
      const one = scored(query, entry, TOGETHER * (together.get(entry) || 0));
      if (one.score > 0) list.push(one);
    }
    list.sort(better);
    return list.filter((one) => one.covered >= list[0].covered || one.score >= WEAK * list[0].score);
  }

  /** What the part of each entry weighs that holds most of a query. @param {JalonQuery} query */
  function fullest({ words, docs }) {
    /** @type {Map<number, number>} */
    const most = new Map();
    for (const { term, share } of words)
      term.heads.forEach((weight, entry) => addTo(most, entry, weight * share * HEAD));
    docs.forEach((weight, doc) => {
      const entry = index.entryOf(doc);
      if ((most.get(entry) || 0) < weight) most.set(entry, weight);
    });
    return most;
  }

  /**
   * What a word weighs in an entry. Its paragraphs count for little here: more counts that one of them holds all words.
   * @param {JalonTerm} term @param {number} entry
   */
  const weigh = (term, entry) => (term.heads.get(entry) || 0) + SPREAD * (term.best.get(entry) || 0);

  /** @param {JalonQuery} query @param {number} entry @param {number} score  what it has from its fullest part @returns {JalonRanked} */
  function scored(query, entry, score) {
    let covered = 0;
    /** What each word weighs. @type {Map<JalonAsked, number>} */
    const own = new Map();
    for (const word of query.words) {
      const weight = weigh(word.term, entry) * word.share;
      own.set(word, weight);
      score += weight;
      if (weight) covered += word.share;
    }
    const gains = query.said
      .map((said) => gained(said, own, entry))
      .filter((one) => one.gain > 0)
      .sort((a, b) => b.gain - a.gain);
    const used = new Set();
    for (const { from, gain, missed } of gains) {
      if (from.some((word) => used.has(word))) continue;
      from.forEach((word) => used.add(word));
      score += gain;
      covered += missed;
    }
    const phrase = query.phrases.get(entry);
    if (phrase) score += PHRASE * query.weight * phrase.near ** NEARER;
    const share = Math.max(covered / query.whole, phrase ? phrase.held : 0);
    return { entry, score: score * (share ** COVER * (SORTS[index.sortOf(entry)[0]] || 1)), covered: share };
  }

  /**
   * What an entry gains by saying with other words what was asked, and how much of the query it then holds besides.
   * @param {JalonSaid} said @param {Map<JalonAsked, number>} own @param {number} entry
   */
  function gained({ from, to }, own, entry) {
    const weights = to.map((term) => weigh(term, entry)),
      held = weights.filter((weight) => weight > 0).length / to.length;
    // As much as the typed words would have weighed, whatever the number of words that say it.
    const sum =
      (weights.reduce((all, weight) => all + weight, 0) / to.length) * Math.max(from.length, Math.min(to.length, 2));
    const share = from.length === 1 && from[0].term.stems.has(from[0].stem) ? KNOWN : SAID;
    const typed = from.reduce((all, word) => all + (own.get(word) || 0), 0);
    const missed = from.reduce((all, word) => all + (own.get(word) ? 0 : word.share), 0);
    return { from, gain: share * sum * held * held - typed, missed: held === 1 ? missed : 0 };
  }

  /** The best, with their titles, which count in turn. @param {JalonQuery} query @param {JalonRanked[]} list @param {number} limit */
  async function titled(query, list, limit) {
    let named = 0;
    /** @param {JalonRanked} one @param {number} rank */
    const shortlisted = ({ entry }, rank) => {
      if (rank < limit + 10) return true;
      const whole =
        index.sortOf(entry)[0] === "t" && named < NAMED && query.full.every(({ term }) => term.heads.has(entry));
      if (whole) named += 1;
      return whole;
    };
    const sought = new Set(
      flat(query.full.map((word) => Array.from(word.term.stems))).concat(flat(query.said.map((one) => one.stems))),
    );
    const found = await Promise.all(list.filter(shortlisted).map((one) => introduced(query, one, sought)));
    return found.sort(better);
  }

  /** @param {JalonQuery} query @param {JalonRanked} one @param {Set<string>} sought  all stems that say something of it @returns {Promise<JalonFound>} */
  async function introduced(query, { entry, score }, sought) {
    const [href, title, summary] = await index.head(entry);
    const [kind, place] = index.sortOf(entry);
    const words = JalonWords.words(title),
      own = plain(words);
    const stems = new Set(words.filter((word) => word.weight === "full").map((word) => word.stem));
    const shared = Array.from(stems).filter((stem) => sought.has(stem)).length;
    let bonus = 1 + TITLED * ((2 * shared) / (stems.size + query.full.length || 1)) ** 2;
    if ((" " + own + " ").includes(" " + query.plain + " ")) bonus *= own === query.plain ? 1.8 : 1.4;
    const spelt = kind === "t" && plain(JalonWords.words(summary)) === query.plain;
    const answers = kind === "q" && answersAll(query, entry, title);
    const direct = (kind === "t" && (own === query.plain || spelt)) || answers;
    if (kind === "t" && direct) bonus *= 1.6;
    else if ((query.phrases.get(entry)?.near || 0) >= SAME) bonus *= EXACT;
    return {
      entry,
      kind,
      href,
      title,
      section: index.current().sections[place],
      heading: "",
      text: summary,
      score: score * bonus,
      direct,
    };
  }

  /**
   * Whether a question is surely the one that was asked: a phrase of it is, or its head says every word that counts; and it denies what was
   * denied, and nothing else. @param {JalonQuery} query @param {number} entry @param {string} title
   */
  function answersAll(query, entry, title) {
    const near = query.phrases.get(entry)?.near || 0;
    if (near >= SAME) return true;
    if (query.denies !== JalonSearchQuery.denies(title)) return false;
    const said = new Set(
      flat(query.said.filter(({ to }) => to.every((term) => term.heads.has(entry))).map(({ from }) => from)),
    );
    // One word is a subject, not a question; who asks what something is wants it defined.
    return (
      near >= ALIKE &&
      query.full.length > 1 &&
      !query.defines &&
      query.full.every((word) => word.term.heads.has(entry) || said.has(word))
    );
  }

  /** Where a result stands among the others, whatever its score. @param {JalonFound} one */
  const place = (one) => (one.direct ? Number(one.kind !== "t") : 2);
  /** @param {JalonFound} a @param {JalonFound} b */
  const before = (a, b) => place(a) - place(b) || better(a, b);

  /** Direct answers first: a term that is the whole query, then the question that leads, if it does. @param {JalonFound[]} found */
  function answering(found) {
    const leads = found.findIndex((one) => one.kind !== "t" || !one.direct);
    const [first, next] = [found[leads], found[leads + 1]];
    const stands = first && first.score >= 0.5 * found[0].score && (!next || first.score >= LEAD * next.score);
    for (const one of found) if (one.kind === "q" && !(one === first && stands)) one.direct = false;
    return found.sort(before);
  }

  /**
   * The rank of the paragraph that a phrase leads to, or else says most of a query; the first of an answer or a definition.
   * @param {JalonQuery} query @param {number} entry
   */
  function telling({ docs, phrases }, entry) {
    const count = index.current().units[entry];
    const phrase = phrases.get(entry);
    if (phrase && phrase.answer >= 0 && phrase.near >= ALIKE) return phrase.answer;
    if (!count || "qt".includes(index.sortOf(entry)[0])) return count ? 0 : -1;
    let best = -1,
      most = 0;
    for (let rank = 0; rank < count; rank += 1) {
      const weight = docs.get(index.firstOf(entry) + rank) || 0;
      if (weight > most) [best, most] = [rank, weight];
    }
    return best;
  }

  /** Puts an extract for a summary. @param {JalonFound} one @param {JalonQuery} query */
  async function extract(one, query) {
    const rank = telling(query, one.entry);
    if (rank < 0) return;
    const { text, anchor, heading } = await index.paragraph(one.entry, rank);
    one.text = one.kind === "t" && one.text ? one.text[0].toUpperCase() + one.text.slice(1) + ". " + text : text;
    one.heading = heading;
    if (one.kind !== "t" && anchor) one.href = one.href.split("#")[0] + "#" + anchor;
  }

  /** Of results that are as good, first those that write a word with the accents that were typed. @param {string} query @param {JalonFound[]} shown */
  function accent(query, shown) {
    const accented = (query.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).filter((word) => /[^\x00-\x7f]/.test(word));
    for (const one of shown) {
      const said = (one.title + " " + one.heading + " " + one.text).toLowerCase();
      one.score *= 1 + (ACCENT * accented.filter((word) => said.includes(word)).length) / (accented.length || 1);
    }
    shown.sort(before);
  }

  /** @param {string} typed @param {JalonSearchOptions} [options] @returns {Promise<JalonAnswer>} */
  async function search(typed, options = {}) {
    const { typing = false, limit = 10, patience } = options;
    const query = await JalonSearchQuery.understood(typed, typing);
    if (!query.words.length) return { total: 0, found: [], stems: [], unknown: [] };
    const list = ranked(query, options);
    const shown = answering(await titled(query, list, limit)).slice(0, limit);
    const official = flat(query.said.map((one) => one.to));
    for (const term of official) term.docs.forEach((weight, doc) => addTo(query.docs, doc, weight));
    // An extract that does not come leaves the summary.
    const texts = Promise.allSettled(shown.map((one) => extract(one, query)));
    const late =
      patience !== undefined &&
      (await Promise.race([
        texts.then(() => false),
        new Promise((done) => {
          setTimeout(() => done(true), patience);
        }),
      ]));
    if (!late) {
      await texts;
      accent(typed, shown);
    }
    const stems = new Set(
      flat(
        query.words
          .map((word) => word.term)
          .concat(official)
          .map((term) => Array.from(term.stems)),
      ),
    );
    const { unknown } = query;
    return { total: list.length, found: shown, stems: Array.from(stems), unknown, late: late ? texts : undefined };
  }

  return { add: index.add, start: index.start, search };
})();
