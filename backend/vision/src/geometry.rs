//! Points, quadrilaterals and the plane maps between them.

use serde::Serialize;

/// A place in a picture in pixels; the centre of the first pixel is (0, 0).
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Point {
    /// Pixels from the left.
    pub x: f32,
    /// Pixels from the top.
    pub y: f32,
}

impl Point {
    /// The point at these coordinates.
    #[must_use]
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    pub(crate) fn plus(self, direction: Self, times: f32) -> Self {
        Self::new(self.x + direction.x * times, self.y + direction.y * times)
    }

    /// The way from the other point to this one.
    pub(crate) fn minus(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }

    /// In a copy with so many times the pixels along a side.
    pub(crate) fn times(self, times: f32) -> Self {
        Self::new(self.x * times, self.y * times)
    }

    pub(crate) fn between(self, other: Self, share: f32) -> Self {
        Self::new(
            self.x + (other.x - self.x) * share,
            self.y + (other.y - self.y) * share,
        )
    }

    /// How far the other point is.
    #[must_use]
    pub fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// Four corners in the order upper left, upper right, lower right, lower left of what they bound;
/// seen in the picture they may be turned.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Quad(pub [Point; 4]);

impl Quad {
    /// The upright rectangle with this upper left corner and extent.
    #[must_use]
    pub fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self([
            Point::new(x, y),
            Point::new(x + width, y),
            Point::new(x + width, y + height),
            Point::new(x, y + height),
        ])
    }

    /// Square pixels inside, by the shoelace formula.
    #[must_use]
    pub fn area(&self) -> f32 {
        self.twice_signed_area().abs() / 2.0
    }

    fn twice_signed_area(&self) -> f32 {
        self.sides().map(|(a, b)| a.x * b.y - b.x * a.y).sum()
    }

    /// The sides in the order of the corners: upper, right, lower, left.
    pub fn sides(&self) -> impl Iterator<Item = (Point, Point)> {
        let next = self.0.into_iter().cycle().skip(1);
        self.0.into_iter().zip(next)
    }

    /// Mean lengths of the upper and lower, and of the left and right sides.
    #[must_use]
    pub fn mean_size(&self) -> (f32, f32) {
        let [a, b, c, d] = self.0;
        (
            f32::midpoint(a.distance(b), d.distance(c)),
            f32::midpoint(a.distance(d), b.distance(c)),
        )
    }

    /// The mean of the corners.
    #[must_use]
    pub fn centre(&self) -> Point {
        let sum = self
            .0
            .iter()
            .fold(Point::default(), |sum, corner| sum.plus(*corner, 1.0));
        Point::new(sum.x / 4.0, sum.y / 4.0)
    }

    /// Whether the corners turn in one direction throughout.
    #[must_use]
    pub fn is_convex(&self) -> bool {
        let [a, b, c, d] = self.0;
        let turn =
            |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - q.y) - (q.y - p.y) * (r.x - q.x);
        let turns = [turn(a, b, c), turn(b, c, d), turn(c, d, a), turn(d, a, b)];
        turns.iter().all(|&turn| turn > 0.0) || turns.iter().all(|&turn| turn < 0.0)
    }

    /// Whether a point lies inside or on a side of this convex quadrilateral.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        let sides = self
            .sides()
            .map(|(a, b)| (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x));
        let (mut left, mut right) = (false, false);
        for side in sides {
            left |= side < 0.0;
            right |= side > 0.0;
        }
        !(left && right)
    }

    /// The same corners, beginning so many later: one is a quarter turn against the clock of what
    /// is taken for upright.
    #[must_use]
    pub fn started_at(&self, first: usize) -> Self {
        let mut corners = self.0;
        corners.rotate_left(first % 4);
        Self(corners)
    }
}

/// A projective map of the plane, row by row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Homography(pub [[f64; 3]; 3]);

impl Homography {
    /// The map that takes the corners of one quadrilateral to those of another. `None` when three
    /// corners of either lie on a line.
    #[must_use]
    pub fn between(from: &Quad, to: &Quad) -> Option<Self> {
        Some(
            Self::from_unit_square(from)?
                .inverse()
                .then(&Self::from_unit_square(to)?),
        )
    }

    /// Heckbert 1989, section 2.2.3: (0,0), (1,0), (1,1), (0,1) to the corners.
    fn from_unit_square(quad: &Quad) -> Option<Self> {
        let [(ax, ay), (bx, by), (cx, cy), (dx, dy)] =
            quad.0.map(|p| (f64::from(p.x), f64::from(p.y)));
        let (sum_x, sum_y) = (ax - bx + cx - dx, ay - by + cy - dy);
        let (x1, x2, y1, y2) = (bx - cx, dx - cx, by - cy, dy - cy);
        let determinant = x1 * y2 - x2 * y1;
        let size = x1.hypot(y1) * x2.hypot(y2);
        if !determinant.is_finite() || determinant.abs() <= 1e-9 * size {
            return None;
        }
        let g = (sum_x * y2 - x2 * sum_y) / determinant;
        let h = (x1 * sum_y - sum_x * y1) / determinant;
        let map = Self([
            [bx - ax + g * bx, dx - ax + h * dx, ax],
            [by - ay + g * by, dy - ay + h * dy, ay],
            [g, h, 1.0],
        ]);
        (map.determinant().abs() > f64::MIN_POSITIVE).then_some(map)
    }

    fn determinant(&self) -> f64 {
        let [[a, b, c], [d, e, f], [g, h, i]] = self.0;
        a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    }

    /// Where a point goes; not finite on the horizon.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "pixel coordinates fit f32")]
    pub fn map(&self, point: Point) -> Point {
        let (x, y) = (f64::from(point.x), f64::from(point.y));
        let [along, down, depth] = self.0.map(|[a, b, c]| a * x + b * y + c);
        Point::new((along / depth) as f32, (down / depth) as f32)
    }

    /// Where four corners go.
    #[must_use]
    pub fn map_quad(&self, quad: &Quad) -> Quad {
        Quad(quad.0.map(|corner| self.map(corner)))
    }

    /// The map back: the adjugate, since a projective map has no scale.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let [[a, b, c], [d, e, f], [g, h, i]] = self.0;
        Self([
            [e * i - f * h, c * h - b * i, b * f - c * e],
            [f * g - d * i, a * i - c * g, c * d - a * f],
            [d * h - e * g, b * g - a * h, a * e - b * d],
        ])
    }

    /// First `self`, then `next`.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let [[a, b, c], [d, e, f], [g, h, i]] = self.0;
        Self(next.0.map(|[x, y, z]| {
            [
                x * a + y * d + z * g,
                x * b + y * e + z * h,
                x * c + y * f + z * i,
            ]
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SKEW: Quad = Quad([
        Point::new(12.0, 30.0),
        Point::new(410.0, 8.0),
        Point::new(380.0, 290.0),
        Point::new(40.0, 260.0),
    ]);

    #[test]
    fn a_map_takes_corners_to_corners_and_back() {
        let upright = Quad::rectangle(0.0, 0.0, 85.6, 53.98);
        let map = Homography::between(&upright, &SKEW).unwrap();
        for (from, to) in upright.0.into_iter().zip(SKEW.0) {
            assert!(map.map(from).distance(to) < 1e-3);
            assert!(map.inverse().map(to).distance(from) < 1e-3);
        }
        let there_and_back = map.then(&map.inverse());
        let point = Point::new(40.0, 20.0);
        assert!(there_and_back.map(point).distance(point) < 1e-3);
    }

    #[test]
    fn corners_on_a_line_have_no_map() {
        let mut flat = SKEW;
        flat.0[1] = flat.0[0].between(flat.0[2], 0.5);
        assert_eq!(Homography::between(&flat, &SKEW), None);
        assert_eq!(Homography::between(&SKEW, &Quad::default()), None);
        assert!(!flat.is_convex());
    }

    #[test]
    fn a_quad_knows_its_inside() {
        let quad = Quad::rectangle(10.0, 20.0, 30.0, 40.0);
        assert_eq!(quad.area(), 1200.0);
        assert_eq!(quad.mean_size(), (30.0, 40.0));
        assert_eq!(quad.centre(), Point::new(25.0, 40.0));
        assert!(quad.contains(Point::new(11.0, 59.0)) && !quad.contains(Point::new(9.0, 59.0)));
        assert!(quad.is_convex() && quad.started_at(1).is_convex());
        assert_eq!(quad.started_at(1).0[0], quad.0[1]);
    }
}
