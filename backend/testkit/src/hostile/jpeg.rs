use super::bits::HighFirst;

/// The JPEG with other dimensions in its frame header; the pixels stay what they were. A reader
/// that reserves memory by the header takes up to 12 GB for a file of a few kilobytes.
#[must_use]
pub fn jpeg_claiming_size(jpeg: &[u8], width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg.to_vec();
    // Frame headers are FFC0 to FFC2: length 2, precision 1, height 2, width 2.
    let frame = bytes
        .windows(2)
        .position(|pair| matches!(pair, [0xFF, 0xC0..=0xC2]));
    let size = frame.and_then(|at| bytes.get_mut(at + 5..at + 9));
    if let Some(size) = size {
        size.copy_from_slice(&[height.to_be_bytes(), width.to_be_bytes()].concat());
    }
    bytes
}

/// The first share of the bytes, 0 to 1.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a length is a length"
)]
pub fn truncated(bytes: &[u8], share: f64) -> Vec<u8> {
    let length = (bytes.len() as f64 * share.clamp(0.0, 1.0)) as usize;
    bytes.iter().copied().take(length).collect()
}

/// A progressive JPEG of that many pixels a side whose scans each touch every block and say
/// nothing: some 20 bytes a scan for millions of steps. Legal sizes, so only a limit on scans or
/// on time helps.
#[must_use]
pub fn jpeg_with_many_scans(side: u16, scans: u16) -> Vec<u8> {
    let blocks = u64::from(side.div_ceil(8)).pow(2);
    let mut bytes = vec![0xFF, 0xD8];
    segment(&mut bytes, 0xDB, &[&[0], [1; 64].as_slice()].concat());
    let [high, low] = side.to_be_bytes();
    segment(&mut bytes, 0xC2, &[8, high, low, high, low, 1, 1, 0x11, 0]);
    // Table for the means: one code of one bit, "no difference".
    segment(
        &mut bytes,
        0xC4,
        &[&[0x00, 1], [0; 15].as_slice(), &[0]].concat(),
    );
    // Table for the rest: 15 codes of four bits, "the next 2ⁿ blocks end here".
    let mut ends = vec![0x10, 0, 0, 0, 15];
    ends.extend([0; 12]);
    ends.extend((0..15).map(|power| power << 4));
    segment(&mut bytes, 0xC4, &ends);
    segment(&mut bytes, 0xDA, &[1, 1, 0x00, 0, 0, 0]);
    let mut means = HighFirst::default();
    for _ in 0..blocks {
        means.push(0, 1);
    }
    bytes.extend(means.finish());
    let mut skip = HighFirst::default();
    let mut left = blocks;
    while left > 0 {
        let power = left.ilog2().min(14);
        let run = left.min((2 << power) - 1);
        skip.push(power, 4);
        skip.push(u32::try_from(run - (1 << power)).unwrap_or(0), power);
        left -= run;
    }
    let skip = skip.finish();
    for scan in 0..scans {
        // One frequency after the other, so that each scan is new.
        let frequency = u8::try_from(scan % 63 + 1).unwrap_or(1);
        segment(&mut bytes, 0xDA, &[1, 1, 0x00, frequency, frequency, 0]);
        bytes.extend(&skip);
    }
    bytes.extend([0xFF, 0xD9]);
    bytes
}

fn segment(bytes: &mut Vec<u8>, marker: u8, content: &[u8]) {
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
    bytes.extend([0xFF, marker]);
    bytes.extend(length.to_be_bytes());
    bytes.extend(content);
}

/// A JPEG of four inks with Adobe's marker, which readers that expect three channels trip over.
/// It is valid and may be read.
#[must_use]
pub fn jpeg_in_four_channels() -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = [40_u8, 90, 140, 10].repeat(32 * 32);
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 85);
    match encoder.encode(&pixels, 32, 32, jpeg_encoder::ColorType::Cmyk) {
        Ok(()) => bytes,
        Err(_) => Vec::new(),
    }
}

/// A WebP of the extended kind that claims this canvas and holds no picture.
#[must_use]
pub fn webp_claiming_size(width: u32, height: u32) -> Vec<u8> {
    let three = |value: u32| value.saturating_sub(1).to_le_bytes().into_iter().take(3);
    let mut body = b"WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec();
    body.extend(three(width));
    body.extend(three(height));
    let length = u32::try_from(body.len()).unwrap_or(0);
    [b"RIFF".as_slice(), &length.to_le_bytes(), &body].concat()
}
