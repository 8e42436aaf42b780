use serde::Serialize;

use crate::geometry::Quad;

/// What a document's proportions say about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// ID-1 (ISO/IEC 7810), 85.60 × 53.98 mm: licences and cards.
    Id1,
    /// Sides as 1 to √2 within a hundredth: ID-2 (105 × 74 mm), ID-3 (125 × 88 mm) and both open
    /// pages of a passport (125 × 176 mm), which proportions cannot tell apart.
    RootTwo,
    /// MRV-A, 120 × 80 mm: a large visa sticker.
    LargeVisa,
}

/// Longer over shorter side.
const RATIOS: [(Shape, f64); 3] = [
    (Shape::Id1, 85.60 / 53.98),
    (Shape::RootTwo, 1.4175),
    (Shape::LargeVisa, 1.5),
];

/// Focal lengths that are tried, in longest sides of the picture: wide-angle phone cameras to
/// pictures cut out of larger ones.
const FOCAL_LENGTHS: [f64; 6] = [0.7, 1.0, 1.4, 2.0, 3.5, 20.0];

/// A quadrilateral as the picture of a rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    pub(super) shape: Shape,
    /// How far from it: the root of the squared relative error of the proportions and the squared
    /// cosine of the angle between the sides.
    pub(super) misfit: f32,
    /// How much farther from the next shape.
    margin: f32,
}

impl Fit {
    /// The shape, when it is that one and hardly another.
    pub(super) fn sure_shape(&self) -> Option<Shape> {
        (self.misfit < 0.03 && self.margin > 0.015).then_some(self.shape)
    }
}

/// The shape whose picture, taken with the middle of the picture as principal point, is most like
/// the quadrilateral (Zhang & He 2007, section 3). `None` when it is no picture of a rectangle.
pub(super) fn fit(quad: &Quad, width: f32, height: f32) -> Option<Fit> {
    let (middle_x, middle_y) = (f64::from(width) / 2.0, f64::from(height) / 2.0);
    let longest = f64::from(width.max(height));
    let corners = quad.0.map(|p| {
        (
            (f64::from(p.x) - middle_x) / longest,
            (f64::from(p.y) - middle_y) / longest,
        )
    });
    let (along, down) = axes(corners)?;
    let mut misfits = [f64::MAX; RATIOS.len()];
    for focal in FOCAL_LENGTHS {
        let product = |(a, b, c): Axis, (d, e, f): Axis| (a * d + b * e) / (focal * focal) + c * f;
        let (width, height) = (product(along, along).sqrt(), product(down, down).sqrt());
        let cosine = product(along, down) / (width * height);
        let ratio = (width / height).ln().abs();
        for (least, (_, expected)) in misfits.iter_mut().zip(RATIOS) {
            *least = least.min((ratio - expected.ln()).hypot(cosine));
        }
    }
    let mut ranked: Vec<(f64, Shape)> = misfits
        .into_iter()
        .zip(RATIOS.map(|(shape, _)| shape))
        .collect();
    ranked.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (&(misfit, shape), &(next, _)) = (ranked.first()?, ranked.get(1)?);
    #[expect(clippy::cast_possible_truncation, reason = "a ratio near 0")]
    let fit = Fit {
        shape,
        misfit: misfit as f32,
        margin: (next - misfit) as f32,
    };
    Some(fit)
}

type Axis = (f64, f64, f64);

/// The first two columns of the map from the unit square.
fn axes(corners: [(f64, f64); 4]) -> Option<(Axis, Axis)> {
    let [a, b, c, d] = corners;
    let (sum_x, sum_y) = (a.0 - b.0 + c.0 - d.0, a.1 - b.1 + c.1 - d.1);
    let (x1, x2, y1, y2) = (b.0 - c.0, d.0 - c.0, b.1 - c.1, d.1 - c.1);
    let determinant = x1 * y2 - x2 * y1;
    if determinant.abs() < 1e-9 {
        return None;
    }
    let g = (sum_x * y2 - x2 * sum_y) / determinant;
    let h = (x1 * sum_y - sum_x * y1) / determinant;
    Some((
        (b.0 - a.0 + g * b.0, b.1 - a.1 + g * b.1, g),
        (d.0 - a.0 + h * d.0, d.1 - a.1 + h * d.1, h),
    ))
}
