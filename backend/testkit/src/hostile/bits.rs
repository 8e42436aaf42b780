/// Bits in the order of deflate (RFC 1951): the first bit is a byte's lowest.
#[derive(Default)]
pub(super) struct LowFirst {
    pub(super) bytes: Vec<u8>,
    held: u32,
    count: u32,
}

impl LowFirst {
    /// Appends the lowest `count` bits of the value, lowest first.
    pub(super) fn push(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            self.held |= (value >> bit & 1) << self.count;
            self.count += 1;
            if self.count == 8 {
                self.flush();
            }
        }
    }

    fn flush(&mut self) {
        self.bytes.extend(u8::try_from(self.held));
        (self.held, self.count) = (0, 0);
    }

    /// The bytes, the last one filled with zeros.
    pub(super) fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.flush();
        }
        self.bytes
    }
}

/// Bits in the order of JPEG: the first bit is a byte's highest, and FF is followed by 00.
#[derive(Default)]
pub(super) struct HighFirst {
    bytes: Vec<u8>,
    held: u32,
    count: u32,
}

impl HighFirst {
    /// Appends the lowest `count` bits of the value, highest first.
    pub(super) fn push(&mut self, value: u32, count: u32) {
        for bit in (0..count).rev() {
            self.held = self.held << 1 | (value >> bit & 1);
            self.count += 1;
            if self.count == 8 {
                let byte = u8::try_from(self.held).unwrap_or(0);
                self.bytes.push(byte);
                if byte == 0xFF {
                    self.bytes.push(0);
                }
                (self.held, self.count) = (0, 0);
            }
        }
    }

    /// The bytes, the last one filled with ones.
    pub(super) fn finish(mut self) -> Vec<u8> {
        while self.count > 0 {
            self.push(1, 1);
        }
        self.bytes
    }
}

/// CRC-32 of PNG and ZIP.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_usual_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn bits_fill_bytes_from_either_end() {
        let mut low = LowFirst::default();
        low.push(0b011, 3);
        assert_eq!(low.finish(), [0b0000_0011]);
        let mut high = HighFirst::default();
        high.push(0b1111_1111, 8);
        high.push(0b01, 2);
        assert_eq!(high.finish(), [0xFF, 0x00, 0b0111_1111]);
    }
}
