//! Colours: the publisher's over the theme's, each pair in use proved readable.
//!
//! Contrast is that of WCAG 2.2 (success criteria 1.4.3 and 1.4.11), computed from relative luminance.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Pair, ThemeFile};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::plural;
use crate::site::Site;
use crate::text::Source;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;

/// What the colours of a site are made from.
pub(crate) struct Palette<'a> {
    /// `theme.yaml`.
    pub(crate) file: &'a ThemeFile,
    /// Its text.
    pub(crate) source: &'a Source,
    /// The site, which may replace colours.
    pub(crate) site: &'a Site,
}

/// The colours of both schemes, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Colors {
    light: BTreeMap<String, Rgb>,
    dark: BTreeMap<String, Rgb>,
}

/// A colour, eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rgb(u8, u8, u8);

impl Rgb {
    /// Reads `#rgb` or `#rrggbb`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        let byte = |shift: u32| (value >> shift & 0xff) as u8;
        let nibble = |shift: u32| (value >> shift & 0xf) as u8 * 17;
        match digits.len() {
            3 => Some(Self(nibble(8), nibble(4), nibble(0))),
            6 => Some(Self(byte(16), byte(8), byte(0))),
            _ => None,
        }
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast with another colour, from 1 to 21.
    pub(crate) fn contrast(self, other: Rgb) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn mix(self, other: Rgb, percent: u32) -> Rgb {
        let blend = |from: u8, to: u8| ((u32::from(from) * (100 - percent) + u32::from(to) * percent + 50) / 100) as u8;
        Rgb(blend(self.0, other.0), blend(self.1, other.1), blend(self.2, other.2))
    }
}

impl std::fmt::Display for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// Puts the colours together and proves every pair.
pub(crate) fn resolve(palette: &Palette, report: &mut Report) -> Colors {
    let overrides = palette.site.configuration.colors.as_ref();
    let empty = BTreeMap::new();
    let light = Scheme {
        name: "clair",
        theme: &palette.file.colors.light,
        own: overrides.map_or(&empty, |own| &own.light),
        palette,
    };
    let dark = Scheme {
        name: "sombre",
        theme: &palette.file.colors.dark,
        own: overrides.map_or(&empty, |own| &own.dark),
        palette,
    };
    Colors { light: light.resolve(report), dark: dark.resolve(report) }
}

struct Scheme<'a> {
    name: &'static str,
    theme: &'a BTreeMap<String, Spanned<String>>,
    own: &'a BTreeMap<String, Spanned<String>>,
    palette: &'a Palette<'a>,
}

impl Scheme<'_> {
    fn resolve(&self, report: &mut Report) -> BTreeMap<String, Rgb> {
        let mut colors = BTreeMap::new();
        for (name, written) in self.theme {
            self.add(name, written, self.palette.source, &mut colors, report);
        }
        for (name, written) in self.own {
            if self.theme.contains_key(name) {
                self.add(name, written, &self.palette.site.configuration_source, &mut colors, report);
            } else {
                report.push(
                    Diagnostic::error(Code::UnknownKey, format!("le thème n’a pas de couleur « {name} »"))
                        .at(&self.palette.site.configuration_source, written.span.clone())
                        .hint(suggest(name, self.theme.keys().map(String::as_str))),
                );
            }
        }
        self.prove_all(&colors, report);
        colors
    }

    /// A colour that is wrong is wrong in many pairs: it is told once, by its worst pair.
    fn prove_all(&self, colors: &BTreeMap<String, Rgb>, report: &mut Report) {
        let mut worst: BTreeMap<&str, (f64, usize, &Spanned<Pair>)> = BTreeMap::new();
        for pair in &self.palette.file.pairs {
            let Some(contrast) = self.contrast(pair, colors, report) else { continue };
            let ratio = contrast / pair.value.min;
            if ratio >= 1.0 {
                continue;
            }
            let entry = worst.entry(self.culprit(&pair.value)).or_insert((ratio, 0, pair));
            entry.1 += 1;
            if ratio < entry.0 {
                (entry.0, entry.2) = (ratio, pair);
            }
        }
        for (name, (_, count, pair)) in worst {
            report.push(self.fault(name, pair, count - 1, colors));
        }
    }

    /// The colour to change is the publisher's when one of the two is; else the theme's text.
    fn culprit<'p>(&self, pair: &'p Pair) -> &'p str {
        if self.own.contains_key(&pair.on) && !self.own.contains_key(&pair.text) { &pair.on } else { &pair.text }
    }

    fn add(
        &self,
        name: &str,
        written: &Spanned<String>,
        source: &Source,
        colors: &mut BTreeMap<String, Rgb>,
        report: &mut Report,
    ) {
        match Rgb::parse(&written.value) {
            Some(color) => {
                colors.insert(name.to_owned(), color);
            }
            None => report.push(
                Diagnostic::error(Code::BadValue, format!("« {} » n’est pas une couleur", written.value))
                    .at(source, written.span.clone())
                    .hint("écrivez-la entre guillemets, comme \"#0b5d55\""),
            ),
        }
    }

    fn contrast(&self, pair: &Spanned<Pair>, colors: &BTreeMap<String, Rgb>, report: &mut Report) -> Option<f64> {
        let Pair { text, on, .. } = &pair.value;
        if let (Some(front), Some(back)) = (colors.get(text), colors.get(on)) {
            return Some(front.contrast(*back));
        }
        for unknown in [text, on].into_iter().filter(|name| !self.theme.contains_key(*name)) {
            report.push(
                Diagnostic::error(Code::Theme, format!("couleur « {unknown} » inconnue en {}", self.name))
                    .at(self.palette.source, pair.span.clone())
                    .hint(suggest(unknown, self.theme.keys().map(String::as_str))),
            );
        }
        None
    }

    fn fault(&self, name: &str, pair: &Spanned<Pair>, others: usize, colors: &BTreeMap<String, Rgb>) -> Diagnostic {
        let Pair { text, on, min, r#use } = &pair.value;
        let fixed = if name == text { on } else { text };
        let shades: Vec<String> =
            [text, on].into_iter().map(|name| colors.get(name).map(Rgb::to_string).unwrap_or_default()).collect();
        let contrast = colors.get(text).zip(colors.get(on)).map_or(1.0, |(front, back)| front.contrast(*back));
        let purpose = r#use.as_deref().map(|purpose| format!(" ({purpose})")).unwrap_or_default();
        let more = if others == 0 {
            String::new()
        } else {
            format!(" ; de même dans {}", plural(others, "autre paire", "autres paires"))
        };
        let (source, span) = self.place(name, pair);
        Diagnostic::error(
            Code::Contrast,
            format!(
                "jeu {} : « {text} » {} sur « {on} » {} a un contraste de {}, sous le minimum de {}{purpose}{more}",
                self.name,
                shades[0],
                shades[1],
                decimal(contrast),
                decimal(*min)
            ),
        )
        .at(source, span)
        .hint(match self.nearest(name, colors) {
            Some(shade) => format!("la nuance la plus proche qui passe est « {name}: \"{shade}\" »"),
            None => format!("aucune nuance de « {name} » ne passe : changez aussi « {fixed} »"),
        })
    }

    fn place(&self, name: &str, pair: &Spanned<Pair>) -> (&Source, Range<usize>) {
        if let Some(written) = self.own.get(name) {
            return (&self.palette.site.configuration_source, written.span.clone());
        }
        (self.palette.source, self.theme.get(name).map_or(pair.span.clone(), |written| written.span.clone()))
    }

    /// The shade nearest to a colour that passes in every pair it belongs to.
    fn nearest(&self, name: &str, colors: &BTreeMap<String, Rgb>) -> Option<Rgb> {
        let color = *colors.get(name)?;
        let passes = |shade: Rgb| {
            self.palette
                .file
                .pairs
                .iter()
                .map(|pair| &pair.value)
                .filter(|pair| pair.text == name || pair.on == name)
                .all(|pair| {
                    let other = if pair.text == name { &pair.on } else { &pair.text };
                    other == name || colors.get(other).is_none_or(|other| shade.contrast(*other) >= pair.min)
                })
        };
        (1..=100)
            .flat_map(|percent| [Rgb(0, 0, 0), Rgb(255, 255, 255)].map(|toward| color.mix(toward, percent)))
            .find(|shade| passes(*shade))
    }
}

fn decimal(value: f64) -> String {
    // Rounded down, so that a contrast that fails is never shown as the one that is asked for.
    format!("{:.2}", (value * 100.0).floor() / 100.0).replace('.', ",")
}

impl Colors {
    /// Whether there is a colour of this name, in both schemes.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.light.contains_key(name) && self.dark.contains_key(name)
    }

    /// Custom properties for both schemes, the reader's choice winning over the system's.
    pub(crate) fn css(&self) -> String {
        let list = |colors: &BTreeMap<String, Rgb>| {
            colors.iter().map(|(name, color)| format!("--{name}:{color};")).collect::<String>()
        };
        let (light, dark) = (list(&self.light), list(&self.dark));
        format!(
            "@layer theme{{:root{{color-scheme:light;{light}}}\n@media (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{color-scheme:dark;{dark}}}}}\n:root[data-theme=\"dark\"]{{color-scheme:dark;{dark}}}\n@media print{{:root:root:root{{color-scheme:light;{light}}}}}}}\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let (Some(black), Some(white), Some(grey)) = (Rgb::parse("#000"), Rgb::parse("#ffffff"), Rgb::parse("#767676"))
        else {
            panic!("colours")
        };
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        assert!((grey.contrast(white) - 4.54).abs() < 0.01);
        assert_eq!(Rgb::parse("#12345"), None);
        assert_eq!(Rgb::parse("red"), None);
    }
}
