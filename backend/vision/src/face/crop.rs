use super::FoundFace;
use crate::geometry::{Point, Quad};
use crate::picture::Picture;
use crate::straighten::straighten;

/// Pixels across and down of what a reviewer gets.
const SIZE: (f32, f32) = (240.0, 300.0);
/// How many times as wide as the detector's box.
const WIDER: f32 = 1.5;

/// A face with some of what surrounds it, upright, for a reviewer's eyes; black outside of the
/// picture. `None` when its box bounds nothing of it.
pub(super) fn crop(picture: &Picture, face: &FoundFace) -> Option<Picture> {
    let [upper_left, upper_right, _, lower_left] = face.quad.0;
    let across = upper_right.minus(upper_left);
    let down = lower_left.minus(upper_left);
    let centre = face.quad.centre();
    let (wide, high) = (WIDER / 2.0, WIDER / 2.0 * SIZE.1 / SIZE.0);
    let corner = |x: f32, y: f32| -> Point { centre.plus(across, x * wide).plus(down, y * high) };
    let quad = Quad([
        corner(-1.0, -1.0),
        corner(1.0, -1.0),
        corner(1.0, 1.0),
        corner(-1.0, 1.0),
    ]);
    straighten(picture, &quad, SIZE, 1.0).map(|straightened| straightened.picture)
}
