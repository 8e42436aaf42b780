pub use crate::geometry::Point;

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

    /// The same rectangle with pixels so many times as wide and as tall, or narrower below 1.
    pub(super) fn coarsened(&self, times: f32) -> Self {
        let wider = |p: Point| Point::new(p.x * times, p.y * times);
        let count = |n: usize| {
            (1..16_384)
                .find(|&m| m as f32 * times >= n as f32)
                .unwrap_or(n)
        };
        Self {
            origin: self.origin,
            along: wider(self.along),
            across: wider(self.across),
            width: count(self.width),
            height: count(self.height),
        }
    }

    /// Picture pixels to a pixel of the frame.
    pub(super) fn step(&self) -> f32 {
        self.along.x.hypot(self.along.y)
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
