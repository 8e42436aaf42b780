use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use crate::geometry::{Homography, Quad};
use crate::picture::Picture;

/// Picture pixels to one of the result up to which interpolation between four pixels is enough.
const FINE: f32 = 1.25;

/// The part of a picture under a quadrilateral, reduced by area when it is finer than wanted.
pub(super) struct Window {
    width: usize,
    height: usize,
    /// Three bytes to a pixel.
    rgb: Vec<u8>,
    /// Places in the picture to places here: times the scale, plus the shift.
    scale: (f64, f64),
    shift: (f64, f64),
}

impl Window {
    /// `wanted` is the size of the result in pixels.
    pub(super) fn new(picture: &Picture, quad: &Quad, wanted: (f32, f32)) -> Option<Self> {
        let [left, right] = reach(quad.0.map(|corner| corner.x), picture.width());
        let [top, bottom] = reach(quad.0.map(|corner| corner.y), picture.height());
        let (width, height) = (right.checked_sub(left)?, bottom.checked_sub(top)?);
        if width == 0 || height == 0 {
            return None;
        }
        let size = quad.mean_size();
        let finer = (size.0 / wanted.0).max(size.1 / wanted.1);
        let reduced = |n: u32| {
            if finer > FINE {
                ((n as f32 / finer).round() as u32).clamp(1, n)
            } else {
                n
            }
        };
        let (small_width, small_height) = (reduced(width), reduced(height));
        let from = ImageRef::new(
            picture.width(),
            picture.height(),
            picture.rgb(),
            PixelType::U8x3,
        );
        let mut into = Image::new(small_width, small_height, PixelType::U8x3);
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(FilterType::Bilinear))
            .crop(left.into(), top.into(), width.into(), height.into());
        Resizer::new()
            .resize(&from.ok()?, &mut into, &options)
            .ok()?;
        let scale = (
            f64::from(small_width) / f64::from(width),
            f64::from(small_height) / f64::from(height),
        );
        Some(Self {
            width: small_width as usize,
            height: small_height as usize,
            rgb: into.into_vec(),
            scale,
            shift: (
                (0.5 - f64::from(left)) * scale.0 - 0.5,
                (0.5 - f64::from(top)) * scale.1 - 0.5,
            ),
        })
    }

    /// The pixels of the result, row by row. `to_original` takes its places to the picture's.
    pub(super) fn warp(&self, to_original: &Homography, width: u32, height: u32) -> Vec<u8> {
        let [along, down, depth] = to_original.0;
        let mix = |row: [f64; 3], scale: f64, shift: f64| {
            [0, 1, 2].map(|at| row[at] * scale + depth[at] * shift)
        };
        let along = mix(along, self.scale.0, self.shift.0);
        let down = mix(down, self.scale.1, self.shift.1);
        let mut rgb = Vec::with_capacity(3 * width as usize * height as usize);
        for y in 0..height {
            let y = f64::from(y);
            let at = |row: [f64; 3]| row[1] * y + row[2];
            let start = (at(along), at(down), at(depth));
            for x in 0..width {
                let x = f64::from(x);
                let depth = depth[0] * x + start.2;
                let place = (
                    (along[0] * x + start.0) / depth,
                    (down[0] * x + start.1) / depth,
                );
                rgb.extend(self.colour(place));
            }
        }
        rgb
    }

    /// Bilinear interpolation; black outside.
    #[inline]
    fn colour(&self, (x, y): (f64, f64)) -> [u8; 3] {
        let (last_x, last_y) = ((self.width - 1) as f64, (self.height - 1) as f64);
        let is_inside = x >= -0.5 && y >= -0.5 && x <= last_x + 0.5 && y <= last_y + 0.5;
        if !is_inside {
            return [0; 3];
        }
        let (x, y) = (x.clamp(0.0, last_x) as f32, y.clamp(0.0, last_y) as f32);
        let (left, top) = (x as usize, y as usize);
        let (share_x, share_y) = (
            ((x - left as f32) * 256.0) as u32,
            ((y - top as f32) * 256.0) as u32,
        );
        let right = if left + 1 < self.width { 3 } else { 0 };
        let below = if top + 1 < self.height {
            3 * self.width
        } else {
            0
        };
        let start = 3 * (top * self.width + left);
        [0, 1, 2].map(|channel| {
            let pixel = |at: usize| u32::from(self.rgb[at + channel]);
            let upper = pixel(start) * (256 - share_x) + pixel(start + right) * share_x;
            let lower =
                pixel(start + below) * (256 - share_x) + pixel(start + below + right) * share_x;
            ((upper * (256 - share_y) + lower * share_y + (1 << 15)) >> 16) as u8
        })
    }
}

/// First pixel and the one after the last that corners on one axis enclose, with a margin for
/// interpolation.
fn reach(places: [f32; 4], size: u32) -> [u32; 2] {
    let least = places.iter().copied().fold(f32::MAX, f32::min);
    let most = places.iter().copied().fold(f32::MIN, f32::max);
    let last = size as f32;
    [
        (least - 2.0).floor().clamp(0.0, last) as u32,
        (most + 3.0).ceil().clamp(0.0, last) as u32,
    ]
}
