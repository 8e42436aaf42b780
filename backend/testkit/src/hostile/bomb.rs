use super::bits::{LowFirst, crc32};

/// The pixels of a bomb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PngBomb {
    /// Grey of one bit: the smallest file for the most pixels; readers widen it 8 to 32 times.
    OneBit,
    /// Red, green and blue of a byte each.
    TrueColour,
}

/// A valid black PNG of that many pixels a side. Deflate packs it about 1 030 times, so 30 000
/// pixels a side in one bit are about 110 KB that become 900 megapixels.
#[must_use]
pub fn png_bomb(side: u32, pixels: PngBomb) -> Vec<u8> {
    let (depth, colour_type, row) = match pixels {
        PngBomb::OneBit => (1, 0, u64::from(side.div_ceil(8))),
        PngBomb::TrueColour => (8, 2, u64::from(side) * 3),
    };
    let zeros = (row + 1) * u64::from(side);
    png(
        header(side, depth, colour_type),
        &[(*b"IDAT", zlib_zeros(zeros))],
    )
}

/// A PNG of eight pixels a side whose colour profile unpacks to that many megabytes.
#[must_use]
pub fn png_with_profile_bomb(megabytes: u32) -> Vec<u8> {
    let mut profile = b"bomb\0\0".to_vec();
    profile.extend(zlib_zeros(u64::from(megabytes) << 20));
    png(
        header(8, 8, 0),
        &[(*b"iCCP", profile), (*b"IDAT", zlib_zeros(8 * 9))],
    )
}

/// A PNG whose pixel data fails its checksum.
#[must_use]
pub fn png_with_broken_checksum() -> Vec<u8> {
    let mut bytes = png_bomb(64, PngBomb::TrueColour);
    // The last chunk is twelve bytes; before it lies the checksum of the pixels.
    let at = bytes.len().saturating_sub(13);
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 0x55;
    }
    bytes
}

fn header(side: u32, depth: u8, colour_type: u8) -> Vec<u8> {
    let mut header = [side.to_be_bytes(), side.to_be_bytes()].concat();
    header.extend([depth, colour_type, 0, 0, 0]);
    header
}

fn png(header: Vec<u8>, chunks: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let first = (*b"IHDR", header);
    let last = (*b"IEND", Vec::new());
    for (name, content) in std::iter::once(&first).chain(chunks).chain([&last]) {
        let body = [name.as_slice(), content].concat();
        bytes.extend(
            u32::try_from(content.len())
                .unwrap_or(u32::MAX)
                .to_be_bytes(),
        );
        bytes.extend(&body);
        bytes.extend(crc32(&body).to_be_bytes());
    }
    bytes
}

/// A zlib stream (RFC 1950, 1951) of that many zeros, written without compressing anything: one
/// dynamic block whose code spends one bit on "258 bytes as before" and one on the distance.
fn zlib_zeros(count: u64) -> Vec<u8> {
    let mut bits = LowFirst::default();
    bits.push(1, 1); // last block
    bits.push(2, 2); // dynamic codes
    bits.push(29, 5); // 286 literal and length codes
    bits.push(0, 5); // one distance code
    bits.push(14, 4); // 18 code length codes
    // Their lengths in the order 16 17 18 0 8 7 9 6 10 5 11 4 12 3 13 2 14 1: symbol 18 (many
    // zeros) gets one bit, 1 and 2 two bits each.
    for symbol in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1] {
        bits.push(
            match symbol {
                18 => 1,
                1 | 2 => 2,
                _ => 0,
            },
            3,
        );
    }
    // Canonical codes: 18 = 0, 1 = 10, 2 = 11, highest bit first.
    let (zeros, one, two) = ((0b0, 1), (0b01, 2), (0b11, 2));
    let mut code = |(value, length)| bits.push(value, length);
    code(two); // 0: a literal zero, two bits
    for run in [138, 117] {
        code(zeros); // 1..=255: unused
        code((run - 11, 7));
    }
    code(two); // 256: the end, two bits
    code(zeros); // 257..=284: unused
    code((28 - 11, 7));
    code(one); // 285: 258 bytes, one bit
    code(one); // distance 1, one bit
    // Codes: 285 = 0, literal 0 = 10, end = 11.
    if count > 0 {
        code((0b01, 2));
    }
    let rest = count.saturating_sub(1);
    for _ in 0..rest / 258 {
        code((0, 2));
    }
    for _ in 0..rest % 258 {
        code((0b01, 2));
    }
    code((0b11, 2));
    let mut bytes = vec![0x78, 0x01];
    bytes.extend(bits.finish());
    // Adler-32 of zeros: the first sum stays 1, the second counts the bytes.
    let sum = u32::try_from(count % 65_521).unwrap_or(0) << 16 | 1;
    bytes.extend(sum.to_be_bytes());
    bytes
}
