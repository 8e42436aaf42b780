//! Smooth functions of a place in the grid, fitted to what single cells say.
#![expect(clippy::indexing_slicing, reason = "six terms, fixed-size tables")]

const TERMS: usize = 6;
/// With fewer places the function is level.
const FEWEST: usize = 15;
/// Places further off than this count no more, in the units of the value.
const OUTLIER: f32 = 1.5;

/// a + b·row + c·column + d·row·column + e·column² + f·row·column².
#[derive(Debug, Clone, Copy)]
pub(super) struct Plane {
    middle: (f32, f32),
    half: (f32, f32),
    factors: [f32; TERMS],
}

impl Plane {
    /// Weighted least squares over (row, column, value, weight), then once more without outliers.
    pub(super) fn through(places: &[(f32, f32, f32, f32)], level: f32) -> Self {
        let range = |of: fn(&(f32, f32, f32, f32)) -> f32| {
            let low = places.iter().map(of).fold(f32::MAX, f32::min);
            let high = places.iter().map(of).fold(f32::MIN, f32::max);
            ((low + high) / 2.0, ((high - low) / 2.0).max(1.0))
        };
        let (row, column) = (range(|p| p.0), range(|p| p.1));
        let mut plane = Self {
            middle: (row.0, column.0),
            half: (row.1, column.1),
            factors: [level, 0.0, 0.0, 0.0, 0.0, 0.0],
        };
        if places.len() < FEWEST {
            return plane;
        }
        let Some(factors) = plane.fitted(places.iter()) else {
            return plane;
        };
        plane.factors = factors;
        let is_near = |p: &&(f32, f32, f32, f32)| (plane.at(p.0, p.1) - p.2).abs() < OUTLIER;
        if let Some(factors) = plane.fitted(places.iter().filter(is_near)) {
            plane.factors = factors;
        }
        plane
    }

    pub(super) fn at(&self, row: f32, column: f32) -> f32 {
        let terms = self.terms(row, column);
        terms
            .iter()
            .zip(self.factors)
            .map(|(term, factor)| term * factor)
            .sum()
    }

    fn terms(&self, row: f32, column: f32) -> [f32; TERMS] {
        let r = (row - self.middle.0) / self.half.0;
        let c = (column - self.middle.1) / self.half.1;
        [1.0, r, c, r * c, c * c, r * c * c]
    }

    fn fitted<'a>(
        &self,
        places: impl Iterator<Item = &'a (f32, f32, f32, f32)>,
    ) -> Option<[f32; TERMS]> {
        let mut rows = [[0.0f32; TERMS + 1]; TERMS];
        for &(row, column, value, weight) in places {
            let terms = self.terms(row, column);
            for (i, equation) in rows.iter_mut().enumerate() {
                for (j, term) in terms.iter().enumerate() {
                    equation[j] += weight * terms[i] * term;
                }
                equation[TERMS] += weight * terms[i] * value;
            }
        }
        solved(rows)
    }
}

/// Gauss and Jordan with pivots; `None` when the equations do not tell all unknowns.
fn solved(mut rows: [[f32; TERMS + 1]; TERMS]) -> Option<[f32; TERMS]> {
    for step in 0..TERMS {
        let pivot =
            (step..TERMS).max_by(|&a, &b| rows[a][step].abs().total_cmp(&rows[b][step].abs()))?;
        rows.swap(step, pivot);
        let chosen = rows[step];
        if chosen[step].abs() < 1e-6 {
            return None;
        }
        for (index, row) in rows.iter_mut().enumerate() {
            if index != step {
                let times = row[step] / chosen[step];
                for (value, other) in row.iter_mut().zip(chosen) {
                    *value -= times * other;
                }
            }
        }
    }
    Some(std::array::from_fn(|i| rows[i][TERMS] / rows[i][i]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bent_plane_is_found_through_outliers() {
        let value =
            |row: f32, column: f32| 3.0 + 0.02 * row - 0.1 * column + 0.01 * column * column;
        let mut places: Vec<(f32, f32, f32, f32)> = (0..300)
            .map(|i| ((i / 12) as f32, (i % 12) as f32))
            .map(|(row, column)| (row, column, value(row, column), 0.1))
            .collect();
        for place in places.iter_mut().step_by(40) {
            place.2 += 3.0;
        }
        let plane = Plane::through(&places, 3.0);
        for (row, column) in [(0.0, 0.0), (24.0, 11.0), (12.0, 5.0)] {
            let off = plane.at(row, column) - value(row, column);
            assert!(off.abs() < 0.15, "{row} {column} {off}");
        }
        let level = Plane::through(&places[..3], 3.0);
        assert_eq!(level.at(9.0, 9.0), 3.0);
    }
}
