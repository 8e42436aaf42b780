//! A grid all over a document: the pixels of a screen that showed it, or the dots of a printer that
//! copied it.

use crate::geometry::{Homography, Point, Quad};
use crate::luma::Luma;
use crate::signs::screen_pattern::tile_score;
use crate::signs::spectrum::{SIDE, Spectrum};

use super::scene::DocumentScene;
use super::signal::{ForgerySignal, SignalReading};

/// Tiles across and down.
const TILES: usize = 3;
/// Fewest of them that say something.
const FEWEST: usize = 5;
/// How far above its ring a lone frequency stands in half of the tiles.
const THRESHOLD: f32 = 8.4;
/// The same on a side with a barcode, whose symbol is a grid itself.
const BARCODE_THRESHOLD: f32 = 10.5;

/// The median over nine tiles of the document of how far a lone frequency stands out. A screen's
/// grid is everywhere; a barcode, a row of lines or a guilloche is not.
pub(super) fn screen(scene: &DocumentScene<'_>) -> Option<SignalReading> {
    let luma = scene.picture.luma();
    let whole = Quad::rectangle(0.0, 0.0, luma.width() as f32, luma.height() as f32);
    let map = Homography::between(
        &Quad::rectangle(0.0, 0.0, TILES as f32, TILES as f32),
        &scene.outline.unwrap_or(whole),
    )?;
    let spectrum = Spectrum::new();
    let mut scores = Vec::with_capacity(TILES * TILES);
    for place in 0..TILES * TILES {
        let (column, row) = (place % TILES, place / TILES);
        let middle = map.map(Point::new(column as f32 + 0.5, row as f32 + 0.5));
        if let Some(tile) = tile(luma, middle) {
            scores.push(tile_score(&spectrum.log_power(&tile)));
        }
    }
    if scores.len() < FEWEST {
        return None;
    }
    scores.sort_by(f32::total_cmp);
    let score = scores.get(scores.len() / 2)?;
    let threshold = if scene.barcode.is_some() {
        BARCODE_THRESHOLD
    } else {
        THRESHOLD
    };
    SignalReading::new(ForgerySignal::ScreenPattern, *score, threshold, None)
}

/// The pixels around a place; `None` when they are not all in the picture.
fn tile(luma: &Luma, middle: Point) -> Option<Vec<u8>> {
    let half = (SIDE / 2) as f32;
    let (x, y) = ((middle.x - half).round(), (middle.y - half).round());
    let is_inside = x >= 0.0 && y >= 0.0 && x < luma.width() as f32 && y < luma.height() as f32;
    if !is_inside {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "inside the picture"
    )]
    let (x, y) = (x as usize, y as usize);
    let mut tile = Vec::with_capacity(SIDE * SIDE);
    for row in y..y + SIDE {
        tile.extend_from_slice(luma.row(row).get(x..x + SIDE)?);
    }
    Some(tile)
}
