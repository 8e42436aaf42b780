//! PNG (W3C, third edition) sections 5 and 11: the image header and the walk over the chunks.

use super::{Header, HeaderFault, be_u32};

/// The most that deflate can blow a byte up to (RFC 1951: 258 bytes out of two bits).
const LARGEST_DEFLATE_RATIO: u64 = 1032;

pub(crate) fn read(bytes: &[u8]) -> Result<Header, HeaderFault> {
    if bytes.get(12..16).ok_or(HeaderFault::Truncated)? != b"IHDR" {
        return Err(HeaderFault::Malformed);
    }
    let width = be_u32(bytes, 16).ok_or(HeaderFault::Truncated)?;
    let height = be_u32(bytes, 20).ok_or(HeaderFault::Truncated)?;
    let depth = *bytes.get(24).ok_or(HeaderFault::Truncated)?;
    let colour = *bytes.get(25).ok_or(HeaderFault::Truncated)?;
    if width == 0 || height == 0 {
        return Err(HeaderFault::Malformed);
    }
    let channels = match colour {
        0 | 3 => 1,
        4 => 2,
        2 => 3,
        6 => 4,
        _ => return Err(HeaderFault::Malformed),
    };
    if !matches!(depth, 1 | 2 | 4 | 8 | 16) {
        return Err(HeaderFault::Malformed);
    }
    let pixels = u64::from(width) * u64::from(height);
    let raw_bytes = pixels.saturating_mul(u64::from(channels * u32::from(depth))) / 8;
    if compressed_bytes(bytes)?.saturating_mul(LARGEST_DEFLATE_RATIO) < raw_bytes {
        return Err(HeaderFault::Truncated);
    }
    // The decoder widens a palette to RGB or RGBA and small depths to a byte; grey becomes RGB
    // beside the decoded copy, the others are narrowed in place.
    let bytes_per_pixel = match colour {
        0 => u32::from(depth).div_ceil(8) + 3,
        4 => 2 * u32::from(depth).div_ceil(8) + 3,
        3 => 4,
        _ => channels * u32::from(depth).div_ceil(8),
    };
    Ok(Header {
        width,
        height,
        scans: 1,
        working_bytes: pixels.saturating_mul(bytes_per_pixel.into()),
        // The default image of an animated PNG is a still picture, and it is what gets decoded.
        is_animated: false,
    })
}

/// Sum of the image data; the file must hold every chunk up to the last data chunk.
fn compressed_bytes(bytes: &[u8]) -> Result<u64, HeaderFault> {
    let mut at = 8;
    let mut sum = 0u64;
    loop {
        let (Some(length), Some(kind)) = (be_u32(bytes, at), bytes.get(at + 4..at + 8)) else {
            // Only the end chunk may be missing, never all of the data.
            return if sum > 0 {
                Ok(sum)
            } else {
                Err(HeaderFault::Truncated)
            };
        };
        if kind == b"IEND" {
            return if sum > 0 {
                Ok(sum)
            } else {
                Err(HeaderFault::Malformed)
            };
        }
        let next = usize::try_from(length)
            .ok()
            .and_then(|length| at.checked_add(length + 12));
        let next = next
            .filter(|&next| next <= bytes.len())
            .ok_or(HeaderFault::Truncated)?;
        if kind == b"IDAT" {
            sum += u64::from(length);
        }
        at = next;
    }
}
