use super::grid::{Grid, LINE_HEIGHT, PITCH};

/// Rows at the upper and the lower edge that are not looked at: other lines may be near.
pub(super) const EDGE: usize = 4;
/// Half the window in which light is even, in columns: three standard deviations.
const REACH: usize = 4 * PITCH + PITCH / 2;
/// What is added to the variance of ink, in squares of shares, so that bare paper has no contrast.
const LEAST_VARIANCE: f32 = 1e-3;
/// Least difference of paper and ink, in levels.
const LEAST_CONTRAST: f32 = 3.0;

/// By column, how bright paper is and how much darker ink.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Light {
    pub(super) paper: f32,
    pub(super) contrast: f32,
}

/// The light in which strokes, smeared, look like what is seen: a regression in a window that moves
/// along the line.
pub(super) fn light(seen: &Grid, smeared: &Grid) -> Vec<Light> {
    let mut sums = vec![Sums::default(); seen.width()];
    let rows = seen.rows().zip(smeared.rows());
    for (seen, smeared) in rows.skip(EDGE).take(LINE_HEIGHT - 2 * EDGE) {
        for (sums, (&seen, &ink)) in sums.iter_mut().zip(seen.iter().zip(smeared)) {
            sums.add(&Sums::of(seen, ink), 1.0);
        }
    }
    let deviation = REACH as f32 / 3.0;
    let weights: Vec<f32> = (0..=REACH)
        .map(|far| (-0.5 * (far as f32 / deviation).powi(2)).exp())
        .collect();
    (0..sums.len())
        .map(|column| {
            let mut around = Sums::default();
            let from = column.saturating_sub(REACH);
            for (at, sums) in sums
                .iter()
                .enumerate()
                .skip(from)
                .take(column + REACH + 1 - from)
            {
                let weight = weights.get(at.abs_diff(column)).copied().unwrap_or(0.0);
                around.add(sums, weight);
            }
            around.light()
        })
        .collect()
}

/// Sums of a regression.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    count: f32,
    seen: f32,
    ink: f32,
    both: f32,
    ink_squared: f32,
}

impl Sums {
    fn of(seen: f32, ink: f32) -> Self {
        Self {
            count: 1.0,
            seen,
            ink,
            both: seen * ink,
            ink_squared: ink * ink,
        }
    }

    fn add(&mut self, other: &Self, weight: f32) {
        self.count += other.count * weight;
        self.seen += other.seen * weight;
        self.ink += other.ink * weight;
        self.both += other.both * weight;
        self.ink_squared += other.ink_squared * weight;
    }

    fn light(&self) -> Light {
        let (seen, ink) = (self.seen / self.count, self.ink / self.count);
        let covariance = self.both / self.count - seen * ink;
        let variance = self.ink_squared / self.count - ink * ink;
        let contrast = (-covariance / (variance + LEAST_VARIANCE)).max(LEAST_CONTRAST);
        Light {
            paper: seen + contrast * ink,
            contrast,
        }
    }
}
