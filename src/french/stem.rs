//! The stem of a folded French word: Snowball French with folded endings (SPEC in `words.rs`, step 4).
//!
//! In: a word of a–z. Out: its stem; a word with a digit is its own. `search/words.js` does the same, line for line, with the same tables.

// generated from rules/endings.txt by rules/twins.mjs: do not edit
const VOWELS: &[u8] = b"aeiouy";

/// They are no prefixes: region RV begins after them.
#[rustfmt::skip]
const STARTS: [&str; 3] = [
    "par", "col", "tap",
];

/// Groups of endings of step 1.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Deleted,
    Ation,
    Log,
    Usion,
    Ence,
    Ement,
    Ite,
    Ive,
    Eaux,
    Aux,
    Euse,
    Issement,
    Amment,
    Emment,
    Ment,
}

/// A group, the region where its endings must stand, what replaces them, and they.
#[rustfmt::skip]
const STANDARD: [(Group, Region, &str, &[&str]); 15] = [
    (Group::Deleted, Region::R2, "", &["ance", "iqUe", "isme", "able", "iste", "eux", "ances", "iqUes", "ismes", "ables", "istes"]),
    (Group::Ation, Region::R2, "", &["atrice", "ateur", "ation", "atrices", "ateurs", "ations"]),
    (Group::Log, Region::R2, "log", &["logie", "logies"]),
    (Group::Usion, Region::R2, "u", &["usion", "ution", "usions", "utions"]),
    (Group::Ence, Region::R2, "ent", &["ence", "ences"]),
    (Group::Ement, Region::Rv, "", &["ement", "ements"]),
    (Group::Ite, Region::R2, "", &["ite", "ites"]),
    (Group::Ive, Region::R2, "", &["if", "ive", "ifs", "ives"]),
    (Group::Eaux, Region::Any, "eau", &["eaux"]),
    (Group::Aux, Region::R1, "al", &["aux"]),
    (Group::Euse, Region::Any, "", &["euse", "euses"]),
    (Group::Issement, Region::R1, "", &["issement", "issements"]),
    (Group::Amment, Region::Rv, "ant", &["amment"]),
    (Group::Emment, Region::Rv, "ent", &["emment"]),
    (Group::Ment, Region::Any, "", &["ment", "ments"]),
];

/// Step 2a.
#[rustfmt::skip]
const VERBS_IN_I: [&str; 36] = [
    "imes", "it", "ites", "i", "ie", "ies", "iee", "iees", "ir", "ira", "irai", "iraIent", "irais", "irait", "iras",
    "irent", "irez", "iriez", "irions", "irons", "iront", "is", "issaIent", "issais", "issait", "issant", "issante",
    "issantes", "issants", "isse", "issent", "isses", "issez", "issiez", "issions", "issons",
];

/// Step 2b, in R2.
#[rustfmt::skip]
const IONS: [&str; 1] = [
    "ions",
];

/// Step 2b.
#[rustfmt::skip]
const VERBS_IN_E: [&str; 17] = [
    "ee", "ees", "erent", "er", "era", "erai", "eraIent", "erais", "erait", "eras", "erez", "eriez", "erions", "erons",
    "eront", "ez", "iez",
];

/// Step 2b; an `e` before them goes along.
#[rustfmt::skip]
const VERBS_IN_A: [&str; 18] = [
    "ames", "at", "ates", "a", "ai", "aIent", "ais", "ait", "ant", "ante", "antes", "ants", "as", "asse", "assent",
    "asses", "assiez", "assions",
];

/// A final "s" stays after these.
const KEEP_S: &[u8] = b"aius";

/// Step 4.
#[rustfmt::skip]
const RESIDUAL: [&str; 6] = [
    "ion", "ier", "iere", "Ier", "Iere", "e",
];

/// Step 5: their last letter falls.
#[rustfmt::skip]
const DOUBLED: [&str; 5] = [
    "enn", "onn", "ett", "ell", "eill",
];
// end of what is generated

/// Where an ending must stand.
#[derive(Clone, Copy)]
enum Region {
    Any,
    Rv,
    R1,
    R2,
}

/// The stem of a folded word.
pub(crate) fn stem(word: &str) -> String {
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut stemmer = Stemmer::new(word);
    if stemmer.standard() || stemmer.verb_in_i() || stemmer.verb() {
        if stemmer.word.ends_with('Y') {
            stemmer.replace(1, "i");
        }
    } else {
        stemmer.residual();
    }
    if DOUBLED.iter().any(|end| stemmer.word.ends_with(end)) {
        stemmer.replace(1, "");
    }
    stemmer.word.to_ascii_lowercase()
}

fn vowel(byte: u8) -> bool {
    VOWELS.contains(&byte)
}

struct Stemmer {
    /// Vowels that act as consonants are in upper case.
    word: String,
    rv: usize,
    r1: usize,
    r2: usize,
}

impl Stemmer {
    fn new(word: &str) -> Self {
        let mut bytes = word.as_bytes().to_vec();
        for at in 0..bytes.len() {
            let before = at > 0 && vowel(bytes[at - 1]);
            let after = bytes.get(at + 1).copied().is_some_and(vowel);
            let consonant = match bytes[at] {
                b'u' => before && after || at > 0 && bytes[at - 1] == b'q',
                b'i' => before && after,
                b'y' => before || after,
                _ => false,
            };
            if consonant {
                bytes[at] = bytes[at].to_ascii_uppercase();
            }
        }
        let end = bytes.len();
        // Past the first vowel that stands at or after a place; past the consonant that follows it.
        let past = |from: usize| (from..end).find(|at| vowel(bytes[*at])).map_or(end, |at| at + 1);
        let region = |from: usize| (past(from)..end).find(|at| !vowel(bytes[*at])).map_or(end, |at| at + 1);
        let begins = vowel(bytes[0]) && vowel(bytes[1]) || STARTS.iter().any(|start| word.starts_with(start));
        let r1 = region(0);
        let (rv, r2) = (if begins { 3 } else { past(1) }, region(r1));
        Self { word: String::from_utf8_lossy(&bytes).into_owned(), rv, r1, r2 }
    }

    /// The longest of these endings that starts at or after a place.
    fn ending(&self, endings: &[&'static str], from: usize) -> Option<&'static str> {
        let fits = |end: &&&'static str| self.word.ends_with(**end) && self.word.len() - end.len() >= from;
        endings.iter().filter(fits).max_by_key(|end| end.len()).copied()
    }

    fn replace(&mut self, length: usize, by: &str) {
        self.word.truncate(self.word.len().saturating_sub(length));
        self.word.push_str(by);
    }

    /// Deletes an ending that stands in a region.
    fn drop(&mut self, end: &str, from: usize) -> bool {
        let there = self.word.ends_with(end) && self.word.len() - end.len() >= from;
        if there {
            self.replace(end.len(), "");
        }
        there
    }

    /// Deletes an ending, or replaces it outside of R2.
    fn drop_or(&mut self, end: &str, by: &str) {
        if self.word.ends_with(end) && !self.drop(end, self.r2) {
            self.replace(end.len(), by);
        }
    }

    /// Step 1. Whether it is done with the word.
    fn standard(&mut self) -> bool {
        let longest = STANDARD.iter().filter_map(|group| Some((group, self.ending(group.3, 0)?)));
        let Some((&(group, region, by, _), end)) = longest.max_by_key(|(_, end)| end.len()) else { return false };
        let at = self.word.len() - end.len();
        let before = at.checked_sub(1).map(|at| self.word.as_bytes()[at]);
        let (rv, r1, r2) = (self.rv, self.r1, self.r2);
        let needed = match region {
            Region::Any => 0,
            Region::Rv => rv,
            Region::R1 => r1,
            Region::R2 => r2,
        };
        if at < needed {
            return false;
        }
        // « habilité » is the participle of « habiliter », not a quality.
        if group == Group::Ite && self.word[..at].ends_with("abil") && at < r1 + 4 {
            return false;
        }
        match group {
            Group::Euse if at < r1 => return false,
            Group::Euse if at < r2 => self.replace(end.len(), "eux"),
            Group::Issement if before.is_none_or(vowel) => return false,
            Group::Ment if at <= rv || !before.is_some_and(vowel) => return false,
            _ => self.replace(end.len(), by),
        }
        match group {
            Group::Ation => self.drop_or("ic", "iqU"),
            Group::Ement => self.adverb(),
            Group::Ite => {
                if self.word.ends_with("abil") {
                    self.drop_or("abil", "abl");
                } else if self.word.ends_with("ic") {
                    self.drop_or("ic", "iqU");
                } else {
                    self.drop("iv", r2);
                }
            }
            Group::Ive if self.drop("at", r2) => self.drop_or("ic", "iqU"),
            // What is left may be the form of a verb.
            Group::Amment | Group::Emment | Group::Ment => return false,
            _ => {}
        }
        true
    }

    /// What precedes « -ement ».
    fn adverb(&mut self) {
        let (rv, r1, r2) = (self.rv, self.r1, self.r2);
        if self.word.ends_with("iv") {
            if self.drop("iv", r2) {
                self.drop("at", r2);
            }
        } else if self.word.ends_with("eus") {
            if !self.drop("eus", r2) && self.word.len() - 3 >= r1 {
                self.replace(3, "eux");
            }
        } else if self.word.ends_with("abl") || self.word.ends_with("iqU") {
            if self.word.len() - 3 >= r2 {
                self.replace(3, "");
            }
        } else if (self.word.ends_with("ier") || self.word.ends_with("Ier")) && self.word.len() - 3 >= rv {
            self.replace(3, "i");
        }
    }

    /// Step 2a.
    fn verb_in_i(&mut self) -> bool {
        let Some(end) = self.ending(&VERBS_IN_I, self.rv) else { return false };
        let at = self.word.len() - end.len();
        if at <= self.rv || vowel(self.word.as_bytes()[at - 1]) {
            return false;
        }
        self.replace(end.len(), "");
        true
    }

    /// Step 2b.
    fn verb(&mut self) -> bool {
        let groups: [&[&str]; 3] = [&IONS, &VERBS_IN_E, &VERBS_IN_A];
        let longest = groups.iter().filter_map(|group| self.ending(group, self.rv));
        let Some(end) = longest.max_by_key(|end| end.len()) else { return false };
        if IONS.contains(&end) && self.word.len() - end.len() < self.r2 {
            return false;
        }
        self.replace(end.len(), "");
        if VERBS_IN_A.contains(&end) {
            self.drop("e", self.rv);
        }
        true
    }

    /// Step 4.
    fn residual(&mut self) {
        let bytes = self.word.as_bytes();
        if bytes.len() > 1 && bytes.ends_with(b"s") && !KEEP_S.contains(&bytes[bytes.len() - 2]) {
            self.replace(1, "");
        }
        match self.ending(&RESIDUAL, self.rv) {
            Some("ion") => {
                let at = self.word.len() - 3;
                if at >= self.r2 && at > self.rv && b"st".contains(&self.word.as_bytes()[at - 1]) {
                    self.replace(3, "");
                }
            }
            Some("e") => self.replace(1, ""),
            Some(end) => self.replace(end.len(), "i"),
            None => {}
        }
    }
}
