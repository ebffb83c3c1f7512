//! The theme: templates, style sheets, scripts, icons and colours of a site.
//!
//! In: the files of `themes/NAME/`. Out: a [`Theme`] that turns small values into HTML, and the
//! assets to publish under names that change with their bytes.

pub(crate) mod assets;
pub(crate) mod colors;
pub(crate) mod drawings;
pub(crate) mod files;
pub(crate) mod templates;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::output::Output;
use crate::record;
use crate::site::Site;
use crate::text::Source;
use crate::yaml::decode::Spanned;

pub(crate) use templates::Templates;

record! {
    /// Réglages d’un thème (theme.yaml).
    pub(crate) struct ThemeFile as "theme.yaml" {
        /// Nom du thème.
        #[allow(dead_code, reason = "for those who read the file")]
        name: String,
        /// Couleurs par nom, en clair et en sombre.
        colors: Schemes,
        /// Paires de couleurs employées ensemble, et le contraste qu’il leur faut.
        pairs: Vec<Spanned<Pair>>,
        /// Feuilles de style et scripts, chacun sous ceux dont il a besoin.
        files: Vec<files::DeclaredFile>,
        /// Ce que les pages chargent.
        pages: files::Pages,
        /// Ce que des gabarits y ajoutent.
        templates: files::ByName,
        /// Ce que chaque genre de widget ajoute à sa page.
        widgets: files::ByName,
    }
}

record! {
    /// Couleurs des deux jeux.
    pub(crate) struct Schemes as "« colors »" {
        /// En clair.
        light: BTreeMap<String, Spanned<String>>,
        /// En sombre.
        dark: BTreeMap<String, Spanned<String>>,
    }
}

record! {
    /// Deux couleurs employées l’une sur l’autre.
    pub(crate) struct Pair as "une paire de couleurs" {
        /// Couleur du texte ou du trait.
        text: String,
        /// Couleur du fond.
        on: String,
        /// Contraste minimal : 4.5 pour du texte, 3 pour un trait.
        min: f64,
        /// À quoi la paire sert.
        r#use: Option<String>,
    }
}

/// Templates that every theme must have.
const REQUIRED: [&str; 7] =
    ["page.html", "section.html", "home.html", "404.html", "redirect.html", "menu.html", "sidebar.html"];

/// A theme, ready to render.
pub(crate) struct Theme {
    /// The templates.
    pub(crate) templates: Templates,
    /// Logical name → published path.
    pub(crate) assets: BTreeMap<String, String>,
    /// Which of them a page loads.
    pub(crate) files: files::Files,
    /// The assets themselves.
    pub(crate) outputs: Vec<Output>,
    /// Icons by name.
    icons: BTreeMap<String, String>,
    /// What capsules are drawn with, by name.
    pub drawings: BTreeMap<String, drawings::Drawing>,
}

impl Theme {
    /// Reads the theme that the site names; says all that is missing or wrong in it. `widgets`: the names that it may
    /// list; `ours` gives the asset that the generator carries under a logical name, if any.
    pub(crate) fn load(
        site: &Site,
        widgets: &[&'static str],
        ours: impl Fn(&str) -> Option<&'static [u8]>,
        report: &mut Report,
    ) -> Option<Self> {
        let name = site.configuration.theme_name();
        let folder = format!("themes/{name}");
        let Some(source) = site.texts.get(format!("{folder}/theme.yaml").as_str()) else {
            report.push(missing(site, name));
            return None;
        };
        let file = crate::yaml::read::<ThemeFile>(source, report)?;
        let colors = colors::resolve(&colors::Palette { file: &file, source, site }, report);
        let missing = assets::undefined(site, &folder, &colors);
        if !missing.is_empty() && !report.has_error_in(source.path.as_str()) {
            let names = missing.join(", ");
            report.push(
                Diagnostic::error(Code::Theme, format!("couleurs employées par les feuilles de style et absentes de theme.yaml : {names}"))
                    .in_file(&source.path)
                    .hint("donnez-les en clair et en sombre ; pour changer une couleur seulement, employez « colors » dans site.yaml"),
            );
        }
        let icons = assets::icons(site, &folder);
        let sources: Vec<(&str, &Source)> = site
            .texts
            .iter()
            .filter_map(|(path, source)| {
                path.inside(&folder)?
                    .strip_prefix("templates/")
                    .filter(|name| name.ends_with(".html"))
                    .map(|name| (name, &**source))
            })
            .collect();
        let templates = sources.iter().map(|(name, _)| *name).collect();
        let known = files::Known { assets: assets::loadable(site, &folder), templates, widgets };
        let files = files::read(&file, source, &known, report);
        let (assets, outputs) = assets::publish(site, &folder, &colors, ours, &files.main(), &files.within());
        for required in REQUIRED.iter().filter(|required| !sources.iter().any(|(name, _)| name == *required)) {
            report.push(
                Diagnostic::error(Code::Theme, format!("le thème « {name} » n’a pas de gabarit {required}"))
                    .in_file(format!("{folder}/templates/{required}"))
                    .hint("ajoutez ce gabarit, en partant de celui du thème « rpps »"),
            );
        }
        let templates = Templates::compile(&sources, &icons, report)?;
        let drawings = drawings::read(site, name, report);
        Some(Self { templates, assets, files, outputs, icons, drawings })
    }

    /// The drawing of an icon; empty when there is none of that name.
    pub(crate) fn icon(&self, name: &str) -> &str {
        self.icons.get(name).map(String::as_str).unwrap_or_default()
    }
}

fn missing(site: &Site, name: &str) -> Diagnostic {
    let mut known: Vec<&str> =
        site.texts.keys().filter_map(|path| path.inside("themes")?.strip_suffix("/theme.yaml")).collect();
    known.dedup();
    let diagnostic =
        Diagnostic::error(Code::Theme, format!("thème « {name} » introuvable : themes/{name}/theme.yaml manque"))
            .hint(crate::yaml::suggest::suggest(name, known.into_iter()));
    match &site.configuration.theme {
        Some(written) => diagnostic.at(&site.configuration_source, written.span.clone()),
        None => diagnostic,
    }
}
