/// Reads single bits and the variable-length numbers of the two video formats, most significant
/// bit first. Past the end everything is `None`.
pub(crate) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Bits<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(crate) fn flag(&mut self) -> Option<bool> {
        let byte = *self.bytes.get(self.at / 8)?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        Some(bit == 1)
    }

    /// At most 32 bits.
    pub(crate) fn take(&mut self, count: u32) -> Option<u32> {
        let mut value = 0u32;
        for _ in 0..count {
            value = value << 1 | u32::from(self.flag()?);
        }
        Some(value)
    }

    pub(crate) fn skip(&mut self, count: usize) -> Option<()> {
        self.at = self.at.checked_add(count)?;
        (self.at <= self.bytes.len().saturating_mul(8)).then_some(())
    }

    /// `ue(v)` of ISO/IEC 23008-2, 9.2: an Exp-Golomb number.
    pub(crate) fn golomb(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.flag()? {
            zeros += 1;
            if zeros > 31 {
                return None;
            }
        }
        let base = (1u32 << zeros) - 1;
        base.checked_add(self.take(zeros)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_bit_by_bit_and_end_with_the_bytes() {
        // 1, 010, 011 and 00100 are 0, 1, 2 and 3; then the four bits 1001.
        let mut bits = Bits::new(&[0b1010_0110, 0b0100_1001]);
        let numbers: Vec<_> = (0..4).map(|_| bits.golomb()).collect();
        assert_eq!(numbers, [Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!(bits.take(4), Some(9));
        assert_eq!(
            (bits.flag(), bits.take(1), bits.golomb()),
            (None, None, None)
        );
        assert_eq!(Bits::new(&[0; 9]).golomb(), None);
        assert_eq!(Bits::new(&[0; 2]).skip(17), None);
    }
}
