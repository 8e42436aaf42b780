use credence_testkit::scene::{Encoding, encode_picture};
use credence_vision::Quad;
use image::imageops::{FilterType, resize};
use image::{Rgb, RgbImage};

use super::photographed::Photographed;
use crate::error::AccuracyError;
use crate::report::Illustration;

/// Longer side in pixels.
const SIDE: f32 = 420.0;
const MARK: Rgb<u8> = Rgb([235, 40, 60]);
/// Half the width of the line, in pixels.
const LINE: i32 = 1;

/// A small picture with what was raised outlined.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sides of a small picture"
)]
pub(super) fn illustration(
    title: &str,
    photo: &Photographed,
) -> Result<Option<Illustration>, AccuracyError> {
    let picture = &photo.picture;
    let pixels = picture.rgb().to_vec();
    let Some(whole) = RgbImage::from_raw(picture.width(), picture.height(), pixels) else {
        return Ok(None);
    };
    let scale = SIDE / picture.width().max(picture.height()) as f32;
    let side = |length: u32| ((length as f32 * scale) as u32).max(1);
    let (width, height) = (side(picture.width()), side(picture.height()));
    let mut small = resize(&whole, width, height, FilterType::Triangle);
    let mut names = Vec::new();
    for signal in photo.raised() {
        let area = signal.area.unwrap_or_else(|| {
            Quad::rectangle(
                2.0,
                2.0,
                width as f32 / scale - 4.0,
                height as f32 / scale - 4.0,
            )
        });
        outline(&mut small, &area, scale);
        names.push(signal.signal.as_str());
    }
    let raised = if names.is_empty() {
        "nothing raised".to_owned()
    } else {
        names.join(", ")
    };
    Ok(Some(Illustration {
        caption: format!("{title}: {raised}"),
        jpeg: encode_picture(&small, Encoding::Jpeg(72), None)?,
    }))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places are held against the picture's sides"
)]
fn outline(picture: &mut RgbImage, area: &Quad, scale: f32) {
    let corners = area.0;
    for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        let steps = (from.distance(*to) * scale).ceil().clamp(1.0, 2.0 * SIDE);
        for step in 0..=steps as u32 {
            let share = step as f32 / steps;
            let x = ((from.x + share * (to.x - from.x)) * scale) as i32;
            let y = ((from.y + share * (to.y - from.y)) * scale) as i32;
            for (beside, below) in (-LINE..=LINE).flat_map(|x| (-LINE..=LINE).map(move |y| (x, y)))
            {
                let (x, y) = (x + beside, y + below);
                let is_inside = x >= 0 && y >= 0;
                if is_inside && (x as u32) < picture.width() && (y as u32) < picture.height() {
                    picture.put_pixel(x as u32, y as u32, MARK);
                }
            }
        }
    }
}
