//! A PDF417 symbol at a density that no licence has: printed from a generator's picture, scaled to
//! fit where the old symbol was.

use crate::geometry::{Homography, Quad};

use super::scene::DocumentScene;
use super::signal::{ForgerySignal, SignalReading};

/// ID-1 (ISO/IEC 7810), millimetres.
const CARD: (f32, f32) = (85.60, 53.98);
/// How far an outline's proportions may be off before it is no such card, or seen too much aslant.
const PROPORTIONS: f32 = 0.10;
/// Width of a module in millimetres, and least height of a row in modules (AAMVA DL/ID Card Design
/// Standard 2020, annex D.3).
const MODULE: (f32, f32) = (0.170, 0.380);
const LEAST_ROW: f32 = 3.0;
/// A symbol of `columns` data columns is 17 modules for each of them and for the row indicators,
/// and 35 for start and stop (ISO/IEC 15438).
const MODULES_PER_COLUMN: usize = 17;
const OTHER_MODULES: usize = 69;
/// So much beyond the standard is more than errors of corners make of a symbol at its border.
const THRESHOLD: f32 = 1.15;

/// By what factor the symbol lies outside the standard, 1 at its border.
pub(super) fn barcode_density(scene: &DocumentScene<'_>) -> Option<SignalReading> {
    let (barcode, outline) = (scene.barcode?, scene.outline?);
    let layout = barcode.layout?;
    let symbol = Quad(barcode.corners);
    let to_card = Homography::between(&outline, &card(&outline)?)?;
    let (width, height) = to_card.map_quad(&symbol).mean_size();
    let module = width / (layout.columns * MODULES_PER_COLUMN + OTHER_MODULES) as f32;
    let row = height / layout.rows as f32 / module;
    let score = (MODULE.0 / module)
        .max(module / MODULE.1)
        .max(LEAST_ROW / row);
    SignalReading::new(
        ForgerySignal::BarcodeDensity,
        score,
        THRESHOLD,
        Some(symbol),
    )
}

/// The card's own plane for an outline, lying or standing.
fn card(outline: &Quad) -> Option<Quad> {
    let (width, height) = outline.mean_size();
    let (across, down) = if width >= height {
        CARD
    } else {
        (CARD.1, CARD.0)
    };
    let off = (width / height) / (across / down);
    let is_card = (1.0 - PROPORTIONS..=1.0 + PROPORTIONS).contains(&off);
    is_card.then(|| Quad::rectangle(0.0, 0.0, across, down))
}

#[cfg(test)]
mod tests {
    use credence_types::Redacted;

    use crate::Picture;
    use crate::barcode::{BarcodeReading, Layout, Method};

    use super::*;

    /// A card of ten pixels to a millimetre with a symbol of twelve columns and thirty rows.
    fn score(module: f32, row_height: f32, turns: usize) -> Option<SignalReading> {
        let picture = Picture::from_rgb(8, 8, vec![0; 192])?;
        let pixels = module * 10.0;
        let symbol = Quad::rectangle(50.0, 60.0, pixels * 273.0, pixels * row_height * 30.0);
        let barcode = BarcodeReading {
            bytes: Redacted::new(Vec::new()),
            character_sets: Vec::new(),
            segment: None,
            corners: symbol.0,
            module_width: Some(pixels),
            layout: Some(Layout {
                rows: 30,
                columns: 12,
                error_correction_level: 4,
                corrected: 0,
            }),
            method: Method::Grid,
        };
        barcode_density(&DocumentScene {
            outline: Some(Quad::rectangle(0.0, 0.0, 856.0, 539.8).started_at(turns)),
            barcode: Some(&barcode),
            ..DocumentScene::new(&picture)
        })
    }

    #[test]
    fn symbols_within_the_standard_raise_nothing() {
        for (module, row) in [(0.17, 3.0), (0.25, 3.0), (0.28, 4.0), (0.38, 5.0)] {
            for turns in 0..4 {
                let reading = score(module, row, turns).unwrap();
                assert!(!reading.is_raised, "{module} {row}: {}", reading.score);
            }
        }
    }

    #[test]
    fn finer_coarser_and_flatter_symbols_raise_it() {
        for (module, row) in [(0.12, 3.0), (0.46, 3.0), (0.25, 2.0)] {
            let reading = score(module, row, 0).unwrap();
            assert!(reading.is_raised, "{module} {row}: {}", reading.score);
            assert!(reading.area.is_some());
        }
    }

    #[test]
    fn a_page_is_no_card() {
        let page = Quad::rectangle(0.0, 0.0, 1250.0, 880.0);
        assert_eq!(card(&page), None);
    }
}
