use image::RgbImage;
use image::imageops::{FilterType, resize};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::corpus::CorpusError;
use crate::geometry::Homography;
use crate::scene::{EncodeError, Encoding, Photograph, SceneError, encode_picture};

/// The pixels as a program opens them: those of the file, not those before it was kept.
#[expect(
    clippy::disallowed_methods,
    reason = "a file that was made here a moment ago; the decoder with limits stands on this crate"
)]
pub(super) fn opened(photo: &Photograph) -> Result<RgbImage, CorpusError> {
    Ok(image::load_from_memory(&photo.bytes)
        .map_err(CorpusError::Open)?
        .into_rgb8())
}

/// The quality at which editors and messengers save.
pub(super) fn saving_quality(dice: &mut ChaCha8Rng) -> u8 {
    dice.random_range(72..=97)
}

/// Keeps other pixels in the photograph's stead.
pub(super) fn saved(
    photo: &Photograph,
    picture: RgbImage,
    quality: u8,
) -> Result<Photograph, CorpusError> {
    let bytes = encoded(&picture, quality)?;
    Ok(Photograph {
        bytes,
        media_type: "image/jpeg",
        picture,
        truth: photo.truth.clone(),
    })
}

/// The photograph made smaller and saved again, as messengers do and the page that sends it.
pub(super) fn shrunk(
    photo: &Photograph,
    share: f32,
    quality: u8,
) -> Result<Photograph, CorpusError> {
    let opened = opened(photo)?;
    let side = |length: u32| (length as f32 * share).round().max(8.0) as u32;
    let (width, height) = (side(opened.width()), side(opened.height()));
    let scale = |to: u32, from: u32| f64::from(to) / f64::from(from);
    let map = Homography([
        [scale(width, opened.width()), 0.0, 0.0],
        [0.0, scale(height, opened.height()), 0.0],
        [0.0, 0.0, 1.0],
    ]);
    let picture = resize(&opened, width, height, FilterType::Triangle);
    Ok(Photograph {
        bytes: encoded(&picture, quality)?,
        media_type: "image/jpeg",
        picture,
        truth: photo.truth.seen_through(&map, width, height),
    })
}

pub(super) fn encoded(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, CorpusError> {
    encode_picture(picture, Encoding::Jpeg(quality), None)
        .map_err(|error: EncodeError| CorpusError::Scene(SceneError::Encode(error)))
}
