//! What a run needs, resolved once and never changed: strict where the command line is lenient.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::cli::Typed;
use crate::content::address::AddressStyle;
use crate::site::Choices;

/// The settings of a run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder of the site, absolute.
    pub root: PathBuf,
    /// Folder of the published site, absolute.
    pub output: PathBuf,
    /// Public address, in place of that of `site.yaml`.
    pub base_url: Option<String>,
    /// How links are spelled.
    pub style: AddressStyle,
    /// Publish drafts too.
    pub drafts: bool,
    /// Today, for the freshness of pages; it changes no output.
    pub today: Date,
}

impl Settings {
    /// Resolves what was typed. The output is `public` in the folder of the site when none is given.
    pub fn resolve(typed: Typed, today: Date) -> Self {
        let root = crate::source::absolute(typed.root.as_deref().unwrap_or_else(|| std::path::Path::new(".")));
        let output = typed.output.map_or_else(|| root.join("public"), |output| crate::source::absolute(&output));
        let style = if typed.portable { AddressStyle::Portable } else { AddressStyle::Pretty };
        Self { root, output, base_url: typed.base_url, style, drafts: typed.drafts, today }
    }

    /// What the site itself has to know of it.
    pub fn choices(&self) -> Choices {
        Choices { drafts: self.drafts, style: self.style, base_url: self.base_url.clone() }
    }
}
