//! The guard patterns as blurred templates, and their correlation with a line of brightness.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "windows and positions are kept inside the scan lines"
)]

use std::ops::Range;
use std::sync::OnceLock;

use super::guards::Hit;

/// Module widths in frame pixels that are tried; each is 12 % wider than the one before.
const SMALLEST: f32 = 0.76;
const WIDTHS: usize = 13;
const GROWTH: f32 = 1.12;
/// Correlation of a place that is looked at more closely.
const WORTH_REFINING: f32 = 0.55;
/// Blur of the templates in modules.
pub(super) const BLUR: f32 = 0.7;

/// Bars (true) and spaces in modules, and the module where the reference edge lies.
pub(super) struct Pattern {
    runs: &'static [(bool, f32)],
    reference: f32,
    /// The pattern at every width that is tried.
    widths: OnceLock<Vec<Template>>,
}

/// Quiet zone, start pattern, first bar of the row indicator.
pub(super) static START: Pattern = Pattern {
    runs: &[
        (false, 2.0),
        (true, 8.0),
        (false, 1.0),
        (true, 1.0),
        (false, 1.0),
        (true, 1.0),
        (false, 1.0),
        (true, 1.0),
        (false, 3.0),
        (true, 1.0),
    ],
    reference: 2.0,
    widths: OnceLock::new(),
};
/// Last space of the row indicator, stop pattern, quiet zone. The reference is its last bar.
pub(super) static STOP: Pattern = Pattern {
    runs: &[
        (false, 1.0),
        (true, 7.0),
        (false, 1.0),
        (true, 1.0),
        (false, 3.0),
        (true, 1.0),
        (false, 1.0),
        (true, 1.0),
        (false, 2.0),
        (true, 1.0),
        (false, 2.0),
    ],
    reference: 18.0,
    widths: OnceLock::new(),
};

/// A scan line with running sums, so that the mean and the spread of any part cost nothing.
pub(super) struct Line {
    pub(super) y: f32,
    pub(super) values: Vec<f32>,
    sums: Vec<(f32, f32)>,
}

impl Line {
    pub(super) fn new(y: f32, line: &[f32]) -> Self {
        // About the middle level, so that single precision is enough for the squares.
        let mean = line.iter().sum::<f32>() / line.len().max(1) as f32;
        let values: Vec<f32> = line.iter().map(|value| value - mean).collect();
        let mut sums = vec![(0.0, 0.0)];
        let (mut sum, mut squares) = (0.0, 0.0);
        for value in &values {
            sum += value;
            squares += value * value;
            sums.push((sum, squares));
        }
        Self { y, values, sums }
    }

    /// Sum of squares about the mean of a part.
    fn spread(&self, from: usize, length: usize) -> f32 {
        let ((low, low_squares), (high, high_squares)) =
            (self.sums[from], self.sums[from + length]);
        high_squares - low_squares - (high - low) * (high - low) / length as f32
    }
}

/// The pattern at one module width, zero mean and unit length.
pub(super) struct Template {
    values: Vec<f32>,
    module: f32,
    /// From the first sample to the reference edge, in pixels.
    reference: f32,
}

impl Pattern {
    /// The pattern at every width that is tried.
    pub(super) fn widths(&self) -> &[Template] {
        self.widths.get_or_init(|| {
            let width = |step: i32| SMALLEST * GROWTH.powi(step);
            (0..WIDTHS as i32)
                .map(|step| Template::new(self, width(step), 0.0, BLUR))
                .collect()
        })
    }
}

impl Template {
    /// `offset` shifts the pattern to the right by a part of a pixel; the blur is in modules.
    pub(super) fn new(pattern: &Pattern, module: f32, offset: f32, blur: f32) -> Self {
        let total: f32 = pattern.runs.iter().map(|run| run.1).sum();
        let length = (total * module).floor() as usize;
        let sample = |i: usize| blurred(pattern, (i as f32 + 0.5 - offset) / module, blur);
        let mut values: Vec<f32> = (0..length).map(sample).collect();
        let mean = values.iter().sum::<f32>() / length.max(1) as f32;
        values.iter_mut().for_each(|value| *value -= mean);
        let size = values.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-6);
        values.iter_mut().for_each(|value| *value /= size);
        // Sample centres are whole coordinates, edges lie half a pixel before them.
        Self {
            values,
            module,
            reference: pattern.reference * module + offset - 0.5,
        }
    }

    /// The place of the best correlation on a part of a line: every second place, then those beside
    /// the best, then between pixels.
    pub(super) fn best(&self, line: &Line, part: Range<usize>) -> Option<(Hit, f32)> {
        let last = part.end.checked_sub(self.values.len())?;
        let score = |place: usize| self.correlation(line, place);
        let coarse = (part.start..=last)
            .step_by(2)
            .map(|place| (place, score(place)));
        let (near, near_score) = coarse.max_by(|a, b| a.1.total_cmp(&b.1))?;
        if near_score < WORTH_REFINING {
            return None;
        }
        let beside = [near.checked_sub(1), Some(near + 1)].into_iter().flatten();
        let beside = beside.filter(|place| (part.start..=last).contains(place));
        let (place, score_there) = beside
            .map(|place| (place, score(place)))
            .chain([(near, near_score)])
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        let neighbour = |place: Option<usize>| {
            let place = place.filter(|place| (part.start..=last).contains(place));
            place.map_or(score_there, score)
        };
        let (before, after) = (neighbour(place.checked_sub(1)), neighbour(Some(place + 1)));
        let curve = before - 2.0 * score_there + after;
        let shift = if curve < -1e-6 {
            0.5 * (before - after) / curve
        } else {
            0.0
        };
        let hit = Hit {
            x: place as f32 + shift.clamp(-0.5, 0.5) + self.reference,
            y: 0.0,
            module: self.module,
        };
        Some((hit, score_there))
    }

    fn correlation(&self, line: &Line, place: usize) -> f32 {
        let length = self.values.len();
        let spread = line.spread(place, length);
        // A contrast of three levels is noise.
        if spread < 9.0 * length as f32 {
            return 0.0;
        }
        let mut lanes = [0.0f32; 8];
        let (values, rest_values) = self.values.as_chunks::<8>();
        let (pixels, rest_pixels) = line.values[place..place + length].as_chunks::<8>();
        for (values, pixels) in values.iter().zip(pixels) {
            for lane in 0..8 {
                lanes[lane] += values[lane] * pixels[lane];
            }
        }
        let rest = rest_values.iter().zip(rest_pixels).map(|(a, b)| a * b);
        (lanes.iter().sum::<f32>() + rest.sum::<f32>()) / spread.sqrt()
    }
}

/// Brightness of the pattern at a place in modules, after a Gaussian blur.
fn blurred(pattern: &Pattern, module: f32, blur: f32) -> f32 {
    let (mut edge, mut value) = (0.0, 1.0);
    for &(is_bar, width) in pattern.runs {
        if is_bar {
            value -= step((module - edge) / blur) - step((module - edge - width) / blur);
        }
        edge += width;
    }
    value
}

/// The integral of the Gaussian, by the logistic function (off by less than 0.01).
fn step(z: f32) -> f32 {
    1.0 / (1.0 + (-1.702 * z).exp())
}
