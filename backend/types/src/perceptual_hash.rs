use std::fmt;
use std::str::FromStr;

use crate::hex::hex;

/// 256 bits of how a picture looks.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PerceptualHash([u8; 32]);

/// The text is no perceptual hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("read a perceptual hash: it is not 64 hexadecimal digits")]
pub struct HashError;

impl PerceptualHash {
    /// The hash of these bits.
    #[must_use]
    pub const fn from_bits(bits: [u8; 32]) -> Self {
        Self(bits)
    }

    /// Its bits.
    #[must_use]
    pub const fn bits(&self) -> [u8; 32] {
        self.0
    }

    /// In 64 hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex(&self.0)
    }

    /// How many of the 256 bits differ; about half between pictures of different things.
    #[must_use]
    pub fn distance(&self, other: &Self) -> u32 {
        self.0
            .iter()
            .zip(other.0)
            .map(|(a, b)| (a ^ b).count_ones())
            .sum()
    }
}

impl fmt::Debug for PerceptualHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // It tells one person's picture from another's.
        f.write_str("PerceptualHash(…)")
    }
}

impl FromStr for PerceptualHash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, HashError> {
        let digits: Vec<u32> = text
            .chars()
            .map(|digit| digit.to_digit(16))
            .collect::<Option<_>>()
            .ok_or(HashError)?;
        let bytes: Vec<u8> = digits
            .as_chunks::<2>()
            .0
            .iter()
            .filter_map(|&[high, low]| u8::try_from(16 * high + low).ok())
            .collect();
        if digits.len() != 64 {
            return Err(HashError);
        }
        bytes.try_into().map(Self).map_err(|_| HashError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        let hash = PerceptualHash(std::array::from_fn(|place| {
            u8::try_from(place * 8).unwrap()
        }));
        assert_eq!(hash.to_hex().len(), 64);
        assert_eq!(hash.to_hex().parse(), Ok(hash));
        assert_eq!(hash.to_hex().to_uppercase().parse(), Ok(hash));
        assert_eq!(hash.distance(&hash), 0);
        assert_eq!(
            PerceptualHash([0; 32]).distance(&PerceptualHash([255; 32])),
            256
        );
    }

    #[test]
    fn its_bits_are_those_of_its_digits() {
        let hash: PerceptualHash = "0f".repeat(32).parse().unwrap();
        assert_eq!(hash.bits(), [15; 32]);
    }

    #[test]
    fn what_is_no_hash_is_refused() {
        for text in [
            "",
            "0",
            &"0".repeat(63),
            &"0".repeat(65),
            &"g".repeat(64),
            &"é".repeat(32),
            "0f",
            &"+f".repeat(32),
        ] {
            assert_eq!(text.parse::<PerceptualHash>(), Err(HashError), "{text}");
        }
    }
}
