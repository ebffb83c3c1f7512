//! What frames every page beside its menus: the footer, how to report an error, an announcement.
//!
//! In: a page and the site. Out: values for the templates.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};
use tera::Context;

use super::values::Link;
use crate::content::legal::Accessibility;
use crate::content::page::{Page, PageId};
use crate::french::french;
use crate::site::Site;
use crate::source::folders::CONTENT;
use crate::text::RelPath;

/// The address of a page, from that which is rendered.
type Href<'a> = dyn Fn(PageId) -> String + 'a;

/// Puts the values into the context of a page; of none, for the page of errors.
pub(super) fn insert(site: &Site, page: Option<&Page>, href: &Href, context: &mut Context) {
    let written = site.configuration.footer.iter();
    let ids = written.filter_map(|written| named(site, &written.value));
    let footer: Vec<Link> = ids.map(|id| Link { title: footer_title(site, id), href: Some(href(id)) }).collect();
    context.insert("footer", &footer);
    context.insert("feedback", &page.and_then(|page| feedback(site, page)));
    context.insert("source", &page.and_then(|page| source(site, page)));
    context.insert("announcement", &announcement(site, href));
}

/// The page of a path in `content/`.
fn named(site: &Site, path: &str) -> Option<PageId> {
    site.tree.by_source(&RelPath::new(&format!("{CONTENT}/{path}"))?)
}

/// The title of a page in the footer. The state of accessibility is to be read from the home page on (décret n° 2019-768,
/// article 5): here, from each.
fn footer_title(site: &Site, id: PageId) -> String {
    let title = french(site.tree.page(id).menu_title());
    if site.landmarks.accessibility != Some(id) {
        return title.into_owned();
    }
    format!("{title}\u{a0}: {}", Accessibility::conformity(site.configuration.accessibility.as_ref()).word())
}

/// A mail to the publisher that says which page is meant, and as it was made by which version.
fn feedback(site: &Site, page: &Page) -> Option<String> {
    let mail = &site.configuration.publisher.as_ref()?.email.as_ref()?.value;
    let subject = format!("Erreur : {}", page.front.title.value);
    let address = format!("{}{}", site.base_url.as_deref().unwrap_or("/"), page.address.as_str());
    let reviewed = page.front.reviewed.as_ref().map(|day| format!(", {}", day.value.0)).unwrap_or_default();
    let body = format!("{address}\r\nJalon {}{reviewed}\r\n\r\n", env!("CARGO_PKG_VERSION"));
    Some(format!("mailto:{mail}?subject={}&body={}", encoded(&subject), encoded(&body)))
}

/// Where the source of a page can be read.
fn source(site: &Site, page: &Page) -> Option<String> {
    let repository = site.configuration.repository.as_ref()?.value.trim_end_matches('/');
    Some(format!("{repository}/{}", utf8_percent_encode(page.source.path.as_str(), PATH)))
}

/// What is announced on the day of the build.
fn announcement(site: &Site, href: &Href) -> Option<Link> {
    let one = site.configuration.announced(site.today)?;
    let page = one.link.as_ref().and_then(|link| named(site, &link.value));
    Some(Link { title: french(&one.text).into_owned(), href: page.map(href) })
}

/// Characters that a path in an address cannot hold as they are.
const PATH: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

/// A text inside an address (RFC 3986: all but the unreserved characters are escaped).
pub(super) fn encoded(text: &str) -> String {
    const ESCAPED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(text, &ESCAPED).to_string()
}
