//! What a file says about itself, read without decoding a pixel and without allocating, so that a
//! bomb is refused before it can do anything.

mod jpeg;
mod png;
mod webp;

use crate::MediaType;

/// The facts that the limits are checked against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) media_type: MediaType,
    /// Pixels, before the EXIF orientation.
    pub(crate) width: u32,
    /// Pixels, before the EXIF orientation.
    pub(crate) height: u32,
    /// Passes over the coefficients: 1 unless the JPEG is progressive or not interleaved.
    pub(crate) scans: u32,
    /// Bytes that decoding holds at its peak, by pixel, in sixteenths of a byte.
    pub(crate) sixteenths_per_pixel: u32,
    pub(crate) is_animated: bool,
}

/// Why a header is no good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeaderFault {
    /// The file ends before what it promises.
    Truncated,
    /// The structure breaks the format, or uses a part of it that nobody sends.
    Malformed,
}

impl Header {
    pub(crate) fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// Reads the header of a file whose format is known.
pub(crate) fn read(media_type: MediaType, bytes: &[u8]) -> Result<Header, HeaderFault> {
    match media_type {
        MediaType::Jpeg => jpeg::read(bytes),
        MediaType::Png => png::read(bytes),
        MediaType::Webp => webp::read(bytes),
    }
}

fn be_u16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes
        .get(at..at.checked_add(2)?)?
        .try_into()
        .ok()
        .map(u16::from_be_bytes)
}

fn be_u32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at.checked_add(4)?)?
        .try_into()
        .ok()
        .map(u32::from_be_bytes)
}

fn le_u32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at.checked_add(4)?)?
        .try_into()
        .ok()
        .map(u32::from_le_bytes)
}
