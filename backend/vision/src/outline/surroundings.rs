use super::crossings::Crossings;
use super::quads::Candidate;
use super::small_copy::SmallCopy;
use crate::geometry::Point;

/// Levels between inside and outside below which a side bounds nothing.
const FLAT: f32 = 5.0;
/// Places along a side that are compared.
const PLACES: u8 = 24;
/// Share of each end of a side that is left out.
const ENDS: f32 = 0.08;

/// A candidate that the first one is a part of: a page of an open passport, a portrait, a panel.
pub(super) fn around_first(found: &[Candidate]) -> Option<usize> {
    let first = found.first()?;
    let centre = first.quad.centre();
    let shrunk = first.quad.0.map(|corner| corner.between(centre, 0.06));
    found.iter().position(|other| {
        other.area > 1.25 * first.area
            && other.score > first.score - 0.2
            && other.is_whole
            && other.overrun < 0.2
            && shrunk.iter().all(|&corner| other.quad.contains(corner))
    })
}

/// Sides beside which inside and outside look alike: rows of print and rules.
pub(super) fn flat_sides(
    copy: &SmallCopy,
    crossings: &Crossings<'_>,
    candidate: &Candidate,
) -> usize {
    let centre = candidate.quad.centre();
    let sides = candidate.sides.iter().zip(candidate.quad.sides());
    sides
        .filter(|&(&side, (from, to))| {
            let line = &crossings.lines[side];
            let inwards = line.distance((centre.x, centre.y)).signum();
            let inwards = Point::new(line.across.0 * inwards, line.across.1 * inwards);
            !line.is_border && step(copy, (from, to), inwards) < FLAT
        })
        .count()
}

/// Levels by which the colour inside differs from that outside, on the mean along a side.
fn step(copy: &SmallCopy, (from, to): (Point, Point), inwards: Point) -> f32 {
    let mut sums = [0.0f32; 3];
    let mut count = 0.0;
    for place in 0..PLACES {
        let at = from.between(
            to,
            ENDS + (1.0 - 2.0 * ENDS) * f32::from(place) / f32::from(PLACES - 1),
        );
        for away in [3.0, 5.0] {
            let pair = (
                copy.colour(at.plus(inwards, away)),
                copy.colour(at.plus(inwards, -away)),
            );
            if let (Some(inner), Some(outer)) = pair {
                count += 1.0;
                for (sum, (inner, outer)) in sums.iter_mut().zip(inner.into_iter().zip(outer)) {
                    *sum += f32::from(inner) - f32::from(outer);
                }
            }
        }
    }
    // A side along the border of the picture shows no outside.
    if count < 6.0 {
        return FLAT;
    }
    sums.iter().fold(0.0, |most, sum| sum.abs().max(most)) / count
}
