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
/// Mean certainty of characters below which another quarter turn is tried.
const LEAST_CERTAINTY: f32 = 0.55;
/// How much more certain the other way up has to be, so that one is not turned by chance.
const TURN_MARGIN: f32 = 0.08;

/// Reads what is printed on a document; without a sheet the whole picture is taken for it. The same
/// picture always gives the same lines. The work is bounded by the number of lines.
#[must_use]
pub fn read_printed(picture: &Picture, sheet: Option<Sheet>) -> PrintedPage {
    let quarters: &[usize] = match sheet {
        Some(sheet) if sheet.is_upright => &[0],
        _ => &[0, 1],
    };
    let mut best: Option<(f32, View)> = None;
    for &turned in quarters {
        let Some((certainty, view)) = View::of(picture, sheet.as_ref(), turned) else {
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
    let Some((_, view)) = best else {
        return nothing(picture, sheet.as_ref());
    };
    view.page()
}

fn nothing(picture: &Picture, sheet: Option<&Sheet>) -> PrintedPage {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    PrintedPage {
        corners: sheet.map_or_else(
            || Quad::rectangle(-0.5, -0.5, width, height),
            |sheet| sheet.corners,
        ),
        lines: Vec::new(),
        plane: Plane::nowhere(),
    }
}

/// The lines found on one plane.
struct View {
    plane: Plane,
    shade: Shade,
    lines: Vec<Line>,
}

impl View {
    /// The document that many quarter turns further, upside down where its lines read better so,
    /// and how certain they then are.
    fn of(picture: &Picture, sheet: Option<&Sheet>, quarters: usize) -> Option<(f32, Self)> {
        let (width, height) = (picture.width() as f32, picture.height() as f32);
        let plane = match sheet {
            Some(sheet) => Plane::of_sheet(&sheet.turned(quarters))?,
            None => Plane::of_picture(width, height, quarters)?,
        };
        let shade = Shade::fine(picture.luma(), &plane)?;
        let lines = find_lines(&shade.coarse(&plane)?, &plane)?;
        let view = Self {
            plane,
            shade,
            lines,
        };
        if sheet.is_some_and(|sheet| sheet.is_upright) {
            return Some((1.0, view));
        }
        let upright = view.certainty();
        let turned = view.turned_half();
        let other = turned.certainty();
        Some(if other > upright + TURN_MARGIN {
            (other, turned)
        } else {
            (upright, turned.turned_half())
        })
    }

    fn turned_half(self) -> Self {
        let size = (self.plane.width, self.plane.height);
        let mut lines: Vec<Line> = self
            .lines
            .iter()
            .map(|line| line.turned_half(size))
            .collect();
        lines.reverse();
        Self {
            shade: self.shade.turned_half(&self.plane),
            plane: self.plane.turned_half(),
            lines,
        }
    }

    /// Mean certainty of the characters of the longest lines.
    fn certainty(&self) -> f32 {
        let mut lines: Vec<&Line> = self.lines.iter().collect();
        lines.sort_by(|a, b| (b.length * b.confidence).total_cmp(&(a.length * a.confidence)));
        let (mut sum, mut count) = (0.0, 0.0);
        for line in lines.into_iter().take(SAMPLES) {
            for read in self
                .recognised(line)
                .map(|(read, ..)| read)
                .unwrap_or_default()
            {
                sum += read.confidence;
                count += 1.0;
            }
        }
        if count < 4.0 { 0.0 } else { sum / count }
    }

    fn recognised(&self, line: &Line) -> Option<(Vec<Read>, Scores, (f32, f32))> {
        if line.capitals * self.plane.step() < LEAST_CAPITALS {
            return None;
        }
        let strip = sample(&self.shade, line, true);
        let scores = recognise(&strip)?;
        Some((read(&scores), scores, (strip.step, strip.begin)))
    }

    fn page(self) -> PrintedPage {
        let lines = self
            .lines
            .iter()
            .filter_map(|line| self.line(line))
            .collect();
        PrintedPage {
            corners: self.plane.corners(),
            lines,
            plane: self.plane,
        }
    }

    fn line(&self, line: &Line) -> Option<PrintedLine> {
        let (read, scores, (step, begin)) = self.recognised(line)?;
        if read.is_empty() {
            return None;
        }
        let corners = line
            .part(0.0, line.length)
            .map(|place| self.plane.in_picture(place));
        Some(PrintedLine {
            print: PrintedLine::print(line, &self.plane, &read),
            corners: Quad(corners),
            line: *line,
            chances: Chances::of(&scores, &read),
            read,
            step,
            begin,
        })
    }
}
