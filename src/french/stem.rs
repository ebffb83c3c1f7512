//! The stem of a folded French word: Snowball French with folded endings (SPEC in `words.rs`, step 4).
//!
//! In: a word of a–z. Out: its stem; a word with a digit is its own. `search/words.js` does the same, line for line.

const DELETED: &[&str] = &["ance", "iqUe", "isme", "able", "iste", "eux", "ances", "iqUes", "ismes", "ables", "istes"];
const ATION: &[&str] = &["atrice", "ateur", "ation", "atrices", "ateurs", "ations"];
const LOG: &[&str] = &["logie", "logies"];
const USION: &[&str] = &["usion", "ution", "usions", "utions"];
const ENCE: &[&str] = &["ence", "ences"];
const EMENT: &[&str] = &["ement", "ements"];
const ITE: &[&str] = &["ite", "ites"];
const IVE: &[&str] = &["if", "ive", "ifs", "ives"];
const EAUX: &[&str] = &["eaux"];
const AUX: &[&str] = &["aux"];
const EUSE: &[&str] = &["euse", "euses"];
const ISSEMENT: &[&str] = &["issement", "issements"];
const AMMENT: &[&str] = &["amment"];
const EMMENT: &[&str] = &["emment"];
const MENT: &[&str] = &["ment", "ments"];
const STANDARD: &[&[&str]] =
    &[DELETED, ATION, LOG, USION, ENCE, EMENT, ITE, IVE, EAUX, AUX, EUSE, ISSEMENT, AMMENT, EMMENT, MENT];
const VERBS_IN_I: &[&str] = &[
    "imes", "it", "ites", "i", "ie", "ies", "iee", "iees", "ir", "ira", "irai", "iraIent", "irais", "irait", "iras",
    "irent", "irez", "iriez", "irions", "irons", "iront", "is", "issaIent", "issais", "issait", "issant", "issante",
    "issantes", "issants", "isse", "issent", "isses", "issez", "issiez", "issions", "issons",
];
const IONS: &[&str] = &["ions"];
const VERBS: &[&str] = &[
    "ee", "ees", "erent", "er", "era", "erai", "eraIent", "erais", "erait", "eras", "erez", "eriez", "erions", "erons",
    "eront", "ez", "iez",
];
const VERBS_IN_A: &[&str] = &[
    "ames", "at", "ates", "a", "ai", "aIent", "ais", "ait", "ant", "ante", "antes", "ants", "as", "asse", "assent",
    "asses", "assiez", "assions",
];

/// The stem of a folded word.
pub fn stem(word: &str) -> String {
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
    if ["enn", "onn", "ett", "ell", "eill"].iter().any(|end| stemmer.word.ends_with(end)) {
        stemmer.replace(1, "");
    }
    stemmer.word.to_ascii_lowercase()
}

fn vowel(byte: u8) -> bool {
    b"aeiouy".contains(&byte)
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
        let begins =
            vowel(bytes[0]) && vowel(bytes[1]) || ["par", "col", "tap"].iter().any(|start| word.starts_with(start));
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
        let longest = STANDARD.iter().filter_map(|group| Some((*group, self.ending(group, 0)?)));
        let Some((group, end)) = longest.max_by_key(|(_, end)| end.len()) else { return false };
        let at = self.word.len() - end.len();
        let before = at.checked_sub(1).map(|at| self.word.as_bytes()[at]);
        let (rv, r1, r2) = (self.rv, self.r1, self.r2);
        let needed = match group {
            EMENT | AMMENT | EMMENT => rv,
            AUX | ISSEMENT => r1,
            EAUX | EUSE | MENT => 0,
            _ => r2,
        };
        if at < needed {
            return false;
        }
        let by = match group {
            LOG => "log",
            USION => "u",
            ENCE => "ent",
            EAUX => "eau",
            AUX => "al",
            AMMENT => "ant",
            EMMENT => "ent",
            EUSE if at < r2 => "eux",
            _ => "",
        };
        // « habilité » is the participle of « habiliter », not a quality.
        if group == ITE && self.word[..at].ends_with("abil") && at < r1 + 4 {
            return false;
        }
        match group {
            EUSE if at < r1 => return false,
            ISSEMENT if before.is_none_or(vowel) => return false,
            MENT if at <= rv || !before.is_some_and(vowel) => return false,
            _ => self.replace(end.len(), by),
        }
        match group {
            ATION => self.drop_or("ic", "iqU"),
            EMENT => self.adverb(),
            ITE => {
                if self.word.ends_with("abil") {
                    self.drop_or("abil", "abl");
                } else if self.word.ends_with("ic") {
                    self.drop_or("ic", "iqU");
                } else {
                    self.drop("iv", r2);
                }
            }
            IVE if self.drop("at", r2) => self.drop_or("ic", "iqU"),
            // What is left may be the form of a verb.
            AMMENT | EMMENT | MENT => return false,
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
        let Some(end) = self.ending(VERBS_IN_I, self.rv) else { return false };
        let at = self.word.len() - end.len();
        if at <= self.rv || vowel(self.word.as_bytes()[at - 1]) {
            return false;
        }
        self.replace(end.len(), "");
        true
    }

    /// Step 2b.
    fn verb(&mut self) -> bool {
        let groups = [IONS, VERBS, VERBS_IN_A];
        let longest = groups.iter().filter_map(|group| Some((*group, self.ending(group, self.rv)?)));
        let Some((group, end)) = longest.max_by_key(|(_, end)| end.len()) else { return false };
        if group == IONS && self.word.len() - end.len() < self.r2 {
            return false;
        }
        self.replace(end.len(), "");
        if group == VERBS_IN_A {
            self.drop("e", self.rv);
        }
        true
    }

    /// Step 4.
    fn residual(&mut self) {
        let bytes = self.word.as_bytes();
        if bytes.len() > 1 && bytes.ends_with(b"s") && !b"aius".contains(&bytes[bytes.len() - 2]) {
            self.replace(1, "");
        }
        match self.ending(&["ion", "ier", "iere", "Ier", "Iere", "e"], self.rv) {
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
