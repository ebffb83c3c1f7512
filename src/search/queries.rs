//! What readers typed, from a list that a publisher has (statistics of a site, a tally of calls), held against the index.
//!
//! In: the text of a list: one query a line, or a table with a column of counts. Out: queries with their counts, and what of them
//! shows a gap: words that the site does not know, queries that find nothing, those whose first result hardly leads.

use std::collections::HashMap;

use rayon::prelude::*;

use super::ranking::{Answer, Index, LEAD, Options, search};

/// A query, and how many times it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Typed {
    pub(crate) text: String,
    pub(crate) count: u64,
}

/// What parts the cells of a table.
const SEPARATORS: [u8; 3] = [b'\t', b';', b','];
/// Known words that are shown beside an unknown one, and how alike they must be (Jaro and Winkler).
const NEIGHBOURS: usize = 3;
const ALIKE: f64 = 0.82;
/// Unknown words, the most frequent, whose neighbours are looked for: each is held against all that the site says.
const LOOKED_AT: usize = 500;

/// The queries of a list, the most frequent first. Those that differ by case or spaces only are one.
pub(crate) fn read(text: &str) -> Vec<Typed> {
    let text = text.trim_start_matches('\u{feff}');
    let rows = SEPARATORS.iter().find_map(|separator| table(text, *separator));
    let rows = rows.or_else(|| tally(text)).unwrap_or_else(|| plain(text));
    let mut ranks: HashMap<String, usize> = HashMap::new();
    let mut all: Vec<Typed> = Vec::new();
    for (text, count) in rows {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            continue;
        }
        let rank = *ranks.entry(text.to_lowercase()).or_insert(all.len());
        match all.get_mut(rank) {
            Some(known) => known.count = known.count.saturating_add(count),
            None => all.push(Typed { text, count }),
        }
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.count));
    all
}

/// The number of a cell, whatever parts its thousands.
fn number(cell: &str) -> Option<u64> {
    let digits: String = cell.trim().chars().filter(|sign| !matches!(sign, ' ' | '\u{a0}' | '\u{202f}')).collect();
    digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The rows of a table one column of which is numbers; its first row may be titles.
fn table(text: &str, separator: u8) -> Option<Vec<(String, u64)>> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().ok()?;
    let titled = records.len() > 1 && !records.first()?.iter().any(|cell| number(cell).is_some());
    let rows = &records[usize::from(titled)..];
    if rows.iter().any(|row| row.len() < 2) {
        return None;
    }
    let of_all = |column: usize, test: &dyn Fn(&str) -> bool| rows.iter().all(|row| row.get(column).is_some_and(test));
    let columns = rows.iter().map(csv::StringRecord::len).min()?;
    let counts = (0..columns).find(|column| of_all(*column, &|cell| number(cell).is_some()))?;
    let texts = (0..columns).find(|column| !of_all(*column, &|cell| number(cell).is_some()))?;
    Some(rows.iter().filter_map(|row| Some((row.get(texts)?.to_owned(), number(row.get(counts)?)?))).collect())
}

/// What `sort | uniq -c` writes: a number, a space, the query.
fn tally(text: &str) -> Option<Vec<(String, u64)>> {
    let mut indented = false;
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (count, query) = line.trim_start().split_once(' ')?;
        indented |= line.starts_with(' ');
        rows.push((query.to_owned(), number(count)?));
    }
    // « 75010 Paris » is a query.
    (indented && !rows.is_empty()).then_some(rows)
}

fn plain(text: &str) -> Vec<(String, u64)> {
    let bare = |line: &str| line.trim().trim_matches(['"', ';', '\t']).to_owned();
    text.lines().map(|line| (bare(line), 1)).collect()
}

/// A word that the site does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unknown {
    pub(crate) word: String,
    pub(crate) count: u64,
    /// Words that it knows, and that look like it.
    pub(crate) near: Vec<String>,
    /// A query that holds it, the most frequent one.
    pub(crate) example: String,
}

/// What a list of queries shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gaps {
    /// How many queries there are, and how many times they were typed.
    pub(crate) queries: usize,
    pub(crate) times: u64,
    /// The most frequent first.
    pub(crate) unknown: Vec<Unknown>,
    /// Queries that find nothing, and whether it is for want of any word that says something.
    pub(crate) empty: Vec<(Typed, bool)>,
    /// Queries whose first result hardly leads, and the two first entries.
    pub(crate) slim: Vec<(Typed, [u32; 2])>,
}

/// Searches each query, on all processors.
pub(crate) fn gaps(index: &Index, queries: Vec<Typed>) -> Gaps {
    let answers: Vec<Answer> =
        queries.par_iter().map(|one| search(index, &one.text, Options { limit: 2, typing: false })).collect();
    let mut gaps = Gaps { queries: queries.len(), ..Gaps::default() };
    let mut ranks: HashMap<String, usize> = HashMap::new();
    for (query, answer) in queries.into_iter().zip(answers) {
        gaps.times = gaps.times.saturating_add(query.count);
        let (found, mut words) = (answer.found, answer.unknown);
        let common = words.is_empty();
        words.sort_unstable();
        words.dedup();
        for word in words {
            let rank = *ranks.entry(word.clone()).or_insert(gaps.unknown.len());
            match gaps.unknown.get_mut(rank) {
                Some(known) => known.count = known.count.saturating_add(query.count),
                None => {
                    let (near, example) = (Vec::new(), query.text.clone());
                    gaps.unknown.push(Unknown { word, count: query.count, near, example });
                }
            }
        }
        match found.as_slice() {
            [] => gaps.empty.push((query, common)),
            [first, next, ..] if !first.direct && first.score < LEAD * next.score => {
                gaps.slim.push((query, [first.entry, next.entry]));
            }
            _ => {}
        }
    }
    gaps.unknown.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.word.cmp(&b.word)));
    let first = gaps.unknown.len().min(LOOKED_AT);
    gaps.unknown[..first].par_iter_mut().for_each(|one| one.near = index.neighbours(&one.word, NEIGHBOURS, ALIKE));
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, u64)> {
        read(text).into_iter().map(|one| (one.text, one.count)).collect()
    }

    fn expected(pairs: &[(&str, u64)]) -> Vec<(String, u64)> {
        pairs.iter().map(|(text, count)| ((*text).to_owned(), *count)).collect()
    }

    #[test]
    fn a_list_has_one_query_a_line() {
        assert_eq!(told("carte perdue\n\n Carte  perdue \nrôle, soin et vie\n75010 Paris\n"), {
            expected(&[("carte perdue", 2), ("rôle, soin et vie", 1), ("75010 Paris", 1)])
        });
        assert_eq!(told(""), expected(&[]));
        assert_eq!(told("\u{feff}\"carte perdue\"\r\n"), expected(&[("carte perdue", 1)]));
    }

    #[test]
    fn a_table_has_a_column_of_counts_wherever_it_stands() {
        let same = expected(&[("rôle; soin", 1250), ("carte", 3)]);
        assert_eq!(told("Recherche;Nombre;Sorties\n\"rôle; soin\";1 250;4\ncarte;3;1\n"), same);
        assert_eq!(told("carte\t3\nrôle; soin\t1\u{202f}250\n"), same);
        assert_eq!(told("3,carte\n1250,rôle; soin\n"), same);
        assert_eq!(told("      3 carte\n   1250 rôle; soin\n"), same);
    }
}
