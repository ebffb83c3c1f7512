//! Captions: sentences cut to what fits on two lines, and how long each is shown.
//!
//! In: sentences. Out: cues with their lines; a [`Clock`] gives them times from a reading speed.

/// Characters of a line.
pub(crate) const LINE: usize = 40;
/// Lines of a cue.
pub(crate) const LINES: usize = 2;
/// Pace of a capsule, in words a minute, its pauses included: near that of silent reading.
pub(crate) const WORDS_A_MINUTE: usize = 190;
/// A French word and its space, in characters (6.2 in the capsules of the reference site), and the share of the pauses.
const WORD: usize = 7;
/// Reading speed, in characters a second.
pub(crate) const SPEED: usize = WORDS_A_MINUTE * WORD / 60;
/// Shortest and longest times that a cue is shown, in milliseconds.
pub(crate) const SHORTEST: u32 = 1_000;
/// See [`SHORTEST`].
pub(crate) const LONGEST: u32 = 7_000;
/// Breath between two sentences, in milliseconds.
const BREATH: u32 = 120;
/// Time to look at a new slide before its first sentence, in milliseconds.
const LOOK: u32 = 600;

/// What a cue costs beyond its length: fewer cues first, then cues of one length.
const CUE: u64 = 1_000_000;
/// What a cut after a comma is worth.
const COMMA: u64 = 900;

/// A caption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cue {
    /// Its lines.
    pub(crate) lines: Vec<String>,
    /// When it appears, in milliseconds.
    pub(crate) start: u32,
    /// When it goes.
    pub(crate) end: u32,
}

impl Cue {
    /// Its text on one line.
    pub(crate) fn text(&self) -> String {
        self.lines.join(" ")
    }
}

fn length(words: &[&str]) -> usize {
    words.iter().map(|word| word.chars().count() + 1).sum::<usize>().saturating_sub(1)
}

fn pause(word: &str) -> bool {
    word.ends_with([',', ';', ':', '…', '.', '!', '?', ')'])
}

/// The lines of a cue, as even as its words allow; `None` when they do not fit.
fn lines(words: &[&str]) -> Option<Vec<String>> {
    if words.len() == 1 || length(words) <= LINE {
        return Some(vec![words.join(" ")]);
    }
    let fits = |at: &usize| length(&words[..*at]) <= LINE && length(&words[*at..]) <= LINE;
    let uneven = |at: &usize| {
        let (upper, lower) = (length(&words[..*at]), length(&words[*at..]));
        upper.abs_diff(lower) + if pause(words[*at - 1]) { 0 } else { 16 }
    };
    let at = (1..words.len()).filter(fits).min_by_key(uneven)?;
    Some(vec![words[..at].join(" "), words[at..].join(" ")])
}

/// Cuts a sentence: as few cues as possible, then of even length, rather after a comma.
pub(crate) fn cut(sentence: &str) -> Vec<Vec<String>> {
    let words: Vec<&str> = sentence.split(' ').filter(|word| !word.is_empty()).collect();
    // best[n]: the least cost of the first n words, and where the last cue starts.
    let mut best: Vec<(u64, usize)> = vec![(0, 0)];
    for end in 1..=words.len() {
        let reach = (0..end).rev().take_while(|start| end - start == 1 || length(&words[*start..end]) <= LINE * LINES);
        let cost = reach.filter(|start| lines(&words[*start..end]).is_some()).map(|start| {
            let size = length(&words[start..end]) as u64;
            let reward = if end < words.len() && pause(words[end - 1]) { COMMA } else { 0 };
            (best[start].0 + CUE + size * size - reward.min(size * size), start)
        });
        best.push(cost.min().unwrap_or((CUE, end - 1)));
    }
    let mut cues = Vec::new();
    let mut end = words.len();
    while end > 0 {
        let start = best[end].1;
        cues.push(lines(&words[start..end]).unwrap_or_default());
        end = start;
    }
    cues.reverse();
    cues
}

/// How long a text takes to be read, in milliseconds.
pub(crate) fn reading(text: &str) -> u32 {
    let time = text.chars().count().saturating_mul(1_000) / SPEED;
    u32::try_from(time).unwrap_or(LONGEST).clamp(SHORTEST, LONGEST)
}

/// Gives times, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    now: u32,
}

impl Clock {
    /// A new slide; gives the time at which it appears.
    pub(crate) fn slide(&mut self) -> u32 {
        let start = self.now;
        self.now = self.now.saturating_add(LOOK);
        start
    }

    /// The cues of a sentence.
    pub(crate) fn sentence(&mut self, sentence: &str) -> Vec<Cue> {
        let cues = cut(sentence)
            .into_iter()
            .map(|lines| {
                let start = self.now;
                self.now = self.now.saturating_add(reading(&lines.join(" ")));
                Cue { lines, start, end: self.now }
            })
            .collect();
        self.now = self.now.saturating_add(BREATH);
        cues
    }

    /// The time after the last sentence.
    pub(crate) fn end(&self) -> u32 {
        self.now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_short_sentence_is_one_line_and_a_long_one_even_cues() {
        assert_eq!(cut("Le rôle dit ce que la personne fait."), [["Le rôle dit ce que la personne fait."]]);
        let long = "Sa profession n’a pas changé, ses missions si, et un rôle d’accompagnement au soin raconterait son travail d’hier.";
        let cues = cut(long);
        assert_eq!(cues.len(), 2);
        assert_eq!(cues.concat().join(" "), long);
        assert!(cues[0].join(" ").ends_with(','), "{cues:?}");
    }

    #[test]
    fn marks_stay_with_their_words() {
        let cues = cut(&crate::french::french(&"Est-ce « ici » ou « là » ? ".repeat(9)));
        assert!(cues.concat().iter().all(|line| !line.starts_with(['?', '»']) && !line.ends_with('«')), "{cues:?}");
    }

    #[test]
    fn times_follow_the_reading_speed() {
        assert_eq!((reading("Oui."), reading(&"a".repeat(44)), reading(&"a".repeat(900))), (1_000, 2_000, 7_000));
        let mut clock = Clock::default();
        assert_eq!(clock.slide(), 0);
        let cues = [clock.sentence("Un."), clock.sentence("Deux.")].concat();
        assert_eq!((cues[0].start, cues[0].end, cues[1].start), (600, 1_600, 1_720));
        assert_eq!(clock.end(), 2_840);
    }

    #[test]
    fn the_pace_is_that_of_silent_reading_pauses_included() {
        let sentence = "Son numéro la suit d’un employeur à l’autre, pour toute sa vie de travail.";
        let words = sentence.split([' ', '’']).count() * 30;
        let mut clock = Clock::default();
        for _ in 0..10 {
            clock.slide();
            (0..3).for_each(|_| drop(clock.sentence(sentence)));
        }
        let pace = words * 60_000 / clock.end() as usize;
        assert!(pace.abs_diff(WORDS_A_MINUTE) < WORDS_A_MINUTE / 5, "{pace} words a minute");
    }

    proptest! {
        #[test]
        fn every_cue_fits_and_no_word_is_lost(text in "([a-zé]{1,14}[,;:.]? ){0,60}") {
            let cues = cut(&text);
            let words: Vec<String> = cues.concat().join(" ").split_whitespace().map(str::to_owned).collect();
            prop_assert_eq!(words, text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
            for lines in &cues {
                prop_assert!(lines.len() <= LINES && lines.iter().all(|line| line.chars().count() <= LINE));
            }
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,200}") {
            let mut clock = Clock::default();
            let mut last = clock.slide();
            for cue in clock.sentence(&text) {
                prop_assert!(cue.start >= last && cue.end > cue.start && cue.end - cue.start <= LONGEST);
                last = cue.end;
            }
        }
    }
}
