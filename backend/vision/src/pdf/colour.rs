use super::document::{Document, index};
use super::object::{Dictionary, Object};
use crate::decode::DecodeError;

/// How samples become colours (8.6). Calibrated spaces and profiles count as the plain ones of as
/// many components.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ColourSpace {
    Grey,
    Rgb,
    Cmyk,
    /// Colours by number, three bytes each.
    Palette(Vec<[u8; 3]>),
}

impl ColourSpace {
    pub(super) const fn components(&self) -> usize {
        match self {
            Self::Grey | Self::Palette(_) => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }

    /// The colour space of an image. A stencil's shapes are black on white.
    pub(super) fn read(
        document: &Document<'_>,
        image: &Dictionary<'_>,
    ) -> Result<Self, DecodeError> {
        if document.entry(image, "ImageMask") == Some(Object::Bool(true)) {
            return Ok(Self::Grey);
        }
        let space = document
            .entry(image, "ColorSpace")
            .ok_or(DecodeError::Unreadable)?;
        plain(document, &space)
            .or_else(|| palette(document, &space))
            .ok_or(DecodeError::UnsupportedCoding)
    }

    /// Colours of samples that have been brought to 0–255, or that are numbers of a palette.
    pub(super) fn to_rgb(&self, samples: &[u8], into: &mut [u8]) {
        let pixels = into.as_chunks_mut::<3>().0.iter_mut();
        match self {
            Self::Grey => (pixels.zip(samples)).for_each(|(pixel, &grey)| *pixel = [grey; 3]),
            Self::Rgb => (pixels.zip(samples.as_chunks::<3>().0))
                .for_each(|(pixel, &colour)| *pixel = colour),
            Self::Cmyk => (pixels.zip(samples.as_chunks::<4>().0))
                .for_each(|(pixel, &inks)| *pixel = without_inks(inks)),
            Self::Palette(colours) => {
                for (pixel, &number) in pixels.zip(samples) {
                    *pixel = colours.get(usize::from(number)).copied().unwrap_or([0; 3]);
                }
            }
        }
    }
}

/// 10.4.2.4: what inks leave of white.
fn without_inks([cyan, magenta, yellow, black]: [u8; 4]) -> [u8; 3] {
    [cyan, magenta, yellow].map(|ink| {
        let left = u16::from(255 - ink) * u16::from(255 - black);
        u8::try_from((left + 127) / 255).unwrap_or(255)
    })
}

fn plain(document: &Document<'_>, space: &Object<'_>) -> Option<ColourSpace> {
    if let Some(name) = space.name() {
        return match name {
            b"DeviceGray" | b"CalGray" | b"G" => Some(ColourSpace::Grey),
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Some(ColourSpace::Rgb),
            b"DeviceCMYK" | b"CMYK" => Some(ColourSpace::Cmyk),
            _ => None,
        };
    }
    let parts = space.clone().array()?;
    let family = document.resolve(parts.first()?)?;
    if family.name()? != b"ICCBased" {
        // Of the others, the calibrated ones are named as the plain ones are.
        return family.name().and_then(|_| plain(document, &family));
    }
    let profile = document.resolve(parts.get(1)?)?.dictionary()?;
    match document.entry(&profile, "N")?.number().and_then(index)? {
        1 => Some(ColourSpace::Grey),
        3 => Some(ColourSpace::Rgb),
        4 => Some(ColourSpace::Cmyk),
        _ => None,
    }
}

/// 8.6.6.3: at most 256 colours, as a text or a stream.
fn palette(document: &Document<'_>, space: &Object<'_>) -> Option<ColourSpace> {
    let parts = space.clone().array()?;
    let family = document.resolve(parts.first()?)?;
    if !matches!(family.name()?, b"Indexed" | b"I") {
        return None;
    }
    let base = plain(document, &document.resolve(parts.get(1)?)?)?;
    let table = parts.get(3)?;
    let table = if let Some(Object::Text(text)) = document.resolve(table) {
        text.into_owned()
    } else {
        let stream = document.stream(table.reference()?)?;
        document.unpacked(&stream, 256 * 4).ok()?.into_owned()
    };
    let colours = table
        .chunks_exact(base.components())
        .take(256)
        .map(|samples| {
            let mut colour = [0; 3];
            base.to_rgb(samples, &mut colour);
            colour
        });
    Some(ColourSpace::Palette(colours.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_take_away_from_white() {
        assert_eq!(without_inks([0; 4]), [255; 3]);
        assert_eq!(without_inks([0, 0, 0, 255]), [0; 3]);
        assert_eq!(without_inks([255, 0, 128, 0]), [0, 255, 127]);
    }

    #[test]
    fn numbers_outside_of_a_palette_are_black() {
        let palette = ColourSpace::Palette(vec![[1, 2, 3]]);
        let mut rgb = [9; 6];
        palette.to_rgb(&[0, 7], &mut rgb);
        assert_eq!(rgb, [1, 2, 3, 0, 0, 0]);
    }
}
