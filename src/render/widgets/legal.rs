//! `legal`: what the law asks to say, from `site.yaml`: so that two pages, or a page and the footer, cannot disagree.

use serde::Serialize;

use super::Block;
use crate::blocks::legal::{Part, Reference};
use crate::content::legal::{Accessibility, Host, Legal};
use crate::french::{dates, french};
use crate::render::markdown::Body;
use crate::site::Site;

/// A thing to know, and where a link leads that makes it easier to use.
#[derive(Serialize)]
struct Row {
    label: &'static str,
    text: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct Audited {
    kind: String,
    date: dates::Shown,
    by: Option<String>,
    rate: u32,
}

#[derive(Serialize)]
struct Values {
    part: &'static str,
    rows: Vec<Row>,
    /// The title of the site.
    title: String,
    /// In the words of the law.
    state: &'static str,
    audit: Option<Audited>,
    plan: Option<String>,
    contact: Option<String>,
    /// Why the traces of visits are kept.
    basis: String,
}

/// Renders it.
pub(crate) fn render(reference: &Reference, block: &mut Block) -> Option<Body> {
    let site = block.scope.site;
    let configuration = &site.configuration;
    let accessibility = configuration.accessibility.as_ref();
    let audit = accessibility.and_then(|accessibility| accessibility.audit.as_ref());
    let publisher_mail = configuration.publisher.as_ref().and_then(|publisher| publisher.email.as_ref());
    let contact = accessibility.and_then(|accessibility| accessibility.contact.as_ref()).or(publisher_mail);
    let basis = configuration.legal.as_ref().and_then(|legal| legal.basis.as_deref());
    let values = Values {
        part: reference.part.word(),
        rows: rows(reference.part, site).into_iter().flatten().collect(),
        title: french(&configuration.title).into_owned(),
        state: Accessibility::conformity(accessibility).word(),
        audit: audit.map(|audit| Audited {
            kind: french(&audit.kind).into_owned(),
            date: dates::shown(audit.date.value.0),
            by: audit.by.as_deref().map(|by| french(by).into_owned()),
            rate: audit.rate.value,
        }),
        plan: accessibility.and_then(|accessibility| accessibility.plan.as_ref()).map(|plan| plan.value.clone()),
        contact: contact.map(|contact| contact.value.clone()),
        basis: french(basis.unwrap_or("la sécurité du site")).into_owned(),
    };
    block.template("legal", &values)
}

/// What is known of a part.
fn rows(part: Part, site: &Site) -> Vec<Option<Row>> {
    let configuration = &site.configuration;
    let legal = configuration.legal.as_ref();
    match part {
        Part::Publisher => publisher(site, legal),
        Part::Host => host(legal.and_then(|legal| legal.host.as_ref())),
        Part::Privacy => vec![
            row("Trace des visites gardée", legal.and_then(|legal| legal.logs.as_deref())),
            mail(
                "Délégué à la protection des données",
                legal.and_then(|legal| legal.dpo.as_ref()).map(|dpo| &*dpo.value),
            ),
        ],
        Part::Accessibility | Part::Recourse => Vec::new(),
    }
}

fn publisher(site: &Site, legal: Option<&Legal>) -> Vec<Option<Row>> {
    let publisher = site.configuration.publisher.as_ref();
    vec![
        row("Éditeur", publisher.map(|publisher| &*publisher.name)),
        row("Siège", legal.and_then(|legal| legal.seat.as_deref())),
        row("SIREN ou SIRET", legal.and_then(|legal| legal.registration.as_deref())),
        row("Directeur ou directrice de la publication", legal.and_then(|legal| legal.director.as_deref())),
        mail("Courriel", publisher.and_then(|publisher| publisher.email.as_ref()).map(|email| &*email.value)),
        row("Téléphone", publisher.and_then(|publisher| publisher.phone.as_ref()).map(|phone| &*phone.value)),
        row("Licence des textes", legal.and_then(|legal| legal.licence.as_deref())),
    ]
}

fn host(host: Option<&Host>) -> Vec<Option<Row>> {
    vec![
        row("Hébergeur", host.and_then(|host| host.name.as_deref())),
        row("Adresse", host.and_then(|host| host.address.as_deref())),
        row("Téléphone", host.and_then(|host| host.phone.as_ref()).map(|phone| &*phone.value)),
    ]
}

fn row(label: &'static str, text: Option<&str>) -> Option<Row> {
    Some(Row { label, text: french(text?).into_owned(), href: None })
}

fn mail(label: &'static str, address: Option<&str>) -> Option<Row> {
    let address = address?.to_owned();
    Some(Row { label, href: Some(format!("mailto:{address}")), text: address })
}
