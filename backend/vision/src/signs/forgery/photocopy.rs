//! A document without any colour, as a grey photocopy is.

use crate::geometry::{Homography, Point, Quad};
use crate::small_colours::SmallColours;

use super::scene::DocumentScene;
use super::signal::{ForgerySignal, SignalReading};

/// Places across and down the document that are looked at; those at its border are not.
const PLACES: (u8, u8) = (96, 64);
const BORDER: u8 = 3;
/// Picture pixels along a side of the patch whose mean is taken.
const PATCH: f32 = 10.0;
/// Fewest places that say something.
const FEWEST: usize = 1_000;
/// Levels of a mean that is burnt out, and the sum of those of one that is drowned.
const BURNT: f32 = 250.0;
const DARK: f32 = 60.0;
/// Logarithms of red to green and of blue to green together, between the twentieth and the
/// nineteen-twentieth of the places: no copy in black has as much.
const COLOURLESS: f32 = 0.1;
/// Drawn honest documents reach 1.03.
const THRESHOLD: f32 = 1.1;

/// How little the tint varies over the document. A cast of the light moves all tints together, so
/// it does not count. Backs with a barcode are left out: many have no colour by nature.
pub(super) fn photocopy(scene: &DocumentScene<'_>) -> Option<SignalReading> {
    let outline = scene.outline.filter(|_| scene.barcode.is_none())?;
    if scene.portrait.is_none() && scene.zone.is_none() {
        return None;
    }
    let (across, down) = PLACES;
    let plane = Quad::rectangle(0.0, 0.0, f32::from(across), f32::from(down));
    let map = Homography::between(&plane, &outline)?;
    let colours = scene.picture.small_colours()?;
    let scale = colours.width as f32 / scene.picture.width() as f32;
    let (mut red, mut blue) = (Vec::new(), Vec::new());
    for y in BORDER..down - BORDER {
        for x in BORDER..across - BORDER {
            let place = map.map(Point::new(f32::from(x) + 0.5, f32::from(y) + 0.5));
            if let Some([to_red, to_blue]) = tint(colours, place.times(scale), PATCH * scale) {
                red.push(to_red);
                blue.push(to_blue);
            }
        }
    }
    if red.len() < FEWEST {
        return None;
    }
    let spread = spread(&mut red)? + spread(&mut blue)?;
    SignalReading::new(
        ForgerySignal::Photocopy,
        COLOURLESS / spread.max(1e-3),
        THRESHOLD,
        None,
    )
}

/// Red to green and blue to green of the patch around a place, as logarithms.
fn tint(colours: &SmallColours, middle: Point, patch: f32) -> Option<[f32; 2]> {
    let (width, height) = (colours.width as f32, colours.height as f32);
    let reach = patch.max(1.0) / 2.0;
    let is_inside = middle.x >= reach
        && middle.y >= reach
        && middle.x + reach < width - 1.0
        && middle.y + reach < height - 1.0;
    if !is_inside {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "inside the picture"
    )]
    let pixels = |middle: f32| (middle - reach).round() as usize..(middle + reach).round() as usize;
    let (mut sums, mut count) = ([0.0_f32; 3], 0.0_f32);
    for y in pixels(middle.y) {
        for x in pixels(middle.x) {
            let at = 3 * (y * colours.width as usize + x);
            let pixel = colours.rgb.get(at..at + 3)?;
            for (sum, &level) in sums.iter_mut().zip(pixel) {
                *sum += f32::from(level);
            }
            count += 1.0;
        }
    }
    let [red, green, blue] = sums.map(|sum| sum / count.max(1.0));
    let is_seen = red.max(green).max(blue) < BURNT && red + green + blue > DARK;
    let to_green = |level: f32| (level.max(1.0) / green.max(1.0)).ln();
    is_seen.then(|| [to_green(red), to_green(blue)])
}

/// What lies between the twentieth and the nineteen-twentieth.
fn spread(values: &mut [f32]) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    let twentieth = values.len() / 20;
    Some(values.get(values.len() - 1 - twentieth)? - values.get(twentieth)?)
}
