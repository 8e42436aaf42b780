use super::surface::{Canvas, Ink};
use super::text::TextStyle;
use crate::font::FontError;
use crate::geometry::Rectangle;

/// Print that is not on the sheet yet: how much of each pixel ink covers, in a box of the sheet.
/// What printers and years do to print is done here.
#[derive(Debug, Clone)]
pub(crate) struct Stencil {
    left: i32,
    top: i32,
    width: usize,
    coverage: Vec<f32>,
    pixels_per_millimetre: f32,
}

impl Stencil {
    /// An empty stencil over a box of the sheet, in millimetres.
    pub(crate) fn over(canvas: &Canvas, millimetres: Rectangle) -> Self {
        let area = canvas.to_pixels(millimetres);
        let side = |length: f32| length.ceil().max(1.0) as usize + 2;
        let (width, height) = (side(area.width), side(area.height));
        Self {
            left: area.x.floor() as i32 - 1,
            top: area.y.floor() as i32 - 1,
            width,
            coverage: vec![0.0; width * height],
            pixels_per_millimetre: canvas.pixels_per_millimetre(),
        }
    }

    /// Sets characters with equal pitch as [`Canvas::fixed_pitch`] does; `rise` gives how far each
    /// stands above the line, in millimetres. Returns the box in pixels of the sheet.
    pub(crate) fn fixed_pitch(
        &mut self,
        (x, baseline): (f32, f32),
        pitch: f32,
        style: TextStyle,
        text: &str,
        mut rise: impl FnMut() -> f32,
    ) -> Result<Rectangle, FontError> {
        let font = style.face.load()?;
        let scale = self.pixels_per_millimetre;
        let (pitch, left, baseline) = (pitch * scale, x * scale, baseline * scale);
        let capitals = style.capital_height * scale;
        let size = font.scale_for_capitals(capitals);
        let mut right = left;
        for character in text.chars() {
            let line = baseline - rise() * scale;
            let (font, glyph) = font.centred_glyph(size, character, right + pitch / 2.0, line);
            right += pitch;
            let Some(outline) = ab_glyph::Font::outline_glyph(font, glyph) else {
                continue;
            };
            let corner = outline.px_bounds().min;
            let (across, down) = (corner.x as i32 - self.left, corner.y as i32 - self.top);
            outline.draw(|x, y, coverage| {
                if let Some(cell) = self.cell(across + x as i32, down + y as i32) {
                    *cell = cell.max(coverage);
                }
            });
        }
        let area = Rectangle::new(left, baseline - capitals, right - left, capitals);
        Ok(area)
    }

    fn cell(&mut self, x: i32, y: i32) -> Option<&mut f32> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        if x >= self.width {
            return None;
        }
        self.coverage.get_mut(y * self.width + x)
    }

    /// The coverage at a place, 0 outside.
    fn at(&self, x: usize, y: usize) -> f32 {
        self.coverage
            .get(y * self.width + x)
            .copied()
            .unwrap_or(0.0)
    }

    /// Makes strokes fatter (positive) or thinner (negative) by that many millimetres: a blur of
    /// the strokes' width, cut at another height.
    pub(crate) fn thicken(&mut self, millimetres: f32) {
        let radius = (0.09 * self.pixels_per_millimetre).round().max(1.0) as usize;
        self.blur(radius);
        let spread = (2 * radius + 1) as f32;
        let cut = 0.5 - (millimetres * self.pixels_per_millimetre / spread).clamp(-0.4, 0.4);
        for coverage in &mut self.coverage {
            *coverage = ((*coverage - cut) * spread * 0.8 + 0.5).clamp(0.0, 1.0);
        }
    }

    /// Means over a square, twice the radius and one pixel wide.
    pub(crate) fn blur(&mut self, radius: usize) {
        let rows = self.coverage.len() / self.width;
        let mut line = Vec::new();
        for y in 0..rows {
            line.clear();
            line.extend((0..self.width).map(|x| self.at(x, y)));
            let means = running_mean(&line, radius);
            for (cell, mean) in self.coverage.iter_mut().skip(y * self.width).zip(means) {
                *cell = mean;
            }
        }
        for x in 0..self.width {
            line.clear();
            line.extend((0..rows).map(|y| self.at(x, y)));
            let means = running_mean(&line, radius);
            let column = self.coverage.iter_mut().skip(x).step_by(self.width);
            for (cell, mean) in column.zip(means) {
                *cell = mean;
            }
        }
    }

    /// Breaks the print into dots on a grid of that pitch (millimetres); a dot is printed where its
    /// middle is covered, as large as `reach` times the pitch. `strength` gives each dot's ink.
    pub(crate) fn dot(&mut self, pitch: f32, reach: f32, mut strength: impl FnMut() -> f32) {
        let pitch = (pitch * self.pixels_per_millimetre).max(1.2);
        let rows = self.coverage.len() / self.width;
        let (across, down) = (self.width as f32 / pitch, rows as f32 / pitch);
        let mut dotted = vec![0.0_f32; self.coverage.len()];
        for row in 0..down as usize {
            for column in 0..across as usize {
                let (x, y) = ((column as f32 + 0.5) * pitch, (row as f32 + 0.5) * pitch);
                let covered = self.at(x as usize, y as usize);
                let ink = strength();
                if covered > 0.35 {
                    self.stamp_dot(&mut dotted, (x, y), reach * pitch, covered.min(1.0) * ink);
                }
            }
        }
        self.coverage = dotted;
    }

    fn stamp_dot(&self, dotted: &mut [f32], (x, y): (f32, f32), radius: f32, ink: f32) {
        let reach = radius + 1.0;
        for py in (y - reach).max(0.0) as usize..=(y + reach) as usize {
            for px in (x - reach).max(0.0) as usize..=((x + reach) as usize).min(self.width - 1) {
                let (dx, dy) = (px as f32 + 0.5 - x, py as f32 + 0.5 - y);
                let inside = (radius + 0.5 - (dx * dx + dy * dy).sqrt()).clamp(0.0, 1.0);
                if let Some(cell) = dotted.get_mut(py * self.width + px) {
                    *cell = cell.max(inside * ink);
                }
            }
        }
    }

    /// Changes each coverage by its place in millimetres from the stencil's corner.
    pub(crate) fn change(&mut self, change: impl Fn(f32, f32, f32) -> f32) {
        let millimetre = 1.0 / self.pixels_per_millimetre;
        for (index, coverage) in self.coverage.iter_mut().enumerate() {
            if *coverage > 0.0 {
                let (x, y) = (index % self.width, index / self.width);
                *coverage = change(x as f32 * millimetre, y as f32 * millimetre, *coverage);
            }
        }
    }

    /// Brings the print onto the sheet.
    pub(crate) fn press(&self, canvas: &mut Canvas, ink: Ink) {
        for (index, coverage) in self.coverage.iter().enumerate() {
            if *coverage > 0.0 {
                let (x, y) = ((index % self.width) as i32, (index / self.width) as i32);
                canvas.blend(self.left + x, self.top + y, ink, *coverage);
            }
        }
    }
}

fn running_mean(line: &[f32], radius: usize) -> Vec<f32> {
    let count = (2 * radius + 1) as f32;
    let at = |index: usize| line.get(index).copied().unwrap_or(0.0);
    let mut sum: f32 = (0..radius).map(at).sum();
    (0..line.len())
        .map(|index| {
            sum += at(index + radius);
            if let Some(left) = index.checked_sub(radius + 1) {
                sum -= at(left);
            }
            sum / count
        })
        .collect()
}
