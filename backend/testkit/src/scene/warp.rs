use image::RgbImage;

use crate::canvas::rounded_distance;
use crate::document::Drawing;
use crate::geometry::{Homography, Point, Rectangle};

/// Lays the drawing on the picture where the map says, with the shadow it throws around its edge.
///
/// Each pixel is the mean of four bilinear samples, as a sensor's square cell gathers light; a
/// drawing finer than that is first reduced by area, so nothing aliases.
pub(super) fn lay(picture: &mut RgbImage, drawing: &Drawing, map: &Homography) {
    let bounds = map.map_rectangle(drawing.bounds()).bounds();
    let scale = (map.map_rectangle(drawing.bounds()).area() / drawing.outline().area()).sqrt();
    let shrink = (2.2 * scale).min(1.0);
    let reduced = reduce(&drawing.picture, shrink);
    let to_reduced = (
        reduced.width() as f32 / drawing.bounds().width,
        reduced.height() as f32 / drawing.bounds().height,
    );
    let back = map.inverse();
    let shadow = Shadow {
        reach: bounds.width * 0.022,
        scale,
    };
    let area = bounds.grown(shadow.reach * 1.6);
    let rows = area.y.max(0.0) as u32..(area.bottom().max(0.0) as u32).min(picture.height());
    let columns = area.x.max(0.0) as u32..(area.right().max(0.0) as u32).min(picture.width());
    let sheet = Sheet {
        reduced: &reduced,
        to_reduced,
        drawing,
        scale,
    };
    for y in rows {
        for x in columns.clone() {
            let middle = back.map(Point::new(x as f32 + 0.5, y as f32 + 0.5));
            let distance = sheet.distance(middle);
            let coverage = (0.5 - distance * scale).clamp(0.0, 1.0);
            let pixel = &mut picture.get_pixel_mut(x, y).0;
            if coverage < 1.0 {
                let light = shadow.light(&sheet, middle);
                *pixel = pixel.map(|channel| (f32::from(channel) * light) as u8);
            }
            if coverage > 0.0 {
                let seen = sheet.gather(&back, x as f32, y as f32);
                for (channel, seen) in pixel.iter_mut().zip(seen) {
                    let below = f32::from(*channel);
                    *channel = (below + (seen - below) * coverage + 0.5) as u8;
                }
            }
        }
    }
}

/// The drawing as the sampler needs it.
struct Sheet<'a> {
    reduced: &'a RgbImage,
    to_reduced: (f32, f32),
    drawing: &'a Drawing,
    /// Picture pixels per drawing pixel.
    scale: f32,
}

impl Sheet<'_> {
    /// Signed distance to the document's edge in drawing pixels, negative inside.
    fn distance(&self, at: Point) -> f32 {
        rounded_distance(
            self.drawing.bounds(),
            self.drawing.corner_radius,
            at.x,
            at.y,
        )
    }

    /// The mean of four samples inside the picture's pixel.
    fn gather(&self, back: &Homography, x: f32, y: f32) -> [f32; 3] {
        let mut sum = [0.0_f32; 3];
        for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
            let at = back.map(Point::new(x + dx, y + dy));
            let sample = self.sample(at.x * self.to_reduced.0, at.y * self.to_reduced.1);
            for (sum, sample) in sum.iter_mut().zip(sample) {
                *sum += sample * 0.25;
            }
        }
        sum
    }

    /// Bilinear sample at continuous coordinates of the reduced drawing.
    #[inline]
    fn sample(&self, u: f32, v: f32) -> [f32; 3] {
        let (width, height) = (
            self.reduced.width() as usize,
            self.reduced.height() as usize,
        );
        let u = (u - 0.5).clamp(0.0, (width - 1) as f32);
        let v = (v - 0.5).clamp(0.0, (height - 1) as f32);
        let (left, top) = (u as usize, v as usize);
        let (across, down) = (u - left as f32, v - top as f32);
        let right = (left + 1).min(width - 1);
        let bottom = (top + 1).min(height - 1);
        let raw = self.reduced.as_raw();
        let at = |x: usize, y: usize| {
            let start = (y * width + x) * 3;
            &raw[start..start + 3]
        };
        let (a, b, c, d) = (
            at(left, top),
            at(right, top),
            at(left, bottom),
            at(right, bottom),
        );
        let mut mixed = [0.0; 3];
        for channel in 0..3 {
            let upper = f32::from(a[channel]) * (1.0 - across) + f32::from(b[channel]) * across;
            let lower = f32::from(c[channel]) * (1.0 - across) + f32::from(d[channel]) * across;
            mixed[channel] = upper * (1.0 - down) + lower * down;
        }
        mixed
    }
}

/// The darkness that a card lying on a table has around it.
struct Shadow {
    /// How far it reaches in picture pixels.
    reach: f32,
    scale: f32,
}

impl Shadow {
    fn light(&self, sheet: &Sheet<'_>, at: Point) -> f32 {
        let offset = self.reach / sheet.scale * 0.35;
        let moved = Point::new(at.x - offset, at.y - offset);
        let away = (sheet.distance(moved) * self.scale / self.reach).clamp(0.0, 1.0);
        1.0 - 0.45 * (1.0 - away) * (1.0 - away)
    }
}

/// The picture made smaller by the mean over areas; `by` of 1 returns it as it is.
pub(crate) fn reduce(picture: &RgbImage, by: f32) -> RgbImage {
    if by >= 1.0 {
        return picture.clone();
    }
    let (width, height) = picture.dimensions();
    let side = |length: u32| ((length as f32 * by).round() as u32).max(1);
    let (small_width, small_height) = (side(width), side(height));
    let across = spans(width, small_width);
    let down = spans(height, small_height);
    let mut narrow = vec![0.0_f32; small_width as usize * 3 * height as usize];
    let rows = picture.as_raw().chunks_exact(width as usize * 3);
    for (row, out) in rows.zip(narrow.chunks_exact_mut(small_width as usize * 3)) {
        for (span, pixel) in across.iter().zip(out.chunks_exact_mut(3)) {
            let cells = &row[span.start * 3..(span.start + span.weights.len()) * 3];
            for (weight, cell) in span.weights.iter().zip(cells.chunks_exact(3)) {
                for (sum, value) in pixel.iter_mut().zip(cell) {
                    *sum += weight * f32::from(*value);
                }
            }
        }
    }
    let stride = small_width as usize * 3;
    let mut small = Vec::with_capacity(stride * small_height as usize);
    let mut sums = vec![0.0_f32; stride];
    for span in &down {
        sums.fill(0.0);
        for (index, weight) in span.weights.iter().enumerate() {
            let row = &narrow[(span.start + index) * stride..][..stride];
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += weight * value;
            }
        }
        small.extend(sums.iter().map(|sum| (sum + 0.5) as u8));
    }
    RgbImage::from_raw(small_width, small_height, small).unwrap_or_default()
}

/// Which source cells a small cell covers, with weights that add up to 1.
struct Span {
    start: usize,
    weights: Vec<f32>,
}

fn spans(from: u32, to: u32) -> Vec<Span> {
    let step = from as f32 / to as f32;
    (0..to)
        .map(|cell| {
            let (start, end) = (cell as f32 * step, (cell + 1) as f32 * step);
            let end = end.min(from as f32);
            let first = start as usize;
            let last = (end.ceil() as usize).min(from as usize).max(first + 1);
            let weights = (first..last)
                .map(|at| ((at as f32 + 1.0).min(end) - (at as f32).max(start)) / (end - start))
                .collect();
            Span {
                start: first,
                weights,
            }
        })
        .collect()
}
