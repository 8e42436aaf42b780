use super::sequence::{Sequence, read_sequence};
use crate::header::HeaderFault;

const SEQUENCE_HEADER: u8 = 1;
const FRAME_HEADER: u8 = 3;
const FRAME: u8 = 6;
/// Units of a coded picture; a still has three or four.
const MAX_UNITS: u32 = 4096;

/// Splits a coded picture into its units (5.3): type and content.
fn units(picture: &[u8]) -> impl Iterator<Item = Result<(u8, &[u8]), HeaderFault>> {
    let mut rest = picture;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let unit = split(rest);
        rest = unit.map_or(&[], |(_, _, rest)| rest);
        Some(unit.map(|(kind, content, _)| (kind, content)))
            .map(|unit| unit.ok_or(HeaderFault::Truncated))
    })
}

fn split(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&head, rest) = bytes.split_first()?;
    let (has_extension, has_size) = (head >> 2 & 1 == 1, head >> 1 & 1 == 1);
    let rest = rest.get(usize::from(has_extension)..)?;
    let (length, rest) = if has_size {
        little_endian_base_128(rest)?
    } else {
        (rest.len(), rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((head >> 3 & 15, content, rest))
}

/// `leb128()` of 4.10.5.
fn little_endian_base_128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0u64;
    for (index, &byte) in bytes.iter().enumerate().take(8) {
        value |= u64::from(byte & 0x7F) << (7 * index);
        if byte < 0x80 {
            let value = usize::try_from(value).ok()?;
            return Some((value, bytes.get(index + 1..)?));
        }
    }
    None
}

/// The sequence header of a coded picture, and how many frames it makes the decoder walk over.
/// Several headers have to be the same one, or another could apply than was looked at.
pub(crate) fn inspect(picture: &[u8]) -> Result<(Sequence, u32), HeaderFault> {
    let mut sequence: Option<&[u8]> = None;
    let mut frames = 0u32;
    let mut seen = 0u32;
    for unit in units(picture) {
        let (kind, content) = unit?;
        seen += 1;
        if seen > MAX_UNITS {
            return Err(HeaderFault::Excessive);
        }
        match kind {
            SEQUENCE_HEADER if sequence.is_none_or(|first| first == content) => {
                sequence = Some(content);
            }
            SEQUENCE_HEADER => return Err(HeaderFault::Malformed),
            FRAME_HEADER | FRAME => frames += 1,
            _ => {}
        }
    }
    let sequence = sequence.ok_or(HeaderFault::Malformed)?;
    if frames == 0 {
        return Err(HeaderFault::Malformed);
    }
    Ok((read_sequence(sequence)?, frames))
}
