//! A grid laid anew from what is known once the structure is: the codewords of all row indicators,
//! and that every cell resembles some pattern. Blurred guards are off by a module or two, and their
//! module widths by some percent, which is several modules in the middle of a row.

use super::grid::Grid;
use super::patterns::{BLURS, Bank, FEATURES, MODULES};
use super::rows::RowFit;
use super::sample::View;
use super::sides::FINENESS;

/// Times that the lines and then the rows are laid.
const ROUNDS: usize = 3;
/// How far from its expected middle a row is looked for, in steps of so many rows.
const ROW_REACH: i32 = 7;
const ROW_STEP: f32 = 0.1;
/// Likeness of an indicator whose place is believed, and of many in the mean.
const BELIEVED: f32 = 0.85;
const BELIEVED_MEAN: f32 = 0.66;
/// Rows further than this from the line through all of them are misread, in rows.
const AGREEING: f32 = 0.4;
/// How far a bounding line is moved at most, in thirds of a module: at first, and then.
const LINE_REACHES: [i32; ROUNDS] = [15, 4, 3];
/// Perspective along a row that is tried, k of s(1 + k) / (1 + ks): steps on either side and their
/// size. The middle of a row moves by a quarter of a step times its modules; cells tell a quarter of
/// a module. Near what the guards say, then anywhere, then finely.
const NEAR: (i32, f32) = (14, 0.006);
const FAR: (i32, f32) = (55, 0.006);
const FINE: (i32, f32) = (3, 0.002);
/// Likeness of cells that lie where they should.
const SURE: f32 = 0.93;
/// Cells that judge the perspective: of the column in the middle, where it shows most, and then
/// beside it.
const TRIAL_CELLS: usize = 12;
/// A spread over the guards' own has to be better by so much.
const BETTER: f32 = 0.01;

impl Grid {
    /// Moves the bounding lines, then the rows, to where the indicators resemble their codewords
    /// most, and spreads the modules so that the cells between resemble patterns most.
    pub(super) fn calibrated(self, view: &View<'_>) -> Self {
        let bank = Bank::with_blur(self.indicator_blur(view));
        let mut grid = self;
        for reach in LINE_REACHES {
            grid = grid
                .with_lines_moved(view, bank, reach)
                .with_rows_aligned(view, bank);
        }
        grid.spread_by_cells(view, bank)
    }

    fn indicator(&self, view: &View<'_>, row: f32, is_left: bool, shift: f32) -> [f32; FEATURES] {
        self.sides
            .indicator_cell(view, self.ends(row), is_left, shift)
    }

    fn codeword_of(&self, row: usize, is_left: bool) -> u16 {
        let (left, right) = self.indicators_of(row);
        if is_left { left } else { right }
    }

    /// The blur at which the indicators resemble their codewords most.
    fn indicator_blur(&self, view: &View<'_>) -> usize {
        let likeness = |blur: usize| -> f32 {
            let bank = Bank::with_blur(blur);
            let sides = [true, false];
            let all = (0..self.rows).flat_map(|row| sides.map(|is_left| (row, is_left)));
            let each = all.map(|(row, is_left)| {
                let cell = self.indicator(view, row as f32, is_left, 0.0);
                bank.likeness(row % 3, cell, self.codeword_of(row, is_left))
                    .max(0.5)
            });
            each.sum()
        };
        let scores: [f32; BLURS.len()] = std::array::from_fn(likeness);
        let best = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        best.map_or(0, |(blur, _)| blur)
    }

    /// Both lines, each moved at its upper and at its lower half.
    fn with_lines_moved(self, view: &View<'_>, bank: &Bank, reach: i32) -> Self {
        let middle = self.rows / 2;
        let halves = [(0, middle.max(1)), (middle.min(self.rows - 1), self.rows)];
        let mut moved = self;
        for is_left in [true, false] {
            let [upper, lower] = halves.map(|(from, to)| {
                let likeness = |step: i32| -> f32 {
                    let shift = step as f32 / FINENESS as f32;
                    let each = (from..to).map(|row| {
                        let cell = self.indicator(view, row as f32, is_left, shift);
                        bank.likeness(row % 3, cell, self.codeword_of(row, is_left))
                    });
                    each.sum::<f32>() / (to - from) as f32
                };
                // What hardly resembles anywhere stays, and near places go before far ones.
                let best = (-reach..=reach)
                    .map(|step| (step, likeness(step) - 0.004 * step.abs() as f32))
                    .max_by(|a, b| a.1.total_cmp(&b.1));
                let shift = best
                    .filter(|best| best.1 > BELIEVED_MEAN)
                    .map(|best| best.0);
                let height = self.ends((from + to) as f32 / 2.0 - 0.5);
                (if is_left { height.0 } else { height.1 }, shift)
            });
            let shifts = match (upper.1, lower.1) {
                (None, None) => continue,
                (upper, lower) => (upper.or(lower).unwrap_or(0), lower.or(upper).unwrap_or(0)),
            };
            let module = |step: i32| step as f32 / FINENESS as f32;
            let (upper, lower) = ((upper.0, module(shifts.0)), (lower.0, module(shifts.1)));
            moved.sides = moved.sides.with_line_moved(is_left, upper, lower);
        }
        moved
    }

    /// A blurred indicator is read half a row away from its middle as well.
    fn with_rows_aligned(self, view: &View<'_>, bank: &Bank) -> Self {
        let side = |is_left: bool, fit: &RowFit| {
            let seen = (0..self.rows).filter_map(|row| {
                let codeword = self.codeword_of(row, is_left);
                let likeness = |step: i32| {
                    let place = row as f32 + step as f32 * ROW_STEP;
                    bank.likeness(row % 3, self.indicator(view, place, is_left, 0.0), codeword)
                };
                let (step, score) = (-ROW_REACH..=ROW_REACH)
                    .map(|step| (step, likeness(step)))
                    .max_by(|a, b| a.1.total_cmp(&b.1))?;
                // A best place at the end of what was looked at is no peak.
                let is_peak = step.abs() < ROW_REACH && score >= BELIEVED;
                is_peak.then(|| (row as f32, fit.y(row as f32 + step as f32 * ROW_STEP)))
            });
            let seen: Vec<(f32, f32)> = seen.collect();
            self.agreed(&seen).unwrap_or(*fit)
        };
        Self {
            left: side(true, &self.left),
            right: side(false, &self.right),
            ..self
        }
    }

    /// The rows through places that agree with each other, if they are enough.
    fn agreed(&self, seen: &[(f32, f32)]) -> Option<RowFit> {
        let rough = RowFit::through(seen)?;
        let is_near =
            |&&(row, y): &&(f32, f32)| (rough.y(row) - y).abs() < AGREEING * rough.b.abs();
        let near: Vec<(f32, f32)> = seen.iter().filter(is_near).copied().collect();
        (3 * near.len() >= self.rows).then(|| RowFit::through(&near))?
    }

    /// The perspective along the rows at which the cells in their middle resemble patterns most.
    fn spread_by_cells(self, view: &View<'_>, bank: &Bank) -> Self {
        let columns = self.sides.columns;
        let cells_of = |quarters: &[usize]| -> Vec<(usize, usize)> {
            let step = (self.rows * quarters.len()).div_ceil(TRIAL_CELLS).max(1);
            let rows = (0..self.rows).step_by(step);
            let cells = rows.flat_map(|row| quarters.iter().map(move |n| (row, n * columns / 4)));
            cells.collect()
        };
        let likeness = |grid: &Self, cells: &[(usize, usize)]| -> f32 {
            let each = cells.iter().map(|&(row, column)| {
                let ends = grid.ends(row as f32);
                let cell = grid.sides.cell(view, ends, (MODULES * (column + 2)) as f32);
                bank.best(row % 3, cell).map_or(0.0, |best| best.score)
            });
            each.sum::<f32>() / cells.len().max(1) as f32
        };
        let spread = |k: f32| Self {
            sides: self.sides.with_perspective(k),
            ..self
        };
        let best_near = |middle: f32, (reach, step): (i32, f32), cells: &[(usize, usize)]| {
            let tried = (-reach..=reach).map(|n| {
                let k = middle + n as f32 * step;
                (k, likeness(&spread(k), cells))
            });
            tried.max_by(|a, b| a.1.total_cmp(&b.1))
        };
        let middle = cells_of(&[2]);
        let near = best_near(self.sides.perspective(), NEAR, &middle);
        let coarse = near
            .filter(|near| near.1 >= SURE)
            .or_else(|| best_near(0.0, FAR, &middle));
        let cells = cells_of(&[1, 2, 3]);
        let fine = coarse.and_then(|coarse| best_near(coarse.0, FINE, &cells));
        match fine {
            Some((k, score)) if score > likeness(&self, &cells) + BETTER => spread(k),
            _ => self,
        }
    }
}
