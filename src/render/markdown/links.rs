//! Where links lead: paths of source files become addresses of pages.

use std::ops::Range;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::external;
use super::paths::Wanted;
use crate::content::address::link;
use crate::content::chosen::LeftOut;
use crate::content::page::{Page, PageId};
use crate::diagnostic::{Code, Diagnostic};
use crate::markup::Origin;
use crate::site::{SETTINGS, Site};
use crate::source::folders::CONTENT;
use crate::source::folders::published_asset;
use crate::text::RelPath;
use crate::theme::Theme;

/// Characters that a path in an address cannot hold as they are.
pub(super) const PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}');

/// From where links are read, and what they can lead to.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    /// The site.
    pub(crate) site: &'a Site,
    /// The page being rendered.
    pub(crate) page: &'a Page,
    /// The theme, for its icons and templates.
    pub(crate) theme: &'a Theme,
}

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Destination {
    /// A page or a file of the site, as a relative address.
    Internal {
        /// The address.
        href: String,
        /// The page, when it is one.
        page: Option<PageId>,
    },
    /// Somewhere else.
    External(String),
    /// A page of the site that could not be read; it has no address.
    Broken,
}

impl Destination {
    /// The address to write.
    pub(crate) fn href(&self) -> &str {
        match self {
            Destination::Internal { href, .. } => href,
            Destination::External(href) => href,
            Destination::Broken => "",
        }
    }

    /// The address to write, kept.
    pub(super) fn into_href(self) -> String {
        match self {
            Destination::Internal { href, .. } => href,
            Destination::External(href) => href,
            Destination::Broken => String::new(),
        }
    }
}

impl<'a> Scope<'a> {
    /// What leads from the page to the root of the site.
    pub(crate) fn root(&self) -> String {
        self.page.address.root()
    }

    /// The address of another page.
    pub(crate) fn href(&self, page: PageId) -> String {
        self.page.address.link_to(&self.site.tree.page(page).address, self.site.style)
    }

    /// Where a link written in a page leads.
    pub(crate) fn resolve(
        &self,
        written: &str,
        origin: &Origin,
        range: Range<usize>,
    ) -> Result<Destination, Diagnostic> {
        // What is said on many pages stands in none of their folders.
        let base = Some(&origin.source.path).filter(|path| path.as_str() != SETTINGS);
        match base {
            Some(base) => self.resolve_from(base, written, origin, range),
            None => self.resolve_from_content(written, origin),
        }
    }

    /// Where a link written in a data file leads: its path starts from `content/`.
    pub(crate) fn resolve_from_content(&self, written: &str, origin: &Origin) -> Result<Destination, Diagnostic> {
        let base = RelPath::new(&format!("{CONTENT}/_index.md")).unwrap_or_else(|| origin.source.path.clone());
        self.resolve_from(&base, written, origin, 0..0)
    }

    fn resolve_from(
        &self,
        base: &RelPath,
        written: &str,
        origin: &Origin,
        range: Range<usize>,
    ) -> Result<Destination, Diagnostic> {
        let fault = |code, message: String, hint: String| Err(origin.error(code, range.clone(), message).hint(hint));
        if let Some((scheme, rest)) = scheme(written) {
            return match external::told(scheme, rest) {
                None => Ok(Destination::External(external::encoded(written))),
                Some((message, hint)) => fault(Code::LinkScheme, message, hint),
            };
        }
        if written.starts_with('#') {
            return Ok(Destination::Internal { href: written.to_owned(), page: Some(self.page.id) });
        }
        if written.is_empty() {
            let hint = "écrivez entre les parenthèses le chemin d’un fichier ou une adresse";
            return fault(Code::DeadLink, "lien sans adresse".to_owned(), hint.to_owned());
        }
        let (path, fragment) =
            written.split_once('#').map_or((written, None), |(path, fragment)| (path, Some(fragment)));
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let straight = decoded.replace('\\', "/");
        let target = base.join(&straight);
        let advice = || self.advice(base, &straight, target.as_ref(), Wanted::Any);
        if straight != decoded {
            let known = target.as_ref().is_some_and(|target| self.target(target).is_some());
            let hint = if known { format!("écrivez « {straight} »") } else { advice() };
            return fault(Code::DeadLink, format!("« {written} » est un chemin de Windows"), hint);
        }
        if written.starts_with('/') {
            return fault(Code::DeadLink, format!("« {written} » part de la racine du site"), advice());
        }
        let Some(target) = &target else {
            return fault(Code::DeadLink, format!("« {written} » sort du site"), advice());
        };
        // A page whose days are others has its section in its place, which has none of its paragraphs.
        if let Some(LeftOut::Dated(section)) = self.site.tree.left_out(target) {
            return Ok(Destination::Internal { href: self.href(section), page: Some(section) });
        }
        match self.target(target) {
            Some((mut href, page)) => {
                if let Some(fragment) = fragment {
                    href.push('#');
                    href.push_str(fragment);
                }
                Ok(Destination::Internal { href, page })
            }
            // The file is there and could not be understood: that was told, at its line.
            None if self.site.broken.contains(target) => Ok(Destination::Broken),
            None => fault(Code::DeadLink, format!("« {written} » ne mène à aucun fichier"), advice()),
        }
    }

    fn target(&self, path: &RelPath) -> Option<(String, Option<PageId>)> {
        if let Some(id) = self.site.tree.by_source(path) {
            return Some((link(&self.root(), &self.site.tree.page(id).address, self.site.style), Some(id)));
        }
        self.asset(path).map(|href| (href, None))
    }

    /// The address of a file that goes with the pages.
    pub(crate) fn asset(&self, path: &RelPath) -> Option<String> {
        self.site.assets.contains_key(path).then_some(())?;
        let published = published_asset(path)?;
        Some(format!("{}{}", self.root(), utf8_percent_encode(published, PATH)))
    }
}

/// Whether the address of a link, as written in a page, leaves the site.
pub(crate) fn outside(href: &str) -> bool {
    scheme(href).is_some()
}

/// What stands before the colon of an address, and what follows it.
fn scheme(written: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = written.split_once(':')?;
    let named = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    named.then_some((scheme, rest))
}
