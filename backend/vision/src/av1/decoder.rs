use re_rav1d::dav1d::{
    Decoder, Error, Picture, PixelLayout, PlanarImageComponent, Plane, Settings,
};

use super::sequence::Sequence;
use crate::decode::DecodeError;
use crate::planes::{Chroma, Planes, Samples};

/// A decoded picture of the AV1 decoder.
pub(crate) struct DecodedFrame {
    picture: Picture,
    depth: u32,
    chroma: Chroma,
    planes: Vec<Plane>,
}

/// Decodes one coded picture of the expected size, on this thread. Grain that the file asks to be
/// put on is left off: it is noise to every reader.
pub(crate) fn decode(
    sequence: &Sequence,
    picture: &[u8],
    (width, height): (u32, u32),
) -> Result<DecodedFrame, DecodeError> {
    let mut settings = Settings::new();
    settings.set_n_threads(1);
    settings.set_max_frame_delay(1);
    settings.set_apply_grain(false);
    settings.set_all_layers(false);
    settings.set_frame_size_limit(sequence.width.saturating_mul(sequence.height));
    let mut decoder = Decoder::with_settings(&settings).map_err(|_| DecodeError::Unreadable)?;
    match decoder.send_data(picture.to_vec(), None, None, None) {
        Ok(()) | Err(Error::Again) => {}
        Err(_) => return Err(DecodeError::Unreadable),
    }
    let frame = decoder.get_picture().map_err(|_| DecodeError::Unreadable)?;
    if (frame.width(), frame.height()) != (width, height) {
        return Err(DecodeError::Unreadable);
    }
    DecodedFrame::new(frame, sequence).ok_or(DecodeError::Unreadable)
}

impl DecodedFrame {
    fn new(picture: Picture, sequence: &Sequence) -> Option<Self> {
        let depth = u32::try_from(picture.bits_per_component()?.0).ok()?;
        let chroma = match picture.pixel_layout() {
            PixelLayout::I400 => Chroma::None,
            PixelLayout::I420 => Chroma::Quarter,
            PixelLayout::I422 => Chroma::Half,
            PixelLayout::I444 => Chroma::Full,
        };
        if (depth, chroma) != (sequence.depth, sequence.chroma) {
            return None;
        }
        let planes = match chroma {
            Chroma::None => [PlanarImageComponent::Y].as_slice(),
            Chroma::Quarter | Chroma::Half | Chroma::Full => &[
                PlanarImageComponent::Y,
                PlanarImageComponent::U,
                PlanarImageComponent::V,
            ],
        };
        let planes = planes.iter().map(|&plane| picture.plane(plane)).collect();
        Some(Self {
            picture,
            depth,
            chroma,
            planes,
        })
    }

    /// The samples.
    pub(crate) fn planes(&self) -> Planes<'_> {
        let sample_bytes = if self.depth > 8 { 2 } else { 1 };
        let samples = |index: usize| {
            let bytes = self.planes.get(index).map_or(&[][..], AsRef::as_ref);
            if self.depth > 8 {
                Samples::Pairs(bytes)
            } else {
                Samples::Bytes(bytes)
            }
        };
        let stride = |plane| self.picture.stride(plane) as usize / sample_bytes;
        let colour_stride = match self.chroma {
            Chroma::None => 0,
            Chroma::Quarter | Chroma::Half | Chroma::Full => stride(PlanarImageComponent::U),
        };
        Planes {
            width: self.picture.width() as usize,
            height: self.picture.height() as usize,
            depth: self.depth,
            chroma: self.chroma,
            samples: [samples(0), samples(1), samples(2)],
            strides: [
                stride(PlanarImageComponent::Y),
                colour_stride,
                colour_stride,
            ],
        }
    }
}
