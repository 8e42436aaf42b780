//! Whether an ONNX file can be handed to the runtime, which believes a length that reaches beyond the
//! file, waits for the end of a number that has none, calls itself for each step of a network, and
//! runs whatever windows and loops that names. Sizes among a network's values (those of `Pad`,
//! `Resize`, `Reshape`) are not looked at: operators pin their files.

use thiserror::Error;

use crate::network::message::{Value, field, number, numbers, parts};

/// Deeper nesting is no network's.
const MOST_DEPTH: usize = 24;

/// The messages that the runtime reads, by `onnx.proto3`'s names.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Model,
    Graph,
    Node,
    Attribute,
    Tensor,
    Value,
    Type,
    TensorType,
    Shape,
    /// One that holds no others.
    Flat,
    /// Numbers of any length, one after the other.
    Varints,
    /// Numbers of so many bytes.
    Numbers(usize),
}

impl Kind {
    /// What a field of it holds, where that has parts.
    const fn of_field(self, number: u64) -> Option<Self> {
        match (self, number) {
            (Self::Model, 7) | (Self::Attribute, 6) => Some(Self::Graph),
            (Self::Graph, 1) => Some(Self::Node),
            (Self::Graph, 5) | (Self::Attribute, 5) => Some(Self::Tensor),
            (Self::Graph, 11..=13) => Some(Self::Value),
            (Self::Node, 5) => Some(Self::Attribute),
            (Self::Value, 2) => Some(Self::Type),
            // A tensor's, a sequence's.
            (Self::Type, 1 | 4) => Some(Self::TensorType),
            // A sequence's kind of element is a type of its own, a tensor's shape another message.
            (Self::TensorType, 1) => Some(Self::Type),
            (Self::TensorType, 2) => Some(Self::Shape),
            (Self::Shape, 1) | (Self::Model, 8 | 14) | (Self::Tensor, 13) => Some(Self::Flat),
            // 32 and 64 bits in as few bytes as they need.
            (Self::Tensor, 5 | 7) => Some(Self::Varints),
            (Self::Tensor, 4) => Some(Self::Numbers(4)),
            (Self::Tensor, 10) => Some(Self::Numbers(8)),
            _ => None,
        }
    }
}

/// Why a file is not handed to the runtime.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum Unfit {
    /// A message or a number reaches beyond the one that holds it, or nests too deep.
    #[error("it is no ONNX file, or not a whole one")]
    Frame,
    /// It has more steps, outputs or parts than any network of faces.
    #[error("it is larger than any network of faces")]
    Large,
    /// A window, its step or the margins around it are wider than any network's.
    #[error("it has a window of more than {MOST_WINDOW} pixels")]
    Window,
    /// One of its steps is none of such a network.
    #[error("its operator {0:?} is not one of a network of faces")]
    Operator(String),
}

/// Whether the runtime can be trusted with a file.
pub(super) fn check(file: &[u8]) -> Result<(), Unfit> {
    let mut left = Left {
        steps: MOST_STEPS,
        parts: MOST_PARTS,
    };
    left.walk(file, Kind::Model, MOST_DEPTH)
}

/// More nodes and outputs than any network of faces has; the runtime calls itself once for each.
const MOST_STEPS: usize = 4096;
/// More messages in all.
const MOST_PARTS: usize = 1 << 16;
/// The widest window, step or margin.
const MOST_WINDOW: usize = 32;

/// What a file may still hold.
struct Left {
    steps: usize,
    parts: usize,
}

impl Left {
    fn walk(&mut self, mut bytes: &[u8], kind: Kind, depth: usize) -> Result<(), Unfit> {
        let depth = depth.checked_sub(1).ok_or(Unfit::Frame)?;
        self.parts = self.parts.checked_sub(1).ok_or(Unfit::Large)?;
        if let Kind::Numbers(length) = kind {
            let is_whole = bytes.len().is_multiple_of(length);
            return is_whole.then_some(()).ok_or(Unfit::Frame);
        }
        if matches!(kind, Kind::Varints) {
            while !bytes.is_empty() {
                number(&mut bytes).ok_or(Unfit::Frame)?;
            }
            return Ok(());
        }
        if matches!(kind, Kind::Attribute) && has_wide_window(bytes) {
            return Err(Unfit::Window);
        }
        while !bytes.is_empty() {
            let (place, value) = field(&mut bytes).ok_or(Unfit::Frame)?;
            let Value::Bytes(inner) = value else {
                continue;
            };
            match (kind, place) {
                (Kind::Graph, NODE | OUTPUT) => {
                    self.steps = self.steps.checked_sub(1).ok_or(Unfit::Large)?;
                }
                (Kind::Node, OPERATOR) if !is_known(inner) => {
                    let name = String::from_utf8_lossy(inner);
                    return Err(Unfit::Operator(name.chars().take(LONGEST_NAME).collect()));
                }
                _ => {}
            }
            if let Some(kind) = kind.of_field(place) {
                self.walk(inner, kind, depth)?;
            }
        }
        Ok(())
    }
}

/// A graph's fields: its steps, what it gives.
const NODE: u64 = 1;
const OUTPUT: u64 = 12;
/// A node's field that names what it does.
const OPERATOR: u64 = 4;
/// An attribute's fields: its name, its numbers.
const NAME: u64 = 1;
const NUMBERS: u64 = 8;
/// The attributes that say how a window moves over a picture.
const OF_WINDOWS: [&[u8]; 5] = [
    b"kernel_shape",
    b"strides",
    b"pads",
    b"dilations",
    b"output_padding",
];
/// So much of an operator's name is told.
const LONGEST_NAME: usize = 40;

/// What networks of faces are made of, convolutional ones and transformers. None of these repeats a
/// part of the network or makes values out of a number alone (`Loop`, `Range`, `Tile`).
const OPERATORS: &str = "\
    Abs Add AveragePool BatchNormalization Cast Ceil Clip Concat Constant Conv ConvInteger \
    ConvTranspose DepthToSpace DequantizeLinear Div Dropout DynamicQuantizeLinear Elu Equal Erf \
    Exp Expand Flatten Floor Gather Gelu Gemm GlobalAveragePool GlobalMaxPool Greater \
    HardSigmoid HardSwish Identity InstanceNormalization LayerNormalization LeakyRelu Less Log \
    LpNormalization MatMul MatMulInteger Max MaxPool Mean Min Mul Neg PRelu Pad Pow \
    QuantizeLinear Reciprocal ReduceL2 ReduceMax ReduceMean ReduceSum ReduceSumSquare Relu \
    Reshape Resize Shape Sigmoid Slice Softmax Softplus Split Sqrt Squeeze Sub Sum Tanh \
    Transpose Unsqueeze Upsample Where";

fn is_known(operator: &[u8]) -> bool {
    let mut known = OPERATORS.split(' ');
    known.any(|own| own.as_bytes() == operator)
}

fn has_wide_window(attribute: &[u8]) -> bool {
    let is_of_windows = parts(attribute, NAME).any(|name| OF_WINDOWS.contains(&name));
    let is_wide = |&number: &usize| number > MOST_WINDOW;
    is_of_windows && numbers(attribute, NUMBERS).iter().any(is_wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::face::network::Network;
    use crate::face::onnx::Graph;
    use crate::face::{seeded_detector, seeded_recogniser};

    const SIDE: usize = 112;

    /// A model of one graph of one message with this tag.
    fn of_graph(tag: u8, message: &[u8]) -> Vec<u8> {
        [tag, 0x3a].iter().fold(message.to_vec(), |inner, &tag| {
            [&[tag, u8::try_from(inner.len()).unwrap()], &inner[..]].concat()
        })
    }

    #[test]
    fn a_network_is_whole_and_no_part_of_it_is() {
        assert_eq!(check(&seeded_detector(1).unwrap()), Ok(()));
        let file = seeded_recogniser(1).unwrap();
        assert_eq!(check(&file), Ok(()));
        for length in (1..file.len()).step_by(97) {
            assert_eq!(check(&file[..length]), Err(Unfit::Frame), "{length}");
        }
    }

    #[test]
    fn lengths_beyond_the_message_are_refused() {
        // Field 7 of 2^64 − 1 bytes; a node in it that is longer than it; groups; endless numbers.
        let vast = [&[0x3a][..], &[0xff; 9], &[0x01]].concat();
        let cases = [
            &vast[..],
            &[0x3a, 2, 0x0a, 1, 0],
            &[0x3b, 0x3c],
            &[0xff; 12],
        ];
        for case in cases {
            assert_eq!(check(case), Err(Unfit::Frame), "{case:x?}");
        }
        assert_eq!(check(&[0x3a, 2, 0x0a, 0]), Ok(()));
    }

    #[test]
    fn lists_of_numbers_end_with_a_whole_number() {
        // A tensor's lists: whole numbers of 32 and 64 bits, broken ones of four and eight bytes.
        for tag in [0x2a, 0x3a] {
            let list = |numbers: &[u8]| {
                let length = u8::try_from(numbers.len()).unwrap();
                check(&of_graph(0x2a, &[&[tag, length], numbers].concat()))
            };
            assert_eq!(list(&[1, 0x80, 1]), Ok(()));
            assert_eq!(list(&[&[0xff; 9][..], &[1]].concat()), Ok(()));
            assert_eq!(list(&[1, 0x80]), Err(Unfit::Frame));
            assert_eq!(list(&[0xff; 10]), Err(Unfit::Frame));
            assert_eq!(list(&[&[0xff; 9][..], &[2]].concat()), Err(Unfit::Frame));
        }
        for (tag, length) in [(0x22, 4), (0x52, 8)] {
            let list = |length| {
                let numbers = vec![0; length];
                let length = u8::try_from(length).unwrap();
                check(&of_graph(0x2a, &[&[tag, length], &numbers[..]].concat()))
            };
            assert_eq!(list(2 * length), Ok(()));
            assert_eq!(list(2 * length - 1), Err(Unfit::Frame));
        }
    }

    #[test]
    fn windows_are_no_wider_than_a_network_s() {
        let input = Graph::input(SIDE);
        let pooled = |side| {
            let mut graph = Graph::default();
            let output = graph.mean(&input, side, 1);
            check(&graph.finish(&input, &[output]))
        };
        assert_eq!(pooled(32), Ok(()));
        assert_eq!(pooled(33), Err(Unfit::Window));
        assert_eq!(pooled(1 << 40), Err(Unfit::Window));
    }

    #[test]
    fn an_operator_that_repeats_is_refused_by_name() {
        for (name, told) in [("Loop", "Loop"), ("Range", "Range"), ("\x1b", "\\u{1b}")] {
            let node = [&[0x22, u8::try_from(name.len()).unwrap()], name.as_bytes()].concat();
            let refused = check(&of_graph(0x0a, &node)).unwrap_err();
            assert_eq!(refused, Unfit::Operator(name.to_owned()));
            assert!(
                refused.to_string().contains(&format!("\"{told}\"")),
                "{refused}"
            );
        }
    }

    /// So many steps one after the other, each of the one before.
    fn chain(steps: usize) -> Vec<u8> {
        let input = Graph::input(SIDE);
        let mut graph = Graph::default();
        let output = (0..steps).fold(input.clone(), |from, _| graph.rectify(&from));
        graph.finish(&input, &[output])
    }

    #[test]
    fn the_longest_network_is_loaded_and_a_longer_one_refused() {
        // One of the steps that may be is what it gives.
        let longest = Network::load("recogniser", chain(MOST_STEPS - 1), SIDE).unwrap();
        let given = longest.run(vec![0.5; 3 * SIDE * SIDE]).unwrap();
        assert_eq!(given.len(), 1);
        assert_eq!(check(&chain(MOST_STEPS)), Err(Unfit::Large));
        // A graph of 2^17 bytes, all of them empty inputs.
        let file = [&[0x3a, 0x80, 0x80, 0x08][..], &[0x5a, 0].repeat(MOST_PARTS)].concat();
        assert_eq!(check(&file), Err(Unfit::Large));
    }

    #[test]
    fn nesting_has_an_end() {
        // An attribute's graph, whose node's attribute holds a graph, and so on.
        let nested = |times: usize| {
            let mut file: Vec<u8> = Vec::new();
            for tag in [0x32, 0x2a, 0x0a].into_iter().cycle().take(3 * times) {
                let mut outer = vec![tag, u8::try_from(file.len()).unwrap()];
                outer.append(&mut file);
                file = outer;
            }
            [vec![0x3a, u8::try_from(file.len()).unwrap()], file].concat()
        };
        assert_eq!(check(&nested(5)), Ok(()));
        assert_eq!(check(&nested(9)), Err(Unfit::Frame));
    }
}
