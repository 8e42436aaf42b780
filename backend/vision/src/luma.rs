use std::fmt;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

/// One byte of brightness by pixel, row by row.
#[derive(Clone, PartialEq, Eq)]
pub struct Luma {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Luma {
    /// Takes pixels row by row. A length that is no multiple of the width loses the last part row.
    #[must_use]
    pub fn new(width: usize, mut pixels: Vec<u8>) -> Self {
        let height = pixels.len().checked_div(width).unwrap_or(0);
        pixels.truncate(width * height);
        Self {
            width,
            height,
            pixels,
        }
    }

    /// ITU-R BT.601 weights in 1/256.
    pub(crate) fn from_rgb(width: u32, rgb: &[u8]) -> Self {
        let pixels = rgb
            .as_chunks::<3>()
            .0
            .iter()
            .map(|&[r, g, b]| {
                let sum = 77 * u16::from(r) + 150 * u16::from(g) + 29 * u16::from(b);
                sum.to_be_bytes()[0]
            })
            .collect();
        Self::new(width as usize, pixels)
    }

    /// Pixels across.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Pixels down.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// All pixels, row by row.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// One row, empty when `y` is outside.
    #[must_use]
    pub fn row(&self, y: usize) -> &[u8] {
        let start = y.saturating_mul(self.width);
        self.pixels
            .get(start..start.saturating_add(self.width))
            .unwrap_or_default()
    }

    /// The rows from the top.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        self.pixels.chunks_exact(self.width.max(1))
    }

    /// Turned by 180 degrees.
    #[must_use]
    pub fn turned_half(&self) -> Self {
        Self::new(self.width, self.pixels.iter().rev().copied().collect())
    }

    /// Left and right swapped.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let pixels = self
            .rows()
            .flat_map(|row| row.iter().rev().copied())
            .collect();
        Self::new(self.width, pixels)
    }

    /// Bilinear resampling to the given size, area-weighted when it shrinks. `None` for an empty
    /// size.
    #[must_use]
    pub fn resized(&self, width: usize, height: usize) -> Option<Self> {
        let side = |n: usize| u32::try_from(n).ok().filter(|&n| n > 0);
        let (old_width, old_height) = (side(self.width)?, side(self.height)?);
        let from = ImageRef::new(old_width, old_height, &self.pixels, PixelType::U8).ok()?;
        let mut into = Image::new(side(width)?, side(height)?, PixelType::U8);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
        Resizer::new().resize(&from, &mut into, &options).ok()?;
        Some(Self::new(width, into.into_vec()))
    }

    /// A copy whose longer side is at most `longest` pixels; the picture itself if it is already.
    #[must_use]
    pub fn shrunk_to(&self, longest: usize) -> Self {
        let side = self.width.max(self.height);
        if side <= longest {
            return self.clone();
        }
        let scaled = |n: usize| (n * longest / side).max(1);
        self.resized(scaled(self.width), scaled(self.height))
            .unwrap_or_else(|| self.clone())
    }
}

impl fmt::Debug for Luma {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Luma({}×{})", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_keeps_its_value_and_white_stays_white() {
        let luma = Luma::from_rgb(3, &[0, 0, 0, 128, 128, 128, 255, 255, 255]);
        assert_eq!(luma.pixels(), [0, 128, 255]);
    }

    #[test]
    fn rows_turn_and_mirror() {
        let luma = Luma::new(2, vec![1, 2, 3, 4]);
        assert_eq!(luma.turned_half().pixels(), [4, 3, 2, 1]);
        assert_eq!(luma.mirrored().pixels(), [2, 1, 4, 3]);
        assert_eq!(luma.row(5), [0u8; 0]);
    }
}
