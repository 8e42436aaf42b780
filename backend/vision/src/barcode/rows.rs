//! Which row is where on one side of a symbol, and what the row indicators say about the whole
//! (ISO/IEC 15438:2015, 5.11.3).

use super::guards::least_squares;

const TRIES: usize = 400;
const FEWEST_LINES: usize = 5;
const MOST_ROWS: usize = 90;

/// A row indicator read on one line.
#[derive(Clone, Copy)]
pub(super) struct Indicator {
    pub(super) y: f32,
    pub(super) row: f32,
    pub(super) cluster: usize,
    /// Codeword modulo 30.
    pub(super) value: u16,
    pub(super) is_left: bool,
}

/// y of the middle of row r: a + b·r + c·r².
#[derive(Debug, Clone, Copy)]
pub(super) struct RowFit {
    a: f32,
    pub(super) b: f32,
    c: f32,
}

impl RowFit {
    pub(super) fn y(&self, row: f32) -> f32 {
        self.a + self.b * row + self.c * row * row
    }

    pub(super) fn new(indicators: &[Indicator]) -> Option<Self> {
        let points: Vec<(f32, f32)> = indicators.iter().map(|i| (i.row, i.y)).collect();
        Self::through(&points)
    }

    /// The rows through places (row, y).
    pub(super) fn through(points: &[(f32, f32)]) -> Option<Self> {
        if points.len() < FEWEST_LINES {
            return None;
        }
        let (a, b) = least_squares(points)?;
        let straight = Self { a, b, c: 0.0 };
        let (low, high) = points
            .iter()
            .fold((f32::MAX, f32::MIN), |(l, h), p| (l.min(p.0), h.max(p.0)));
        // Perspective makes row heights change evenly. Too few rows would only bend by chance.
        if high - low < 6.0 {
            return Some(straight);
        }
        Some(straight.bent(points, (low + high) / 2.0, (high - low) / 2.0))
    }

    /// Adds the square term that is left in the residuals, in coordinates where it is orthogonal
    /// to the straight line for evenly spread rows.
    fn bent(self, points: &[(f32, f32)], middle: f32, half: f32) -> Self {
        let shape = |row: f32| ((row - middle) / half).powi(2) - 1.0 / 3.0;
        let norm: f32 = points.iter().map(|p| shape(p.0).powi(2)).sum();
        let joint: f32 = points
            .iter()
            .map(|p| shape(p.0) * (p.1 - self.y(p.0)))
            .sum();
        let size = joint / norm.max(1e-6);
        let c = size / (half * half);
        Self {
            a: self.a + c * middle * middle - size / 3.0,
            b: self.b - 2.0 * c * middle,
            c: self.c + c,
        }
    }

    /// The same rows further down.
    pub(super) fn shifted(self, by: f32) -> Self {
        Self {
            a: self.a + by,
            ..self
        }
    }
}

/// The indicators that lie on one straight line of rows over height; the rest are misread.
pub(super) fn consistent(
    indicators: &[Indicator],
    height_of: impl Fn(&Indicator) -> f32,
) -> Vec<Indicator> {
    let mut best: Vec<Indicator> = Vec::new();
    // A fixed sequence of pairs (Numerical Recipes' generator), so that a reading repeats.
    let mut state = 1u32;
    let mut pick = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        indicators.get((state >> 8) as usize % indicators.len().max(1))
    };
    for _ in 0..TRIES {
        let (Some(one), Some(other)) = (pick(), pick()) else {
            break;
        };
        let (at, other_at) = (height_of(one), height_of(other));
        if one.row == other.row || at == other_at {
            continue;
        }
        let height = (other_at - at) / (other.row - one.row);
        if !(1.0..200.0).contains(&height.abs()) {
            continue;
        }
        let fits = |i: &&Indicator| (one.row + (height_of(i) - at) / height - i.row).abs() < 0.8;
        if indicators.iter().filter(fits).count() > best.len() {
            best = indicators.iter().filter(fits).copied().collect();
        }
    }
    best
}

/// The number of data columns that the indicators tell.
pub(super) fn columns(indicators: &[Indicator]) -> Option<usize> {
    vote(indicators, |i| match (i.is_left, i.cluster) {
        (true, 2) | (false, 0) => Some(usize::from(i.value) + 1),
        _ => None,
    })
}

/// 5.11.3.2: rows and level are spread over the three clusters, crosswise left and right.
pub(super) fn rows_and_level(indicators: &[Indicator]) -> Option<(usize, u32)> {
    let thirds = vote(indicators, |i| match (i.is_left, i.cluster) {
        (true, 0) | (false, 1) => Some(usize::from(i.value)),
        _ => None,
    })?;
    let mixed = vote(indicators, |i| match (i.is_left, i.cluster) {
        (true, 1) | (false, 2) => Some(usize::from(i.value)),
        _ => None,
    })?;
    let rows = 3 * thirds + mixed % 3 + 1;
    let level = u32::try_from(mixed / 3).ok().filter(|&level| level <= 8)?;
    (3..=MOST_ROWS).contains(&rows).then_some((rows, level))
}

fn vote(indicators: &[Indicator], value: impl Fn(&Indicator) -> Option<usize>) -> Option<usize> {
    let mut counts = [0usize; 31];
    for value in indicators.iter().filter_map(value) {
        if let Some(count) = counts.get_mut(value) {
            *count += 1;
        }
    }
    let (value, &count) = counts.iter().enumerate().max_by_key(|&(_, &count)| count)?;
    (count > 0).then_some(value)
}
