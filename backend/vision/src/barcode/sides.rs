//! The two lines that bound a symbol, the modules between them, and the row indicators beside them.

use super::geometry::{Frame, Point, SteepLine};
use super::guards::Guards;
use super::patterns::{Bank, FEATURES, MODULES, Match};
use super::rows::Indicator;
use super::sample::View;
use super::spread::{Spread, columns_for, modules_for};

/// Correlation from which a row indicator is believed.
const BELIEVED: f32 = 0.75;
/// Most lines that the indicators are read on.
const LINES: usize = 100;
const MOST_ROWS: usize = 90;
/// Samples to a module.
pub(super) const FINENESS: usize = 3;

/// The bounding lines and how modules spread between them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides {
    pub(super) frame: Frame,
    pub(super) left: SteepLine,
    pub(super) right: SteepLine,
    pub(super) columns: usize,
    spread: Spread,
    guards: GuardWidths,
    /// Frame rows where the left and the right guard were seen.
    left_span: (f32, f32),
    right_span: (f32, f32),
}

#[derive(Debug, Clone, Copy)]
struct GuardWidths {
    /// Frame pixels between the lines at half height.
    between: f32,
    /// A module at the left and at the right.
    left: f32,
    right: f32,
}

impl GuardWidths {
    fn spread(&self, columns: usize) -> Spread {
        Spread::new(columns, self.between, self.left, self.right)
    }
}

impl Sides {
    /// The number of columns follows from the width and the modules at the guards.
    pub(super) fn new(guards: &Guards) -> Option<Self> {
        let (start, stop) = (guards.start?, guards.stop?);
        let middle = (start.top + start.bottom + stop.top + stop.bottom) / 4.0;
        let between = stop.line.x(middle) - start.line.x(middle);
        let guard_widths = GuardWidths {
            between,
            left: start.module,
            right: stop.module,
        };
        let columns = columns_for(between, start.module, stop.module)?;
        Some(Self {
            frame: guards.frame,
            left: start.line,
            right: stop.line,
            columns,
            spread: guard_widths.spread(columns),
            guards: guard_widths,
            left_span: (start.top, start.bottom),
            right_span: (stop.top, stop.bottom),
        })
    }

    /// The same lines with another count of columns between them.
    pub(super) fn with_columns(self, columns: usize) -> Self {
        Self {
            columns,
            spread: self.guards.spread(columns),
            ..self
        }
    }

    /// Modules from the left line to the right line.
    pub(super) fn modules(&self) -> usize {
        modules_for(self.columns)
    }

    /// Mean width of a module in frame pixels.
    pub(super) fn module_width(&self) -> f32 {
        self.guards.between / self.modules() as f32
    }

    /// Share of the way from the left line to the right one that a module lies at.
    pub(super) fn share(&self, module: f32) -> f32 {
        self.spread.share(module)
    }

    /// How much lower the right guard was seen than the left one.
    pub(super) fn fall(&self) -> f32 {
        let middle = |span: (f32, f32)| (span.0 + span.1) / 2.0;
        middle(self.right_span) - middle(self.left_span)
    }

    /// The place of a module on the line between two heights.
    pub(super) fn place(&self, left_y: f32, right_y: f32, module: f32) -> Point {
        let from = Point::new(self.left.x(left_y), left_y);
        let to = Point::new(self.right.x(right_y), right_y);
        from.between(to, self.share(module))
    }

    /// Adds the brightness at shares of the way on a line between two heights to the sums.
    pub(super) fn add_line(
        &self,
        view: &View<'_>,
        (left_y, right_y): (f32, f32),
        shares: &[f32],
        sums: &mut [f32],
    ) {
        let [from, to] = [(self.left, left_y), (self.right, right_y)]
            .map(|(line, y)| self.frame.place(line.x(y), y));
        view.add_steps(from, to.minus(from), shares, sums);
    }

    /// The modules from `first` on, on a line between two heights.
    pub(super) fn cell(&self, view: &View<'_>, ends: (f32, f32), first: f32) -> [f32; FEATURES] {
        let place = |sample: usize| first + (sample as f32 + 0.5) / FINENESS as f32;
        let shares: [f32; FEATURES * FINENESS] =
            std::array::from_fn(|sample| self.share(place(sample)));
        let mut samples = [0.0; FEATURES * FINENESS];
        self.add_line(view, ends, &shares, &mut samples);
        let mut modules = samples.as_chunks::<FINENESS>().0.iter();
        std::array::from_fn(|_| modules.next().map_or(0.0, |samples| samples.iter().sum()))
    }

    /// Where the guards were seen on the left and on the right side.
    pub(super) fn spans(&self) -> [(f32, f32); 2] {
        [self.left_span, self.right_span]
    }

    /// The height on the left side that belongs to an indicator's.
    pub(super) fn as_on_the_left(&self, indicator: &Indicator) -> f32 {
        if indicator.is_left {
            return indicator.y;
        }
        let ((from, to), (other_from, other_to)) = (self.left_span, self.right_span);
        let share = (indicator.y - other_from) / (other_to - other_from).max(1.0);
        from + share * (to - from)
    }

    /// The cell of a row indicator on a line between two heights, shifted by some modules.
    pub(super) fn indicator_cell(
        &self,
        view: &View<'_>,
        ends: (f32, f32),
        is_left: bool,
        shift: f32,
    ) -> [f32; FEATURES] {
        let first = self.first_of_indicator(is_left) as f32;
        self.cell(view, ends, first + shift)
    }

    fn first_of_indicator(&self, is_left: bool) -> usize {
        if is_left {
            MODULES
        } else {
            MODULES * (self.columns + 2)
        }
    }

    /// One of the lines moved by so many modules at two heights, each given with its height.
    pub(super) fn with_line_moved(
        self,
        is_left: bool,
        upper: (f32, f32),
        lower: (f32, f32),
    ) -> Self {
        let line = if is_left { self.left } else { self.right };
        let module = self.module_width();
        let points = [upper, lower].map(|(y, shift)| (y, line.x(y) + shift * module));
        let [(upper_y, upper_x), (lower_y, lower_x)] = points;
        let slope = if (lower_y - upper_y).abs() < 1.0 {
            line.slope
        } else {
            (lower_x - upper_x) / (lower_y - upper_y)
        };
        let moved = SteepLine {
            at: upper_x - slope * upper_y,
            slope,
        };
        if is_left {
            Self {
                left: moved,
                ..self
            }
        } else {
            Self {
                right: moved,
                ..self
            }
        }
    }

    /// How strong the perspective along the rows is, as [`Self::with_perspective`] takes it.
    pub(super) fn perspective(&self) -> f32 {
        self.spread.k()
    }

    /// The same lines with the modules between them spread by perspective alone.
    pub(super) fn with_perspective(self, k: f32) -> Self {
        Self {
            spread: Spread::with_perspective(self.columns, k),
            ..self
        }
    }

    /// Reads both indicators on lines over the height of the symbol and a quarter beyond.
    pub(super) fn indicators(&self, view: &View<'_>, bank: &Bank) -> Vec<Indicator> {
        let height = self.left_span.1 - self.left_span.0;
        let from = (self.left_span.0 - 0.25 * height).max(0.0);
        let to = (self.left_span.1 + 0.25 * height).min(self.frame.height as f32 - 1.0);
        let step = ((to - from) / LINES as f32).max(1.0);
        let other = |y: f32| {
            let part = (y - self.left_span.0) / height.max(1.0);
            self.right_span.0 + part * (self.right_span.1 - self.right_span.0)
        };
        let lines = std::iter::successors(Some(from), |y| Some(y + step)).take_while(|&y| y <= to);
        let mut found = Vec::new();
        for left_y in lines {
            let right_y = other(left_y);
            for is_left in [true, false] {
                let first = self.first_of_indicator(is_left);
                let cell = self.cell(view, (left_y, right_y), first as f32);
                let y = self.place(left_y, right_y, first as f32 + 8.5).y;
                let best = (0..3).filter_map(|cluster| Some((cluster, bank.best(cluster, cell)?)));
                let best = best.max_by(|a, b| a.1.score.total_cmp(&b.1.score));
                found.extend(best.and_then(|(cluster, read)| indicator(y, cluster, read, is_left)));
            }
        }
        found
    }
}

fn indicator(y: f32, cluster: usize, read: Match, is_left: bool) -> Option<Indicator> {
    let row = usize::from(read.codeword / 30) * 3 + cluster;
    let is_believed = read.score >= BELIEVED && row < MOST_ROWS && read.margin > 0.01;
    is_believed.then_some(Indicator {
        y,
        row: row as f32,
        cluster,
        value: read.codeword % 30,
        is_left,
    })
}
