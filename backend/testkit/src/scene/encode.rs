use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder, RgbImage};

use crate::exif::{Orientation, with_orientation};

/// The file format of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Baseline JPEG of that quality, 1 to 100.
    Jpeg(u8),
    /// PNG.
    Png,
    /// Lossless WebP.
    Webp,
}

/// The picture could not be encoded, for instance because it is too large for the format.
#[derive(Debug, thiserror::Error)]
#[error("could not encode a picture of {width} × {height} pixels")]
pub struct EncodeError {
    width: u32,
    height: u32,
    source: Cause,
}

type Cause = Box<dyn std::error::Error + Send + Sync>;

impl Encoding {
    /// The media type of the bytes.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg(_) => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }
}

/// Encodes an upright picture. With an orientation the stored pixels are turned and a JPEG gets
/// the tag; PNG and WebP ignore it.
///
/// # Errors
/// When the encoder refuses the picture's size.
pub fn encode_picture(
    picture: &RgbImage,
    encoding: Encoding,
    orientation: Option<Orientation>,
) -> Result<Vec<u8>, EncodeError> {
    match (encoding, orientation) {
        (Encoding::Jpeg(_), Some(orientation)) => {
            let bytes = encode(&orientation.stored(picture), encoding)?;
            Ok(with_orientation(&bytes, orientation))
        }
        _ => encode(picture, encoding),
    }
}

fn encode(picture: &RgbImage, encoding: Encoding) -> Result<Vec<u8>, EncodeError> {
    let (width, height) = picture.dimensions();
    let (pixels, colour) = (picture.as_raw().as_slice(), ExtendedColorType::Rgb8);
    let mut bytes = Vec::new();
    match encoding {
        Encoding::Jpeg(quality) => jpeg(picture, quality, &mut bytes),
        Encoding::Png => {
            PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive)
                .write_image(pixels, width, height, colour)
                .map_err(Into::into)
        }
        Encoding::Webp => WebPEncoder::new_lossless(&mut bytes)
            .write_image(pixels, width, height, colour)
            .map_err(Into::into),
    }
    .map_err(|source| EncodeError {
        width,
        height,
        source,
    })?;
    Ok(bytes)
}

/// Colour is halved below quality 90, as cameras do.
fn jpeg(picture: &RgbImage, quality: u8, bytes: &mut Vec<u8>) -> Result<(), Cause> {
    let (width, height) = (
        u16::try_from(picture.width())?,
        u16::try_from(picture.height())?,
    );
    jpeg_encoder::Encoder::new(bytes, quality.clamp(1, 100)).encode(
        picture.as_raw(),
        width,
        height,
        jpeg_encoder::ColorType::Rgb,
    )?;
    Ok(())
}
