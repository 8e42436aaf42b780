use image::{Rgb, RgbImage};

use crate::geometry::Rectangle;

/// A colour laid over what is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ink {
    /// Red, green, blue.
    pub(crate) colour: [u8; 3],
    /// 0 shows nothing, 1 hides what lies below.
    pub(crate) opacity: f32,
}

impl Ink {
    /// Opaque ink.
    pub(crate) const fn solid(red: u8, green: u8, blue: u8) -> Self {
        Self {
            colour: [red, green, blue],
            opacity: 1.0,
        }
    }

    /// The same colour, thinner.
    pub(crate) const fn at(self, opacity: f32) -> Self {
        Self {
            colour: self.colour,
            opacity,
        }
    }
}

/// A picture whose drawing functions take millimetres.
#[derive(Debug, Clone)]
pub(crate) struct Canvas {
    pub(super) picture: RgbImage,
    pub(super) pixels_per_millimetre: f32,
    /// Left, upper, right and lower limit of what may be drawn on, in pixels.
    clip: [u32; 4],
}

impl Canvas {
    /// A sheet of that size in one colour.
    pub(crate) fn new(width: f32, height: f32, pixels_per_millimetre: f32, ground: Ink) -> Self {
        let side = |length: f32| (length * pixels_per_millimetre).round().max(1.0) as u32;
        let picture = RgbImage::from_pixel(side(width), side(height), Rgb(ground.colour));
        let clip = [0, 0, picture.width(), picture.height()];
        Self {
            picture,
            pixels_per_millimetre,
            clip,
        }
    }

    /// A canvas over pixels that are there already.
    pub(crate) fn over(picture: RgbImage, pixels_per_millimetre: f32) -> Self {
        let clip = [0, 0, picture.width(), picture.height()];
        Self {
            picture,
            pixels_per_millimetre,
            clip,
        }
    }

    /// Height of the sheet.
    pub(crate) fn height_millimetres(&self) -> f32 {
        self.picture.height() as f32 / self.pixels_per_millimetre
    }

    /// Draws with nothing outside the box touched.
    pub(super) fn clipped(&mut self, millimetres: Rectangle, draw: impl FnOnce(&mut Self)) {
        let before = self.clip;
        let area = self.to_pixels(millimetres);
        let [left, top, right, bottom] = before;
        self.clip = [
            left.max(area.x.round() as u32),
            top.max(area.y.round() as u32),
            right.min(area.right().round() as u32),
            bottom.min(area.bottom().round() as u32),
        ];
        draw(self);
        self.clip = before;
    }

    /// The resolution.
    pub(crate) fn pixels_per_millimetre(&self) -> f32 {
        self.pixels_per_millimetre
    }

    /// The finished picture.
    pub(crate) fn into_picture(self) -> RgbImage {
        self.picture
    }

    /// A box of the sheet in pixels.
    pub(crate) fn to_pixels(&self, millimetres: Rectangle) -> Rectangle {
        millimetres.scaled(self.pixels_per_millimetre)
    }

    /// Lays ink on one pixel; outside the sheet nothing happens.
    #[inline]
    pub(super) fn blend(&mut self, x: i32, y: i32, ink: Ink, coverage: f32) {
        // A negative place wraps round to a number beyond the sheet.
        let (x, y) = (x as u32, y as u32);
        let [left, top, right, bottom] = self.clip;
        if x < left || x >= right || y < top || y >= bottom {
            return;
        }
        let pixel = self.picture.get_pixel_mut(x, y);
        let weight = (coverage * ink.opacity).clamp(0.0, 1.0);
        for (channel, target) in pixel.0.iter_mut().zip(ink.colour) {
            let below = f32::from(*channel);
            *channel = (below + (f32::from(target) - below) * weight).round() as u8;
        }
    }

    /// Fills an upright box; edges between pixels are mixed.
    pub(crate) fn fill(&mut self, millimetres: Rectangle, ink: Ink) {
        self.fill_pixels(self.to_pixels(millimetres), ink);
    }

    /// Fills an upright box given in pixels.
    pub(super) fn fill_pixels(&mut self, area: Rectangle, ink: Ink) {
        let overlap = |start: f32, end: f32, at: i32| {
            let at = at as f32;
            (end.min(at + 1.0) - start.max(at)).clamp(0.0, 1.0)
        };
        let (width, height) = (self.picture.width() as f32, self.picture.height() as f32);
        for y in area.y.max(0.0).floor() as i32..area.bottom().min(height).ceil() as i32 {
            let down = overlap(area.y, area.bottom(), y);
            for x in area.x.max(0.0).floor() as i32..area.right().min(width).ceil() as i32 {
                self.blend(x, y, ink, down * overlap(area.x, area.right(), x));
            }
        }
    }

    /// Mixes the sheet towards a second colour, from none at one side to all at the other, along
    /// the direction (1, 0) for left to right, (0, 1) for top to bottom.
    pub(crate) fn wash(&mut self, area: Rectangle, along: (f32, f32), ink: Ink) {
        let area = self.to_pixels(area);
        let span = area.width * along.0 + area.height * along.1;
        let (left, top) = (area.x.max(0.0) as u32, area.y.max(0.0) as u32);
        let right = (area.right().ceil() as u32).min(self.picture.width());
        let bottom = (area.bottom().ceil() as u32).min(self.picture.height());
        let target = ink.colour.map(i32::from);
        for y in top..bottom {
            let down = (y as f32 - area.y) * along.1;
            for x in left..right {
                let share = ((x as f32 - area.x) * along.0 + down) / span;
                let weight = (share.clamp(0.0, 1.0) * ink.opacity * 4096.0) as i32;
                let pixel = &mut self.picture.get_pixel_mut(x, y).0;
                for (channel, target) in pixel.iter_mut().zip(target) {
                    let below = i32::from(*channel);
                    *channel = (below + (((target - below) * weight + 2048) >> 12)) as u8;
                }
            }
        }
    }

    /// Fills the shape whose signed distance (pixels, negative inside) the function gives, within
    /// the box (pixels).
    pub(super) fn fill_distance(
        &mut self,
        bounds: Rectangle,
        ink: Ink,
        distance: impl Fn(f32, f32) -> f32,
    ) {
        let (width, height) = (self.picture.width() as f32, self.picture.height() as f32);
        for y in bounds.y.max(0.0) as i32..bounds.bottom().min(height).ceil() as i32 {
            for x in bounds.x.max(0.0) as i32..bounds.right().min(width).ceil() as i32 {
                let coverage = 0.5 - distance(x as f32 + 0.5, y as f32 + 0.5);
                if coverage > 0.0 {
                    self.blend(x, y, ink, coverage.min(1.0));
                }
            }
        }
    }

    /// Adds grain as paper and printing have: the same shift on all channels, `strength` levels
    /// at most.
    pub(crate) fn grain(&mut self, seed: u64, strength: u8) {
        let mut state = seed | 1;
        let span = u64::from(strength) * 2 + 1;
        for pixel in self.picture.pixels_mut() {
            // Xorshift64: a generator of quality would cost more than the whole drawing.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let shift = ((state >> 33) % span) as i16 - i16::from(strength);
            for channel in &mut pixel.0 {
                *channel = (i16::from(*channel) + shift).clamp(0, 255) as u8;
            }
        }
    }
}
