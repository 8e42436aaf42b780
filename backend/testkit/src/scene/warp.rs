use image::RgbImage;

use super::curl::{Bend, View};
use crate::canvas::rounded_distance;
use crate::document::Drawing;
use crate::geometry::{Homography, Point};

/// Lays the drawing on the picture where the map says, with the shadow it throws around its edge.
///
/// Each pixel is the mean of four bilinear samples, as a sensor's square cell gathers light; a
/// drawing finer than that is first reduced by area, so nothing aliases.
pub(super) fn lay(picture: &mut RgbImage, drawing: &Drawing, view: &View) {
    let bounds = view.bounds(drawing.bounds());
    let scale = (view.map_rectangle(drawing.bounds()).area() / drawing.outline().area()).sqrt();
    let sheet = Sheet::new(drawing, scale, bounds.width * 0.022);
    let area = bounds.grown(sheet.shadow_reach * 1.6);
    let rows = area.y.max(0.0) as u32..(area.bottom().max(0.0) as u32).min(picture.height());
    let columns = area.x.max(0.0) as u32..(area.right().max(0.0) as u32).min(picture.width());
    let back = view.camera.inverse();
    for y in rows {
        for x in columns.clone() {
            let mut spot = Spot::at(&back, f64::from(x) + 0.5, f64::from(y) + 0.5);
            let mut shade = 1.0;
            if let Some(bend) = &view.bend {
                spot = spot.flattened(bend);
                shade = 1.0 - SLOPE_SHADE * bend.slope(spot.middle);
            }
            let spot = spot;
            let pixel = &mut picture.get_pixel_mut(x, y).0;
            if sheet.is_well_inside(spot.middle) {
                *pixel = shaded(sheet.gather(&spot), shade);
                continue;
            }
            let distance = sheet.distance(spot.middle);
            if distance * scale <= -0.5 {
                *pixel = shaded(sheet.gather(&spot), shade);
                continue;
            }
            let light = sheet.light_beside(spot.middle);
            *pixel = pixel.map(|channel| (f32::from(channel) * light) as u8);
            let coverage = 0.5 - distance * scale;
            if coverage > 0.0 {
                for (channel, seen) in pixel.iter_mut().zip(shaded(sheet.gather(&spot), shade)) {
                    let below = f32::from(*channel);
                    *channel = (below + (f32::from(seen) - below) * coverage + 0.5) as u8;
                }
            }
        }
    }
}

/// How much darker a page is for each unit of slope away from the light.
const SLOPE_SHADE: f32 = 0.7;

#[inline]
fn shaded(colour: [u8; 3], shade: f32) -> [u8; 3] {
    if shade == 1.0 {
        return colour;
    }
    colour.map(|channel| (f32::from(channel) * shade).clamp(0.0, 255.0) as u8)
}

/// Where a pixel of the picture looks on the drawing: the middle, and the step to the next pixel
/// along the row and down the column. Within one pixel the map is straight enough.
struct Spot {
    middle: Point,
    along: Point,
    down: Point,
}

impl Spot {
    #[inline]
    fn at(back: &Homography, x: f64, y: f64) -> Self {
        let [[a, b, c], [d, e, f], [g, h, i]] = back.0;
        let scale = 1.0 / (g * x + h * y + i);
        let (u, v) = ((a * x + b * y + c) * scale, (d * x + e * y + f) * scale);
        let point = |x: f64, y: f64| Point::new(x as f32, y as f32);
        Self {
            middle: point(u, v),
            along: point((a - u * g) * scale, (d - v * g) * scale),
            down: point((b - u * h) * scale, (e - v * h) * scale),
        }
    }
}

impl Spot {
    /// The same on the flat drawing, when the page is bent.
    fn flattened(&self, bend: &Bend) -> Self {
        let middle = bend.flatten(self.middle);
        let step = |by: Point| {
            let next = bend.flatten(Point::new(self.middle.x + by.x, self.middle.y + by.y));
            Point::new(next.x - middle.x, next.y - middle.y)
        };
        Self {
            middle,
            along: step(self.along),
            down: step(self.down),
        }
    }
}

/// The drawing as the sampler needs it.
struct Sheet<'a> {
    drawing: &'a Drawing,
    /// Reduced pixels, a colour in each of three 16-bit lanes, so that one multiplication weighs
    /// all three.
    texels: Vec<u64>,
    width: usize,
    height: usize,
    to_reduced: (f32, f32),
    /// Picture pixels per drawing pixel.
    scale: f32,
    /// How far the shadow reaches, in picture pixels.
    shadow_reach: f32,
}

impl<'a> Sheet<'a> {
    fn new(drawing: &'a Drawing, scale: f32, shadow_reach: f32) -> Self {
        let reduced = reduce(&drawing.picture, (2.2 * scale).min(1.0));
        let texels = reduced
            .pixels()
            .map(|pixel| {
                let [red, green, blue] = pixel.0.map(u64::from);
                red | green << 16 | blue << 32
            })
            .collect();
        let (width, height) = reduced.dimensions();
        Self {
            drawing,
            texels,
            width: width as usize,
            height: height as usize,
            to_reduced: (
                width as f32 / drawing.bounds().width,
                height as f32 / drawing.bounds().height,
            ),
            scale,
            shadow_reach,
        }
    }

    /// Whether the place is so far from any edge or corner that no distance is needed.
    #[inline]
    fn is_well_inside(&self, at: Point) -> bool {
        let margin = self.drawing.corner_radius + 2.0 / self.scale;
        let bounds = self.drawing.bounds();
        at.x > margin
            && at.y > margin
            && at.x < bounds.width - margin
            && at.y < bounds.height - margin
    }

    /// Signed distance to the document's edge in drawing pixels, negative inside.
    fn distance(&self, at: Point) -> f32 {
        rounded_distance(
            self.drawing.bounds(),
            self.drawing.corner_radius,
            at.x,
            at.y,
        )
    }

    /// The light left beside a card lying on a table.
    fn light_beside(&self, at: Point) -> f32 {
        let offset = self.shadow_reach / self.scale * 0.35;
        let moved = Point::new(at.x - offset, at.y - offset);
        let away = (self.distance(moved) * self.scale / self.shadow_reach).clamp(0.0, 1.0);
        1.0 - 0.45 * (1.0 - away) * (1.0 - away)
    }

    /// The mean of four samples inside the picture's pixel.
    #[inline]
    fn gather(&self, spot: &Spot) -> [u8; 3] {
        let mut sum = 0x0002_0002_0002_u64;
        for (dx, dy) in [(-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25)] {
            let x = spot.middle.x + spot.along.x * dx + spot.down.x * dy;
            let y = spot.middle.y + spot.along.y * dx + spot.down.y * dy;
            sum += self.sample(x * self.to_reduced.0, y * self.to_reduced.1);
        }
        [0, 16, 32].map(|lane| (sum >> lane >> 2) as u8)
    }

    /// Bilinear sample at continuous coordinates of the reduced drawing, one level per lane.
    #[inline]
    fn sample(&self, u: f32, v: f32) -> u64 {
        let u = ((u - 0.5).clamp(0.0, (self.width - 1) as f32) * 256.0) as usize;
        let v = ((v - 0.5).clamp(0.0, (self.height - 1) as f32) * 256.0) as usize;
        let (left, top) = (u >> 8, v >> 8);
        let (across, down) = ((u & 255) as u64, (v & 255) as u64);
        let right = (left + 1).min(self.width - 1);
        let upper = &self.texels[top * self.width..][..self.width];
        let lower = &self.texels[(top + 1).min(self.height - 1) * self.width..][..self.width];
        let mix = |row: &[u64]| {
            // A lane holds at most 255 × 256.
            let mixed = row[left] * (256 - across) + row[right] * across + 0x0080_0080_0080;
            mixed >> 8 & 0x00ff_00ff_00ff
        };
        let mixed = mix(upper) * (256 - down) + mix(lower) * down + 0x0080_0080_0080;
        mixed >> 8 & 0x00ff_00ff_00ff
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
