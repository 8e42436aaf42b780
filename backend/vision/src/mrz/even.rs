//! Local brightness and contrast made even.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "sums over windows inside the picture"
)]

use crate::luma::Luma;

/// Half the side of the window.
const RADIUS: usize = 24;
/// Deviations below this are noise and are not raised to full contrast.
const LEAST_DEVIATION: f32 = 5.0;
/// Levels for one deviation.
const GAIN: f32 = 48.0;

/// Each pixel's distance from the mean around it, in deviations; the mean becomes middle grey.
pub(super) fn evened(luma: &Luma) -> Luma {
    let (width, height) = (luma.width(), luma.height());
    let (sums, squares) = integrals(luma);
    let at = |table: &[u64], x: usize, y: usize| table[y * (width + 1) + x] as f64;
    let window = |table: &[u64], (left, right): (usize, usize), (top, bottom): (usize, usize)| {
        at(table, right, bottom) + at(table, left, top)
            - at(table, left, bottom)
            - at(table, right, top)
    };
    let mut pixels = Vec::with_capacity(width * height);
    for y in 0..height {
        let rows = (y.saturating_sub(RADIUS), (y + RADIUS + 1).min(height));
        for (x, &pixel) in luma.row(y).iter().enumerate() {
            let columns = (x.saturating_sub(RADIUS), (x + RADIUS + 1).min(width));
            let count = ((columns.1 - columns.0) * (rows.1 - rows.0)) as f64;
            let mean = window(&sums, columns, rows) / count;
            let variance = window(&squares, columns, rows) / count - mean * mean;
            let deviation = (variance.max(0.0).sqrt() as f32).max(LEAST_DEVIATION);
            let value = 128.0 + GAIN * (f32::from(pixel) - mean as f32) / deviation;
            pixels.push(value.clamp(0.0, 255.0) as u8);
        }
    }
    Luma::new(width, pixels)
}

/// Sums of the pixels and of their squares above and left of each place.
fn integrals(luma: &Luma) -> (Vec<u64>, Vec<u64>) {
    let width = luma.width() + 1;
    let mut sums = vec![0u64; width * (luma.height() + 1)];
    let mut squares = sums.clone();
    for y in 0..luma.height() {
        let (mut sum, mut square) = (0u64, 0u64);
        for (x, &pixel) in luma.row(y).iter().enumerate() {
            let pixel = u64::from(pixel);
            sum += pixel;
            square += pixel * pixel;
            let at = (y + 1) * width + x + 1;
            sums[at] = sums[at - width] + sum;
            squares[at] = squares[at - width] + square;
        }
    }
    (sums, squares)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faint_and_strong_strokes_become_alike() {
        // Stripes of 10 levels on the left, of 100 on the right, and a slope of light.
        let (width, height) = (400, 80);
        let pixels = (0..width * height).map(|at| {
            let x = at % width;
            let depth = if x < 200 { 10 } else { 100 };
            (140 + x / 10 - if x % 8 < 3 { depth } else { 0 }) as u8
        });
        let even = evened(&Luma::new(width, pixels.collect()));
        let contrast = |from: usize| {
            let row = &even.row(40)[from..from + 80];
            f32::from(*row.iter().max().unwrap()) - f32::from(*row.iter().min().unwrap())
        };
        assert!(
            (contrast(60) / contrast(280) - 1.0).abs() < 0.35,
            "{} {}",
            contrast(60),
            contrast(280)
        );
    }

    #[test]
    fn a_flat_picture_is_grey() {
        let even = evened(&Luma::new(30, vec![200; 900]));
        assert!(even.pixels().iter().all(|&pixel| pixel == 128));
    }
}
