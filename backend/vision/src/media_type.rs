use std::fmt;

/// The image formats that the service reads, told from the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// `image/jpeg` (ISO/IEC 10918-1, baseline, extended and progressive).
    Jpeg,
    /// `image/png`.
    Png,
    /// `image/webp`, still pictures only.
    Webp,
}

impl MediaType {
    /// The name to send in `Content-Type`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
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
    /// HEIC or HEIF, what a phone keeps.
    Heic,
    /// AVIF.
    Avif,
    /// TIFF, and the raw formats built on it.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// SVG or another XML or HTML text.
    Svg,
    /// PDF.
    Pdf,
    /// None of the known ones.
    Unknown,
}

impl fmt::Display for ForeignFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gif => "a GIF file",
            Self::Heic => "a HEIC file",
            Self::Avif => "an AVIF file",
            Self::Tiff => "a TIFF file",
            Self::Bmp => "a BMP file",
            Self::Svg => "an SVG or XML file",
            Self::Pdf => "a PDF file",
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
    Err(identify_foreign(bytes))
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
    if bytes.starts_with(b"%PDF") {
        return ForeignFormat::Pdf;
    }
    // ISO/IEC 14496-12: size, `ftyp`, major brand, version, compatible brands.
    if bytes.get(4..8) == Some(b"ftyp") {
        let brands = bytes.get(8..64.min(bytes.len())).unwrap_or_default();
        let has = |brand: &[u8]| brands.chunks_exact(4).any(|found| found == brand);
        if has(b"avif") || has(b"avis") {
            return ForeignFormat::Avif;
        }
        if [b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1"]
            .iter()
            .any(|brand| has(*brand))
        {
            return ForeignFormat::Heic;
        }
        return ForeignFormat::Unknown;
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
        assert_eq!(sniff(b"RIFF\0\0\0\0WAVEfmt "), None);
        assert_eq!(sniff(b""), None);
    }

    #[test]
    fn foreign_formats_are_named() {
        let cases: [(&[u8], ForeignFormat); 10] = [
            (b"GIF89a", ForeignFormat::Gif),
            (b"II*\0....", ForeignFormat::Tiff),
            (b"MM\0*....", ForeignFormat::Tiff),
            (b"BM....", ForeignFormat::Bmp),
            (b"%PDF-1.7", ForeignFormat::Pdf),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", ForeignFormat::Heic),
            (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1", ForeignFormat::Avif),
            (b"\xEF\xBB\xBF <?xml version='1.0'?>", ForeignFormat::Svg),
            (b"<SVG xmlns=''>", ForeignFormat::Svg),
            (b"MZ\x90\0", ForeignFormat::Unknown),
        ];
        for (bytes, expected) in cases {
            assert_eq!(identify(bytes), Err(expected));
        }
    }
}
