//! The few parts of protocol buffers that an ONNX file is read by.

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

/// The fields of a message with their numbers; ends where it cannot be read.
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = (u64, Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        field(&mut self.0)
    }
}

/// Takes the next field, with its number; nothing where it cannot be read.
pub(crate) fn field<'a>(message: &mut &'a [u8]) -> Option<(u64, Value<'a>)> {
    let key = number(message)?;
    let length = match key & 7 {
        0 => return Some((key >> 3, Value::Number(number(message)?))),
        1 => 8,
        2 => usize::try_from(number(message)?).ok()?,
        5 => 4,
        _ => return None,
    };
    let (bytes, rest) = message.split_at_checked(length)?;
    *message = rest;
    Some((key >> 3, Value::Bytes(bytes)))
}

/// Takes a number of seven bits a byte, the lowest first, and at most 64 in all.
pub(crate) fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
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

/// All fields of one number that hold bytes.
pub(crate) fn parts(message: &[u8], wanted: u64) -> impl Iterator<Item = &[u8]> {
    Fields(message).filter_map(move |(field, value)| match value {
        Value::Bytes(bytes) if field == wanted => Some(bytes),
        Value::Bytes(_) | Value::Number(_) => None,
    })
}

/// The text of a field; empty where there is none.
pub(super) fn text(message: &[u8], wanted: u64) -> &str {
    let bytes = parts(message, wanted).next().unwrap_or_default();
    str::from_utf8(bytes).unwrap_or_default()
}

/// The whole numbers of a repeated field, one by one or packed.
pub(crate) fn numbers(message: &[u8], wanted: u64) -> Vec<usize> {
    let mut numbers = Vec::new();
    for (_, value) in Fields(message).filter(|(field, _)| *field == wanted) {
        match value {
            Value::Number(value) => numbers.extend(usize::try_from(value)),
            Value::Bytes(mut packed) => {
                while let Some(value) = number(&mut packed) {
                    numbers.extend(usize::try_from(value));
                }
            }
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_and_broken_ones_end_it() {
        // Field 1: 300; field 2: "ab"; field 3: 1 and 2, packed; then one that is cut short.
        let message = [8, 0xac, 2, 18, 2, b'a', b'b', 26, 2, 1, 2, 34, 9, 1];
        assert_eq!(numbers(&message, 1), [300]);
        assert_eq!(text(&message, 2), "ab");
        assert_eq!(numbers(&message, 3), [1, 2]);
        assert_eq!(parts(&message, 4).count(), 0);
        assert_eq!(Fields(&[0xff; 12]).count(), 0);
    }
}
