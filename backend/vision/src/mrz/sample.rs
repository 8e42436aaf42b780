//! Samples the strip around a line out of the picture, straight, at the size that the recogniser
//! was trained on.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixel places are clamped to the picture before they are used"
)]

use super::line::Line;
use crate::luma::Luma;
use crate::strip::{bilinear, even, normalise};

/// Rows of a strip.
pub(super) const STRIP_HEIGHT: usize = 24;
/// Height of capitals in a strip, and in OCR-B the distance of characters too.
pub(super) const CAPITALS: f32 = 14.0;
/// Columns left free on both sides of the line.
const MARGIN: f32 = 14.0;
/// The longest line is 44 characters; a wrong guess of their number may make it half as long again.
const WIDEST: usize = 1024;

/// A strip, normalised as in training: mean 0, deviation about 1.
#[derive(Debug, Clone)]
pub(super) struct StripImage {
    pub(super) width: usize,
    pub(super) pixels: Vec<f32>,
    /// Strip pixels by picture pixel.
    pub(super) scale: f32,
}

/// How a strip is taken: `pitch` is the supposed distance of characters in picture pixels, `shift`
/// moves it across the line, in strip pixels; evened, light and contrast are made the same along
/// the line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Take {
    pub(super) pitch: f32,
    pub(super) shift: f32,
    pub(super) is_evened: bool,
}

impl Take {
    /// The plain take at that distance of characters.
    pub(super) const fn at(pitch: f32) -> Self {
        Self {
            pitch,
            shift: 0.0,
            is_evened: false,
        }
    }
}

/// The strip around a line.
pub(super) fn sample(luma: &Luma, line: &Line, take: Take) -> Option<StripImage> {
    if luma.width() < 2 || luma.height() < 2 || take.pitch.is_nan() || take.pitch < 0.5 {
        return None;
    }
    let scale = (CAPITALS / take.pitch).min((WIDEST as f32 - 2.0 * MARGIN) / line.length);
    let width = ((line.length * scale + 2.0 * MARGIN) as usize).clamp(STRIP_HEIGHT, WIDEST);
    let step = 1.0 / scale;
    // Where a strip pixel covers several of the picture's, their mean keeps the noise down.
    let cells = (step.ceil() as usize).clamp(1, 8);
    let mut pixels = Vec::with_capacity(width * STRIP_HEIGHT);
    for y in 0..STRIP_HEIGHT {
        for x in 0..width {
            let along = (x as f32 + 0.5 - width as f32 / 2.0) * step;
            let across = (y as f32 + 0.5 - STRIP_HEIGHT as f32 / 2.0 - take.shift) * step;
            pixels.push(mean(luma, line, (along, across), step, cells));
        }
    }
    if take.is_evened {
        even(&mut pixels, width);
    } else {
        normalise(&mut pixels);
    }
    Some(StripImage {
        width,
        pixels,
        scale,
    })
}

/// The mean over a square of `step` picture pixels, from `cells`² bilinear samples.
pub(super) fn mean(
    luma: &Luma,
    line: &Line,
    (along, across): (f32, f32),
    step: f32,
    cells: usize,
) -> f32 {
    if cells == 1 {
        let place = line.place(along, across);
        return bilinear(luma, place.x, place.y);
    }
    let cell = step / cells as f32;
    let first = (1.0 - cells as f32) / 2.0 * cell;
    let mut sum = 0.0;
    for row in 0..cells {
        let across = across + first + row as f32 * cell;
        for column in 0..cells {
            let place = line.place(along + first + column as f32 * cell, across);
            sum += bilinear(luma, place.x, place.y);
        }
    }
    sum / (cells * cells) as f32
}
