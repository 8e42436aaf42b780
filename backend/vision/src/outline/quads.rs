//! Quadrilaterals of four lines, and how much each looks like the outline of a document.

use super::crossings::Crossings;
use super::lines::Line;
use super::shape::{self, Fit};
use super::small_copy::SmallCopy;
use super::{shadow, surroundings};
use crate::geometry::{Point, Quad};

/// A quadrilateral with its evidence.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// In pixels of the copy, in either direction.
    pub(super) quad: Quad,
    /// The lines of the upper, right, lower and left side.
    pub(super) sides: [usize; 4],
    /// Share of each side with an edge along it.
    pub(super) shares: [f32; 4],
    /// Mean share of the sides' continuations with an edge along them.
    pub(super) overrun: f32,
    pub(super) fit: Fit,
    /// Share of the picture.
    pub(super) area: f32,
    pub(super) score: f32,
    /// No side is the border of the picture.
    pub(super) is_whole: bool,
}

/// Share of the picture below which an outline that is cut off is not looked for.
const LEAST_CUT_AREA: f32 = 0.2;
/// Nine of ten documents on drawn photographs stay below 0.017; a sheet of letter paper has 0.09,
/// the drawn desk's papers 0.05.
const MOST_MISFIT: f32 = 0.045;

/// At most so many candidates are compared.
const MOST: usize = 40;
/// Score from which a candidate that lies whole in the picture may be a document.
const LIKELY: f32 = 0.45;
/// What a side costs beside which inside and outside look alike.
const FLAT_PENALTY: f32 = 0.2;

/// The best quadrilaterals that take at least that share of the picture, the best first.
pub(super) fn candidates(lines: &[Line], copy: &SmallCopy, least_area: f32) -> Vec<Candidate> {
    let size = (copy.width as f32, copy.height as f32);
    let crossings = Crossings::new(lines, size, least_area);
    let mut found = all(&crossings);
    // The border of the picture is a last resort.
    let is_likely = |candidate: &Candidate| candidate.is_whole && candidate.score >= LIKELY;
    if found.iter().any(is_likely) {
        found.retain(|candidate| candidate.is_whole);
    }
    found.sort_by(|one, other| other.score.total_cmp(&one.score));
    found.truncate(MOST);
    for candidate in &mut found {
        let flat = surroundings::flat_sides(copy, &crossings, candidate);
        candidate.score -= FLAT_PENALTY * flat as f32;
    }
    found.sort_by(|one, other| other.score.total_cmp(&one.score));
    while let Some(outer) = surroundings::around_first(&found) {
        let outer = found.remove(outer);
        found.insert(0, outer);
    }
    if let Some(first) = found.first_mut() {
        shadow::tighten(&crossings, first);
    }
    found
}

/// Every two pairs of opposite lines whose parts between the others carry an edge. Each is met
/// once: the line with the lowest number is the first of its pair.
fn all(crossings: &Crossings<'_>) -> Vec<Candidate> {
    let count = crossings.lines.len();
    let mut found = Vec::new();
    for first in 0..count {
        for second in first + 1..count {
            if !crossings.are_opposite(first, second) {
                continue;
            }
            let between: Vec<(usize, f32)> = (first + 1..count)
                .filter_map(|line| Some((line, crossings.share(line, (first, second))?)))
                .collect();
            for (place, &third) in between.iter().enumerate() {
                for &fourth in between.iter().skip(place + 1) {
                    found.extend(pair(crossings, (first, second), third, fourth));
                }
            }
        }
    }
    found
}

fn pair(
    crossings: &Crossings<'_>,
    (first, second): (usize, usize),
    (third, third_share): (usize, f32),
    (fourth, fourth_share): (usize, f32),
) -> Option<Candidate> {
    if !crossings.are_opposite(third, fourth) {
        return None;
    }
    let first_share = crossings.share(first, (third, fourth))?;
    let second_share = crossings.share(second, (third, fourth))?;
    let shares = [first_share, third_share, second_share, fourth_share];
    candidate(crossings, [first, third, second, fourth], shares)
}

/// The quadrilateral of four lines, if it may be a document.
pub(super) fn candidate(
    crossings: &Crossings<'_>,
    sides: [usize; 4],
    shares: [f32; 4],
) -> Option<Candidate> {
    let [upper, right, lower, left] = sides;
    let places = [
        crossings.place(upper, left)?,
        crossings.place(upper, right)?,
        crossings.place(lower, right)?,
        crossings.place(lower, left)?,
    ];
    let quad = Quad(places.map(|(x, y)| Point::new(x, y)));
    let borders = sides
        .iter()
        .filter(|&&side| crossings.lines[side].is_border)
        .count();
    if borders > 1 || !quad.is_convex() {
        return None;
    }
    let (width, height) = crossings.size;
    let area = quad.area() / (width * height);
    let least_area = if borders > 0 {
        LEAST_CUT_AREA
    } else {
        crossings.least_area
    };
    if area < least_area {
        return None;
    }
    let fit = shape::fit(&quad, width, height)?;
    if borders == 0 && fit.misfit > MOST_MISFIT {
        return None;
    }
    let [a, b, c, d] = places;
    let ends = [(a, b), (b, c), (c, d), (d, a)];
    let overrun = sides
        .iter()
        .zip(ends)
        .map(|(&side, (from, to))| crossings.overrun(side, from, to))
        .sum::<f32>()
        / 4.0;
    let real = |index: usize| !crossings.lines[sides[index]].is_border;
    let seen = (0..4)
        .filter(|&index| real(index))
        .map(|index| shares[index]);
    let mean = seen.clone().sum::<f32>() / (4 - borders) as f32;
    let least = seen.fold(1.0, f32::min);
    // The proportions of a document that is cut off are not seen.
    let penalty = if borders > 0 { 0.15 } else { 1.5 * fit.misfit };
    let score = 0.6 * mean + 0.4 * least - overrun - penalty + 0.08 * area.ln();
    Some(Candidate {
        quad,
        sides,
        shares,
        overrun,
        fit,
        area,
        score,
        is_whole: borders == 0,
    })
}
