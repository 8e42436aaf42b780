//! Where a document lies, told from a part of it whose place on the document is known.

use crate::geometry::{Homography, Point, Quad};

/// How a machine-readable zone lies on its document, in millimetres (Doc 9303 parts 4 to 7).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZoneLayout {
    /// Width and height of the document.
    pub document: (f32, f32),
    /// Lines of the zone.
    pub lines: u8,
    /// Characters to a line.
    pub characters: u8,
    /// Left edge of the document to the first character's cell.
    pub left: f32,
    /// Lower edge of the document to the baseline of the last line.
    pub bottom: f32,
    /// Baseline to baseline.
    pub line_distance: f32,
}

/// Distance of the characters: ten to the inch (Doc 9303-3 section 4.4).
const PITCH: f32 = 2.54;
/// Height of capitals.
const CAPITALS: f32 = 2.5;

impl ZoneLayout {
    /// Card of ID-1 size, the zone on the back.
    pub const TD1: Self = Self::new((85.60, 53.98), (3, 30), (4.7, 5.2), 5.0);
    /// Card of ID-2 size.
    pub const TD2: Self = Self::new((105.0, 74.0), (2, 36), (6.2, 4.4), 6.35);
    /// Page of a passport.
    pub const TD3: Self = Self::new((125.0, 88.0), (2, 44), (6.6, 7.4), 6.35);
    /// Large visa sticker.
    pub const MRV_A: Self = Self::new((120.0, 80.0), (2, 44), (4.1, 6.4), 6.35);
    /// Small visa sticker.
    pub const MRV_B: Self = Self::new((105.0, 74.0), (2, 36), (6.8, 6.4), 6.35);

    const fn new(
        document: (f32, f32),
        (lines, characters): (u8, u8),
        (left, bottom): (f32, f32),
        line_distance: f32,
    ) -> Self {
        Self {
            document,
            lines,
            characters,
            left,
            bottom,
            line_distance,
        }
    }

    /// The box of a line on the document, capitals tall, from the left edge of the first
    /// character's cell to the right edge of the last one's.
    #[must_use]
    pub fn line(&self, index: u8) -> Quad {
        let below = f32::from(self.lines.saturating_sub(index + 1));
        let baseline = self.document.1 - self.bottom - below * self.line_distance;
        let width = PITCH * f32::from(self.characters);
        Quad::rectangle(self.left, baseline - CAPITALS, width, CAPITALS)
    }

    /// The document's outline on itself.
    #[must_use]
    pub fn outline(&self) -> Quad {
        Quad::rectangle(0.0, 0.0, self.document.0, self.document.1)
    }
}

/// The document's corners, from the boxes of all lines of its zone in the picture, upper left
/// corner first as the text reads; so the result is upright. The tilt of the document is told
/// only as far as the lines are precise enough for it. `None` when the number of lines is not the
/// layout's or they do not bound anything.
#[must_use]
pub fn document_around_zone(layout: &ZoneLayout, lines: &[Quad]) -> Option<Quad> {
    if lines.len() != usize::from(layout.lines) {
        return None;
    }
    let ends = |quad: &Quad| {
        let [a, b, c, d] = quad.0;
        [a.between(d, 0.5), b.between(c, 0.5)]
    };
    let known = (0..layout.lines).flat_map(|index| ends(&layout.line(index)));
    let pairs: Vec<(Point, Point)> = known.zip(lines.iter().flat_map(ends)).collect();
    Some(fit(&pairs, layout.document.0)?.map_quad(&layout.outline()))
}

/// Width of the symbol on most licences; the standard (AAMVA DL/ID 2020 annex D.3) fixes only the
/// module, 0.17 to 0.38 mm.
const SYMBOL_WIDTH: f32 = 74.0;

/// The corners of a card of ID-1 size about a PDF417 symbol's corners in the picture, upper left
/// first as it reads. Direction and tilt are the symbol's; size and place are those of most
/// licences, so this is good for turning a card upright and no measure of its border.
#[must_use]
pub fn card_around_barcode(symbol: &Quad) -> Option<Quad> {
    let (width, height) = symbol.mean_size();
    let tall = SYMBOL_WIDTH * height / width;
    if !symbol.is_convex() || !tall.is_finite() || tall > 50.0 {
        return None;
    }
    let (card_width, card_height) = ZoneLayout::TD1.document;
    let known = Quad::rectangle(
        (card_width - SYMBOL_WIDTH) / 2.0,
        (card_height - tall) / 2.0,
        SYMBOL_WIDTH,
        tall,
    );
    let pairs: Vec<(Point, Point)> = known.0.into_iter().zip(symbol.0).collect();
    Some(fit(&pairs, card_width)?.map_quad(&ZoneLayout::TD1.outline()))
}

/// Deviation of a found place in picture pixels.
const NOISE: f64 = 0.8;
/// Deviations of how much a plane seen by a phone differs from one seen face on, over the width of
/// the document: stretch and shear, and foreshortening.
const STRETCH: f64 = 0.08;
const FORESHORTENING: f64 = 0.08;

/// The most likely map from the document to the picture: a turned and scaled one, with as much
/// tilt as the pairs of places speak for. It is linear least squares about the similarity, with
/// the tilt's likely size as further observations (Tikhonov).
fn fit(pairs: &[(Point, Point)], width: f32) -> Option<Homography> {
    let similarity = similarity(pairs)?;
    let back = similarity.inverse();
    let [[cos, _, _], [sin, _, _], _] = similarity.0;
    let scale = cos.hypot(sin);
    let unit = f64::from(width);
    let noise = NOISE / (scale * unit);
    if !noise.is_finite() {
        return None;
    }
    let middle = mean(pairs.iter().map(|pair| pair.0));
    let mut normal = Normal::default();
    for &(known, found) in pairs {
        let found = back.map(found);
        let part = |value: f32, middle: f64| (f64::from(value) - middle) / unit;
        let (x, y) = (part(known.x, middle.0), part(known.y, middle.1));
        let (u, v) = (part(found.x, middle.0), part(found.y, middle.1));
        // u (1 + g x + h y) = (1 + a) x + b y + c, and the like for v; u ≈ x in the products.
        normal.observe([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y], u - x, noise);
        normal.observe([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y], v - y, noise);
    }
    normal.observe([1.0, 0.0, 0.0, 0.0, -1.0, 0.0, 0.0, 0.0], 0.0, STRETCH);
    normal.observe([0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0], 0.0, STRETCH);
    normal.observe(
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0],
        0.0,
        FORESHORTENING,
    );
    normal.observe(
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
        0.0,
        FORESHORTENING,
    );
    let [a, b, c, d, e, f, g, h] = normal.solve()?;
    let into = Homography([
        [1.0 / unit, 0.0, -middle.0 / unit],
        [0.0, 1.0 / unit, -middle.1 / unit],
        [0.0, 0.0, 1.0],
    ]);
    let tilt = Homography([[1.0 + a, b, c], [d, 1.0 + e, f], [g, h, 1.0]]);
    Some(into.then(&tilt).then(&into.inverse()).then(&similarity))
}

fn mean(points: impl Iterator<Item = Point>) -> (f64, f64) {
    let (mut count, mut x, mut y) = (0.0, 0.0, 0.0);
    for point in points {
        count += 1.0;
        x += f64::from(point.x);
        y += f64::from(point.y);
    }
    (x / count, y / count)
}

/// Turn, scale and shift by least squares.
fn similarity(pairs: &[(Point, Point)]) -> Option<Homography> {
    let from = mean(pairs.iter().map(|pair| pair.0));
    let to = mean(pairs.iter().map(|pair| pair.1));
    let (mut cos, mut sin, mut size) = (0.0, 0.0, 0.0);
    for (known, found) in pairs {
        let (x, y) = (f64::from(known.x) - from.0, f64::from(known.y) - from.1);
        let (u, v) = (f64::from(found.x) - to.0, f64::from(found.y) - to.1);
        cos += x * u + y * v;
        sin += x * v - y * u;
        size += x * x + y * y;
    }
    let (cos, sin) = (cos / size, sin / size);
    let is_map = cos.is_finite() && sin.is_finite() && cos.hypot(sin) > 1e-6;
    is_map.then(|| {
        Homography([
            [cos, -sin, to.0 - cos * from.0 + sin * from.1],
            [sin, cos, to.1 - sin * from.0 - cos * from.1],
            [0.0, 0.0, 1.0],
        ])
    })
}

/// Normal equations of eight unknowns.
#[derive(Default)]
struct Normal {
    /// Each row with its right-hand side.
    rows: [[f64; 9]; 8],
}

impl Normal {
    /// That the unknowns in these shares make `value`, give or take `deviation`.
    fn observe(&mut self, shares: [f64; 8], value: f64, deviation: f64) {
        let weight = 1.0 / (deviation * deviation);
        for (row, share) in self.rows.iter_mut().zip(shares) {
            let others = shares.into_iter().chain([value]);
            for (sum, other) in row.iter_mut().zip(others) {
                *sum += weight * share * other;
            }
        }
    }

    /// Gauss-Jordan; the matrix is positive definite, so no row needs to change its place.
    fn solve(mut self) -> Option<[f64; 8]> {
        for at in 0..8 {
            let pivot = *self.rows.get(at)?;
            let head = *pivot.get(at)?;
            if !head.is_finite() || head.abs() < f64::MIN_POSITIVE {
                return None;
            }
            for (number, row) in self.rows.iter_mut().enumerate() {
                let factor = *row.get(at)? / head;
                for (value, above) in row.iter_mut().zip(pivot) {
                    *value = if number == at {
                        above / head
                    } else {
                        *value - factor * above
                    };
                }
            }
        }
        let unknowns = self.rows.map(|[.., last]| last);
        unknowns
            .iter()
            .all(|value| value.is_finite())
            .then_some(unknowns)
    }
}
