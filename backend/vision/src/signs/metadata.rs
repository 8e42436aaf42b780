//! The words that stand in a picture's file beside its pixels, by format. Every walk goes forward
//! through the file and ends at its end; nothing is unpacked.

use crate::header::{be_u16, be_u32};
use crate::media_type::{MediaType, sniff};

/// Parts of a file that are looked at; real ones have about thirty.
const MAX_PARTS: usize = 512;
/// Bytes of a text or a packet that are looked at.
const MAX_PACKET: usize = 1 << 20;

const EXIF_START: &[u8] = b"Exif\0\0";
const XMP_START: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
/// ISO/IEC 10918-1 gives APP11 to JPEG's boxes, in which provenance is kept.
const BOXES_MARKER: u8 = 0xEB;
/// What only a whole document of the editor has: the version of the program (resource 1057).
const EDITOR_RESOURCE: &[u8] = b"8BIM\x04\x21";

/// What a file says beside its pixels.
#[derive(Debug, Default)]
pub(super) struct Metadata<'a> {
    pub(super) media_type: Option<MediaType>,
    /// The TIFF block of its EXIF.
    pub(super) exif: &'a [u8],
    /// Its XMP packets.
    pub(super) xmp: Vec<&'a [u8]>,
    /// Statements of where it comes from (C2PA).
    pub(super) provenance: Vec<&'a [u8]>,
    /// PNG's texts by keyword.
    pub(super) texts: Vec<(&'a [u8], &'a [u8])>,
    /// It has the resources of a whole Photoshop document.
    pub(super) has_editor_resources: bool,
}

pub(super) fn read(file: &[u8]) -> Metadata<'_> {
    let mut metadata = Metadata {
        media_type: sniff(file),
        ..Metadata::default()
    };
    match metadata.media_type {
        Some(MediaType::Jpeg) => read_jpeg(file, &mut metadata),
        Some(MediaType::Png) => read_png(file, &mut metadata),
        Some(MediaType::Webp) => read_webp(file, &mut metadata),
        Some(MediaType::Heic | MediaType::Avif) => read_heif(file, &mut metadata),
        Some(MediaType::Pdf) | None => {}
    }
    metadata
}

fn head(bytes: &[u8]) -> &[u8] {
    bytes.get(..MAX_PACKET).unwrap_or(bytes)
}

/// The segments before the first scan.
fn read_jpeg<'a>(file: &'a [u8], metadata: &mut Metadata<'a>) {
    let mut at = 2;
    for _ in 0..MAX_PARTS {
        let (Some(0xFF), Some(&marker)) = (file.get(at).copied(), file.get(at + 1)) else {
            return;
        };
        if marker == 0xFF {
            at += 1;
            continue;
        }
        let Some(length) = be_u16(file, at + 2).map(usize::from) else {
            return;
        };
        let Some(segment) = file.get(at + 4..at + 2 + length) else {
            return;
        };
        match marker {
            0xDA | 0xD9 => return,
            0xE1 => {
                if let Some(exif) = segment.strip_prefix(EXIF_START) {
                    metadata.exif = exif;
                } else if let Some(packet) = segment.strip_prefix(XMP_START) {
                    metadata.xmp.push(packet);
                }
            }
            0xED => metadata.has_editor_resources |= find(segment, EDITOR_RESOURCE).is_some(),
            BOXES_MARKER => metadata.provenance.push(segment),
            _ => {}
        }
        at += 2 + length;
    }
}

/// PNG (W3C, third edition), 11.3, and C2PA's own chunk.
fn read_png<'a>(file: &'a [u8], metadata: &mut Metadata<'a>) {
    let mut at = 8_usize;
    for _ in 0..MAX_PARTS {
        let length = be_u32(file, at).and_then(|length| usize::try_from(length).ok());
        let (Some(length), Some(kind)) = (length, file.get(at + 4..at + 8)) else {
            return;
        };
        let end = at.saturating_add(8).saturating_add(length);
        let Some(content) = file.get(at + 8..end) else {
            return;
        };
        match kind {
            b"eXIf" => metadata.exif = content,
            b"caBX" => metadata.provenance.push(head(content)),
            b"tEXt" | b"zTXt" | b"iTXt" => {
                let mut parts = content.splitn(2, |&byte| byte == 0);
                let (keyword, text) = (parts.next(), parts.next());
                let (keyword, text) = (keyword.unwrap_or_default(), text.unwrap_or_default());
                if keyword == b"XML:com.adobe.xmp" {
                    metadata.xmp.push(head(text));
                } else {
                    metadata.texts.push((keyword, head(text)));
                }
            }
            _ => {}
        }
        at = end.saturating_add(4);
    }
}

/// RFC 9649, 2.7.
fn read_webp<'a>(file: &'a [u8], metadata: &mut Metadata<'a>) {
    let mut at = 12_usize;
    for _ in 0..MAX_PARTS {
        let length = be_u32(file, at + 4).and_then(|n| usize::try_from(n.swap_bytes()).ok());
        let (Some(length), Some(kind)) = (length, file.get(at..at + 4)) else {
            return;
        };
        let end = at.saturating_add(8).saturating_add(length);
        let Some(content) = file.get(at + 8..end) else {
            return;
        };
        match kind {
            b"EXIF" => metadata.exif = content.strip_prefix(EXIF_START).unwrap_or(content),
            b"XMP " => metadata.xmp.push(head(content)),
            b"C2PA" => metadata.provenance.push(head(content)),
            _ => {}
        }
        at = end.saturating_add(length & 1);
    }
}

/// Where the container keeps its items is not followed: their own beginnings are looked for.
fn read_heif<'a>(file: &'a [u8], metadata: &mut Metadata<'a>) {
    for start in [b"Exif\0\0II*\0", b"Exif\0\0MM\0*"] {
        if let Some(at) = find(file, start) {
            metadata.exif = file.get(at + EXIF_START.len()..).unwrap_or_default();
        }
    }
    let tail = |at: usize| head(file.get(at..).unwrap_or_default());
    metadata.xmp.extend(find(file, b"<x:xmpmeta").map(tail));
    metadata
        .provenance
        .extend(find(file, b"jumdc2pa").map(tail));
}

/// Where the bytes first stand.
pub(super) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == first)?;
        if bytes.get(at..)?.starts_with(wanted) {
            return Some(at);
        }
        at += 1;
    }
}
