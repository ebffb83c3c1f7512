//! Images: an alternative text always, dimensions always, so that nothing moves while they load.

use std::ops::Range;

use super::job::Job;
use crate::content::dimensions::dimensions;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::french;
use crate::text::html::attribute;

/// An image as its author wrote it.
pub(crate) struct Image<'a> {
    /// Path relative to the page.
    pub(crate) path: &'a str,
    /// Alternative text.
    pub(crate) alt: &'a str,
    /// The bytes of the image in the text.
    pub(crate) range: Range<usize>,
}

/// The tag of an image; says what is wrong otherwise.
pub(crate) fn render(image: &Image, job: &Job, report: &mut Report) -> Option<String> {
    match try_render(image, job) {
        Ok(tag) => Some(tag),
        Err(diagnostic) => {
            report.push(*diagnostic);
            None
        }
    }
}

fn try_render(image: &Image, job: &Job) -> Result<String, Box<Diagnostic>> {
    let fault =
        |code, message: String, hint: &str| Box::new(job.origin.error(code, image.range.clone(), message).hint(hint));
    if image.alt.trim().is_empty() {
        return Err(fault(
            Code::MissingAlt,
            "image sans texte alternatif".to_owned(),
            "décrivez entre les crochets ce que l’image apprend au lecteur",
        ));
    }
    if image.path.contains(':') || image.path.starts_with('/') {
        return Err(fault(
            Code::LinkScheme,
            "une image doit être un fichier du site".to_owned(),
            "placez le fichier à côté de la page et écrivez son nom",
        ));
    }
    let path = job.origin.source.path.join(image.path);
    let found = path.as_ref().and_then(|path| job.scope.asset(path).zip(job.scope.site.assets.get(path)));
    let Some((href, bytes)) = found else {
        return Err(fault(
            Code::MissingImage,
            format!("image « {} » introuvable", image.path),
            "placez le fichier à côté de la page, ou corrigez son nom (majuscules comprises)",
        ));
    };
    let size = path.as_ref().and_then(|path| dimensions(path, bytes));
    let Some((width, height)) = size else {
        return Err(fault(
            Code::ImageFormat,
            format!("dimensions de « {} » illisibles", image.path),
            "formats admis : PNG, JPEG, GIF, WebP, SVG avec viewBox",
        ));
    };
    let alt = french(image.alt);
    Ok(format!(
        "<img src=\"{}\" alt=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" decoding=\"async\">",
        attribute(&href),
        attribute(&alt)
    ))
}
