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
    let mut pixels = Vec::with_capacity(width * STRIP_HEIGHT);
    for y in 0..STRIP_HEIGHT {
        let across = (y as f32 + 0.5 - STRIP_HEIGHT as f32 / 2.0) * down;
        for x in 0..width {
            let along = begin + (x as f32 + 0.5) * step;
            pixels.push(mean(shade, line, (along, across), (step, down), cells));
        }
    }
    even(&mut pixels, width);
    Strip {
        width,
        pixels,
        step,
        begin,
    }
}

/// The mean of `cells` samples down, one to each pixel of the shade.
fn mean(shade: &Shade, line: &Line, place: (f32, f32), size: (f32, f32), cells: usize) -> f32 {
    let (along, across) = place;
    if cells == 1 {
        return shade.at(line.place(along, across));
    }
    let mut sum = 0.0;
    for row in 0..cells {
        let share = (row as f32 + 0.5) / cells as f32 - 0.5;
        for side in [-0.25, 0.25] {
            sum += shade.at(line.place(along + side * size.0, across + share * size.1));
        }
    }
    sum / (2 * cells) as f32
}
