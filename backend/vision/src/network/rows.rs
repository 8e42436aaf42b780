//! Convolutions three rows tall by two thirds of the products and fewer: four rows of the output
//! from six of the input by one product each for its three columns (Winograd 1980; Lavin and Gray
//! 2015, "Fast algorithms for convolutional neural networks", F(4, 3), down the rows alone).

use rten_simd::SimdOp;

use super::apply::{Apply, MOST_BEYOND};
use super::convolution::{Shape, filled, grouped};
use super::map::Map;
use super::store::Store;
use super::wide::wide;

/// Products for [`Rows::TOGETHER`] rows.
const PRODUCTS: usize = 6;
/// Fewer inputs are not worth the sums before and after.
const FEWEST_INPUTS: usize = 8;

/// Of six rows to those that are multiplied.
const BEFORE: [[f32; PRODUCTS]; PRODUCTS] = [
    [4.0, 0.0, -5.0, 0.0, 1.0, 0.0],
    [0.0, -4.0, -4.0, 1.0, 1.0, 0.0],
    [0.0, 4.0, -4.0, -1.0, 1.0, 0.0],
    [0.0, -2.0, -1.0, 2.0, 1.0, 0.0],
    [0.0, 2.0, -1.0, -2.0, 1.0, 0.0],
    [0.0, 4.0, 0.0, -5.0, 0.0, 1.0],
];
/// Of a column of three weights to those of each product.
const WEIGHTS: [[f32; 3]; PRODUCTS] = [
    [1.0 / 4.0, 0.0, 0.0],
    [-1.0 / 6.0, -1.0 / 6.0, -1.0 / 6.0],
    [-1.0 / 6.0, 1.0 / 6.0, -1.0 / 6.0],
    [1.0 / 24.0, 1.0 / 12.0, 1.0 / 6.0],
    [1.0 / 24.0, -1.0 / 12.0, 1.0 / 6.0],
    [0.0, 0.0, 1.0],
];
/// The weights of such a convolution.
#[derive(Debug)]
pub(super) struct Rows {
    /// By product.
    weights: Vec<Vec<f32>>,
    nothing: Vec<f32>,
    bias: Vec<f32>,
    columns: usize,
    dilation: usize,
}

impl Rows {
    /// Rows of the output that are made at once.
    pub(super) const TOGETHER: usize = 4;

    /// `None` for convolutions of another shape, and for those that gain nothing.
    pub(super) fn new(shape: &Shape, inputs: usize, weights: &[f32], bias: &[f32]) -> Option<Self> {
        let is_fit = shape.kernel.0 == 3 && shape.dilation.0 == 1 && shape.stride == 1;
        if !is_fit || inputs < FEWEST_INPUTS {
            return None;
        }
        let columns = shape.kernel.1;
        let product = |shares: &[f32; 3]| {
            let mut of_product = Vec::with_capacity(weights.len() / 3);
            for kernel in weights.chunks_exact(3 * columns) {
                for column in 0..columns {
                    let rows = kernel.iter().skip(column).step_by(columns);
                    of_product.push(rows.zip(shares).map(|(weight, share)| weight * share).sum());
                }
            }
            grouped(&of_product, inputs * columns)
        };
        Some(Self {
            weights: WEIGHTS.iter().map(product).collect(),
            nothing: vec![0.0; filled(bias).len()],
            bias: bias.to_vec(),
            columns,
            dilation: shape.dilation.1,
        })
    }

    /// `padded` has two rows more than the output, whose rows are a multiple of
    /// [`TOGETHER`](Self::TOGETHER).
    pub(super) fn run(
        &self,
        padded: Map,
        (rows, columns): (usize, usize),
        floor: f32,
        store: &mut Store,
    ) -> Map {
        let groups = rows / Self::TOGETHER;
        let stride = padded.stride;
        let places = (groups - 1) * stride + columns;
        let plane = places + MOST_BEYOND;
        let offset = |tap: usize| {
            let (channel, column) = (tap / self.columns, tap % self.columns);
            channel * groups * stride + column * self.dilation
        };
        let offsets: Vec<usize> = (0..padded.channels * self.columns).map(offset).collect();
        let part = padded.channels * groups * stride + MOST_BEYOND;
        let mut mixed = store.values(PRODUCTS * part);
        wide(
            #[inline(always)]
            || mix(&padded, groups, &mut mixed, part),
        );
        store.keep(padded.values);
        let whole = self.nothing.len() * plane;
        let mut products = store.values(PRODUCTS * whole);
        let parts = mixed
            .chunks_exact(part)
            .zip(products.chunks_exact_mut(whole));
        for ((input, output), weights) in parts.zip(&self.weights) {
            Apply {
                input,
                offsets: &offsets,
                weights,
                bias: &self.nothing,
                places,
                output,
                plane,
                floor: f32::MIN,
            }
            .dispatch();
        }
        store.keep(mixed);
        let mut output = store.map(self.bias.len(), rows, columns);
        let products_of = |channel: usize, group: usize| -> [&[f32]; PRODUCTS] {
            let start = channel * plane + group * stride;
            std::array::from_fn(|product| {
                let start = product * whole + start;
                &products[start..start + columns]
            })
        };
        wide(
            #[inline(always)]
            || {
                for channel in 0..self.bias.len() {
                    for group in 0..groups {
                        let from = products_of(channel, group);
                        let start = channel * output.plane + group * Self::TOGETHER * columns;
                        let into = &mut output.values[start..start + Self::TOGETHER * columns];
                        unmix(from, into, self.bias[channel], floor);
                    }
                }
            },
        );
        store.keep(products);
        output
    }
}

/// Six rows of a map, [`Rows::TOGETHER`] apart, to those that are multiplied: all groups of all
/// channels of each product together, `part` values from one product to the next.
#[inline(always)]
fn mix(padded: &Map, groups: usize, into: &mut [f32], part: usize) {
    let width = padded.columns;
    for channel in 0..padded.channels {
        for group in 0..groups {
            let row = |row: usize| padded.row(channel, group * Rows::TOGETHER + row);
            let [a, b, c, d, e, f] = std::array::from_fn(row);
            let start = (channel * groups + group) * padded.stride;
            for (product, shares) in BEFORE.iter().enumerate() {
                let start = product * part + start;
                let into = &mut into[start..start + width];
                for at in 0..width {
                    into[at] = a[at] * shares[0]
                        + b[at] * shares[1]
                        + c[at] * shares[2]
                        + d[at] * shares[3]
                        + e[at] * shares[4]
                        + f[at] * shares[5];
                }
            }
        }
    }
}

/// Rows of products to those of the output, one after the other.
#[inline(always)]
fn unmix(from: [&[f32]; PRODUCTS], into: &mut [f32], bias: f32, floor: f32) {
    let [a, b, c, d, e, f] = from;
    let columns = a.len();
    let (one, rest) = into.split_at_mut(columns);
    let (two, rest) = rest.split_at_mut(columns);
    let (three, four) = rest.split_at_mut(columns);
    for at in 0..columns {
        let (odd, even) = (b[at] - c[at], b[at] + c[at]);
        let (odd_far, even_far) = (d[at] - e[at], d[at] + e[at]);
        one[at] = (a[at] + even + even_far + bias).max(floor);
        two[at] = (odd + 2.0 * odd_far + bias).max(floor);
        three[at] = (even + 4.0 * even_far + bias).max(floor);
        four[at] = (odd + 8.0 * odd_far + f[at] + bias).max(floor);
    }
}
