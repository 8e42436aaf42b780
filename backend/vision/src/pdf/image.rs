use std::borrow::Cow;

use image::ImageFormat;

use super::colour::ColourSpace;
use super::document::{Document, Stream, index};
use super::fax;
use super::filter::{PictureFilter, unpack_to_picture};
use super::object::{Dictionary, Object};
use crate::canvas::Canvas;
use crate::decode::{DecodeError, check_limits};
use crate::header::{self, Header};
use crate::{pixels, raster};

/// A picture of the file, not yet decoded.
pub(super) struct Image<'d> {
    pub(super) header: Header,
    /// The soft mask, by which it lets the page show through (11.6.5.2).
    pub(super) soft_mask: Option<u32>,
    /// Whether it is a stencil, or cut out by one.
    pub(super) is_cut_out: bool,
    content: Content<'d>,
    is_inverted: bool,
}

enum Content<'d> {
    Jpeg(Cow<'d, [u8]>),
    Samples(Cow<'d, [u8]>, Format),
}

/// How samples lie in their bytes.
struct Format {
    space: ColourSpace,
    /// Of a component.
    bits: usize,
}

/// Red, green and blue, halved where the picture is too large to keep.
pub(super) struct Bitmap {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) rgb: Vec<u8>,
}

impl<'d> Image<'d> {
    /// Takes the general filters off, to as many bytes as the picture needs. Sizes are checked
    /// before.
    pub(super) fn read(document: &'d Document<'_>, number: u32) -> Result<Self, DecodeError> {
        let stream = document.stream(number).ok_or(DecodeError::Unreadable)?;
        let Stream { dictionary, bytes } = &stream;
        let side = |key| {
            let side = document
                .entry(dictionary, key)
                .and_then(|side| side.number());
            side.and_then(index)
                .and_then(|side| u32::try_from(side).ok())
        };
        let (Some(width @ 1..), Some(height @ 1..)) = (side("Width"), side("Height")) else {
            return Err(DecodeError::Unreadable);
        };
        let is_stencil = document.entry(dictionary, "ImageMask") == Some(Object::Bool(true));
        let is_masked = matches!(
            document.entry(dictionary, "Mask"),
            Some(Object::Dictionary(_) | Object::Array(_))
        );
        let soft_mask = match dictionary.get("SMask") {
            Some(&Object::Reference(mask)) => Some(mask),
            _ => None,
        };
        // A JPEG file may do without.
        let format = Format::read(document, dictionary);
        let raw = format
            .as_ref()
            .map_or(0, |format| format.bytes(width, height));
        check_limits(&header_of(width, height, raw))?;
        let limit = usize::try_from(raw).unwrap_or(usize::MAX).max(MAX_PACKED);
        let unpacked = unpack_to_picture(document, dictionary, bytes, limit)?;
        let owned = match &unpacked.bytes {
            Cow::Borrowed(_) => 0,
            Cow::Owned(bytes) => bytes.len() as u64,
        };
        let (header, content) = match unpacked.picture {
            Some((PictureFilter::Jpeg, _)) => {
                let mut header = header::read_jpeg(&unpacked.bytes)?;
                header.working_bytes = header.working_bytes.saturating_add(owned);
                (header, Content::Jpeg(unpacked.bytes))
            }
            Some((PictureFilter::Fax, parameters)) => {
                let size = (width, height);
                let rows = fax::decode(document, &parameters, &unpacked.bytes, size)?;
                let bytes = rows.len() as u64;
                let content = Content::Samples(Cow::Owned(rows), format?);
                (header_of(width, height, owned + bytes), content)
            }
            None => {
                let content = Content::Samples(unpacked.bytes, format?);
                (header_of(width, height, owned), content)
            }
        };
        check_limits(&header)?;
        let image = Self {
            header,
            soft_mask,
            is_cut_out: is_stencil || is_masked,
            is_inverted: is_inverted(document, dictionary),
            content,
        };
        image.check_length()?;
        Ok(image)
    }

    fn check_length(&self) -> Result<(), DecodeError> {
        match &self.content {
            Content::Samples(bytes, format)
                if (bytes.len() as u64) < format.bytes(self.header.width, self.header.height) =>
            {
                Err(DecodeError::Truncated)
            }
            Content::Samples(..) | Content::Jpeg(_) => Ok(()),
        }
    }

    /// The pixels.
    pub(super) fn decode(self) -> Result<Bitmap, DecodeError> {
        match self.content {
            Content::Jpeg(bytes) => {
                let raster = raster::decode(&bytes, &self.header, ImageFormat::Jpeg)?;
                let mut rgb = raster.rgb;
                if self.is_inverted {
                    rgb.iter_mut().for_each(|value| *value = 255 - *value);
                }
                Ok(Bitmap {
                    width: raster.width,
                    height: raster.height,
                    rgb,
                })
            }
            Content::Samples(bytes, format) => {
                let row_bytes = format.row_bytes(self.header.width);
                let Format { space, bits } = format;
                let size = (self.header.width as usize, self.header.height as usize);
                let mut row = vec![0; size.0 * space.components()];
                let is_number = matches!(space, ColourSpace::Palette(_));
                let mut canvas = Canvas::new(&self.header)?;
                let read = |y: usize, into: &mut [u8]| {
                    let from = bytes.get(y * row_bytes..(y + 1) * row_bytes);
                    widen(
                        from.ok_or(DecodeError::Truncated)?,
                        bits,
                        is_number,
                        &mut row,
                    );
                    if self.is_inverted && !is_number {
                        row.iter_mut().for_each(|value| *value = 255 - *value);
                    }
                    space.to_rgb(&row, into);
                    Ok(())
                };
                canvas.draw((0, 0), size, 3, read, <[u8]>::copy_from_slice)?;
                let (width, height, rgb) = canvas.into_parts();
                Ok(Bitmap { width, height, rgb })
            }
        }
    }
}

/// What a packed picture may be unpacked to before its own coding is taken off.
const MAX_PACKED: usize = 16 << 20;

fn header_of(width: u32, height: u32, samples_bytes: u64) -> Header {
    Header {
        width,
        height,
        scans: 1,
        working_bytes: Header::kept_bytes(width, height).saturating_add(samples_bytes),
        is_animated: false,
    }
}

impl Format {
    fn read(document: &Document<'_>, dictionary: &Dictionary<'_>) -> Result<Self, DecodeError> {
        let space = ColourSpace::read(document, dictionary)?;
        let bits = document.entry(dictionary, "BitsPerComponent");
        let bits = match bits.and_then(|bits| bits.number()).and_then(index) {
            Some(bits @ (1 | 2 | 4 | 8 | 16)) => bits,
            // Stencils and faxes have one, said or not.
            None => 1,
            Some(_) => return Err(DecodeError::Unreadable),
        };
        if bits == 16 && matches!(space, ColourSpace::Palette(_)) {
            return Err(DecodeError::Unreadable);
        }
        Ok(Self { space, bits })
    }

    fn row_bytes(&self, width: u32) -> usize {
        (width as usize * self.space.components() * self.bits).div_ceil(8)
    }

    fn bytes(&self, width: u32, height: u32) -> u64 {
        (self.row_bytes(width) as u64).saturating_mul(height.into())
    }
}

/// `Decode` that runs from 1 to 0 (8.9.5.2).
fn is_inverted(document: &Document<'_>, dictionary: &Dictionary<'_>) -> bool {
    match document.entry(dictionary, "Decode") {
        Some(Object::Array(range)) => {
            let limit = |place: usize| range.get(place).and_then(Object::number);
            matches!((limit(0), limit(1)), (Some(low), Some(high)) if low > high)
        }
        _ => false,
    }
}

/// Samples of any depth as bytes: from 0 to 255, or as they are where they are numbers.
fn widen(from: &[u8], bits: usize, is_number: bool, into: &mut [u8]) {
    match bits {
        8 => {
            let count = into.len().min(from.len());
            if let (Some(into), Some(from)) = (into.get_mut(..count), from.get(..count)) {
                into.copy_from_slice(from);
            }
        }
        16 => {
            (into.iter_mut().zip(from.as_chunks::<2>().0)).for_each(|(to, &[high, _])| *to = high)
        }
        _ => {
            let most = (1u8 << bits) - 1;
            let factor = if is_number { 1 } else { 255 / most };
            for (place, to) in into.iter_mut().enumerate() {
                let byte = from.get(place * bits / 8).copied().unwrap_or(0);
                let shift = 8 - bits - place * bits % 8;
                *to = (byte >> shift & most) * factor;
            }
        }
    }
}

/// Puts a picture over white by its soft mask.
pub(super) fn flatten(bitmap: &mut Bitmap, mask: &Bitmap) {
    let (width, mask_width) = (bitmap.width as usize, mask.width as usize);
    let (height, mask_height) = (bitmap.height as usize, mask.height as usize);
    let mut alphas = vec![0; width];
    let rows = bitmap.rgb.chunks_exact_mut(3 * width);
    for (y, row) in rows.enumerate() {
        let start = 3 * (y * mask_height / height) * mask_width;
        for (x, alpha) in alphas.iter_mut().enumerate() {
            let at = start + 3 * (x * mask_width / width);
            *alpha = mask.rgb.get(at).copied().unwrap_or(255);
        }
        pixels::blend_with_white(row, &alphas);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_of_all_depths_are_widened() {
        let widened = |bits, is_number| {
            let mut into = [0; 4];
            widen(&[0b1011_0001, 0xFF, 0x80, 0], bits, is_number, &mut into);
            into
        };
        assert_eq!(widened(1, false), [255, 0, 255, 255]);
        assert_eq!(widened(2, false), [170, 255, 0, 85]);
        assert_eq!(widened(4, true), [11, 1, 15, 15]);
        assert_eq!(widened(8, false), [0b1011_0001, 0xFF, 0x80, 0]);
        assert_eq!(widened(16, false), [0b1011_0001, 0x80, 0, 0]);
    }
}
