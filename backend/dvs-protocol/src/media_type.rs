/// As far as a HEIF file's brands are looked at; files have about ten.
const MAX_BRANDS_BYTES: usize = 256;

/// The media type of a picture in one of the formats that requests carry (JPEG, PNG, WebP, HEIC,
/// AVIF, and PDF for a scanned page), by its first bytes; a declared type is never believed. `None`
/// for anything else.
#[must_use]
pub fn image_media_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Some("image/jpeg");
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some("image/png");
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()) {
        return Some("image/webp");
    }
    if bytes.starts_with(b"%PDF-") {
        return Some("application/pdf");
    }
    heif_media_type(bytes)
}

/// ISO/IEC 14496-12: size, `ftyp`, major brand, version, compatible brands.
fn heif_media_type(bytes: &[u8]) -> Option<&'static str> {
    let (size, rest) = bytes.split_first_chunk::<4>()?;
    let brands = rest.strip_prefix(b"ftyp")?;
    let size = usize::try_from(u32::from_be_bytes(*size)).ok()?;
    let end = size
        .min(MAX_BRANDS_BYTES)
        .saturating_sub(8)
        .min(brands.len());
    let brands = brands.get(..end)?.chunks_exact(4);
    let has = |wanted: &[&[u8]]| brands.clone().any(|brand| wanted.contains(&brand));
    if has(&[b"avif", b"avis"]) {
        return Some("image/avif");
    }
    let heic: [&[u8]; 8] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
    ];
    has(&heic).then_some("image/heic")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_bytes_tell_the_media_type() {
        assert_eq!(image_media_type(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(image_media_type(b"\x89PNG\r\n\x1a\n"), Some("image/png"));
        assert_eq!(
            image_media_type(b"RIFF\0\0\0\0WEBPVP8 "),
            Some("image/webp")
        );
        assert_eq!(image_media_type(b"%PDF-1.4"), Some("application/pdf"));
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        assert_eq!(image_media_type(heic), Some("image/heic"));
        let avif = b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif";
        assert_eq!(image_media_type(avif), Some("image/avif"));
        for other in [
            b"".as_slice(),
            b"<svg>",
            b"RIFF\0\0\0\0WAVE",
            b"\xff\xd8",
            b"%PD",
            b"\0\0\0\x14ftypisom\0\0\0\0isomheic",
            b"\0\0\0\x04ftypheic",
            b"\0\0\0\x18ftyp",
        ] {
            assert_eq!(image_media_type(other), None, "{other:?}");
        }
    }
}
