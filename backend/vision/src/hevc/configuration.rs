use super::sequence::{Sequence, read_sequence};
use crate::header::{HeaderFault, be_u16};

const VIDEO_PARAMETERS: u8 = 32;
const SEQUENCE_PARAMETERS: u8 = 33;
const PICTURE_PARAMETERS: u8 = 34;
/// Parameter sets that a configuration may hold; three are usual.
const MAX_PARAMETER_SETS: usize = 16;
/// Parameter sets are tens of bytes long, scaling lists included below a thousand.
const MAX_PARAMETER_BYTES: usize = 4096;

/// A decoder configuration record (ISO/IEC 14496-15, 8.3.3.1).
#[derive(Debug)]
pub(crate) struct Configuration<'a> {
    /// The parameter sets, in the order in which the decoder needs them.
    pub(super) parameters: Vec<&'a [u8]>,
    /// Bytes in front of each unit of a coded picture that tell its length.
    length_bytes: usize,
    pub(crate) sequence: Sequence,
}

impl<'a> Configuration<'a> {
    /// Takes one sequence parameter set: with several, another could apply than was looked at.
    pub(crate) fn read(record: &'a [u8]) -> Result<Self, HeaderFault> {
        let byte = |at: usize| record.get(at).copied().ok_or(HeaderFault::Truncated);
        let length_bytes = usize::from(byte(21)? & 3) + 1;
        let mut parameters: Vec<&[u8]> = Vec::new();
        let mut at = 23;
        for _ in 0..byte(22)? {
            let kind = byte(at)? & 0x3F;
            let count = be_u16(record, at + 1).ok_or(HeaderFault::Truncated)?;
            at += 3;
            for _ in 0..count {
                let length = be_u16(record, at).ok_or(HeaderFault::Truncated)?;
                let end = at + 2 + usize::from(length);
                let unit = record.get(at + 2..end).ok_or(HeaderFault::Truncated)?;
                at = end;
                // Whatever else may stand here is for players of films.
                if !(VIDEO_PARAMETERS..=PICTURE_PARAMETERS).contains(&kind) {
                    continue;
                }
                if unit_kind(unit) != Some(kind) || unit.len() > MAX_PARAMETER_BYTES {
                    return Err(HeaderFault::Malformed);
                }
                if parameters.len() >= MAX_PARAMETER_SETS {
                    return Err(HeaderFault::Excessive);
                }
                parameters.push(unit);
            }
        }
        parameters.sort_by_key(|unit| unit_kind(unit));
        let mut sequences = parameters
            .iter()
            .filter(|unit| unit_kind(unit) == Some(SEQUENCE_PARAMETERS));
        let (Some(sequence), None) = (sequences.next(), sequences.next()) else {
            return Err(HeaderFault::Malformed);
        };
        let sequence = read_sequence(sequence)?;
        Ok(Self {
            parameters,
            length_bytes,
            sequence,
        })
    }

    /// The units of one coded picture, without their lengths.
    pub(super) fn units<'p>(
        &self,
        picture: &'p [u8],
    ) -> impl Iterator<Item = Result<&'p [u8], HeaderFault>> + use<'p> {
        let length_bytes = self.length_bytes;
        let mut rest = picture;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let unit = rest
                .split_at_checked(length_bytes)
                .and_then(|(head, body)| {
                    let length = head
                        .iter()
                        .fold(0usize, |length, &byte| length << 8 | usize::from(byte));
                    body.split_at_checked(length)
                });
            rest = unit.map_or(&[], |(_, rest)| rest);
            Some(unit.map(|(unit, _)| unit).ok_or(HeaderFault::Truncated))
        })
    }
}

/// The type of a unit (ISO/IEC 23008-2, 7.3.1.2).
fn unit_kind(unit: &[u8]) -> Option<u8> {
    unit.first().map(|byte| byte >> 1 & 0x3F)
}

/// Whether the unit is a slice of a picture that needs no other (table 7-1: 16 to 21); `None` for
/// a slice that needs one.
pub(super) fn is_slice(unit: &[u8]) -> Option<bool> {
    match unit_kind(unit)? {
        16..=21 => Some(true),
        0..=15 | 22..=31 => None,
        _ => Some(false),
    }
}

/// Slices of a coded picture: each may make the decoder walk over all of it.
pub(crate) fn count_slices(
    configuration: &Configuration<'_>,
    picture: &[u8],
) -> Result<u32, HeaderFault> {
    let mut slices = 0u32;
    for unit in configuration.units(picture) {
        let is_slice = is_slice(unit?).ok_or(HeaderFault::Unsupported)?;
        slices = slices.saturating_add(is_slice.into());
    }
    if slices == 0 {
        return Err(HeaderFault::Malformed);
    }
    Ok(slices)
}
