use rust_h265::{DecodeLimits, Decoder, Frame, PixelData, parse_nal};

use super::configuration::{Configuration, is_slice};
use crate::decode::DecodeError;
use crate::planes::{Chroma, Planes, Samples};

/// A decoded picture of the HEVC decoder.
pub(crate) struct DecodedFrame(Frame);

/// Decodes one coded picture of the expected size. Parameter sets inside of it are left out, so
/// that those that were looked at apply.
pub(crate) fn decode(
    configuration: &Configuration<'_>,
    picture: &[u8],
    (width, height): (u32, u32),
    memory_bytes: u64,
) -> Result<DecodedFrame, DecodeError> {
    let sequence = configuration.sequence;
    let mut decoder = Decoder::with_limits(DecodeLimits {
        max_picture_pixels: u64::from(sequence.width) * u64::from(sequence.height),
        max_picture_memory_bytes: memory_bytes,
    });
    let slices = configuration
        .units(picture)
        .filter_map(Result::ok)
        .filter(|unit| is_slice(unit) == Some(true));
    for unit in configuration.parameters.iter().copied().chain(slices) {
        let unit = parse_nal(unit).ok_or(DecodeError::Unreadable)?;
        // A picture that ends here is followed by another, which a still has none of.
        if decoder.decode_nal(&unit).map_err(refusal)?.is_some() {
            return Err(DecodeError::Unreadable);
        }
    }
    let frame = decoder.flush().ok_or(DecodeError::Unreadable)?;
    if (frame.width, frame.height) != (width, height) {
        return Err(DecodeError::Unreadable);
    }
    Ok(DecodedFrame(frame))
}

fn refusal(error: rust_h265::DecodeError) -> DecodeError {
    use rust_h265::DecodeError as Cause;
    match error {
        Cause::Unsupported(_) => DecodeError::UnsupportedCoding,
        Cause::ResourceLimit(_) => DecodeError::TooManyPixels,
        Cause::UnexpectedEof | Cause::InvalidSyntax(_) | _ => DecodeError::Unreadable,
    }
}

impl DecodedFrame {
    /// The samples. Depths of brightness and colour have been checked to be the same.
    pub(crate) fn planes(&self) -> Planes<'_> {
        let frame = &self.0;
        let width = frame.width as usize;
        let chroma = match frame.chroma_format_idc {
            0 => Chroma::None,
            1 => Chroma::Quarter,
            2 => Chroma::Half,
            _ => Chroma::Full,
        };
        let chroma_stride = if chroma == Chroma::Full {
            width
        } else {
            width.div_ceil(2)
        };
        Planes {
            width,
            height: frame.height as usize,
            depth: frame.bit_depth.into(),
            chroma,
            samples: [&frame.y, &frame.u, &frame.v].map(samples),
            strides: [width, chroma_stride, chroma_stride],
        }
    }
}

fn samples(plane: &PixelData) -> Samples<'_> {
    match plane {
        PixelData::U8(samples) => Samples::Bytes(samples),
        PixelData::U16(samples) => Samples::Words(samples),
    }
}
