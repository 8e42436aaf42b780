//! Reading the brightness between pixels.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "coordinates are clamped into the picture before they become indices"
)]

use super::geometry::Point;
use crate::luma::Luma;

/// Share of the pixels that are darker than the paper.
const PAPER_SHARE: f32 = 0.9;
/// About as many pixels are looked at to find the paper.
const LOOKED_AT: usize = 20_000;

/// A picture on endless paper: a symbol may touch the border, and its quiet zone lies outside.
pub(super) struct View<'a> {
    luma: &'a Luma,
    paper: f32,
}

impl<'a> View<'a> {
    pub(super) fn new(luma: &'a Luma) -> Self {
        let pixels = luma.pixels();
        let step = (pixels.len() / LOOKED_AT).max(1) | 1;
        let mut sorted: Vec<u8> = pixels.iter().step_by(step).copied().collect();
        sorted.sort_unstable();
        let place = (sorted.len() as f32 * PAPER_SHARE) as usize;
        let paper = sorted.get(place).or(sorted.last()).copied().unwrap_or(255);
        Self {
            luma,
            paper: f32::from(paper),
        }
    }

    /// Bilinear interpolation; paper outside.
    #[inline]
    pub(super) fn brightness(&self, at: Point) -> f32 {
        let (width, height) = (self.luma.width(), self.luma.height());
        let (last_x, last_y) = (width as f32 - 1.0, height as f32 - 1.0);
        let is_inside =
            at.x >= -0.5 && at.y >= -0.5 && at.x <= last_x + 0.5 && at.y <= last_y + 0.5;
        if width < 2 || height < 2 || !is_inside {
            return self.paper;
        }
        let x = at.x.clamp(0.0, last_x - 0.001);
        let y = at.y.clamp(0.0, last_y - 0.001);
        let (left, top) = (x as usize, y as usize);
        let (fx, fy) = (x - left as f32, y - top as f32);
        let start = top * width + left;
        let pixels = self.luma.pixels();
        let upper = &pixels[start..start + 2];
        let lower = &pixels[start + width..start + width + 2];
        let mix = |a: u8, b: u8, share: f32| f32::from(a) + (f32::from(b) - f32::from(a)) * share;
        let (above, below) = (mix(upper[0], upper[1], fx), mix(lower[0], lower[1], fx));
        above + (below - above) * fy
    }
}
