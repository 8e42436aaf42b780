use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::{
    ColorType, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage,
    metadata::Orientation,
};

use crate::header::{self, Header, HeaderFault};
use crate::media_type::{ForeignFormat, MediaType, identify};
use crate::picture::Picture;
use crate::pixels;

/// The largest file. Phones send up to about 15 MB.
pub const MAX_BYTES: usize = 32 << 20;
/// The most pixels, checked before any is decoded.
pub const MAX_PIXELS: u64 = 40_000_000;
/// The longest side in pixels.
pub const MAX_SIDE: u32 = 12_000;
/// The largest buffer that a decoder may ask for.
const MAX_ALLOC: u64 = 160 << 20;
/// The most bytes that decoding may hold together: pixels, coefficients, planes.
const MAX_WORKING_BYTES: u64 = 190_000_000;
/// Scans times pixels: a progressive photograph of 40 MP in the usual 10 to 12 scans passes, one
/// of a thousand scans does not (each scan walks over all coefficients).
const MAX_SCANNED_PIXELS: u64 = 480_000_000;
/// Never more scans than this, however small: ten is usual, libjpeg-turbo's fuzzers stop at 500.
const MAX_SCANS: u32 = 64;
/// Larger pictures are halved after decoding: no reader gains from more, and turning them upright
/// would need the memory twice.
const MAX_KEPT_PIXELS: u64 = 24_000_000;

/// Why a file gives no picture. The file's own words are never repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// No bytes at all.
    #[error("the image is empty")]
    Empty,
    /// Larger than [`MAX_BYTES`].
    #[error("the image file is larger than 32 MiB")]
    TooManyBytes,
    /// Not one of the formats that are read.
    #[error("only JPEG, PNG and WebP images are read, and this is {0}")]
    Unsupported(ForeignFormat),
    /// The size is over the limit, or decoding it would need too much memory or time.
    #[error("the image has too many pixels to be decoded")]
    TooManyPixels,
    /// The file ends before the picture does.
    #[error("the image file is cut short")]
    Truncated,
    /// A moving picture.
    #[error("the image is animated, and only still pictures are read")]
    Animated,
    /// Damaged, or not what its first bytes claim.
    #[error("the image cannot be read")]
    Unreadable,
}

impl From<HeaderFault> for DecodeError {
    fn from(fault: HeaderFault) -> Self {
        match fault {
            HeaderFault::Truncated => Self::Truncated,
            HeaderFault::Malformed => Self::Unreadable,
        }
    }
}

/// Width and height in pixels as stored (before the EXIF orientation), without decoding.
///
/// # Errors
/// The same refusals as [`decode`], as far as the header tells them.
pub fn dimensions(bytes: &[u8]) -> Result<(u32, u32), DecodeError> {
    inspect(bytes).map(|header| (header.width, header.height))
}

/// The only way from bytes to pixels: JPEG, PNG or WebP, told by content, turned upright by its
/// EXIF orientation, colours over white where it is transparent.
///
/// The size is checked before anything is decoded, so a bomb is refused in well under a
/// millisecond; memory stays under 200 MB for any input. Bytes behind the end of the picture are
/// ignored: a file may be a picture and something else at once, so whoever hands the bytes out
/// again has to say `nosniff`. Decoding takes up to seconds for the largest pictures: call it
/// where blocking is allowed. Panics of the decoders end here.
///
/// # Errors
/// [`DecodeError`], each with a sentence for the sender.
pub fn decode(bytes: &[u8]) -> Result<Picture, DecodeError> {
    let header = inspect(bytes)?;
    catch_unwind(AssertUnwindSafe(|| decode_pixels(bytes, &header)))
        .unwrap_or(Err(DecodeError::Unreadable))
}

fn inspect(bytes: &[u8]) -> Result<Header, DecodeError> {
    if bytes.is_empty() {
        return Err(DecodeError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(DecodeError::TooManyBytes);
    }
    let media_type = identify(bytes).map_err(DecodeError::Unsupported)?;
    let header = header::read(media_type, bytes)?;
    let working = header
        .pixels()
        .saturating_mul(header.sixteenths_per_pixel.into())
        / 16;
    if header.width.max(header.height) > MAX_SIDE
        || header.pixels() > MAX_PIXELS
        || working > MAX_WORKING_BYTES
        || header.scans > MAX_SCANS
        || header.pixels().saturating_mul(header.scans.into()) > MAX_SCANNED_PIXELS
    {
        return Err(DecodeError::TooManyPixels);
    }
    if header.is_animated {
        return Err(DecodeError::Animated);
    }
    Ok(header)
}

fn decode_pixels(bytes: &[u8], header: &Header) -> Result<Picture, DecodeError> {
    let format = match header.media_type {
        MediaType::Jpeg => ImageFormat::Jpeg,
        MediaType::Png => ImageFormat::Png,
        MediaType::Webp => ImageFormat::WebP,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| DecodeError::Unreadable)?;
    if decoder.dimensions() != (header.width, header.height) {
        return Err(DecodeError::Unreadable);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let colours = decoder.color_type();
    let size = decoder.total_bytes();
    let size = usize::try_from(size).ok().filter(|_| size <= MAX_ALLOC);
    let mut buffer = vec![0; size.ok_or(DecodeError::TooManyPixels)?];
    decoder
        .read_image(&mut buffer)
        .map_err(|_| DecodeError::Unreadable)?;
    let rgb = to_rgb(buffer, colours).ok_or(DecodeError::Unreadable)?;
    upright(header, rgb, orientation).ok_or(DecodeError::Unreadable)
}

fn to_rgb(buffer: Vec<u8>, colours: ColorType) -> Option<Vec<u8>> {
    match colours {
        ColorType::Rgb8 => Some(buffer),
        ColorType::L8 => Some(pixels::grey_to_rgb(&buffer)),
        ColorType::La8 => Some(pixels::grey_alpha_to_rgb(&buffer)),
        ColorType::Rgba8 => Some(pixels::rgba_to_rgb(buffer)),
        ColorType::L16 => Some(pixels::grey_to_rgb(&pixels::high_bytes(buffer))),
        ColorType::La16 => Some(pixels::grey_alpha_to_rgb(&pixels::high_bytes(buffer))),
        ColorType::Rgb16 => Some(pixels::high_bytes(buffer)),
        ColorType::Rgba16 => Some(pixels::rgba_to_rgb(pixels::high_bytes(buffer))),
        ColorType::Rgb32F | ColorType::Rgba32F | _ => None,
    }
}

fn upright(header: &Header, rgb: Vec<u8>, orientation: Orientation) -> Option<Picture> {
    let (mut width, mut height, mut rgb) = (header.width, header.height, rgb);
    if header.pixels() > MAX_KEPT_PIXELS {
        (width, height, rgb) = pixels::halve(width, height, rgb);
    }
    if orientation == Orientation::NoTransforms {
        return Picture::from_rgb(width, height, rgb);
    }
    let mut turned = DynamicImage::ImageRgb8(RgbImage::from_raw(width, height, rgb)?);
    turned.apply_orientation(orientation);
    let (width, height) = (turned.width(), turned.height());
    Picture::from_rgb(width, height, turned.into_rgb8().into_raw())
}
