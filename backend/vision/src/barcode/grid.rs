//! From the two bounding lines to the grid of codewords: the row indicators tell which row is
//! where on either side (ISO/IEC 15438:2015, 5.11.3), so slant, perspective and row heights follow
//! from the content itself.

use super::geometry::Point;
use super::patterns::{Bank, MODULES};
use super::rows::{Indicator, RowFit, columns, consistent, rows_and_level};
use super::sample::View;
use super::sides::{FINENESS, Sides};

/// Rows, error correction level and the places of the rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    pub(super) sides: Sides,
    pub(super) rows: usize,
    pub(super) level: u32,
    left: RowFit,
    right: RowFit,
}

impl Grid {
    /// Reads the row indicators and fits the rows to them.
    pub(super) fn new(view: &View<'_>, sides: Sides, bank: &Bank) -> Option<Self> {
        let grid = Self::with_columns(view, sides, bank)?;
        let Err(columns) = grid else { return grid.ok() };
        // The indicators count columns better than the widths do.
        Self::with_columns(view, sides.with_columns(columns), bank)?.ok()
    }

    /// `Err` carries the number of columns when the indicators say another.
    fn with_columns(view: &View<'_>, sides: Sides, bank: &Bank) -> Option<Result<Self, usize>> {
        let indicators = sides.indicators(view, bank);
        let side = |is_left: bool| {
            let of_side = indicators.iter().filter(|i| i.is_left == is_left).copied();
            consistent(&of_side.collect::<Vec<_>>())
        };
        let (mut left, mut right) = (side(true), side(false));
        // A side that agrees with itself much less than the other agrees by chance.
        if 3 * right.len() < left.len() {
            right.clear();
        } else if 3 * left.len() < right.len() {
            left.clear();
        }
        let believed: Vec<Indicator> = left.iter().chain(&right).copied().collect();
        let columns = columns(&believed)?;
        if columns != sides.columns {
            return Some(Err(columns));
        }
        let (rows, level) = rows_and_level(&believed)?;
        let (left, right) = match (RowFit::new(&left), RowFit::new(&right)) {
            (Some(left), Some(right)) => (left, right),
            (Some(left), None) => (left, left.shifted(sides.fall())),
            (None, Some(right)) => (right.shifted(-sides.fall()), right),
            (None, None) => return None,
        };
        // Both sides have to run the same way.
        (left.b * right.b > 0.0).then_some(Ok(Self {
            sides,
            rows,
            level,
            left,
            right,
        }))
    }

    /// Heights at the bounding lines of a place in the rows, the middle of the first being 0.
    pub(super) fn ends(&self, row: f32) -> (f32, f32) {
        let modules = self.sides.modules() as f32;
        let from = self.sides.share(1.5 * MODULES as f32);
        let to = self.sides.share(modules - 1.5 * MODULES as f32);
        let (left, right) = (self.left.y(row), self.right.y(row));
        let slope = (right - left) / (to - from);
        (left - from * slope, right + (1.0 - to) * slope)
    }

    /// Height of a row in frame pixels, at the middle.
    pub(super) fn row_height(&self) -> f32 {
        let middle = self.rows as f32 / 2.0;
        (self.left.y(middle + 0.5) - self.left.y(middle - 0.5)).abs()
    }

    /// Brightness along the middle of a row, [`FINENESS`] samples to a module, with one module
    /// more on either side.
    pub(super) fn row_profile(&self, view: &View<'_>, row: usize) -> Vec<f32> {
        let offsets: &[f32] = match self.row_height() {
            ..2.5 => &[0.0],
            2.5..5.0 => &[-0.15, 0.15],
            5.0..8.0 => &[-0.22, 0.0, 0.22],
            _ => &[-0.27, -0.13, 0.0, 0.13, 0.27],
        };
        let samples = (self.sides.modules() + 2) * FINENESS;
        let mut profile = vec![0.0; samples];
        for offset in offsets {
            let (left_y, right_y) = self.ends(row as f32 + offset);
            for (index, value) in profile.iter_mut().enumerate() {
                let module = (index as f32 + 0.5) / FINENESS as f32 - 1.0;
                *value += self.sides.sample(view, left_y, right_y, module);
            }
        }
        profile
    }

    /// Corners in picture pixels, as the symbol reads.
    pub(super) fn corners(&self) -> [Point; 4] {
        let modules = self.sides.modules() as f32 + 1.0;
        let corner = |row: f32, module: f32| {
            let (left_y, right_y) = self.ends(row);
            let at = self.sides.place(left_y, right_y, module);
            self.sides.frame.place(at.x, at.y)
        };
        let last = self.rows as f32 - 0.5;
        [
            corner(-0.5, 0.0),
            corner(-0.5, modules),
            corner(last, modules),
            corner(last, 0.0),
        ]
    }
}
