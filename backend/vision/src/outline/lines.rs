//! Straight lines among edge points.

use super::edges::EdgePoint;
use super::fit::ByTurn;
use super::hough::{Votes, direction_bin, weight};

/// At most so many lines are kept, and so many within a sector of 15 degrees.
const MOST_LINES: usize = 64;
const MOST_IN_SECTOR: usize = 12;
const SECTORS: usize = 12;

/// Pixels along a part of a line.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Covered {
    /// That carry an edge.
    pub(super) all: f32,
    /// That carry an edge about as strong as the line's.
    pub(super) firm: f32,
    /// In the picture.
    pub(super) seen: f32,
}

/// A straight line: the points with `across · point = offset`.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Unit vector across.
    pub(super) across: (f32, f32),
    pub(super) offset: f32,
    /// Place along the line of the first bin of `support`.
    pub(super) start: f32,
    /// How many of the pixels before each one along the line carry an edge.
    pub(super) support: Vec<u16>,
    /// The same for edges about as strong as the line's.
    pub(super) firm: Vec<u16>,
    /// Mean strength of its edge.
    pub(super) strength: f32,
    /// Whether it is the border of the picture.
    pub(super) is_border: bool,
}

impl Line {
    /// A place's coordinate along the line.
    pub(super) fn along(&self, (x, y): (f32, f32)) -> f32 {
        y * self.across.0 - x * self.across.1
    }

    /// Signed distance of a place.
    pub(super) fn distance(&self, (x, y): (f32, f32)) -> f32 {
        x * self.across.0 + y * self.across.1 - self.offset
    }

    /// Pixels that carry an edge between two coordinates, those that carry a firm one, and pixels
    /// in the picture between them.
    pub(super) fn covered(&self, from: f32, to: f32) -> Covered {
        let bin = |at: f32| {
            let bin = (at - self.start).round().max(0.0) as usize;
            bin.min(self.support.len() - 1)
        };
        let (from, to) = (bin(from), bin(to));
        if to <= from {
            return Covered::default();
        }
        Covered {
            all: f32::from(self.support[to] - self.support[from]),
            firm: f32::from(self.firm[to] - self.firm[from]),
            seen: (to - from) as f32,
        }
    }

    /// Where two lines cross.
    pub(super) fn crossing(&self, other: &Self) -> Option<(f32, f32)> {
        let determinant = self.across.0 * other.across.1 - self.across.1 * other.across.0;
        (determinant.abs() > 0.05).then(|| {
            (
                (self.offset * other.across.1 - other.offset * self.across.1) / determinant,
                (other.offset * self.across.0 - self.offset * other.across.0) / determinant,
            )
        })
    }

    /// First and last bin along the line that lie in the picture; `start` counts from bin 0.
    pub(super) fn inside(&self, (width, height): (f32, f32)) -> Option<(usize, usize)> {
        let foot = (self.across.0 * self.offset, self.across.1 * self.offset);
        let way = (-self.across.1, self.across.0);
        let (mut from, mut to) = (f32::MIN, f32::MAX);
        for (at, step, end) in [(foot.0, way.0, width), (foot.1, way.1, height)] {
            if step.abs() < 1e-6 {
                if at < 0.0 || at > end {
                    return None;
                }
                continue;
            }
            let (one, other) = (-at / step, (end - 1.0 - at) / step);
            from = from.max(one.min(other));
            to = to.min(one.max(other));
        }
        let bin = |at: f32| (at - self.start).round().max(0.0) as usize;
        (to > from).then(|| (bin(from), bin(to)))
    }

    fn border(across: (f32, f32), offset: f32) -> Self {
        Self {
            across,
            offset,
            start: 0.0,
            support: vec![0],
            firm: vec![0],
            strength: 0.0,
            is_border: true,
        }
    }
}

/// The lines with the longest edges along them, and the picture's four borders.
pub(super) fn lines(points: &[EdgePoint], width: usize, height: usize) -> Vec<Line> {
    let size = (width as f32, height as f32);
    let by_turn = ByTurn::new(points);
    let votes = Votes::count(points, size);
    let mut found: Vec<(usize, Line)> = Vec::new();
    for peak in votes.peaks() {
        let Some((length, line)) = by_turn.fit(votes.line(peak), size) else {
            continue;
        };
        let is_known = found.iter().any(|(_, other)| are_close(other, &line, size));
        if !is_known {
            found.push((length, line));
        }
    }
    found.sort_by_key(|(length, line)| std::cmp::Reverse(length * weight(line.strength)));
    let mut in_sector = [0; SECTORS];
    found.retain(|(_, line)| {
        let count = &mut in_sector[direction_bin(line.across, SECTORS)];
        *count += 1;
        *count <= MOST_IN_SECTOR
    });
    found.truncate(MOST_LINES);
    let mut lines: Vec<Line> = found.into_iter().map(|(_, line)| line).collect();
    lines.extend([
        Line::border((1.0, 0.0), -0.5),
        Line::border((1.0, 0.0), size.0 - 0.5),
        Line::border((0.0, 1.0), -0.5),
        Line::border((0.0, 1.0), size.1 - 0.5),
    ]);
    lines
}

/// Whether two lines are within two pixels of each other throughout the picture.
fn are_close(one: &Line, other: &Line, (width, height): (f32, f32)) -> bool {
    let cosine = one.across.0 * other.across.0 + one.across.1 * other.across.1;
    if cosine.abs() < 0.99 {
        return false;
    }
    let middle = one.along((width / 2.0, height / 2.0));
    let half = 0.35 * width.max(height);
    [middle - half, middle + half].into_iter().all(|along| {
        let place = (
            one.across.0 * one.offset - one.across.1 * along,
            one.across.1 * one.offset + one.across.0 * along,
        );
        other.distance(place).abs() < 2.0
    })
}
