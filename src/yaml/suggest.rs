//! « vouliez-vous dire … ? »: the known word nearest to a mistyped one.

/// « vouliez-vous dire … » when a known word is near, else the list of known words.
pub(crate) fn suggest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("vouliez-vous dire « {near} » ?"),
        None if known.is_empty() => "retirez-le".to_owned(),
        None => format!("admis : {}", known.join(", ")),
    }
}

/// The known word that is nearest to a mistyped one, when it is near enough to be meant.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let folded = word.to_lowercase();
    let limit = 1 + word.chars().count() / 4;
    known
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_suggested() {
        assert_eq!(suggest("titel", ["title", "order"].into_iter()), "vouliez-vous dire « title » ?");
        assert_eq!(suggest("xyz", ["title", "order"].into_iter()), "admis : title, order");
    }
}
