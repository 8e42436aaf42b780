use crate::exif::{exif_block, insert_segment, with_exif};

/// The JPEG with an EXIF segment as long as a segment can be, the orientation first and filler
/// after. Valid: the picture may be read, the metadata must not cost more than its bytes.
#[must_use]
pub fn jpeg_with_full_exif(jpeg: &[u8]) -> Vec<u8> {
    let mut block = exif_block(1);
    block.resize(65_527, 0x20);
    with_exif(jpeg, &block)
}

/// The JPEG with an EXIF directory that names itself as the next one and holds an entry whose
/// values lie four gigabytes away. A reader that follows blindly never ends.
#[must_use]
pub fn jpeg_with_exif_loop(jpeg: &[u8]) -> Vec<u8> {
    let mut block = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    // Orientation with four billion values beyond the end, then a sub-directory: this one.
    block.extend(b"\x01\x12\0\x03\xff\xff\xff\xff\xff\xff\xff\xf0");
    block.extend(b"\x87\x69\0\x04\0\0\0\x01\0\0\0\x08");
    block.extend(8_u32.to_be_bytes());
    with_exif(jpeg, &block)
}

/// The JPEG with a colour profile in 255 segments, about 16 MB. Valid by its form; the profile
/// is noise.
#[must_use]
pub fn jpeg_with_huge_profile(jpeg: &[u8]) -> Vec<u8> {
    let part = [0xA5_u8; 65_519];
    let mut segments = Vec::new();
    for number in 1..=255_u8 {
        segments.extend([0xFF, 0xE2]);
        segments.extend(65_535_u16.to_be_bytes());
        segments.extend(b"ICC_PROFILE\0");
        segments.extend([number, 255]);
        segments.extend(part);
    }
    let (start, rest) = jpeg.split_at(jpeg.len().min(2));
    [start, &segments, rest].concat()
}

/// The JPEG with that many empty comments before its picture.
#[must_use]
pub fn jpeg_with_many_segments(jpeg: &[u8], count: u32) -> Vec<u8> {
    let comments = [0xFF_u8, 0xFE, 0, 2].repeat(usize::try_from(count).unwrap_or(0));
    let (start, rest) = jpeg.split_at(jpeg.len().min(2));
    [start, &comments, rest].concat()
}

/// The JPEG with a comment.
pub(super) fn with_comment(jpeg: &[u8], text: &[u8]) -> Vec<u8> {
    insert_segment(jpeg, 0xFE, text)
}
