use image::{Rgb, RgbImage};

use crate::geometry::{Point, Quad, Rectangle};

/// The colour between four pixels; outside, that of the nearest edge.
pub(super) fn sample(picture: &RgbImage, at: Point) -> [f32; 3] {
    let (last_x, last_y) = ((picture.width() - 1) as f32, (picture.height() - 1) as f32);
    let (x, y) = (
        (at.x - 0.5).clamp(0.0, last_x),
        (at.y - 0.5).clamp(0.0, last_y),
    );
    let (left, top) = (x as u32, y as u32);
    let (right, below) = (
        (left + 1).min(picture.width() - 1),
        (top + 1).min(picture.height() - 1),
    );
    let (across, down) = (x.fract(), y.fract());
    let [a, b, c, d] = [(left, top), (right, top), (left, below), (right, below)]
        .map(|(x, y)| picture.get_pixel(x, y).0.map(f32::from));
    let mix = |from: f32, to: f32, share: f32| from + (to - from) * share;
    let mut colour = [0.0; 3];
    for ((colour, (a, b)), (c, d)) in colour
        .iter_mut()
        .zip(a.into_iter().zip(b))
        .zip(c.into_iter().zip(d))
    {
        *colour = mix(mix(a, b, across), mix(c, d, across), down);
    }
    colour
}

/// Lays colours over the pixels of a quadrilateral's upright bounds. `colour` says for the middle
/// of each pixel what is laid there and how much of it; nothing outside of what is laid over.
pub(super) fn lay_over(
    picture: &mut RgbImage,
    area: &Quad,
    mut colour: impl FnMut(Point) -> Option<([f32; 3], f32)>,
) {
    let bounds = area.bounds();
    let columns = bounds.x.max(0.0) as u32..(bounds.right().ceil() as u32).min(picture.width());
    for y in bounds.y.max(0.0) as u32..(bounds.bottom().ceil() as u32).min(picture.height()) {
        for x in columns.clone() {
            let Some((laid, share)) = colour(Point::new(x as f32 + 0.5, y as f32 + 0.5)) else {
                continue;
            };
            let pixel = picture.get_pixel_mut(x, y);
            *pixel = Rgb(mixed(pixel.0, laid, share));
        }
    }
}

/// A colour with a share of another laid over it.
pub(super) fn mixed(below: [u8; 3], above: [f32; 3], share: f32) -> [u8; 3] {
    let mut mixed = below;
    for (channel, laid) in mixed.iter_mut().zip(above) {
        let level = f32::from(*channel);
        *channel = (level + (laid - level) * share).round().clamp(0.0, 255.0) as u8;
    }
    mixed
}

/// How far inside a box a place is, 0 at its border and outside, 1 from `feather` inwards.
pub(super) fn inside(area: Rectangle, at: Point, feather: f32) -> f32 {
    let depth = (at.x - area.x)
        .min(area.right() - at.x)
        .min(at.y - area.y)
        .min(area.bottom() - at.y);
    (depth / feather.max(1e-3)).clamp(0.0, 1.0)
}

/// The same place in another box.
pub(super) fn carried(at: Point, from: Rectangle, to: Rectangle) -> Point {
    Point::new(
        to.x + (at.x - from.x) / from.width * to.width,
        to.y + (at.y - from.y) / from.height * to.height,
    )
}
