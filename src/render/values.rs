//! The small flat values that templates see. Their names are the contract with themes.

use serde::Serialize;
use tera::Value;

use crate::content::address::{AddressStyle, link};
use crate::content::dimensions::dimensions;
use crate::french::{dates, french};
use crate::search;
use crate::site::Site;
use crate::source::folders::published_asset;
use crate::text::RelPath;
use crate::theme::Theme;
use crate::yaml::decode::Spanned;

#[derive(Serialize)]
pub(super) struct Link {
    pub(super) title: String,
    pub(super) href: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Child {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) href: String,
    pub(super) reviewed: Option<dates::Shown>,
}

/// The module of the course that a page is.
#[derive(Serialize)]
pub(super) struct ModuleValue {
    pub(super) id: String,
    pub(super) number: usize,
    /// How many modules the course has, beside its assessment.
    pub(super) total: usize,
    pub(super) assessment: bool,
    /// Announced duration, in minutes.
    pub(super) minutes: Option<u32>,
}

#[derive(Serialize)]
pub(super) struct TocEntry {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) level: u8,
    pub(super) children: Vec<TocEntry>,
}

#[derive(Serialize)]
pub(super) struct Cited {
    pub(super) id: String,
    pub(super) number: usize,
    pub(super) key: String,
    pub(super) title: String,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) note: Option<String>,
    pub(super) consulted: Option<dates::Shown>,
}

#[derive(Serialize)]
pub(super) struct AudienceValue {
    pub(super) id: String,
    pub(super) label: String,
}

#[derive(Serialize)]
pub(super) struct PageValues {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) kind: &'static str,
    pub(super) draft: bool,
    pub(super) body: Value,
    pub(super) toc: Vec<TocEntry>,
    pub(super) reviewed: Option<dates::Shown>,
    pub(super) sources: Vec<Cited>,
    pub(super) audience: Vec<AudienceValue>,
    pub(super) canonical: Option<String>,
    pub(super) permalink: Option<String>,
    pub(super) section: Option<Link>,
    pub(super) minutes: usize,
}

/// The answer that a page gives, and what sends it.
#[derive(Serialize)]
pub(super) struct Answer {
    pub(super) html: Value,
    /// What follows it in the body of the page.
    pub(super) rest: Value,
    /// `mailto:` with the question and the answer; a script ends it with the address when it is not known.
    pub(super) mail: String,
    pub(super) topic: Link,
}

#[derive(Serialize)]
pub(super) struct PosterValues {
    pub(super) text: Value,
    /// How large the question and the answer can be: 1 is the largest.
    pub(super) question_size: usize,
    pub(super) answer_size: usize,
    pub(super) qr: Option<Value>,
    /// The whole address, or its end when nobody knows where the site is published.
    pub(super) address: String,
    pub(super) back: String,
}

#[derive(Serialize)]
pub(super) struct Social {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) url: Option<String>,
    pub(super) image: Option<String>,
    pub(super) r#type: &'static str,
}

#[derive(Serialize)]
pub(super) struct PublisherValues<'a> {
    pub(super) name: &'a str,
    pub(super) url: Option<&'a str>,
    pub(super) email: Option<&'a str>,
    pub(super) phone: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Logo {
    pub(super) path: String,
    pub(super) width: usize,
    pub(super) height: usize,
}

/// The picture of the tab.
#[derive(Serialize)]
pub(super) struct Icon {
    pub(super) path: String,
    /// What it is, as browsers name it.
    pub(super) r#type: &'static str,
}

#[derive(Serialize)]
pub(super) struct SearchValues {
    pub(super) href: String,
    /// The first file of the index.
    pub(super) map: String,
}

#[derive(Serialize)]
pub(super) struct SiteValues<'a> {
    pub(super) title: String,
    pub(super) short_title: String,
    pub(super) tagline: Option<String>,
    pub(super) description: String,
    pub(super) language: &'static str,
    pub(super) publisher: PublisherValues<'a>,
    pub(super) base_url: Option<&'a str>,
    pub(super) version: &'static str,
    pub(super) logo: Option<Logo>,
    pub(super) logo_dark: Option<Logo>,
    pub(super) icon: Option<Icon>,
}

/// Values that every template sees, put once into the theme.
pub(crate) fn globals(site: &Site, theme: &mut Theme) {
    let configuration = &site.configuration;
    let publisher = configuration.publisher.as_ref();
    let values = SiteValues {
        title: french(&configuration.title).into_owned(),
        short_title: french(configuration.short()).into_owned(),
        tagline: configuration.tagline.as_deref().map(|text| french(text).into_owned()),
        description: french(&configuration.description.value).into_owned(),
        language: "fr",
        publisher: PublisherValues {
            name: publisher.map_or(&configuration.title, |publisher| &publisher.name),
            url: publisher.and_then(|publisher| publisher.url.as_ref().map(|url| url.value.as_str())),
            email: publisher.and_then(|publisher| publisher.email.as_ref().map(|email| email.value.as_str())),
            phone: publisher.and_then(|publisher| publisher.phone.as_ref().map(|phone| phone.value.as_str())),
        },
        base_url: site.base_url.as_deref(),
        version: env!("CARGO_PKG_VERSION"),
        logo: logo(site, configuration.logo.as_ref()),
        logo_dark: logo(site, configuration.logo_dark.as_ref()),
        icon: icon(site),
    };
    let assets = theme.assets.clone();
    let (first, search_box) = (theme.files.first(), theme.files.search());
    let globals = theme.templates.globals();
    globals.insert("first_scripts", &first.scripts);
    globals.insert("search_styles", &search_box.styles);
    globals.insert("search_scripts", &search_box.scripts);
    globals.insert("site", &values);
    globals.insert("assets", &assets);
    globals.insert("portable", &(site.style == AddressStyle::Portable));
    globals.insert("search", &search(site));
    globals.insert("rehearsal", &site.rehearsal);
    globals.insert("feed", &site.base_url.is_some());
}

/// Where one searches, from the root of the site.
fn search(site: &Site) -> Option<SearchValues> {
    let address = search::entries::address(site)?;
    Some(SearchValues { href: link("", address, site.style), map: search::map(site)?.to_string() })
}

/// The publisher's logo, when it is there and its size can be read.
fn logo(site: &Site, written: Option<&Spanned<String>>) -> Option<Logo> {
    let path = RelPath::new(&written?.value)?;
    let (width, height) = dimensions(&path, site.assets.get(&path)?)?;
    let (width, height) = in_header(width, height);
    Some(Logo { path: published_asset(&path)?.to_owned(), width, height })
}

/// The publisher's icon, or its logo when that is nearly square: a tab shows sixteen pixels on each side.
fn icon(site: &Site) -> Option<Icon> {
    let configuration = &site.configuration;
    let square = |logo: &Logo| logo.width * 2 <= logo.height * 3 && logo.height * 2 <= logo.width * 3;
    let own = logo(site, configuration.icon.as_ref());
    let Logo { path, .. } = own.or_else(|| logo(site, configuration.logo.as_ref()).filter(square))?;
    let r#type = match path.rsplit('.').next()?.to_lowercase().as_str() {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        _ => "image/jpeg",
    };
    Some(Icon { path, r#type })
}

/// The size at which a logo stands in the header, in the same proportions.
fn in_header(width: usize, height: usize) -> (usize, usize) {
    match height > LOGO_HEIGHT {
        true => ((width * LOGO_HEIGHT + height / 2) / height, LOGO_HEIGHT),
        false => (width, height),
    }
}

/// Greatest height of a logo in the header, in pixels.
const LOGO_HEIGHT: usize = 48;

#[cfg(test)]
mod tests {
    use super::in_header;

    #[test]
    fn a_great_logo_is_made_smaller() {
        assert_eq!(in_header(600, 200), (144, 48));
        assert_eq!(in_header(40, 40), (40, 40));
    }
}
