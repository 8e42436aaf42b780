use image::{Rgb, RgbImage};

use crate::geometry::Point;

/// Places along each side of a camera's pixel at which the screen is looked at.
const PLACES: u8 = 4;
/// Share of a third of a pixel that its stripe takes across, and of the pixel down; the rest is a
/// dark gap.
const STRIPE: f32 = 0.8;
const HEIGHT: f32 = 0.85;

/// What a camera sees of a display of upright stripes, red, green and blue, with dark gaps. `place`
/// takes the camera's pixels to the display's, which are those of `shown`; outside it is dark. An
/// ideal grid: no lens bends it, no coating smooths it.
#[must_use]
pub fn shown_on_display(
    shown: &RgbImage,
    width: u32,
    height: u32,
    place: impl Fn(Point) -> Point,
) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let mut sums = [0.0_f32; 3];
        for step in 0..PLACES * PLACES {
            let inside = |step: u8| (f32::from(step) + 0.5) / f32::from(PLACES);
            let at = place(Point::new(
                x as f32 + inside(step % PLACES),
                y as f32 + inside(step / PLACES),
            ));
            gather(shown, at, &mut sums);
        }
        // As bright as the picture is: what stripes and gaps swallow, the exposure gives back.
        let gain = 3.0 / (STRIPE * HEIGHT) / f32::from(PLACES * PLACES);
        Rgb(sums.map(|sum| (sum * gain).min(255.0) as u8))
    })
}

/// The light of one place: one colour, or none in a gap.
fn gather(shown: &RgbImage, at: Point, sums: &mut [f32; 3]) {
    let is_outside = at.x < 0.0 || at.y < 0.0;
    let (column, row) = (at.x as u32, at.y as u32);
    if is_outside || column >= shown.width() || row >= shown.height() {
        return;
    }
    let stripe = at.x.fract() * 3.0;
    if stripe.fract() > STRIPE || at.y.fract() > HEIGHT {
        return;
    }
    let lit = shown.get_pixel(column, row).0;
    let colour = (stripe as usize).min(2);
    if let (Some(sum), Some(level)) = (sums.get_mut(colour), lit.get(colour)) {
        *sum += f32::from(*level);
    }
}
