//! Identifiers from words: the form of addresses and anchors.
//!
//! Accents are folded first, so that an anchor stays when a missing accent is put right.

use unicode_normalization::char::decompose_canonical;

use super::letters::searched;

/// « Qu’est-ce qu’un rôle RPPS+ ? » → `qu-est-ce-qu-un-role-rpps-plus`. Never empty.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            add(character.to_ascii_lowercase(), &mut slug);
        } else {
            // Marks fall out or separate, so that their order, the rest of what normalizing does, changes nothing.
            decompose_canonical(character, |part| part.to_lowercase().for_each(|lower| add(lower, &mut slug)));
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// Appends a small letter without its accents.
fn add(character: char, slug: &mut String) {
    match character {
        'a'..='z' | '0'..='9' => slug.push(character),
        '+' => {
            separate(slug);
            slug.push_str("plus");
        }
        _ => match searched(character) {
            Some(opened) => slug.push_str(opened),
            None => separate(slug),
        },
    }
}

fn separate(slug: &mut String) {
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

/// Whether a text is already such an identifier.
pub(crate) fn is_slug(text: &str) -> bool {
    !text.is_empty() && slug(text) == text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

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

        #[test]
        fn a_text_and_its_normal_form_have_one_slug(text in ".{0,40}", marks in "[aé\u{300}-\u{315}\u{591}\u{5b0}\u{1e9b}가]{0,9}") {
            let text = format!("{text}{marks}");
            let decomposed: String = text.nfd().flat_map(char::to_lowercase).collect();
            prop_assert_eq!(slug(&text), slug(&decomposed));
        }
    }
}
