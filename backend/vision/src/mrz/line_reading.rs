use super::alphabet::{BLANK, CLASSES, character};
use super::lattice::Marginals;
use super::line::Line;
use super::model::{PIXELS_PER_COLUMN, Scores, recognise};
use super::sample::{Take, sample};
use super::synthesis::Written;
use crate::luma::Luma;

/// Lengths of lines in the five formats.
const LENGTHS: [usize; 3] = [30, 36, 44];
/// Fewest characters of what may be a line of a zone, read freely.
const FEWEST: usize = 22;
/// Fewest of them that are not fillers: the names of a person take four.
const FEWEST_OTHERS: usize = 4;
/// Least mean logarithm of the certainty of its characters.
const LEAST_CERTAINTY: f32 = -0.75;
/// Merit of what plainly is a line of a zone, upright; nothing else is read so clearly.
const PLAIN_MERIT: f32 = -0.3;
/// What speaks for a line that stands upright: merit, with fillers, and merit without.
const UPRIGHT_MERIT: f32 = -0.12;
const UPRIGHT_PLAIN_MERIT: f32 = -0.03;
const UPRIGHT_FILLERS: usize = 4;

/// A line as the recogniser sees it, before anything is known about the zone.
#[derive(Debug, Clone)]
pub(super) struct LineReading {
    /// The line as far as it is known.
    pub(super) line: Line,
    /// The line that the strip was taken along; columns count on it.
    taken: Line,
    pub(super) take: Take,
    pub(super) scores: Scores,
    /// Characters read freely.
    pub(super) count: usize,
    /// Fillers among them.
    fillers: usize,
    /// Mean logarithm of their certainty.
    pub(super) certainty: f32,
    /// Columns of the first and the last character.
    ends: (f32, f32),
    /// Strip pixels by picture pixel.
    scale: f32,
    width: usize,
}

impl LineReading {
    /// Reads a line once.
    pub(super) fn take(luma: &Luma, line: &Line, take: Take) -> Option<Self> {
        let strip = sample(luma, line, take)?;
        let scores = recognise(&strip)?;
        let Free {
            count,
            fillers,
            certainty,
            ends,
        } = free(&scores);
        Some(Self {
            line: *line,
            taken: *line,
            take,
            scores,
            count,
            fillers,
            certainty,
            ends,
            scale: strip.scale,
            width: strip.width,
        })
    }

    /// The same reading, of a line that is known better.
    pub(super) fn along(self, line: Line) -> Self {
        Self { line, ..self }
    }

    /// How certain its characters are together, as a natural logarithm.
    pub(super) fn evidence(&self) -> f32 {
        self.certainty * self.count as f32
    }

    /// Whether this may be a line of a zone.
    pub(super) fn is_promising(&self) -> bool {
        self.count >= FEWEST && self.certainty > LEAST_CERTAINTY
    }

    /// Whether it holds hardly anything but fillers, as which bare paper is read.
    pub(super) fn is_nearly_all_fillers(&self) -> bool {
        self.count - self.fillers < FEWEST_OTHERS
    }

    /// Whether it plainly is a line of a zone.
    pub(super) fn is_plain(&self) -> bool {
        self.is_promising() && self.merit() > PLAIN_MERIT
    }

    /// Whether it plainly is one that stands upright: upside down, fillers are never read as such.
    pub(super) fn is_plainly_upright(&self) -> bool {
        self.is_plain() && (self.fillers >= UPRIGHT_FILLERS || self.merit() > UPRIGHT_PLAIN_MERIT)
    }

    /// Whether it stands upright without a doubt.
    pub(super) fn is_upright(&self) -> bool {
        self.merit() > UPRIGHT_MERIT && self.is_plainly_upright()
    }

    /// How much it looks like one: certainty, less what its length differs from the formats'.
    pub(super) fn merit(&self) -> f32 {
        let off = LENGTHS
            .iter()
            .map(|length| length.abs_diff(self.count))
            .min()
            .unwrap_or(0);
        let short = if self.count < FEWEST { 5.0 } else { 0.0 };
        self.certainty - 0.12 * off as f32 - short
    }

    /// The line from its first character to its last, with the distance of characters, if it has
    /// `length` of them. Those that were not seen may stand before or behind.
    pub(super) fn refined(&self, length: usize) -> (Line, f32) {
        self.between(self.ends, self.count, length)
    }

    /// The line as far as it was read and so many characters further, with their distance.
    pub(super) fn longer(&self, more: f32) -> (Line, f32) {
        let (line, pitch) = self.refined(self.count);
        let half = line.length / 2.0;
        (line.part(-half, half + more * pitch), pitch)
    }

    /// As [`Self::refined`], where the first and the last of `seen` characters begin in those columns.
    pub(super) fn between(
        &self,
        (first, last): (f32, f32),
        seen: usize,
        length: usize,
    ) -> (Line, f32) {
        let (first, last) = (self.place(first), self.place(last));
        let seen = seen.clamp(2, length.max(2));
        let pitch = (last - first) / (seen - 1) as f32;
        let more = (length.saturating_sub(seen) as f32 + 0.5) * pitch;
        (self.taken.part(first - more, last + more), pitch)
    }

    /// What was read of it, where in columns its characters stand.
    pub(super) fn written(&self, marginals: &Marginals) -> Written {
        let along: Vec<f32> = marginals.columns.iter().map(|at| self.place(*at)).collect();
        let ends = along.first().zip(along.last());
        let length = ends.map_or(0.0, |(first, last)| last - first);
        Written {
            line: self.taken,
            pitch: length / along.len().saturating_sub(1).max(1) as f32,
            along,
            places: marginals.places.clone(),
        }
    }

    /// How far along the line as it was taken, from its middle, a column lies, in picture pixels.
    fn place(&self, column: f32) -> f32 {
        let x = (column + 0.5) * PIXELS_PER_COLUMN as f32;
        (x - self.width as f32 / 2.0) / self.scale
    }
}

/// What the best class of each column says.
struct Free {
    count: usize,
    fillers: usize,
    /// Mean logarithm of the characters' certainty.
    certainty: f32,
    /// Columns of the first and the last character.
    ends: (f32, f32),
}

fn free(scores: &Scores) -> Free {
    let (mut count, mut fillers, mut sum, mut last) = (0usize, 0usize, 0.0, BLANK);
    let mut ends = (0.0, 0.0);
    for (at, row) in scores.rows.iter().enumerate() {
        let (class, share) = best(row);
        if class != BLANK && class != last {
            if count == 0 {
                ends.0 = at as f32;
            }
            count += 1;
            fillers += usize::from(character(class) == '<');
            sum += share.max(1e-6).ln();
        }
        if class != BLANK {
            ends.1 = at as f32;
        }
        last = class;
    }
    let certainty = if count == 0 {
        f32::MIN
    } else {
        sum / count as f32
    };
    Free {
        count,
        fillers,
        certainty,
        ends,
    }
}

/// The classes that a place may hold: those with at least that probability, the likeliest first, no
/// more than so many.
pub(super) fn choices(row: &[f32; CLASSES], least: f32, most: usize) -> Vec<(usize, f32)> {
    let mut choices: Vec<(usize, f32)> = row
        .iter()
        .copied()
        .enumerate()
        .skip(BLANK + 1)
        .filter(|(_, share)| *share >= least)
        .collect();
    choices.sort_by(|a, b| b.1.total_cmp(&a.1));
    choices.truncate(most);
    choices
}

/// The most probable class and its probability.
pub(super) fn best(row: &[f32; CLASSES]) -> (usize, f32) {
    row.iter()
        .copied()
        .enumerate()
        .fold((BLANK, f32::MIN), |best, (class, share)| {
            if share > best.1 { (class, share) } else { best }
        })
}
