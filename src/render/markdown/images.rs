//! Images: an alternative text always, dimensions always, so that nothing moves while they load.

use std::borrow::Cow;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::job::Job;
use super::paths::Wanted;
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
    /// Its title; that of an image that stands alone is its caption.
    pub(crate) title: &'a str,
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
    let decoded = percent_decode_str(image.path).decode_utf8_lossy();
    let straight = decoded.replace('\\', "/");
    if straight.contains(':') || straight.starts_with("//") {
        return Err(fault(
            Code::LinkScheme,
            "une image doit être un fichier du site".to_owned(),
            "placez le fichier à côté de la page et écrivez son nom",
        ));
    }
    let base = &job.origin.source.path;
    // A path from the root of a server is none of the site.
    let path = base.join(&straight).filter(|_| !straight.starts_with('/') && straight == decoded);
    let found = path.as_ref().and_then(|path| job.scope.asset(path).zip(job.scope.site.assets.get(path)));
    let Some((href, bytes)) = found else {
        let hint = job.scope.advice(base, &straight, base.join(&straight).as_ref(), Wanted::Image);
        return Err(fault(Code::MissingImage, format!("image « {} » introuvable", image.path), &hint));
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
    let title = match image.title {
        "" => String::new(),
        title => format!("{TITLE}{}\"", attribute(&french(title))),
    };
    Ok(format!(
        "<img src=\"{}\" alt=\"{}\"{title} width=\"{width}\" height=\"{height}\" loading=\"lazy\" decoding=\"async\">",
        attribute(&href),
        attribute(&alt)
    ))
}

/// How the title of an image begins.
const TITLE: &str = " title=\"";

/// The tag of an image without its title.
pub(crate) fn without_title(tag: &str) -> Cow<'_, str> {
    let Some(start) = tag.find(TITLE) else { return Cow::Borrowed(tag) };
    let Some(length) = tag[start + TITLE.len()..].find('"') else { return Cow::Borrowed(tag) };
    Cow::Owned([&tag[..start], &tag[start + TITLE.len() + length + 1..]].concat())
}
