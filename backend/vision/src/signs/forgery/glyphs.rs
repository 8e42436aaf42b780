//! Characters of a line beside the shapes of OCR-B.

use crate::geometry::{Homography, Point, Quad};
use crate::luma::Luma;
use crate::ocr_b::{self, COLUMNS, ROWS};
use crate::strip::bilinear;

/// Pitches of the strip before the first cell and behind the last one.
const MARGIN: usize = 4;
/// Rows above and below a shape.
const SLACK: usize = 4;
const HIGH: usize = ROWS + 2 * SLACK;
/// Columns by which the first and the last character may be off where they are first looked for,
/// and the steps between.
const OFF: usize = 60;
const STEP: usize = 3;
/// Columns about the place found in which a character is then looked for.
const NEAR: usize = 3;

/// A character's shape, its mean taken off and its length made one.
pub(super) type Shape = Vec<f32>;

/// The font's shape of a character, a little softened as a lens does.
pub(super) fn shape(character: char) -> Option<Shape> {
    let sharp: Vec<f32> = ocr_b::shape(character)?
        .iter()
        .map(|&covered| f32::from(covered))
        .collect();
    let pixel = |x: usize, y: usize| sharp.get(y * COLUMNS + x).copied().unwrap_or(0.0);
    let soft = |x: usize, y: usize| {
        let near = |at: usize, last: usize| [at.saturating_sub(1), at, (at + 1).min(last)];
        let mut sum = 0.0;
        for (y, down) in near(y, ROWS - 1).into_iter().zip([1.0, 2.0, 1.0]) {
            for (x, across) in near(x, COLUMNS - 1).into_iter().zip([1.0, 2.0, 1.0]) {
                sum += pixel(x, y) * down * across;
            }
        }
        sum
    };
    let mut shape: Shape = (0..COLUMNS * ROWS)
        .map(|at| soft(at % COLUMNS, at / COLUMNS))
        .collect();
    let mean = shape.iter().sum::<f32>() / shape.len() as f32;
    shape.iter_mut().for_each(|pixel| *pixel -= mean);
    let length = shape.iter().map(|pixel| pixel * pixel).sum::<f32>().sqrt();
    shape
        .iter_mut()
        .for_each(|pixel| *pixel /= length.max(1e-3));
    Some(shape)
}

/// A line of a zone, face on.
pub(super) struct Glyphs {
    /// Darkness, [`HIGH`] rows.
    strip: Vec<f32>,
    width: usize,
    count: usize,
}

impl Glyphs {
    /// The line whose capitals these corners bound, of so many characters.
    pub(super) fn sample(luma: &Luma, capitals: &Quad, count: usize) -> Option<Self> {
        if luma.width() < 2 || luma.height() < 2 || count < 2 {
            return None;
        }
        let map = Homography::between(&Quad::rectangle(0.0, 0.0, count as f32, 1.0), capitals)?;
        let width = (count + 2 * MARGIN) * COLUMNS;
        let mut strip = Vec::with_capacity(width * HIGH);
        for row in 0..HIGH {
            for column in 0..width {
                let x = (column as f32 + 0.5) / COLUMNS as f32 - MARGIN as f32;
                // A shape is 1.2 capitals high.
                let y = (row as f32 + 0.5 - SLACK as f32) / ROWS as f32 * 1.2 - 0.1;
                let place = map.map(Point::new(x, y));
                strip.push(255.0 - bilinear(luma, place.x, place.y));
            }
        }
        Some(Self {
            strip,
            width,
            count,
        })
    }

    /// How alike each character is that has a shape, where it is most alike. The line is first
    /// looked for as a whole: where the reader saw its ends is no more than about right.
    pub(super) fn likeness(&self, shapes: &[Option<Shape>]) -> Vec<f32> {
        let curves: Vec<(usize, Vec<f32>)> = shapes
            .iter()
            .enumerate()
            .filter_map(|(place, shape)| Some((place, self.curve(place, shape.as_ref()?))))
            .collect();
        let steps = 2 * OFF / STEP;
        let (mut best, mut ends) = (f32::MIN, (OFF / STEP, OFF / STEP));
        for first in 0..=steps {
            for last in 0..=steps {
                let sum = curves
                    .iter()
                    .filter_map(|(place, curve)| curve.get(self.between(first, last, *place)))
                    .sum();
                if sum > best {
                    (best, ends) = (sum, (first, last));
                }
            }
        }
        let of = |(place, shape): (usize, &Option<Shape>)| {
            let column = self.column(place) + STEP * self.between(ends.0, ends.1, place);
            let columns = column.saturating_sub(OFF + NEAR)..=(column + NEAR).saturating_sub(OFF);
            let shape = shape.as_ref()?;
            columns
                .flat_map(|column| (0..=2 * SLACK).map(move |row| (column, row)))
                .filter_map(|(column, row)| self.correlation(shape, (column, row), 1))
                .reduce(f32::max)
        };
        shapes.iter().enumerate().filter_map(of).collect()
    }

    /// The column of a character's cell.
    const fn column(&self, place: usize) -> usize {
        (place + MARGIN) * COLUMNS
    }

    /// The step of a character when the first and the last are off by that many.
    const fn between(&self, first: usize, last: usize, place: usize) -> usize {
        let most = self.count - 1;
        (first * (most - place) + last * place + most / 2) / most
    }

    /// By how much a character is off, how alike it is there, coarsely.
    fn curve(&self, place: usize, shape: &Shape) -> Vec<f32> {
        let column = self.column(place);
        (0..=2 * OFF / STEP)
            .map(|step| {
                let column = (column + step * STEP).saturating_sub(OFF);
                [1, SLACK, 2 * SLACK - 1]
                    .into_iter()
                    .filter_map(|row| self.correlation(shape, (column, row), 2))
                    .fold(0.0, f32::max)
            })
            .collect()
    }

    /// The normalised correlation with every so many-th row and column of a shape laid there.
    fn correlation(
        &self,
        shape: &Shape,
        (column, row): (usize, usize),
        every: usize,
    ) -> Option<f32> {
        let (mut sum, mut squares, mut product, mut length) = (0.0, 0.0, 0.0, 0.0);
        let mut count = 0.0;
        for (down, shape) in shape.chunks_exact(COLUMNS).enumerate().step_by(every) {
            let start = (row + down) * self.width + column;
            let seen = self.strip.get(start..start + COLUMNS)?;
            for (seen, wanted) in seen.iter().zip(shape).step_by(every) {
                sum += seen;
                squares += seen * seen;
                product += seen * wanted;
                length += wanted * wanted;
                count += 1.0;
            }
        }
        let spread = (squares - sum * sum / count).max(1.0).sqrt();
        Some(product / (spread * length.max(1e-6).sqrt()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line whose cells are the font's own shapes, shifted by some pixels.
    fn line(text: &str, shift: usize) -> Luma {
        let width = (text.len() + 4) * COLUMNS;
        let mut pixels = vec![220_u8; width * 60];
        for (place, character) in text.chars().enumerate() {
            let shape = ocr_b::shape(character).unwrap();
            for (row, cells) in shape.chunks(COLUMNS).enumerate() {
                let start = (row + 18) * width + (place + 2) * COLUMNS + shift;
                for (pixel, covered) in pixels[start..start + COLUMNS].iter_mut().zip(cells) {
                    *pixel = 220 - covered / 3 * 2;
                }
            }
        }
        Luma::new(width, pixels)
    }

    #[test]
    fn the_font_is_like_itself_wherever_the_line_begins() {
        let text = "P1UTOERIKSSON24680XYZQW";
        let shapes: Vec<_> = text.chars().map(shape).collect();
        for shift in [0, 6, 14] {
            let luma = line(text, shift);
            let capitals = Quad::rectangle(39.5, 19.5, (text.len() * COLUMNS) as f32, 20.0);
            let glyphs = Glyphs::sample(&luma, &capitals, text.len()).unwrap();
            let likeness = glyphs.likeness(&shapes);
            assert_eq!(likeness.len(), text.len());
            assert!(
                likeness.iter().all(|&likeness| likeness > 0.9),
                "{likeness:?}"
            );
        }
    }

    #[test]
    fn another_text_is_not_like_it() {
        let luma = line("P1UTOERIKSSON24680XYZQW", 0);
        let shapes: Vec<_> = "KQ7M3HWA9XBZ5JEVLRC8DNG".chars().map(shape).collect();
        let capitals = Quad::rectangle(39.5, 19.5, (23 * COLUMNS) as f32, 20.0);
        let glyphs = Glyphs::sample(&luma, &capitals, 23).unwrap();
        let mut likeness = glyphs.likeness(&shapes);
        likeness.sort_by(f32::total_cmp);
        assert!(likeness[11] < 0.75, "{likeness:?}");
    }
}
