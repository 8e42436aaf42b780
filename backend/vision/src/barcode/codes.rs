use credence_types::Redacted;
use serde::Serialize;

use super::geometry::Point;
use super::linear::read_code_128;
use super::square::read_qr;
use crate::picture::Picture;

/// Longer side of the copy that QR codes are looked for on.
const QR_SIDE: usize = 1400;
/// Longer side of the copy that linear codes are looked for on.
const LINEAR_SIDE: usize = 2400;

/// What kind of code was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// QR code (ISO/IEC 18004).
    Qr,
    /// Code 128 (ISO/IEC 15417).
    Code128,
}

/// A code beside PDF417 that a document carries.
#[derive(Debug, Clone)]
pub struct CodeReading {
    /// Its kind.
    pub kind: CodeKind,
    /// Its content as text.
    pub text: Redacted<String>,
    /// What was read before it became text: the data codewords of a QR code, the symbol values of
    /// a Code 128 with start, check and stop.
    pub raw: Redacted<Vec<u8>>,
    /// Corners in picture pixels, as the code reads: top left, top right, bottom right, bottom
    /// left. Of a Code 128 as far as its lines were read.
    pub corners: [Point; 4],
}

/// Reads QR codes and Code 128 at any rotation. What is returned passed error correction or, for
/// Code 128, its check character on three lines at least.
///
/// The work is bounded by counts: some 20 ms for 2 MP, at most about 100 ms for a picture made to
/// cost much.
#[must_use]
pub fn read_codes(picture: &Picture) -> Vec<CodeReading> {
    let luma = picture.luma();
    let scale = |side: usize| (picture.longest_side() as f32 / side as f32).max(1.0);
    let mut found = scaled(read_qr(&luma.shrunk_to(QR_SIDE)), scale(QR_SIDE));
    let linear = read_code_128(&luma.shrunk_to(LINEAR_SIDE));
    found.extend(scaled(linear, scale(LINEAR_SIDE)));
    found
}

fn scaled(mut readings: Vec<CodeReading>, scale: f32) -> Vec<CodeReading> {
    for corner in readings.iter_mut().flat_map(|reading| &mut reading.corners) {
        (corner.x, corner.y) = (corner.x * scale, corner.y * scale);
    }
    readings
}
