use super::solve::solve;

/// Legendre polynomials of a course, up to the fifth degree.
const TERMS: usize = 6;
/// How much each term is held back: the curlier, the more.
const HELD_BACK: [f64; TERMS] = [1e-6, 1e-6, 0.1, 0.3, 0.5, 1.0];
/// Rounds in which what lies aside loses its weight.
const ROUNDS: usize = 8;

/// A place as it was seen: its number, the value there, how much it counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) place: usize,
    pub(super) value: f32,
    pub(super) weight: f32,
}

/// A value that runs smoothly over the places of a line, on paper that may be bent and seen aslant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Course {
    terms: [f32; TERMS],
    /// Places of the line.
    count: usize,
}

impl Course {
    /// The course of a line of so many places through what was seen of it, with little regard to what
    /// lies much further than `near` aside. Nothing when too little was seen.
    pub(super) fn through(seen: &[Seen], count: usize, near: f32) -> Option<Self> {
        if seen.len() < TERMS {
            return None;
        }
        let mut course = Self::fitted(seen, count, |_| 1.0)?;
        for _ in 0..ROUNDS {
            let aside = |one: &Seen| (one.value - course.at(one.place as f32)) / near;
            course = Self::fitted(seen, count, |one| 1.0 / (1.0 + aside(one).powi(2)))?;
        }
        Some(course)
    }

    /// One that is nought everywhere.
    pub(super) const fn level(count: usize) -> Self {
        Self {
            terms: [0.0; TERMS],
            count,
        }
    }

    fn fitted(seen: &[Seen], count: usize, share: impl Fn(&Seen) -> f32) -> Option<Self> {
        let mut matrix = vec![0.0; TERMS * TERMS];
        let mut right = vec![0.0; TERMS];
        for one in seen {
            let weight = f64::from(one.weight * share(one));
            let terms = polynomials(relative(one.place as f32, count)).map(f64::from);
            let rows = matrix.chunks_exact_mut(TERMS).zip(&mut right);
            for ((row, right), term) in rows.zip(terms) {
                *right += weight * term * f64::from(one.value);
                for (cell, other) in row.iter_mut().zip(terms) {
                    *cell += weight * term * other;
                }
            }
        }
        let diagonal = matrix.iter_mut().step_by(TERMS + 1);
        for (cell, held) in diagonal.zip(HELD_BACK) {
            *cell += held;
        }
        let solved = solve(matrix, right)?;
        let mut terms = [0.0; TERMS];
        for (term, solved) in terms.iter_mut().zip(solved) {
            *term = solved;
        }
        Some(Self { terms, count })
    }

    /// The value at a place or between places; beyond the ends it goes on straight.
    pub(super) fn at(&self, place: f32) -> f32 {
        let within = place.clamp(0.0, self.count.saturating_sub(1) as f32);
        self.inside(within) + self.slope(within) * (place - within)
    }

    /// How much it changes from one place to the next.
    pub(super) fn slope(&self, place: f32) -> f32 {
        let last = self.count.saturating_sub(1) as f32;
        let (before, after) = ((place - 0.5).max(0.0), (place + 0.5).min(last));
        (self.inside(after) - self.inside(before)) / (after - before).max(1e-3)
    }

    fn inside(&self, place: f32) -> f32 {
        let terms = polynomials(relative(place, self.count));
        terms.iter().zip(self.terms).map(|(a, b)| a * b).sum()
    }

    /// This course moved by another.
    pub(super) fn plus(mut self, other: &Self) -> Self {
        for (term, other) in self.terms.iter_mut().zip(other.terms) {
            *term += other;
        }
        self
    }
}

/// A place from −1, the first one, to 1, the last.
fn relative(place: f32, count: usize) -> f32 {
    2.0 * place / count.saturating_sub(1).max(1) as f32 - 1.0
}

/// By Bonnet's recurrence.
fn polynomials(x: f32) -> [f32; TERMS] {
    let mut all = [1.0; TERMS];
    let (mut before, mut now) = (1.0, x);
    for (degree, value) in all.iter_mut().enumerate().skip(1) {
        *value = now;
        let degree = degree as f32;
        (before, now) = (
            now,
            ((2.0 * degree + 1.0) * x * now - degree * before) / (degree + 1.0),
        );
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bent(place: f32) -> f32 {
        3.0 + 8.0 * place - 0.02 * (place - 15.0).powi(2)
    }

    fn seen() -> Vec<Seen> {
        (0..30)
            .map(|place| Seen {
                place,
                value: bent(place as f32),
                weight: 1.0,
            })
            .collect()
    }

    #[test]
    fn a_course_follows_what_was_seen_and_ignores_what_lies_aside() {
        let mut seen = seen();
        seen[7].value += 40.0;
        seen[20].value -= 30.0;
        let course = Course::through(&seen, 30, 1.0).unwrap();
        for place in [0.0, 7.0, 12.5, 20.0, 29.0] {
            assert!((course.at(place) - bent(place)).abs() < 0.3, "{place}");
        }
        assert!((course.slope(15.0) - 8.0).abs() < 0.1);
        // Beyond its ends it goes on straight.
        assert!((course.at(-1.0) - bent(-1.0)).abs() < 0.5);
    }

    #[test]
    fn too_few_places_have_no_course() {
        assert!(Course::through(&seen()[..5], 30, 1.0).is_none());
    }
}
