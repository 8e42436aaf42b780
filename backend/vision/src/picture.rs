use std::fmt;
use std::sync::OnceLock;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};

use crate::jpeg::CodedColours;
use crate::luma::Luma;
use crate::pixels::grey_to_rgb;
use crate::small_colours::SmallColours;

/// Out of 100; artefacts do not show at this.
const JPEG_QUALITY: u8 = 88;

/// A decoded picture, upright, eight bits of red, green and blue by pixel.
///
/// Printing it shows its size only: the pixels are personal data.
#[derive(Clone)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: OnceLock<Vec<u8>>,
    luma: OnceLock<Luma>,
    small: OnceLock<Option<SmallColours>>,
    /// Where the colours come from when they are not there yet.
    coded: Option<CodedColours>,
}

impl Picture {
    /// Takes pixels row by row, three bytes each. `None` when the length does not fit the size or
    /// a side is 0.
    #[must_use]
    pub fn from_rgb(width: u32, height: u32, rgb: Vec<u8>) -> Option<Self> {
        let expected = u64::from(width) * u64::from(height) * 3;
        let fits = expected > 0 && u64::try_from(rgb.len()) == Ok(expected);
        fits.then_some(Self {
            width,
            height,
            rgb: OnceLock::from(rgb),
            luma: OnceLock::new(),
            small: OnceLock::new(),
            coded: None,
        })
    }

    /// A picture whose brightness is known, maybe its colours in small, and whose colours wait in
    /// their file. `None` when it has no pixels.
    pub(crate) fn from_luma(
        luma: Luma,
        small: Option<SmallColours>,
        coded: CodedColours,
    ) -> Option<Self> {
        let side = |n: usize| u32::try_from(n).ok().filter(|&n| n > 0);
        Some(Self {
            width: side(luma.width())?,
            height: side(luma.height())?,
            rgb: OnceLock::new(),
            luma: OnceLock::from(luma),
            small: small.map_or_else(OnceLock::new, |small| OnceLock::from(Some(small))),
            coded: Some(coded),
        })
    }

    /// The JPEG file of which these are the pixels as it holds them; `None` where they are not, or
    /// where the file is not kept.
    pub(crate) fn coded_file(&self) -> Option<&[u8]> {
        self.coded.as_ref().map(CodedColours::file)
    }

    /// Pixels across.
    #[must_use]
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// Pixels down.
    #[must_use]
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// The longer side in pixels.
    #[must_use]
    pub fn longest_side(&self) -> u32 {
        self.width.max(self.height)
    }

    /// The bytes, row by row, three to a pixel. The first call may have to decode them, which costs
    /// somewhat more than [`decode`](crate::decode) did; grey where a damaged file has no colours.
    #[must_use]
    pub fn rgb(&self) -> &[u8] {
        self.rgb.get_or_init(|| {
            let coded = self.coded.as_ref();
            let colours = coded.and_then(|coded| coded.decode(self.width, self.height));
            colours.unwrap_or_else(|| grey_to_rgb(self.luma().pixels()))
        })
    }

    /// The colours in small; of many pictures they are there without decoding all.
    pub(crate) fn small_colours(&self) -> Option<&SmallColours> {
        let small = || SmallColours::of_rgb(self.width, self.height, self.rgb());
        self.small.get_or_init(small).as_ref()
    }

    /// A JPEG file of good quality, for people to look at.
    #[must_use]
    pub fn to_jpeg(&self) -> Option<Vec<u8>> {
        let mut file = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut file, JPEG_QUALITY);
        encoder
            .write_image(self.rgb(), self.width, self.height, ExtendedColorType::Rgb8)
            .ok()?;
        Some(file)
    }

    /// The brightness of every pixel, computed once.
    pub fn luma(&self) -> &Luma {
        self.luma.get_or_init(|| {
            let rgb = self.rgb.get().map(Vec::as_slice).unwrap_or_default();
            Luma::from_rgb(self.width, rgb)
        })
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({}×{})", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_becomes_a_jpeg_file_that_looks_the_same() {
        let rgb = (0..64 * 48)
            .flat_map(|at| [at % 64 * 4, at / 64 * 4, 90u32].map(|v| u8::try_from(v).unwrap()));
        let picture = Picture::from_rgb(64, 48, rgb.collect()).unwrap();
        let again = crate::decode(&picture.to_jpeg().unwrap()).unwrap();
        let differences = again.rgb().iter().zip(picture.rgb());
        let sum: u32 = differences.map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
        assert!(sum < 4 * 3 * 64 * 48, "{sum}");
    }
}
