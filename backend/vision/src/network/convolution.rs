use rten_simd::SimdOp;

use super::apply::{Apply, MOST_BEYOND, TOGETHER};
use super::map::Map;
use super::rows::Rows;
use super::store::Store;

/// How a convolution goes over its map, down and across.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) kernel: (usize, usize),
    pub(super) padding: (usize, usize),
    pub(super) dilation: (usize, usize),
    /// 1 or 2.
    pub(super) stride: usize,
}

/// A convolution with its weights laid out for [`Apply`].
#[derive(Debug)]
pub(super) struct Convolution {
    shape: Shape,
    inputs: usize,
    outputs: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
    /// Fewer products where it is three rows tall.
    rows: Option<Rows>,
    /// Whether what is below 0 becomes 0.
    pub(super) is_cut: bool,
}

impl Convolution {
    /// From weights by output, input, row and column. `None` when they are too few or too many.
    pub(super) fn new(shape: Shape, inputs: usize, weights: &[f32], bias: &[f32]) -> Option<Self> {
        let taps = inputs * shape.kernel.0 * shape.kernel.1;
        let is_fit =
            taps > 0 && weights.len() == taps * bias.len() && (1..=2).contains(&shape.stride);
        is_fit.then(|| Self {
            shape,
            inputs,
            outputs: bias.len(),
            weights: grouped(weights, taps),
            bias: filled(bias),
            rows: Rows::new(&shape, inputs, weights, bias),
            is_cut: false,
        })
    }

    /// `None` when the map is none for it.
    pub(super) fn run(&self, map: &Map, store: &mut Store) -> Option<Map> {
        let Shape {
            kernel,
            padding,
            dilation,
            stride,
        } = self.shape;
        let reach = (
            (kernel.0 - 1) * dilation.0 + 1,
            (kernel.1 - 1) * dilation.1 + 1,
        );
        let rows = (map.rows + 2 * padding.0).checked_sub(reach.0)? / stride + 1;
        let columns = (map.columns + 2 * padding.1).checked_sub(reach.1)? / stride + 1;
        if map.channels != self.inputs {
            return None;
        }
        let floor = if self.is_cut { 0.0 } else { f32::MIN };
        let padded = if stride == 2 {
            map.halved(padding, store)
        } else {
            map.padded(padding, store)
        };
        let is_of_rows = rows.is_multiple_of(Rows::TOGETHER);
        if let Some(tall) = self.rows.as_ref().filter(|_| is_of_rows) {
            return Some(tall.run(padded, (rows, columns), floor, store));
        }
        let parts = stride * stride;
        let offset = |(channel, down, across): (usize, usize, usize)| {
            let (down, across) = (down * dilation.0, across * dilation.1);
            let part = parts * channel + stride * (down % stride) + across % stride;
            part * padded.plane + down / stride * padded.stride + across / stride
        };
        let offsets: Vec<usize> = taps(self.inputs, kernel).map(offset).collect();
        let places = (rows - 1) * padded.stride + columns;
        let plane = places + MOST_BEYOND;
        let mut output = store.values(self.bias.len() * plane);
        Apply {
            input: &padded.values,
            offsets: &offsets,
            weights: &self.weights,
            bias: &self.bias,
            places,
            output: &mut output,
            plane,
            floor,
        }
        .dispatch();
        let stride = padded.stride;
        store.keep(padded.values);
        Some(Map {
            channels: self.outputs,
            rows,
            columns,
            stride,
            plane,
            values: output,
        })
    }
}

/// Input, row and column of each weight of an output.
fn taps(
    inputs: usize,
    (down, across): (usize, usize),
) -> impl Iterator<Item = (usize, usize, usize)> {
    (0..inputs).flat_map(move |input| {
        (0..down).flat_map(move |row| (0..across).map(move |column| (input, row, column)))
    })
}

/// The weights of several outputs beside each other, filled up with zeros.
pub(super) fn grouped(weights: &[f32], taps: usize) -> Vec<f32> {
    let outputs: Vec<&[f32]> = weights.chunks_exact(taps).collect();
    let mut grouped = Vec::with_capacity(weights.len().next_multiple_of(TOGETHER * taps));
    for group in outputs.chunks(TOGETHER) {
        for tap in 0..taps {
            for output in 0..TOGETHER {
                let weight = group.get(output).and_then(|weights| weights.get(tap));
                grouped.push(weight.copied().unwrap_or(0.0));
            }
        }
    }
    grouped
}

pub(super) fn filled(bias: &[f32]) -> Vec<f32> {
    let mut filled = bias.to_vec();
    filled.resize(bias.len().next_multiple_of(TOGETHER), 0.0);
    filled
}
