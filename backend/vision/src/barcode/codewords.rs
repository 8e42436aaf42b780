//! The codewords of a fitted grid, error-corrected.
#![expect(
    clippy::indexing_slicing,
    reason = "offsets below the lengths of fixed-size tables"
)]

use super::compaction;
use super::correct::correct;
use super::grid::Grid;
use super::patterns::{BLURS, Bank, FEATURES, MODULES, Match};
use super::reading::{Content, Layout};
use super::sample::View;
use super::sides::FINENESS;

/// Furthest shift of a cell that is tried, in samples: one module.
const REACH: usize = FINENESS;
const SHIFTS: usize = 2 * REACH + 1;
/// What a step of the shift between neighbouring cells costs in correlation.
const SHIFT_COST: f32 = 0.03;
/// Correlation below which a cell counts for less.
const WEAK: f32 = 0.85;

/// Reads the cells as the grid lies; when the check words disagree, lets every cell move a little
/// and tries the other blurs.
pub(super) fn read(view: &View<'_>, grid: &Grid) -> Option<(Content, Layout)> {
    let profiles: Vec<Row> = (0..grid.rows)
        .map(|row| Row::new(view, grid, row))
        .collect();
    let plain: Vec<Match> = profiles
        .iter()
        .flat_map(|row| row.plain(Bank::with_blur(1), grid.sides.columns))
        .collect();
    solve(grid, &plain).or_else(|| {
        (0..BLURS.len()).find_map(|blur| {
            let bank = Bank::with_blur(blur);
            let moved = profiles
                .iter()
                .flat_map(|row| row.moved(bank, grid.sides.columns));
            solve(grid, &moved.collect::<Vec<_>>())
        })
    })
}

/// Running sums of the brightness along one row.
struct Row {
    sums: Vec<f32>,
    cluster: usize,
}

impl Row {
    fn new(view: &View<'_>, grid: &Grid, row: usize) -> Self {
        let profile = grid.row_profile(view, row);
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

    fn best(&self, bank: &Bank, column: usize, shift: usize) -> Match {
        bank.best(self.cluster, self.cell(column, shift))
            .unwrap_or_default()
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
    if cells.len() > 928 || cells.len() <= checks {
        return None;
    }
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
