//! Simulated photographs of screens: stripes of red, green and blue with dark gaps, seen by a
//! camera at a scale and an angle. An ideal grid: no lens bends it, no screen smooths it.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places lie in the picture, levels between 0 and 255"
)]

use std::error::Error;

use credence_testkit::scene::{Encoding, encode_picture};
use credence_vision::{Picture, decode};
use image::{Rgb, RgbImage, imageops};

/// Pixels along the sides of the photograph.
const SIDE: u32 = 560;
/// Places along each side of a camera's pixel at which the screen is looked at.
const PLACES: u32 = 4;

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
        let mut seen = RgbImage::from_fn(SIDE, SIDE, |x, y| self.pixel(&shown, x, y));
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

    /// The mean of what a pixel of the camera sees.
    fn pixel(self, shown: &RgbImage, x: u32, y: u32) -> Rgb<u8> {
        let (sine, cosine) = self.degrees.to_radians().sin_cos();
        let mut sums = [0.0_f32; 3];
        for place in 0..PLACES * PLACES {
            let inside = |step: u32| (step as f32 + 0.5) / PLACES as f32;
            let u = x as f32 + inside(place % PLACES) - SIDE as f32 / 2.0;
            let v = y as f32 + inside(place / PLACES) - SIDE as f32 / 2.0;
            let across = (u * cosine - v * sine) / self.scale + shown.width() as f32 / 2.0;
            let down = (u * sine + v * cosine) / self.scale + shown.height() as f32 * 0.45;
            let lit = shown.get_pixel(
                (across as u32).min(shown.width() - 1),
                (down as u32).min(shown.height() - 1),
            );
            // A stripe is 80 % of a third of its pixel, and 85 % of its height.
            let stripe = (across.fract() * 3.0) as usize;
            let is_gap = (across.fract() * 3.0).fract() > 0.8 || down.fract() > 0.85;
            if !is_gap {
                sums[stripe.min(2)] += f32::from(lit.0[stripe.min(2)]);
            }
        }
        // As bright as the picture was: what stripes and gaps swallow, the exposure gives back.
        let gain = 3.0 / (0.8 * 0.85) / (PLACES * PLACES) as f32;
        Rgb(sums.map(|sum| (sum * gain).min(255.0) as u8))
    }
}

/// Marsaglia's shift generator, 0 to 1.
fn chance(state: &mut u32) -> f32 {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    (*state >> 8) as f32 / (1 << 24) as f32
}
