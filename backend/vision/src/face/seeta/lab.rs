//! The first stage: locally assembled binary features of every window (Yan and others 2008), boosted.
#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "pixel code: places are within the planes that were made for them"
)]

use super::WINDOW;

/// Pixels to a side of the squares whose sums a feature compares.
const SQUARE: usize = 3;
/// Squares to a side of a feature.
const SQUARES: usize = 3;
/// After so many features a window is judged.
const GROUP: usize = 10;
/// Standard deviation of the brightness up to which a window is plain.
const PLAIN: f64 = 10.0;
/// The eight squares around the middle one, by the bit that each sets, highest first.
const AROUND: [(usize, usize); 8] = [
    (0, 0),
    (1, 0),
    (2, 0),
    (0, 1),
    (2, 1),
    (0, 2),
    (1, 2),
    (2, 2),
];

/// A boosted classifier: by feature its place in the window, the score below which a window is given
/// up after it, and what each of its values adds.
pub(super) struct Boosted {
    places: Vec<(usize, usize)>,
    thresholds: Vec<f32>,
    weights: Vec<Vec<f32>>,
}

impl Boosted {
    pub(super) fn new(
        places: Vec<(usize, usize)>,
        thresholds: Vec<f32>,
        weights: Vec<Vec<f32>>,
    ) -> Option<Self> {
        let last = WINDOW - SQUARE * SQUARES;
        let fits = places.iter().all(|&(x, y)| x <= last && y <= last);
        (fits && places.len().is_multiple_of(GROUP)).then_some(Self {
            places,
            thresholds,
            weights,
        })
    }

    /// The score of a window that is let through.
    pub(super) fn score(&self, planes: &Planes, x: usize, y: usize) -> Option<f32> {
        let mut score = 0.0;
        let features = self.places.iter().zip(&self.weights).zip(&self.thresholds);
        for (number, ((&(across, down), weights), &threshold)) in (1..).zip(features) {
            let value = planes.features[(y + down) * planes.width + x + across];
            score += weights[usize::from(value)];
            if number % GROUP == 0 && score < threshold {
                return None;
            }
        }
        (planes.deviation(x, y) > PLAIN).then_some(score)
    }
}

/// A picture's features by place, and what the deviation of its windows is told by.
pub(super) struct Planes {
    width: usize,
    features: Vec<u8>,
    /// Sums of all pixels above and to the left, one row and column more than the picture.
    sums: Vec<u64>,
    squares: Vec<u64>,
}

impl Planes {
    /// Of a picture whose sides are at least [`WINDOW`].
    pub(super) fn new(pixels: &[u8], width: usize) -> Self {
        let height = pixels.len() / width;
        let sums = integral(pixels, width, u64::from);
        let squares = integral(pixels, width, |pixel| u64::from(pixel) * u64::from(pixel));
        let stride = width + 1;
        let sum = |x: usize, y: usize| {
            let (upper, lower) = (y * stride + x, (y + SQUARE) * stride + x);
            let of = sums[lower + SQUARE] + sums[upper] - sums[lower] - sums[upper + SQUARE];
            of as u32
        };
        let (columns, rows) = (width + 1 - SQUARE, height + 1 - SQUARE);
        let square: Vec<u32> = (0..rows)
            .flat_map(|y| (0..columns).map(move |x| (x, y)))
            .map(|(x, y)| sum(x, y))
            .collect();
        let mut features = vec![0; pixels.len()];
        let reach = SQUARE * SQUARES;
        for y in 0..=height - reach {
            for x in 0..=width - reach {
                let at = |(across, down): (usize, usize)| {
                    square[(y + SQUARE * down) * columns + x + SQUARE * across]
                };
                let middle = at((1, 1));
                let set = |bits: u8, &place| bits << 1 | u8::from(middle >= at(place));
                features[y * width + x] = AROUND.iter().fold(0, set);
            }
        }
        Self {
            width,
            features,
            sums,
            squares,
        }
    }

    fn deviation(&self, x: usize, y: usize) -> f64 {
        let stride = self.width + 1;
        let (upper, lower) = (y * stride + x, (y + WINDOW) * stride + x);
        let mean = |sums: &[u64]| {
            let sum = sums[lower + WINDOW] + sums[upper] - sums[lower] - sums[upper + WINDOW];
            sum as f64 / (WINDOW * WINDOW) as f64
        };
        let level = mean(&self.sums);
        (mean(&self.squares) - level * level).sqrt()
    }
}

fn integral(pixels: &[u8], width: usize, of: impl Fn(u8) -> u64) -> Vec<u64> {
    let stride = width + 1;
    let mut sums = vec![0; stride * (pixels.len() / width + 1)];
    for (y, row) in pixels.chunks_exact(width).enumerate() {
        let mut along = 0;
        for (x, &pixel) in row.iter().enumerate() {
            along += of(pixel);
            sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + along;
        }
    }
    sums
}
