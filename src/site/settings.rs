//! What must hold of `site.yaml` beyond its format: addresses that can be followed, pages and a logo that exist.
//!
//! In: the settings, with what they refer to. Out: diagnostics at their lines.

use std::ops::Range;

use crate::content::configuration::{Configuration, Publisher};
use crate::content::contact::{is_address, is_mail, is_phone};
use crate::content::dimensions::dimensions;
use crate::content::tree::Tree;
use crate::content::variables::is_name;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::Sources;
use crate::source::folders::CONTENT;
use crate::text::slug::slug;
use crate::text::{RelPath, Source};
use crate::yaml::decode::Spanned;

/// What search engines show of a description, in characters.
const DESCRIPTION: usize = 160;

/// Says what does not hold.
pub(super) fn verify(
    configuration: &Configuration,
    source: &Source,
    tree: &Tree,
    sources: &Sources,
    report: &mut Report,
) {
    let mut settings = Settings { source, report };
    if let Some(language) = configuration.language.as_ref().filter(|language| language.value != "fr") {
        settings.error(
            &language.span,
            "seul le français (« fr ») est pris en charge".to_owned(),
            "écrivez « language: fr »",
        );
    }
    settings.description(&configuration.description);
    if let Some(publisher) = &configuration.publisher {
        settings.publisher(publisher);
    }
    for footer in configuration.footer.iter().chain(&configuration.help) {
        let page = RelPath::new(&format!("{CONTENT}/{}", footer.value)).and_then(|path| tree.by_source(&path));
        if page.is_none() {
            let message = format!("page « {} » introuvable", footer.value);
            settings.push(Code::DeadLink, &footer.span, message, "donnez le chemin d’une page depuis content/");
        }
    }
    settings.variables(configuration);
    if let Some(logo) = &configuration.logo {
        settings.logo("logo", logo, sources);
    }
    if let Some(dark) = &configuration.logo_dark {
        settings.logo("logo", dark, sources);
        if configuration.logo.is_none() {
            let hint = "ajoutez « logo », pour l’affichage clair";
            settings.error(&dark.span, "un logo pour l’affichage sombre seulement".to_owned(), hint);
        }
    }
    if let Some(icon) = &configuration.icon {
        settings.logo("icône", icon, sources);
    }
}

struct Settings<'a> {
    source: &'a Source,
    report: &'a mut Report,
}

impl Settings<'_> {
    fn push(&mut self, code: Code, span: &Range<usize>, message: String, hint: &str) {
        self.report.push(Diagnostic::error(code, message).at(self.source, span.clone()).hint(hint));
    }

    fn error(&mut self, span: &Range<usize>, message: String, hint: &str) {
        self.push(Code::BadValue, span, message, hint);
    }

    fn description(&mut self, description: &Spanned<String>) {
        let length = description.value.chars().count();
        if length > DESCRIPTION {
            let message =
                format!("description de {length} signes : les moteurs de recherche la coupent après {DESCRIPTION}");
            let hint = "dites en une phrase courte à qui sert le site";
            self.report.push(
                Diagnostic::warning(Code::BadValue, message).at(self.source, description.span.clone()).hint(hint),
            );
        }
    }

    fn publisher(&mut self, publisher: &Publisher) {
        if let Some(url) = publisher.url.as_ref().filter(|url| !is_address(&url.value)) {
            let message = format!("« {} » n’est pas l’adresse d’un site", url.value);
            let hint = match is_address(&format!("https://{}", url.value)) {
                true => format!("écrivez « url: https://{} »", url.value),
                false => "écrivez-la en entier, comme « url: https://exemple.fr »".to_owned(),
            };
            self.error(&url.span, message, &hint);
        }
        if let Some(email) = publisher.email.as_ref().filter(|email| !is_mail(&email.value)) {
            let message = format!("« {} » n’est pas une adresse de courriel", email.value);
            self.error(&email.span, message, "écrivez l’adresse seule, comme « email: contact@exemple.fr »");
        }
        if let Some(phone) = publisher.phone.as_ref().filter(|phone| !is_phone(&phone.value)) {
            let message = format!("« {} » n’est pas un numéro de téléphone", phone.value);
            self.error(&phone.span, message, "écrivez le numéro seul, comme « phone: 01 23 45 67 89 »");
        }
    }

    fn variables(&mut self, configuration: &Configuration) {
        for name in configuration.variables.keys().filter(|name| !is_name(name)) {
            let message = format!("« {name} » ne peut pas être le nom d’une variable");
            let hint = format!("écrivez-le en minuscules sans accent, chiffres et tirets : « {} »", slug(name));
            let diagnostic = Diagnostic::error(Code::BadValue, message).hint(hint);
            let at = self.source.text.find(&format!("{name}:")).map(|at| at..at + name.len());
            self.report.push(match at {
                Some(span) => diagnostic.at(self.source, span),
                None => diagnostic.in_file(&self.source.path),
            });
        }
    }

    fn logo(&mut self, what: &str, logo: &Spanned<String>, sources: &Sources) {
        let path = RelPath::new(&logo.value).filter(|path| path.inside("static").is_some());
        let found = path.as_ref().and_then(|path| sources.assets.get(path));
        let (code, message, hint) = match (&path, found) {
            (Some(path), Some(bytes)) if dimensions(path, bytes).is_some() => return,
            (_, Some(_)) => (Code::ImageFormat, "illisible", "formats admis : PNG, JPEG, GIF, WebP, SVG avec viewBox"),
            _ => (Code::MissingImage, "introuvable", "donnez un chemin dans static/, comme static/logo.svg"),
        };
        self.push(code, &logo.span, format!("{what} « {} » {message}", logo.value), hint);
    }
}
