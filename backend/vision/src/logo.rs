use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::png::PngEncoder;
use image::imageops::{FilterType, resize};
use image::{ExtendedColorType, ImageEncoder, ImageFormat, ImageReader, Limits, RgbaImage};

use crate::decode::{DecodeError, dimensions};
use crate::media_type::{MediaType, sniff};

/// The longest side of a file in pixels.
const LONGEST_SIDE: u32 = 2000;
/// As large as pages show it on the sharpest screens.
const WIDTH: u32 = 720;
const HEIGHT: u32 = 180;
const MAX_ALLOC: u64 = 64 << 20;

/// Codes a logo anew: PNG, WebP or JPEG in; PNG out, no larger than 720 × 180 pixels, transparency
/// kept. Nothing but the pixels comes through: no metadata, no second file behind the picture. Blocks
/// for some milliseconds. Panics of the decoders end here.
///
/// # Errors
/// [`DecodeError`], where it is none of these, too large or broken.
pub fn logo_png(bytes: &[u8]) -> Result<Vec<u8>, DecodeError> {
    catch_unwind(AssertUnwindSafe(|| code(bytes))).unwrap_or(Err(DecodeError::Unreadable))
}

fn code(bytes: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let (width, height) = dimensions(bytes)?;
    if width.max(height) > LONGEST_SIDE {
        return Err(DecodeError::TooManyPixels);
    }
    let format = match sniff(bytes) {
        Some(MediaType::Png) => ImageFormat::Png,
        Some(MediaType::Webp) => ImageFormat::WebP,
        Some(MediaType::Jpeg) => ImageFormat::Jpeg,
        Some(_) | None => return Err(DecodeError::UnsupportedCoding),
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(limits);
    let picture = reader.decode().map_err(|_| DecodeError::Unreadable)?;
    png_of(&fitted(picture.into_rgba8()))
}

fn fitted(picture: RgbaImage) -> RgbaImage {
    let (width, height) = picture.dimensions();
    let (wide, high) = (u64::from(width), u64::from(height));
    // The side that is over by more decides.
    let (over, by) = if wide * u64::from(HEIGHT) > high * u64::from(WIDTH) {
        (wide, u64::from(WIDTH))
    } else {
        (high, u64::from(HEIGHT))
    };
    if over <= by {
        return picture;
    }
    let side = |length: u64| u32::try_from((length * by / over).max(1)).unwrap_or(1);
    resize(&picture, side(wide), side(high), FilterType::Lanczos3)
}

fn png_of(picture: &RgbaImage) -> Result<Vec<u8>, DecodeError> {
    let mut png = Vec::new();
    let (width, height) = picture.dimensions();
    PngEncoder::new(&mut png)
        .write_image(picture.as_raw(), width, height, ExtendedColorType::Rgba8)
        .map_err(|_| DecodeError::Unreadable)?;
    Ok(png)
}

#[cfg(test)]
mod tests {
    use image::Rgba;

    use super::*;

    fn drawn(width: u32, height: u32) -> Vec<u8> {
        let clear = Rgba([200, 30, 30, 0]);
        let mut picture = RgbaImage::from_pixel(width, height, clear);
        picture.put_pixel(0, 0, Rgba([1, 2, 3, 255]));
        png_of(&picture).unwrap()
    }

    #[test]
    fn only_the_pixels_come_through() {
        let mut file = drawn(40, 20);
        file.extend_from_slice(b"<script>alert(1)</script>");
        let logo = logo_png(&file).unwrap();
        assert_eq!(logo, drawn(40, 20));
        let reader = ImageReader::with_format(Cursor::new(&logo), ImageFormat::Png);
        let read = reader.decode().unwrap().into_rgba8();
        assert_eq!(
            (read.get_pixel(0, 0).0, read.get_pixel(9, 9).0[3]),
            ([1, 2, 3, 255], 0)
        );
    }

    #[test]
    fn a_large_one_is_made_to_fit() {
        for (width, height, wanted) in [(1440, 180, (720, 90)), (360, 360, (180, 180))] {
            let logo = logo_png(&drawn(width, height)).unwrap();
            assert_eq!(dimensions(&logo), Ok(wanted));
        }
        assert_eq!(logo_png(&drawn(2001, 1)), Err(DecodeError::TooManyPixels));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for bytes in [b"".as_slice(), b"<svg xmlns='x'/>", &drawn(9, 9)[..40]] {
            assert!(logo_png(bytes).is_err());
        }
    }
}
