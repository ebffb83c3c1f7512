//! What `jalon build --host` and `--compress` add to a publication.
//!
//! In: the site and the settings. Out: the forms of each output, files published with the site, and files beside its sources,
//! written once it is published.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::hosting::{self, Beside, Served};
use crate::output::{Output, compress};
use crate::render::Renderer;
use crate::settings::Settings;
use crate::{publish, source};

/// What is added.
pub(crate) struct Extras<'a> {
    renderer: &'a Renderer,
    compress: bool,
    /// Files to publish with the site.
    pub(crate) published: Vec<Output>,
    beside: Vec<Beside>,
}

impl<'a> Extras<'a> {
    /// What the settings ask for; what no server would read is told.
    pub(crate) fn of(renderer: &'a Renderer, settings: &Settings, report: &mut Report) -> Self {
        let mut extras = Self { renderer, compress: settings.compress, published: Vec::new(), beside: Vec::new() };
        let Some(server) = settings.host else { return extras };
        let site = renderer.site();
        let aliases = site.tree.aliases.iter();
        let redirects: Vec<(String, String)> = aliases
            .map(|(old, page)| (old.as_str().to_owned(), site.tree.page(*page).address.as_str().to_owned()))
            .collect();
        let base = site.server_path();
        let served = Served {
            base: &base,
            folder: &settings.served_from,
            redirects: &redirects,
            rehearsal: site.rehearsal,
            compressed: settings.compress,
        };
        report.extend(hosting::verify(&served));
        // A publisher’s own takes the place of ours.
        let own = |output: &Output| renderer.items().contains_key(&output.path);
        extras.published = hosting::published(server, &served).into_iter().filter(|output| !own(output)).collect();
        extras.beside = hosting::beside(server, &served);
        extras
    }

    /// An output in its forms, itself first; a form that the site itself holds is left to it.
    pub(crate) fn forms(&self, output: &Output) -> Vec<Output> {
        let forms = if self.compress { compress::compressed(output) } else { Vec::new() };
        forms.into_iter().filter(|form| !self.renderer.items().contains_key(&form.path)).collect()
    }

    /// Writes what stands beside the sources; gives the paths of what was written, from the folder of the site.
    pub(crate) fn place(&self, root: &Path, report: &mut Report) -> Vec<String> {
        let mut written = Vec::new();
        for Beside { folder, name, text, kept } in &self.beside {
            let path = if *folder == "." { (*name).to_owned() } else { format!("{folder}/{name}") };
            match publish::place(&root.join(folder), name, text, *kept) {
                Ok(true) => written.push(path),
                Ok(false) => {}
                Err(error) => report.push(
                    Diagnostic::warning(
                        Code::Unwritable,
                        format!("{path} n’a pas pu être écrit : {}", source::reason(&error)),
                    )
                    .in_file(path)
                    .hint("rendez le dossier du site accessible en écriture, ou publiez depuis un poste où il l’est"),
                ),
            }
        }
        written
    }
}
