//! What the images of a publisher must not hold: drawings that act, photographs that weigh too much.
//!
//! In: the files that go with the pages. Out: diagnostics, at the line where there is one.

use crate::content::drawing;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::thousands;
use crate::source::Sources;
use crate::source::folders::published_asset;
use crate::text::{RelPath, Source};

/// From this weight on an image is told, in bytes: with a slow connection it takes half a minute.
const HEAVY: usize = 2_000_000;

/// Says what is wrong with images.
pub(super) fn verify(sources: &Sources, report: &mut Report) {
    for (path, bytes) in sources.assets.iter().filter(|(path, _)| published_asset(path).is_some()) {
        match path.ending().as_str() {
            "svg" => drawn(path, bytes, report),
            "png" | "jpg" | "jpeg" | "gif" | "webp" if bytes.len() > HEAVY => report.push(heavy(path, bytes.len())),
            _ => {}
        }
    }
}

fn drawn(path: &RelPath, bytes: &[u8], report: &mut Report) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some((place, what)) = drawing::refused(text) {
        let source = Source { path: path.clone(), text: text.to_owned() };
        report.push(
            Diagnostic::error(Code::ActiveImage, format!("dessin SVG refusé : {what}"))
                .at(&source, place)
                .hint("retirez-le, ou enregistrez le dessin en « SVG simple » (Inkscape) ; un dessin ne lance rien et ne demande rien à un autre site"),
        );
    }
}

fn heavy(path: &RelPath, bytes: usize) -> Diagnostic {
    let (whole, tenth) = (bytes / 1_000_000, bytes / 100_000 % 10);
    Diagnostic::warning(
        Code::TooLarge,
        format!("image de {},{tenth} Mo : longue à charger sur un téléphone", thousands(whole)),
    )
    .in_file(path)
    .hint("réduisez-la à 2 000 pixels de large au plus, en JPEG ou WebP : elle pèsera moins de 500 Ko")
}
