use super::super::line_reading::best;
use super::course::{Course, Seen};
use super::grid::{Grid, LINE_HEIGHT, MARGIN, PITCH, dot, row_step};
use super::shapes::SHAPE_HEIGHT;
use super::written::Written;
use crate::luma::Luma;

/// Free paper around shapes that are looked for.
pub(super) const FREE: usize = 3;
/// Certainty of a character whose shape is looked for, and by which the noise is measured.
pub(super) const SURE: f32 = 0.9;
/// Least share of such characters in a line.
const LEAST_SURE: f32 = 0.4;
/// Columns by which a whole line may lie aside.
const MOST_SHIFT: usize = 5;
/// How far from there a single character may.
const NEAR: usize = 2;
/// Columns to both sides in which shapes are looked for.
const ASIDE: usize = MOST_SHIFT + NEAR;
/// Rows above and below.
const ABOVE: usize = (LINE_HEIGHT - SHAPE_HEIGHT) / 2 - FREE;
/// Columns and rows by which a character may lie off the course; on the middle of them, more than
/// that much and no course was found.
const OFF_COURSE: f32 = 0.5;
/// Less likeness counts as so much.
const LEAST_LIKENESS: f32 = 0.1;
/// Variance below which there is nothing but noise, in squares of levels.
const LEAST_VARIANCE: f32 = 16.0;
/// Share of a pitch by which the reader may see a character off its place.
const READ_OFF: f32 = 0.3;

/// Where the middles of a line's characters are, along it and across it, in picture pixels: the
/// shapes that were read are looked for about the places where they were. Nothing when they lie on
/// no smooth course, or few of them are certain.
pub(super) fn find_course(
    luma: &Luma,
    written: &Written,
    shapes: &[Grid],
) -> Option<(Course, Course)> {
    let count = written.places.len();
    let read: Vec<Seen> = (0..)
        .zip(written.along.iter().zip(&written.places))
        .map(|(place, (&value, classes))| Seen {
            place,
            value,
            weight: best(classes).1,
        })
        .collect();
    let rough = Course::through(&read, count, READ_OFF * written.pitch)?;
    let level = Course::level(count);
    let grid = Grid::sample(luma, &written.line, (&rough, &level), count);
    let maps: Vec<(usize, Map)> = written
        .places
        .iter()
        .enumerate()
        .filter_map(|(place, classes)| {
            let (class, certainty) = best(classes);
            let shape = shapes.get(class).filter(|_| certainty >= SURE)?;
            Some((place, Map::of(&grid, place, shape)))
        })
        .collect();
    if (maps.len() as f32) < LEAST_SURE * count as f32 {
        return None;
    }
    let shift = (ASIDE - MOST_SHIFT..=ASIDE + MOST_SHIFT).max_by(|&a, &b| {
        let likeness = |shift| {
            maps.iter()
                .map(|(_, map)| map.highest_at(shift))
                .sum::<f32>()
        };
        likeness(a).total_cmp(&likeness(b))
    })?;
    let (mut along, mut across) = (Vec::new(), Vec::new());
    for (place, map) in &maps {
        let (right, down, likeness) = map.peak(shift);
        let seen = |value| Seen {
            place: *place,
            value,
            weight: likeness.max(LEAST_LIKENESS).powi(2),
        };
        let at = *place as f32;
        along.push(seen(right * rough.slope(at) / PITCH as f32));
        across.push(seen(down * row_step(&rough, at, count)));
    }
    let near = OFF_COURSE * written.pitch / PITCH as f32;
    let moved = Course::through(&along, count, near)?;
    let lowered = Course::through(&across, count, near)?;
    let off = |(along, across): (&Seen, &Seen)| {
        let place = along.place as f32;
        (along.value - moved.at(place)).hypot(across.value - lowered.at(place))
    };
    let mut off: Vec<f32> = along.iter().zip(&across).map(off).collect();
    off.sort_by(f32::total_cmp);
    let middle = off.get(off.len() / 2)?;
    (*middle < near).then(|| (rough.plus(&moved), lowered))
}

/// How alike a shape is by columns to the right and rows down, by normalised correlation.
struct Map([[f32; 2 * ASIDE + 1]; 2 * ABOVE + 1]);

impl Map {
    fn of(grid: &Grid, place: usize, shape: &Grid) -> Self {
        let left = ((place + MARGIN) * PITCH).saturating_sub(FREE + ASIDE);
        let mut map = [[0.0; 2 * ASIDE + 1]; 2 * ABOVE + 1];
        for (top, row) in map.iter_mut().enumerate() {
            for (right, cell) in row.iter_mut().enumerate() {
                *cell = correlation(grid, (left + right, top), shape);
            }
        }
        Self(map)
    }

    fn at(&self, right: usize, down: usize) -> f32 {
        let row = self.0.get(down).and_then(|row| row.get(right));
        row.copied().unwrap_or(0.0)
    }

    fn highest_at(&self, right: usize) -> f32 {
        let column = self.0.iter().filter_map(|row| row.get(right));
        column.copied().fold(0.0, f32::max)
    }

    /// The highest place near that shift, between columns and rows, and how alike it is.
    fn peak(&self, shift: usize) -> (f32, f32, f32) {
        let near = shift - NEAR..=(shift + NEAR).min(2 * ASIDE);
        let (right, down) = near
            .flat_map(|right| (0..=2 * ABOVE).map(move |down| (right, down)))
            .max_by(|a, b| self.at(a.0, a.1).total_cmp(&self.at(b.0, b.1)))
            .unwrap_or((ASIDE, ABOVE));
        let highest = self.at(right, down);
        let columns = top(
            self.at(right.wrapping_sub(1), down),
            highest,
            self.at(right + 1, down),
        );
        let rows = top(
            self.at(right, down.wrapping_sub(1)),
            highest,
            self.at(right, down + 1),
        );
        (
            right as f32 + columns - ASIDE as f32,
            down as f32 + rows - ABOVE as f32,
            highest,
        )
    }
}

/// How far from the middle one of three values the top of the parabola through them lies.
fn top(before: f32, highest: f32, after: f32) -> f32 {
    let bend = before - 2.0 * highest + after;
    if bend < 0.0 {
        (0.5 * (before - after) / bend).clamp(-0.5, 0.5)
    } else {
        0.0
    }
}

/// How alike dark strokes of a grid, from that upper left corner, and a levelled shape are.
fn correlation(grid: &Grid, (left, top): (usize, usize), shape: &Grid) -> f32 {
    let ones = [1.0; PITCH + 2 * FREE];
    let (mut sum, mut squares, mut both) = (0.0, 0.0, 0.0);
    for (row, shape) in grid.rows().skip(top).zip(shape.rows()) {
        let cells = row.get(left..left + shape.len()).unwrap_or_default();
        sum += dot(cells, &ones);
        squares += dot(cells, cells);
        both -= dot(cells, shape);
    }
    let count = (ones.len() * (SHAPE_HEIGHT + 2 * FREE)) as f32;
    let variance = (squares - sum * sum / count).max(LEAST_VARIANCE * count);
    both / variance.sqrt()
}

#[cfg(test)]
mod tests {
    use super::super::example::{along, picture, written};
    use super::super::kernel::Kernel;
    use super::super::shapes::shapes;
    use super::*;

    fn looked_for() -> Vec<Grid> {
        let lens = Kernel::round(1.0);
        let shapes = shapes(FREE);
        shapes
            .iter()
            .map(|shape| shape.smeared(&lens).levelled())
            .collect()
    }

    #[test]
    fn characters_are_found_where_they_stand_on_bent_paper() {
        let (found, across) = find_course(&picture(), &written(), &looked_for()).unwrap();
        for place in 0..30 {
            let off = found.at(place as f32) - along(place);
            assert!(off.abs() < 0.7, "{place}: {off}");
            assert!(across.at(place as f32).abs() < 0.4);
        }
    }

    #[test]
    fn another_text_lies_on_no_course() {
        let mut other = written();
        other.places.reverse();
        other.places.rotate_left(3);
        assert!(find_course(&picture(), &other, &looked_for()).is_none());
    }
}
