//! Where links lead: paths of source files become addresses of pages.

use std::ops::Range;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::content::address::link;
use crate::content::page::{Page, PageId};
use crate::diagnostic::{Code, Diagnostic};
use crate::markup::Origin;
use crate::site::Site;
use crate::source::folders::CONTENT;
use crate::source::folders::published_asset;
use crate::text::RelPath;
use crate::theme::Theme;
use crate::yaml::suggest::nearest;

/// Characters that a path in an address cannot hold as they are.
const PATH: &AsciiSet =
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
        self.resolve_from(&origin.source.path, written, origin, range)
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
        if let Some((scheme, _)) = written
            .split_once(':')
            .filter(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)))
        {
            return match scheme.to_ascii_lowercase().as_str() {
                "https" | "http" | "mailto" | "tel" => Ok(Destination::External(written.to_owned())),
                _ => fault(
                    Code::LinkScheme,
                    format!("adresse « {scheme}: » refusée"),
                    "employez https:, mailto: ou tel:".to_owned(),
                ),
            };
        }
        if written.starts_with('#') {
            return Ok(Destination::Internal { href: written.to_owned(), page: Some(self.page.id) });
        }
        if written.starts_with('/') {
            return fault(
                Code::DeadLink,
                format!("« {written} » part de la racine du site"),
                "écrivez le chemin du fichier source depuis cette page, comme « ../comprendre/six-roles.md »"
                    .to_owned(),
            );
        }
        let (path, fragment) =
            written.split_once('#').map_or((written, None), |(path, fragment)| (path, Some(fragment)));
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let Some(target) = base.join(&decoded) else {
            return fault(
                Code::DeadLink,
                format!("« {written} » sort du site"),
                "le chemin doit rester dans content/".to_owned(),
            );
        };
        match self.target(&target) {
            Some((mut href, page)) => {
                if let Some(fragment) = fragment {
                    href.push('#');
                    href.push_str(fragment);
                }
                Ok(Destination::Internal { href, page })
            }
            // The file is there and could not be understood: that was told, at its line.
            None if self.site.broken.contains(&target) => Ok(Destination::Broken),
            None => fault(Code::DeadLink, format!("« {written} » ne mène à aucun fichier"), self.advice(&target)),
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

    fn advice(&self, target: &RelPath) -> String {
        if self.site.tree.is_draft(target) {
            return "cette page est un brouillon : elle n’est publiée qu’avec --drafts".to_owned();
        }
        let known = self.site.tree.pages.iter().map(|page| page.source.path.as_str());
        if let Some(near) = nearest(target.as_str(), known.clone()) {
            return format!("vouliez-vous dire « {near} » ?");
        }
        match known.clone().find(|path| path.rsplit('/').next() == Some(target.file_name())) {
            Some(same) => format!("un fichier de ce nom existe : « {same} »"),
            None => format!("le fichier « {target} » n’existe pas"),
        }
    }
}
