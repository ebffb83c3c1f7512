//! A verification link: what mail made of it is taken away, then it is read (SPEC link/2 of `rules/link.js`, and for the links of
//! before, which are whole, SPEC transcript/1).
//!
//! In: a text with a link in it, the versions of the course that are known. Out: a [`Transcript`] without attempts, or a [`Fault`].

use super::control_code::{checked_bytes, code_of_bytes};
use super::sheet::{MODE, Sheet, SheetModule};
use super::transcript::{Fault, LIMIT, Transcript, base64url, read};
use super::versions::{Known, Version};
use crate::text::letters::{is_invisible_on_sheet, is_space};

/// Where a link carries its data, as it is and as programs rewrite it, in small letters.
const MARKS: [&str; 7] = ["#v=", "#v%3d", "%23v=", "%23v%3d", "%2523v%253d", "-23v-3d", "*v="];
/// More pieces than a wrapped link has: then only the whole is tried.
const PIECES: usize = 200;

/// What a sheet says of itself, by bits.
const SIRET: u64 = 1;
const FINESS: u64 = 2;
const SCORES: u64 = 4;
const OLDER: u64 = 8;
const REVIEW: u64 = 16;

/// Whether a text holds a verification link.
pub(crate) fn holds_link(text: &str) -> bool {
    after_mark(text).is_some()
}

fn after_mark(text: &str) -> Option<(&'static str, &str)> {
    let lower = text.to_ascii_lowercase();
    let found = MARKS.iter().filter_map(|mark| lower.find(mark).map(|at| (at, *mark))).min()?;
    Some((found.1, text.get(found.0 + found.1.len()..)?))
}

/// Reads the link that a text holds.
pub(crate) fn read_link(text: &str, known: &Known) -> Result<Transcript, Fault> {
    let text: String = text.chars().filter(|c| !is_invisible_on_sheet(*c)).collect();
    let (mark, rest) = after_mark(&text).ok_or(Fault::NotTranscript)?;
    if rest.len() > LIMIT {
        return Err(Fault::TooLarge);
    }
    let rest = unescaped(mark, rest);
    let pieces = pieces(&rest);
    let (mut data, mut fault) = (String::new(), Fault::Empty);
    for (at, piece) in pieces.iter().enumerate() {
        data.push_str(piece);
        if pieces.len() > PIECES && at + 1 < pieces.len() {
            continue;
        }
        match read_data(&data, known) {
            Err(Fault::NotJson) => fault = Fault::NotJson,
            Err(Fault::Empty) => {}
            done => return done,
        }
    }
    Err(fault)
}

/// What was escaped, as it was: by percents, or by the letters of an address that protects from clicks.
fn unescaped(mark: &str, rest: &str) -> String {
    let rest = if mark == "*v=" { rest.split("__;").next().unwrap_or(rest) } else { rest };
    let rest = if mark == "-23v-3d" { rest.replace("-2D", "-").replace("-5F", "_") } else { rest.to_owned() };
    let mut out = String::with_capacity(rest.len());
    let mut parts = rest.split('%');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let byte = part.get(..2).and_then(|two| u8::from_str_radix(two, 16).ok());
        match byte {
            // Parts of letters that cannot be in a link: signs of no width.
            Some(128..) => {}
            Some(byte @ 33..=126) => out.push(char::from(byte)),
            _ => out.push(' '),
        }
        out.push_str(part.get(2..).unwrap_or_default());
    }
    out
}

/// The pieces of the data: a link is wrapped and quoted in mails, and followed by other words.
fn pieces(rest: &str) -> Vec<&str> {
    let short = rest.trim_start().starts_with('2');
    let is_symbol = |c: char| c.is_ascii_alphanumeric() || !short && matches!(c, '-' | '_' | '+' | '/');
    let mut out = Vec::new();
    for word in rest.split(|c: char| is_space(c) || matches!(c, '>' | '=')).filter(|word| !word.is_empty()) {
        let end = word.find(|c| !is_symbol(c)).unwrap_or(word.len());
        out.push(&word[..end]);
        if end < word.len() {
            break;
        }
    }
    out
}

fn read_data(data: &str, known: &Known) -> Result<Transcript, Fault> {
    match data.strip_prefix('2') {
        Some(symbols) => {
            let bytes = checked_bytes(symbols).ok_or(Fault::NotJson)?;
            transcript(&mut Bytes(&bytes), known)
        }
        None => read(&base64url(data).ok_or(Fault::NotJson)?),
    }
}

/// Bytes that are still to be read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Fault::Field("lien"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self, count: usize) -> Result<u64, Fault> {
        Ok(self.take(count)?.iter().fold(0, |held, byte| held << 8 | u64::from(*byte)))
    }

    fn digest(&mut self) -> Result<String, Fault> {
        Ok(self.take(6)?.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Days since the first of 1970.
    fn day(&mut self) -> Result<String, Fault> {
        let days = i64::try_from(self.number(2)?).map_err(|_| Fault::Field("lien"))?;
        let span = jiff::Span::new().try_days(days).map_err(|_| Fault::Field("lien"))?;
        let day = jiff::civil::date(1970, 1, 1).checked_add(span).map_err(|_| Fault::Field("lien"))?;
        Ok(day.to_string())
    }

    fn text(&mut self) -> Result<String, Fault> {
        let end = self.0.iter().position(|byte| *byte == 0).ok_or(Fault::Field("lien"))?;
        let text = std::str::from_utf8(self.take(end)?).map_err(|_| Fault::Field("lien"))?.to_owned();
        self.take(1)?;
        if text.encode_utf16().count() > 300 { Err(Fault::Field("lien")) } else { Ok(text) }
    }
}

fn transcript(bytes: &mut Bytes, known: &Known) -> Result<Transcript, Fault> {
    let flags = bytes.number(1)?;
    let digest = bytes.digest()?;
    let version = known.of(&digest).ok_or(Fault::Unrecorded)?;
    let code = code_of_bytes(bytes.take(10)?);
    let (from, to, date) = (bytes.day()?, bytes.day()?, bytes.day()?);
    let review = if flags & REVIEW == 0 { String::new() } else { bytes.day()? };
    let siret = if flags & SIRET == 0 { String::new() } else { format!("{:014}", bytes.number(6)?) };
    let finess = if flags & FINESS == 0 { String::new() } else { finess(bytes.take(9)?)? };
    let [first, last, role, structure, place] =
        [bytes.text()?, bytes.text()?, bytes.text()?, bytes.text()?, bytes.text()?];
    let modules = modules(bytes, flags, version)?;
    if siret.len() > 14 || flags & SIRET != 0 && flags & FINESS != 0 || !bytes.0.is_empty() {
        return Err(Fault::Field("lien"));
    }
    let sheet = Sheet {
        publisher: version.publisher.clone(),
        first,
        last,
        role,
        structure,
        siret,
        finess,
        course: version.title.clone(),
        version: digest,
        total: u32::try_from(version.modules.len()).unwrap_or(u32::MAX),
        pass: version.pass,
        duration: version.duration.clone(),
        mode: MODE.to_owned(),
        from,
        to,
        place,
        date,
        review,
        modules,
    };
    Ok(Transcript { course: known.course.clone(), code, sheet, attempts: None })
}

fn finess(bytes: &[u8]) -> Result<String, Fault> {
    let good = bytes.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'A' | b'B'));
    if good { Ok(bytes.iter().copied().map(char::from).collect()) } else { Err(Fault::Field("lien")) }
}

fn modules(bytes: &mut Bytes, flags: u64, version: &Version) -> Result<Vec<SheetModule>, Fault> {
    let passed = bytes.take(version.modules.len().div_ceil(8))?;
    let mut out: Vec<SheetModule> = Vec::new();
    for (rank, module) in version.modules.iter().enumerate() {
        if passed[rank / 8] >> (rank % 8) & 1 == 1 {
            out.push(SheetModule {
                number: module.number.clone(),
                title: module.title.clone(),
                version: module.version.clone(),
                score: None,
                objectives: module.objectives.clone(),
            });
        }
    }
    if flags & SCORES != 0 {
        for module in &mut out {
            let score = u32::try_from(bytes.number(1)?).unwrap_or(255);
            module.score = (score <= 100).then_some(score);
        }
    }
    if flags & OLDER != 0 {
        for module in &mut out {
            if bytes.number(1)? == 1 {
                module.version = bytes.digest()?;
            }
        }
    }
    Ok(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
