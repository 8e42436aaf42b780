//! Simulated photographs of screens: stripes of red, green and blue with dark gaps, seen by a
//! camera at a scale and an angle. An ideal grid: no lens bends it, no screen smooths it.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places lie in the picture, levels between 0 and 255"
)]

use std::error::Error;

use credence_testkit::geometry::Point;
use credence_testkit::scene::{Encoding, encode_picture};
use credence_testkit::tamper::shown_on_display;
use credence_vision::{Picture, decode};
use image::{RgbImage, imageops};

/// Pixels along the sides of the photograph.
const SIDE: u32 = 560;

/// How a screen is photographed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    /// Camera pixels to a screen pixel.
    pub(crate) scale: f32,
    /// Turn of the camera.
    pub(crate) degrees: f32,
    /// Blur of the lens, in camera pixels.
    pub(crate) blur: f32,
    /// Deviation of the noise, in levels.
    pub(crate) noise: f32,
    /// Quality of the JPEG file.
    pub(crate) quality: u8,
}

impl Screen {
    /// The photograph of this screen showing that picture.
    ///
    /// # Errors
    /// When the file cannot be made or read.
    pub(crate) fn photograph(self, shown: &RgbImage) -> Result<Picture, Box<dyn Error>> {
        let across = (SIDE as f32 / self.scale * 1.25) as u32;
        let down = across * shown.height() / shown.width();
        let shown = imageops::resize(shown, across, down, imageops::FilterType::Triangle);
        let mut seen = shown_on_display(&shown, SIDE, SIDE, |at| self.place(&shown, at));
        if self.blur > 0.0 {
            seen = imageops::blur(&seen, self.blur);
        }
        let mut state = 0x9E37_79B9_u32;
        for channel in seen.iter_mut() {
            // Four draws make a bell of deviation 0.577.
            let sum: f32 = (0..4).map(|_| chance(&mut state)).sum();
            let level = f32::from(*channel) + (sum - 2.0) / 0.577 * self.noise;
            *channel = level.round() as u8;
        }
        let file = encode_picture(&seen, Encoding::Jpeg(self.quality), None)?;
        Ok(decode(&file)?)
    }

    /// Where on the screen the camera looks.
    fn place(self, shown: &RgbImage, at: Point) -> Point {
        let (sine, cosine) = self.degrees.to_radians().sin_cos();
        let (u, v) = (at.x - SIDE as f32 / 2.0, at.y - SIDE as f32 / 2.0);
        Point::new(
            (u * cosine - v * sine) / self.scale + shown.width() as f32 / 2.0,
            (u * sine + v * cosine) / self.scale + shown.height() as f32 * 0.45,
        )
    }
}

/// Marsaglia's shift generator, 0 to 1.
fn chance(state: &mut u32) -> f32 {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    (*state >> 8) as f32 / (1 << 24) as f32
}
