use super::lines::{Covered, Line};

/// Share of each end of a side that round corners may leave bare.
const ROUND: f32 = 0.06;
/// Least share of a side with an edge along it.
const LEAST_SHARE: f32 = 0.35;
/// Sine of the least angle between neighbouring sides.
const LEAST_SINE: f32 = 0.77;
/// Cosine of the largest angle between opposite sides.
const LEAST_COSINE: f32 = 0.86;
/// How far a corner may lie outside the picture, in shares of its longest side.
const OUTSIDE: f32 = 0.2;
/// Shortest side, in shares of the picture's shortest side.
const SHORTEST: f32 = 0.12;
/// What the border of the picture counts for as a side.
const BORDER_SHARE: f32 = 0.5;

/// All crossings of the lines.
pub(super) struct Crossings<'a> {
    pub(super) lines: &'a [Line],
    pub(super) size: (f32, f32),
    /// Share of the picture below which no outline is looked for.
    pub(super) least_area: f32,
    /// By line and line: where they cross.
    places: Vec<Option<(f32, f32)>>,
}

impl<'a> Crossings<'a> {
    pub(super) fn new(lines: &'a [Line], size: (f32, f32), least_area: f32) -> Self {
        let outside = OUTSIDE * size.0.max(size.1);
        let is_near = |(x, y): (f32, f32)| {
            x > -outside && y > -outside && x < size.0 + outside && y < size.1 + outside
        };
        let places = lines
            .iter()
            .flat_map(|one| {
                lines.iter().map(move |other| {
                    let sine = one.across.0 * other.across.1 - one.across.1 * other.across.0;
                    (sine.abs() > LEAST_SINE)
                        .then(|| one.crossing(other))
                        .flatten()
                        .filter(|&place| is_near(place))
                })
            })
            .collect();
        Self {
            lines,
            size,
            least_area,
            places,
        }
    }

    pub(super) fn place(&self, one: usize, other: usize) -> Option<(f32, f32)> {
        self.places[one * self.lines.len() + other]
    }

    pub(super) fn are_opposite(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.lines[one], &self.lines[other]);
        let cosine = one.across.0 * other.across.0 + one.across.1 * other.across.1;
        cosine.abs() > LEAST_COSINE
    }

    /// How much of a line between two others carries an edge.
    pub(super) fn share(&self, line: usize, (from, to): (usize, usize)) -> Option<f32> {
        let (from, to) = (self.place(line, from)?, self.place(line, to)?);
        let line = &self.lines[line];
        let (from, to) = (line.along(from), line.along(to));
        let (from, to) = (from.min(to), from.max(to));
        let length = to - from;
        if length < SHORTEST * self.size.0.min(self.size.1) {
            return None;
        }
        if line.is_border {
            return Some(BORDER_SHARE);
        }
        let covered = line.covered(from + ROUND * length, to - ROUND * length);
        let share = covered.all / covered.seen.max(1.0);
        (covered.seen > 0.4 * length && share > LEAST_SHARE).then_some(share)
    }

    /// How much of a side's continuation beyond its ends carries an edge.
    pub(super) fn overrun(&self, line: usize, from: (f32, f32), to: (f32, f32)) -> f32 {
        let line = &self.lines[line];
        if line.is_border {
            return 0.0;
        }
        let (from, to) = (line.along(from), line.along(to));
        let (from, to) = (from.min(to), from.max(to));
        let (near, far) = (3.0 + 0.01 * (to - from), 8.0 + 0.16 * (to - from));
        let beyond = [
            line.covered(from - far, from - near),
            line.covered(to + near, to + far),
        ];
        let share = |covered: &Covered| {
            if covered.seen < 6.0 {
                0.0
            } else {
                covered.firm / covered.seen
            }
        };
        beyond.iter().map(share).sum::<f32>() / 2.0
    }
}
