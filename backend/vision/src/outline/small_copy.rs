use crate::geometry::Point;
use crate::picture::Picture;

/// Pixels of the shorter side, at least.
const NARROWEST: u32 = 32;

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
        let colours = picture.small_colours()?;
        let (small_width, small_height) = (colours.width, colours.height);
        let is_wide_enough = small_width.min(small_height) >= NARROWEST;
        is_wide_enough.then(|| Self {
            width: small_width as usize,
            height: small_height as usize,
            rgb: colours.rgb.clone(),
            scale: (
                picture.width() as f32 / small_width as f32,
                picture.height() as f32 / small_height as f32,
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
