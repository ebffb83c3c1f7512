//! What must hold of `site.yaml` beyond its format: addresses that can be followed, pages and a logo that exist.
//!
//! In: the settings, with what they refer to. Out: diagnostics at their lines.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::content::chosen::LeftOut;
use crate::content::configuration::{Announcement, Configuration, Publisher};
use crate::content::contact::{is_address, is_mail, is_phone};
use crate::content::dimensions::dimensions;
use crate::content::legal::{Accessibility, Conformity, Legal};
use crate::content::tree::Tree;
use crate::content::variables::is_name;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::dates;
use crate::source::Sources;
use crate::source::folders::CONTENT;
use crate::text::slug::slug;
use crate::text::{RelPath, Source};
use crate::yaml::decode::Spanned;

/// What search engines show of a description, in characters.
const DESCRIPTION: usize = 160;

/// What `site.yaml` may refer to.
pub(super) struct There<'a> {
    /// The pages.
    pub(super) tree: &'a Tree,
    /// The files.
    pub(super) sources: &'a Sources,
    /// Files that could not be understood: what refers to them is not to blame.
    pub(super) broken: &'a BTreeSet<RelPath>,
}

/// Says what does not hold.
pub(super) fn verify(configuration: &Configuration, source: &Source, there: &There<'_>, report: &mut Report) {
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
    if let Some(legal) = &configuration.legal {
        settings.legal(legal);
    }
    if let Some(accessibility) = &configuration.accessibility {
        settings.accessibility(accessibility);
    }
    if let Some(announcement) = &configuration.announcement {
        settings.announcement(announcement);
    }
    settings.address("repository", configuration.repository.as_ref());
    let more = configuration.announcement.as_ref().and_then(|announcement| announcement.link.as_ref());
    for footer in configuration.footer.iter().chain(&configuration.help).chain(more) {
        let path = RelPath::new(&format!("{CONTENT}/{}", footer.value));
        let dated = |path| matches!(there.tree.left_out(path), Some(LeftOut::Dated(_)));
        let known = |path| there.tree.by_source(path).is_some() || there.broken.contains(path) || dated(path);
        if !path.as_ref().is_some_and(known) {
            let message = format!("page « {} » introuvable", footer.value);
            settings.push(Code::DeadLink, &footer.span, message, "donnez le chemin d’une page depuis content/");
        }
    }
    settings.variables(configuration);
    if let Some(logo) = &configuration.logo {
        settings.logo("logo", logo, there.sources);
    }
    if let Some(dark) = &configuration.logo_dark {
        settings.logo("logo", dark, there.sources);
        if configuration.logo.is_none() {
            let hint = "ajoutez « logo », pour l’affichage clair";
            settings.error(&dark.span, "un logo pour l’affichage sombre seulement".to_owned(), hint);
        }
    }
    if let Some(icon) = &configuration.icon {
        settings.logo("icône", icon, there.sources);
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
        self.address("url", publisher.url.as_ref());
        self.mail("email", publisher.email.as_ref());
        self.phone(publisher.phone.as_ref());
    }

    fn legal(&mut self, legal: &Legal) {
        self.mail("dpo", legal.dpo.as_ref());
        self.phone(legal.host.as_ref().and_then(|host| host.phone.as_ref()));
    }

    /// What is announced is what the audit gives: neither more nor less.
    fn accessibility(&mut self, accessibility: &Accessibility) {
        self.mail("contact", accessibility.contact.as_ref());
        self.address("plan", accessibility.plan.as_ref());
        let audit = accessibility.audit.as_ref();
        if let Some(rate) = audit.map(|audit| &audit.rate).filter(|rate| rate.value > 100) {
            let message = format!("« {} » n’est pas une part des critères", rate.value);
            self.error(&rate.span, message, "donnez un nombre de 0 à 100, en pour cent");
        }
        let allowed = Conformity::of(audit).word();
        if let Some(state) = accessibility.state.as_ref().filter(|state| state.value.word() != allowed) {
            let (why, or) = match audit {
                Some(audit) => (format!("l’audit donne {}\u{a0}% des critères", audit.rate.value), "corrigez « rate »"),
                None => {
                    ("aucun audit n’est indiqué".to_owned(), "ajoutez « audit » avec « date », « kind » et « rate »")
                }
            };
            let message = format!("« {} » : {why}", state.value.word());
            self.error(&state.span, message, &format!("écrivez « state: {allowed} », ou {or}"));
        }
    }

    fn announcement(&mut self, announcement: &Announcement) {
        if let Some(from) = announcement.from.filter(|from| announcement.until.value.0 < from.0) {
            let message = format!("l’annonce finit avant de commencer, le {}", dates::shown(from.0).text);
            self.error(&announcement.until.span, message, "donnez une date qui suit « from »");
        }
    }

    fn address(&mut self, key: &str, url: Option<&Spanned<String>>) {
        let Some(url) = url.filter(|url| !is_address(&url.value)) else { return };
        let message = format!("« {} » n’est pas l’adresse d’un site", url.value);
        let hint = match is_address(&format!("https://{}", url.value)) {
            true => format!("écrivez « {key}: https://{} »", url.value),
            false => format!("écrivez-la en entier, comme « {key}: https://exemple.fr »"),
        };
        self.error(&url.span, message, &hint);
    }

    fn mail(&mut self, key: &str, mail: Option<&Spanned<String>>) {
        let Some(mail) = mail.filter(|mail| !is_mail(&mail.value)) else { return };
        let message = format!("« {} » n’est pas une adresse de courriel", mail.value);
        self.error(&mail.span, message, &format!("écrivez l’adresse seule, comme « {key}: contact@exemple.fr »"));
    }

    fn phone(&mut self, phone: Option<&Spanned<String>>) {
        let Some(phone) = phone.filter(|phone| !is_phone(&phone.value)) else { return };
        let message = format!("« {} » n’est pas un numéro de téléphone", phone.value);
        self.error(&phone.span, message, "écrivez le numéro seul, comme « phone: 01 23 45 67 89 »");
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
