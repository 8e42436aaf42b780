//! Where a recogniser wants a face's points to be, and the map from its picture to ours.

use super::chip::Similarity;
use super::networks::RECOGNISER_SIDE;
use super::{FaceFault, FoundFace};
use crate::geometry::Point;

/// Distance of eyes and mouth, and their centre's place from above, as shares of the side of the
/// built-in recogniser's picture (dlib's `get_face_chip_details`, as face-api.js has them).
const EYES_TO_MOUTH: f32 = 0.45;
const CENTRE_DOWN: f32 = 0.43;

/// Eyes, nose and corners of the mouth in the 112-pixel pictures of ArcFace (Deng 2019) and SFace.
const ARCFACE: [Point; 5] = [
    Point::new(38.2946, 51.6963),
    Point::new(73.5318, 51.5014),
    Point::new(56.0252, 71.7366),
    Point::new(41.5493, 92.3655),
    Point::new(70.7299, 92.2041),
];

/// The least and the greatest number of the picture's pixels to one of the recogniser's.
const SCALES: std::ops::RangeInclusive<f32> = 0.01..=200.0;

/// The built-in recogniser's picture: the centre of eyes and mouth in its place, scaled by their
/// distance, turned by the mean of what the line of the eyes and the line down to the mouth say.
pub(super) fn to_built_in(face: &FoundFace) -> Result<Similarity, FaceFault> {
    let (left, right, mouth) = (face.points.left_eye, face.points.right_eye, face.mouth);
    let distance = f32::midpoint(mouth.distance(left), mouth.distance(right));
    let eyes = face.points.between_eyes();
    let centre = Point::new(
        (left.x + right.x + mouth.x) / 3.0,
        (left.y + right.y + mouth.y) / 3.0,
    );
    let (across, down) = (right.minus(left), mouth.minus(eyes));
    let angle = across.y.atan2(across.x);
    // A quarter turn back from the way down.
    let by_mouth = (-down.x).atan2(down.y);
    let difference = std::f32::consts::TAU;
    let difference = {
        let raw = (by_mouth - angle) % difference;
        if raw > std::f32::consts::PI {
            raw - std::f32::consts::TAU
        } else if raw < -std::f32::consts::PI {
            raw + std::f32::consts::TAU
        } else {
            raw
        }
    };
    let angle = angle + difference / 2.0;
    let side = RECOGNISER_SIDE as f32;
    let scale = distance / EYES_TO_MOUTH / side;
    let (a, b) = (angle.cos() * scale, angle.sin() * scale);
    let place = Point::new(0.5 * side, CENTRE_DOWN * side);
    let shift = Point::new(
        centre.x - a * place.x + b * place.y,
        centre.y - b * place.x - a * place.y,
    );
    sound(Similarity { a, b, shift })
}

/// The 112-pixel picture of an ArcFace-style recogniser: least squares over the five points.
pub(super) fn to_arcface(face: &FoundFace) -> Result<Similarity, FaceFault> {
    similarity(&ARCFACE, &face.points.all()).ok_or(FaceFault::NoExtent)
}

/// The map that takes some points nearest to others, by least squares (Umeyama 1991, in the plane).
pub(super) fn similarity(from: &[Point], to: &[Point]) -> Option<Similarity> {
    let count = from.len().min(to.len()).max(1) as f32;
    let mean = |points: &[Point]| {
        let sum = points
            .iter()
            .fold(Point::default(), |sum, &point| sum.plus(point, 1.0));
        Point::new(sum.x / count, sum.y / count)
    };
    let (from_mean, to_mean) = (mean(from), mean(to));
    let (mut along, mut aside, mut spread) = (0.0, 0.0, 0.0);
    for (&from, &to) in from.iter().zip(to) {
        let (from, to) = (from.minus(from_mean), to.minus(to_mean));
        along += from.x * to.x + from.y * to.y;
        aside += from.x * to.y - from.y * to.x;
        spread += from.x * from.x + from.y * from.y;
    }
    let (a, b) = (along / spread, aside / spread);
    let shift = Point::new(
        to_mean.x - a * from_mean.x + b * from_mean.y,
        to_mean.y - b * from_mean.x - a * from_mean.y,
    );
    sound(Similarity { a, b, shift }).ok()
}

fn sound(map: Similarity) -> Result<Similarity, FaceFault> {
    let is_finite = map.shift.x.is_finite() && map.shift.y.is_finite();
    if is_finite && SCALES.contains(&map.scale()) {
        Ok(map)
    } else {
        Err(FaceFault::NoExtent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::FacePoints;
    use crate::geometry::Quad;

    fn face(map: impl Fn(Point) -> Point) -> FoundFace {
        let [left_eye, right_eye, nose, mouth_left, mouth_right] = ARCFACE.map(map);
        let points = FacePoints {
            left_eye,
            right_eye,
            nose,
            mouth_left,
            mouth_right,
        };
        FoundFace {
            score: 1.0,
            is_doubtful: false,
            quad: Quad::default(),
            points,
            eye_distance: left_eye.distance(right_eye),
            is_cut_off: false,
            yaw: 0.0,
            roll: 0.0,
            mouth: points.mouth(),
        }
    }

    #[test]
    fn a_turned_scaled_and_moved_face_is_mapped_back() {
        for degrees in [-170.0f32, -90.0, -20.0, 0.0, 35.0, 90.0, 180.0] {
            let (sin, cos) = degrees.to_radians().sin_cos();
            let moved = |p: Point| {
                Point::new(
                    3.0 * (cos * p.x - sin * p.y) + 40.0,
                    3.0 * (sin * p.x + cos * p.y) - 9.0,
                )
            };
            let face = face(moved);
            let map = to_arcface(&face).unwrap();
            for (place, point) in ARCFACE.into_iter().zip(face.points.all()) {
                assert!(map.map(place).distance(point) < 1e-2, "{degrees}");
            }
            let map = to_built_in(&face).unwrap();
            let eyes = face.points.between_eyes();
            let (up, chip) = (
                map.map(Point::new(75.0, 0.0)),
                map.map(Point::new(75.0, 64.5)),
            );
            // Upwards in the chip is from the mouth to the eyes.
            let (wanted, has) = (eyes.minus(face.mouth), up.minus(chip));
            let cosine = (wanted.x * has.x + wanted.y * has.y)
                / (wanted.x.hypot(wanted.y) * has.x.hypot(has.y));
            assert!(cosine > 0.999, "{degrees}: {cosine}");
        }
    }

    #[test]
    fn a_face_without_extent_is_refused() {
        for face in [
            face(|_| Point::new(5.0, 5.0)),
            face(|_| Point::new(f32::NAN, 0.0)),
        ] {
            assert_eq!(to_built_in(&face).unwrap_err(), FaceFault::NoExtent);
            assert_eq!(to_arcface(&face).unwrap_err(), FaceFault::NoExtent);
        }
        let vast = face(|p| p.times(1e30));
        assert_eq!(to_built_in(&vast).unwrap_err(), FaceFault::NoExtent);
    }

    #[test]
    fn the_centre_of_eyes_and_mouth_comes_to_its_place() {
        let face = face(|p| p);
        let map = to_built_in(&face).unwrap();
        let (left, right) = (face.points.left_eye, face.points.right_eye);
        let centre = Point::new(
            (left.x + right.x + face.mouth.x) / 3.0,
            (left.y + right.y + face.mouth.y) / 3.0,
        );
        assert!(map.map(Point::new(75.0, 64.5)).distance(centre) < 1e-2);
    }
}
