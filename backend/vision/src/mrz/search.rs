use credence_types::CalendarDate;

use super::candidate::Candidate;
use super::find::find_lines;
use super::ink::{PRINT_SIZES, PrintSize};
use super::line::Line;
use super::line_reading::LineReading;
use super::reading::Doubt;
use super::stacks::stacks;
use super::take_lines::by_merit;
use super::view::View;
use crate::geometry::{Point, Quad};
use crate::luma::Luma;
use crate::outline::{likely_outlines, locate};
use crate::picture::Picture;

/// Longest side of the copy in which lines are looked for.
const VIEW_SIDE: usize = 1000;
/// Turns at which a picture is looked at last: aslant.
const ASLANT: [f32; 4] = [30.0, -30.0, 60.0, -60.0];
/// Score by place from which the characters of a zone are beyond doubt.
const CERTAIN: f32 = -0.1;
/// Length over height of ink of a line that is read though no other stands by it.
const SLENDER: f32 = 14.0;
/// At most so many of these in a look.
const MOST_SINGLES: usize = 2;

/// What is looked for in a view.
#[derive(Debug, Clone, Copy)]
struct Look {
    sizes: &'static [PrintSize],
    /// How clear rows of print are, as for [`find_lines`].
    clearness: f32,
}

impl Look {
    const USUAL: Self = Self {
        sizes: &PRINT_SIZES,
        clearness: 1.0,
    };
    /// The usual size of print alone.
    const QUICK: Self = Self {
        sizes: PRINT_SIZES.split_at(1).0,
        clearness: 1.0,
    };
    /// Print that stands out of noise.
    const CLEAR: Self = Self {
        sizes: &PRINT_SIZES,
        clearness: 1.6,
    };
    /// Print that is faint beside other print.
    const FAINT: Self = Self {
        sizes: &PRINT_SIZES,
        clearness: 0.5,
    };
}

/// A search for the zone of one picture, from the likely to the unlikely, within a budget.
pub(super) struct Search<'a> {
    picture: &'a Picture,
    pub(super) luma: &'a Luma,
    pub(super) today: CalendarDate,
    pub(super) takes: usize,
    /// Lines that were looked at, with the reading in the better direction.
    pub(super) seen: Vec<(Line, Option<LineReading>)>,
    /// Lines beside which others were looked for.
    pub(super) extended: Vec<Line>,
    /// The direction in which lines of this picture read, once it is plain.
    pub(super) heading: Option<Point>,
    pub(super) best: Option<Candidate>,
}

impl<'a> Search<'a> {
    pub(super) fn new(picture: &'a Picture, today: CalendarDate) -> Self {
        Self {
            picture,
            luma: picture.luma(),
            today,
            takes: 0,
            seen: Vec::new(),
            extended: Vec::new(),
            heading: None,
            best: None,
        }
    }

    /// A zone anywhere in the picture, then that zone from close up.
    pub(super) fn run(&mut self) {
        let Some(whole) = View::whole(self.luma, VIEW_SIDE) else {
            return;
        };
        self.search_picture(&whole);
        if self.is_over() {
            return;
        }
        let Some(line) = self.focus() else { return };
        let Some(close) = View::around(self.luma, &line, VIEW_SIDE) else {
            return;
        };
        self.look(&close, Look::USUAL);
        if !self.is_over() {
            self.look(&close.evened(), Look::USUAL);
        }
    }

    /// Looks at the picture, the document in it and the picture with its light evened, from the
    /// likely to the unlikely, until a zone is found; whether one is.
    fn search_picture(&mut self, whole: &View) -> bool {
        if self.finds_upright(whole, Look::USUAL) || self.finds_in_document() {
            return true;
        }
        let evened = whole.evened();
        self.finds_upright(&evened, Look::USUAL)
            || self.finds_in_likely_documents()
            || self.finds_upright(&evened, Look::CLEAR)
            || self.finds_upright(whole, Look::FAINT)
            || ASLANT
                .into_iter()
                .any(|degrees| self.finds(&evened.turned(degrees), Look::QUICK))
    }

    /// As the view is held, and on its side.
    fn finds_upright(&mut self, view: &View, look: Look) -> bool {
        self.finds(view, look) || self.finds(&view.turned(90.0), look)
    }

    /// Whether the search ends with this view: a zone is in it, or nothing better can come.
    fn finds(&mut self, view: &View, look: Look) -> bool {
        self.look(view, look);
        if !self.is_over() && !self.is_found() {
            self.look_beside();
        }
        self.is_over() || self.is_found()
    }

    /// The document alone, from close up, whichever side the lines run along: dark ones are found
    /// so, in which the ground around them hides the print.
    fn finds_in_document(&mut self) -> bool {
        locate(self.picture).is_some_and(|document| {
            self.finds_inside(&document.quad, |view| vec![view.evened(), view])
        })
    }

    /// What may be documents, too small or too little like one to be taken for one.
    fn finds_in_likely_documents(&mut self) -> bool {
        likely_outlines(self.picture)
            .iter()
            .any(|document| self.finds_inside(document, |view| vec![view.evened()]))
    }

    fn finds_inside(&mut self, document: &Quad, looks: impl Fn(View) -> Vec<View>) -> bool {
        [false, true].into_iter().any(|is_turned| {
            let view = View::of_quad(self.luma, document, is_turned, VIEW_SIDE);
            view.is_some_and(|view| {
                let views = looks(view);
                views.iter().any(|view| self.finds(view, Look::USUAL))
            })
        })
    }

    /// Whether nothing better can come: a reading that is accepted, or that leaves no doubt about
    /// its characters but about the document.
    pub(super) fn is_over(&self) -> bool {
        let is_clear = |best: &Candidate| {
            let is_certain = !best.verdict.doubts.contains(&Doubt::UncertainCharacter);
            best.verdict.is_accepted() || is_certain && best.zone.score() > CERTAIN
        };
        self.is_used_up() || self.best.as_ref().is_some_and(is_clear)
    }

    /// Whether the picture holds a zone at this turn.
    fn is_found(&self) -> bool {
        self.best.as_ref().is_some_and(Candidate::is_a_zone)
    }

    /// The line that a close-up is taken around.
    fn focus(&self) -> Option<Line> {
        if let Some(best) = &self.best {
            return best.lines.get(best.lines.len() / 2).copied();
        }
        self.most_promising().map(|reading| reading.line)
    }

    pub(super) fn most_promising(&self) -> Option<&LineReading> {
        self.promising().max_by(by_merit)
    }

    pub(super) fn promising(&self) -> impl Iterator<Item = &LineReading> {
        let readings = self.seen.iter().filter_map(|(_, reading)| reading.as_ref());
        readings.filter(|reading| reading.is_promising())
    }

    fn look(&mut self, view: &View, look: Look) {
        for &size in look.sizes {
            let lines = find_lines(view, size, look.clearness);
            for stack in stacks(&lines) {
                self.try_stack(&stack);
                if self.is_over() {
                    return;
                }
            }
            if !self.most_promising().is_some_and(LineReading::is_plain) {
                let slender = |line: &&Line| line.length > SLENDER * line.thickness;
                for line in lines.iter().filter(slender).take(MOST_SINGLES) {
                    self.read_line(line, 1);
                }
            }
        }
    }
}
