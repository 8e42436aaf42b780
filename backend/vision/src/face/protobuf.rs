//! Reads the wire format of Protocol Buffers, which an ONNX file is in.

/// What a field holds.
pub(super) enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
    /// Four or eight bytes.
    Fixed,
}

/// Takes the next field: its number and what it holds.
pub(super) fn field<'a>(bytes: &mut &'a [u8]) -> Option<(u64, Value<'a>)> {
    const VARINT: u64 = 0;
    const EIGHT: u64 = 1;
    const LENGTH: u64 = 2;
    const FOUR: u64 = 5;
    let tag = varint(bytes)?;
    let value = match tag & 7 {
        VARINT => Value::Number(varint(bytes)?),
        EIGHT => {
            *bytes = bytes.get(8..)?;
            Value::Fixed
        }
        FOUR => {
            *bytes = bytes.get(4..)?;
            Value::Fixed
        }
        LENGTH => {
            let length = usize::try_from(varint(bytes)?).ok()?;
            let (inner, rest) = bytes.split_at_checked(length)?;
            *bytes = rest;
            Value::Bytes(inner)
        }
        _ => return None,
    };
    Some((tag >> 3, value))
}

/// Takes a number of at most 64 bits, seven in each byte.
pub(super) fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let bits = u64::from(byte & 0x7f);
        value |= bits << shift;
        if byte < 0x80 {
            return (bits << shift >> shift == bits).then_some(value);
        }
    }
    None
}
