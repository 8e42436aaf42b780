//! The strip around a line, as the recogniser of print was trained on it.

use super::line::Line;
use super::shade::Shade;
use crate::strip::even;

/// Rows of a strip.
pub(super) const STRIP_HEIGHT: usize = 32;
/// Height of capitals in a strip, and how much wider than tall it is taken.
const CAPITALS: f32 = 16.0;
const STRETCH: f32 = 1.3;
/// Free space on both sides, in heights of capitals.
const MARGIN: f32 = 0.55;
const WIDEST: usize = 1600;
const NARROWEST: usize = 24;

/// A strip, normalised as in training.
pub(super) struct Strip {
    pub(super) width: usize,
    pub(super) pixels: Vec<f32>,
    /// Plane pixels to one of the strip, along the line, and where the strip begins.
    pub(super) step: f32,
    pub(super) begin: f32,
}

/// Samples a line, with light and contrast the same along it.
pub(super) fn sample(shade: &Shade, line: &Line) -> Strip {
    let down = line.capitals / CAPITALS;
    let begin = -MARGIN * line.capitals;
    let whole = line.length - 2.0 * begin;
    let width = ((whole * STRETCH / down) as usize).clamp(NARROWEST, WIDEST);
    let step = whole / width as f32;
    // Where a strip pixel covers several of the shade's, their mean keeps noise and aliasing down.
    let cells = ((down * shade.step).ceil() as usize).clamp(1, 4);
    let mut pixels = vec![0.0; width * STRIP_HEIGHT];
    // With several down there are two across, a quarter of a pixel to each side of the middle.
    let each = cells.min(2);
    let apart = line.along.times(step / each as f32);
    for (y, row) in pixels.chunks_exact_mut(width).enumerate() {
        let across = (y as f32 + 0.5 - STRIP_HEIGHT as f32 / 2.0) * down;
        for cell in 0..cells {
            let share = (cell as f32 + 0.5) / cells as f32 - 0.5;
            let first = line.place(begin + 0.5 * step / each as f32, across + share * down);
            shade.add(first, apart, each, row);
        }
    }
    let count = (cells * each) as f32;
    pixels.iter_mut().for_each(|pixel| *pixel /= count);
    even(&mut pixels, width);
    Strip {
        width,
        pixels,
        step,
        begin,
    }
}
