use super::grid::{Grid, dot};
use super::solve::solve;

/// How far a kernel reaches.
pub(super) const REACH: usize = 4;
const SIDE: usize = 2 * REACH + 1;
/// Shifts from one tap to another.
const SHIFTS: usize = 4 * REACH + 1;
/// How much the taps are held back, as a share of what the shapes say of them.
const HELD_BACK: f64 = 3e-3;
/// Least share of the strokes' contrast that is seen.
const LEAST_SUM: f32 = 0.1;

/// How a lens, a printer and the distance of pixels smear strokes, in columns and rows of a grid.
#[derive(Debug, Clone)]
pub(super) struct Kernel {
    taps: [f32; SIDE * SIDE],
}

impl Kernel {
    /// A round one with that standard deviation.
    pub(super) fn round(deviation: f32) -> Self {
        let mut taps = [0.0; SIDE * SIDE];
        for (at, tap) in taps.iter_mut().enumerate() {
            let (right, down) = from_middle(at, SIDE);
            let squared = (right * right + down * down) as f32;
            *tap = (-0.5 * squared / deviation.powi(2)).exp();
        }
        let sum: f32 = taps.iter().sum();
        taps.iter_mut().for_each(|tap| *tap /= sum);
        Self { taps }
    }

    /// The one that makes what is seen of what was drawn, by least squares over all lines: normal
    /// equations whose matrix holds what the drawn strokes have in common with themselves, shifted.
    pub(super) fn between(lines: &[(Grid, Grid)]) -> Option<Self> {
        let mut own = [0.0; SHIFTS * SHIFTS];
        let mut right = vec![0.0; SIDE * SIDE];
        for (drawn, seen) in lines {
            for (at, sum) in right.iter_mut().enumerate() {
                *sum += shifted_product(drawn, seen, from_middle(at, SIDE));
            }
            // The other half is the same, turned about.
            for (at, sum) in own.iter_mut().enumerate().skip(SHIFTS * SHIFTS / 2) {
                *sum += shifted_product(drawn, drawn, from_middle(at, SHIFTS));
            }
        }
        let tap = |at| from_middle(at, SIDE);
        let matrix = (0..SIDE * SIDE * SIDE * SIDE)
            .map(|at| {
                let (one, other) = (tap(at / (SIDE * SIDE)), tap(at % (SIDE * SIDE)));
                let (x, y) = (one.0 - other.0, one.1 - other.1);
                let half = 2 * REACH as isize;
                let turned = (y, x) < (0, 0);
                let (x, y) = if turned { (-x, -y) } else { (x, y) };
                let at = (y + half) * SHIFTS as isize + x + half;
                let value = usize::try_from(at).ok().and_then(|at| own.get(at).copied());
                let held = if one == other { HELD_BACK } else { 0.0 };
                value.unwrap_or(0.0) + held * own.get(SHIFTS * SHIFTS / 2).copied().unwrap_or(1.0)
            })
            .collect();
        let mut taps = [0.0; SIDE * SIDE];
        for (tap, solved) in taps.iter_mut().zip(solve(matrix, right)?) {
            *tap = solved;
        }
        Self { taps }.levelled()
    }

    /// With the sum 1; nothing when strokes hardly darken the picture, or brighten it.
    fn levelled(mut self) -> Option<Self> {
        let sum: f32 = self.taps.iter().sum();
        self.taps.iter_mut().for_each(|tap| *tap /= sum);
        (sum > LEAST_SUM).then_some(self)
    }

    /// Columns to the right and rows down, and the share of a stroke that is seen there.
    pub(super) fn taps(&self) -> impl Iterator<Item = (isize, isize, f32)> {
        self.taps.iter().enumerate().map(|(at, &tap)| {
            let (right, down) = from_middle(at, SIDE);
            (right, down, tap)
        })
    }
}

/// Columns to the right and rows down, from the middle, of a cell of a square.
const fn from_middle(at: usize, side: usize) -> (isize, isize) {
    let half = (side / 2).cast_signed();
    (
        (at % side).cast_signed() - half,
        (at / side).cast_signed() - half,
    )
}

/// The sum of one grid's cells times those of the other that lie so far to the right and down.
fn shifted_product(one: &Grid, other: &Grid, (right, down): (isize, isize)) -> f64 {
    let skipped = |by: isize| usize::try_from(by).unwrap_or(0);
    let rows = one
        .rows()
        .skip(skipped(-down))
        .zip(other.rows().skip(skipped(down)));
    rows.map(|(one, other)| {
        let one = one.get(skipped(-right)..).unwrap_or_default();
        let other = other.get(skipped(right)..).unwrap_or_default();
        f64::from(dot(one, other))
    })
    .sum()
}

#[cfg(test)]
mod tests {
    use super::super::shapes::shapes;
    use super::*;

    #[test]
    fn the_kernel_that_smeared_strokes_is_found() {
        let mut drawn = Grid::empty(600, 24);
        for (at, class) in (2..38).step_by(3).enumerate() {
            drawn.add(&shapes(0)[class], (12 + at * 10, 6));
        }
        let lens = Kernel::round(1.3);
        let seen = drawn.smeared(&lens);
        let found = Kernel::between(&[(drawn, seen)]).unwrap();
        for (found, wanted) in found.taps.iter().zip(lens.taps) {
            assert!((found - wanted).abs() < 0.01, "{found} {wanted}");
        }
    }

    #[test]
    fn nothing_drawn_has_no_kernel() {
        let empty = Grid::empty(40, 24);
        assert!(Kernel::between(&[(empty.clone(), empty)]).is_none());
    }

    #[test]
    fn strokes_that_brighten_the_picture_have_no_kernel() {
        let mut drawn = Grid::empty(60, 24);
        drawn.add(&shapes(0)[12], (20, 6));
        let mut seen = drawn.clone();
        seen.rows_mut().flatten().for_each(|cell| *cell = -*cell);
        assert!(Kernel::between(&[(drawn, seen)]).is_none());
    }
}
