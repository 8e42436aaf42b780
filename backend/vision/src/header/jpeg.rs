//! ISO/IEC 10918-1 Annex B: walks the markers to the end of the image.

use super::{Header, HeaderFault, be_u16};

#[derive(Clone, Copy)]
struct Frame {
    width: u32,
    height: u32,
    is_progressive: bool,
    /// Samples of all components together, in sixteenths of the pixels: 16 for grey, 24 for 4:2:0.
    sixteenths: u32,
}

/// Walks from marker to marker; entropy-coded data is skipped, its bytes and the scans counted.
/// A file without an end-of-image marker is truncated: the decoder would fill the rest with grey.
pub(crate) fn read(bytes: &[u8]) -> Result<Header, HeaderFault> {
    let mut at = 2;
    let mut frame: Option<Frame> = None;
    let mut scans = 0u32;
    let mut coded_bytes = 0u64;
    loop {
        let (marker, after) = next_marker(bytes, at).ok_or(HeaderFault::Truncated)?;
        at = after;
        match marker {
            0xD9 => break,
            // TEM, RSTn and a second SOI stand alone.
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let length = usize::from(be_u16(bytes, at).ok_or(HeaderFault::Truncated)?);
        let end = at + length;
        let segment = bytes.get(at + 2..end);
        if length < 2 {
            return Err(HeaderFault::Malformed);
        }
        let segment = segment.ok_or(HeaderFault::Truncated)?;
        at = end;
        match marker {
            0xC0..=0xC2 if frame.is_none() => frame = Some(read_frame(segment, marker == 0xC2)?),
            // A second frame, or lossless, hierarchical and arithmetic coding.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                return Err(HeaderFault::Malformed);
            }
            0xDA => {
                if frame.is_none() {
                    return Err(HeaderFault::Malformed);
                }
                scans += 1;
                let next = skip_entropy_coded(bytes, at).ok_or(HeaderFault::Truncated)?;
                coded_bytes += (next - at) as u64;
                at = next;
            }
            _ => {}
        }
    }
    let frame = frame.ok_or(HeaderFault::Malformed)?;
    finish(frame, scans, coded_bytes)
}

fn finish(frame: Frame, scans: u32, coded_bytes: u64) -> Result<Header, HeaderFault> {
    if scans == 0 {
        return Err(HeaderFault::Truncated);
    }
    let pixels = u64::from(frame.width) * u64::from(frame.height);
    // Each 8×8 block costs at least one bit (progressive) or two (one for DC, one for end of
    // block): a header that claims more blocks than there are bits lies about its size.
    let blocks = pixels * u64::from(frame.sixteenths) / (16 * 64);
    let bits_per_block = if frame.is_progressive { 1 } else { 2 };
    if blocks.saturating_mul(bits_per_block) / 8 > coded_bytes + 16 {
        return Err(HeaderFault::Truncated);
    }
    // The output is RGB; a progressive file also keeps 16-bit coefficients of every component.
    let coefficients = if frame.is_progressive {
        2 * frame.sixteenths
    } else {
        0
    };
    Ok(Header {
        width: frame.width,
        height: frame.height,
        scans,
        working_bytes: pixels.saturating_mul((3 * 16 + coefficients).into()) / 16,
        is_animated: false,
    })
}

/// B.2.2: precision, lines, samples per line, then three bytes for each component.
fn read_frame(segment: &[u8], is_progressive: bool) -> Result<Frame, HeaderFault> {
    let precision = segment.first().copied().ok_or(HeaderFault::Malformed)?;
    let height = be_u16(segment, 1).ok_or(HeaderFault::Malformed)?;
    let width = be_u16(segment, 3).ok_or(HeaderFault::Malformed)?;
    let count = segment.get(5).copied().ok_or(HeaderFault::Malformed)?;
    let components = segment
        .get(6..6 + 3 * usize::from(count))
        .ok_or(HeaderFault::Malformed)?;
    if precision != 8 || height == 0 || width == 0 || !(1..=4).contains(&count) {
        return Err(HeaderFault::Malformed);
    }
    let sampling = || components.chunks_exact(3).filter_map(|c| c.get(1).copied());
    let horizontal = |s: u8| u32::from(s >> 4);
    let vertical = |s: u8| u32::from(s & 15);
    if sampling().any(|s| !(1..=4).contains(&horizontal(s)) || !(1..=4).contains(&vertical(s))) {
        return Err(HeaderFault::Malformed);
    }
    let widest = sampling().map(horizontal).max().unwrap_or(1);
    let tallest = sampling().map(vertical).max().unwrap_or(1);
    let sixteenths = sampling()
        .map(|s| 16 * horizontal(s) * vertical(s) / (widest * tallest))
        .sum();
    Ok(Frame {
        width: width.into(),
        height: height.into(),
        is_progressive,
        sixteenths,
    })
}

/// The next marker at or after `at` and the place behind it. B.1.1.2 lets fill bytes stand before.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        let rest = bytes.get(at..)?;
        let first = rest.iter().position(|&b| b == 0xFF)?;
        at += first + 1;
        while *bytes.get(at)? == 0xFF {
            at += 1;
        }
        let code = *bytes.get(at)?;
        at += 1;
        if code != 0 {
            return Some((code, at));
        }
    }
}

/// The place of the first real marker: not a stuffed zero, not a restart.
fn skip_entropy_coded(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let first = bytes.get(at..)?.iter().position(|&b| b == 0xFF)?;
        at += first;
        match *bytes.get(at + 1)? {
            0 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Some(at),
        }
    }
}
