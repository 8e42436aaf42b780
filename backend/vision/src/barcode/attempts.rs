//! What the general decoder is given when our own reader has found nothing: the straightened
//! regions, then the picture, each also mirrored, with the other threshold or enlarged. A budget of
//! pixels bounds it, so the work does not depend on a clock.

use super::general::{self, Budget, Threshold};
use super::geometry::Point;
use super::locate::Region;
use super::pass::Pass;
use super::reading::{BarcodeReading, Method, reading};
use super::sample::View;
use crate::luma::Luma;

/// Narrowest straightened symbol that the general decoder is given.
const STRAIGHT_WIDTH: f32 = 820.0;
/// Larger pictures are shrunk before the general decoder sees them whole.
const GENERAL_SIDE: usize = 800;

/// The likeliest region first, then the whole picture.
pub(super) fn general_attempts(pass: &Pass<'_>, budget: &mut Budget) -> Option<BarcodeReading> {
    let region = pass.regions.first();
    region
        .and_then(|region| straightened(&pass.view, region, budget))
        .or_else(|| as_it_is(pass.luma, budget))
        .map(|mut reading| {
            reading.scale(pass.scale);
            reading
        })
}

/// The general decoder on a region turned upright and widened.
fn straightened(view: &View<'_>, region: &Region, budget: &mut Budget) -> Option<BarcodeReading> {
    let frame = region.frame();
    let finer = (STRAIGHT_WIDTH / frame.width.max(1) as f32).clamp(0.25, 3.0);
    let scaled = |n: usize| {
        (1..4096usize)
            .find(|&m| m as f32 >= n as f32 * finer)
            .unwrap_or(4096)
    };
    let (width, height) = (scaled(frame.width), scaled(frame.height));
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let pixels = places.map(|(x, y)| {
        let at = frame.place(x as f32 / finer, y as f32 / finer);
        to_byte(view.brightness(at))
    });
    let patch = Luma::new(width, pixels.collect());
    let attempts = [
        (false, Threshold::Local),
        (true, Threshold::Local),
        (false, Threshold::Global),
    ];
    let content = attempts.into_iter().find_map(|(is_mirrored, threshold)| {
        let mirrored = is_mirrored.then(|| patch.mirrored());
        general::decode(mirrored.as_ref().unwrap_or(&patch), threshold, budget)
    });
    let (last_x, last_y) = (frame.width as f32, frame.height as f32);
    let corners = [(0.0, 0.0), (last_x, 0.0), (last_x, last_y), (0.0, last_y)];
    let corners = corners.map(|(x, y)| frame.place(x, y));
    content.map(|(content, _)| reading(content, corners, None, None, Method::Straightened))
}

fn to_byte(value: f32) -> u8 {
    let rounded = value.round().clamp(0.0, 255.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the range of a byte"
    )]
    let byte = rounded as u8;
    byte
}

/// The general decoder on the picture: as it is (it turns by quarters itself), with the other
/// threshold, mirrored, and enlarged by half.
fn as_it_is(luma: &Luma, budget: &mut Budget) -> Option<BarcodeReading> {
    let working = luma.shrunk_to(GENERAL_SIDE);
    let scale = luma.width() as f32 / working.width().max(1) as f32;
    let enlarged = || working.resized(working.width() * 3 / 2, working.height() * 3 / 2);
    let found = general::decode(&working, Threshold::Local, budget)
        .or_else(|| general::decode(&working, Threshold::Global, budget))
        .or_else(|| general::decode(&working.mirrored(), Threshold::Local, budget))
        .or_else(|| general::decode(&enlarged()?, Threshold::Local, budget));
    let (content, points) = found?;
    let low = points
        .iter()
        .fold(Point::new(f32::MAX, f32::MAX), |low, p| {
            Point::new(low.x.min(p.x * scale), low.y.min(p.y * scale))
        });
    let high = points.iter().fold(Point::new(0.0, 0.0), |high, p| {
        Point::new(high.x.max(p.x * scale), high.y.max(p.y * scale))
    });
    let corners = [
        low,
        Point::new(high.x, low.y),
        high,
        Point::new(low.x, high.y),
    ];
    Some(reading(content, corners, None, None, Method::Whole))
}
