//! Width and height of images, so that nothing moves while they load.
//!
//! In: the bytes of a PNG, JPEG, GIF, WebP or SVG file. Out: CSS pixels, or nothing when they cannot be read.

use super::drawing;
use crate::source::photo;
use crate::text::RelPath;

/// Width and height of an image in CSS pixels.
pub(crate) fn dimensions(path: &RelPath, bytes: &[u8]) -> Option<(usize, usize)> {
    if path.ending() == "svg" {
        return svg_dimensions(std::str::from_utf8(bytes).ok()?);
    }
    let size = imagesize::blob_size(bytes).ok()?;
    // What the camera held upright is shown upright.
    Some(if photo::is_turned(bytes) { (size.height, size.width) } else { (size.width, size.height) })
}

fn svg_dimensions(text: &str) -> Option<(usize, usize)> {
    let document = drawing::read(text)?;
    let root = document.root_element();
    let number = |text: &str| {
        text.trim_end_matches("px")
            .parse::<f64>()
            .ok()
            .filter(|value| (1.0..100_000.0).contains(value))
            .map(|value| value.round() as usize)
    };
    if let (Some(width), Some(height)) =
        (root.attribute("width").and_then(number), root.attribute("height").and_then(number))
    {
        return Some((width, height));
    }
    let parts: Vec<&str> = root.attribute("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    Some((number(parts.get(2)?)?, number(parts.get(3)?)?))
}

#[cfg(test)]
mod tests {
    use super::svg_dimensions;

    #[test]
    fn svg_sizes() {
        assert_eq!(svg_dimensions("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40.4 20'/>"), Some((40, 20)));
        assert_eq!(svg_dimensions("<svg xmlns='http://www.w3.org/2000/svg' width='10px' height='5'/>"), Some((10, 5)));
        assert_eq!(svg_dimensions("<svg xmlns='http://www.w3.org/2000/svg'/>"), None);
        assert_eq!(
            svg_dimensions(
                "<!DOCTYPE svg PUBLIC 'a' 'b'><svg xmlns='http://www.w3.org/2000/svg' width='4' height='5'/>"
            ),
            Some((4, 5))
        );
        assert_eq!(svg_dimensions("no"), None);
    }
}
