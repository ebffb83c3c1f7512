//! Where a page is published, and how one page points to another: relative links only, so that one
//! output works at the root of a domain, under any sub-path and, in the portable form, from a disk.

use std::fmt;

use crate::text::RelPath;

/// How links to pages are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum AddressStyle {
    /// `../roles/`: for web servers.
    #[default]
    Pretty,
    /// `../roles/index.html`: for `file://`, zip files, shared drives, LMS packages.
    Portable,
}

/// The address of a page: empty for the home page, otherwise `section/page/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Address(String);

impl Address {
    /// The home page.
    pub(crate) fn home() -> Self {
        Self::default()
    }

    /// The address of a child with this slug.
    pub(crate) fn child(&self, slug: &str) -> Self {
        Self(format!("{}{slug}/", self.0))
    }

    /// An address that an author wrote (`/ancienne/adresse/`, with or without slashes at its ends).
    pub(crate) fn written(text: &str) -> Option<Self> {
        let inner = text.trim_matches('/');
        let inner = inner.strip_suffix("/index.html").unwrap_or(inner);
        let clean = RelPath::new(inner).is_some()
            && inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./~".contains(&byte));
        clean.then(|| Self(format!("{inner}/")))
    }

    /// The address as text, without a leading slash.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The published file.
    pub(crate) fn file(&self) -> String {
        format!("{}index.html", self.0)
    }

    /// What leads from this page to the root of the site: `""` for home, `../` once per level.
    pub(crate) fn root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// The relative link from this page to another.
    pub(crate) fn link_to(&self, other: &Address, style: AddressStyle) -> String {
        link(&self.root(), other, style)
    }
}

/// The link to a page behind a prefix that leads to the root.
pub(crate) fn link(root: &str, to: &Address, style: AddressStyle) -> String {
    match style {
        AddressStyle::Portable => [root, &to.0, "index.html"].concat(),
        AddressStyle::Pretty if root.is_empty() && to.0.is_empty() => "./".to_owned(),
        AddressStyle::Pretty => [root, &to.0].concat(),
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative() {
        let roles = Address::home().child("comprendre").child("roles");
        assert_eq!(roles.link_to(&Address::home(), AddressStyle::Pretty), "../../");
        assert_eq!(Address::home().link_to(&roles, AddressStyle::Portable), "comprendre/roles/index.html");
        assert_eq!(Address::home().link_to(&Address::home(), AddressStyle::Pretty), "./");
    }

    #[test]
    fn written_addresses_are_cleaned() {
        assert_eq!(Address::written("/a/b").map(|a| a.to_string()), Some("/a/b/".to_owned()));
        assert_eq!(Address::written("/a/../b"), None);
        assert_eq!(Address::written("/é/"), None);
        assert_eq!(Address::written("/"), None);
    }
}
