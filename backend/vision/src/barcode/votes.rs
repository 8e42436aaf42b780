//! What the row indicators of all rows say together. One by one they are easily misread where the
//! print is blurred; but all rows of a cluster bear the same value, so their resemblances add up.

use super::patterns::{Bank, GROUP};
use super::rows::RowFit;
use super::sample::View;
use super::sides::Sides;

const MOST_ROWS: usize = 90;
/// The number of rows is at least and at most this share of what the guards' length holds.
const ROWS_RANGE: std::ops::RangeInclusive<f32> = 0.6..=1.4;

/// Summed resemblances to each value of the three numbers that the indicators tell (ISO/IEC
/// 15438:2015, 5.11.3).
pub(super) struct Votes {
    columns: [f32; GROUP],
    thirds: [f32; GROUP],
    mixed: [f32; GROUP],
    /// Rows between the ends of the guards.
    expected_rows: f32,
}

impl Votes {
    /// Reads the indicators at the middle of every row between the ends of the guards.
    pub(super) fn new(
        sides: &Sides,
        view: &View<'_>,
        bank: &Bank,
        (left, right): (&RowFit, &RowFit),
    ) -> Self {
        let [span, _] = sides.spans();
        let height = span.1 - span.0;
        let mut votes = Self {
            columns: [0.0; GROUP],
            thirds: [0.0; GROUP],
            mixed: [0.0; GROUP],
            expected_rows: height / left.b.abs().max(0.1),
        };
        let is_inside = |row: &usize| {
            let y = left.y(*row as f32);
            y > span.0 - 0.03 * height && y < span.1 + 0.03 * height
        };
        for row in (0..MOST_ROWS).filter(is_inside) {
            let heights = (left.y(row as f32), right.y(row as f32));
            let (group, cluster) = (row / 3, row % 3);
            for is_left in [true, false] {
                let cell = sides.indicator_cell(view, heights, is_left, 0.0);
                let likeness = bank.group(group, cluster, cell);
                let sums = match (is_left, cluster) {
                    (true, 0) | (false, 1) => &mut votes.thirds,
                    (true, 1) | (false, 2) => &mut votes.mixed,
                    _ => &mut votes.columns,
                };
                for (sum, likeness) in sums.iter_mut().zip(likeness) {
                    *sum += likeness;
                }
            }
        }
        votes
    }

    pub(super) fn columns(&self) -> Option<usize> {
        best(&self.columns, |_| true).map(|value| value + 1)
    }

    pub(super) fn rows_and_level(&self) -> Option<(usize, u32)> {
        let fits = |thirds: usize| {
            let rows = (3 * thirds + 2) as f32;
            ROWS_RANGE.contains(&(rows / self.expected_rows.max(1.0)))
        };
        let thirds = best(&self.thirds, fits)?;
        let mixed = best(&self.mixed, |mixed| mixed / 3 <= 8)?;
        let rows = 3 * thirds + mixed % 3 + 1;
        let level = u32::try_from(mixed / 3).ok()?;
        (3..=MOST_ROWS).contains(&rows).then_some((rows, level))
    }
}

fn best(sums: &[f32; GROUP], may_be: impl Fn(usize) -> bool) -> Option<usize> {
    let (value, &sum) = sums
        .iter()
        .enumerate()
        .filter(|(value, _)| may_be(*value))
        .max_by(|a, b| a.1.total_cmp(b.1))?;
    (sum > 0.0).then_some(value)
}
