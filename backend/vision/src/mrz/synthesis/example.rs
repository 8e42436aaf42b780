//! A line that is drawn for tests.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "brightness is held between 0 and 255"
)]

use super::super::alphabet::{CLASSES, class};
use super::super::line::Line;
use super::grid::{Grid, PITCH};
use super::kernel::Kernel;
use super::shapes::shapes;
use super::written::Written;
use crate::geometry::Point;
use crate::luma::Luma;

pub(super) const TEXT: &str = "L898902C36UTO7408122F1204159ZE";
const LEFT: usize = 20;
const TOP: usize = 20;

/// By how many pixels a character stands to the right of where it would on flat paper.
fn bend(place: usize) -> usize {
    (36 - (place.abs_diff(14)).pow(2).min(196) * 36 / 196) / 9
}

/// The first column of a character.
pub(super) fn left(place: usize) -> usize {
    LEFT + place * PITCH + bend(place)
}

/// Where the middle of a character is, along the line from the line's middle.
pub(super) fn along(place: usize) -> f32 {
    (left(place) + PITCH / 2) as f32 - 0.5 - middle().x
}

fn middle() -> Point {
    let x = LEFT + TEXT.len() * PITCH / 2;
    Point::new(x as f32, TOP as f32 + 5.5)
}

/// The text on bent paper, out of focus, ten pixels to a character.
pub(super) fn picture() -> Luma {
    let shapes = shapes(0);
    let mut ink = Grid::empty(TEXT.len() * PITCH + 2 * LEFT, 12 + 2 * TOP);
    for (place, character) in TEXT.chars().enumerate() {
        let corner = (left(place), TOP);
        ink.add(&shapes[class(character)], corner);
    }
    let smeared = ink.smeared(&Kernel::round(1.2));
    let pixels = smeared
        .rows()
        .flatten()
        .map(|ink| (205.0 - 130.0 * ink).clamp(0.0, 255.0) as u8);
    Luma::new(smeared.width(), pixels.collect())
}

/// The text as it may be read: each character for certain, a quarter of a pitch off its place.
pub(super) fn written() -> Written {
    let certain = |character| {
        let mut place = [0.0; CLASSES];
        place[class(character)] = 1.0;
        place
    };
    Written {
        line: Line {
            middle: middle(),
            along: Point::new(1.0, 0.0),
            length: (TEXT.len() * PITCH) as f32,
            thickness: PITCH as f32,
            bend: 0.0,
        },
        pitch: PITCH as f32,
        along: (0..TEXT.len()).map(|place| along(place) - 2.5).collect(),
        places: TEXT.chars().map(certain).collect(),
    }
}
