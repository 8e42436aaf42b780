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
    pub(super) const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    pub(super) fn plus(self, direction: Self, times: f32) -> Self {
        Self::new(self.x + direction.x * times, self.y + direction.y * times)
    }

    pub(super) fn between(self, other: Self, share: f32) -> Self {
        Self::new(
            self.x + (other.x - self.x) * share,
            self.y + (other.y - self.y) * share,
        )
    }

    pub(super) fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// A straightened view on a part of the picture: a rotated rectangle of about one picture pixel by
/// pixel, whose x axis runs along the rows of the symbol. It may be flipped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) origin: Point,
    /// Unit vector along the rows, in picture pixels.
    pub(super) along: Point,
    /// Unit vector across the rows.
    pub(super) across: Point,
    pub(super) width: usize,
    pub(super) height: usize,
}

impl Frame {
    /// The picture place of frame coordinates.
    pub(super) fn place(&self, x: f32, y: f32) -> Point {
        self.origin.plus(self.along, x).plus(self.across, y)
    }

    /// The same rectangle with left and right swapped.
    pub(super) fn flipped(&self) -> Self {
        let along = Point::new(-self.along.x, -self.along.y);
        let last = self.width.saturating_sub(1) as f32;
        Self {
            origin: self.origin.plus(self.along, last),
            along,
            ..*self
        }
    }
}

/// A line that is steep in a frame: x = at + slope · y.
#[derive(Debug, Clone, Copy)]
pub(super) struct SteepLine {
    pub(super) at: f32,
    pub(super) slope: f32,
}

impl SteepLine {
    pub(super) fn x(&self, y: f32) -> f32 {
        self.at + self.slope * y
    }
}
