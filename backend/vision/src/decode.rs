use std::panic::{AssertUnwindSafe, catch_unwind};

use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat, RgbImage};

use crate::header::heif::CodedStill;
use crate::header::{self, Header, HeaderFault};
use crate::media_type::{ForeignFormat, MediaType, identify, is_sequence};
use crate::pdf::ScannedPage;
use crate::picture::Picture;
use crate::{jpeg, pdf, raster, still};

/// The largest file. Phones send up to about 15 MB.
pub const MAX_BYTES: usize = 32 << 20;
/// The most pixels, checked before any is decoded.
pub const MAX_PIXELS: u64 = 40_000_000;
/// The longest side in pixels.
pub const MAX_SIDE: u32 = 12_000;
/// The largest buffer that a decoder may ask for.
pub(crate) const MAX_ALLOC: u64 = 160 << 20;
/// The most bytes that decoding may hold together: pixels, coefficients, planes.
pub(crate) const MAX_WORKING_BYTES: u64 = 190_000_000;
/// Scans times pixels: a progressive photograph of 40 MP in the usual 10 to 12 scans passes, one
/// of a thousand scans does not (each scan walks over all coefficients).
const MAX_SCANNED_PIXELS: u64 = 480_000_000;
/// Never more scans than this, however small: ten is usual, libjpeg-turbo's fuzzers stop at 500.
const MAX_SCANS: u32 = 64;

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
    #[error(
        "only JPEG, PNG, WebP, HEIC and AVIF images and scans in a PDF are read, and this is {0}"
    )]
    Unsupported(ForeignFormat),
    /// One of the formats, in a variant that is not read.
    #[error("the image is coded in a way that is not read")]
    UnsupportedCoding,
    /// The size is over the limit, or decoding it would need too much memory or time.
    #[error("the image has too many pixels to be decoded")]
    TooManyPixels,
    /// More items, objects or layers than any camera or scanner writes.
    #[error("the file has too many parts to be read")]
    TooManyParts,
    /// The file ends before the picture does.
    #[error("the image file is cut short")]
    Truncated,
    /// A moving picture.
    #[error("the image is animated, and only still pictures are read")]
    Animated,
    /// A PDF that asks for a password, or could.
    #[error("the PDF is protected, and only unprotected ones are read")]
    Protected,
    /// A PDF that brings scripts along or starts programs.
    #[error("the PDF contains scripts, and only plain scans are read")]
    Scripted,
    /// A PDF whose first pages are text or drawing.
    #[error("the first pages of the PDF hold no scan or photograph")]
    NoScan,
    /// Damaged, or not what its first bytes claim.
    #[error("the image cannot be read")]
    Unreadable,
}

impl From<HeaderFault> for DecodeError {
    fn from(fault: HeaderFault) -> Self {
        match fault {
            HeaderFault::Truncated => Self::Truncated,
            HeaderFault::Malformed => Self::Unreadable,
            HeaderFault::Unsupported => Self::UnsupportedCoding,
            HeaderFault::Excessive => Self::TooManyParts,
        }
    }
}

/// Width and height in pixels as stored (before any turning), without decoding.
///
/// # Errors
/// The same refusals as [`decode`], as far as the header tells them.
pub fn dimensions(bytes: &[u8]) -> Result<(u32, u32), DecodeError> {
    inspect(bytes).map(|(header, _)| (header.width, header.height))
}

/// The only way from bytes to pixels: JPEG, PNG, WebP, HEIC, AVIF, or the first page of a PDF that
/// holds a scan, told by content; turned upright as the file asks (EXIF in JPEG, PNG and WebP, the
/// container's own turns in HEIC and AVIF, where EXIF plays no part, the page in PDF), colours
/// over white where it is transparent. Of a JPEG of one scan only the brightness is decoded here,
/// the colours when [`Picture::rgb`] is first called.
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
    catch_unwind(AssertUnwindSafe(|| {
        let (header, content) = inspect(bytes)?;
        match content {
            Content::Raster(ImageFormat::Jpeg) if jpeg::is_plain(&header) => {
                jpeg::decode(bytes, &header)
            }
            Content::Raster(format) => {
                let (width, height, rgb) = upright(raster::decode(bytes, &header, format)?)?;
                Picture::from_rgb(width, height, rgb).ok_or(DecodeError::Unreadable)
            }
            Content::Still(coded) => still::decode(&header, &coded),
            Content::Scan(page) => pdf::decode(&page),
        }
    }))
    .unwrap_or(Err(DecodeError::Unreadable))
}

/// What there is to decode.
enum Content<'a> {
    Raster(ImageFormat),
    Still(CodedStill<'a>),
    Scan(ScannedPage<'a>),
}

fn inspect(bytes: &[u8]) -> Result<(Header, Content<'_>), DecodeError> {
    if bytes.is_empty() {
        return Err(DecodeError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(DecodeError::TooManyBytes);
    }
    let media_type = identify(bytes).map_err(DecodeError::Unsupported)?;
    let (header, content) = match media_type {
        MediaType::Jpeg => (
            header::read_jpeg(bytes)?,
            Content::Raster(ImageFormat::Jpeg),
        ),
        MediaType::Png => (header::read_png(bytes)?, Content::Raster(ImageFormat::Png)),
        MediaType::Webp => (
            header::read_webp(bytes)?,
            Content::Raster(ImageFormat::WebP),
        ),
        MediaType::Heic | MediaType::Avif if is_sequence(bytes) => {
            return Err(DecodeError::Animated);
        }
        MediaType::Heic | MediaType::Avif => {
            let (header, still) = header::heif::read(bytes)?;
            (header, Content::Still(still))
        }
        MediaType::Pdf => {
            let (header, page) = pdf::inspect(bytes)?;
            (header, Content::Scan(page))
        }
    };
    check_limits(&header)?;
    Ok((header, content))
}

/// Refuses what would need too much of anything.
pub(crate) fn check_limits(header: &Header) -> Result<(), DecodeError> {
    if header.width.max(header.height) > MAX_SIDE
        || header.pixels() > MAX_PIXELS
        || header.working_bytes > MAX_WORKING_BYTES
        || header.scans > MAX_SCANS
        || header.pixels().saturating_mul(header.scans.into()) > MAX_SCANNED_PIXELS
    {
        return Err(DecodeError::TooManyPixels);
    }
    if header.is_animated {
        return Err(DecodeError::Animated);
    }
    Ok(())
}

/// Turned as the file asks.
pub(crate) fn upright(raster: raster::Raster) -> Result<(u32, u32, Vec<u8>), DecodeError> {
    turned(raster.width, raster.height, raster.rgb, raster.orientation)
        .ok_or(DecodeError::Unreadable)
}

/// Turns pixels; costs their memory a second time.
pub(crate) fn turned(
    width: u32,
    height: u32,
    rgb: Vec<u8>,
    orientation: Orientation,
) -> Option<(u32, u32, Vec<u8>)> {
    if orientation == Orientation::NoTransforms {
        return Some((width, height, rgb));
    }
    let mut turned = DynamicImage::ImageRgb8(RgbImage::from_raw(width, height, rgb)?);
    turned.apply_orientation(orientation);
    let (width, height) = (turned.width(), turned.height());
    Some((width, height, turned.into_rgb8().into_raw()))
}
