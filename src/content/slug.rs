//! Identifiers from words: the form of addresses and anchors.
//!
//! Accents are folded first, so that an anchor stays when a missing accent is put right.

use unicode_normalization::UnicodeNormalization;

/// « Qu’est-ce qu’un rôle RPPS+ ? » → `qu-est-ce-qu-un-role-rpps-plus`. Never empty.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.nfd().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => slug.push(character),
            'œ' => slug.push_str("oe"),
            'æ' => slug.push_str("ae"),
            'ß' => slug.push_str("ss"),
            '+' => {
                separate(&mut slug);
                slug.push_str("plus");
            }
            '\u{300}'..='\u{36f}' => {}
            _ => separate(&mut slug),
        }
    }
    let trimmed = slug.trim_end_matches('-');
    if trimmed.is_empty() { "section".to_owned() } else { trimmed.to_owned() }
}

fn separate(slug: &mut String) {
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

/// Whether a text is already such an identifier.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty() && slug(text) == text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_do_not_move_anchors() {
        assert_eq!(slug("Qu’est-ce qu’un rôle RPPS+ ?"), "qu-est-ce-qu-un-role-rpps-plus");
        assert_eq!(slug("Médiateur"), slug("Mediateur"));
        assert_eq!(slug("Œuvre n° 3"), "oeuvre-n-3");
        assert_eq!(slug("日本"), "section");
    }

    proptest! {
        #[test]
        fn a_slug_is_its_own_slug(text in ".{0,40}") {
            prop_assert!(is_slug(&slug(&text)));
        }
    }
}
