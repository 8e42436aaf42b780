//! WebP container (RFC 9649 section 2) and the two bitstream headers.

use super::{Header, HeaderFault, le_u32};

pub(crate) fn read(bytes: &[u8]) -> Result<Header, HeaderFault> {
    let size = le_u32(bytes, 4).ok_or(HeaderFault::Truncated)?;
    let end = usize::try_from(size)
        .ok()
        .and_then(|size| size.checked_add(8));
    let end = end
        .filter(|&end| end <= bytes.len())
        .ok_or(HeaderFault::Truncated)?;
    let file = bytes.get(..end).ok_or(HeaderFault::Truncated)?;
    let mut at = 12;
    let mut canvas = None;
    let mut is_animated = false;
    let mut image = None;
    while at + 8 <= file.len() {
        let kind = file.get(at..at + 4).ok_or(HeaderFault::Truncated)?;
        let length = le_u32(file, at + 4).ok_or(HeaderFault::Truncated)?;
        let start = at + 8;
        let stop = usize::try_from(length)
            .ok()
            .and_then(|length| start.checked_add(length));
        let stop = stop.ok_or(HeaderFault::Malformed)?;
        // A chunk that promises more than there is would have the decoder reserve it all.
        let chunk = file.get(start..stop).ok_or(HeaderFault::Truncated)?;
        match kind {
            b"VP8X" => {
                canvas = Some(read_canvas(chunk).ok_or(HeaderFault::Malformed)?);
                is_animated |= chunk.first().is_some_and(|flags| flags & 2 != 0);
            }
            b"ANIM" | b"ANMF" => is_animated = true,
            b"VP8 " if image.is_none() => image = Some((read_lossy(chunk), false)),
            b"VP8L" if image.is_none() => image = Some((read_lossless(chunk), true)),
            _ => {}
        }
        at = stop + (stop & 1);
    }
    let (size, is_lossless) = match image {
        Some((size, is_lossless)) => (size.ok_or(HeaderFault::Malformed)?, is_lossless),
        None if is_animated => (canvas.ok_or(HeaderFault::Malformed)?, true),
        None => return Err(HeaderFault::Truncated),
    };
    if canvas.is_some_and(|canvas| canvas != size) {
        return Err(HeaderFault::Malformed);
    }
    let pixels = u64::from(size.0) * u64::from(size.1);
    Ok(Header {
        width: size.0,
        height: size.1,
        scans: 1,
        // Lossless decodes to RGBA beside RGB; lossy keeps its planes (1.5) beside RGBA and alpha.
        working_bytes: pixels.saturating_mul(if is_lossless { 14 } else { 13 }) / 2,
        is_animated,
    })
}

/// 2.7: four bytes of flags, then width and height less one in 24 bits each.
fn read_canvas(chunk: &[u8]) -> Option<(u32, u32)> {
    let low = le_u32(chunk, 4)?;
    let high = le_u32(chunk, 6)?;
    Some(((low & 0xFF_FFFF) + 1, (high >> 8) + 1))
}

/// RFC 6386 section 9.1: frame tag, start code, 14-bit width and height.
fn read_lossy(chunk: &[u8]) -> Option<(u32, u32)> {
    if chunk.get(3..6)? != [0x9D, 0x01, 0x2A] {
        return None;
    }
    let size = le_u32(chunk, 6)?;
    let (width, height) = (size & 0x3FFF, (size >> 16) & 0x3FFF);
    (width > 0 && height > 0).then_some((width, height))
}

/// RFC 9649 section 3.4: signature, then width and height less one in 14 bits each.
fn read_lossless(chunk: &[u8]) -> Option<(u32, u32)> {
    if *chunk.first()? != 0x2F {
        return None;
    }
    let bits = le_u32(chunk, 1)?;
    Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
}
