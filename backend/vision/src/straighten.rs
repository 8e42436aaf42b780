//! A document's picture, face on: what four corners bound, warped to an upright rectangle.

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "pixel code: places are clamped into the window before they become indices"
)]
mod window;

use self::window::Window;
use crate::geometry::{Homography, Quad};
use crate::picture::Picture;

/// Longest side of a straightened picture.
pub const LONGEST_STRAIGHTENED: u32 = 4096;

/// A part of a picture, face on, and the way back.
#[derive(Debug, Clone)]
pub struct Straightened {
    /// The pixels; black where the original has none.
    pub picture: Picture,
    /// Places in `picture` to places in the original.
    pub to_original: Homography,
}

impl Straightened {
    /// Where four corners in the straightened picture are in the original.
    #[must_use]
    pub fn in_original(&self, quad: &Quad) -> Quad {
        self.to_original.map_quad(quad)
    }

    /// Where four corners in the original are in the straightened picture.
    #[must_use]
    pub fn from_original(&self, quad: &Quad) -> Quad {
        self.to_original.inverse().map_quad(quad)
    }
}

/// Warps what `quad` bounds to an upright rectangle of `millimetres` (across, down): its first
/// corner becomes the upper left one, its second the upper right one. Where the original is finer
/// than wanted it is averaged by area, so that nothing aliases.
///
/// `None` when the result would have no pixels or a side above [`LONGEST_STRAIGHTENED`], when the
/// corners are not those of a convex quadrilateral, or when they bound nothing of the picture. The
/// work is bounded by the sizes of the picture and of the result, wherever the corners are.
#[must_use]
pub fn straighten(
    picture: &Picture,
    quad: &Quad,
    millimetres: (f32, f32),
    pixels_per_millimetre: f32,
) -> Option<Straightened> {
    let side = |length: f32| {
        let wanted = (length * pixels_per_millimetre).round();
        (1..=LONGEST_STRAIGHTENED)
            .find(|&n| n as f32 >= wanted)
            .filter(|_| wanted >= 1.0)
    };
    let (width, height) = (side(millimetres.0)?, side(millimetres.1)?);
    if !quad.is_convex() {
        return None;
    }
    let upright = Quad::rectangle(-0.5, -0.5, width as f32, height as f32);
    let to_original = Homography::between(&upright, quad)?;
    let window = Window::new(picture, quad, (width as f32, height as f32))?;
    let rgb = window.warp(&to_original, width, height);
    Some(Straightened {
        picture: Picture::from_rgb(width, height, rgb)?,
        to_original,
    })
}
