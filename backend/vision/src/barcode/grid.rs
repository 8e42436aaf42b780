//! From the two bounding lines to the grid of codewords: the row indicators tell which row is
//! where on either side (ISO/IEC 15438:2015, 5.11.3), so slant, perspective and row heights follow
//! from the content itself.

use super::geometry::{Frame, Point, SteepLine};
use super::guards::{Guards, least_squares};
use super::patterns::{Bank, FEATURES, MODULES, Match};
use super::sample::View;
use super::spread::{Spread, columns_for, modules_for};

/// Correlation from which a row indicator is believed.
const BELIEVED: f32 = 0.75;
/// Most lines that the indicators are read on.
const LINES: usize = 240;
const TRIES: usize = 400;
const FEWEST_LINES: usize = 5;
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

/// Rows, error correction level and the places of the rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    pub(super) sides: Sides,
    pub(super) rows: usize,
    pub(super) level: u32,
    left: RowFit,
    right: RowFit,
}

/// y of the middle of row r: a + b·r + c·r².
#[derive(Debug, Clone, Copy)]
struct RowFit {
    a: f32,
    b: f32,
    c: f32,
}

impl RowFit {
    fn y(&self, row: f32) -> f32 {
        self.a + self.b * row + self.c * row * row
    }
}

/// A row indicator read on one line.
#[derive(Clone, Copy)]
struct Indicator {
    y: f32,
    row: f32,
    cluster: usize,
    /// Codeword modulo 30.
    value: u16,
    is_left: bool,
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
    fn with_columns(self, columns: usize) -> Self {
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

    /// The place of a module on the line between two heights.
    pub(super) fn place(&self, left_y: f32, right_y: f32, module: f32) -> Point {
        let from = Point::new(self.left.x(left_y), left_y);
        let to = Point::new(self.right.x(right_y), right_y);
        from.between(to, self.spread.share(module))
    }

    fn sample(&self, view: &View<'_>, left_y: f32, right_y: f32, module: f32) -> f32 {
        let at = self.place(left_y, right_y, module);
        view.brightness(self.frame.place(at.x, at.y))
    }

    fn cell(&self, view: &View<'_>, left_y: f32, right_y: f32, first: usize) -> [f32; FEATURES] {
        std::array::from_fn(|module| {
            let at = |step: usize| {
                let place = first as f32 + module as f32 + (step as f32 + 0.5) / FINENESS as f32;
                self.sample(view, left_y, right_y, place)
            };
            (0..FINENESS).map(at).sum()
        })
    }

    /// Reads both indicators on lines over the height of the symbol and a quarter beyond.
    fn indicators(&self, view: &View<'_>, bank: &Bank) -> Vec<Indicator> {
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
            for (is_left, first) in [(true, MODULES), (false, MODULES * (self.columns + 2))] {
                let cell = self.cell(view, left_y, right_y, first);
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

impl Grid {
    /// Reads the row indicators and fits the rows to them.
    pub(super) fn new(view: &View<'_>, sides: Sides, bank: &Bank) -> Option<Self> {
        let grid = Self::with_columns(view, sides, bank)?;
        let Err(columns) = grid else { return grid.ok() };
        // The indicators count columns better than the widths do.
        Self::with_columns(view, sides.with_columns(columns), bank)?.ok()
    }

    /// `Err` carries the number of columns when the indicators say another.
    fn with_columns(view: &View<'_>, sides: Sides, bank: &Bank) -> Option<Result<Self, usize>> {
        let indicators = sides.indicators(view, bank);
        let side = |is_left: bool| {
            let of_side = indicators.iter().filter(|i| i.is_left == is_left).copied();
            consistent(&of_side.collect::<Vec<_>>())
        };
        let (mut left, mut right) = (side(true), side(false));
        // A side that agrees with itself much less than the other agrees by chance.
        if 3 * right.len() < left.len() {
            right.clear();
        } else if 3 * left.len() < right.len() {
            left.clear();
        }
        let believed: Vec<Indicator> = left.iter().chain(&right).copied().collect();
        let columns = vote(&believed, |i| match (i.is_left, i.cluster) {
            (true, 2) | (false, 0) => Some(usize::from(i.value) + 1),
            _ => None,
        })?;
        if columns != sides.columns {
            return Some(Err(columns));
        }
        let (rows, level) = rows_and_level(&believed)?;
        let (left, right) = match (RowFit::new(&left), RowFit::new(&right)) {
            (Some(left), Some(right)) => (left, right),
            (Some(left), None) => (left, left.shifted(&sides, 1.0)),
            (None, Some(right)) => (right.shifted(&sides, -1.0), right),
            (None, None) => return None,
        };
        // Both sides have to run the same way.
        (left.b * right.b > 0.0).then_some(Ok(Self {
            sides,
            rows,
            level,
            left,
            right,
        }))
    }

    /// Heights at the bounding lines of a place in the rows, the middle of the first being 0.
    pub(super) fn ends(&self, row: f32) -> (f32, f32) {
        let modules = self.sides.modules() as f32;
        let from = self.sides.spread.share(1.5 * MODULES as f32);
        let to = self.sides.spread.share(modules - 1.5 * MODULES as f32);
        let (left, right) = (self.left.y(row), self.right.y(row));
        let slope = (right - left) / (to - from);
        (left - from * slope, right + (1.0 - to) * slope)
    }

    /// Height of a row in frame pixels, at the middle.
    pub(super) fn row_height(&self) -> f32 {
        let middle = self.rows as f32 / 2.0;
        (self.left.y(middle + 0.5) - self.left.y(middle - 0.5)).abs()
    }

    /// Brightness along the middle of a row, [`FINENESS`] samples to a module, with one module
    /// more on either side.
    pub(super) fn row_profile(&self, view: &View<'_>, row: usize) -> Vec<f32> {
        let offsets: &[f32] = match self.row_height() {
            ..2.5 => &[0.0],
            2.5..5.0 => &[-0.15, 0.15],
            5.0..8.0 => &[-0.22, 0.0, 0.22],
            _ => &[-0.27, -0.13, 0.0, 0.13, 0.27],
        };
        let samples = (self.sides.modules() + 2) * FINENESS;
        let mut profile = vec![0.0; samples];
        for offset in offsets {
            let (left_y, right_y) = self.ends(row as f32 + offset);
            for (index, value) in profile.iter_mut().enumerate() {
                let module = (index as f32 + 0.5) / FINENESS as f32 - 1.0;
                *value += self.sides.sample(view, left_y, right_y, module);
            }
        }
        profile
    }

    /// Corners in picture pixels, as the symbol reads.
    pub(super) fn corners(&self) -> [Point; 4] {
        let modules = self.sides.modules() as f32 + 1.0;
        let corner = |row: f32, module: f32| {
            let (left_y, right_y) = self.ends(row);
            let at = self.sides.place(left_y, right_y, module);
            self.sides.frame.place(at.x, at.y)
        };
        let last = self.rows as f32 - 0.5;
        [
            corner(-0.5, 0.0),
            corner(-0.5, modules),
            corner(last, modules),
            corner(last, 0.0),
        ]
    }
}

impl RowFit {
    fn new(indicators: &[Indicator]) -> Option<Self> {
        if indicators.len() < FEWEST_LINES {
            return None;
        }
        let points: Vec<(f32, f32)> = indicators.iter().map(|i| (i.row, i.y)).collect();
        let (a, b) = least_squares(&points)?;
        let straight = Self { a, b, c: 0.0 };
        let (low, high) = points
            .iter()
            .fold((f32::MAX, f32::MIN), |(l, h), p| (l.min(p.0), h.max(p.0)));
        // Perspective makes row heights change evenly. Too few rows would only bend by chance.
        if high - low < 6.0 {
            return Some(straight);
        }
        Some(straight.bent(&points, (low + high) / 2.0, (high - low) / 2.0))
    }

    /// Adds the square term that is left in the residuals, in coordinates where it is orthogonal
    /// to the straight line for evenly spread rows.
    fn bent(self, points: &[(f32, f32)], middle: f32, half: f32) -> Self {
        let shape = |row: f32| ((row - middle) / half).powi(2) - 1.0 / 3.0;
        let norm: f32 = points.iter().map(|p| shape(p.0).powi(2)).sum();
        let joint: f32 = points
            .iter()
            .map(|p| shape(p.0) * (p.1 - self.y(p.0)))
            .sum();
        let size = joint / norm.max(1e-6);
        let c = size / (half * half);
        Self {
            a: self.a + c * middle * middle - size / 3.0,
            b: self.b - 2.0 * c * middle,
            c: self.c + c,
        }
    }

    /// The same rows on the other side, by where the guards were seen.
    fn shifted(self, sides: &Sides, direction: f32) -> Self {
        let middle = |span: (f32, f32)| (span.0 + span.1) / 2.0;
        let by = middle(sides.right_span) - middle(sides.left_span);
        Self {
            a: self.a + direction * by,
            ..self
        }
    }
}

/// The indicators that lie on one straight line of rows over height; the rest are misread.
fn consistent(indicators: &[Indicator]) -> Vec<Indicator> {
    let mut best: Vec<Indicator> = Vec::new();
    // A fixed sequence of pairs (Numerical Recipes' generator), so that a reading repeats.
    let mut state = 1u32;
    let mut pick = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        indicators.get((state >> 8) as usize % indicators.len().max(1))
    };
    for _ in 0..TRIES {
        let (Some(one), Some(other)) = (pick(), pick()) else {
            break;
        };
        if one.row == other.row || one.y == other.y {
            continue;
        }
        let height = (other.y - one.y) / (other.row - one.row);
        if !(1.0..200.0).contains(&height.abs()) {
            continue;
        }
        let fits = |i: &&Indicator| (one.row + (i.y - one.y) / height - i.row).abs() < 0.8;
        if indicators.iter().filter(fits).count() > best.len() {
            best = indicators.iter().filter(fits).copied().collect();
        }
    }
    best
}

/// 5.11.3.2: rows and level are spread over the three clusters, crosswise left and right.
fn rows_and_level(indicators: &[Indicator]) -> Option<(usize, u32)> {
    let thirds = vote(indicators, |i| match (i.is_left, i.cluster) {
        (true, 0) | (false, 1) => Some(usize::from(i.value)),
        _ => None,
    })?;
    let mixed = vote(indicators, |i| match (i.is_left, i.cluster) {
        (true, 1) | (false, 2) => Some(usize::from(i.value)),
        _ => None,
    })?;
    let rows = 3 * thirds + mixed % 3 + 1;
    let level = u32::try_from(mixed / 3).ok().filter(|&level| level <= 8)?;
    (3..=MOST_ROWS).contains(&rows).then_some((rows, level))
}

fn vote(indicators: &[Indicator], value: impl Fn(&Indicator) -> Option<usize>) -> Option<usize> {
    let mut counts = [0usize; 31];
    for value in indicators.iter().filter_map(value) {
        if let Some(count) = counts.get_mut(value) {
            *count += 1;
        }
    }
    let (value, &count) = counts.iter().enumerate().max_by_key(|&(_, &count)| count)?;
    (count > 0).then_some(value)
}
