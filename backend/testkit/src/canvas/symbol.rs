use super::surface::{Canvas, Ink};
use crate::geometry::Rectangle;

/// Where a stacked code goes and how its modules are printed, in millimetres.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SymbolShape {
    pub(crate) area: Rectangle,
    /// Width of a module.
    pub(crate) module: f32,
    /// Height of a row.
    pub(crate) row_height: f32,
    /// How far bars reach beyond their modules on either side.
    pub(crate) spread: f32,
}

impl Canvas {
    /// Prints rows of modules. Each pixel gets the share of it that is dark, laid on once, so no
    /// seam shows where rows meet inside a pixel.
    pub(crate) fn symbol(&mut self, rows: &[Vec<bool>], shape: SymbolShape, ink: Ink) {
        let scale = self.pixels_per_millimetre;
        let (left, top) = (shape.area.x * scale, shape.area.y * scale);
        let row_height = shape.row_height * scale;
        let bottom = top + row_height * rows.len() as f32;
        let (first_x, first_y) = (left.floor() as i32 - 2, top.floor() as i32);
        let columns = (shape.area.width * scale) as usize + 6;
        let printed: Vec<Vec<f32>> = rows
            .iter()
            .map(|row| dark_shares(row, left - first_x as f32, shape, scale, columns))
            .collect();
        for y in first_y..bottom.ceil() as i32 {
            let (upper, lower) = ((y as f32).max(top), (y as f32 + 1.0).min(bottom));
            let first = ((upper - top) / row_height) as usize;
            let last = ((lower - top) / row_height) as usize;
            let mut dark = vec![0.0_f32; columns];
            for (index, row) in printed.iter().enumerate().take(last + 1).skip(first) {
                let start = top + index as f32 * row_height;
                let share = (lower.min(start + row_height) - upper.max(start)).max(0.0);
                for (sum, printed) in dark.iter_mut().zip(row) {
                    *sum += share * printed;
                }
            }
            for (x, share) in (first_x..).zip(dark) {
                if share > 0.0 {
                    self.blend(x, y, ink, share.min(1.0));
                }
            }
        }
    }
}

/// How much of each pixel of a row is dark, the row starting `offset` pixels in.
fn dark_shares(
    row: &[bool],
    offset: f32,
    shape: SymbolShape,
    scale: f32,
    columns: usize,
) -> Vec<f32> {
    let mut shares = vec![0.0_f32; columns];
    let (module, spread) = (shape.module * scale, shape.spread * scale);
    let mut at = 0;
    for run in row.chunk_by(|a, b| a == b) {
        let start = offset + module * at as f32 - spread;
        at += run.len();
        let end = offset + module * at as f32 + spread;
        if run.first() == Some(&true) {
            let cells = shares.iter_mut().enumerate().skip(start.max(0.0) as usize);
            for (x, share) in cells.take_while(|(x, _)| (*x as f32) < end) {
                *share += end.min(x as f32 + 1.0) - start.max(x as f32);
            }
        }
    }
    shares
}
