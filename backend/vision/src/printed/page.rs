use std::ops::Range;

use credence_documents::printed::PrintLine;
use credence_types::Redacted;

use super::line::Line;
use super::look::{Alignment, Chances};
use super::plane::Plane;
use super::reading::Read;
use super::recognise::PIXELS_PER_COLUMN;
use crate::geometry::{Point, Quad};

/// Cost a character, in natural logarithms, beyond which a text doesn't stand anywhere.
const FARTHEST: f32 = 5.0;
/// So many fillers make a line one of a machine-readable zone.
const FILLERS: usize = 3;

/// What is printed on a document.
#[derive(Debug)]
pub struct PrintedPage {
    /// Lines of print from the top; those of a machine-readable zone may be among them.
    pub lines: Vec<PrintedLine>,
    pub(super) plane: Plane,
}

/// A line of print.
#[derive(Debug)]
pub struct PrintedLine {
    /// What it says and where on the document.
    pub print: PrintLine,
    /// Its corners in picture pixels, capitals tall: upper left, upper right, lower right, lower
    /// left as it reads.
    pub corners: Quad,
    pub(super) line: Line,
    pub(super) read: Vec<Read>,
    pub(super) chances: Chances,
    /// Plane pixels to a column of scores, and where the first column begins.
    pub(super) step: f32,
    pub(super) begin: f32,
}

/// Where a text that was looked for may stand.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintSighting {
    /// Which line.
    pub line: usize,
    /// The characters of that line's text that stand there.
    pub characters: Range<usize>,
    /// Corners in picture pixels, as for a line.
    pub corners: Quad,
    /// How likely the picture makes the character that fits worst, beside what was read in its
    /// stead, 0 to 1.
    pub likelihood: f32,
    /// The same of all its characters, their geometric mean: in a line that says nothing no character
    /// fits.
    pub fit: f32,
    /// What was read there.
    pub read: Redacted<String>,
}

/// From this likelihood and this fit on a text was seen. Where capitals are 4 to 7 pixels high, no
/// text that differs by a letter from what is printed reaches 0.1, twins as `0` and `O` aside; in
/// pictures so smeared that two in five of the right texts are missed, two of a thousand are seen.
const SEEN: f32 = 0.25;
const SEEN_FIT: f32 = 0.5;
/// Below this likelihood, or this fit, something else stands there.
const SOMETHING_ELSE: f32 = 0.02;
const LEAST_FIT: f32 = 0.35;

impl PrintSighting {
    /// Whether the text stands there.
    #[must_use]
    pub fn is_seen(&self) -> bool {
        self.likelihood >= SEEN && self.fit >= SEEN_FIT
    }

    /// Whether something else stands there; else the picture leaves it open.
    #[must_use]
    pub fn is_something_else(&self) -> bool {
        self.likelihood < SOMETHING_ELSE || self.fit < LEAST_FIT
    }
}

impl PrintedPage {
    /// All lines, for [`lay_out`](credence_documents::printed::lay_out).
    #[must_use]
    pub fn prints(&self) -> Vec<PrintLine> {
        self.lines.iter().map(|line| line.print.clone()).collect()
    }

    /// The best place of a text of capitals, digits and spaces: letters with marks count as those
    /// without, what divides words and dates as a space; a long number may be divided anywhere. Only
    /// whole words count, and no line of a machine-readable zone. `None` when nothing like it is
    /// printed.
    #[must_use]
    pub fn look_for(&self, text: &str) -> Option<PrintSighting> {
        let lines = self.lines.iter().enumerate();
        let (index, found) = lines
            .filter(|(_, line)| !line.is_of_zone())
            .filter_map(|(index, line)| Some((index, line.chances.align(text)?)))
            .filter(|(_, found)| found.mean > -FARTHEST)
            .max_by(|a, b| a.1.total.total_cmp(&b.1.total))?;
        Some(self.sighting(index, self.lines.get(index)?, &found))
    }

    fn sighting(&self, index: usize, line: &PrintedLine, found: &Alignment) -> PrintSighting {
        let (first, last) = found.columns;
        let before = line
            .read
            .iter()
            .take_while(|read| read.columns.1 < first)
            .count();
        let inside = line
            .read
            .iter()
            .take_while(|read| read.columns.0 <= last)
            .count();
        let characters = before..inside.max(before);
        let letters = line.print.text.expose().chars();
        let read = letters.skip(before).take(characters.len()).collect();
        PrintSighting {
            line: index,
            characters,
            corners: self.quad(line, line.places(first, last)),
            likelihood: found.weakest.exp(),
            fit: found.mean.exp(),
            read: Redacted::new(read),
        }
    }

    /// Where characters of a line stand, in picture pixels.
    #[must_use]
    pub fn place(&self, line: usize, characters: Range<usize>) -> Option<Quad> {
        let line = self.lines.get(line)?;
        let part = line.read.get(characters)?;
        let (first, last) = (part.first()?, part.last()?);
        Some(self.quad(line, line.places(first.columns.0, last.columns.1)))
    }

    fn quad(&self, line: &PrintedLine, (from, to): (f32, f32)) -> Quad {
        Quad(
            line.line
                .part(from, to)
                .map(|place| self.plane.in_picture(place)),
        )
    }
}

impl PrintedLine {
    /// Whether it is one of a machine-readable zone.
    #[must_use]
    pub fn is_of_zone(&self) -> bool {
        let fillers = self
            .read
            .iter()
            .filter(|read| read.character == '<')
            .count();
        fillers >= FILLERS
    }

    /// From where to where along the line columns reach, half a capital more on both sides.
    fn places(&self, first: usize, last: usize) -> (f32, f32) {
        let at = |column: usize| self.begin + (column * PIXELS_PER_COLUMN) as f32 * self.step;
        let room = 0.25 * self.line.capitals;
        (
            (at(first) - room).max(-room),
            (at(last + 1) + room).min(self.line.length + room),
        )
    }

    /// The box of the line on the document, its width the unit.
    pub(super) fn print(line: &Line, plane: &Plane, read: &[Read]) -> PrintLine {
        let unit = 1.0 / plane.width as f32;
        let [upper_left, upper_right, lower_right, lower_left] = line.part(0.0, line.length);
        let least = |a: f32, b: f32| a.min(b) * unit;
        let most = |a: f32, b: f32| a.max(b) * unit;
        let middle = |a: Point, b: Point| f32::midpoint(a.y, b.y) * unit;
        PrintLine {
            text: Redacted::new(read.iter().map(|read| read.character).collect()),
            confidence: read.iter().map(|read| read.confidence).collect(),
            left: least(upper_left.x, lower_left.x),
            right: most(upper_right.x, lower_right.x),
            top: middle(upper_left, upper_right),
            bottom: middle(lower_left, lower_right),
        }
    }
}

impl std::fmt::Debug for Chances {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chances")
    }
}
