//! What the runtime would not end with: it believes a length that reaches beyond the file, waits for
//! the end of a number that has none, and adds up whatever window or loop a network names.

use thiserror::Error;

use super::protobuf::{Value, field, varint};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum Unfit {
    /// A message or a number reaches beyond the one that holds it, or nests too deep.
    #[error("it is no ONNX file, or not a whole one")]
    Frame,
    /// A window, its step or the margins around it are larger than the picture.
    #[error("it has a window larger than its picture")]
    Window,
    /// It repeats a part of itself as often as it likes.
    #[error("it has a loop")]
    Loop,
}

/// Whether the runtime can be trusted with a network for square pictures of `side` pixels.
pub(super) fn check(file: &[u8], side: usize) -> Result<(), Unfit> {
    walk(file, Kind::Model, MOST_DEPTH, side as u64)
}

fn walk(mut bytes: &[u8], kind: Kind, depth: usize, side: u64) -> Result<(), Unfit> {
    let depth = depth.checked_sub(1).ok_or(Unfit::Frame)?;
    if let Kind::Numbers(length) = kind {
        let is_whole = bytes.len().is_multiple_of(length);
        return is_whole.then_some(()).ok_or(Unfit::Frame);
    }
    if matches!(kind, Kind::Varints) {
        while !bytes.is_empty() {
            varint(&mut bytes).ok_or(Unfit::Frame)?;
        }
        return Ok(());
    }
    if matches!(kind, Kind::Attribute) && !windows_fit(bytes, side).ok_or(Unfit::Frame)? {
        return Err(Unfit::Window);
    }
    while !bytes.is_empty() {
        let (number, value) = field(&mut bytes).ok_or(Unfit::Frame)?;
        let Value::Bytes(inner) = value else {
            continue;
        };
        if matches!((kind, number), (Kind::Node, OPERATOR)) && inner == b"Loop" {
            return Err(Unfit::Loop);
        }
        if let Some(kind) = kind.of_field(number) {
            walk(inner, kind, depth, side)?;
        }
    }
    Ok(())
}

/// A node's field that names what it does.
const OPERATOR: u64 = 4;
/// An attribute's fields: its name, its numbers.
const NAME: u64 = 1;
const NUMBERS: u64 = 8;
/// The attributes that say how a window moves over a picture.
const OF_WINDOWS: [&[u8]; 4] = [b"kernel_shape", b"strides", b"pads", b"dilations"];

/// Whether no number of an attribute about windows is larger than the picture, where it is about
/// those. Nothing where the attribute has no frame.
fn windows_fit(mut attribute: &[u8], side: u64) -> Option<bool> {
    let (mut is_of_windows, mut fits) = (false, true);
    while !attribute.is_empty() {
        match field(&mut attribute)? {
            (NAME, Value::Bytes(name)) => is_of_windows |= OF_WINDOWS.contains(&name),
            (NUMBERS, Value::Number(number)) => fits &= number <= side,
            _ => {}
        }
    }
    Some(fits || !is_of_windows)
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::face::onnx::Graph;
    use crate::face::{seeded_detector, seeded_recogniser};

    const SIDE: usize = 112;

    /// A model of one graph of one tensor of these bytes.
    fn of_tensor(tensor: &[u8]) -> Vec<u8> {
        [0x2a, 0x3a].iter().fold(tensor.to_vec(), |inner, &tag| {
            [&[tag, u8::try_from(inner.len()).unwrap()], &inner[..]].concat()
        })
    }

    #[test]
    fn a_network_is_whole_and_no_part_of_it_is() {
        assert_eq!(check(&seeded_detector(1).unwrap(), 640), Ok(()));
        let file = seeded_recogniser(1).unwrap();
        assert_eq!(check(&file, SIDE), Ok(()));
        for length in (1..file.len()).step_by(97) {
            assert_eq!(check(&file[..length], SIDE), Err(Unfit::Frame), "{length}");
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
            assert_eq!(check(case, SIDE), Err(Unfit::Frame), "{case:x?}");
        }
        assert_eq!(check(&[0x3a, 2, 0x0a, 0], SIDE), Ok(()));
    }

    #[test]
    fn lists_of_numbers_end_with_a_whole_number() {
        // A tensor's lists: whole numbers of 32 and 64 bits, broken ones of four and eight bytes.
        for tag in [0x2a, 0x3a] {
            let list = |numbers: &[u8]| {
                let length = u8::try_from(numbers.len()).unwrap();
                check(&of_tensor(&[&[tag, length], numbers].concat()), SIDE)
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
                check(&of_tensor(&[&[tag, length], &numbers[..]].concat()), SIDE)
            };
            assert_eq!(list(2 * length), Ok(()));
            assert_eq!(list(2 * length - 1), Err(Unfit::Frame));
        }
    }

    #[test]
    fn windows_are_no_larger_than_the_picture() {
        let input = Graph::input(SIDE);
        let pooled = |side| {
            let mut graph = Graph::default();
            let output = graph.mean(&input, side, 1);
            check(&graph.finish(&input, &[output]), SIDE)
        };
        assert_eq!(pooled(SIDE), Ok(()));
        assert_eq!(pooled(SIDE + 1), Err(Unfit::Window));
        assert_eq!(pooled(1 << 40), Err(Unfit::Window));
    }

    #[test]
    fn a_network_with_a_loop_is_refused() {
        let file = [&[0x3a, 8, 0x0a, 6, 0x22, 4][..], b"Loop"].concat();
        assert_eq!(check(&file, SIDE), Err(Unfit::Loop));
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
        assert_eq!(check(&nested(5), SIDE), Ok(()));
        assert_eq!(check(&nested(9), SIDE), Err(Unfit::Frame));
    }
}
