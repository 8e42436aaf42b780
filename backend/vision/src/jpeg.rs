//! JPEG files of one scan: brightness as it is, colours small. The readers look at no others, and
//! full ones take three times the memory.

use std::panic::{AssertUnwindSafe, catch_unwind};

use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageFormat};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::decode::{DecodeError, MAX_SIDE, upright};
use crate::header::Header;
use crate::luma::Luma;
use crate::picture::Picture;
use crate::small_colours::SmallColours;
use crate::{pixels, raster};

/// The file of a picture, for its colours.
#[derive(Clone)]
pub(crate) struct CodedColours {
    file: Vec<u8>,
    header: Header,
}

/// Whether the file is decoded from the top down in one go. Others hold their coefficients
/// meanwhile, and decoding them twice would cost too much of everything.
pub(crate) fn is_plain(header: &Header) -> bool {
    header.scans == 1 && header.working_bytes <= 3 * header.pixels()
}

/// The picture, turned as the file asks and halved where it is too large to keep.
pub(crate) fn decode(bytes: &[u8], header: &Header) -> Result<Picture, DecodeError> {
    let picture = match planes(bytes, header)? {
        Some((luma, small)) => {
            let coded = CodedColours {
                file: bytes.to_vec(),
                header: *header,
            };
            Picture::from_luma(luma, small, coded)
        }
        None => {
            let raster = raster::decode(bytes, header, ImageFormat::Jpeg)?;
            let (width, height, rgb) = upright(raster)?;
            Picture::from_rgb(width, height, rgb)
        }
    };
    picture.ok_or(DecodeError::Unreadable)
}

/// Brightness and, unless the picture is so large that they don't fit beside it, small colours.
/// `None` when the file stores no brightness but colours, or grey alone.
fn planes(
    bytes: &[u8],
    header: &Header,
) -> Result<Option<(Luma, Option<SmallColours>)>, DecodeError> {
    let wanted = if header.is_halved() {
        ColorSpace::Luma
    } else {
        ColorSpace::YCbCr
    };
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(MAX_SIDE as usize)
        .set_max_height(MAX_SIDE as usize)
        .jpeg_set_out_colorspace(wanted);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder
        .decode_headers()
        .map_err(|_| DecodeError::Unreadable)?;
    if decoder.input_colorspace() != Some(ColorSpace::YCbCr) {
        return Ok(None);
    }
    let (width, height) = (header.width as usize, header.height as usize);
    if decoder.dimensions() != Some((width, height)) {
        return Err(DecodeError::Unreadable);
    }
    let orientation = decoder
        .exif()
        .and_then(|exif| Orientation::from_exif_chunk(exif));
    let orientation = orientation.unwrap_or(Orientation::NoTransforms);
    let mut pixels = vec![0; width * height * wanted.num_components()];
    decoder
        .decode_into(&mut pixels)
        .map_err(|_| DecodeError::Unreadable)?;
    let (width, height, brightness, small) = if header.is_halved() {
        let (width, height, pixels) = pixels::halve::<1>(header.width, header.height, pixels);
        (width, height, pixels, None)
    } else {
        let (width, height) = (header.width, header.height);
        let small = SmallColours::of_differences(width, height, &pixels);
        let small = small.and_then(|small| small.turned(orientation));
        (width, height, pixels::every_third(&pixels), small)
    };
    turned(width, height, brightness, orientation)
        .map(|luma| Some((luma, small)))
        .ok_or(DecodeError::Unreadable)
}

fn turned(width: u32, height: u32, pixels: Vec<u8>, orientation: Orientation) -> Option<Luma> {
    if orientation == Orientation::NoTransforms {
        return Some(Luma::new(width as usize, pixels));
    }
    let mut turned = DynamicImage::ImageLuma8(GrayImage::from_raw(width, height, pixels)?);
    turned.apply_orientation(orientation);
    Some(Luma::new(
        turned.width() as usize,
        turned.into_luma8().into_raw(),
    ))
}

impl CodedColours {
    /// The file's bytes.
    pub(crate) fn file(&self) -> &[u8] {
        &self.file
    }

    /// Red, green and blue of a picture of that size; `None` when they cannot be decoded. Panics of
    /// the decoder end here.
    pub(crate) fn decode(&self, width: u32, height: u32) -> Option<Vec<u8>> {
        let colours = || {
            let raster = raster::decode(&self.file, &self.header, ImageFormat::Jpeg).ok()?;
            upright(raster).ok()
        };
        let (wide, high, rgb) = catch_unwind(AssertUnwindSafe(colours)).ok().flatten()?;
        ((wide, high) == (width, height)).then_some(rgb)
    }
}
