use std::borrow::Cow;
use std::io::Read;

use flate2::read::ZlibDecoder;

use super::digits::{hexadecimal, join_digits};
use super::document::{Document, index};
use super::object::{Dictionary, Object};
use super::parser::is_space;
use super::predictor::Predictor;
use crate::decode::DecodeError;

/// Filters one behind the other; one or two are usual.
const MAX_FILTERS: usize = 4;

/// A stream with its general filters taken off.
pub(super) struct Unpacked<'d> {
    pub(super) bytes: Cow<'d, [u8]>,
    /// A filter for pictures that is left, with its parameters.
    pub(super) picture: Option<(PictureFilter, Dictionary<'d>)>,
}

/// Filters that only pictures have (7.4.6 to 7.4.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PictureFilter {
    Jpeg,
    Fax,
}

/// Takes all filters off, none of which may be one for pictures. What they give is counted: small
/// streams can hide much, and one stream can be named often.
pub(super) fn unpack<'d>(
    document: &'d Document<'_>,
    dictionary: &Dictionary<'d>,
    bytes: &'d [u8],
    limit: usize,
) -> Result<Cow<'d, [u8]>, DecodeError> {
    let spend = |bytes| document.spend_unpacking(bytes);
    let unpacked = take_filters_off(document, dictionary, bytes, limit, spend)?;
    match unpacked.picture {
        None => Ok(unpacked.bytes),
        Some(_) => Err(DecodeError::Unreadable),
    }
}

/// Takes filters off up to one for pictures, whose sizes are limited elsewhere. What unpacks to
/// more than `limit` is cut off there.
pub(super) fn unpack_to_picture<'d>(
    document: &'d Document<'_>,
    dictionary: &Dictionary<'d>,
    bytes: &'d [u8],
    limit: usize,
) -> Result<Unpacked<'d>, DecodeError> {
    take_filters_off(document, dictionary, bytes, limit, |_| Ok(()))
}

fn take_filters_off<'d>(
    document: &'d Document<'_>,
    dictionary: &Dictionary<'d>,
    bytes: &'d [u8],
    limit: usize,
    spend: impl Fn(usize) -> Result<(), DecodeError>,
) -> Result<Unpacked<'d>, DecodeError> {
    let list = |keys: [&str; 2]| {
        let value = keys.iter().find_map(|key| document.entry(dictionary, key));
        match value {
            None | Some(Object::Null) => Vec::new(),
            Some(Object::Array(values)) => values,
            Some(one) => vec![one],
        }
    };
    let (filters, parameters) = (list(["Filter", "F"]), list(["DecodeParms", "DP"]));
    if filters.len() > MAX_FILTERS {
        return Err(DecodeError::TooManyParts);
    }
    let mut unpacked = Unpacked {
        bytes: Cow::Borrowed(bytes),
        picture: None,
    };
    for (place, filter) in filters.iter().enumerate() {
        let filter = document.resolve(filter);
        let filter = filter.as_ref().and_then(Object::name);
        let filter = filter.ok_or(DecodeError::Unreadable)?;
        let parameters = parameters.get(place).and_then(|p| document.resolve(p));
        let parameters = parameters.and_then(Object::dictionary).unwrap_or_default();
        if unpacked.picture.is_some() {
            return Err(DecodeError::Unreadable);
        }
        let bytes = &unpacked.bytes;
        unpacked.bytes = match filter {
            b"FlateDecode" | b"Fl" => {
                let predictor = Predictor::read(document, &parameters)?;
                let raw = inflate(bytes, predictor.packed_limit(limit))?;
                Cow::Owned(predictor.undo(raw))
            }
            b"ASCIIHexDecode" | b"AHx" => Cow::Owned(from_hexadecimal(bytes)?),
            b"ASCII85Decode" | b"A85" => Cow::Owned(from_base_85(bytes)?),
            b"RunLengthDecode" | b"RL" => Cow::Owned(from_runs(bytes, limit)),
            b"DCTDecode" | b"DCT" => {
                unpacked.picture = Some((PictureFilter::Jpeg, parameters));
                continue;
            }
            b"CCITTFaxDecode" | b"CCF" => {
                unpacked.picture = Some((PictureFilter::Fax, parameters));
                continue;
            }
            _ => return Err(DecodeError::UnsupportedCoding),
        };
        spend(unpacked.bytes.len())?;
    }
    Ok(unpacked)
}

/// 7.4.4. What is damaged or cut short gives what comes before; its user knows how much it needs.
fn inflate(bytes: &[u8], limit: usize) -> Result<Vec<u8>, DecodeError> {
    // Room at once: growing would need it twice.
    let mut unpacked = Vec::with_capacity(limit.min(bytes.len().saturating_mul(1032)));
    let mut reader = ZlibDecoder::new(bytes).take(limit as u64);
    match reader.read_to_end(&mut unpacked) {
        Err(_) if unpacked.is_empty() => Err(DecodeError::Unreadable),
        _ => Ok(unpacked),
    }
}

/// 7.4.2.
fn from_hexadecimal(bytes: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let mut digits = Vec::with_capacity(bytes.len());
    for &byte in bytes.iter().take_while(|&&byte| byte != b'>') {
        if !is_space(byte) {
            digits.push(hexadecimal(byte).ok_or(DecodeError::Unreadable)?);
        }
    }
    Ok(join_digits(&digits))
}

/// 7.4.3.
fn from_base_85(bytes: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let mut out = Vec::with_capacity(bytes.len() / 5 * 4);
    let (mut value, mut count) = (0u64, 0usize);
    for &byte in bytes.iter().take_while(|&&byte| byte != b'~') {
        match byte {
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                value = value * 85 + u64::from(byte - b'!');
                count += 1;
            }
            byte if is_space(byte) => {}
            _ => return Err(DecodeError::Unreadable),
        }
        if count == 5 {
            let whole = u32::try_from(value).map_err(|_| DecodeError::Unreadable)?;
            out.extend(whole.to_be_bytes());
            (value, count) = (0, 0);
        }
    }
    if count > 1 {
        for _ in count..5 {
            value = value * 85 + 84;
        }
        let whole = u32::try_from(value).map_err(|_| DecodeError::Unreadable)?;
        out.extend(whole.to_be_bytes().iter().take(count - 1));
    }
    Ok(out)
}

/// 7.4.5.
fn from_runs(bytes: &[u8], limit: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some((&length, after)) = rest.split_first() {
        if length == 128 || out.len() >= limit {
            break;
        }
        if length < 128 {
            let taken = after.len().min(usize::from(length) + 1);
            let (literal, after) = after.split_at(taken);
            out.extend_from_slice(literal);
            rest = after;
        } else {
            let Some((&byte, after)) = after.split_first() else {
                break;
            };
            out.extend(std::iter::repeat_n(byte, 257 - usize::from(length)));
            rest = after;
        }
    }
    out
}

/// A whole number among a filter's parameters.
pub(super) fn parameter(
    document: &Document<'_>,
    parameters: &Dictionary<'_>,
    key: &str,
) -> Option<usize> {
    index(document.entry(parameters, key)?.number()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_filters_are_undone() {
        assert_eq!(from_hexadecimal(b"4A 4b5>zz").unwrap(), b"JKP");
        assert_eq!(from_hexadecimal(b"4x"), Err(DecodeError::Unreadable));
        assert_eq!(
            from_base_85(b"87cUR\nD]i,\"Ebo80z~>").unwrap(),
            b"Hello World!\0\0\0\0"
        );
        assert_eq!(from_base_85(b"87cURDZ~>").unwrap(), b"Hello");
        assert_eq!(from_base_85(b"uuuuu"), Err(DecodeError::Unreadable));
    }

    #[test]
    fn runs_are_bounded() {
        assert_eq!(from_runs(&[1, b'a', b'b', 254, b'c', 128, 9], 99), b"abccc");
        assert!(from_runs(&[129, 0].repeat(1000), 500).len() < 700);
        assert_eq!(from_runs(&[5, b'a'], 99), b"a");
    }

    #[test]
    fn inflating_stops_at_the_limit() {
        use std::io::Write;
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&vec![0; 10_000_000]).unwrap();
        let packed = packer.finish().unwrap();
        assert_eq!(inflate(&packed, 1000).unwrap().len(), 1000);
        assert!(
            inflate(&packed[..packed.len() / 2], 20_000_000)
                .unwrap()
                .len()
                > 1000
        );
        assert_eq!(inflate(b"no", 10), Err(DecodeError::Unreadable));
    }
}
