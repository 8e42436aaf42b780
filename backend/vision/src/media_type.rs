use std::fmt;

use crate::header::be_u32;

/// As far as brands are looked at; files have about ten.
const MAX_BRANDS_BYTES: usize = 256;

/// The image formats that the service reads, told from the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// `image/jpeg` (ISO/IEC 10918-1, baseline, extended and progressive).
    Jpeg,
    /// `image/png`.
    Png,
    /// `image/webp`, still pictures only.
    Webp,
    /// `image/heic` and its relatives: HEVC in HEIF (ISO/IEC 23008-12), what a phone keeps.
    Heic,
    /// `image/avif`: AV1 in HEIF.
    Avif,
    /// `application/pdf`, for its scanned page.
    Pdf,
}

impl MediaType {
    /// The name to send in `Content-Type`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
            Self::Avif => "image/avif",
            Self::Pdf => "application/pdf",
        }
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Formats that are recognised only to be refused by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ForeignFormat {
    /// GIF.
    Gif,
    /// TIFF, and the raw formats built on it.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// SVG or another XML or HTML text.
    Svg,
    /// A film, MP4 or QuickTime.
    Film,
    /// JPEG 2000 or JPEG XL.
    OtherJpeg,
    /// None of the known ones.
    Unknown,
}

impl fmt::Display for ForeignFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gif => "a GIF file",
            Self::Tiff => "a TIFF file",
            Self::Bmp => "a BMP file",
            Self::Svg => "an SVG or XML file",
            Self::Film => "a film",
            Self::OtherJpeg => "a JPEG 2000 or JPEG XL file",
            Self::Unknown => "not a known image format",
        })
    }
}

/// The media type by content, or `None` when the service does not read it. The file name and the
/// declared type play no part. Costs nothing and promises only the first bytes: a file that starts
/// as a JPEG may go on as anything, so bytes are served back with `nosniff` or not at all.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<MediaType> {
    identify(bytes).ok()
}

/// [`sniff`], with the name of the foreign format where it is one.
pub(crate) fn identify(bytes: &[u8]) -> Result<MediaType, ForeignFormat> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Ok(MediaType::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(MediaType::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(MediaType::Webp);
    }
    if bytes.starts_with(b"%PDF-") {
        return Ok(MediaType::Pdf);
    }
    if let Some(media_type) = heif(bytes) {
        return Ok(media_type);
    }
    Err(identify_foreign(bytes))
}

/// ISO/IEC 14496-12: size, `ftyp`, major brand, version, compatible brands. Which brands promise
/// what: ISO/IEC 23008-12, annex B, and the AVIF specification. Sequences are told apart later.
fn heif(bytes: &[u8]) -> Option<MediaType> {
    if bytes.get(4..8)? != b"ftyp" {
        return None;
    }
    let size = be_u32(bytes, 0).and_then(|size| usize::try_from(size).ok())?;
    let end = size.min(MAX_BRANDS_BYTES).min(bytes.len());
    let brands = bytes.get(8..end)?;
    let has = |wanted: &[&[u8; 4]]| {
        let mut found = brands.chunks_exact(4);
        found.any(|found| wanted.iter().any(|wanted| wanted.as_slice() == found))
    };
    if has(&[b"avif", b"avis"]) {
        return Some(MediaType::Avif);
    }
    let is_heic = has(&[
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
    ]);
    is_heic.then_some(MediaType::Heic)
}

/// Whether a HEIC or AVIF file calls itself a sequence of pictures before all else.
pub(crate) fn is_sequence(bytes: &[u8]) -> bool {
    matches!(
        bytes.get(8..12),
        Some(b"avis" | b"hevc" | b"hevx" | b"msf1")
    )
}

fn identify_foreign(bytes: &[u8]) -> ForeignFormat {
    if bytes.starts_with(b"GIF8") {
        return ForeignFormat::Gif;
    }
    if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") || bytes.starts_with(b"II+\0") {
        return ForeignFormat::Tiff;
    }
    if bytes.starts_with(b"BM") {
        return ForeignFormat::Bmp;
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return ForeignFormat::Film;
    }
    if bytes.get(4..8) == Some(b"jP  ")
        || bytes.get(4..8) == Some(b"JXL ")
        || bytes.starts_with(&[0xFF, 0x0A])
        || bytes.starts_with(&[0xFF, 0x4F, 0xFF, 0x51])
    {
        return ForeignFormat::OtherJpeg;
    }
    let text = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii_start();
    let starts = |tag: &[u8]| {
        text.get(..tag.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(tag))
    };
    if starts(b"<svg") || starts(b"<?xml") || starts(b"<!doctype") || starts(b"<html") {
        return ForeignFormat::Svg;
    }
    ForeignFormat::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_from_the_content() {
        assert_eq!(sniff(&[0xFF, 0xD8, 0xFF, 0xE0]), Some(MediaType::Jpeg));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n...."), Some(MediaType::Png));
        assert_eq!(sniff(b"RIFF\0\0\0\0WEBPVP8 "), Some(MediaType::Webp));
        assert_eq!(sniff(b"%PDF-1.7"), Some(MediaType::Pdf));
        let ftyp = |brands: &str| {
            let size = u32::try_from(8 + brands.len()).unwrap().to_be_bytes();
            [&size, b"ftyp".as_slice(), brands.as_bytes()].concat()
        };
        for (brands, expected) in [
            ("heic\0\0\0\0mif1heic", Some(MediaType::Heic)),
            ("mif1\0\0\0\0mif1miaf", Some(MediaType::Heic)),
            ("mif1\0\0\0\0mif1avif", Some(MediaType::Avif)),
            ("avif\0\0\0\0avifmif1", Some(MediaType::Avif)),
            ("isom\0\0\0\0isomavc1", None),
        ] {
            assert_eq!(sniff(&ftyp(brands)), expected, "{brands}");
        }
        // Brands end with their box.
        let behind = [ftyp("isom\0\0\0\0").as_slice(), b"heic"].concat();
        assert_eq!(sniff(&behind), None);
        assert_eq!(sniff(b"RIFF\0\0\0\0WAVEfmt "), None);
        assert_eq!(sniff(b""), None);
    }

    #[test]
    fn foreign_formats_are_named() {
        let cases: [(&[u8], ForeignFormat); 9] = [
            (b"GIF89a", ForeignFormat::Gif),
            (b"II*\0....", ForeignFormat::Tiff),
            (b"MM\0*....", ForeignFormat::Tiff),
            (b"BM....", ForeignFormat::Bmp),
            (b"\0\0\0\x18ftypisom\0\0\0\0isomavc1", ForeignFormat::Film),
            (b"\0\0\0\x0CJXL \r\n\x87\n", ForeignFormat::OtherJpeg),
            (b"\xEF\xBB\xBF <?xml version='1.0'?>", ForeignFormat::Svg),
            (b"<SVG xmlns=''>", ForeignFormat::Svg),
            (b"MZ\x90\0", ForeignFormat::Unknown),
        ];
        for (bytes, expected) in cases {
            assert_eq!(identify(bytes), Err(expected));
        }
    }
}
