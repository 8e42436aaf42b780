use crate::geometry::{Point, Quad};

/// A line of print on the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    /// Left end, halfway between baseline and the top of capitals, in plane pixels.
    pub(super) start: Point,
    /// Unit vector along the text.
    pub(super) along: Point,
    /// Plane pixels from the first character to the last.
    pub(super) length: f32,
    /// Height of capitals in plane pixels.
    pub(super) capitals: f32,
    /// How sure the finder is of it, 0 to 1.
    pub(super) confidence: f32,
}

impl Line {
    /// The place of a distance along the line and across it, downwards.
    pub(super) fn place(&self, along: f32, across: f32) -> Point {
        Point::new(
            self.start.x + self.along.x * along - self.along.y * across,
            self.start.y + self.along.y * along + self.along.x * across,
        )
    }

    /// The corners of a part of it, capitals tall: upper left, upper right, lower right, lower left.
    pub(super) fn part(&self, from: f32, to: f32) -> [Point; 4] {
        let half = self.capitals / 2.0;
        [
            self.place(from, -half),
            self.place(to, -half),
            self.place(to, half),
            self.place(from, half),
        ]
    }

    /// The same line on the plane of `size` turned upside down.
    pub(super) fn turned_half(&self, (width, height): (usize, usize)) -> Self {
        let end = self.place(self.length, 0.0);
        Self {
            start: Point::new(width as f32 - 1.0 - end.x, height as f32 - 1.0 - end.y),
            ..*self
        }
    }

    /// Whether it stands in a row of text with these corners, capitals tall, in another plane.
    pub(super) fn lies_in(&self, row: &Quad, to: impl Fn(Point) -> Point) -> bool {
        let [upper_left, upper_right, lower_right, lower_left] = row.0;
        // Half a height more above and below is the row's too.
        let up = upper_left.minus(lower_left).times(0.5);
        let row = Quad([
            upper_left.plus(up, 1.0),
            upper_right.plus(up, 1.0),
            lower_right.plus(up, -1.0),
            lower_left.plus(up, -1.0),
        ]);
        [0.25, 0.5, 0.75]
            .into_iter()
            .any(|share| row.contains(to(self.place(share * self.length, 0.0))))
    }

    /// Both as one, where the other goes on in the same row without more than a wide gap between
    /// words.
    pub(super) fn joined(&self, next: &Self) -> Option<Self> {
        let capitals = self.capitals.max(next.capitals);
        let gap = next.start.minus(self.place(self.length, 0.0));
        let along = gap.x * self.along.x + gap.y * self.along.y;
        let across = gap.y * self.along.x - gap.x * self.along.y;
        let is_one = along > -0.3 * capitals
            && along < 1.6 * capitals
            && across.abs() < 0.3 * capitals
            && self.capitals.min(next.capitals) > 0.72 * capitals;
        if !is_one {
            return None;
        }
        let end = next.place(next.length, 0.0);
        let length = self.start.distance(end).max(1.0);
        let (one, other) = (self.length / length, next.length / length);
        let mix = |a: f32, b: f32| (a * one + b * other) / (one + other).max(1e-3);
        Some(Self {
            along: end.minus(self.start).times(1.0 / length),
            length,
            capitals: mix(self.capitals, next.capitals),
            confidence: mix(self.confidence, next.confidence),
            ..*self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_zone_lies_in_its_row_and_one_above_does_not() {
        let line = |x, y| Line {
            start: Point::new(x, y),
            along: Point::new(1.0, 0.0),
            length: 100.0,
            capitals: 10.0,
            confidence: 1.0,
        };
        let row = Quad::rectangle(10.0, 65.0, 180.0, 10.0);
        let lines = [line(20.0, 40.0), line(25.0, 71.0), line(90.0, 90.0)];
        let inside = lines.map(|line| line.lies_in(&row, |place| place));
        assert_eq!(inside, [false, true, false]);
    }
}
