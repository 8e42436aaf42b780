/// The media type of a picture in one of the three formats that requests carry (JPEG, PNG, WebP),
/// by its first bytes; a declared type is never believed. `None` for anything else.
#[must_use]
pub fn image_media_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Some("image/jpeg");
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some("image/png");
    }
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice());
    is_webp.then_some("image/webp")
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
        for other in [b"".as_slice(), b"<svg>", b"RIFF\0\0\0\0WAVE", b"\xff\xd8"] {
            assert_eq!(image_media_type(other), None);
        }
    }
}
