//! Letters and signs that count as others, in the page's scripts as here.
//!
//! In: a character. Out: what it is read as, or what it is. Why is said in `rules/letters.txt`.

// generated from rules/letters.txt by rules/twins.mjs: do not edit
/// What a small letter of a decomposed text becomes in words that are searched and in addresses; none when it stays.
pub(crate) fn searched(letter: char) -> Option<&'static str> {
    match letter {
        '\u{300}'..='\u{36f}' => Some(""),
        'œ' => Some("oe"),
        'æ' => Some("ae"),
        'ß' => Some("ss"),
        _ => None,
    }
}

/// What a letter of a decomposed text becomes in a typed answer; none when it stays.
pub(crate) fn answered(letter: char) -> Option<&'static str> {
    match letter {
        '\u{300}'..='\u{36f}' => Some(""),
        'œ' => Some("oe"),
        'Œ' => Some("OE"),
        'æ' => Some("ae"),
        'Æ' => Some("AE"),
        _ => None,
    }
}

/// The usual form of what keyboards and word processors write differently; none when it stays.
#[rustfmt::skip]
pub(crate) fn usual(character: char) -> Option<&'static str> {
    match character {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => Some(""),
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2b9}' | '\u{2bc}' | '\u{2032}' | '\u{b4}' | '\u{60}' | '\u{ff07}' => Some("'"),
        '\u{2010}' | '\u{2011}' | '\u{2012}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => Some("-"),
        '\u{fb00}' => Some("ff"),
        '\u{fb01}' => Some("fi"),
        '\u{fb02}' => Some("fl"),
        '\u{fb03}' => Some("ffi"),
        '\u{fb04}' => Some("ffl"),
        '\u{fb05}' => Some("st"),
        '\u{fb06}' => Some("st"),
        space if is_space(space) => Some(" "),
        _ => None,
    }
}

/// What joins the parts of a word.
pub(crate) const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];

/// What `\s` matches in JavaScript.
#[rustfmt::skip]
pub(crate) fn is_space(character: char) -> bool {
    matches!(
        character,
        '\u{9}'..='\u{d}' | '\u{20}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' |
        '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}'
    )
}

/// What is one space on an attestation (control-code/1).
#[rustfmt::skip]
pub(crate) fn is_space_of_sheet(character: char) -> bool {
    matches!(
        character,
        '\u{9}'..='\u{d}' | '\u{20}' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' |
        '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// What is not printed on an attestation (control-code/1).
#[rustfmt::skip]
pub(crate) fn is_invisible_on_sheet(character: char) -> bool {
    matches!(
        character,
        '\u{0}'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{ad}' |
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' |
        '\u{feff}'
    )
}

/// What is read as `'` on an attestation (control-code/1).
pub(crate) const APOSTROPHES_OF_SHEET: [char; 2] = ['\u{2019}', '\u{2bc}'];
// end of what is generated
