use image::RgbImage;

use super::curl::View;
use super::options::{Glare, Light};
use crate::geometry::{Point, Rectangle};

/// Multiplies the picture by the light that falls on it.
pub(super) fn shine(picture: &mut RgbImage, light: &Light) {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let (down, along) = light.direction_degrees.to_radians().sin_cos();
    let shadow = light.shadow.map(|shadow| {
        let (sin, cos) = shadow.direction_degrees.to_radians().sin_cos();
        (shadow, cos, sin)
    });
    let stride = picture.width() as usize * 3;
    let mut factors = vec![0_u32; stride];
    for (y, row) in picture.chunks_exact_mut(stride).enumerate() {
        let v = y as f32 / height - 0.5;
        for (x, factor) in factors.chunks_exact_mut(3).enumerate() {
            let u = x as f32 / width - 0.5;
            let mut bright = light.exposure
                * (1.0 + light.gradient * (u * along + v * down))
                * (1.0 - light.vignette * 2.0 * (u * u + v * v));
            if let Some((shadow, cos, sin)) = shadow {
                let aspect = height / width;
                let inside = (u + 0.5 - shadow.at.0) * cos + (v + 0.5 - shadow.at.1) * sin * aspect;
                let share = (inside / shadow.softness.max(1e-3) + 0.5).clamp(0.0, 1.0);
                bright *= 1.0 - shadow.depth * share * share * (3.0 - 2.0 * share);
            }
            factor.fill((bright * 4096.0) as u32);
        }
        for (channel, factor) in row.iter_mut().zip(&factors) {
            *channel = ((u32::from(*channel) * factor + 2048) >> 12).min(255) as u8;
        }
    }
}

/// Adds a reflection, placed on the document that is seen so.
pub(super) fn glare(picture: &mut RgbImage, sheet: Rectangle, map: &View, glare: &Glare) {
    let on_sheet = Point::new(sheet.width * glare.at.0, sheet.height * glare.at.1);
    let middle = map.map(on_sheet);
    let edge = map.map(Point::new(
        on_sheet.x + sheet.width * glare.radius,
        on_sheet.y,
    ));
    let across = middle.distance(edge).max(1.0);
    let down = (across * glare.aspect).max(1.0);
    let reach = |centre: f32, radius: f32, limit: u32| {
        let start = (centre - radius * 2.6).max(0.0) as u32;
        start..((centre + radius * 2.6).max(0.0) as u32).min(limit)
    };
    for y in reach(middle.y, down, picture.height()) {
        for x in reach(middle.x, across, picture.width()) {
            let (u, v) = ((x as f32 - middle.x) / across, (y as f32 - middle.y) / down);
            let added = glare.strength * (-(u * u + v * v)).exp();
            for channel in &mut picture.get_pixel_mut(x, y).0 {
                *channel = (f32::from(*channel) + added).min(255.0) as u8;
            }
        }
    }
}
