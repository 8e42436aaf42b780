//! Digits in names, numbers and texts.

/// The value of a hexadecimal digit.
pub(super) fn hexadecimal(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Bytes of hexadecimal digits; a last one alone counts as followed by 0.
pub(super) fn join_digits(digits: &[u8]) -> Vec<u8> {
    let pairs = digits.chunks(2);
    let byte = |pair: &[u8]| match *pair {
        [high, low] => high << 4 | low,
        [high] => high << 4,
        _ => 0,
    };
    pairs.map(byte).collect()
}

/// A number of digits alone.
pub(super) fn whole(word: &[u8]) -> Option<u32> {
    let is_digits = !word.is_empty() && word.len() <= 10 && word.iter().all(u8::is_ascii_digit);
    is_digits
        .then(|| std::str::from_utf8(word).ok()?.parse().ok())
        .flatten()
}
