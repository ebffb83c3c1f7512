//! Where a word stands, as it is written in the index.
//!
//! In: documents in order, and the weight of the word in each. Out: a text: for each document the gap to the one before in
//! base 36 (nothing for 1; the first stands as if one came before all), and the weight, a letter from A to Z.

/// Steps of a weight: a letter each.
pub(crate) const STEPS: u8 = 26;

/// Where a word stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Postings {
    text: String,
    count: usize,
    /// One more than the last document.
    next: u32,
}

impl Postings {
    /// Adds a document, after those that are there.
    pub(crate) fn push(&mut self, document: u32, weight: u8) {
        let gap = document + 1 - self.next;
        if gap > 1 {
            base36(gap, &mut self.text);
        }
        self.text.push(char::from(b'A' + weight.min(STEPS - 1)));
        self.count += 1;
        self.next = document + 1;
    }

    /// As it is written.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Documents and weights.
    pub(crate) fn read(&self) -> Vec<(u32, u8)> {
        read(&self.text).collect()
    }

    /// Those where the word weighs most, the first of them when they weigh the same.
    pub(crate) fn heaviest(&self, most: usize) -> Self {
        if self.count <= most {
            return self.clone();
        }
        let mut all = self.read();
        all.sort_by_key(|(document, weight)| (std::cmp::Reverse(*weight), *document));
        all.truncate(most);
        all.sort_unstable();
        let mut kept = Self::default();
        all.into_iter().for_each(|(document, weight)| kept.push(document, weight));
        kept
    }
}

/// Documents and weights, from the text that tells them.
pub(crate) fn read(text: &str) -> impl Iterator<Item = (u32, u8)> {
    let (mut next, mut gap) = (0, 0);
    text.chars().filter_map(move |character| {
        if let Some(digit) = character.to_digit(36).filter(|_| !character.is_ascii_uppercase()) {
            gap = gap * 36 + digit;
            return None;
        }
        next += gap.max(1);
        gap = 0;
        // A letter from A to Z fits a byte.
        Some((next - 1, (character as u32 - u32::from(b'A')) as u8))
    })
}

fn base36(number: u32, out: &mut String) {
    let (mut digits, mut rest, mut count) = ([0u8; 7], number, 0);
    while rest > 0 {
        // A digit is less than 36.
        digits[count] = char::from_digit(rest % 36, 36).map_or(b'0', |digit| digit as u8);
        (rest, count) = (rest / 36, count + 1);
    }
    out.extend(digits[..count].iter().rev().map(|digit| char::from(*digit)));
}
