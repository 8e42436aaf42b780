//! Points, boxes, quadrilaterals and the plane maps between them.
//!
//! Coordinates are continuous pixels: x to the right, y down, pixel (0, 0) covers the unit square
//! from 0 to 1 and has its middle at 0.5.

/// A place in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// Pixels from the left edge.
    pub x: f32,
    /// Pixels from the upper edge.
    pub y: f32,
}

impl Point {
    /// The point at these coordinates.
    #[must_use]
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// How far the other point is.
    #[must_use]
    pub fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// An upright box.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rectangle {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Extent to the right.
    pub width: f32,
    /// Extent downwards.
    pub height: f32,
}

impl Rectangle {
    /// The box with this upper left corner and these extents.
    #[must_use]
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// Right edge.
    #[must_use]
    pub fn right(self) -> f32 {
        self.x + self.width
    }

    /// Lower edge.
    #[must_use]
    pub fn bottom(self) -> f32 {
        self.y + self.height
    }

    /// The middle.
    #[must_use]
    pub fn centre(self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// The box with every side moved out by `by` (in, when negative).
    #[must_use]
    pub fn grown(self, by: f32) -> Self {
        Self::new(
            self.x - by,
            self.y - by,
            self.width + 2.0 * by,
            self.height + 2.0 * by,
        )
    }

    /// The smallest box around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self::new(
            x,
            y,
            self.right().max(other.right()) - x,
            self.bottom().max(other.bottom()) - y,
        )
    }

    /// The box with every number multiplied.
    #[must_use]
    pub fn scaled(self, by: f32) -> Self {
        Self::new(self.x * by, self.y * by, self.width * by, self.height * by)
    }

    /// The box moved by an offset.
    #[must_use]
    pub fn moved(self, x: f32, y: f32) -> Self {
        Self::new(self.x + x, self.y + y, self.width, self.height)
    }

    /// The four corners.
    #[must_use]
    pub fn corners(self) -> Quad {
        Quad([
            Point::new(self.x, self.y),
            Point::new(self.right(), self.y),
            Point::new(self.right(), self.bottom()),
            Point::new(self.x, self.bottom()),
        ])
    }
}

/// Four corners in the order in which the upright document shows them: upper left, upper right,
/// lower right, lower left. A document turned by 180° keeps that order, so `corners[0]` is then
/// at the lower right of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Quad(pub [Point; 4]);

impl Quad {
    /// The smallest upright box around the corners.
    #[must_use]
    pub fn bounds(&self) -> Rectangle {
        let fold = |start: f32, pick: fn(&Point) -> f32, choose: fn(f32, f32) -> f32| {
            self.0.iter().map(pick).fold(start, choose)
        };
        let (left, top) = (
            fold(f32::MAX, |p| p.x, f32::min),
            fold(f32::MAX, |p| p.y, f32::min),
        );
        let (right, bottom) = (
            fold(f32::MIN, |p| p.x, f32::max),
            fold(f32::MIN, |p| p.y, f32::max),
        );
        Rectangle::new(left, top, right - left, bottom - top)
    }

    /// Square pixels inside, by the shoelace formula; 0 for a degenerate shape.
    #[must_use]
    pub fn area(&self) -> f32 {
        let next = self.0.iter().cycle().skip(1);
        let twice: f32 = self
            .0
            .iter()
            .zip(next)
            .map(|(a, b)| a.x * b.y - b.x * a.y)
            .sum();
        twice.abs() / 2.0
    }

    /// Mean length of the upper and the lower side.
    #[must_use]
    pub fn mean_width(&self) -> f32 {
        let [a, b, c, d] = self.0;
        f32::midpoint(a.distance(b), d.distance(c))
    }

    /// Whether every corner lies in a picture of that size.
    #[must_use]
    pub fn is_inside(&self, width: u32, height: u32) -> bool {
        let bounds = self.bounds();
        bounds.x >= 0.0
            && bounds.y >= 0.0
            && bounds.right() <= width as f32
            && bounds.bottom() <= height as f32
    }
}

/// A projective map of the plane, row by row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Homography(pub [[f64; 3]; 3]);

impl Homography {
    /// Where a point goes.
    #[must_use]
    pub fn map(&self, point: Point) -> Point {
        let (x, y) = (f64::from(point.x), f64::from(point.y));
        let [along, down, depth] = self.0.map(|[a, b, c]| a * x + b * y + c);
        Point::new((along / depth) as f32, (down / depth) as f32)
    }

    /// Where the corners of a box go.
    #[must_use]
    pub fn map_rectangle(&self, rectangle: Rectangle) -> Quad {
        Quad(rectangle.corners().0.map(|corner| self.map(corner)))
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
        let columns = [0, 1, 2].map(|column| {
            self.0.map(|row| match column {
                0 => row[0],
                1 => row[1],
                _ => row[2],
            })
        });
        Self(
            next.0
                .map(|[a, b, c]| columns.map(|[x, y, z]| a * x + b * y + c * z)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: Homography = Homography([
        [1.2, -0.3, 40.0],
        [0.25, 1.1, -12.0],
        [0.0002, -0.0001, 1.0],
    ]);

    #[test]
    fn the_inverse_brings_a_point_back() {
        let point = Point::new(321.0, 87.5);
        let back = MAP.inverse().map(MAP.map(point));
        assert!(back.distance(point) < 0.01, "{back:?}");
    }

    #[test]
    fn maps_follow_one_another() {
        let shift = Homography([[1.0, 0.0, 5.0], [0.0, 1.0, -3.0], [0.0, 0.0, 1.0]]);
        let point = Point::new(12.0, 34.0);
        let both = MAP.then(&shift).map(point);
        assert!(both.distance(shift.map(MAP.map(point))) < 0.001);
    }

    #[test]
    fn a_quad_knows_its_size() {
        let quad = Rectangle::new(10.0, 20.0, 30.0, 40.0).corners();
        assert!((quad.area() - 1200.0).abs() < 0.01);
        assert!((quad.mean_width() - 30.0).abs() < 0.01);
        assert!(quad.is_inside(40, 60));
        assert!(!quad.is_inside(39, 60));
    }
}
