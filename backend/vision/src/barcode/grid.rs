//! From the two bounding lines to the grid of codewords: the row indicators tell which row is
//! where on either side (ISO/IEC 15438:2015, 5.11.3), so slant, perspective and row heights follow
//! from the content itself.

use super::geometry::Point;
use super::patterns::{Bank, MODULES};
use super::rows::{Indicator, RowFit, columns, consistent, rows_and_level};
use super::sample::View;
use super::sides::{FINENESS, Sides};
use super::votes::Votes;

/// Codewords to a symbol at most.
const MOST_CELLS: usize = 928;

/// Rows, error correction level and the places of the rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    pub(super) sides: Sides,
    pub(super) rows: usize,
    pub(super) level: u32,
    pub(super) left: RowFit,
    pub(super) right: RowFit,
}

impl Grid {
    /// Reads the row indicators and fits the rows to them. When the indicators read one by one and
    /// all together tell different numbers, both grids are given.
    pub(super) fn candidates(view: &View<'_>, sides: Sides, bank: &Bank) -> Vec<Self> {
        let mut found = Vec::new();
        let mut structures = Reading::new(view, sides, bank).structures(view, bank);
        structures.dedup_by_key(|structure| {
            (
                structure.columns,
                structure.grid.map(|grid| (grid.rows, grid.level)),
            )
        });
        for structure in structures {
            if structure.columns == sides.columns {
                found.extend(structure.grid);
                continue;
            }
            // The indicators count columns better than the widths do.
            let again = Reading::new(view, sides.with_columns(structure.columns), bank);
            let agreed = again
                .structures(view, bank)
                .into_iter()
                .filter(|other| other.columns == structure.columns);
            found.extend(agreed.filter_map(|other| other.grid));
        }
        found.dedup_by_key(|grid: &mut Self| (grid.rows, grid.level, grid.sides.columns));
        found.retain(Self::is_possible);
        found
    }

    /// 5.2.1: a symbol has at most 928 codewords; some of them are no check words.
    fn is_possible(&self) -> bool {
        let cells = self.rows * self.sides.columns;
        cells <= MOST_CELLS && cells > 2 << self.level
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

    /// The codewords of the row indicators of a row, left and right (5.11.3.2).
    pub(super) fn indicators_of(&self, row: usize) -> (u16, u16) {
        let thirds = (self.rows - 1) / 3;
        let mixed = 3 * self.level as usize + (self.rows - 1) % 3;
        let columns = self.sides.columns - 1;
        let (left, right) = match row % 3 {
            0 => (thirds, columns),
            1 => (mixed, thirds),
            _ => (columns, mixed),
        };
        let codeword = |value: usize| u16::try_from(30 * (row / 3) + value).unwrap_or(0).min(928);
        (codeword(left), codeword(right))
    }

    /// Height of a row in frame pixels, at the middle.
    pub(super) fn row_height(&self) -> f32 {
        let middle = self.rows as f32 / 2.0;
        (self.left.y(middle + 0.5) - self.left.y(middle - 0.5)).abs()
    }

    /// Height of a row in modules.
    pub(super) fn row_modules(&self) -> f32 {
        self.row_height() / self.sides.module_width().max(0.1)
    }

    /// Brightness along a row, [`FINENESS`] samples to a module, with one module more on either
    /// side: the sum over lines at these distances from its middle, in rows.
    pub(super) fn row_profile(
        &self,
        view: &View<'_>,
        row: usize,
        shares: &[f32],
        offsets: &[f32],
    ) -> Vec<f32> {
        let mut profile = vec![0.0; shares.len()];
        for offset in offsets {
            let ends = self.ends(row as f32 + offset);
            self.sides.add_line(view, ends, shares, &mut profile);
        }
        profile
    }

    /// Where the samples of [`Self::row_profile`] lie, as shares of the way along a row.
    pub(super) fn shares(&self) -> Vec<f32> {
        let module = |sample: usize| (sample as f32 + 0.5) / FINENESS as f32 - 1.0;
        (0..(self.sides.modules() + 2) * FINENESS)
            .map(|sample| self.sides.share(module(sample)))
            .collect()
    }

    /// The lines whose sum stands for a row of sharp print.
    pub(super) fn row_offsets(&self) -> &'static [f32] {
        match self.row_height() {
            ..2.5 => &[0.0],
            2.5..5.0 => &[-0.15, 0.15],
            5.0..8.0 => &[-0.22, 0.0, 0.22],
            _ => &[-0.27, -0.13, 0.0, 0.13, 0.27],
        }
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

/// The row indicators along both sides, those that agree with each other.
struct Reading {
    sides: Sides,
    left: Vec<Indicator>,
    right: Vec<Indicator>,
}

/// What the indicators say of the whole, and the grid that follows if they say enough.
struct Structure {
    columns: usize,
    grid: Option<Grid>,
}

impl Reading {
    fn new(view: &View<'_>, sides: Sides, bank: &Bank) -> Self {
        let indicators = sides.indicators(view, bank);
        let of_side = |all: &[Indicator], is_left: bool| -> Vec<Indicator> {
            let side = all.iter().filter(|i| i.is_left == is_left);
            side.copied().collect()
        };
        let side = |is_left: bool| consistent(&of_side(&indicators, is_left), |i| i.y);
        let (mut left, mut right) = (side(true), side(false));
        // Both guards run from the first row to the last: with the ends of the one laid on those
        // of the other, both sides tell of the same rows, and fewer agree by chance.
        let both = consistent(&indicators, |i| sides.as_on_the_left(i));
        if 10 * both.len() >= 8 * (left.len() + right.len()) {
            (left, right) = (of_side(&both, true), of_side(&both, false));
        }
        // A side that agrees with itself much less than the other agrees by chance.
        if 3 * right.len() < left.len() {
            right.clear();
        } else if 3 * left.len() < right.len() {
            left.clear();
        }
        Self { sides, left, right }
    }

    fn structures(&self, view: &View<'_>, bank: &Bank) -> Vec<Structure> {
        let Some((left, right)) = self.fits() else {
            return Vec::new();
        };
        let believed: Vec<Indicator> = self.left.iter().chain(&self.right).copied().collect();
        let votes = Votes::new(&self.sides, view, bank, (&left, &right));
        let counts = [
            (columns(&believed), rows_and_level(&believed)),
            (votes.columns(), votes.rows_and_level()),
        ];
        let grid = |columns: usize, (rows, level): (usize, u32)| {
            (columns == self.sides.columns).then_some(Grid {
                sides: self.sides,
                rows,
                level,
                left,
                right,
            })
        };
        let structure = |(columns, of_rows): (Option<usize>, Option<(usize, u32)>)| {
            let columns = columns?;
            Some(Structure {
                columns,
                grid: of_rows.and_then(|of_rows| grid(columns, of_rows)),
            })
        };
        counts.into_iter().filter_map(structure).collect()
    }

    /// The rows on both sides; they have to run the same way.
    fn fits(&self) -> Option<(RowFit, RowFit)> {
        let (left, right) = match (RowFit::new(&self.left), RowFit::new(&self.right)) {
            (Some(left), Some(right)) => (left, right),
            (Some(left), None) => (left, left.shifted(self.sides.fall())),
            (None, Some(right)) => (right.shifted(-self.sides.fall()), right),
            (None, None) => return None,
        };
        (left.b * right.b > 0.0).then_some((left, right))
    }
}
