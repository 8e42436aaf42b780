use super::super::alphabet::{BLANK, CLASSES, character};
use super::grid::{Grid, PITCH};
use crate::ocr_b::{COLUMNS, ROWS, shape};

/// Columns and rows of the font's shape to one of ours.
const FINER: usize = COLUMNS / PITCH;
/// Rows of a shape.
pub(super) const SHAPE_HEIGHT: usize = ROWS / FINER;

/// By class, how much of each place its strokes cover, 0 to 1, with so much free paper around; the
/// blank has no strokes.
pub(super) fn shapes(free: usize) -> Vec<Grid> {
    (0..CLASSES)
        .map(|class| {
            let mut grid = Grid::empty(PITCH + 2 * free, SHAPE_HEIGHT + 2 * free);
            if class != BLANK {
                grid.add(&covered(class), (free, free));
            }
            grid
        })
        .collect()
}

fn covered(class: usize) -> Grid {
    let mut grid = Grid::empty(PITCH, SHAPE_HEIGHT);
    let bytes = shape(character(class)).unwrap_or_default();
    for (at, &byte) in bytes.iter().enumerate() {
        let (x, y) = (at % COLUMNS / FINER, at / COLUMNS / FINER);
        if let Some(cell) = grid.at_mut(x, y) {
            *cell += f32::from(byte) / (255 * FINER * FINER) as f32;
        }
    }
    grid
}
