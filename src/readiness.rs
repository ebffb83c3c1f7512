//! What is still to be filled in before a site opens to the public (`jalon check --publish`).
//!
//! In: a [`Site`]. Out: each thing once, at its place, with what to write. It reads the site and not what is published: what
//! is missing there shows nowhere.

use std::ops::Range;

use crate::blocks::Widget;
use crate::content::page::Page;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::markup;
use crate::site::{SETTINGS, Site};
use crate::text::Source;

/// What stands in a setting for something else; each is part of what authors find in an example.
const PLACEHOLDERS: [&str; 8] =
    ["Votre GRADeS", "exemple.fr", "example.", "Prénom Nom", "À REMPLACER", "À COMPLÉTER", "TODO", "XXX"];
/// Of these, those that mean nothing else in the text of a page.
const IN_PAGES: [&str; 5] = ["À REMPLACER", "À COMPLÉTER", "TODO", "XXX", "Lorem ipsum"];

/// Says what is still to be filled in.
pub(crate) fn verify(site: &Site) -> Report {
    let mut report = Report::default();
    placeholders(&site.configuration_source, &mut report);
    settings(site, &mut report);
    pages(site, &mut report);
    version(site, &mut report);
    report
}

fn missing(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Readiness, message)
}

/// Examples that nobody replaced, wherever they stand in the settings; not in comments.
fn placeholders(source: &Source, report: &mut Report) {
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let value = line.split(" #").next().filter(|_| !line.trim_start().starts_with('#')).unwrap_or_default();
        if let Some((word, at)) = PLACEHOLDERS.iter().find_map(|word| Some((word, value.find(word)?))) {
            let span = start + at..start + at + word.len();
            let hint = "remplacez cet exemple par ce qui est vrai de votre site";
            report.push(missing(format!("« {word} » est un exemple")).at(source, span).hint(hint));
        }
        start += line.len();
    }
}

/// One setting that must be there.
struct Wanted<'a> {
    /// Its keys, from the outside in.
    keys: &'a [&'a str],
    /// What it is.
    what: &'a str,
    /// What to write.
    example: &'a str,
}

fn settings(site: &Site, report: &mut Report) {
    let configuration = &site.configuration;
    let publisher = configuration.publisher.as_ref();
    let legal = configuration.legal.as_ref();
    let host = legal.and_then(|legal| legal.host.as_ref());
    let accessibility = configuration.accessibility.as_ref();
    let wanted = |keys, what, example| Wanted { keys, what, example };
    let all = [
        (publisher.is_some(), wanted(&["publisher", "name"], "le nom de l’éditeur", "name: GRADeS de l’Exemple")),
        (
            publisher.is_some_and(|publisher| publisher.email.is_some()),
            wanted(&["publisher", "email"], "le courriel de l’éditeur", "email: contact@mon-site.fr"),
        ),
        (
            publisher.is_some_and(|publisher| publisher.phone.is_some()),
            wanted(&["publisher", "phone"], "le téléphone de l’éditeur", "phone: 01 23 45 67 89"),
        ),
        (
            legal.is_some_and(|legal| legal.director.is_some()),
            wanted(&["legal", "director"], "qui dirige la publication", "director: Prénom Nom, qualité"),
        ),
        (
            legal.is_some_and(|legal| legal.seat.is_some()),
            wanted(&["legal", "seat"], "le siège de l’éditeur", "seat: numéro, rue, code postal, ville"),
        ),
        (
            host.is_some_and(|host| host.name.is_some()),
            wanted(&["legal", "host", "name"], "le nom de l’hébergeur", "name: nom de l’hébergeur"),
        ),
        (
            host.is_some_and(|host| host.address.is_some()),
            wanted(
                &["legal", "host", "address"],
                "l’adresse de l’hébergeur",
                "address: numéro, rue, code postal, ville",
            ),
        ),
        (
            host.is_some_and(|host| host.phone.is_some()),
            wanted(&["legal", "host", "phone"], "le téléphone de l’hébergeur", "phone: 01 23 45 67 89"),
        ),
        (
            legal.is_some_and(|legal| legal.dpo.is_some()),
            wanted(&["legal", "dpo"], "à qui écrire au sujet des données", "dpo: dpo@mon-site.fr"),
        ),
        (
            legal.is_some_and(|legal| legal.logs.is_some()),
            wanted(&["legal", "logs"], "combien de temps l’hébergeur garde la trace des visites", "logs: 12 mois"),
        ),
        (
            accessibility.is_some_and(|one| one.state.is_some()),
            wanted(&["accessibility", "state"], "l’état d’accessibilité", "state: non conforme"),
        ),
        (
            accessibility.is_some_and(|one| one.contact.is_some()),
            wanted(&["accessibility", "contact"], "à qui signaler une difficulté", "contact: contact@mon-site.fr"),
        ),
        (
            site.base_url.is_some(),
            wanted(&["base_url"], "l’adresse publique du site", "base_url: https://mon-site.fr/"),
        ),
    ];
    let source = &site.configuration_source;
    for (_, wanted) in all.iter().filter(|(there, _)| !there) {
        report.push(wanted.told(source));
    }
    if accessibility.is_none_or(|one| one.plan.is_none()) {
        let plan = wanted(&["accessibility", "plan"], "le schéma pluriannuel", "plan: https://mon-site.fr/schema.pdf");
        let told = plan.told(source);
        let hint = format!("{}, si la loi vous en demande un", told.hint.unwrap_or_default());
        report.push(Diagnostic { severity: crate::diagnostic::Severity::Warning, hint: Some(hint), ..told });
    }
}

impl Wanted<'_> {
    fn told(&self, source: &Source) -> Diagnostic {
        let told = missing(format!("il manque {} (« {} »)", self.what, self.keys.join(".")));
        let above = self.keys.split_last().map(|(_, above)| above.join(", puis ")).unwrap_or_default();
        let told = told.hint(match above.is_empty() {
            true => format!("écrivez « {} »", self.example),
            false => format!("écrivez « {} », sous « {above} »", self.example),
        });
        match place(source, self.keys) {
            Some(span) => told.at(source, span),
            None => told.in_file(SETTINGS),
        }
    }
}

/// Where a setting is to be written: its line where it waits in a comment, else that of what holds it.
fn place(source: &Source, keys: &[&str]) -> Option<Range<usize>> {
    let (mut found, mut from) = (None, 0);
    for (depth, key) in keys.iter().enumerate() {
        let Some(span) = line_of(&source.text, key, from, depth > 0) else { break };
        from = span.end;
        found = Some(span);
    }
    found
}

/// The first line of a key from a byte on, in a comment or not; `inside`: before what holds it ends.
fn line_of(text: &str, key: &str, from: usize, inside: bool) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        if at < from {
            continue;
        }
        let bare = line.strip_prefix("# ").or_else(|| line.strip_prefix('#')).unwrap_or(line);
        let outer = !bare.starts_with([' ', '\n', '\r']);
        let word = bare.trim_start_matches([' ', '#']);
        let is_key = word.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
        if is_key && outer != inside {
            let begins = at + line.len() - word.len();
            return Some(begins..begins + key.len());
        }
        if inside && outer && at > from {
            return None;
        }
    }
    None
}

/// Pages: the legal ones, what is still to be written, and their dates.
fn pages(site: &Site, report: &mut Report) {
    let landmarks = &site.landmarks;
    for (page, part, what) in [
        (landmarks.publisher, "publisher", "qui publie le site"),
        (landmarks.privacy, "privacy", "ce que deviennent les traces des visites"),
        (landmarks.accessibility, "accessibility", "l’état d’accessibilité"),
    ] {
        let Some(page) = page.map(|id| site.tree.page(id)) else {
            let hint = format!("ajoutez à une page un bloc ```legal qui contient « part: {part} »");
            report.push(missing(format!("aucune page ne dit {what}")).hint(hint));
            continue;
        };
        let path = page.source.path.inside(crate::source::folders::CONTENT).unwrap_or_default();
        if !site.configuration.footer.iter().any(|footer| footer.value == path) {
            let told = missing(format!("la page qui dit {what} n’est pas au pied des pages"));
            report.push(told.in_file(SETTINGS).hint(format!("ajoutez « {path} » sous « footer »")));
        }
    }
    for page in &site.tree.pages {
        unwritten(page, report);
        if page.front.reviewed.is_none() && has_text(site, page) {
            let title = page.front.title.span.clone();
            let told = missing("cette page n’a pas de date de relecture").at(&page.source, title);
            report.push(told.hint("relisez-la, puis écrivez « reviewed: AAAA-MM-JJ » dans son en-tête"));
        }
    }
}

/// A page that only lists others has nothing to be read again.
fn has_text(site: &Site, page: &Page) -> bool {
    !site.blocks(page.id).widgets().any(|widget| matches!(widget, Widget::Search(_) | Widget::SiteMap(_)))
}

/// Marks that an author leaves for later; a sample of code may show one.
fn unwritten(page: &Page, report: &mut Report) {
    let body = page.markdown();
    let samples = markup::fences(&page.origin());
    for word in IN_PAGES {
        let whole = |at: &usize| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !letter(body[..*at].chars().next_back()) && !letter(body[at + word.len()..].chars().next())
        };
        let outside = |at: &usize| {
            let place = page.body.start + at;
            !samples.iter().any(|sample| sample.span.contains(&place)) && !body[..*at].ends_with('`')
        };
        let found = body.match_indices(word).map(|(at, _)| at).find(|at| whole(at) && outside(at));
        if let Some(at) = found {
            let span = page.body.start + at..page.body.start + at + word.len();
            let told = missing(format!("« {word} » : il reste quelque chose à écrire"));
            report.push(told.at(&page.source, span).hint("écrivez ce qui manque, ou retirez la phrase"));
        }
    }
}

/// Attestations of a version that nobody recorded are not recognised later.
fn version(site: &Site, report: &mut Report) {
    let Some(course) = &site.course else { return };
    if site.course_versions.iter().all(|recorded| recorded.version != course.digest) {
        let told =
            missing("la version actuelle du parcours n’est pas retenue : ses attestations ne seraient plus reconnues");
        report.push(told.in_file(crate::attestation::versions::FILE).hint("lancez « jalon attestation record »"));
    }
}
