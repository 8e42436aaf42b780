//! Is the picture good enough to read? Four measures, each with a level.
//!
//! All but the size are taken on a copy of [`WORKING_SIDE`] pixels, so that the same scene gets the
//! same numbers from any camera; the capture page measures on the same size. Thresholds were
//! separated on drawn scenes (sharp 0.4–2.2, blurred 0.02–0.04; glare 0.07–0.11, none 0.0) and are
//! not tuned on real cameras yet: they advise a retake and decide nothing.

mod part;

use serde::Serialize;

use crate::luma::Luma;
use crate::picture::Picture;

pub use part::{Detail, PartQuality, assess_part};

/// Longest side of the copy that is measured.
pub const WORKING_SIDE: usize = 640;

/// Longest side below which nothing on a document can be read: an ID-1 card that fills it has
/// fewer than 7 pixels to a character of its machine-readable zone, 2 to a barcode module.
pub const SMALLEST_SIDE: u32 = 600;
/// Longest side from which a card with some margin keeps 2 pixels to a barcode module.
pub const GOOD_SIDE: u32 = 1000;

const GOOD_SHARPNESS: f32 = 0.10;
const POOR_SHARPNESS: f32 = 0.04;
const GOOD_GLARE: f32 = 0.012;
const POOR_GLARE: f32 = 0.07;
/// Every pixel of an 8×8 block at or above this is glare (or blank white paper).
const GLARE_LUMA: u8 = 248;
const GOOD_MEAN: std::ops::RangeInclusive<f32> = 60.0..=215.0;
const POOR_MEAN: std::ops::RangeInclusive<f32> = 30.0..=240.0;
const DARK_LUMA: u8 = 5;
const BRIGHT_LUMA: u8 = 250;
const GOOD_DARK_SHARE: f32 = 0.15;
const POOR_DARK_SHARE: f32 = 0.50;

/// How far a measure is from trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Reading should fail; ask again.
    Bad,
    /// Reading may fail; try, and ask again when it does.
    Poor,
    /// No objection.
    Good,
}

/// The four measures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Quality {
    /// Variance of the Laplacian over the variance of the luma: about 0.03 blurred, above 0.4
    /// sharp. 0 for a flat picture.
    pub sharpness: f32,
    /// Level of the sharpness.
    pub sharpness_level: Level,
    /// Share of 8×8 blocks that are white throughout, 0–1. A scan on white paper has much of it
    /// too, so it is a hint to the sender and never a ground for refusing alone.
    pub glare: f32,
    /// Level of the glare.
    pub glare_level: Level,
    /// Mean luma, 0–255.
    pub mean_luma: f32,
    /// Share of pixels at the black end, 0–1.
    pub dark_share: f32,
    /// Share of pixels at the white end, 0–1.
    pub bright_share: f32,
    /// Level of the exposure.
    pub exposure_level: Level,
    /// Longer side in pixels.
    pub longest_side: u32,
    /// Level of the size.
    pub size_level: Level,
}

impl Quality {
    /// The lowest of the four levels.
    #[must_use]
    pub fn worst(&self) -> Level {
        self.sharpness_level
            .min(self.glare_level)
            .min(self.exposure_level)
            .min(self.size_level)
    }
}

/// Measures a picture. About 5 ms for 8 MP.
#[must_use]
pub fn assess(picture: &Picture) -> Quality {
    let working = picture.luma().shrunk_to(WORKING_SIDE);
    let histogram = histogram(&working);
    let count = working.pixels().len().max(1) as f32;
    let share = |bins: &[u32]| bins.iter().sum::<u32>() as f32 / count;
    let weighted: u64 = histogram
        .iter()
        .zip(0u64..)
        .map(|(&n, luma)| u64::from(n) * luma)
        .sum();
    let mean_luma = weighted as f32 / count;
    let dark_share = share(histogram.get(..=usize::from(DARK_LUMA)).unwrap_or_default());
    let bright_share = share(
        histogram
            .get(usize::from(BRIGHT_LUMA)..)
            .unwrap_or_default(),
    );
    let sharpness = sharpness(&working);
    let glare = glare(&working);
    let longest_side = picture.longest_side();
    Quality {
        sharpness,
        sharpness_level: at_least(sharpness, GOOD_SHARPNESS, POOR_SHARPNESS),
        glare,
        glare_level: at_least(-glare, -GOOD_GLARE, -POOR_GLARE),
        mean_luma,
        dark_share,
        bright_share,
        exposure_level: exposure(mean_luma, dark_share),
        longest_side,
        size_level: at_least(longest_side, GOOD_SIDE, SMALLEST_SIDE),
    }
}

fn at_least<T: PartialOrd>(value: T, good: T, poor: T) -> Level {
    if value >= good {
        Level::Good
    } else if value >= poor {
        Level::Poor
    } else {
        Level::Bad
    }
}

fn exposure(mean: f32, dark_share: f32) -> Level {
    if GOOD_MEAN.contains(&mean) && dark_share <= GOOD_DARK_SHARE {
        Level::Good
    } else if POOR_MEAN.contains(&mean) && dark_share <= POOR_DARK_SHARE {
        Level::Poor
    } else {
        Level::Bad
    }
}

fn histogram(luma: &Luma) -> [u32; 256] {
    let mut bins = [0u32; 256];
    for &pixel in luma.pixels() {
        if let Some(bin) = bins.get_mut(usize::from(pixel)) {
            *bin += 1;
        }
    }
    bins
}

/// Four-neighbour Laplacian (Pech-Pacheco 2000), normalised by contrast so that a pale document is
/// not taken for a blurred one.
fn sharpness(luma: &Luma) -> f32 {
    let mut laplacian = Moments::default();
    let mut plain = Moments::default();
    let rows: Vec<&[u8]> = luma.rows().collect();
    for window in rows.windows(3) {
        let &[above, row, below] = window else {
            continue;
        };
        let inner = row.len().saturating_sub(2);
        let sides = row.iter().zip(row.iter().skip(2));
        let others = above.iter().zip(below).skip(1);
        let middles = row.iter().skip(1);
        // A row's sums fit 32 bits: squares are below 2 to the power of 20, sides below 2 to the 11.
        let (mut sum, mut squares, mut plain_sum, mut plain_squares) = (0_i32, 0_i32, 0_i32, 0_i32);
        for ((middle, (left, right)), (up, down)) in middles.zip(sides).zip(others).take(inner) {
            let [middle, left, right, up, down] =
                [middle, left, right, up, down].map(|&n| i32::from(n));
            let edge = left + right + up + down - 4 * middle;
            sum += edge;
            squares += edge * edge;
            plain_sum += middle;
            plain_squares += middle * middle;
        }
        laplacian.add(inner, sum, squares);
        plain.add(inner, plain_sum, plain_squares);
    }
    let contrast = plain.variance();
    if contrast < 1.0 {
        0.0
    } else {
        laplacian.variance() / contrast
    }
}

#[derive(Default)]
struct Moments {
    count: u64,
    sum: i64,
    squares: i64,
}

impl Moments {
    fn add(&mut self, count: usize, sum: i32, squares: i32) {
        self.count += count as u64;
        self.sum += i64::from(sum);
        self.squares += i64::from(squares);
    }

    fn variance(&self) -> f32 {
        // The sums are whole numbers far below 2^53; only the result is rounded.
        let count = self.count.max(1) as f64;
        let mean = self.sum as f64 / count;
        let variance = self.squares as f64 / count - mean * mean;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "f32 is precise enough for a level"
        )]
        let variance = variance as f32;
        variance
    }
}

fn glare(luma: &Luma) -> f32 {
    let (across, down) = (luma.width() / 8, luma.height() / 8);
    let mut white = vec![true; across];
    let mut glaring = 0usize;
    for (y, row) in luma.rows().take(down * 8).enumerate() {
        for (block, is_white) in row.chunks_exact(8).zip(white.iter_mut()) {
            *is_white &= block.iter().all(|&pixel| pixel >= GLARE_LUMA);
        }
        if y % 8 == 7 {
            glaring += white.iter().filter(|&&is_white| is_white).count();
            white.fill(true);
        }
    }
    glaring as f32 / (across * down).max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, luma: impl Fn(u32, u32) -> u8) -> Picture {
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let rgb = pixels.flat_map(|(x, y)| [luma(x, y); 3]).collect();
        Picture::from_rgb(width, height, rgb).unwrap()
    }

    fn stripes(x: u32, y: u32) -> u8 {
        if (x / 3 + y / 5).is_multiple_of(2) {
            40
        } else {
            200
        }
    }

    #[test]
    fn a_sharp_picture_is_good_and_its_blurred_copy_is_not() {
        let sharp = assess(&picture(640, 400, stripes));
        assert_eq!(sharp.sharpness_level, Level::Good);
        // A ramp of one level every few pixels has contrast and no edges.
        let blurred = assess(&picture(640, 400, |x, _| {
            u8::try_from(x * 200 / 640).unwrap()
        }));
        assert_eq!(blurred.sharpness_level, Level::Bad);
        assert_eq!(blurred.worst(), Level::Bad);
    }

    #[test]
    fn a_white_patch_is_glare() {
        let glaring = |x: u32, y: u32| {
            if x < 160 && y < 200 {
                255
            } else {
                stripes(x, y)
            }
        };
        let quality = assess(&picture(640, 400, glaring));
        assert!((quality.glare - 0.125).abs() < 0.01, "{}", quality.glare);
        assert_eq!(quality.glare_level, Level::Bad);
        assert_eq!(assess(&picture(640, 400, stripes)).glare_level, Level::Good);
    }

    #[test]
    fn darkness_and_burning_out_are_bad_exposure() {
        assert_eq!(
            assess(&picture(640, 400, |_, _| 3)).exposure_level,
            Level::Bad
        );
        assert_eq!(
            assess(&picture(640, 400, |_, _| 250)).exposure_level,
            Level::Bad
        );
        assert_eq!(
            assess(&picture(640, 400, |_, _| 45)).exposure_level,
            Level::Poor
        );
        assert_eq!(
            assess(&picture(640, 400, stripes)).exposure_level,
            Level::Good
        );
    }

    #[test]
    fn the_size_levels_change_at_their_limits() {
        let level = |side| assess(&picture(side, 10, stripes)).size_level;
        assert_eq!(level(SMALLEST_SIDE - 1), Level::Bad);
        assert_eq!(level(SMALLEST_SIDE), Level::Poor);
        assert_eq!(level(GOOD_SIDE), Level::Good);
    }

    #[test]
    fn a_flat_pixel_is_measured_without_a_fault() {
        let quality = assess(&picture(1, 1, |_, _| 128));
        assert_eq!(quality.sharpness, 0.0);
        assert_eq!(quality.sharpness_level, Level::Bad);
    }
}
