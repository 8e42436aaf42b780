use credence_dvs_protocol::{EncodedImage, ImageEncodingError, image_media_type};

/// A picture as it was sent, recognised by its first bytes and not yet decoded.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct IntakeImage {
    pub(crate) bytes: Vec<u8>,
    pub(crate) media_type: &'static str,
}

/// Why a text is no picture that we take; the sentence goes to the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ImageError {
    #[error("This is not base64. Send the bytes of the image file, base64-encoded.")]
    NotBase64,
    #[error(
        "The image is larger than {0} bytes. Send one of about 2000 pixels on its longer side."
    )]
    TooLarge(usize),
    #[error(
        "This is not a JPEG, PNG, WebP, HEIC or AVIF image or a PDF. Convert it to one of these."
    )]
    UnknownFormat,
}

/// Takes the base64 off. An image of no bytes is an absent one.
pub(crate) fn read_image(
    encoded: &EncodedImage<'_>,
    limit_bytes: usize,
) -> Result<Option<IntakeImage>, ImageError> {
    let bytes = match encoded.decode(limit_bytes) {
        Ok(bytes) => bytes,
        Err(ImageEncodingError::Empty) => return Ok(None),
        Err(ImageEncodingError::NotBase64) => return Err(ImageError::NotBase64),
        Err(ImageEncodingError::TooLarge { limit_bytes }) => {
            return Err(ImageError::TooLarge(limit_bytes));
        }
    };
    let media_type = image_media_type(&bytes).ok_or(ImageError::UnknownFormat)?;
    Ok(Some(IntakeImage { bytes, media_type }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const JPEG: &[u8] = &[0xFF, 0xD8, 0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F'];
    const LIMIT: usize = 1000;

    fn base64(bytes: &[u8]) -> String {
        base64_simd::STANDARD.encode_to_string(bytes)
    }

    fn type_of(text: &str) -> Result<Option<&'static str>, ImageError> {
        let image = read_image(&EncodedImage::new(text), LIMIT)?;
        Ok(image.map(|image| image.media_type))
    }

    #[test]
    fn every_format_is_recognised() {
        assert_eq!(type_of(&base64(JPEG)), Ok(Some("image/jpeg")));
        assert_eq!(
            type_of(&base64(b"\x89PNG\r\n\x1a\n....")),
            Ok(Some("image/png"))
        );
        assert_eq!(
            type_of(&base64(b"RIFF\x10\0\0\0WEBPVP8 ")),
            Ok(Some("image/webp"))
        );
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        assert_eq!(type_of(&base64(heic)), Ok(Some("image/heic")));
        assert_eq!(type_of(&base64(b"%PDF-1.7")), Ok(Some("application/pdf")));
    }

    #[test]
    fn a_wrong_data_url_type_does_not_matter() {
        let text = format!("data:image/webp;base64,{}", base64(JPEG));
        assert_eq!(type_of(&text), Ok(Some("image/jpeg")));
    }

    #[test]
    fn other_formats_are_refused() {
        for bytes in [
            b"GIF89a....".as_slice(),
            b"BM......",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"\0\0\0\x14ftypisom\0\0\0\0isom",
            b"II*\0....",
            b"RIFF\x10\0\0\0WAVEfmt ",
            b"\xFF\xD8",
        ] {
            assert_eq!(type_of(&base64(bytes)), Err(ImageError::UnknownFormat));
        }
    }

    #[test]
    fn an_image_of_no_bytes_is_absent() {
        for text in ["  ", "data:image/webp;base64,"] {
            assert_eq!(type_of(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn broken_and_large_images_are_refused() {
        assert_eq!(type_of("[object Object]"), Err(ImageError::NotBase64));
        let mut bytes = JPEG.to_vec();
        bytes.resize(LIMIT, 0);
        assert_eq!(type_of(&base64(&bytes)), Ok(Some("image/jpeg")));
        bytes.push(0);
        assert_eq!(type_of(&base64(&bytes)), Err(ImageError::TooLarge(LIMIT)));
    }
}
