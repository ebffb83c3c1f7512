//! Words of a text, folded for comparison: no accents, no case, no Markdown.

use crate::quiz::fold::{Forgive, fold};

/// The words of a text. Elided articles stand alone: « l’usager » is « l' », « usager ».
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded = fold(text, Forgive { spaces: false, ..Forgive::default() }).replace('\'', "' ");
    let clean = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'').to_owned();
    folded.split(' ').map(clean).filter(|word| !word.is_empty() && word != "'").collect()
}

/// How long a text is to the eye, in characters.
pub(crate) fn length(text: &str) -> usize {
    text.trim().chars().filter(|character| !matches!(character, '*' | '_' | '`')).count()
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_folded() {
        assert_eq!(super::words("L’**Élève** n’a-t-il… jamais ?"), ["l'", "eleve", "n'", "a-t-il", "jamais"]);
    }
}
