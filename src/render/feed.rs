//! What machines read: the map of the site, the feed of what was reviewed last, the rules for robots.

use crate::content::page::Page;
use crate::french::french;
use crate::site::Site;

/// Entries of the feed.
const FEED_LENGTH: usize = 20;

fn escape(text: &str) -> String {
    crate::text::html::attribute(text).into_owned()
}

/// Pages with their date of review, the latest first; those of one day in reading order.
fn reviewed(site: &Site) -> Vec<(&Page, String)> {
    let mut pages: Vec<(&Page, String)> = site
        .tree
        .pages
        .iter()
        .filter_map(|page| page.front.reviewed.as_ref().map(|day| (&**page, day.value.0.to_string())))
        .collect();
    pages.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.id.cmp(&b.0.id)));
    pages
}

/// `sitemap.xml`, as sitemaps.org describes it. Needs the public address.
pub(crate) fn sitemap(site: &Site) -> String {
    let base = site.base_url.as_deref().unwrap_or_default();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in &site.tree.pages {
        let date =
            page.front.reviewed.as_ref().map(|day| format!("<lastmod>{}</lastmod>", day.value.0)).unwrap_or_default();
        xml.push_str(&format!("<url><loc>{}</loc>{date}</url>\n", escape(&format!("{base}{}", page.address.as_str()))));
    }
    xml.push_str("</urlset>\n");
    xml
}

/// `robots.txt`: everything may be read. A rehearsal too: who may not read a page does not see that it asks not to be listed.
pub(crate) fn robots(site: &Site) -> String {
    let map = site
        .base_url
        .as_ref()
        .filter(|_| !site.rehearsal)
        .map(|base| format!("\nSitemap: {base}sitemap.xml\n"))
        .unwrap_or_default();
    format!("User-agent: *\nAllow: /\n{map}")
}

/// `opensearch.xml` (OpenSearch 1.1): lets a browser search here. Needs the public address and a page for the search.
pub(crate) fn opensearch(site: &Site) -> String {
    let base = site.base_url.as_deref().unwrap_or_default();
    let page = site.landmarks.search.map(|id| site.tree.page(id).address.as_str()).unwrap_or_default();
    let configuration = &site.configuration;
    // Browsers cut longer names.
    let name: String = french(configuration.short()).chars().take(16).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n<ShortName>{}</ShortName>\n<Description>{}</Description>\n<Language>fr</Language>\n<InputEncoding>UTF-8</InputEncoding>\n<Url type=\"text/html\" template=\"{}?q={{searchTerms}}\"/>\n</OpenSearchDescription>\n",
        escape(name.trim()),
        escape(&french(&configuration.title)),
        escape(&format!("{base}{page}"))
    )
}

/// `atom.xml` (RFC 4287): the pages reviewed last. Dates are days, told as midnight UTC.
pub(crate) fn atom(site: &Site) -> String {
    let base = escape(site.base_url.as_deref().unwrap_or_default());
    let pages = reviewed(site);
    let updated = pages.first().map_or("1970-01-01", |(_, date)| date);
    let configuration = &site.configuration;
    let author = configuration.publisher.as_ref().map_or(&configuration.title, |publisher| &publisher.name);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">\n<title>{}</title>\n<subtitle>Pages vérifiées en dernier</subtitle>\n<id>{base}</id>\n<link href=\"{base}\"/>\n<link rel=\"self\" href=\"{base}atom.xml\"/>\n<updated>{updated}T00:00:00Z</updated>\n<author><name>{}</name></author>\n",
        escape(&french(&configuration.title)),
        escape(&french(author))
    );
    for (page, date) in pages.iter().take(FEED_LENGTH) {
        let url = format!("{base}{}", escape(page.address.as_str()));
        xml.push_str(&format!(
            "<entry><title>{}</title><id>{url}</id><link href=\"{url}\"/><updated>{date}T00:00:00Z</updated><summary>{}</summary></entry>\n",
            escape(&french(&page.front.title.value)),
            escape(&french(&page.front.description.value))
        ));
    }
    xml.push_str("</feed>\n");
    xml
}
