use super::find::find_lines;
use super::line::Line;
use super::look::Chances;
use super::page::{PrintedLine, PrintedPage};
use super::plane::Plane;
use super::reading::{Read, read};
use super::recognise::{Scores, recognise};
use super::shade::Shade;
use super::sheet::Sheet;
use super::strip::sample;
use crate::geometry::Quad;
use crate::picture::Picture;

/// Height of capitals in picture pixels below which nobody can read them.
const LEAST_CAPITALS: f32 = 5.0;
/// So many lines say which way up the document is.
const SAMPLES: usize = 5;
/// Fewer characters say nothing about which way up a line is.
const FEWEST_CHARACTERS: usize = 4;
/// Mean certainty of characters below which another quarter turn is tried.
const LEAST_CERTAINTY: f32 = 0.55;
/// How much more certain the other way up has to be, so that one is not turned by chance.
const TURN_MARGIN: f32 = 0.08;
/// Mean certainty from which lines are the right way up: upside down they read as nonsense.
const UPRIGHT_CERTAINTY: f32 = 0.88;

/// Reads what is printed on a document; without a sheet the whole picture is taken for it. The same
/// picture always gives the same lines. The work is bounded by the number of lines.
#[must_use]
pub fn read_printed(picture: &Picture, sheet: Option<Sheet>) -> PrintedPage {
    read_printed_beside(picture, sheet, &[])
}

/// The same without what stands in rows whose corners, capitals tall, are known in picture pixels:
/// those of a machine-readable zone, which can't confirm itself.
#[must_use]
pub fn read_printed_beside(picture: &Picture, sheet: Option<Sheet>, zone: &[Quad]) -> PrintedPage {
    let quarters: &[usize] = match sheet {
        Some(sheet) if sheet.is_upright => &[0],
        _ => &[0, 1],
    };
    let mut best: Option<(f32, View)> = None;
    for &turned in quarters {
        let Some((certainty, view)) = View::of(picture, sheet.as_ref(), turned, zone) else {
            continue;
        };
        let is_better = best
            .as_ref()
            .is_none_or(|(before, _)| certainty > before + TURN_MARGIN);
        if is_better {
            best = Some((certainty, view));
        }
        if best
            .as_ref()
            .is_some_and(|(certainty, _)| *certainty > LEAST_CERTAINTY)
        {
            break;
        }
    }
    best.map_or_else(nothing, |(_, view)| view.page())
}

fn nothing() -> PrintedPage {
    PrintedPage {
        lines: Vec::new(),
        plane: Plane::nowhere(),
    }
}

/// The lines found on one plane.
struct View {
    plane: Plane,
    shade: Shade,
    lines: Vec<Sighted>,
}

/// A line, and what was read in it if that was tried.
struct Sighted {
    line: Line,
    recognised: Option<Recognised>,
}

/// What the recogniser made of a line.
struct Recognised {
    read: Vec<Read>,
    scores: Scores,
    /// Plane pixels to one of the strip, and where the strip begins.
    step: f32,
    begin: f32,
}

impl View {
    /// The document that many quarter turns further, upside down where its lines read better so,
    /// and how certain they then are.
    fn of(
        picture: &Picture,
        sheet: Option<&Sheet>,
        quarters: usize,
        zone: &[Quad],
    ) -> Option<(f32, Self)> {
        let (width, height) = (picture.width() as f32, picture.height() as f32);
        let plane = match sheet {
            Some(sheet) => Plane::of_sheet(&sheet.turned(quarters))?,
            None => Plane::of_picture(width, height, quarters)?,
        };
        let shade = Shade::fine(picture.luma(), &plane)?;
        let lines = find_lines(&shade.coarse(&plane)?, &plane)?;
        let is_of_zone = |line: &Line| {
            let mut rows = zone.iter();
            rows.any(|row| line.lies_in(row, |place| plane.in_picture(place)))
        };
        let lines = lines.into_iter().filter(|line| !is_of_zone(line));
        let lines = lines.map(Sighted::unread).collect();
        let mut view = Self {
            plane,
            shade,
            lines,
        };
        if sheet.is_some_and(|sheet| sheet.is_upright) {
            return Some((1.0, view));
        }
        let upright = view.certainty();
        if upright > UPRIGHT_CERTAINTY {
            return Some((upright, view));
        }
        let mut turned = view.turned_half();
        let other = turned.certainty();
        Some(if other > upright + TURN_MARGIN {
            (other, turned)
        } else {
            (upright, turned.turned_half())
        })
    }

    /// The same lines upside down, unread.
    fn turned_half(self) -> Self {
        let size = (self.plane.width, self.plane.height);
        let lines = self.lines.iter().rev();
        Self {
            lines: lines
                .map(|sighted| Sighted::unread(sighted.line.turned_half(size)))
                .collect(),
            shade: self.shade.turned_half(&self.plane),
            plane: self.plane.turned_half(),
        }
    }

    /// Mean certainty of the characters of the longest lines.
    fn certainty(&mut self) -> f32 {
        let mut lines: Vec<&mut Sighted> = self.lines.iter_mut().collect();
        let weight = |sighted: &Sighted| sighted.line.length * sighted.line.confidence;
        lines.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
        let (mut sum, mut count) = (0.0, 0.0);
        for sighted in lines.into_iter().take(SAMPLES) {
            sighted.recognise(&self.plane, &self.shade);
            let read = sighted.recognised.iter().map(|found| &found.read);
            // A stroke or a ring reads as the same letter any way up.
            for read in read
                .filter(|read| read.len() >= FEWEST_CHARACTERS)
                .flatten()
            {
                sum += read.confidence;
                count += 1.0;
            }
        }
        if count < 4.0 { 0.0 } else { sum / count }
    }

    fn page(mut self) -> PrintedPage {
        for sighted in &mut self.lines {
            sighted.recognise(&self.plane, &self.shade);
        }
        let lines = std::mem::take(&mut self.lines);
        let lines = lines
            .into_iter()
            .filter_map(|sighted| sighted.printed(&self.plane));
        PrintedPage {
            lines: lines.collect(),
            plane: self.plane,
        }
    }
}

impl Sighted {
    const fn unread(line: Line) -> Self {
        Self {
            line,
            recognised: None,
        }
    }

    /// Reads it, once.
    fn recognise(&mut self, plane: &Plane, shade: &Shade) {
        if self.recognised.is_some() || self.line.capitals * plane.step() < LEAST_CAPITALS {
            return;
        }
        let strip = sample(shade, &self.line);
        self.recognised = recognise(&strip).map(|scores| Recognised {
            read: read(&scores),
            scores,
            step: strip.step,
            begin: strip.begin,
        });
    }

    fn printed(self, plane: &Plane) -> Option<PrintedLine> {
        let Recognised {
            read,
            scores,
            step,
            begin,
        } = self.recognised?;
        if read.is_empty() {
            return None;
        }
        let corners = self.line.part(0.0, self.line.length);
        Some(PrintedLine {
            print: PrintedLine::print(&self.line, plane, &read),
            corners: Quad(corners.map(|place| plane.in_picture(place))),
            line: self.line,
            chances: Chances::of(&scores, &read),
            read,
            step,
            begin,
        })
    }
}
