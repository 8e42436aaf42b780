use super::surface::{Canvas, Ink};
use crate::geometry::{Point, Rectangle};

impl Canvas {
    /// A straight stroke with round ends.
    pub(crate) fn line(&mut self, from: Point, to: Point, width: f32, ink: Ink) {
        let scale = self.pixels_per_millimetre;
        let (ax, ay) = (from.x * scale, from.y * scale);
        let (dx, dy) = (to.x * scale - ax, to.y * scale - ay);
        let length_squared = (dx * dx + dy * dy).max(1e-6);
        let radius = width * scale / 2.0;
        // A stroke thinner than a pixel is as wide as one and so much fainter.
        let ink = ink.at(ink.opacity * (radius * 2.0).min(1.0));
        let radius = radius.max(0.5);
        let bounds = Rectangle::new(ax.min(ax + dx), ay.min(ay + dy), dx.abs(), dy.abs());
        self.fill_distance(bounds.grown(radius + 1.0), ink, |x, y| {
            let along = (((x - ax) * dx + (y - ay) * dy) / length_squared).clamp(0.0, 1.0);
            length(x - ax - along * dx, y - ay - along * dy) - radius
        });
    }

    /// Strokes from point to point.
    pub(crate) fn polyline(&mut self, points: &[Point], width: f32, ink: Ink) {
        for (from, to) in points.iter().zip(points.iter().skip(1)) {
            self.line(*from, *to, width, ink);
        }
    }

    /// A filled ellipse inside the box.
    pub(crate) fn ellipse(&mut self, area: Rectangle, ink: Ink) {
        let area = self.to_pixels(area);
        let centre = area.centre();
        let (rx, ry) = ((area.width / 2.0).max(0.3), (area.height / 2.0).max(0.3));
        self.fill_distance(area.grown(1.0), ink, |x, y| {
            let (u, v) = ((x - centre.x) / rx, (y - centre.y) / ry);
            let reach = length(u, v);
            // Distance to first order: value over gradient.
            let slope = length(u / rx, v / ry);
            if reach < 1e-4 {
                -1.0
            } else {
                (reach - 1.0) * reach / slope.max(1e-6)
            }
        });
    }

    /// The outline of an ellipse.
    pub(crate) fn ring(&mut self, area: Rectangle, width: f32, ink: Ink) {
        let area = self.to_pixels(area);
        let half = (width * self.pixels_per_millimetre / 2.0).max(0.5);
        let centre = area.centre();
        let (rx, ry) = ((area.width / 2.0).max(0.3), (area.height / 2.0).max(0.3));
        self.fill_distance(area.grown(half + 1.0), ink, |x, y| {
            let (u, v) = ((x - centre.x) / rx, (y - centre.y) / ry);
            let reach = length(u, v);
            let slope = length(u / rx, v / ry).max(1e-6);
            ((reach - 1.0) * reach / slope).abs() - half
        });
    }

    /// A filled box with round corners.
    pub(crate) fn rounded(&mut self, area: Rectangle, radius: f32, ink: Ink) {
        let area = self.to_pixels(area);
        let radius = (radius * self.pixels_per_millimetre).max(0.1);
        self.fill_distance(area.grown(1.0), ink, |x, y| {
            rounded_distance(area, radius, x, y)
        });
    }

    /// A filled convex shape; the points run clockwise.
    pub(crate) fn convex(&mut self, points: &[Point], ink: Ink) {
        let scale = self.pixels_per_millimetre;
        let points: Vec<Point> = points
            .iter()
            .map(|point| Point::new(point.x * scale, point.y * scale))
            .collect();
        let corners = |pick: fn(&Point) -> f32| {
            let values = points.iter().map(pick);
            (
                values.clone().fold(f32::MAX, f32::min),
                values.fold(f32::MIN, f32::max),
            )
        };
        let ((left, right), (top, bottom)) = (corners(|p| p.x), corners(|p| p.y));
        // Each side as a normal and an offset.
        let sides: Vec<(f32, f32, f32)> = points
            .iter()
            .zip(points.iter().cycle().skip(1))
            .map(|(a, b)| {
                let length = a.distance(*b).max(1e-3);
                let (nx, ny) = ((b.y - a.y) / length, (a.x - b.x) / length);
                (nx, ny, nx * a.x + ny * a.y)
            })
            .collect();
        let bounds = Rectangle::new(left, top, right - left, bottom - top).grown(1.0);
        self.fill_distance(bounds, ink, |x, y| {
            sides
                .iter()
                .map(|(nx, ny, at)| nx * x + ny * y - at)
                .fold(f32::MIN, f32::max)
        });
    }

    /// The outline of a box.
    pub(crate) fn frame(&mut self, area: Rectangle, width: f32, ink: Ink) {
        let [a, b, c, d] = area.corners().0;
        self.polyline(&[a, b, c, d, a], width, ink);
    }
}

/// Signed distance to a box with round corners.
pub(crate) fn rounded_distance(area: Rectangle, radius: f32, x: f32, y: f32) -> f32 {
    let centre = area.centre();
    let across = (x - centre.x).abs() - area.width / 2.0 + radius;
    let down = (y - centre.y).abs() - area.height / 2.0 + radius;
    length(across.max(0.0), down.max(0.0)) + across.max(down).min(0.0) - radius
}

/// `hypot` guards against overflow, which costs a call per pixel and cannot happen here.
#[inline]
fn length(x: f32, y: f32) -> f32 {
    (x * x + y * y).sqrt()
}
