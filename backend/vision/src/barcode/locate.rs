//! Where in the picture could a stacked barcode be? Where a strong texture runs one way.
#![expect(
    clippy::indexing_slicing,
    reason = "grid arithmetic inside the bounds that the grid was made with"
)]

use super::geometry::{Frame, Point};
use super::grid_image::GridImage;
use super::texture::{ORIENTATIONS, Texture};
use crate::luma::Luma;

/// Half width of the orientations that belong together, in steps of 5 degrees.
const ORIENTATION_REACH: usize = 4;
const MAX_REGIONS: usize = 4;
const SMALLEST_AREA: usize = 24;
/// Levels at which symbols part from their surroundings, and how many of them are kept.
const APART_LEVELS: [f32; 3] = [1.0, 1.7, 2.8];
const MAX_APART: usize = 6;
/// Longest side of a frame; larger regions are read at a coarser step.
const LONGEST_FRAME: f32 = 1600.0;

/// Share of a region that a symbol's texture fills, and what a broken one fills at least.
const FILL: f32 = 0.62;
const LEAST_FILL: f32 = 0.45;
/// Mean strength of a symbol's texture.
const STRENGTH: f32 = 9.0;
/// A symbol is at least so long, in pixels, and so many times as long as it is tall.
const SHORTEST: f32 = 60.0;
const SLIMMEST: f32 = 1.15;

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
    /// Share of its area that has the texture.
    pub(super) fill: f32,
    /// Side of a cell in picture pixels.
    cell: f32,
}

/// The texture of a picture, and the directions that it runs in.
pub(super) struct Located {
    texture: Option<Texture>,
    peaks: Vec<usize>,
}

impl Located {
    pub(super) fn new(luma: &Luma) -> Self {
        let texture = Texture::of(luma);
        let peaks = texture.as_ref().map(orientation_peaks).unwrap_or_default();
        Self { texture, peaks }
    }

    /// Candidates with all that is close to them, best first, at most four.
    pub(super) fn regions(&self) -> Vec<Region> {
        let mut regions = self.components(1.0, 3, 1);
        regions.sort_by(|a, b| b.score.total_cmp(&a.score));
        regions.truncate(MAX_REGIONS);
        regions
    }

    /// Candidates without their surroundings: print, edges and other codes that run the same way
    /// and stand close by are weaker or thinner than a symbol. The fullest first.
    pub(super) fn apart(&self) -> Vec<Region> {
        let mut regions: Vec<Region> = APART_LEVELS
            .into_iter()
            .flat_map(|level| self.components(level, 1, 3))
            .collect();
        regions.sort_by(|a, b| b.likeness().total_cmp(&a.likeness()));
        let mut kept: Vec<Region> = Vec::new();
        for region in regions {
            if kept.len() < MAX_APART && !kept.iter().any(|other| other.is_like(&region)) {
                kept.push(region);
            }
        }
        kept
    }

    /// Cells of some strength that run one way, gaps closed and thin parts dropped.
    fn components(&self, level: f32, closing: usize, opening: usize) -> Vec<Region> {
        let Some(texture) = &self.texture else {
            return Vec::new();
        };
        let mut regions = Vec::new();
        for &peak in &self.peaks {
            let mask = (0..texture.strength.len()).map(|i| {
                texture.strength[i] > level * texture.level
                    && turn(usize::from(texture.orientation[i]), peak) <= ORIENTATION_REACH
            });
            let mask = GridImage::new(texture.width, mask.collect())
                .closed(closing)
                .opened(opening);
            for cells in mask.components(SMALLEST_AREA) {
                regions.push(region(texture, &cells));
            }
        }
        regions
    }
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
    let (half_along, half_across) = ((high.0 - low.0) / 2.0 + half, (high.1 - low.1) / 2.0 + half);
    let area = 4.0 * half_along * half_across;
    Region {
        centre: Point::new(along * cos - across * sin, along * sin + across * cos),
        angle,
        half_along,
        half_across,
        score,
        fill: (cells.len() * texture.cell * texture.cell) as f32 / area,
        cell: texture.cell as f32,
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
            fill: 0.0,
            cell: 1.0,
        }
    }

    /// Much strong texture in a full rectangle.
    fn likeness(&self) -> f32 {
        self.score * self.fill * self.fill
    }

    /// Whether another region lies at the same place and is about as large.
    fn is_like(&self, other: &Self) -> bool {
        let near = |a: f32, b: f32| (a - b).abs() < 0.15 * a.max(b);
        self.centre.distance(other.centre) < 0.15 * self.half_along
            && near(self.half_along, other.half_along)
            && near(self.half_across, other.half_across)
    }

    /// Whether it is full, long and strong enough to be a symbol.
    pub(super) fn is_symbol_like(&self) -> bool {
        let area = 4.0 * self.half_along * self.half_across * self.fill;
        self.may_be_symbol()
            && self.half_along >= SLIMMEST * self.half_across
            && self.fill >= FILL
            && self.score * self.cell * self.cell >= STRENGTH * area
    }

    /// Whether it is long and full enough to hold a symbol.
    pub(super) fn may_be_symbol(&self) -> bool {
        2.0 * self.half_along >= SHORTEST && self.fill >= LEAST_FILL
    }

    /// The same region in a copy with so many times the pixels along a side.
    pub(super) fn scaled(&self, times: f32) -> Self {
        Self {
            centre: self.centre.times(times),
            half_along: self.half_along * times,
            half_across: self.half_across * times,
            cell: self.cell * times,
            ..*self
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

    /// The region with room for the guards and the quiet zone, which have little texture.
    pub(super) fn frame(&self) -> Frame {
        self.framed(self.half_along * 1.14 + 10.0, self.half_across * 1.10 + 6.0)
    }

    fn framed(&self, half_along: f32, half_across: f32) -> Frame {
        let step = (2.0 * half_along.max(half_across) / LONGEST_FRAME).max(1.0);
        let (sin, cos) = self.angle.sin_cos();
        let along = Point::new(cos * step, sin * step);
        let across = Point::new(-sin * step, cos * step);
        let count = |half: f32| {
            (1..4096usize)
                .find(|&n| n as f32 * step >= 2.0 * half)
                .unwrap_or(4096)
        };
        Frame {
            origin: self
                .centre
                .plus(along, -half_along / step)
                .plus(across, -half_across / step),
            along,
            across,
            width: count(half_along),
            height: count(half_across),
        }
    }
}
