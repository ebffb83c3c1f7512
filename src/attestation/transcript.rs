//! The saved transcript of an attestation, and the verification link, which is the same without the
//! answers (SPEC transcript/1 of `rules/verdict.js`). Both are read as what strangers send: strictly, with
//! limits, and never a panic.
//!
//! In: bytes of a file, or a link. Out: [`Transcript`], or the one [`Fault`] that stops the reading.

use serde_json::Value;

use super::progress::{Attempt, attempt, count, is_hexadecimal, list, merge};
use super::sheet::{Sheet, SheetModule};

/// Largest file, in bytes. Five hundred answers take a tenth of it.
pub(crate) const LIMIT: usize = 1_000_000;
/// What names the format.
const FORMAT: &str = "jalon-transcription";

// generated from rules/alphabets.txt by rules/twins.mjs: do not edit
/// Base 64 for addresses.
const SYMBOLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
// end of what is generated

/// The value of each symbol, by its byte; 64 for what is none.
const VALUES: [u8; 256] = {
    let (mut values, mut value) = ([64; 256], 0);
    while value < 64 {
        values[SYMBOLS[value as usize] as usize] = value;
        value += 1;
    }
    // The usual symbols of base 64, which some programs put back.
    values[b'+' as usize] = 62;
    values[b'/' as usize] = 63;
    values
};

/// A transcript that could be read; nothing of it is verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Transcript {
    /// Identifier of the course.
    pub(crate) course: String,
    /// The code, as given.
    pub(crate) code: String,
    /// What is printed.
    pub(crate) sheet: Sheet,
    /// Attempts behind the modules; none in a link.
    pub(crate) attempts: Option<Vec<Attempt>>,
}

/// Why a transcript cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing in it.
    Empty,
    /// Larger than [`LIMIT`].
    TooLarge,
    /// Not JSON, or a link cut short.
    NotJson,
    /// A transcript that a program saved again in another encoding than UTF-8.
    Encoding,
    /// The sheet as a PDF, in which no link can be read.
    Printed,
    /// A short link of a version of the course that the site did not keep.
    Unrecorded,
    /// JSON of something else.
    NotTranscript,
    /// Of a version that this program does not know.
    Newer,
    /// A part is missing or of the wrong shape.
    Field(&'static str),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("fichier vide"),
            Self::TooLarge => f.write_str("trop gros pour une transcription (plus de 1 Mo)"),
            Self::NotJson => f.write_str("ce n’est pas du JSON lisible, ou il est coupé"),
            Self::Encoding => f.write_str(
                "enregistré dans un autre encodage : demandez le fichier tel que la page l’a donné, ou le lien de vérification",
            ),
            Self::Printed => f.write_str(
                "c’est la feuille en PDF, et son lien ne s’y lit pas : donnez le lien ou le code qu’elle porte, ou la transcription (.json)",
            ),
            Self::Unrecorded => f.write_str(
                "lien d’une version du parcours que ce site n’a pas retenue : demandez la transcription (.json)",
            ),
            Self::NotTranscript => f.write_str("ce n’est pas une transcription d’attestation"),
            Self::Newer => f.write_str("transcription d’une version plus récente que ce programme"),
            Self::Field(name) => write!(f, "l’élément « {name} » manque ou n’a pas la forme attendue"),
        }
    }
}

/// Reads a file.
pub(crate) fn read(bytes: &[u8]) -> Result<Transcript, Fault> {
    if bytes.len() > LIMIT {
        return Err(Fault::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::Empty);
    }
    if bytes.contains(&0) || std::str::from_utf8(bytes).is_err() {
        return Err(foreign(bytes));
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|_| Fault::NotJson)?;
    transcript(&value)
}

/// What is not UTF-8: a transcript all the same, when the name of its format is in it, one byte or two a letter.
fn foreign(bytes: &[u8]) -> Fault {
    let narrow: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let named = narrow.windows(FORMAT.len()).any(|window| window == FORMAT.as_bytes());
    if named { Fault::Encoding } else { Fault::NotJson }
}

/// Base 64 with `-` and `_`, without padding.
pub(super) fn base64url(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let value = VALUES[usize::from(byte)];
        if value > 63 {
            return None;
        }
        held = (held << 6 | u32::from(value)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 255).ok()?);
        }
    }
    Some(out)
}

/// A transcript from its JSON.
pub(crate) fn transcript(value: &Value) -> Result<Transcript, Fault> {
    if value["format"] != FORMAT {
        return Err(Fault::NotTranscript);
    }
    if count(&value["v"], 1_000_000).ok_or(Fault::NotTranscript)? != 1 {
        return Err(Fault::Newer);
    }
    let attempts = match &value["attempts"] {
        Value::Null => None,
        value => Some(attempts(value).ok_or(Fault::Field("attempts"))?),
    };
    Ok(Transcript {
        course: text(value, "course", 100)?,
        code: text(value, "code", 60)?,
        sheet: sheet(&value["sheet"])?,
        attempts,
    })
}

fn attempts(value: &Value) -> Option<Vec<Attempt>> {
    let attempts: Vec<Attempt> = list(value, 300)?.iter().map(attempt).collect::<Option<_>>()?;
    // Attempts of one id are one attempt, as in the stored progress.
    Some(attempts.iter().fold(Vec::new(), |merged, one| merge(&merged, std::slice::from_ref(one))))
}

fn text(from: &Value, key: &'static str, most: usize) -> Result<String, Fault> {
    let text = from[key].as_str().filter(|text| text.encode_utf16().count() <= most);
    text.map(str::to_owned).ok_or(Fault::Field(key))
}

fn shaped(from: &Value, key: &'static str, shape: impl Fn(&str) -> bool) -> Result<String, Fault> {
    text(from, key, 64).and_then(|text| if shape(&text) { Ok(text) } else { Err(Fault::Field(key)) })
}

fn number(from: &Value, key: &'static str, most: u64) -> Result<u32, Fault> {
    count(&from[key], most).and_then(|number| u32::try_from(number).ok()).ok_or(Fault::Field(key))
}

fn is_day(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
        && text.parse::<jiff::civil::Date>().is_ok()
}

fn sheet(value: &Value) -> Result<Sheet, Fault> {
    if !value.is_object() {
        return Err(Fault::Field("sheet"));
    }
    let modules = list(&value["modules"], 100).ok_or(Fault::Field("modules"))?;
    let sheet = Sheet {
        publisher: text(value, "publisher", 300)?,
        first: text(value, "first", 300)?,
        last: text(value, "last", 300)?,
        role: text(value, "role", 300)?,
        structure: text(value, "structure", 300)?,
        siret: shaped(value, "siret", |text| {
            text.is_empty() || text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit())
        })?,
        finess: shaped(value, "finess", |text| {
            text.is_empty()
                || text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'A' | b'B'))
        })?,
        course: text(value, "course", 300)?,
        version: shaped(value, "version", is_hexadecimal)?,
        total: number(value, "total", 1000)?,
        pass: number(value, "pass", 100)?,
        duration: text(value, "duration", 20)?,
        mode: text(value, "mode", 300)?,
        from: shaped(value, "from", is_day)?,
        to: shaped(value, "to", is_day)?,
        place: text(value, "place", 300)?,
        date: shaped(value, "date", is_day)?,
        review: if value["review"].is_null() {
            String::new()
        } else {
            shaped(value, "review", |text| text.is_empty() || is_day(text))?
        },
        modules: modules.iter().map(module).collect::<Result<_, _>>()?,
    };
    // The sheet prints one identifier.
    if !sheet.siret.is_empty() && !sheet.finess.is_empty() {
        return Err(Fault::Field("finess"));
    }
    Ok(sheet)
}

fn module(value: &Value) -> Result<SheetModule, Fault> {
    let objectives = list(&value["objectives"], 50).ok_or(Fault::Field("objectives"))?;
    let objectives =
        objectives.iter().map(|one| one.as_str().filter(|text| text.encode_utf16().count() <= 600).map(str::to_owned));
    Ok(SheetModule {
        number: text(value, "number", 10)?,
        title: text(value, "title", 300)?,
        version: shaped(value, "version", is_hexadecimal)?,
        score: if value["score"].is_null() { None } else { Some(number(value, "score", 100)?) },
        objectives: objectives.collect::<Option<_>>().ok_or(Fault::Field("objectives"))?,
    })
}
