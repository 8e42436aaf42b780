//! The later stages: gradients of a window, summed over cells as SURF does (Li and Zhang 2013), and a
//! small network that judges the window and says how to move it.
#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "pixel code: places are within the window of fixed size"
)]

use std::sync::OnceLock;

use super::WINDOW;

/// Sums of gradients to a cell: along and down, plain and absolute, by the sign of the other.
const CHANNELS: usize = 8;
/// Cells to a side of a feature.
const CELLS: usize = 2;
/// Numbers that a feature gives.
pub(super) const FEATURE_VALUES: usize = CELLS * CELLS * CHANNELS;
/// Smallest side of a feature, and the step of its places.
const LEAST: usize = 16;
const STEP: usize = 16;
/// Proportions of features.
const FORMATS: [(usize, usize); 5] = [(1, 1), (1, 2), (2, 1), (2, 3), (3, 2)];

/// A feature's place in the window.
struct Patch {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
}

/// Every feature that the model may name, in its order.
fn patches() -> &'static [Patch] {
    static PATCHES: OnceLock<Vec<Patch>> = OnceLock::new();
    PATCHES.get_or_init(|| {
        let mut patches = Vec::new();
        for (across, down) in FORMATS {
            for height in (LEAST..=WINDOW).step_by(CELLS) {
                let width = height / down * across;
                let fits = height % down == 0 && (LEAST..=WINDOW).contains(&width);
                if !fits || width % CELLS != 0 {
                    continue;
                }
                for y in (0..=WINDOW - height).step_by(STEP) {
                    for x in (0..=WINDOW - width).step_by(STEP) {
                        patches.push(Patch {
                            x,
                            y,
                            width,
                            height,
                        });
                    }
                }
            }
        }
        patches
    })
}

pub(super) fn feature_count() -> usize {
    patches().len()
}

/// What a network says of a window: a face, and where in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict {
    pub(super) score: f32,
    /// How far along, down and larger, each 0 to 1 with ½ for "as it is".
    pub(super) moves: [f32; 3],
}

/// A perceptron of some layers over some features; layers are weights by output, then input, and
/// shifts.
pub(super) struct Perceptron {
    pub(super) features: Vec<usize>,
    pub(super) threshold: f32,
    pub(super) layers: Vec<(Vec<f32>, Vec<f32>)>,
}

impl Perceptron {
    /// Judges a window; `None` when it is no face.
    pub(super) fn judge(&self, gradients: &Gradients) -> Option<Verdict> {
        let mut values: Vec<f32> = Vec::with_capacity(self.features.len() * FEATURE_VALUES);
        for &feature in &self.features {
            values.extend(gradients.feature(patches().get(feature)?));
        }
        for (number, (weights, shifts)) in (1..).zip(&self.layers) {
            let is_last = number == self.layers.len();
            let rows = weights.chunks_exact(values.len()).zip(shifts);
            values = rows
                .map(|(row, shift)| {
                    let sum: f32 = values.iter().zip(row).map(|(a, b)| a * b).sum();
                    let sum = sum + shift;
                    if is_last {
                        1.0 / (1.0 + (-sum).exp())
                    } else {
                        sum.max(0.0)
                    }
                })
                .collect();
        }
        let &[score, across, down, larger] = values.as_slice() else {
            return None;
        };
        (score > self.threshold).then_some(Verdict {
            score,
            moves: [across, down, larger],
        })
    }
}

/// Sums of a window's gradients above and to the left of every place.
pub(super) struct Gradients(Vec<[i32; CHANNELS]>);

const STRIDE: usize = WINDOW + 1;

impl Gradients {
    pub(super) fn new(window: &[u8; WINDOW * WINDOW]) -> Self {
        let pixel = |x: usize, y: usize| i32::from(window[y * WINDOW + x]);
        // Twice the slope: between the neighbours, at the sides from the one there is.
        let slope = |at: usize, pixel: &dyn Fn(usize) -> i32| {
            if at == 0 {
                2 * (pixel(1) - pixel(0))
            } else if at == WINDOW - 1 {
                2 * (pixel(at) - pixel(at - 1))
            } else {
                pixel(at + 1) - pixel(at - 1)
            }
        };
        let mut sums = vec![[0; CHANNELS]; STRIDE * STRIDE];
        for y in 0..WINDOW {
            let mut along = [0; CHANNELS];
            for x in 0..WINDOW {
                let across = slope(x, &|x| pixel(x, y));
                let down = slope(y, &|y| pixel(x, y));
                let first = if down < 0 { 2 } else { 0 };
                along[first] += across;
                along[first + 1] += across.abs();
                let second = if across < 0 { 6 } else { 4 };
                along[second] += down;
                along[second + 1] += down.abs();
                let above = sums[y * STRIDE + x + 1];
                let sum = &mut sums[(y + 1) * STRIDE + x + 1];
                for channel in 0..CHANNELS {
                    sum[channel] = above[channel] + along[channel];
                }
            }
        }
        Self(sums)
    }

    /// The sums of a feature's cells, brought to length 1.
    fn feature(&self, patch: &Patch) -> [f32; FEATURE_VALUES] {
        let (width, height) = (patch.width / CELLS, patch.height / CELLS);
        let mut sums = [0; FEATURE_VALUES];
        for cell in 0..CELLS * CELLS {
            let (x, y) = (
                patch.x + cell % CELLS * width,
                patch.y + cell / CELLS * height,
            );
            let (upper, lower) = (y * STRIDE + x, (y + height) * STRIDE + x);
            let [a, b] = [self.0[upper], self.0[upper + width]];
            let [c, d] = [self.0[lower], self.0[lower + width]];
            for channel in 0..CHANNELS {
                sums[cell * CHANNELS + channel] = d[channel] + a[channel] - b[channel] - c[channel];
            }
        }
        let squares = sums.iter().map(|&sum| f64::from(sum) * f64::from(sum));
        let length = squares.sum::<f64>().sqrt() as f32;
        if length > 0.0 {
            sums.map(|sum| sum as f32 / length)
        } else {
            [0.0; FEATURE_VALUES]
        }
    }
}
