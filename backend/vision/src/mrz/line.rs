use crate::geometry::Point;

/// A line of text in the picture, in the order in which it reads; slightly bent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) middle: Point,
    /// Unit vector along the text.
    pub(super) along: Point,
    /// Picture pixels from the first character to the last.
    pub(super) length: f32,
    /// Height of its ink in picture pixels.
    pub(super) thickness: f32,
    /// How far the ends lie below the chord's middle, in picture pixels: a parabola.
    pub(super) bend: f32,
}

impl Line {
    /// The picture place of a distance along the line from its middle and across it.
    pub(super) fn place(&self, along: f32, across: f32) -> Point {
        let share = 2.0 * along / self.length;
        let across = across + self.bend * share * share;
        Point::new(
            self.middle.x + self.along.x * along - self.along.y * across,
            self.middle.y + self.along.y * along + self.along.x * across,
        )
    }

    /// The same line read from the other end.
    pub(super) fn reversed(&self) -> Self {
        Self {
            along: Point::new(-self.along.x, -self.along.y),
            bend: -self.bend,
            ..*self
        }
    }

    /// A line of the same direction, moved across by picture pixels.
    pub(super) fn moved(&self, across: f32) -> Self {
        Self {
            middle: Point::new(
                self.middle.x - self.along.y * across,
                self.middle.y + self.along.x * across,
            ),
            ..*self
        }
    }

    /// Where another line's middle lies, along this line and across it.
    pub(super) fn offset(&self, other: &Self) -> (f32, f32) {
        let (dx, dy) = (
            other.middle.x - self.middle.x,
            other.middle.y - self.middle.y,
        );
        (
            dx * self.along.x + dy * self.along.y,
            dy * self.along.x - dx * self.along.y,
        )
    }

    /// The part from one distance along the line to another, distances from its middle.
    pub(super) fn part(&self, from: f32, to: f32) -> Self {
        let length = (to - from).max(1.0);
        let shrink = length / self.length;
        let middle = self.place((from + to) / 2.0, 0.0);
        let (start, end) = (self.place(from, 0.0), self.place(to, 0.0));
        let chord = start.distance(end).max(1e-3);
        Self {
            middle: Point::new(middle.x, middle.y),
            along: Point::new((end.x - start.x) / chord, (end.y - start.y) / chord),
            length,
            thickness: self.thickness,
            bend: self.bend * shrink * shrink,
        }
    }

    /// The corners of the box around its capitals: upper left, upper right, lower right, lower left
    /// as the text reads.
    pub(super) fn corners(&self, capitals: f32) -> [Point; 4] {
        let (half, up) = (self.length / 2.0, capitals / 2.0);
        [
            self.place(-half, -up),
            self.place(half, -up),
            self.place(half, up),
            self.place(-half, up),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> Line {
        Line {
            middle: Point::new(50.0, 20.0),
            along: Point::new(0.6, 0.8),
            length: 40.0,
            thickness: 5.0,
            bend: 3.0,
        }
    }

    #[test]
    fn a_reversed_line_covers_the_same_places() {
        let (line, reversed) = (line(), line().reversed());
        for (along, across) in [(0.0, 0.0), (20.0, 0.0), (-7.0, 4.0)] {
            assert!(
                line.place(along, across)
                    .distance(reversed.place(-along, -across))
                    < 1e-4
            );
        }
    }

    #[test]
    fn a_part_lies_on_the_line() {
        let (line, part) = (line(), line().part(-20.0, 6.0));
        assert!((part.length - 26.0).abs() < 1e-4);
        for share in [-0.5, -0.25, 0.0, 0.25, 0.5] {
            let along = share * part.length;
            let (on_part, on_line) = (part.place(along, 0.0), line.place(along - 7.0, 0.0));
            assert!(on_part.distance(on_line) < 0.6, "{on_part:?} {on_line:?}");
        }
    }

    #[test]
    fn offsets_are_along_and_across() {
        let moved = line().moved(6.0);
        let (along, across) = line().offset(&moved);
        assert!(along.abs() < 1e-4 && (across - 6.0).abs() < 1e-4);
    }
}
