use super::cells::{Cell, Grid};
use super::line::Line;
use super::plane::Plane;
use super::shade::Shade;
use crate::geometry::Point;
use crate::inference::BuiltIn;
use crate::strip::normalise;

/// The trained weights; `models/print-lines.md` is their card.
static NETWORK: BuiltIn = BuiltIn::new(include_bytes!("../../models/print-lines.onnx"));
/// The plane's sides are filled up to a multiple of this.
const STEP: usize = 8;
/// Most lines of a document.
const MOST: usize = 96;
/// Half the width of a cell: how far a line reaches beyond the middle of its last one.
const HALF_COLUMN: f32 = 2.0;

/// The file of the weights.
pub(crate) const fn file() -> &'static [u8] {
    NETWORK.weights()
}

/// The lines of print on a plane, from the top. None when the weights that were built in cannot be
/// used, which a test excludes.
pub(super) fn find_lines(shade: &Shade, plane: &Plane) -> Option<Vec<Line>> {
    let (width, height) = (plane.width, plane.height);
    let mut pixels = vec![0.0; width * height];
    for (y, row) in pixels.chunks_exact_mut(width).enumerate() {
        shade.add(Point::new(0.0, y as f32), Point::new(1.0, 0.0), 1, row);
    }
    normalise(&mut pixels);
    let (wide, tall) = (width.next_multiple_of(STEP), height.next_multiple_of(STEP));
    let values = NETWORK.run(&pixels, width, (wide, tall))?;
    let grid = Grid {
        rows: tall / 4,
        columns: wide / 4,
        values: &values,
    };
    let mut lines: Vec<Line> = grid
        .lines()
        .iter()
        .filter_map(|cells| line(cells))
        .collect();
    lines.retain(|line| line.start.y > 0.0 && line.start.y < height as f32);
    Some(ordered(join_parts(lines)))
}

/// The line through the cells: its direction by least squares, its height the mean.
fn line(cells: &[Cell]) -> Option<Line> {
    let count = cells.len() as f32;
    let mean = |value: fn(&Cell) -> f32| cells.iter().map(value).sum::<f32>() / count;
    let (x, y) = (
        mean(|cell| cell.x),
        mean(|cell| f32::midpoint(cell.top, cell.base)),
    );
    let capitals = mean(|cell| cell.base - cell.top);
    let (mut spread, mut rise) = (0.0, 0.0);
    let (mut left, mut right) = (f32::MAX, f32::MIN);
    for cell in cells {
        let across = cell.x - x;
        spread += across * across;
        rise += across * (f32::midpoint(cell.top, cell.base) - y);
        left = left.min(cell.x - HALF_COLUMN);
        right = right.max(cell.x + HALF_COLUMN);
    }
    let length = right - left;
    if !capitals.is_finite() || capitals < 3.0 || length < 0.4 * capitals {
        return None;
    }
    // A short line says little about its direction.
    let trust = ((length / capitals - 2.0) / 3.0).clamp(0.0, 1.0);
    let slope = (rise / spread.max(1.0)).clamp(-0.2, 0.2) * trust;
    let long = slope.hypot(1.0);
    Some(Line {
        start: Point::new(left, y + (left - x) * slope),
        along: Point::new(1.0 / long, slope / long),
        length: length * long,
        capitals,
        confidence: mean(|cell| cell.confidence),
    })
}

/// Joins what a gap between words, or glare, has split.
fn join_parts(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|a, b| a.start.x.total_cmp(&b.start.x));
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let whole = joined
            .iter_mut()
            .find_map(|before| Some((before.joined(&line)?, before)));
        match whole {
            Some((whole, before)) => *before = whole,
            None => joined.push(line),
        }
    }
    joined
}

/// The largest ones where there are too many, from the top, those of one row from the left.
fn ordered(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|a, b| (b.capitals * b.length).total_cmp(&(a.capitals * a.length)));
    lines.truncate(MOST);
    lines.sort_by(|a, b| a.start.y.total_cmp(&b.start.y));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_that_are_built_in_load() {
        assert!(NETWORK.network().is_some());
    }

    #[test]
    fn a_line_goes_through_its_cells() {
        let cells: Vec<Cell> = (0..40_u8)
            .map(|at| {
                let x = f32::from(at) * 4.0 + 2.0;
                Cell {
                    x,
                    top: 10.0 + 0.02 * x,
                    base: 22.0 + 0.02 * x,
                    confidence: 0.9,
                }
            })
            .collect();
        let line = line(&cells).unwrap();
        assert!((line.capitals - 12.0).abs() < 1e-3 && (line.length - 160.0).abs() < 0.2);
        assert!((line.along.y - 0.02).abs() < 1e-3 && (line.start.y - 16.0).abs() < 0.1);
    }
}
