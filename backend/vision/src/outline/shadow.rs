use super::crossings::Crossings;
use super::lines::Line;
use super::quads::{self, Candidate};
use crate::geometry::Point;

/// How far a shadow reaches, in shares of the document.
const REACH: f32 = 0.04;
/// How much stronger the document's own border is than that of its shadow.
const STRONGER: f32 = 1.15;
/// What a side may lose of its share, and the whole of its score, by being moved.
const LESS_SHARE: f32 = 0.1;
const LESS_SCORE: f32 = 0.03;

/// Moves sides from the border of the document's shadow, which is soft, in to its own.
pub(super) fn tighten(crossings: &Crossings<'_>, candidate: &mut Candidate) {
    for index in 0..4 {
        let side = candidate.sides[index];
        let tighter = (0..crossings.lines.len())
            .filter(|&other| is_just_inside(crossings, candidate, index, other))
            .filter_map(|other| moved(crossings, candidate, index, other))
            .max_by(|one, other| {
                let strength =
                    |candidate: &Candidate| crossings.lines[candidate.sides[index]].strength;
                strength(one).total_cmp(&strength(other))
            });
        if let Some(tighter) = tighter.filter(|tighter| tighter.sides[index] != side) {
            *candidate = tighter;
        }
    }
}

/// Whether a stronger line runs along a side within the reach of a shadow.
fn is_just_inside(
    crossings: &Crossings<'_>,
    candidate: &Candidate,
    index: usize,
    other: usize,
) -> bool {
    let (line, other) = (
        &crossings.lines[candidate.sides[index]],
        &crossings.lines[other],
    );
    if other.is_border || other.strength < STRONGER * line.strength {
        return false;
    }
    let (width, height) = candidate.quad.mean_size();
    let reach = REACH
        * if index.is_multiple_of(2) {
            height
        } else {
            width
        };
    let ends = [candidate.quad.0[index], candidate.quad.0[(index + 1) % 4]];
    let centre = candidate.quad.centre();
    ends.iter()
        .all(|&end| (-1.0..reach).contains(&depth(line, other, end, centre)))
}

/// How far inside an end of a side another line passes.
fn depth(line: &Line, other: &Line, end: Point, centre: Point) -> f32 {
    let inwards = line.distance((centre.x, centre.y)).signum();
    let cosine = line.across.0 * other.across.0 + line.across.1 * other.across.1;
    -other.distance((end.x, end.y)) * cosine.signum() * inwards
}

/// The candidate with another line for a side, if that is about as good.
fn moved(
    crossings: &Crossings<'_>,
    candidate: &Candidate,
    index: usize,
    other: usize,
) -> Option<Candidate> {
    let (mut sides, mut shares) = (candidate.sides, candidate.shares);
    sides[index] = other;
    let neighbours = (sides[(index + 1) % 4], sides[(index + 3) % 4]);
    shares[index] = crossings
        .share(other, neighbours)
        .filter(|&share| share > shares[index] - LESS_SHARE)?;
    quads::candidate(crossings, sides, shares)
        .filter(|moved| moved.score > candidate.score - LESS_SCORE)
}
