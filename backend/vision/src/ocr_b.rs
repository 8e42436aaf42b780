//! The shapes of OCR-B, the one font of machine-readable zones (ICAO Doc 9303-3 section 4.4).

/// Columns to a pitch and rows of a shape: from a tenth of the capitals' height above them to a tenth
/// below.
pub(crate) const COLUMNS: usize = 20;
pub(crate) const ROWS: usize = 24;

/// Bytes by character, row by row: how much of each place strokes cover; see `models/zone-font.md`.
pub(crate) const SHAPES: &[u8; CHARACTERS.len() * COLUMNS * ROWS] =
    include_bytes!("../models/zone-font.bin");
const CHARACTERS: &str = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The shape of a character of a zone.
pub(crate) fn shape(character: char) -> Option<&'static [u8]> {
    let at = CHARACTERS.find(character)? * COLUMNS * ROWS;
    SHAPES.get(at..at + COLUMNS * ROWS)
}
