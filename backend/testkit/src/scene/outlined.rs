use image::imageops::{FilterType, resize};
use image::{Rgb, RgbImage};

use super::encode::{EncodeError, Encoding, encode_picture};
use crate::geometry::Quad;

const MARK: Rgb<u8> = Rgb([235, 40, 60]);
/// Half the width of the line, in pixels.
const LINE: i32 = 1;

/// A small JPEG of a picture, `side` pixels on its longer side, with areas outlined that are given
/// in the picture's own pixels.
///
/// # Errors
/// When the file cannot be written.
pub fn outlined(picture: &RgbImage, areas: &[Quad], side: u16) -> Result<Vec<u8>, EncodeError> {
    let scale = f32::from(side) / picture.width().max(picture.height()) as f32;
    let length = |length: u32| ((length as f32 * scale) as u32).max(1);
    let (width, height) = (length(picture.width()), length(picture.height()));
    let mut small = resize(picture, width, height, FilterType::Triangle);
    for area in areas {
        outline(&mut small, area, scale);
    }
    encode_picture(&small, Encoding::Jpeg(72), None)
}

fn outline(picture: &mut RgbImage, area: &Quad, scale: f32) {
    let corners = area.0;
    let most = 2.0 * picture.width().max(picture.height()) as f32;
    for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        let (across, down) = (to.x - from.x, to.y - from.y);
        let steps = (across.hypot(down) * scale).ceil().clamp(1.0, most);
        for step in 0..=steps as u32 {
            let share = step as f32 / steps;
            let x = ((from.x + share * across) * scale) as i32;
            let y = ((from.y + share * down) * scale) as i32;
            dot(picture, x, y);
        }
    }
}

fn dot(picture: &mut RgbImage, x: i32, y: i32) {
    for (x, y) in (x - LINE..=x + LINE).flat_map(|x| (y - LINE..=y + LINE).map(move |y| (x, y))) {
        let is_inside = x >= 0 && y >= 0;
        if is_inside && (x as u32) < picture.width() && (y as u32) < picture.height() {
            picture.put_pixel(x as u32, y as u32, MARK);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rectangle;

    #[test]
    fn areas_are_outlined_in_the_scale_of_the_small_picture() {
        let mut small = RgbImage::from_pixel(100, 50, Rgb([250, 250, 250]));
        let area = Rectangle::new(100.0, 50.0, 900.0, 100.0).corners();
        outline(&mut small, &area, 0.25);
        assert_eq!(*small.get_pixel(25, 25), MARK);
        assert_eq!(small.get_pixel(60, 25).0, [250; 3]);
        assert_eq!(*small.get_pixel(99, 12), MARK);
    }

    #[test]
    fn the_copy_is_a_jpeg() {
        let picture = RgbImage::from_pixel(400, 200, Rgb([250, 250, 250]));
        let file = outlined(&picture, &[], 100).unwrap();
        assert!(file.starts_with(&[0xff, 0xd8]));
    }
}
