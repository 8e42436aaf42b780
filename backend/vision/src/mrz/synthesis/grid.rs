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
        let last = count.saturating_sub(1) as f32;
        let pitch = (along.at(last) - along.at(0.0)) / last.max(1.0);
        for x in 0..width {
            let place = (x as f32 + 0.5) / PITCH as f32 - MARGIN as f32 - 0.5;
            let (middle, centre) = (along.at(place), across.at(place));
            // What is nearer is larger, and its distances along the line are so twice over.
            let step = (along.slope(place.clamp(0.0, last)) * pitch)
                .max(0.0)
                .sqrt()
                / PITCH as f32;
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

    /// Adds another grid with its upper left corner at a place.
    pub(super) fn add(&mut self, other: &Self, (left, top): (usize, usize)) {
        for (row, other) in self.rows_mut().skip(top).zip(other.rows()) {
            for (cell, other) in row.iter_mut().skip(left).zip(other) {
                *cell += other;
            }
        }
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
