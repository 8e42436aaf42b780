use credence_types::{PictureCorners, Redacted};
use credence_vision::{Point, Quad, decode, straighten};

/// Height of a crop in pixels, and the longest that it may be.
const HEIGHT: f32 = 48.0;
const LONGEST: f32 = 1200.0;
/// Room around the text, in its heights.
const ROOM: f32 = 0.4;

/// A field cut out of the image file that shows it, upright, as a JPEG file; none where the corners
/// bound nothing of the image. Made when somebody asks for it, not kept.
#[must_use]
pub fn crop_field(image: &[u8], corners: &PictureCorners) -> Option<Redacted<Vec<u8>>> {
    let picture = decode(image).ok()?;
    let quad = with_room(corners)?;
    let (width, height) = quad.mean_size();
    let scale = (HEIGHT / height).min(LONGEST / width);
    let straight = straighten(&picture, &quad, (width, height), scale)?;
    straight.picture.to_jpeg().map(Redacted::new)
}

fn with_room(corners: &PictureCorners) -> Option<Quad> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a picture's coordinates fit; what does not is refused below"
    )]
    let quad = Quad(corners.map(|[x, y]| Point::new(x as f32, y as f32)));
    let (width, height) = quad.mean_size();
    if !(quad.is_convex() && width >= 1.0 && height >= 1.0) {
        return None;
    }
    let [a, b, c, d] = quad.0;
    let (across, down) = (ROOM * height / width, ROOM);
    let beyond = |from: Point, along: Point, beside: Point| {
        Point::new(
            from.x + (from.x - along.x) * across + (from.x - beside.x) * down,
            from.y + (from.y - along.y) * across + (from.y - beside.y) * down,
        )
    };
    Some(Quad([
        beyond(a, b, d),
        beyond(b, a, c),
        beyond(c, d, b),
        beyond(d, c, a),
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_left_on_all_sides() {
        let field = [[10.0, 20.0], [110.0, 20.0], [110.0, 30.0], [10.0, 30.0]];
        let quad = with_room(&field).unwrap();
        assert_eq!(quad, Quad::rectangle(6.0, 16.0, 108.0, 18.0));
    }

    #[test]
    fn corners_that_bound_nothing_give_no_crop() {
        assert_eq!(with_room(&[[5.0, 5.0]; 4]), None);
        assert_eq!(with_room(&[[f64::NAN, 0.0]; 4]), None);
        assert_eq!(
            with_room(&[[1e300, 0.0], [0.0, 0.0], [0.0, 1.0], [1.0, 1.0]]),
            None
        );
    }
}
