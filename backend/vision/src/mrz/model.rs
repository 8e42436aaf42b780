use super::alphabet::CLASSES;
use super::sample::{STRIP_HEIGHT, StripImage};
use crate::inference::BuiltIn;

/// The trained weights; `models/mrz-line.md` is their card, `training/` makes them.
static NETWORK: BuiltIn = BuiltIn::new(include_bytes!("../../models/mrz-line.onnx"));

/// Pixels of a strip for each column of scores.
pub(super) const PIXELS_PER_COLUMN: usize = 4;
/// A strip's width is a multiple of this, so that no layer drops a rest.
const WIDTH_STEP: usize = 16;

/// Probabilities by column of a strip: `columns × CLASSES`, each row with the sum 1.
#[derive(Debug, Clone)]
pub(super) struct Scores {
    pub(super) rows: Vec<[f32; CLASSES]>,
}

/// The file of the weights.
pub(crate) const fn file() -> &'static [u8] {
    NETWORK.weights()
}

/// Reads strips. Nothing when the weights that were built in cannot be used, which a test excludes.
pub(super) fn recognise(strip: &StripImage) -> Option<Scores> {
    let wide = strip.width.next_multiple_of(WIDTH_STEP);
    let output = NETWORK.run(&strip.pixels, strip.width, (wide, STRIP_HEIGHT))?;
    let columns = strip.width.div_ceil(PIXELS_PER_COLUMN);
    let rows = output
        .as_chunks::<CLASSES>()
        .0
        .iter()
        .take(columns)
        .map(probabilities)
        .collect();
    Some(Scores { rows })
}

fn probabilities(scores: &[f32; CLASSES]) -> [f32; CLASSES] {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let raised = scores.map(|score| (score - highest).exp());
    let sum: f32 = raised.iter().sum();
    raised.map(|value| value / sum)
}
