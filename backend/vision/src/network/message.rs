//! The few parts of protocol buffers that an ONNX file is read by.

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

/// The fields of a message with their numbers; ends where it cannot be read.
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = (u64, Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let key = number(&mut self.0)?;
        let value = match key & 7 {
            0 => Value::Number(number(&mut self.0)?),
            2 => {
                let length = usize::try_from(number(&mut self.0)?).ok()?;
                let (bytes, rest) = self.0.split_at_checked(length)?;
                self.0 = rest;
                Value::Bytes(bytes)
            }
            kind @ (1 | 5) => {
                let (bytes, rest) = self.0.split_at_checked(if kind == 1 { 8 } else { 4 })?;
                self.0 = rest;
                Value::Bytes(bytes)
            }
            _ => return None,
        };
        Some((key >> 3, value))
    }
}

/// A number of seven bits a byte, the lowest first.
fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

/// All fields of one number that hold bytes.
pub(super) fn parts(message: &[u8], wanted: u64) -> impl Iterator<Item = &[u8]> {
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
pub(super) fn numbers(message: &[u8], wanted: u64) -> Vec<usize> {
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
