//! Strips of brightness as recognisers were trained on them: sampling between pixels, and light and
//! contrast made the same. What `normalise` in `training/draw.py` does, done here.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "pixel places are clamped to the picture before they are used"
)]

use crate::luma::Luma;

/// The brightness between four pixels; outside, that of the nearest edge. The picture has at least
/// two pixels a side.
#[inline(always)]
pub(crate) fn bilinear(luma: &Luma, x: f32, y: f32) -> f32 {
    let (right, bottom) = (luma.width() - 1, luma.height() - 1);
    let (x, y) = (x.clamp(0.0, right as f32), y.clamp(0.0, bottom as f32));
    let (left, top) = ((x as usize).min(right - 1), (y as usize).min(bottom - 1));
    let (dx, dy) = (x - left as f32, y - top as f32);
    let start = top * luma.width() + left;
    let pixels = luma.pixels();
    let [a, b] = [pixels[start], pixels[start + 1]].map(f32::from);
    let below = start + luma.width();
    let [c, d] = [pixels[below], pixels[below + 1]].map(f32::from);
    let (upper, lower) = (a + (b - a) * dx, c + (d - c) * dx);
    upper + (lower - upper) * dy
}

/// Mean 0, deviation about 1, over all of it.
pub(crate) fn normalise(pixels: &mut [f32]) {
    let count = pixels.len().max(1) as f32;
    let mean = pixels.iter().sum::<f32>() / count;
    let variance = pixels
        .iter()
        .map(|pixel| (pixel - mean).powi(2))
        .sum::<f32>()
        / count;
    let gain = 1.0 / (variance.sqrt() + 6.0);
    for pixel in pixels {
        *pixel = (*pixel - mean) * gain;
    }
}

/// Columns to each side within which an evened strip has mean 0 and deviation 1.
const EVEN: usize = 40;

/// Mean 0, deviation about 1, column by column over those around.
pub(crate) fn even(pixels: &mut [f32], width: usize) {
    let rows = (pixels.len() / width.max(1)).max(1) as f32;
    let mut columns = vec![(0.0, 0.0); width];
    for row in pixels.chunks_exact(width) {
        for ((sum, squares), pixel) in columns.iter_mut().zip(row) {
            *sum += pixel / rows;
            *squares += pixel * pixel / rows;
        }
    }
    let around = |x: usize| {
        let (mut mean, mut squares) = (0.0, 0.0);
        for at in x..=x + 2 * EVEN {
            let (sum, square) = columns[mirrored(at, width)];
            mean += sum;
            squares += square;
        }
        let count = (2 * EVEN + 1) as f32;
        let mean = mean / count;
        let deviation = (squares / count - mean * mean).max(0.0).sqrt();
        (mean, 1.0 / (deviation + 3.0))
    };
    let light: Vec<(f32, f32)> = (0..width).map(around).collect();
    for row in pixels.chunks_exact_mut(width) {
        for (pixel, (mean, gain)) in row.iter_mut().zip(&light) {
            *pixel = (*pixel - mean) * gain;
        }
    }
}

/// The column at `at` − [`EVEN`], mirrored at the ends.
const fn mirrored(at: usize, width: usize) -> usize {
    // A multiple of the period is added, so that nothing is below zero.
    let period = 2 * width;
    let at = (at + period * EVEN - EVEN) % period;
    if at < width { at } else { period - 1 - at }
}
