//! Files that a service must refuse or survive: bombs, lies, truncation, disguises and swollen
//! metadata. Each builder says what the file does to a naive reader.

mod bits;
mod bomb;
mod disguise;
mod jpeg;
mod metadata;
mod polyglot;

pub use bomb::{PngBomb, png_bomb, png_with_broken_checksum, png_with_profile_bomb};
pub use disguise::{Disguise, disguised};
pub use jpeg::{
    jpeg_claiming_size, jpeg_in_four_channels, jpeg_with_many_scans, truncated, webp_claiming_size,
};
pub use metadata::{
    jpeg_with_exif_loop, jpeg_with_full_exif, jpeg_with_huge_profile, jpeg_with_many_segments,
};
pub use polyglot::{jpeg_and_page, jpeg_and_zip};

use image::RgbImage;

use crate::scene::{EncodeError, Encoding, encode_picture};

/// A small honest JPEG to build on: 160 × 120, grey with a gradient.
///
/// # Errors
/// Never in practice; the encoder's own error.
pub fn honest_jpeg() -> Result<Vec<u8>, EncodeError> {
    let picture = RgbImage::from_fn(160, 120, |x, y| {
        let shade = u8::try_from((x + y) % 256).unwrap_or(0);
        image::Rgb([shade, 128, 255 - shade])
    });
    encode_picture(&picture, Encoding::Jpeg(85), None)
}

/// Every hostile file with a name, for tests that walk them all. The largest has a few megabytes;
/// none can be read as a document.
///
/// # Errors
/// Never in practice; the encoder's own error.
pub fn hostile_files() -> Result<Vec<(&'static str, Vec<u8>)>, EncodeError> {
    let jpeg = honest_jpeg()?;
    let mut files = vec![
        (
            "PNG bomb of 12000 pixels a side",
            png_bomb(12_000, PngBomb::OneBit),
        ),
        (
            "PNG bomb of 30000 pixels a side",
            png_bomb(30_000, PngBomb::OneBit),
        ),
        (
            "PNG bomb in true colour",
            png_bomb(12_000, PngBomb::TrueColour),
        ),
        ("PNG with a colour profile bomb", png_with_profile_bomb(256)),
        ("PNG with a broken checksum", png_with_broken_checksum()),
        (
            "JPEG that claims 65500 pixels a side",
            jpeg_claiming_size(&jpeg, 65_500, 65_500),
        ),
        (
            "JPEG that claims no rows",
            jpeg_claiming_size(&jpeg, 160, 0),
        ),
        ("JPEG cut in half", truncated(&jpeg, 0.5)),
        ("JPEG cut in its header", truncated(&jpeg, 0.03)),
        ("JPEG of 4000 scans", jpeg_with_many_scans(6000, 4000)),
        (
            "WebP that claims 16384 pixels a side",
            webp_claiming_size(16_384, 16_384),
        ),
        (
            "JPEG with a looping EXIF directory",
            truncated(&jpeg_with_exif_loop(&jpeg), 0.6),
        ),
    ];
    files.extend(Disguise::ALL.map(|disguise| (disguise.name(), disguised(disguise))));
    Ok(files)
}
