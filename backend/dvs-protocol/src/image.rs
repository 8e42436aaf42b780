use std::borrow::Cow;
use std::fmt;

use credence_types::Redacted;
use serde::de::{Deserialize, Deserializer};
use serde::{Serialize, Serializer};

use crate::lenient::Scalar;

/// A picture as a request carries it: base64, still borrowed from the request's body.
#[derive(Clone, PartialEq, Eq)]
pub struct EncodedImage<'a>(Cow<'a, str>);

/// A picture's base64 text is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ImageEncodingError {
    /// The text is not base64.
    #[error("decode an image: it is not base64")]
    NotBase64,
    /// There is nothing in it.
    #[error("decode an image: it is empty")]
    Empty,
    /// The picture is larger than allowed; it was not decoded.
    #[error("decode an image: it is larger than {limit_bytes} bytes")]
    TooLarge {
        /// The largest size allowed.
        limit_bytes: usize,
    },
}

impl<'a> EncodedImage<'a> {
    /// Takes base64 text, with or without a data-URL prefix.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self(text.into())
    }

    /// The picture's bytes, if they are at most `limit_bytes`.
    ///
    /// # Errors
    /// When the text is not base64, empty or too large.
    pub fn decode(&self, limit_bytes: usize) -> Result<Vec<u8>, ImageEncodingError> {
        let base64 = without_data_url_prefix(&self.0)?;
        // A little room for padding and line ends, so that the exact test below decides.
        let longest = limit_bytes
            .div_ceil(3)
            .saturating_mul(4)
            .saturating_add(limit_bytes / 16 + 64);
        if base64.len() > longest {
            return Err(ImageEncodingError::TooLarge { limit_bytes });
        }
        let bytes = decode_base64(base64.as_bytes()).ok_or(ImageEncodingError::NotBase64)?;
        match bytes.len() {
            0 => Err(ImageEncodingError::Empty),
            length if length > limit_bytes => Err(ImageEncodingError::TooLarge { limit_bytes }),
            _ => Ok(bytes),
        }
    }
}

#[cfg(test)]
impl EncodedImage<'_> {
    pub(crate) fn is_borrowed(&self) -> bool {
        matches!(self.0, Cow::Borrowed(_))
    }
}

impl fmt::Debug for EncodedImage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EncodedImage([redacted], {} characters)", self.0.len())
    }
}

/// Standard base64 at full speed; line breaks and missing padding by the slower forgiving way.
pub(crate) fn decode_base64(base64: &[u8]) -> Option<Vec<u8>> {
    base64_simd::STANDARD
        .decode_to_vec(base64)
        .or_else(|_| base64_simd::forgiving_decode_to_vec(base64))
        .ok()
}

fn without_data_url_prefix(text: &str) -> Result<&str, ImageEncodingError> {
    let text = text.trim();
    let is_data_url = text
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("data:"));
    if !is_data_url {
        return Ok(text);
    }
    let (prefix, base64) = text.split_once(',').ok_or(ImageEncodingError::NotBase64)?;
    if prefix.len() <= 128 && prefix.to_ascii_lowercase().ends_with(";base64") {
        Ok(base64)
    } else {
        Err(ImageEncodingError::NotBase64)
    }
}

/// A picture's bytes; base64 on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageContent(Redacted<Vec<u8>>);

impl ImageContent {
    /// Takes the bytes.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Redacted::new(bytes))
    }

    /// The bytes.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        self.0.expose()
    }

    /// The bytes, unwrapped.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }
}

impl Serialize for ImageContent {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&base64_simd::STANDARD.encode_to_string(self.expose()))
    }
}

/// For `#[serde(deserialize_with)]`: a picture, or nothing where there is none to be read.
pub(crate) fn lenient<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<ImageContent>, D::Error> {
    let text = Scalar::deserialize(from)?.into_text();
    Ok(text
        .and_then(|text| EncodedImage::new(text).decode(usize::MAX / 2).ok())
        .map(ImageContent::new))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(text: &str) -> Result<Vec<u8>, ImageEncodingError> {
        EncodedImage::new(text).decode(6)
    }

    #[test]
    fn base64_is_decoded_with_or_without_prefix_line_ends_and_padding() {
        for text in [
            "aW1hZ2U=",
            "data:image/webp;base64,aW1hZ2U=",
            "DATA:image/jpeg;BASE64,aW1hZ2U=",
            "aW1h\r\nZ2U=\r\n",
            "aW1hZ2U",
        ] {
            assert_eq!(decode(text).unwrap(), b"image", "{text}");
        }
    }

    #[test]
    fn what_is_not_base64_is_refused() {
        for text in [
            "not base64!",
            "data:image/png,aW1hZ2U=",
            "data:aW1hZ2U=",
            "aW1hZ2U_",
            "a",
        ] {
            assert_eq!(decode(text), Err(ImageEncodingError::NotBase64), "{text}");
        }
        assert_eq!(decode("  "), Err(ImageEncodingError::Empty));
        assert_eq!(
            decode("data:image/png;base64,"),
            Err(ImageEncodingError::Empty)
        );
    }

    #[test]
    fn the_limit_is_exact_and_holds_before_decoding() {
        assert_eq!(decode("aW1hZ2Vz").unwrap(), b"images");
        let too_large = Err(ImageEncodingError::TooLarge { limit_bytes: 6 });
        assert_eq!(decode("aW1hZ2VzIQ=="), too_large);
        assert_eq!(decode(&"!".repeat(1_000)), too_large);
    }

    #[test]
    fn printing_an_image_shows_nothing_of_it() {
        let encoded = EncodedImage::new("aW1hZ2U=");
        let content = ImageContent::new(b"image".to_vec());
        assert_eq!(
            format!("{encoded:?} {content:?}"),
            "EncodedImage([redacted], 8 characters) ImageContent([redacted])"
        );
    }
}
