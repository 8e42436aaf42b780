//! What a file says about itself, read without decoding a pixel, so that a bomb is refused before
//! it can do anything.

pub(crate) mod heif;
mod jpeg;
mod png;
mod webp;

/// The facts that the limits are checked against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    /// Pixels, before the EXIF orientation.
    pub(crate) width: u32,
    /// Pixels, before the EXIF orientation.
    pub(crate) height: u32,
    /// Passes over the pixels: scans of a JPEG, slices or frames of a coded video picture.
    pub(crate) scans: u32,
    /// Bytes that decoding holds at its peak.
    pub(crate) working_bytes: u64,
    pub(crate) is_animated: bool,
}

/// Why a header is no good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeaderFault {
    /// The file ends before what it promises.
    Truncated,
    /// The structure breaks the format, or uses a part of it that nobody sends.
    Malformed,
    /// A part of the format that is not read.
    Unsupported,
    /// More parts than any camera or scanner writes.
    Excessive,
}

/// Larger pictures are halved: no reader gains from more, and turning them upright would need the
/// memory twice.
const MAX_KEPT_PIXELS: u64 = 24_000_000;

impl Header {
    pub(crate) fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Whether only every second pixel is kept.
    pub(crate) fn is_halved(&self) -> bool {
        self.pixels() > MAX_KEPT_PIXELS
    }

    /// Bytes of the picture that is kept, where it is filled piece by piece.
    pub(crate) fn kept_bytes(width: u32, height: u32) -> u64 {
        let pixels = u64::from(width) * u64::from(height);
        if pixels > MAX_KEPT_PIXELS {
            pixels.saturating_mul(3) / 4
        } else {
            pixels.saturating_mul(3)
        }
    }
}

pub(crate) use jpeg::read as read_jpeg;
pub(crate) use png::read as read_png;
pub(crate) use webp::read as read_webp;

pub(crate) fn be_u16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes
        .get(at..at.checked_add(2)?)?
        .try_into()
        .ok()
        .map(u16::from_be_bytes)
}

pub(crate) fn be_u32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at.checked_add(4)?)?
        .try_into()
        .ok()
        .map(u32::from_be_bytes)
}

pub(crate) fn be_u64(bytes: &[u8], at: usize) -> Option<u64> {
    bytes
        .get(at..at.checked_add(8)?)?
        .try_into()
        .ok()
        .map(u64::from_be_bytes)
}

fn le_u32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at.checked_add(4)?)?
        .try_into()
        .ok()
        .map(u32::from_le_bytes)
}
