use super::Area;
use crate::geometry::{Point, Quad};

/// Five places of a face, in pixels of the picture. Left and right are the viewer's, of the face
/// turned upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FacePoints {
    /// Centre of the eye on the left.
    pub left_eye: Point,
    /// Centre of the eye on the right.
    pub right_eye: Point,
    /// Tip of the nose.
    pub nose: Point,
    /// Left corner of the mouth.
    pub mouth_left: Point,
    /// Right corner of the mouth.
    pub mouth_right: Point,
}

impl FacePoints {
    /// Eyes, nose, corners of the mouth.
    #[must_use]
    pub const fn all(&self) -> [Point; 5] {
        [
            self.left_eye,
            self.right_eye,
            self.nose,
            self.mouth_left,
            self.mouth_right,
        ]
    }

    pub(super) fn between_eyes(&self) -> Point {
        self.left_eye.between(self.right_eye, 0.5)
    }

    pub(super) fn mouth(&self) -> Point {
        self.mouth_left.between(self.mouth_right, 0.5)
    }
}

/// A face in a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundFace {
    /// How sure the detector is, on its own scale: higher is surer.
    pub score: f32,
    /// Whether the detector is so unsure that it may be a pattern.
    pub is_doubtful: bool,
    /// The box around it, in pixels of the picture; its first corner is the upper left one of the
    /// face turned upright, and it may reach beyond the picture.
    pub quad: Quad,
    /// Eyes, nose, corners of the mouth.
    pub points: FacePoints,
    /// Pixels between the centres of the eyes.
    pub eye_distance: f32,
    /// Whether part of the face lies outside of the picture.
    pub is_cut_off: bool,
    /// How far the head is turned, −1 to 1: negative to the person's own left.
    pub yaw: f32,
    /// How far the line of the eyes is from level in the picture, in degrees, clockwise.
    pub roll: f32,
    /// The centre of the mouth, by all of its outline where that is known.
    pub(super) mouth: Point,
}

impl FoundFace {
    /// Mean length of the upper and lower side of its box.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.quad.mean_size().0
    }

    /// The upright rectangle around the box.
    #[must_use]
    pub fn area(&self) -> Area {
        Area::around(&self.quad)
    }
}

/// Share of its box that a face may have outside of the picture before it counts as cut off.
/// Detectors draw boxes that reach beyond chin and forehead.
const SHARE_OUTSIDE: f32 = 0.10;

/// Whether a box reaches so far beyond a picture that part of the face must be outside, or a point
/// of the face is.
pub(super) fn is_cut_off(area: &Area, points: &FacePoints, size: (u32, u32)) -> bool {
    let whole = Area::new(0.0, 0.0, size.0 as f32, size.1 as f32);
    let is_outside = |point: &Point| !whole.contains(*point);
    area.shared(&whole) < (1.0 - SHARE_OUTSIDE) * area.size() || points.all().iter().any(is_outside)
}

/// How far a head is turned by where the nose is between two places on either side of it: 0 in the
/// middle, towards −1 when it nears the right one, as when the person turns to their own left.
pub(super) fn turned(left: Point, nose: Point, right: Point) -> f32 {
    let (to_left, to_right) = (left.distance(nose), nose.distance(right));
    let across = to_left + to_right;
    if across > f32::EPSILON {
        ((to_right - to_left) / across).clamp(-1.0, 1.0)
    } else {
        0.0
    }
}

/// The angle of the line of the eyes, in degrees, clockwise.
pub(super) fn roll(points: &FacePoints) -> f32 {
    let across = points.right_eye.minus(points.left_eye);
    across.y.atan2(across.x).to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_to_the_persons_own_left_is_negative() {
        let place = |x| Point::new(x, 0.0);
        assert!(turned(place(0.0), place(50.0), place(100.0)).abs() < 1e-6);
        // Their own left is the viewer's right.
        assert!(turned(place(0.0), place(80.0), place(100.0)) < -0.5);
        assert!(turned(place(0.0), place(20.0), place(100.0)) > 0.5);
        assert!(turned(place(1.0), place(1.0), place(1.0)).abs() < 1e-6);
    }
}
