//! Where in the picture could a stacked barcode be? Where a strong texture runs one way.
#![expect(
    clippy::indexing_slicing,
    reason = "grid arithmetic inside the bounds that the grid was made with"
)]

use super::geometry::Point;
use super::grid_image::GridImage;
use super::texture::{ORIENTATIONS, Texture};
use crate::luma::Luma;

/// Half width of the orientations that belong together, in steps of 5 degrees.
const ORIENTATION_REACH: usize = 4;
const MAX_REGIONS: usize = 4;
const SMALLEST_AREA: usize = 24;

/// A rotated rectangle that may hold a symbol.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    pub(super) centre: Point,
    /// Direction along the rows of the symbol, radians from the x axis, in (−π/2, π/2].
    pub(super) angle: f32,
    pub(super) half_along: f32,
    pub(super) half_across: f32,
    /// Strength summed over its cells.
    pub(super) score: f32,
}

/// Candidates, best first, at most four.
pub(super) fn locate(luma: &Luma) -> Vec<Region> {
    let Some(texture) = Texture::of(luma) else {
        return Vec::new();
    };
    let mut regions = Vec::new();
    for peak in orientation_peaks(&texture) {
        let mask = (0..texture.strength.len()).map(|i| {
            texture.strength[i] > texture.level
                && turn(usize::from(texture.orientation[i]), peak) <= ORIENTATION_REACH
        });
        let mask = GridImage::new(texture.width, mask.collect())
            .closed(3)
            .opened(1);
        for cells in mask.components(SMALLEST_AREA) {
            regions.push(region(&texture, &cells));
        }
    }
    regions.sort_by(|a, b| b.score.total_cmp(&a.score));
    regions.truncate(MAX_REGIONS);
    regions
}

fn turn(a: usize, b: usize) -> usize {
    let difference = a.abs_diff(b);
    difference.min(ORIENTATIONS - difference)
}

/// The directions that most of the strong texture has, at most three.
fn orientation_peaks(texture: &Texture) -> Vec<usize> {
    let mut bins = [0.0f32; ORIENTATIONS];
    for (&strength, &step) in texture.strength.iter().zip(&texture.orientation) {
        if strength > texture.level {
            bins[usize::from(step)] += strength;
        }
    }
    let mut peaks = Vec::new();
    let mut first = 0.0;
    for _ in 0..3 {
        let around = |step: usize| -> f32 {
            (0..5)
                .map(|i| bins[(step + ORIENTATIONS + i - 2) % ORIENTATIONS])
                .sum()
        };
        let Some(peak) = (0..ORIENTATIONS).max_by(|&a, &b| around(a).total_cmp(&around(b))) else {
            break;
        };
        let weight = around(peak);
        if weight <= 0.15 * first || weight <= 0.0 {
            break;
        }
        first = weight.max(first);
        peaks.push(peak);
        for (step, bin) in bins.iter_mut().enumerate() {
            if turn(step, peak) <= ORIENTATION_REACH {
                *bin = 0.0;
            }
        }
    }
    peaks
}

/// Mean direction, then the extent along and across it.
fn region(texture: &Texture, cells: &[usize]) -> Region {
    let (mut cosine, mut sine, mut score) = (0.0f32, 0.0f32, 0.0f32);
    for &cell in cells {
        let angle = (f32::from(texture.orientation[cell]) + 0.5) / ORIENTATIONS as f32
            * std::f32::consts::TAU;
        let strength = texture.strength[cell];
        cosine += strength * angle.cos();
        sine += strength * angle.sin();
        score += strength;
    }
    let angle = sine.atan2(cosine) / 2.0;
    let (sin, cos) = angle.sin_cos();
    let mut low = (f32::MAX, f32::MAX);
    let mut high = (f32::MIN, f32::MIN);
    for &cell in cells {
        let place = |n: usize| (n as f32 + 0.5) * texture.cell as f32;
        let (x, y) = (place(cell % texture.width), place(cell / texture.width));
        let (along, across) = (x * cos + y * sin, y * cos - x * sin);
        low = (low.0.min(along), low.1.min(across));
        high = (high.0.max(along), high.1.max(across));
    }
    let (along, across) = ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0);
    let half = texture.cell as f32 / 2.0;
    Region {
        centre: Point::new(along * cos - across * sin, along * sin + across * cos),
        angle,
        half_along: (high.0 - low.0) / 2.0 + half,
        half_across: (high.1 - low.1) / 2.0 + half,
        score,
    }
}

impl Region {
    /// The whole picture, for symbols that texture alone does not show.
    pub(super) fn whole(luma: &Luma) -> Self {
        let (width, height) = (luma.width() as f32, luma.height() as f32);
        Self {
            centre: Point::new(width / 2.0 - 0.5, height / 2.0 - 0.5),
            angle: 0.0,
            half_along: width / 2.0,
            half_across: height / 2.0,
            score: 0.0,
        }
    }

    /// A quarter turn: what ran across runs along.
    pub(super) fn turned(self) -> Self {
        Self {
            angle: self.angle + std::f32::consts::FRAC_PI_2,
            half_along: self.half_across,
            half_across: self.half_along,
            ..self
        }
    }
}
