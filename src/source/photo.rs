//! What a JPEG file says beside its picture: how it is held, where it was taken.
//!
//! In: the bytes of a file, of any kind. Out: the orientation (Exif); the same file without what it says of its place and its
//! device. Segments are read up to the picture, and none of it is decoded.

use std::ops::Range;

/// What opens the segments of Exif and XMP.
const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
/// Tags of the first directory of Exif.
const ORIENTATION: u16 = 0x0112;
const POSITION: u16 = 0x8825;

/// Whether a picture is shown turned by a quarter: its width is then the height of what readers see.
pub(crate) fn is_turned(bytes: &[u8]) -> bool {
    orientation(bytes).is_some_and(|value| (5..=8).contains(&value))
}

/// The file without the segments that tell its position, when it tells one; its orientation stays.
pub(crate) fn without_position(bytes: &[u8]) -> Option<Vec<u8>> {
    let placed = segments(bytes).any(|at| exif_position(&bytes[at.clone()]) || xmp_position(&bytes[at]));
    if !placed {
        return None;
    }
    let orientation = orientation(bytes);
    let mut out = bytes[..2].to_vec();
    out.extend(orientation.map(only_orientation).unwrap_or_default());
    let mut kept = 2;
    for at in segments(bytes) {
        let body = &bytes[at.clone()];
        // All that the device wrote goes along: XMP may be cut in several segments.
        if body.starts_with(EXIF) || body.starts_with(b"http://ns.adobe.com/") {
            out.extend(&bytes[kept..at.start - 4]);
            kept = at.end;
        }
    }
    out.extend(&bytes[kept..]);
    Some(out)
}

/// The bodies of the APP1 segments.
fn segments(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = if bytes.starts_with(&[0xff, 0xd8]) { 2 } else { bytes.len() };
    std::iter::from_fn(move || {
        loop {
            let (mark, length) = (bytes.get(at..at + 2)?, bytes.get(at + 2..at + 4)?);
            let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
            // The picture begins (SOS), or these are no segments.
            if mark[0] != 0xff || mark[1] == 0xda || length < 2 {
                return None;
            }
            let body = at + 4..at + 2 + length;
            bytes.get(body.clone())?;
            at = body.end;
            if mark[1] == 0xe1 {
                return Some(body);
            }
        }
    })
}

fn orientation(bytes: &[u8]) -> Option<u16> {
    segments(bytes).find_map(|at| {
        let tiff = Tiff::new(bytes[at].strip_prefix(EXIF)?)?;
        tiff.entry(ORIENTATION).and_then(|entry| tiff.short(entry + 8)).filter(|value| (1..=8).contains(value))
    })
}

fn exif_position(body: &[u8]) -> bool {
    let tiff = body.strip_prefix(EXIF).and_then(Tiff::new);
    tiff.is_some_and(|tiff| tiff.entry(POSITION).is_some())
}

fn xmp_position(body: &[u8]) -> bool {
    body.starts_with(XMP) && memchr::memmem::find(body, b"GPSL").is_some()
}

/// A segment that says only how the picture is held.
fn only_orientation(value: u16) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    tiff.extend(value.to_be_bytes());
    tiff.extend([0; 6]);
    let length = u16::try_from(2 + EXIF.len() + tiff.len()).unwrap_or_default().to_be_bytes();
    [&[0xff, 0xe1], &length[..], EXIF, &tiff].concat()
}

/// The directories in which Exif keeps what it says.
struct Tiff<'a> {
    bytes: &'a [u8],
    big: bool,
}

impl<'a> Tiff<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let big = match bytes.get(..2)? {
            b"MM" => true,
            b"II" => false,
            _ => return None,
        };
        Some(Self { bytes, big })
    }

    fn short(&self, at: usize) -> Option<u16> {
        let pair: [u8; 2] = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let four: [u8; 4] = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(if self.big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }).ok()
    }

    /// Where an entry of the first directory stands.
    fn entry(&self, tag: u16) -> Option<usize> {
        let directory = self.long(4)?;
        let count = usize::from(self.short(directory)?);
        (0..count).map(|rank| directory + 2 + rank * 12).find(|at| self.short(*at) == Some(tag))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A file with these segments, and a picture that is none.
    fn jpeg(segments: &[(u8, &[u8])]) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8];
        for (mark, body) in segments {
            bytes.extend([0xff, *mark]);
            bytes.extend(u16::try_from(body.len() + 2).unwrap_or_default().to_be_bytes());
            bytes.extend(*body);
        }
        bytes.extend(b"\xff\xda\0\x02image\xff\xd9");
        bytes
    }

    /// A first directory with these tags, little end first.
    fn exif(tags: &[(u16, u16)]) -> Vec<u8> {
        let mut bytes = [EXIF, b"II\x2a\0\x08\0\0\0"].concat();
        bytes.extend(u16::try_from(tags.len()).unwrap_or_default().to_le_bytes());
        for (tag, value) in tags {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(b"\x03\0\x01\0\0\0");
            bytes.extend(value.to_le_bytes());
            bytes.extend([0; 2]);
        }
        bytes.extend([0; 4]);
        bytes
    }

    #[test]
    fn pictures_held_upright_are_turned() {
        for (value, turned) in [(1, false), (3, false), (6, true), (8, true), (9, false)] {
            assert_eq!(is_turned(&jpeg(&[(0xe1, &exif(&[(ORIENTATION, value)]))])), turned, "{value}");
        }
        assert!(!is_turned(b"\x89PNG"));
    }

    #[test]
    fn the_position_goes_and_the_picture_stays() {
        let profile: &[u8] = b"ICC_PROFILE\0";
        let photo = jpeg(&[(0xe1, &exif(&[(ORIENTATION, 6), (POSITION, 26)])), (0xe2, profile)]);
        let clean = without_position(&photo).unwrap_or_default();
        assert!(is_turned(&clean) && without_position(&clean).is_none());
        assert!(clean.ends_with(b"\xff\xda\0\x02image\xff\xd9") && memchr::memmem::find(&clean, profile).is_some());
        let xmp = [XMP, b"<x exif:GPSLatitude='48'/>"].concat();
        assert_eq!(without_position(&jpeg(&[(0xe1, &xmp)])), Some(jpeg(&[])));
        assert_eq!(without_position(&jpeg(&[(0xe1, &exif(&[(ORIENTATION, 6)]))])), None);
    }

    proptest! {
        #[test]
        fn any_bytes_will_do(cut in 0usize..90, at in 0usize..90, byte in any::<u8>()) {
            let mut photo = jpeg(&[(0xe1, &exif(&[(ORIENTATION, 6), (POSITION, 26)])), (0xe2, b"a")]);
            if let Some(place) = photo.get_mut(at) {
                *place = byte;
            }
            photo.truncate(photo.len().saturating_sub(cut));
            is_turned(&photo);
            without_position(&photo);
        }
    }
}
