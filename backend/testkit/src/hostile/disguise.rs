/// Something else under the name and media type of a photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disguise {
    /// GIF of one pixel.
    Gif,
    /// SVG with a script and an external entity.
    Svg,
    /// HEIC: the box that names the brand, nothing behind it.
    Heic,
    /// AVIF: the box that names the brand, nothing behind it.
    Avif,
    /// TIFF whose directory points at itself.
    Tiff,
    /// BMP that claims two billion rows.
    Bmp,
    /// PDF.
    Pdf,
    /// Web page.
    Html,
    /// ZIP's end record alone: an empty archive.
    Zip,
    /// Program of Linux.
    Elf,
    /// No bytes at all.
    Empty,
    /// One byte.
    OneByte,
    /// The first three bytes of a JPEG.
    JpegSignature,
    /// The signature of a PNG.
    PngSignature,
    /// 64 KiB of zeros.
    Zeros,
}

impl Disguise {
    /// Every disguise.
    pub const ALL: [Self; 15] = [
        Self::Gif,
        Self::Svg,
        Self::Heic,
        Self::Avif,
        Self::Tiff,
        Self::Bmp,
        Self::Pdf,
        Self::Html,
        Self::Zip,
        Self::Elf,
        Self::Empty,
        Self::OneByte,
        Self::JpegSignature,
        Self::PngSignature,
        Self::Zeros,
    ];

    /// What it is, for messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gif => "GIF",
            Self::Svg => "SVG with a script",
            Self::Heic => "HEIC header",
            Self::Avif => "AVIF header",
            Self::Tiff => "TIFF whose directory loops",
            Self::Bmp => "BMP of two billion rows",
            Self::Pdf => "PDF",
            Self::Html => "web page",
            Self::Zip => "empty ZIP archive",
            Self::Elf => "program",
            Self::Empty => "no bytes",
            Self::OneByte => "one byte",
            Self::JpegSignature => "JPEG signature alone",
            Self::PngSignature => "PNG signature alone",
            Self::Zeros => "zeros",
        }
    }
}

/// The bytes of the disguise, to be sent as `image/jpeg`.
#[must_use]
pub fn disguised(disguise: Disguise) -> Vec<u8> {
    match disguise {
        Disguise::Gif => {
            b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;".to_vec()
        }
        Disguise::Svg => br#"<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script><text>&x;</text></svg>"#
            .to_vec(),
        Disguise::Heic => b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
        Disguise::Avif => b"\0\0\0\x18ftypavif\0\0\0\0mif1avif".to_vec(),
        // One entry (orientation), and the next directory is this one.
        Disguise::Tiff => b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\x08\0\0\0".to_vec(),
        Disguise::Bmp => {
            b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\xff\xff\0\0\xff\xff\xff\x7f\x01\0\x18\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec()
        }
        Disguise::Pdf => b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF".to_vec(),
        Disguise::Html => b"<!doctype html><script>alert(document.domain)</script>".to_vec(),
        Disguise::Zip => b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec(),
        Disguise::Elf => b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0\x01\0\0\0".to_vec(),
        Disguise::Empty => Vec::new(),
        Disguise::OneByte => vec![0xFF],
        Disguise::JpegSignature => vec![0xFF, 0xD8, 0xFF],
        Disguise::PngSignature => b"\x89PNG\r\n\x1a\n".to_vec(),
        Disguise::Zeros => vec![0; 65_536],
    }
}
