//! Lines fitted to the edge points about a peak, with the runs of edge along them.

use super::edges::EdgePoint;
use super::hough::direction_bin;
use super::lines::Line;

/// A point this near to a line, in pixels, and running within [`RUNS_ALONG`] of it is part of it.
const REACH: f32 = 1.4;
/// Reach about a peak, which is rough.
const ROUGH_REACH: f32 = 2.5;
/// Pixels from a peak that a line fitted to it stays within, long as it is.
const AROUND: f32 = 12.0;
/// Cosine of 12 degrees.
const RUNS_ALONG: f32 = 0.978;
/// Runs shorter than this many pixels are not counted.
const SHORTEST_RUN: usize = 12;
/// Pixels by which points of one run may be apart.
const GAP: usize = 3;
/// Share of a line's mean strength from which a point is firmly part of it: what goes on faintly
/// beyond the end of a border is the grain of the table.
const FIRM: f32 = 0.4;
/// Bins of 5 degrees.
const COARSE: usize = 36;

/// Edge points sorted by direction.
pub(super) struct ByTurn {
    bins: Vec<Vec<EdgePoint>>,
}

impl ByTurn {
    pub(super) fn new(points: &[EdgePoint]) -> Self {
        let mut bins = vec![Vec::new(); COARSE];
        for point in points {
            bins[direction_bin(point.across, COARSE)].push(*point);
        }
        Self { bins }
    }

    /// The points within some bins of a direction.
    fn near(&self, across: (f32, f32)) -> impl Iterator<Item = &[EdgePoint]> {
        let middle = direction_bin(across, COARSE) + COARSE;
        (middle - 3..=middle + 3).map(|bin| self.bins[bin % COARSE].as_slice())
    }

    /// The line through the points about a peak, and the length of its runs.
    pub(super) fn fit(
        &self,
        (across, offset): ((f32, f32), f32),
        size: (f32, f32),
    ) -> Option<(usize, Line)> {
        let mut line = Line {
            across,
            offset,
            start: 0.0,
            support: Vec::new(),
            firm: Vec::new(),
            strength: 0.0,
            is_border: false,
        };
        let is_around = |point: &&EdgePoint| line.distance((point.x, point.y)).abs() < AROUND;
        let mut around: Vec<EdgePoint> = Vec::new();
        // Bin by bin, which is quicker than point by point over all of them.
        for points in self.near(across) {
            around.extend(points.iter().filter(is_around).copied());
        }
        for reach in [ROUGH_REACH, REACH] {
            let mut sums = Sums::default();
            for point in &around {
                if is_part(&line, point, reach) {
                    sums.add(point.x, point.y);
                }
            }
            (line.across, line.offset) = sums.line(line.across)?;
        }
        let parts: Vec<&EdgePoint> = around
            .iter()
            .filter(|point| is_part(&line, point, REACH))
            .collect();
        let sum: f32 = parts.iter().map(|point| point.strength).sum();
        line.strength = sum / parts.len().max(1) as f32;
        let reach = size.0 + size.1;
        line.start = -reach;
        let bins = 2 * reach as usize + 3;
        let (mut all, mut firm) = (vec![false; bins], vec![false; bins]);
        for point in parts {
            let along = line.along((point.x, point.y)) - line.start;
            for at in [along - 0.6, along + 0.6] {
                let bin = (at + 0.5) as usize;
                all[bin] = true;
                firm[bin] |= point.strength > FIRM * line.strength;
            }
        }
        let length = close_gaps(&mut all);
        close_gaps(&mut firm);
        let (first, last) = line.inside(size)?;
        line.support = counts(&all[first..last]);
        line.firm = counts(&firm[first..last]);
        line.start += first as f32;
        (length >= SHORTEST_RUN).then_some((length, line))
    }
}

/// How many marks lie before each place.
fn counts(marks: &[bool]) -> Vec<u16> {
    let sums = marks.iter().scan(0u16, |sum, &mark| {
        *sum += u16::from(mark);
        Some(*sum)
    });
    std::iter::once(0).chain(sums).collect()
}

fn is_part(line: &Line, point: &EdgePoint, reach: f32) -> bool {
    let cosine = line.across.0 * point.across.0 + line.across.1 * point.across.1;
    line.distance((point.x, point.y)).abs() < reach && cosine.abs() > RUNS_ALONG
}

/// Fills gaps in runs, deletes what stays short, and counts what is left.
fn close_gaps(marks: &mut [bool]) -> usize {
    let mut last = None;
    for at in 0..marks.len() {
        if marks[at] {
            if let Some(last) = last
                && at - last <= GAP + 1
            {
                marks[last..at].fill(true);
            }
            last = Some(at);
        }
    }
    let mut length = 0;
    let mut at = 0;
    while at < marks.len() {
        let run = marks[at..].iter().take_while(|&&mark| mark).count();
        if run < SHORTEST_RUN {
            marks[at..at + run].fill(false);
        } else {
            length += run;
        }
        at += run + 1;
    }
    length
}

/// Sums for a line by total least squares.
#[derive(Default)]
struct Sums {
    count: f64,
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Sums {
    fn add(&mut self, x: f32, y: f32) {
        let (x, y) = (f64::from(x), f64::from(y));
        self.count += 1.0;
        self.x += x;
        self.y += y;
        self.xx += x * x;
        self.xy += x * y;
        self.yy += y * y;
    }

    /// Direction across and offset, on the side of `like`.
    fn line(&self, like: (f32, f32)) -> Option<((f32, f32), f32)> {
        if self.count < 8.0 {
            return None;
        }
        let (x, y) = (self.x / self.count, self.y / self.count);
        let xx = self.xx / self.count - x * x;
        let xy = self.xy / self.count - x * y;
        let yy = self.yy / self.count - y * y;
        let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
        let (sin, cos) = angle.sin_cos();
        let across = (-sin, cos);
        let sign = if across.0 * f64::from(like.0) + across.1 * f64::from(like.1) < 0.0 {
            -1.0
        } else {
            1.0
        };
        let across = (across.0 * sign, across.1 * sign);
        let offset = across.0 * x + across.1 * y;
        Some(((across.0 as f32, across.1 as f32), offset as f32))
    }
}
