//! Whether every message of an ONNX file lies within the one that holds it. The runtime's own parser
//! believes a length that reaches beyond the file, and then reads some places over and over.

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
}

impl Kind {
    /// What a field of it holds, where that is a message.
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
            _ => None,
        }
    }
}

/// Whether all lengths hold.
pub(super) fn is_framed(file: &[u8]) -> bool {
    walk(file, Kind::Model, MOST_DEPTH).is_some()
}

fn walk(mut bytes: &[u8], kind: Kind, depth: usize) -> Option<()> {
    const VARINT: u64 = 0;
    const EIGHT: u64 = 1;
    const LENGTH: u64 = 2;
    const FOUR: u64 = 5;
    let depth = depth.checked_sub(1)?;
    while !bytes.is_empty() {
        let tag = varint(&mut bytes)?;
        match tag & 7 {
            VARINT => {
                varint(&mut bytes)?;
            }
            EIGHT => bytes = bytes.get(8..)?,
            FOUR => bytes = bytes.get(4..)?,
            LENGTH => {
                let length = usize::try_from(varint(&mut bytes)?).ok()?;
                let (inner, rest) = bytes.split_at_checked(length)?;
                bytes = rest;
                if let Some(kind) = kind.of_field(tag >> 3) {
                    walk(inner, kind, depth)?;
                }
            }
            _ => return None,
        }
    }
    Some(())
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    const MOST_BYTES: usize = 10;
    let mut value = 0u64;
    for at in 0..MOST_BYTES {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f).checked_shl(u32::try_from(7 * at).ok()?)?;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_framed_and_no_part_of_it_is() {
        let file = crate::face::seeded_recogniser(1).unwrap();
        assert!(is_framed(&file));
        for length in (1..file.len()).step_by(97) {
            assert!(!is_framed(&file[..length]), "{length}");
        }
    }

    #[test]
    fn lengths_beyond_the_message_are_refused() {
        // Field 7 of 2^64 − 1 bytes; a node in it that is longer than it; groups; endless numbers.
        let vast = [&[0x3a][..], &[0xff; 9], &[0x01]].concat();
        assert!(!is_framed(&vast));
        assert!(!is_framed(&[0x3a, 2, 0x0a, 1, 0]));
        assert!(is_framed(&[0x3a, 2, 0x0a, 0]));
        assert!(!is_framed(&[0x3b, 0x3c]));
        assert!(!is_framed(&[0xff; 12]));
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
        assert!(is_framed(&nested(5)));
        assert!(!is_framed(&nested(9)));
    }
}
