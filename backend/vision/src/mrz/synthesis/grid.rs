#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers of samples are small and positive"
)]

use super::super::line::Line;
use super::super::sample::mean;
use super::course::Course;
use super::kernel::Kernel;
use crate::luma::Luma;

/// Columns from one character to the next, and rows to that distance.
pub(super) const PITCH: usize = 10;
/// Rows of a line.
pub(super) const LINE_HEIGHT: usize = 24;
/// Places before the first one and behind the last.
pub(super) const MARGIN: usize = 1;
/// Samples to a side, of which a cell is the mean, at most.
const MOST_SAMPLES: f32 = 4.0;

/// Numbers in rows and columns.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    width: usize,
    cells: Vec<f32>,
}

impl Grid {
    pub(super) fn empty(width: usize, height: usize) -> Self {
        Self {
            width,
            cells: vec![0.0; width * height],
        }
    }

    /// The brightness of a line, its characters side by side and upright: where each stands along it
    /// and across it, in picture pixels, is given by place.
    pub(super) fn sample(
        luma: &Luma,
        line: &Line,
        (along, across): (&Course, &Course),
        count: usize,
    ) -> Self {
        let width = (count + 2 * MARGIN) * PITCH;
        let mut grid = Self::empty(width, LINE_HEIGHT);
        for x in 0..width {
            let place = (x as f32 + 0.5) / PITCH as f32 - MARGIN as f32 - 0.5;
            let (middle, centre) = (along.at(place), across.at(place));
            let step = row_step(along, place, count);
            let samples = step.ceil().clamp(1.0, MOST_SAMPLES) as usize;
            for y in 0..LINE_HEIGHT {
                let row = (y as f32 + 0.5 - LINE_HEIGHT as f32 / 2.0) * step;
                if let Some(cell) = grid.at_mut(x, y) {
                    *cell = mean(luma, line, (middle, centre + row), step, samples);
                }
            }
        }
        grid
    }

    pub(super) const fn width(&self) -> usize {
        self.width
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.cells.chunks_exact(self.width)
    }

    pub(super) fn rows_mut(&mut self) -> impl Iterator<Item = &mut [f32]> {
        self.cells.chunks_exact_mut(self.width)
    }

    pub(super) fn row(&self, y: usize) -> Option<&[f32]> {
        self.cells.get(y * self.width..(y + 1) * self.width)
    }

    pub(super) fn at_mut(&mut self, x: usize, y: usize) -> Option<&mut f32> {
        self.cells.get_mut(y * self.width + x)
    }

    /// With the mean 0 and the sum of squares 1.
    pub(super) fn levelled(mut self) -> Self {
        let mean = self.cells.iter().sum::<f32>() / self.cells.len().max(1) as f32;
        self.cells.iter_mut().for_each(|cell| *cell -= mean);
        let length = dot(&self.cells, &self.cells).sqrt().max(1e-6);
        self.cells.iter_mut().for_each(|cell| *cell /= length);
        self
    }

    /// Adds another grid with its upper left corner at a place.
    pub(super) fn add(&mut self, other: &Self, (left, top): (usize, usize)) {
        for (row, other) in self.rows_mut().skip(top).zip(other.rows()) {
            for (cell, other) in row.iter_mut().skip(left).zip(other) {
                *cell += other;
            }
        }
    }

    /// The sum of products with a smaller grid whose upper left corner lies there.
    pub(super) fn product_under(&self, other: &Self, (left, top): (usize, usize)) -> f32 {
        let rows = self.rows().skip(top).zip(other.rows());
        rows.map(|(row, other)| dot(row.get(left..).unwrap_or_default(), other))
            .sum()
    }

    /// The sum of squares under a smaller grid whose upper left corner lies there.
    pub(super) fn squares_under(&self, other: &Self, (left, top): (usize, usize)) -> f32 {
        let height = other.cells.len() / other.width.max(1);
        let rows = self.rows().skip(top).take(height);
        let cells = rows.filter_map(|row| row.get(left..left + other.width));
        cells.map(|cells| dot(cells, cells)).sum()
    }

    /// Smeared by a kernel; beyond the edges there is nothing.
    pub(super) fn smeared(&self, kernel: &Kernel) -> Self {
        let height = self.cells.len() / self.width.max(1);
        let mut smeared = Self::empty(self.width, height);
        for (y, out) in smeared.rows_mut().enumerate() {
            for (right, down, weight) in kernel.taps() {
                let from = y.checked_add_signed(-down).and_then(|y| self.row(y));
                let Some(row) = from else { continue };
                let (to, from) = (
                    usize::try_from(right).unwrap_or(0),
                    usize::try_from(-right).unwrap_or(0),
                );
                for (out, cell) in out.iter_mut().skip(to).zip(row.iter().skip(from)) {
                    *out += weight * cell;
                }
            }
        }
        smeared
    }
}

/// Picture pixels from one row to the next at a place: what is nearer is larger, and its distances
/// along the line are so twice over.
pub(super) fn row_step(along: &Course, place: f32, count: usize) -> f32 {
    let last = count.saturating_sub(1) as f32;
    let pitch = (along.at(last) - along.at(0.0)) / last.max(1.0);
    let here = along.slope(place.clamp(0.0, last));
    (here * pitch).max(0.0).sqrt() / PITCH as f32
}

/// Sums that run side by side, so that none waits for the one before.
const LANES: usize = 8;

/// The sum of products, as far as both go.
#[inline]
pub(super) fn dot(one: &[f32], other: &[f32]) -> f32 {
    let length = one.len().min(other.len());
    let (one, other) = (one.get(..length), other.get(..length));
    let (ones, rest) = one.unwrap_or_default().as_chunks::<LANES>();
    let (others, other_rest) = other.unwrap_or_default().as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (one, other) in ones.iter().zip(others) {
        for (sum, (a, b)) in sums.iter_mut().zip(one.iter().zip(other)) {
            *sum += a * b;
        }
    }
    let rest = rest.iter().zip(other_rest).map(|(a, b)| a * b);
    sums.iter().sum::<f32>() + rest.sum::<f32>()
}
