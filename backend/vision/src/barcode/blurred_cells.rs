//! The cells of a symbol whose modules have run into each other: a blur of more than half a module.
//! Each cell is read again where the cells around it say that it lies, with the contrast of the
//! whole symbol, and after what its neighbours in the row bring in is taken off.
#![expect(
    clippy::indexing_slicing,
    reason = "rows and columns below the lengths of the tables just built"
)]

use super::codewords::{REACH, Row};
use super::grid::Grid;
use super::patterns::{Bank, FEATURES, Match};
use super::plane::Plane;

/// Times that cells are read with the neighbours of the time before.
const ROUNDS: usize = 2;
/// Cells that tell where the grid lies.
const TRIAL_CELLS: usize = 90;
/// Cells that read so well tell where the grid lies and how black is black.
const SURE_SCORE: f32 = 0.85;

/// Reads all cells, row by row.
pub(super) fn read(grid: &Grid, rows: &[Row], bank: &Bank) -> Vec<Match> {
    let shifts = shifts(grid, rows, bank);
    let columns = grid.sides.columns;
    let cells: Vec<Vec<[f32; FEATURES]>> = rows
        .iter()
        .enumerate()
        .map(|(row, profile)| {
            (0..columns)
                .map(|column| {
                    let shift = shifts.at(row as f32, column as f32);
                    profile.cell_between(column, shift.clamp(0.0, 2.0 * REACH as f32))
                })
                .collect()
        })
        .collect();
    let best = |row: usize, cell: &[f32; FEATURES]| bank.best(row % 3, *cell).unwrap_or_default();
    let mut found: Vec<Vec<Match>> = cells
        .iter()
        .enumerate()
        .map(|(row, cells)| cells.iter().map(|cell| best(row, cell)).collect())
        .collect();
    let gain = gain(bank, &cells, &found);
    for _ in 0..ROUNDS {
        found = cells
            .iter()
            .enumerate()
            .map(|(row, cells)| read_row(grid, bank, (row, cells), &found[row], gain))
            .collect();
    }
    found.into_iter().flatten().collect()
}

fn read_row(
    grid: &Grid,
    bank: &Bank,
    (row, cells): (usize, &[[f32; FEATURES]]),
    before: &[Match],
    gain: f32,
) -> Vec<Match> {
    let (left, right) = grid.indicators_of(row);
    let codeword = |column: Option<usize>, else_is: u16| {
        column
            .and_then(|column| before.get(column))
            .map_or(else_is, |cell| cell.codeword)
    };
    cells
        .iter()
        .enumerate()
        .map(|(column, cell)| {
            let neighbours = (
                codeword(column.checked_sub(1), left),
                codeword(Some(column + 1), right),
            );
            let alone = bank.without_neighbours(row % 3, *cell, neighbours, gain);
            bank.likeliest(row % 3, alone, gain)
        })
        .collect()
}

/// The shift as a smooth function of the place, by some of the cells: the grid is off by a little
/// everywhere, never here and there.
fn shifts(grid: &Grid, rows: &[Row], bank: &Bank) -> Plane {
    let columns = grid.sides.columns;
    let step = (grid.rows * columns).div_ceil(TRIAL_CELLS).max(1);
    let trials = (0..grid.rows * columns).step_by(step).filter_map(|place| {
        let (row, column) = (place / columns, place % columns);
        let best = rows.get(row)?.best_shift(bank, column);
        let (shift, read) = best.filter(|(_, read)| read.score >= SURE_SCORE)?;
        Some((
            row as f32,
            column as f32,
            shift as f32,
            read.margin.max(1e-3),
        ))
    });
    Plane::through(&trials.collect::<Vec<_>>(), REACH as f32)
}

/// The median difference between white and black over the cells that read well.
fn gain(bank: &Bank, cells: &[Vec<[f32; FEATURES]>], found: &[Vec<Match>]) -> f32 {
    let pairs = cells.iter().zip(found).enumerate();
    let mut gains: Vec<f32> = pairs
        .flat_map(|(row, (cells, found))| {
            let sure = cells
                .iter()
                .zip(found)
                .filter(|(_, read)| read.score >= SURE_SCORE);
            sure.map(move |(cell, read)| bank.gain(row % 3, *cell, read.codeword))
        })
        .collect();
    gains.sort_unstable_by(f32::total_cmp);
    gains.get(gains.len() / 2).copied().unwrap_or(1.0)
}
