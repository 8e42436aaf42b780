use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;

use crate::decode::turned;
use crate::heif::Colours;
use crate::planes::Matrix;

/// Longest side in pixels: enough to see borders and tints.
const LONGEST: u32 = 480;

/// A picture's colours, each pixel the mean of those that it covers; those of a small picture as
/// they are.
#[derive(Clone)]
pub(crate) struct SmallColours {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Three bytes to a pixel.
    pub(crate) rgb: Vec<u8>,
}

impl SmallColours {
    /// From red, green and blue, three bytes to a pixel. `None` when they are none of that size.
    pub(crate) fn of_rgb(width: u32, height: u32, rgb: &[u8]) -> Option<Self> {
        let longest = width.max(height);
        if longest <= LONGEST {
            let rgb = rgb.to_vec();
            return Some(Self { width, height, rgb });
        }
        let side = |n: u32| {
            let scaled = u64::from(n) * u64::from(LONGEST) / u64::from(longest);
            u32::try_from(scaled).ok().filter(|&n| n > 0)
        };
        let (small_width, small_height) = (side(width)?, side(height)?);
        let from = ImageRef::new(width, height, rgb, PixelType::U8x3).ok()?;
        let mut into = Image::new(small_width, small_height, PixelType::U8x3);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Box));
        Resizer::new().resize(&from, &mut into, &options).ok()?;
        Some(Self {
            width: small_width,
            height: small_height,
            rgb: into.into_vec(),
        })
    }

    /// From brightness and colour differences, as JPEG files hold them (ITU-T T.871).
    pub(crate) fn of_differences(width: u32, height: u32, pixels: &[u8]) -> Option<Self> {
        let mut small = Self::of_rgb(width, height, pixels)?;
        let colours = Colours {
            matrix: 6,
            is_full_range: true,
        };
        let matrix = Matrix::new(colours)?;
        for pixel in small.rgb.as_chunks_mut::<3>().0 {
            let [y, b, r] = *pixel;
            *pixel = matrix.colour(y, b, r);
        }
        Some(small)
    }

    pub(crate) fn turned(self, orientation: Orientation) -> Option<Self> {
        let (width, height, rgb) = turned(self.width, self.height, self.rgb, orientation)?;
        Some(Self { width, height, rgb })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_become_colours_and_are_turned() {
        // Pure red beside grey, JFIF's way.
        let pixels = [[76, 85, 255], [128, 128, 128]].concat();
        let small = SmallColours::of_differences(2, 1, &pixels).unwrap();
        assert_eq!(small.rgb, [254, 0, 0, 128, 128, 128]);
        let turned = small.turned(Orientation::Rotate180).unwrap();
        assert_eq!(turned.rgb, [128, 128, 128, 254, 0, 0]);
        let large = vec![90; 3 * 1920 * 16];
        let small = SmallColours::of_rgb(1920, 16, &large).unwrap();
        assert_eq!((small.width, small.height), (480, 4));
        assert!(small.rgb.iter().all(|&level| level == 90));
    }
}
