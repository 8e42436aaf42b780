use crate::geometry::{Homography, Point, Quad, Rectangle};

/// How a page is bent. The bend runs in one direction, as paper bends: every line across it stays
/// straight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curl {
    /// The form of the cut.
    pub shape: CurlShape,
    /// Direction of the cut: 0 from left to right, so that lines of print become curves; 90 from
    /// top to bottom.
    pub direction_degrees: f32,
    /// Height of the highest place over the lowest in document widths; up to 0.12.
    pub height: f32,
    /// How far height shows as a shift, along the cut and across it: tangents of the angles under
    /// which the camera sees the page; up to 0.6.
    pub lean: (f32, f32),
}

/// The form of a bent page, seen from its edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CurlShape {
    /// An arch: the middle lifts.
    Arch,
    /// The side towards the cut's end lifts, as beside a spine or under a thumb.
    Edge,
    /// One side up, the other down.
    Wave,
}

const STEPS: usize = 1024;

/// A bend worked out for a sheet: places of the flat drawing to places of the bent one as it is
/// seen, both in drawing pixels, and back.
#[derive(Debug, Clone, PartialEq)]
pub struct Bend {
    centre: Point,
    width: f32,
    cos: f32,
    sin: f32,
    lean: (f32, f32),
    /// Half of the table's reach along the cut, in document widths.
    reach: f32,
    /// At equal steps along the cut: how far that is seen, and the height.
    seen: Vec<(f32, f32)>,
    /// At equal steps along what is seen from `first` on: the place along the cut.
    back: Vec<f32>,
    first: f32,
    last: f32,
}

impl Bend {
    /// Works out the bend of a sheet of that size in pixels.
    pub(super) fn new(curl: &Curl, sheet: Rectangle) -> Self {
        let (sin, cos) = curl.direction_degrees.to_radians().sin_cos();
        let aspect = sheet.height / sheet.width;
        let half = f32::midpoint(cos.abs(), sin.abs() * aspect);
        let reach = half * 1.4;
        let step = 2.0 * reach / STEPS as f32;
        let height = curl.height.clamp(-0.12, 0.12);
        let lean = (curl.lean.0.clamp(-0.6, 0.6), curl.lean.1.clamp(-0.6, 0.6));
        let lift = |along: f32| height * curl.shape.lift(along / half);
        let mut flat = -reach;
        let mut seen = vec![(flat + lean.0 * lift(-reach), lift(-reach))];
        for index in 1..=STEPS {
            let along = -reach + step * index as f32;
            let slope = ((lift(along) - lift(along - step)) / step).clamp(-0.9, 0.9);
            // The paper keeps its length, so a slope takes less room.
            flat += step * (1.0 - slope * slope).sqrt();
            seen.push((flat + lean.0 * lift(along), lift(along)));
        }
        let (first, last) = (seen[0].0, seen[STEPS].0);
        let back = invert(&seen, -reach, step);
        Self {
            centre: sheet.centre(),
            width: sheet.width,
            cos,
            sin,
            lean,
            reach,
            seen,
            back,
            first,
            last,
        }
    }

    /// Along the cut and across it, from the middle, in document widths.
    #[inline]
    fn turned(&self, point: Point) -> (f32, f32) {
        let (x, y) = (
            (point.x - self.centre.x) / self.width,
            (point.y - self.centre.y) / self.width,
        );
        (x * self.cos + y * self.sin, y * self.cos - x * self.sin)
    }

    #[inline]
    fn upright(&self, along: f32, across: f32) -> Point {
        let (x, y) = (
            along * self.cos - across * self.sin,
            along * self.sin + across * self.cos,
        );
        Point::new(
            self.centre.x + x * self.width,
            self.centre.y + y * self.width,
        )
    }

    /// What is seen of a place along the cut, its height, and the slope there.
    #[inline]
    fn profile(&self, along: f32) -> (f32, f32, f32) {
        let place = (along + self.reach) / (2.0 * self.reach) * STEPS as f32;
        let index = (place.max(0.0) as usize).min(STEPS - 1);
        let share = place - index as f32;
        let ((a, low), (b, high)) = (self.seen[index], self.seen[index + 1]);
        let slope = (high - low) * STEPS as f32 / (2.0 * self.reach);
        (a + (b - a) * share, low + (high - low) * share, slope)
    }

    /// Where a place of the flat drawing is seen.
    #[must_use]
    pub fn bend(&self, point: Point) -> Point {
        let (along, across) = self.turned(point);
        let (seen, height, _) = self.profile(along);
        self.upright(seen, across + self.lean.1 * height)
    }

    /// The place of the flat drawing that is seen there.
    #[must_use]
    #[inline]
    pub fn flatten(&self, point: Point) -> Point {
        let (seen, across) = self.turned(point);
        let along = self.along(seen);
        let (_, height, _) = self.profile(along);
        self.upright(along, across - self.lean.1 * height)
    }

    /// The slope of the page where the flat drawing's place is: rise over run along the cut.
    #[inline]
    pub(super) fn slope(&self, point: Point) -> f32 {
        self.profile(self.turned(point).0).2
    }

    #[inline]
    fn along(&self, seen: f32) -> f32 {
        let place = (seen - self.first) / (self.last - self.first) * STEPS as f32;
        let index = (place.max(0.0) as usize).min(STEPS - 1);
        let share = place - index as f32;
        self.back[index] + (self.back[index + 1] - self.back[index]) * share
    }
}

/// The place along the cut at equal steps of what is seen, which grows without a turn back.
fn invert(seen: &[(f32, f32)], start: f32, step: f32) -> Vec<f32> {
    let (first, last) = (seen[0].0, seen[STEPS].0);
    let mut at = 0;
    (0..=STEPS)
        .map(|index| {
            let wanted = first + (last - first) * index as f32 / STEPS as f32;
            while at + 2 < seen.len() && seen[at + 1].0 < wanted {
                at += 1;
            }
            let run = (seen[at + 1].0 - seen[at].0).max(1e-6);
            start + step * (at as f32 + (wanted - seen[at].0) / run)
        })
        .collect()
}

impl CurlShape {
    /// The height at a place from -1 to 1 along the cut, 0 to 1; straight beyond the ends.
    fn lift(self, at: f32) -> f32 {
        let inside = at.clamp(-1.0, 1.0);
        let beyond = at - inside;
        let half_turn = std::f32::consts::FRAC_PI_2;
        let (lift, slope) = match self {
            Self::Arch => (1.0 - inside * inside, -2.0 * inside),
            Self::Edge => {
                let from = (inside + 0.3).max(0.0) / 1.3;
                (from * from, 2.0 * from / 1.3)
            }
            Self::Wave => {
                let (sin, cos) = (inside * half_turn).sin_cos();
                (0.5 * sin, 0.5 * half_turn * cos)
            }
        };
        lift + slope * beyond
    }
}

/// From drawing pixels to picture pixels: the bend, if the page has one, then the camera.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct View {
    pub(super) camera: Homography,
    pub(super) bend: Option<Bend>,
}

impl View {
    pub(super) fn map(&self, point: Point) -> Point {
        let bent = self.bend.as_ref().map_or(point, |bend| bend.bend(point));
        self.camera.map(bent)
    }

    pub(super) fn map_rectangle(&self, rectangle: Rectangle) -> Quad {
        Quad(rectangle.corners().0.map(|corner| self.map(corner)))
    }

    /// The smallest upright box around a box of the drawing, its sides bent.
    pub(super) fn bounds(&self, rectangle: Rectangle) -> Rectangle {
        let around = self.map_rectangle(rectangle).bounds();
        if self.bend.is_none() {
            return around;
        }
        let [a, b, c, d] = rectangle.corners().0;
        [(a, b), (b, c), (c, d), (d, a)]
            .into_iter()
            .flat_map(|(from, to)| self.path(from, to))
            .map(|point| Rectangle::new(point.x, point.y, 0.0, 0.0))
            .fold(around, Rectangle::union)
    }

    /// Seventeen points of the picture along a straight line of the drawing.
    pub(super) fn path(&self, from: Point, to: Point) -> Vec<Point> {
        (0..=16_u8)
            .map(|step| {
                let share = f32::from(step) / 16.0;
                self.map(Point::new(
                    from.x + (to.x - from.x) * share,
                    from.y + (to.y - from.y) * share,
                ))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bend_can_be_undone() {
        let sheet = Rectangle::new(0.0, 0.0, 1750.0, 1232.0);
        for shape in [CurlShape::Arch, CurlShape::Edge, CurlShape::Wave] {
            for direction_degrees in [0.0, 30.0, 90.0, 200.0] {
                let curl = Curl {
                    shape,
                    direction_degrees,
                    height: 0.1,
                    lean: (0.4, -0.5),
                };
                let bend = Bend::new(&curl, sheet);
                for (x, y) in [(3.0, 5.0), (875.0, 600.0), (1740.0, 1220.0), (1745.0, 10.0)] {
                    let point = Point::new(x, y);
                    let off = bend.flatten(bend.bend(point)).distance(point);
                    assert!(off < 0.05, "{shape:?} {direction_degrees}: {off}");
                }
            }
        }
    }
}
