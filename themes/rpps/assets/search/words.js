// @ts-check
/*
 * Jalon, the words that are searched: folded, told apart, stemmed, mended. The SPEC is in src/search/words.rs; tests/vectors/words.json
 * is run by both; what is mended is known here only. In: text as it is typed. Out: words.
 */

/** @typedef {{ folded: string, stem: string, weight: "full" | "question" }} JalonWord */

const JalonWords = (() => {
  "use strict";

  const GRAMMAR = new Set(
    (
      "ai as au aucun aucune aussi autre autres aux avaient avais avait avec avez avoir avons ayant ca car ce cela celle " +
      "celles celui ces cest cet cette ceux chez chui ci comme dans de des donc dont du elle elles en es est et etaient etais " +
      "etait etant ete etes etions etre eu fais fait faites font fut il ils jai je jsuis jusqu la le les leur leurs lorsqu " +
      "lui ma mais me mes moi mon ne ni nos notre nous on ont par pas plus pour puisqu qu que quelqu quelque quelques sa " +
      "sans se sera serai seraient serait ses si soi soient soit sommes son sont suis sur ta te tes toi ton tous tout toute " +
      "toutes tu un une vers vos votre vous y"
    ).split(" "),
  );
  const QUESTION = new Set(
    (
      "acronyme aller alors aura aurait bien bonjour chose choses combien comment definition definitions depuis devez devoir devons " +
      "devra devrais devrait dire dis disent dit dois doit doivent donne donnent donner encore faire fasse faudra faudrait " +
      "faut fera gens ici lequel meme merci met mets mettent mettre mieux monde ou peut peuvent peux pourquoi pourra pourrait " +
      "pouvez pouvoir pouvons prend prendre prends prennent puis puisse quand quel quelle quelles quels qui quoi sais savent " +
      "savez savoir sigle sigles signification signifie signifient svp tant toujours tres trop truc trucs va vais vaut venir " +
      "veulent veut veux viennent viens vient vont voudrais voulez vouloir voulons"
    ).split(" "),
  );

  /** @param {string} list */
  const endings = (list) => list.split(" ");
  const STANDARD = {
    deleted: endings("ance iqUe isme able iste eux ances iqUes ismes ables istes"),
    ation: endings("atrice ateur ation atrices ateurs ations"),
    log: endings("logie logies"),
    usion: endings("usion ution usions utions"),
    ence: endings("ence ences"),
    ement: endings("ement ements"),
    ite: endings("ite ites"),
    ive: endings("if ive ifs ives"),
    eaux: endings("eaux"),
    aux: endings("aux"),
    euse: endings("euse euses"),
    issement: endings("issement issements"),
    amment: endings("amment"),
    emment: endings("emment"),
    ment: endings("ment ments"),
  };
  const VERBS_IN_I = endings(
    "imes it ites i ie ies iee iees ir ira irai iraIent irais irait iras irent irez iriez irions irons " +
      "iront is issaIent issais issait issant issante issantes issants isse issent isses issez issiez issions issons",
  );
  const VERBS = {
    ions: endings("ions"),
    verbs: endings("ee ees erent er era erai eraIent erais erait eras erez eriez erions erons eront ez iez"),
    inA: endings("ames at ates a ai aIent ais ait ant ante antes ants as asse assent asses assiez assions"),
  };
  const INSTEAD = /** @type {Record<string, string>} */ ({
    log: "log",
    usion: "u",
    ence: "ent",
    eaux: "eau",
    aux: "al",
    amment: "ant",
    emment: "ent",
  });

  /** @param {string | undefined} letter */
  const vowel = (letter) => letter !== undefined && letter !== "" && "aeiouy".includes(letter);

  /** A site repeats few words many times. @type {Map<string, string>} */
  const known = new Map();

  /** The stem of a folded word. @param {string} given */
  function stem(given) {
    let told = known.get(given);
    if (told === undefined) {
      told = cut(given);
      known.set(given, told);
    }
    return told;
  }

  /** @param {string} given */
  function cut(given) {
    if (given.length < 3 || !/^[a-z]+$/.test(given)) return given;
    const letters = given.split("");
    letters.forEach((letter, at) => {
      const before = vowel(letters[at - 1]),
        after = vowel(letters[at + 1]);
      const consonant =
        letter === "u"
          ? (before && after) || letters[at - 1] === "q"
          : letter === "i"
            ? before && after
            : letter === "y" && (before || after);
      if (consonant) letters[at] = letter.toUpperCase();
    });
    let word = letters.join("");
    /** @param {number} from @param {boolean} wanted */
    const find = (from, wanted) => {
      for (let at = from; at < letters.length; at += 1) if (vowel(letters[at]) === wanted) return at + 1;
      return letters.length;
    };
    const region = (/** @type {number} */ from) => find(find(from, true), false);
    const r1 = region(0),
      r2 = region(r1);
    const rv = (vowel(letters[0]) && vowel(letters[1])) || /^(par|col|tap)/.test(given) ? 3 : find(1, true);

    /** @param {number} length @param {string} by */
    const replace = (length, by) => {
      word = word.slice(0, word.length - length) + by;
    };
    /** @param {string} end @param {number} from */
    const stands = (end, from) => word.endsWith(end) && word.length - end.length >= from;
    /** @param {string} end @param {number} from */
    const drop = (end, from) => {
      const there = stands(end, from);
      if (there) replace(end.length, "");
      return there;
    };
    /** @param {string} end @param {string} by */
    const dropOr = (end, by) => {
      if (word.endsWith(end) && !drop(end, r2)) replace(end.length, by);
    };
    /** The longest ending of a group, and which group. @param {Record<string, string[]>} groups @param {number} from */
    const longest = (groups, from) => {
      let found = { group: "", end: "" };
      for (const group of Object.keys(groups)) {
        for (const end of groups[group]) if (end.length > found.end.length && stands(end, from)) found = { group, end };
      }
      return found;
    };

    const adverb = () => {
      if (word.endsWith("iv")) {
        if (drop("iv", r2)) drop("at", r2);
      } else if (word.endsWith("eus")) {
        if (!drop("eus", r2) && word.length - 3 >= r1) replace(3, "eux");
      } else if (/(abl|iqU)$/.test(word)) drop(word.slice(-3), r2);
      else if (/[iI]er$/.test(word) && word.length - 3 >= rv) replace(3, "i");
    };

    const standard = () => {
      const { group, end } = longest(STANDARD, 0);
      if (!group) return false;
      const at = word.length - end.length,
        before = word[at - 1];
      const needed = ["ement", "amment", "emment"].includes(group)
        ? rv
        : ["aux", "issement"].includes(group)
          ? r1
          : ["eaux", "euse", "ment"].includes(group)
            ? 0
            : r2;
      if (at < needed) return false;
      // « habilité » is the participle of « habiliter », not a quality.
      if (group === "ite" && word.slice(0, at).endsWith("abil") && at < r1 + 4) return false;
      if (group === "euse" && at < r1) return false;
      if (group === "issement" && (at === 0 || vowel(before))) return false;
      if (group === "ment" && (at <= rv || !vowel(before))) return false;
      replace(end.length, group === "euse" && at < r2 ? "eux" : INSTEAD[group] || "");
      if (group === "ation") dropOr("ic", "iqU");
      else if (group === "ement") adverb();
      else if (group === "ite") {
        if (word.endsWith("abil")) dropOr("abil", "abl");
        else if (word.endsWith("ic")) dropOr("ic", "iqU");
        else drop("iv", r2);
      } else if (group === "ive") {
        if (drop("at", r2)) dropOr("ic", "iqU");
      }
      return !["amment", "emment", "ment"].includes(group);
    };

    const verbInI = () => {
      const { end } = longest({ i: VERBS_IN_I }, rv),
        at = word.length - end.length;
      if (!end || at <= rv || vowel(word[at - 1])) return false;
      replace(end.length, "");
      return true;
    };

    const verb = () => {
      const { group, end } = longest(VERBS, rv);
      if (!group || (group === "ions" && word.length - end.length < r2)) return false;
      replace(end.length, "");
      if (group === "inA") drop("e", rv);
      return true;
    };

    const residual = () => {
      if (word.length > 1 && word.endsWith("s") && !"aius".includes(word[word.length - 2])) replace(1, "");
      const { end } = longest({ end: ["ion", "ier", "iere", "Ier", "Iere", "e"] }, rv);
      const at = word.length - end.length;
      if (end === "ion") {
        if (at >= r2 && at > rv && "st".includes(word[at - 1])) replace(3, "");
      } else if (end === "e") replace(1, "");
      else if (end) replace(end.length, "i");
    };

    if (standard() || verbInI() || verb()) {
      if (word.endsWith("Y")) replace(1, "i");
    } else residual();
    if (/(enn|onn|ett|ell|eill)$/.test(word)) replace(1, "");
    return word.toLowerCase();
  }

  /** @param {string} text */
  function fold(text) {
    return text
      .normalize("NFD")
      .toLowerCase()
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/œ/g, "oe")
      .replace(/æ/g, "ae")
      .replace(/ß/g, "ss");
  }

  /** The words of a folded text. @param {string} folded */
  function split(folded) {
    return (folded.replace(/(^|[^a-z0-9])e[-\u2010\u2011](?=[a-z0-9])/g, "$1e").match(/[a-z0-9]+\+?/g) || [])
      .flatMap((word) => (word.endsWith("+") ? [word.slice(0, -1), word.slice(0, -1) + "plus"] : [word]))
      .filter((word) => word.length > 1 || /[0-9]/.test(word));
  }

  /** @param {string} text @returns {JalonWord[]} */
  function words(text) {
    return split(fold(text))
      .filter((word) => !GRAMMAR.has(word))
      .map((folded) => ({ folded, stem: stem(folded), weight: QUESTION.has(folded) ? "question" : "full" }));
  }

  /**
   * Words of a query: « AS », in capitals among others that are not, is no word of grammar. @param {string} query
   * @returns {JalonWord[]}
   */
  function asked(query) {
    const capitals =
      /[a-z]/.test(query) || query.length < 5 ? query.match(/(?<![A-Z\p{L}])[A-Z]{2,4}(?![\p{L}])/gu) || [] : [];
    const acronyms = capitals.map((one) => one.toLowerCase()).filter((one) => GRAMMAR.has(one));
    return words(query).concat(acronyms.map((folded) => ({ folded, stem: folded, weight: "full" })));
  }

  /** Spellings that sound alike in French, in this order. @type {[RegExp, string][]} */
  const SOUNDS = [
    [/ph/g, "f"],
    [/[cs]h/g, "X"],
    [/h/g, ""],
    [/y/g, "i"],
    [/sc(?=[ei])/g, "s"],
    [/c(?=[ei])/g, "s"],
    [/qu|[cq]/g, "k"],
    [/z/g, "s"],
    [/gu(?=[ei])/g, "G"],
    [/ge(?=[ao])|g(?=[ei])/g, "j"],
    [/eau|au/g, "o"],
    [/oi/g, "W"],
    [/ti(?=on|al|el)/g, "si"],
    [/(?:ai|ei|i|u)[nm](?![aeiounm])/g, "I"],
    [/[ea][nm](?![aeiounm])/g, "A"],
    [/ai|ei|(?:e[rzt]|ees?)$/g, "e"],
    [/oeu|eu/g, "e"],
    [/(.)\1+/g, "$1"],
    [/[estxd]+$/, ""],
  ];
  /** @type {Map<string, string>} */
  const heard = new Map();

  /** How a folded word sounds, for who writes as one hears. @param {string} folded */
  function sound(folded) {
    let told = heard.get(folded);
    if (told === undefined) {
      told = SOUNDS.reduce((word, [from, to]) => word.replace(from, to), folded);
      heard.set(folded, told);
    }
    return told;
  }

  /** One letter more, less, other, or two in each other's place. @param {string} a @param {string} b */
  function near(a, b) {
    if (a === b) return true;
    if (Math.abs(a.length - b.length) > 1) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    const rest = (/** @type {number} */ i, /** @type {number} */ j) => a.slice(at + i) === b.slice(at + j);
    return rest(1, 1) || rest(1, 0) || rest(0, 1) || (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, 2));
  }

  /** Two such mistakes at most. @param {string} a @param {string} b */
  function far(a, b) {
    if (Math.abs(a.length - b.length) > 2) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    const rest = (/** @type {number} */ i, /** @type {number} */ j) => near(a.slice(at + i), b.slice(at + j));
    return (
      rest(0, 0) || rest(1, 1) || rest(1, 0) || rest(0, 1) || (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, 2))
    );
  }

  /**
   * Of known words, those that a word unknown among them may stand for: written nearly so, going on so (« educ »), sounding
   * so; else, of a long word, those that two mistakes part from it. @param {string} folded @param {string[]} known
   */
  function mend(folded, known) {
    const heardAs = sound(folded);
    const close = known.filter(
      (one) =>
        near(folded, one) || one.startsWith(folded) || (heardAs.length > 2 && one.length > 3 && sound(one) === heardAs),
    );
    return close.length || folded.length < 8 ? close : known.filter((one) => far(folded, one));
  }

  /** Letters that are heard for each other where a word begins. */
  const BEGIN = ["fp", "ckqs", "sz", "gj", "aeh", "oah", "iy", "eh"];

  /** Letters in first or second place of the words that one may stand for. @param {string} folded */
  const letters = (folded) => new Set(folded.slice(0, 2) + BEGIN.filter((some) => some.includes(folded[0])).join(""));

  return { fold, split, stem, words, asked, sound, near, far, mend, letters };
})();
