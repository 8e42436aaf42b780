//! The codewords of a fitted grid, error-corrected.
#![expect(
    clippy::indexing_slicing,
    reason = "offsets below the lengths of fixed-size tables"
)]

use super::blurred_cells;
use super::compaction;
use super::correct::correct;
use super::grid::Grid;
use super::patterns::{BLURS, Bank, FEATURES, MODULES, Match, USUAL_BLUR};
use super::reading::{Content, Layout};
use super::sample::View;
use super::sides::FINENESS;

/// Furthest shift of a cell that is tried, in samples: one module.
pub(super) const REACH: usize = FINENESS;
const SHIFTS: usize = 2 * REACH + 1;
/// What a step of the shift between neighbouring cells costs in correlation.
const SHIFT_COST: f32 = 0.03;
/// Correlation below which a cell counts for less.
const WEAK: f32 = 0.85;

/// Mean correlation below which the grid is not that of a symbol.
const HOPELESS: f32 = 0.85;
/// Blur from which the rows above and below show in a row.
const MIXING_BLUR: f32 = 0.6;
/// Lines near the middle of a row, where least of its neighbours shows.
const MIDDLE: [f32; 2] = [-0.06, 0.06];
/// Cells that are matched against every blur to find the right one.
const TRIAL_CELLS: usize = 32;

/// Reads the cells as the grid lies.
pub(super) fn read(view: &View<'_>, grid: &Grid) -> Option<(Content, Layout)> {
    let rows = rows(&profiles(view, grid, grid.row_offsets()));
    let blur = likely_blur(&rows, grid.sides.columns);
    solve(grid, &plain(&rows, grid, blur))
}

/// Takes off what the rows above and below bring in, tries the blurs next to the likely one, and
/// lets every cell move a little.
pub(super) fn read_closely(view: &View<'_>, grid: &Grid) -> Option<(Content, Layout)> {
    let as_lies = profiles(view, grid, grid.row_offsets());
    let middle = profiles(view, grid, &MIDDLE);
    let blur = likely_blur(&rows(&as_lies), grid.sides.columns);
    let rows_for = |blur: usize| {
        if BLURS[blur] < MIXING_BLUR {
            rows(&as_lies)
        } else {
            unmixed(&middle, grid.row_modules(), BLURS[blur])
        }
    };
    let cells = plain(&rows_for(blur), grid, blur);
    if let Some(found) = solve(grid, &cells) {
        return Some(found);
    }
    let likeness = cells.iter().map(|cell| cell.score).sum::<f32>();
    if likeness < HOPELESS * cells.len() as f32 {
        return None;
    }
    let blurs = [Some(blur), blur.checked_sub(1), Some(blur + 1)];
    let mut blurs = blurs
        .into_iter()
        .flatten()
        .filter(|&blur| blur < BLURS.len());
    let close = |blur: usize| {
        solve(
            grid,
            &blurred_cells::read(grid, &rows_for(blur), Bank::with_blur(blur)),
        )
    };
    let moved = |blur: usize| {
        let (rows, bank) = (rows_for(blur), Bank::with_blur(blur));
        let moved = rows
            .iter()
            .flat_map(|row| row.moved(bank, grid.sides.columns));
        solve(grid, &moved.collect::<Vec<_>>())
    };
    blurs.find_map(close).or_else(|| moved(blur))
}

fn rows(profiles: &[Vec<f32>]) -> Vec<Row> {
    profiles.iter().enumerate().map(Row::new).collect()
}

fn plain(rows: &[Row], grid: &Grid, blur: usize) -> Vec<Match> {
    let bank = Bank::with_blur(blur);
    rows.iter()
        .flat_map(|row| row.plain(bank, grid.sides.columns))
        .collect()
}

fn profiles(view: &View<'_>, grid: &Grid, offsets: &[f32]) -> Vec<Vec<f32>> {
    let shares = grid.shares();
    (0..grid.rows)
        .map(|row| grid.row_profile(view, row, &shares, offsets))
        .collect()
}

/// The blur whose templates some cells over the whole symbol resemble most.
fn likely_blur(rows: &[Row], columns: usize) -> usize {
    let step = (rows.len() * columns).div_ceil(TRIAL_CELLS).max(1);
    let cells = || {
        (0..rows.len() * columns)
            .step_by(step)
            .filter_map(|place| Some((rows.get(place / columns)?, place % columns)))
    };
    let likeness = |blur: usize| -> f32 {
        let bank = Bank::with_blur(blur);
        cells()
            .map(|(row, column)| row.best(bank, column, REACH).score)
            .sum()
    };
    let scores: [f32; BLURS.len()] = std::array::from_fn(likeness);
    (0..BLURS.len())
        .max_by(|&a, &b| scores[a].total_cmp(&scores[b]))
        .unwrap_or(USUAL_BLUR)
}

/// Takes off what a vertical blur brings in from the rows above and below: a Gaussian at the middle
/// of a row holds some share of its own and of each neighbour. Heights and blur in modules.
fn unmixed(profiles: &[Vec<f32>], row_height: f32, blur: f32) -> Vec<Row> {
    let share = |edge: f32| 1.0 / (1.0 + (-1.702 * edge / blur).exp());
    let own = 2.0 * share(row_height / 2.0) - 1.0;
    let other = share(1.5 * row_height) - share(row_height / 2.0);
    let weight = (other / own.max(0.1)).min(0.35);
    let sharper = |row: usize| {
        let neighbours = [row.checked_sub(1), Some(row + 1)];
        let mut profile = profiles[row].clone();
        for other in neighbours
            .into_iter()
            .flatten()
            .filter_map(|row| profiles.get(row))
        {
            for (value, other) in profile.iter_mut().zip(other) {
                *value -= weight * other;
            }
        }
        profile
    };
    (0..profiles.len())
        .map(|row| Row::new((row, &sharper(row))))
        .collect()
}

/// Running sums of the brightness along one row.
#[derive(Clone)]
pub(super) struct Row {
    sums: Vec<f32>,
    cluster: usize,
}

impl Row {
    fn new((row, profile): (usize, &Vec<f32>)) -> Self {
        let mut sums = Vec::with_capacity(profile.len() + 1);
        let mut sum = 0.0;
        sums.push(sum);
        for value in profile {
            sum += value;
            sums.push(sum);
        }
        Self {
            sums,
            cluster: row % 3,
        }
    }

    /// The modules of a data column, shifted by samples; `REACH` is no shift.
    fn cell(&self, column: usize, shift: usize) -> [f32; FEATURES] {
        // The profile starts a module before the symbol; start pattern and indicator come first.
        let first = (1 + MODULES * (column + 2)) * FINENESS + shift - REACH;
        let sum = |module: usize| {
            self.sums
                .get(first + module * FINENESS)
                .copied()
                .unwrap_or(0.0)
        };
        std::array::from_fn(|module| sum(module + 1) - sum(module))
    }

    /// [`Self::cell`] at a shift between two samples.
    pub(super) fn cell_between(&self, column: usize, shift: f32) -> [f32; FEATURES] {
        let (low, high) = (shift.floor(), shift.floor() + 1.0);
        let steps = || (0..SHIFTS).map(|step| (step, step as f32));
        let at = |place: f32| {
            steps()
                .find(|step| step.1 >= place)
                .map_or(SHIFTS - 1, |step| step.0)
        };
        let (before, behind) = (self.cell(column, at(low)), self.cell(column, at(high)));
        let share = shift - low;
        std::array::from_fn(|module| before[module] + (behind[module] - before[module]) * share)
    }

    fn best(&self, bank: &Bank, column: usize, shift: usize) -> Match {
        bank.best(self.cluster, self.cell(column, shift))
            .unwrap_or_default()
    }

    /// The shift at which a cell resembles a pattern most.
    pub(super) fn best_shift(&self, bank: &Bank, column: usize) -> Option<(usize, Match)> {
        (0..SHIFTS)
            .map(|shift| (shift, self.best(bank, column, shift)))
            .max_by(|a, b| a.1.score.total_cmp(&b.1.score))
    }

    fn plain(&self, bank: &Bank, columns: usize) -> Vec<Match> {
        (0..columns)
            .map(|column| self.best(bank, column, REACH))
            .collect()
    }

    /// The cheapest path of shifts through the columns (Viterbi).
    fn moved(&self, bank: &Bank, columns: usize) -> Vec<Match> {
        let reads: Vec<[Match; SHIFTS]> = (0..columns)
            .map(|column| std::array::from_fn(|shift| self.best(bank, column, shift)))
            .collect();
        let mut scores = [0.0f32; SHIFTS];
        let mut sources: Vec<[usize; SHIFTS]> = Vec::with_capacity(columns);
        for reads in &reads {
            let mut next = [f32::MIN; SHIFTS];
            let mut source = [0; SHIFTS];
            for to in 0..SHIFTS {
                for (from, score) in scores.iter().enumerate() {
                    let score = score - SHIFT_COST * from.abs_diff(to) as f32;
                    if score > next[to] {
                        (next[to], source[to]) = (score, from);
                    }
                }
                next[to] += reads[to].score;
            }
            scores = next;
            sources.push(source);
        }
        let mut shift = (0..SHIFTS)
            .max_by(|&a, &b| scores[a].total_cmp(&scores[b]))
            .unwrap_or(REACH);
        let mut path = Vec::with_capacity(columns);
        for (reads, source) in reads.iter().zip(&sources).rev() {
            path.push(reads[shift]);
            shift = source[shift];
        }
        path.reverse();
        path
    }
}

/// Error correction with more and more of the doubtful cells taken as unknown.
fn solve(grid: &Grid, cells: &[Match]) -> Option<(Content, Layout)> {
    let checks = 2usize << grid.level;
    let belief = |cell: &Match| cell.margin - (WEAK - cell.score).max(0.0);
    let mut doubtful: Vec<usize> = (0..cells.len()).collect();
    doubtful.sort_by(|&a, &b| belief(&cells[a]).total_cmp(&belief(&cells[b])));
    let mut previous = None;
    for eighths in 0..8 {
        let count = (checks.saturating_sub(2)) * eighths / 8;
        if previous == Some(count) {
            continue;
        }
        previous = Some(count);
        let mut word: Vec<u16> = cells.iter().map(|cell| cell.codeword).collect();
        let Some(corrected) = correct(&mut word, checks, &doubtful[..count]) else {
            continue;
        };
        // 5.11.1: the first codeword counts the data, itself included.
        let length = word.len() - checks;
        if usize::from(word[0]) != length {
            continue;
        }
        let content = compaction::decode(&word[1..length])?;
        let (rows, columns) = (grid.rows, grid.sides.columns);
        let layout = Layout {
            rows,
            columns,
            error_correction_level: grid.level,
            corrected,
        };
        return Some((content, layout));
    }
    None
}
