//! JPEG, PNG and WebP, by the `image` crate.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{ColorType, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::decode::{DecodeError, MAX_ALLOC, MAX_SIDE};
use crate::header::Header;
use crate::pixels;

/// Red, green and blue as stored, halved where the picture is too large to keep, and how it is to
/// be turned.
pub(crate) struct Raster {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) rgb: Vec<u8>,
    pub(crate) orientation: Orientation,
}

pub(crate) fn decode(
    bytes: &[u8],
    header: &Header,
    format: ImageFormat,
) -> Result<Raster, DecodeError> {
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
    let (width, height, rgb) = if header.is_halved() {
        pixels::halve::<3>(header.width, header.height, rgb)
    } else {
        (header.width, header.height, rgb)
    };
    Ok(Raster {
        width,
        height,
        rgb,
        orientation,
    })
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
