use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use crate::geometry::Point;
use crate::picture::Picture;

/// Longest side of the copy that is looked at.
const LONGEST: u32 = 480;

/// A small colour copy of a picture.
pub(super) struct SmallCopy {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Three bytes to a pixel.
    pub(super) rgb: Vec<u8>,
    /// Picture pixels to one of the copy, across and down.
    pub(super) scale: (f32, f32),
}

impl SmallCopy {
    /// Area-weighted. `None` for pictures too narrow to hold an outline.
    pub(super) fn new(picture: &Picture) -> Option<Self> {
        let (width, height) = (picture.width(), picture.height());
        let longest = picture.longest_side();
        let side = |n: u32| {
            let scaled = u64::from(n) * u64::from(LONGEST.min(longest)) / u64::from(longest);
            u32::try_from(scaled).ok().filter(|&n| n >= 32)
        };
        let (small_width, small_height) = (side(width)?, side(height)?);
        let from = ImageRef::new(width, height, picture.rgb(), PixelType::U8x3).ok()?;
        let mut into = Image::new(small_width, small_height, PixelType::U8x3);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Box));
        Resizer::new().resize(&from, &mut into, &options).ok()?;
        Some(Self {
            width: small_width as usize,
            height: small_height as usize,
            rgb: into.into_vec(),
            scale: (
                width as f32 / small_width as f32,
                height as f32 / small_height as f32,
            ),
        })
    }

    /// The colour of the nearest pixel, or `None` outside.
    pub(super) fn colour(&self, place: Point) -> Option<[u8; 3]> {
        let inside = |at: f32, size: usize| {
            let at = (at + 0.5).floor();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the place lies in the copy"
            )]
            let pixel = (at >= 0.0 && at < size as f32).then_some(at as usize);
            pixel
        };
        let (x, y) = (inside(place.x, self.width)?, inside(place.y, self.height)?);
        self.rgb
            .get(3 * (y * self.width + x)..)?
            .first_chunk()
            .copied()
    }
}
