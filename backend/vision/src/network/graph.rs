use std::collections::HashMap;

use super::convolution::{Convolution, Shape};
use super::message::{numbers, parts, text};

/// A network as its ONNX file has it: of the plainest layers, each made of those before.
#[derive(Debug)]
pub(crate) struct Network {
    pub(super) layers: Vec<Layer>,
    pub(super) input: String,
    pub(super) output: String,
}

#[derive(Debug)]
pub(super) struct Layer {
    pub(super) act: Act,
    pub(super) inputs: Vec<String>,
    pub(super) output: String,
}

#[derive(Debug)]
pub(super) enum Act {
    Convolve(Convolution),
    /// A convolution that doubles rows and columns.
    Double(Convolution),
    CutBelowZero,
    Pool((usize, usize)),
    Add,
    /// Drops the only row.
    Squeeze,
    /// Column by column.
    Transpose,
}

/// Numbers of a file by name, with their sizes.
type Constants<'a> = HashMap<&'a str, (Vec<usize>, Vec<f32>)>;

impl Network {
    /// Reads a file; `None` when anything in it is not known here.
    pub(crate) fn read(file: &[u8]) -> Option<Self> {
        let graph = parts(file, 7).next()?;
        let constants: Constants<'_> = parts(graph, 5)
            .map(|tensor| (text(tensor, 8), constant(tensor)))
            .collect();
        let mut layers: Vec<Layer> = Vec::new();
        for node in parts(graph, 1) {
            let layer = layer(node, &constants)?;
            // What follows a convolution alone is done with it.
            if let (Act::CutBelowZero, Some(before)) = (&layer.act, layers.last_mut())
                && let Act::Convolve(convolution) = &mut before.act
                && layer.inputs.first() == Some(&before.output)
            {
                convolution.is_cut = true;
                before.output = layer.output;
                continue;
            }
            layers.push(layer);
        }
        Some(Self {
            input: text(parts(graph, 11).next()?, 1).to_owned(),
            output: text(parts(graph, 12).next()?, 1).to_owned(),
            layers,
        })
    }
}

fn constant(tensor: &[u8]) -> (Vec<usize>, Vec<f32>) {
    let raw = parts(tensor, 9).next().unwrap_or_default();
    let values = raw
        .as_chunks::<4>()
        .0
        .iter()
        .map(|bytes| f32::from_le_bytes(*bytes));
    (numbers(tensor, 1), values.collect())
}

fn layer(node: &[u8], constants: &Constants<'_>) -> Option<Layer> {
    let names = |field| parts(node, field).filter_map(|name| str::from_utf8(name).ok());
    let attribute = |name: &str| {
        let found = parts(node, 5).find(|attribute| text(attribute, 1) == name);
        found
            .map(|attribute| numbers(attribute, 8))
            .unwrap_or_default()
    };
    let pair = |name: &str, usual: usize| match *attribute(name) {
        [down, across, ..] => (down, across),
        _ => (usual, usual),
    };
    let mut inputs = names(1);
    let first = inputs.next()?.to_owned();
    let mut is_of_two = false;
    let act = match text(node, 4) {
        "Conv" => {
            let (sizes, weights) = constants.get(inputs.next()?)?;
            let (_, bias) = constants.get(inputs.next()?)?;
            let (&[_, inputs, down, across], (stride, _)) = (sizes.as_slice(), pair("strides", 1))
            else {
                return None;
            };
            let shape = Shape {
                kernel: (down, across),
                padding: pair("pads", 0),
                dilation: pair("dilations", 1),
                stride,
            };
            Act::Convolve(Convolution::new(shape, inputs, weights, bias)?)
        }
        "ConvTranspose" => {
            let (sizes, weights) = constants.get(inputs.next()?)?;
            let (_, bias) = constants.get(inputs.next()?)?;
            let is_doubling = pair("strides", 1) == (2, 2);
            let &[inputs, _, 2, 2] = sizes.as_slice() else {
                return None;
            };
            is_doubling.then(|| doubling(inputs, weights, bias))??
        }
        "Relu" => Act::CutBelowZero,
        "MaxPool" => {
            let (down, across) = pair("kernel_shape", 2);
            let is_small = (1..=2).contains(&down) && (1..=2).contains(&across);
            is_small.then_some(Act::Pool((down, across)))?
        }
        "Add" => {
            is_of_two = true;
            Act::Add
        }
        "Squeeze" => Act::Squeeze,
        "Transpose" => Act::Transpose,
        _ => return None,
    };
    let second = names(1).nth(1).filter(|_| is_of_two).map(str::to_owned);
    Some(Layer {
        act,
        inputs: std::iter::once(first).chain(second).collect(),
        output: names(2).next()?.to_owned(),
    })
}

/// Each pixel becomes four that don't overlap: a convolution of one pixel with four outputs for one.
fn doubling(inputs: usize, weights: &[f32], bias: &[f32]) -> Option<Act> {
    let outputs = 4 * bias.len();
    let mut turned = vec![0.0; weights.len()];
    for (input, weights) in weights.chunks_exact(outputs.max(1)).enumerate() {
        let into = turned.iter_mut().skip(input).step_by(inputs);
        into.zip(weights).for_each(|(into, weight)| *into = *weight);
    }
    let bias: Vec<f32> = bias.iter().flat_map(|bias| [*bias; 4]).collect();
    let shape = Shape {
        kernel: (1, 1),
        padding: (0, 0),
        dilation: (1, 1),
        stride: 1,
    };
    Convolution::new(shape, inputs, &turned, &bias).map(Act::Double)
}
