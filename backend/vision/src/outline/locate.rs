use serde::Serialize;

use super::edges::edge_points;
use super::lines::lines;
use super::quads::{Candidate, candidates};
use super::shape::Shape;
use super::small_copy::SmallCopy;
use crate::geometry::{Point, Quad};
use crate::picture::Picture;

/// Share of the picture below which an outline is not looked for: that of a document, and that of
/// what may be one.
const LEAST_AREA: f32 = 0.07;
const LEAST_LIKELY_AREA: f32 = 0.015;
/// Score from which something may be a document.
const LIKELY_SCORE: f32 = 0.3;
/// So many outlines that may be those of documents are worth looking into.
const MOST_LIKELY: usize = 3;
/// Two outlines whose corners are this close, in shares of the longer side, are one.
const SAME: f32 = 0.08;
/// Score from which a document is taken for found, and one that the border cuts off.
const LEAST_SCORE: f32 = 0.68;
const LEAST_CUT_SCORE: f32 = 0.72;
/// Below this share of the picture a label or a note is as likely, so more is asked: with
/// nothing of the picture left, so much more.
const LARGE: f32 = 0.2;
const MORE_SCORE: f32 = 0.15;
/// Scores of no and of full confidence.
const CONFIDENCE: (f32, f32) = (0.55, 0.9);
/// How far outside the picture a corner lies that is cut off, in shares of its longest side.
const CUT: f32 = 0.01;

/// A document's outline in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Outline {
    /// Corners, clockwise from the one nearest to the picture's upper left. Which of them is the
    /// document's upper left is not known from the outline: see [`Quad::started_at`]. A corner
    /// that is cut off lies outside the picture or, where a whole side is, on its border.
    pub quad: Quad,
    /// What its proportions say; `None` when they are between two shapes or part is cut off.
    pub shape: Option<Shape>,
    /// How sure it is that this is the outline, 0-1.
    pub confidence: f32,
    /// The borders of the picture that cut the document off.
    pub cut_off: Borders,
    /// Share of the picture that the document takes, 0-1.
    pub share: f32,
}

/// Borders of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Borders {
    /// The left one.
    pub left: bool,
    /// The upper one.
    pub upper: bool,
    /// The right one.
    pub right: bool,
    /// The lower one.
    pub lower: bool,
}

impl Borders {
    /// Whether it is any of them.
    #[must_use]
    pub const fn any(self) -> bool {
        self.left || self.upper || self.right || self.lower
    }
}

/// Finds the outline of the one document in a photograph, at any rotation and tilt: a card, a page
/// or both pages of a passport, on whatever it lies.
///
/// `None` when there is none, or when it is unsure: a wrong outline does more harm than none. That
/// includes scans and screenshots that show nothing but the document, whose outline is the
/// picture's. Deterministic; the work is bounded by the size of a small copy: some 10 to 15 ms,
/// making the copy of 12 MP included.
#[must_use]
pub fn locate(picture: &Picture) -> Option<Outline> {
    let (copy, candidates) = found(picture, LEAST_AREA)?;
    let best = candidates.into_iter().next()?;
    let outline = outline(&copy, &best);
    let least = if outline.cut_off.any() {
        LEAST_CUT_SCORE
    } else {
        LEAST_SCORE + MORE_SCORE * (1.0 - best.area / LARGE).max(0.0)
    };
    (best.score >= least).then_some(outline)
}

/// What may be the outline of a document, small ones too, the likeliest first and no more than
/// [`MOST_LIKELY`]: for readers that look inside, and that lose nothing by looking at the wrong
/// thing.
pub(crate) fn likely_outlines(picture: &Picture) -> Vec<Quad> {
    let Some((copy, candidates)) = found(picture, LEAST_LIKELY_AREA) else {
        return Vec::new();
    };
    let mut likely: Vec<Quad> = Vec::new();
    for candidate in candidates {
        if likely.len() == MOST_LIKELY || candidate.score < LIKELY_SCORE {
            break;
        }
        let quad = to_picture(&candidate.quad, &copy);
        if !likely.iter().any(|other| are_same(other, &quad)) {
            likely.push(quad);
        }
    }
    likely
}

/// The best quadrilaterals that take at least that share of the picture, in pixels of its copy.
fn found(picture: &Picture, least_area: f32) -> Option<(SmallCopy, Vec<Candidate>)> {
    let copy = SmallCopy::new(picture)?;
    let lines = lines(&edge_points(&copy), copy.width, copy.height);
    let candidates = candidates(&lines, &copy, least_area);
    Some((copy, candidates))
}

fn are_same(one: &Quad, other: &Quad) -> bool {
    let (width, height) = one.mean_size();
    let far = SAME * width.max(height);
    let mut corners = one.0.iter().zip(&other.0);
    corners.all(|(a, b)| a.distance(*b) < far)
}

fn to_picture(quad: &Quad, copy: &SmallCopy) -> Quad {
    let place = |at: f32, scale: f32| (at + 0.5) * scale - 0.5;
    let corner = |corner: Point| {
        let (across, down) = copy.scale;
        Point::new(place(corner.x, across), place(corner.y, down))
    };
    Quad(clockwise(*quad).0.map(corner))
}

fn outline(copy: &SmallCopy, best: &Candidate) -> Outline {
    let (width, height) = (copy.width as f32, copy.height as f32);
    let cut_off = cut_off(&best.quad, best.is_whole, (width, height));
    let (none, full) = CONFIDENCE;
    Outline {
        quad: to_picture(&best.quad, copy),
        shape: best.fit.sure_shape().filter(|_| best.is_whole),
        confidence: ((best.score - none) / (full - none)).clamp(0.0, 1.0),
        cut_off,
        share: best.area.min(1.0),
    }
}

fn cut_off(quad: &Quad, is_whole: bool, (width, height): (f32, f32)) -> Borders {
    let outside = if is_whole {
        CUT * width.max(height)
    } else {
        -0.6
    };
    let any = |is_out: &dyn Fn(&Point) -> bool| quad.0.iter().any(is_out);
    Borders {
        left: any(&|corner| corner.x < -0.5 - outside),
        upper: any(&|corner| corner.y < -0.5 - outside),
        right: any(&|corner| corner.x > width - 0.5 + outside),
        lower: any(&|corner| corner.y > height - 0.5 + outside),
    }
}

/// The corners clockwise, from the one nearest to the upper left.
fn clockwise(quad: Quad) -> Quad {
    let [a, b, c, d] = quad.0;
    let turn = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
    let quad = if turn > 0.0 { quad } else { Quad([a, d, c, b]) };
    let sums = quad.0.map(|corner| corner.x + corner.y);
    let first = (0..4).min_by(|&one, &other| {
        let sum = |at: usize| sums.get(at).copied().unwrap_or(f32::MAX);
        sum(one).total_cmp(&sum(other))
    });
    quad.started_at(first.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pale card on a dark desk, its sides in hundredths of the picture's width.
    fn card(width: u32, height: u32) -> Picture {
        let pixel = |at: u32| {
            let (x, y) = (at % 900, at / 900);
            let is_card =
                (100..100 + 9 * width).contains(&x) && (150..150 + 9 * height).contains(&y);
            if is_card { [210; 3] } else { [60; 3] }
        };
        Picture::from_rgb(900, 700, (0..900 * 700).flat_map(pixel).collect()).unwrap()
    }

    #[test]
    fn a_small_card_is_likely_but_not_found() {
        let large = card(45, 29);
        let found = locate(&large).unwrap();
        assert!(are_same(&likely_outlines(&large)[0], &found.quad));

        let small = card(20, 13);
        assert_eq!(locate(&small), None);
        let likely = likely_outlines(&small);
        let [a, _, c, _] = likely[0].0;
        assert!(a.distance(Point::new(100.0, 150.0)) < 4.0, "{likely:?}");
        assert!(c.distance(Point::new(280.0, 267.0)) < 4.0, "{likely:?}");
    }
}
