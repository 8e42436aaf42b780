#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes are a few thousand at most, places are checked against the picture"
)]

use super::even::evened;
use super::line::Line;
use super::sample::mean;
use crate::geometry::{Point, Quad};
use crate::luma::Luma;

/// Width and height of a close-up over the length of its line: room for the other lines of the
/// zone above and below.
const CLOSE_UP: (f32, f32) = (1.15, 0.5);

/// Rows of a part: a page held upright needs half as many again as it has columns.
const MOST_ROWS: usize = 1600;

/// A copy of the picture, or of a part of it, at the size and turn in which lines are looked for,
/// and the way back from its places to the picture's.
#[derive(Debug, Clone)]
pub(super) struct View {
    pub(super) luma: Luma,
    origin: Point,
    /// Where one step along a row of the copy leads in the picture.
    along: Point,
    /// Where one step down a column leads.
    down: Point,
}

impl View {
    /// The whole picture with the given longest side, larger or smaller.
    pub(super) fn whole(luma: &Luma, longest: usize) -> Option<Self> {
        let side = luma.width().max(luma.height()).max(1);
        let scaled = |n: usize| (n * longest / side).max(1);
        let (width, height) = (scaled(luma.width()), scaled(luma.height()));
        let copy = luma.resized(width, height)?;
        let step = (
            luma.width() as f32 / width as f32,
            luma.height() as f32 / height as f32,
        );
        Some(Self {
            luma: copy,
            // The middle of the first pixel of a smaller copy lies between pixels of the picture.
            origin: Point::new((step.0 - 1.0) / 2.0, (step.1 - 1.0) / 2.0),
            along: Point::new(step.0, 0.0),
            down: Point::new(0.0, step.1),
        })
    }

    /// Turned about the middle, rows of the copy running at `degrees` (clockwise) in this view;
    /// what lies outside is grey.
    pub(super) fn turned(&self, degrees: f32) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (width, height) = (self.luma.width() as f32, self.luma.height() as f32);
        let size = |a: f32, b: f32| (a * cos.abs() + b * sin.abs()).ceil().max(1.0);
        let (new_width, new_height) = (size(width, height), size(height, width));
        // The place in this view of the turned copy's first pixel.
        let (cx, cy) = ((new_width - 1.0) / 2.0, (new_height - 1.0) / 2.0);
        let first = Point::new(
            (width - 1.0) / 2.0 - cx * cos + cy * sin,
            (height - 1.0) / 2.0 - cx * sin - cy * cos,
        );
        let luma = turned_luma(&self.luma, first, (cos, sin), (new_width, new_height));
        Self {
            luma,
            origin: self.place(first.x, first.y),
            along: self.direction(cos, sin),
            down: self.direction(-sin, cos),
        }
    }

    /// The part around a line, with room above and below, so that the line runs along the rows and
    /// the part is `width` pixels wide.
    pub(super) fn around(luma: &Luma, line: &Line, width: usize) -> Option<Self> {
        let straight = Line { bend: 0.0, ..*line };
        let (across, down) = CLOSE_UP;
        Self::part(
            luma,
            &straight,
            (line.length * across, line.length * across * down),
            width,
        )
    }

    /// The part inside of a quadrilateral, roughly: its first side along the rows, or turned its
    /// second one.
    pub(super) fn of_quad(luma: &Luma, quad: &Quad, is_turned: bool, width: usize) -> Option<Self> {
        let quad = quad.started_at(usize::from(is_turned));
        let Quad([a, b, c, d]) = quad;
        let (x, y) = (b.x - a.x + c.x - d.x, b.y - a.y + c.y - d.y);
        let twice = x.hypot(y);
        let (length, height) = quad.mean_size();
        let line = Line {
            middle: quad.centre(),
            along: Point::new(x / twice, y / twice),
            length,
            thickness: 1.0,
            bend: 0.0,
        };
        (twice > 1.0).then(|| Self::part(luma, &line, (length, height), width))?
    }

    /// A rectangle of that size around a line's middle, the line along the rows.
    fn part(luma: &Luma, line: &Line, (length, height): (f32, f32), width: usize) -> Option<Self> {
        let step = length / width as f32;
        if luma.width() < 2 || luma.height() < 2 || step.is_nan() || step <= 0.01 || step > 64.0 {
            return None;
        }
        let height = ((height / step) as usize).clamp(1, MOST_ROWS);
        let cells = (step.ceil() as usize).clamp(1, 8);
        let (cx, cy) = ((width as f32 - 1.0) / 2.0, (height as f32 - 1.0) / 2.0);
        let mut pixels = Vec::with_capacity(width * height);
        for v in 0..height {
            for u in 0..width {
                let place = ((u as f32 - cx) * step, (v as f32 - cy) * step);
                pixels.push(mean(luma, line, place, step, cells) as u8);
            }
        }
        Some(Self {
            luma: Luma::new(width, pixels),
            origin: line.place(-cx * step, -cy * step),
            along: Point::new(line.along.x * step, line.along.y * step),
            down: Point::new(-line.along.y * step, line.along.x * step),
        })
    }

    /// The same view with every part at the same brightness and contrast, for faint print and
    /// shadows.
    pub(super) fn evened(&self) -> Self {
        Self {
            luma: evened(&self.luma),
            ..*self
        }
    }

    /// The picture place of a place in the copy.
    pub(super) fn place(&self, x: f32, y: f32) -> Point {
        self.origin.plus(self.along, x).plus(self.down, y)
    }

    fn direction(&self, x: f32, y: f32) -> Point {
        Point::new(
            self.along.x * x + self.down.x * y,
            self.along.y * x + self.down.y * y,
        )
    }

    /// Picture pixels by pixel of the copy.
    pub(super) fn step(&self) -> f32 {
        self.along.x.hypot(self.along.y)
    }
}

fn turned_luma(
    luma: &Luma,
    first: Point,
    (cos, sin): (f32, f32),
    (width, height): (f32, f32),
) -> Luma {
    const OUTSIDE: u8 = 128;
    let (width, height) = (width as usize, height as usize);
    let mut pixels = Vec::with_capacity(width * height);
    for v in 0..height {
        for u in 0..width {
            let x = first.x + u as f32 * cos - v as f32 * sin;
            let y = first.y + u as f32 * sin + v as f32 * cos;
            let inside = x >= -0.5 && y >= -0.5;
            let row = if inside {
                luma.row((y + 0.5) as usize)
            } else {
                &[]
            };
            pixels.push(
                row.get((x.max(0.0) + 0.5) as usize)
                    .copied()
                    .unwrap_or(OUTSIDE),
            );
        }
    }
    Luma::new(width, pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(width: usize, height: usize, at: (usize, usize)) -> Luma {
        let mut pixels = vec![0; width * height];
        pixels[at.1 * width + at.0] = 255;
        Luma::new(width, pixels)
    }

    fn brightest(luma: &Luma) -> (f32, f32) {
        let at = (0..luma.pixels().len())
            .max_by_key(|&i| {
                if luma.pixels()[i] == 128 {
                    0
                } else {
                    luma.pixels()[i]
                }
            })
            .unwrap();
        ((at % luma.width()) as f32, (at / luma.width()) as f32)
    }

    #[test]
    fn places_lead_back_to_the_picture() {
        let luma = marked(80, 50, (61, 17));
        let view = View::whole(&luma, 80).unwrap();
        for degrees in [0.0, 90.0, 180.0, 270.0, 30.0, -60.0] {
            let turned = view.turned(degrees);
            let (x, y) = brightest(&turned.luma);
            let place = turned.place(x, y);
            assert!(
                place.distance(Point::new(61.0, 17.0)) < 1.0,
                "{degrees} {place:?}"
            );
        }
    }

    #[test]
    fn a_smaller_copy_keeps_the_middle() {
        let view = View::whole(&Luma::new(200, vec![9; 200 * 100]), 50).unwrap();
        assert_eq!((view.luma.width(), view.luma.height()), (50, 25));
        assert!(view.place(24.5, 12.0).distance(Point::new(99.5, 49.5)) < 1e-3);
        assert!((view.step() - 4.0).abs() < 1e-6);
    }
}
