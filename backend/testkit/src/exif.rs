//! The orientation tag of JPEG files.

use image::{RgbImage, imageops};

/// The EXIF orientation tag (CIPA DC-008, tag 0x0112): what a reader has to do to the stored
/// pixels to see the picture upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    /// 1: nothing.
    Upright,
    /// 2: mirror left and right.
    MirroredSideways,
    /// 3: turn by 180°.
    UpsideDown,
    /// 4: mirror top and bottom.
    MirroredUpsideDown,
    /// 5: swap rows and columns.
    Transposed,
    /// 6: turn clockwise by 90°.
    QuarterClockwise,
    /// 7: swap rows and columns along the other diagonal.
    Transversed,
    /// 8: turn counter-clockwise by 90°.
    QuarterCounterClockwise,
}

impl Orientation {
    /// All eight, in the order of their values.
    pub const ALL: [Self; 8] = [
        Self::Upright,
        Self::MirroredSideways,
        Self::UpsideDown,
        Self::MirroredUpsideDown,
        Self::Transposed,
        Self::QuarterClockwise,
        Self::Transversed,
        Self::QuarterCounterClockwise,
    ];

    /// The value in the tag.
    #[must_use]
    pub const fn value(self) -> u8 {
        match self {
            Self::Upright => 1,
            Self::MirroredSideways => 2,
            Self::UpsideDown => 3,
            Self::MirroredUpsideDown => 4,
            Self::Transposed => 5,
            Self::QuarterClockwise => 6,
            Self::Transversed => 7,
            Self::QuarterCounterClockwise => 8,
        }
    }

    /// The pixels to store so that the tag brings the upright picture back.
    #[must_use]
    pub fn stored(self, upright: &RgbImage) -> RgbImage {
        match self {
            Self::Upright => upright.clone(),
            Self::MirroredSideways => imageops::flip_horizontal(upright),
            Self::UpsideDown => imageops::rotate180(upright),
            Self::MirroredUpsideDown => imageops::flip_vertical(upright),
            Self::Transposed => imageops::flip_horizontal(&imageops::rotate90(upright)),
            Self::QuarterClockwise => imageops::rotate270(upright),
            Self::Transversed => imageops::flip_horizontal(&imageops::rotate270(upright)),
            Self::QuarterCounterClockwise => imageops::rotate90(upright),
        }
    }
}

/// Puts an APP1 segment with nothing but the orientation behind the JPEG's first marker.
#[must_use]
pub fn with_orientation(jpeg: &[u8], orientation: Orientation) -> Vec<u8> {
    with_exif(jpeg, &exif_block(orientation.value()))
}

/// Puts an APP1 segment with the given TIFF block behind the JPEG's first marker. Blocks over
/// 65 527 bytes do not fit a segment and are cut there.
#[must_use]
pub(crate) fn with_exif(jpeg: &[u8], tiff: &[u8]) -> Vec<u8> {
    let mut content = b"Exif\0\0".to_vec();
    content.extend(tiff.iter().take(65_527));
    insert_segment(jpeg, 0xE1, &content)
}

/// A segment with that marker behind the JPEG's first marker.
pub(crate) fn insert_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
    let (start, rest) = jpeg.split_at(jpeg.len().min(2));
    [start, &[0xFF, marker], &length.to_be_bytes(), content, rest].concat()
}

/// A little-endian TIFF block with one directory of one entry.
pub(crate) fn exif_block(orientation: u8) -> Vec<u8> {
    let mut block = b"II*\0".to_vec();
    block.extend(8_u32.to_le_bytes());
    block.extend(1_u16.to_le_bytes());
    // Tag, type SHORT, one value, the value in the first two of four bytes.
    block.extend(0x0112_u16.to_le_bytes());
    block.extend(3_u16.to_le_bytes());
    block.extend(1_u32.to_le_bytes());
    block.extend([orientation, 0, 0, 0]);
    block.extend(0_u32.to_le_bytes());
    block
}
