//! The control code: a digest of every printed field, and check symbols against slips of the pen
//! (SPEC control-code/1 of `rules/control-code.js`).
//!
//! In: a canonical text, or a typed code. Out: the code as it is printed.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::text::letters::{APOSTROPHES_OF_SHEET, is_invisible_on_sheet, is_space_of_sheet};

// generated from rules/alphabets.txt by rules/twins.mjs: do not edit
/// Crockford's alphabet.
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The symbol that was meant.
fn meant(typed: char) -> char {
    match typed {
        'I' | 'L' => '1',
        'O' => '0',
        _ => typed,
    }
}
// end of what is generated

/// Symbols of the digest: 80 bits.
const PAYLOAD: usize = 16;
/// Symbols in all.
const LENGTH: usize = 20;
/// The largest prime below 2^20.
const MODULUS: u32 = 1_048_573;

/// A text as it is printed: no invisible character, one form of each letter, single spaces.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pending = false;
    for c in text.chars().filter(|c| !is_invisible_on_sheet(*c)).nfc() {
        if is_space_of_sheet(c) {
            pending = !out.is_empty();
        } else {
            if std::mem::take(&mut pending) {
                out.push(' ');
            }
            out.push(c);
        }
    }
    out
}

/// A text as it is digested: whoever copies a sheet need not guess which apostrophe was printed.
pub(crate) fn canonical_text(text: &str) -> String {
    clean(text).replace(APOSTROPHES_OF_SHEET, "'")
}

/// The printed code of a canonical text.
pub(crate) fn code_of(canonical: &str) -> String {
    code_of_bytes(&Sha256::digest(canonical.as_bytes()))
}

fn symbol(value: u128) -> u8 {
    SYMBOLS[usize::try_from(value & 31).unwrap_or_default()]
}

fn check_symbols(payload: &[u8]) -> [u8; 4] {
    let rest = payload.iter().fold(0, |rest: u32, symbol| {
        let value = SYMBOLS.iter().position(|known| known == symbol).unwrap_or_default();
        (rest * 32 + u32::try_from(value).unwrap_or_default()) % MODULUS
    });
    [15, 10, 5, 0].map(|shift| symbol(u128::from(rest >> shift)))
}

fn grouped(symbols: &[u8]) -> String {
    let groups: Vec<String> = symbols.chunks(4).map(|group| group.iter().copied().map(char::from).collect()).collect();
    groups.join("-")
}

/// What was typed of a code: letters and digits without accents, after the label that is printed before it.
pub(crate) fn typed_symbols(typed: &str) -> String {
    let text = clean(typed);
    let text = text.rsplit_once(':').map_or(text.as_str(), |(_, after)| after).trim_start();
    let lower = text.to_lowercase();
    let label = LABELS.iter().find(|label| lower.starts_with(**label)).map_or(0, |label| label.len());
    text.get(label..).unwrap_or(text).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// What stands before the code on the sheet.
const LABELS: [&str; 3] = ["code de contrôle", "code de controle", "code imprimé"];

/// The symbols meant by what was typed; none when one is of no alphabet.
fn symbols_of(typed: &str) -> Option<Vec<u8>> {
    let meant = typed.chars().map(|c| meant(c.to_ascii_uppercase()));
    meant.map(|c| u8::try_from(c).ok().filter(|byte| SYMBOLS.contains(byte))).collect()
}

/// A typed code in its printed form; none when it cannot have been printed.
pub(crate) fn read_code(typed: &str) -> Option<String> {
    let symbols = symbols_of(&typed_symbols(typed)).filter(|symbols| symbols.len() == LENGTH)?;
    let (payload, check) = symbols.split_at_checked(PAYLOAD)?;
    (check == check_symbols(payload)).then(|| grouped(&symbols))
}

/// The code of which these are the 80 bits.
pub(super) fn code_of_bytes(bytes: &[u8]) -> String {
    let held = bytes.iter().take(10).fold(0_u128, |held, byte| held << 8 | u128::from(*byte));
    let mut symbols: Vec<u8> = (0..PAYLOAD).rev().map(|rank| symbol(held >> (5 * rank))).collect();
    symbols.extend(check_symbols(&symbols));
    grouped(&symbols)
}

/// The bytes of a text in base 32 that ends with its check symbols; none when it was cut or altered.
pub(super) fn checked_bytes(typed: &str) -> Option<Vec<u8>> {
    let symbols = symbols_of(typed)?;
    let (payload, check) = symbols.split_at_checked(symbols.len().checked_sub(4)?)?;
    if check != check_symbols(payload) {
        return None;
    }
    let mut out = Vec::with_capacity(payload.len() * 5 / 8);
    let (mut held, mut bits) = (0_usize, 0);
    for symbol in payload {
        held = (held << 5 | SYMBOLS.iter().position(|known| known == symbol)?) & 0xFFF;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 255).ok()?);
        }
    }
    Some(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn vectors() -> Value {
        serde_json::from_str(include_str!("../../tests/vectors/control-code.json")).unwrap()
    }

    #[test]
    fn vectors_of_texts() {
        for one in vectors()["text"].as_array().unwrap() {
            let text = one["text"].as_str().unwrap();
            assert_eq!(clean(text), one["clean"].as_str().unwrap(), "{one}");
            assert_eq!(canonical_text(text), one["canonical"].as_str().unwrap(), "{one}");
        }
    }

    #[test]
    fn vectors_of_codes() {
        for one in vectors()["sheets"].as_array().unwrap() {
            assert_eq!(code_of(one["canonical"].as_str().unwrap()), one["code"].as_str().unwrap(), "{}", one["name"]);
        }
        for one in vectors()["read"].as_array().unwrap() {
            assert_eq!(
                read_code(one["typed"].as_str().unwrap()).unwrap_or_default(),
                one["code"].as_str().unwrap(),
                "{one}"
            );
        }
    }

    #[test]
    fn every_wrong_symbol_and_every_swap_is_seen_without_the_sheet() {
        for one in vectors()["sheets"].as_array().unwrap() {
            let code = one["code"].as_str().unwrap();
            let flat: Vec<u8> = code.bytes().filter(|byte| *byte != b'-').collect();
            for at in 0..flat.len() {
                for symbol in SYMBOLS {
                    let mut typed = flat.clone();
                    typed[at] = *symbol;
                    let read = read_code(std::str::from_utf8(&typed).unwrap());
                    assert_eq!(read.as_deref(), (*symbol == flat[at]).then_some(code));
                }
                if at > 0 && flat[at] != flat[at - 1] {
                    let mut typed = flat.clone();
                    typed.swap(at, at - 1);
                    assert_eq!(read_code(std::str::from_utf8(&typed).unwrap()), None);
                }
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", any in any::<String>()) {
            for text in [text, any] {
                read_code(&text);
                let once = clean(&text);
                prop_assert_eq!(clean(&once), once.clone(), "cleaning is done once");
                prop_assert!(read_code(&code_of(&text)).is_some());
            }
        }
    }
}
