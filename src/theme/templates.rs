//! Templates: compiled once, rendered from small values; their faults told at their line.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::Source;
use crate::text::html::escape_text;

const ADVICE: &str = "les gabarits sont écrits pour Tera 2 : corrigez le nom ou la balise que le message cite";

/// What a page takes, mostly, in bytes.
const PAGE: usize = 16 * 1024;

/// The compiled templates of a theme.
pub(crate) struct Templates {
    tera: Tera,
    sources: BTreeMap<String, Arc<Source>>,
}

impl Templates {
    /// Compiles all templates at once.
    pub(crate) fn compile(
        sources: &[(&str, &Source)],
        icons: &BTreeMap<String, String>,
        report: &mut Report,
    ) -> Option<Self> {
        let mut tera = Tera::new();
        let icons = icons.clone();
        tera.register_function("icon", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
            let name = kwargs.must_get::<&str>("name")?;
            icons
                .get(name)
                .map(|svg| Value::safe_string(svg))
                .ok_or_else(|| tera::Error::message(format!("icône « {name} » absente du thème")))
        });
        tera.register_filter("unbroken", |text: &str, _: Kwargs, _: &State| Value::safe_string(&unbroken(text)));
        let mut templates = Self {
            tera,
            sources: sources.iter().map(|(name, source)| ((*name).to_owned(), Arc::new((*source).clone()))).collect(),
        };
        let added =
            templates.tera.add_raw_templates(sources.iter().map(|(name, source)| (*name, source.text.as_str())));
        match added {
            Ok(()) => Some(templates),
            Err(error) => {
                templates.told(&error).into_iter().for_each(|diagnostic| report.push(diagnostic));
                None
            }
        }
    }

    /// Values that every template sees.
    pub(crate) fn globals(&mut self) -> &mut Context {
        self.tera.global_context()
    }

    /// Whether the theme has this template.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.sources.contains_key(name)
    }

    /// Renders a part of a page.
    pub(crate) fn render(&self, name: &str, context: &Context) -> Result<String, Box<Diagnostic>> {
        self.require(name)?;
        self.tera.render(name, context).map_err(|error| Box::new(self.diagnostic(&error, name)))
    }

    /// Renders a whole page, which nothing but its check reads again.
    pub(crate) fn render_page(&self, name: &str, context: &Context) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.require(name)?;
        let mut page = Vec::with_capacity(PAGE);
        let rendered = self.tera.render_to(name, context, &mut page);
        rendered.map(|()| page).map_err(|error| Box::new(self.diagnostic(&error, name)))
    }

    fn require(&self, name: &str) -> Result<(), Box<Diagnostic>> {
        if self.has(name) {
            return Ok(());
        }
        let missing = Diagnostic::error(Code::Theme, format!("le thème n’a pas de gabarit {name}"));
        Err(Box::new(missing.hint("ajoutez-le, en partant de celui du thème « rpps »")))
    }

    /// The faults found while compiling. Tera gives several as one text, each with its place in it
    /// (`error: MESSAGE` and `--> FILE:LINE:COLUMN`).
    fn told(&self, error: &tera::Error) -> Vec<Diagnostic> {
        let ErrorKind::Msg(text) = error.kind() else { return vec![self.diagnostic(error, "")] };
        let faults = text.split("error: ").filter(|part| !part.trim().is_empty());
        faults
            .map(|part| {
                self.placed(part.lines().next().unwrap_or_default(), part.split_once("--> ").map(|(_, place)| place))
            })
            .collect()
    }

    fn placed(&self, message: &str, place: Option<&str>) -> Diagnostic {
        let diagnostic = Diagnostic::error(Code::Template, format!("gabarit : {message}")).hint(ADVICE);
        let mut parts = place.and_then(|place| place.lines().next()).unwrap_or_default().split(':');
        let source = parts.next().and_then(|file| self.sources.get(file.trim()));
        let line = parts.next().and_then(|line| line.parse::<usize>().ok());
        match source.zip(line) {
            Some((source, line)) => {
                let start: usize = source.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
                let length = source.text[start..].lines().next().map_or(0, str::len);
                diagnostic.at(source, start..start + length)
            }
            None => diagnostic,
        }
    }

    fn diagnostic(&self, error: &tera::Error, template: &str) -> Diagnostic {
        match error.kind() {
            ErrorKind::SyntaxError(fault) | ErrorKind::RenderingError(fault) => {
                let diagnostic = Diagnostic::error(Code::Template, format!("gabarit : {}", fault.message()));
                match self.sources.get(fault.filename()) {
                    Some(source) => diagnostic.at(source, fault.span().range.clone()),
                    None => diagnostic.in_file(fault.filename()),
                }
            }
            _ => Diagnostic::error(Code::Template, format!("gabarit : {error}")).in_file(template),
        }
        .hint(ADVICE)
    }
}

/// A title as HTML, in which « suis-je » or « e-CPS » never lies on two lines.
fn unbroken(title: &str) -> String {
    const LONGEST: usize = 14;
    let words = title.split(' ').map(|word| {
        let text = escape_text(word);
        if word.contains('-') && word.chars().count() <= LONGEST {
            format!("<span class=\"nobr\">{text}</span>")
        } else {
            text.into_owned()
        }
    });
    words.collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::unbroken;

    #[test]
    fn short_words_with_a_hyphen_hold_together_and_markup_is_escaped() {
        assert_eq!(
            unbroken("Suis-je <concerné> par intra-communautaire-même ?"),
            "<span class=\"nobr\">Suis-je</span> &lt;concerné&gt; par intra-communautaire-même ?"
        );
    }
}
