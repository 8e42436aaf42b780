use rand::Rng;

use super::subject::scene;
use super::tampered::Tampered;
use crate::barcode::Pdf417Options;
use crate::corpus::CorpusError;
use crate::dice::dice;
use crate::document::{LicenceBackOptions, licence_back};
use crate::scene::photograph;

/// A licence back whose PDF417 symbol is printed at a density that the standard does not allow: too
/// fine, too coarse, or with rows too flat. Photographed honestly.
///
/// # Errors
/// When a font is missing.
pub fn wrong_density_barcode(number: u64) -> Result<Tampered, CorpusError> {
    let dice = &mut dice(number, "barcode density");
    let mut options = LicenceBackOptions::default();
    match number % 3 {
        0 => options.module_width = Some(dice.random_range(0.105..0.150)),
        1 => options.row_height = dice.random_range(1.4..2.4),
        _ => {
            // Few columns, so that modules this wide fit across; rows flat enough to fit down.
            options.symbol = Some(Pdf417Options {
                columns: 6,
                rows: None,
                error_correction_level: 2,
            });
            options.module_width = Some(dice.random_range(0.43..0.46));
            options.row_height = 1.6;
        }
    }
    // Symbols this fine are seen only from close up.
    let drawing = match licence_back(number, &options) {
        Ok(back) => back.drawing,
        Err(_) => {
            let flat = LicenceBackOptions {
                row_height: dice.random_range(1.4..2.4),
                ..LicenceBackOptions::default()
            };
            licence_back(number, &flat)?.drawing
        }
    };
    let photo = photograph(&drawing, &scene(number))?;
    let area = photo.truth.barcode;
    Ok(Tampered { photo, area })
}
