use super::alphabet::CLASSES;
use super::strip::{STRIP_HEIGHT, Strip};
use crate::inference::BuiltIn;

/// The trained weights; `models/print-line.md` is their card, `training/` makes them.
static NETWORK: BuiltIn = BuiltIn::new(include_bytes!("../../models/print-line.onnx"));
/// Pixels of a strip for each column of scores.
pub(super) const PIXELS_PER_COLUMN: usize = 4;
/// A strip's width is a multiple of this, so that no layer drops a rest.
const WIDTH_STEP: usize = 16;

/// Natural logarithms of probabilities by column of a strip: `columns × CLASSES`.
#[derive(Debug, Clone, Default)]
pub(super) struct Scores {
    pub(super) rows: Vec<[f32; CLASSES]>,
}

/// The file of the weights.
pub(crate) const fn file() -> &'static [u8] {
    NETWORK.weights()
}

/// Reads a strip. Nothing when the weights that were built in cannot be used, which a test excludes.
pub(super) fn recognise(strip: &Strip) -> Option<Scores> {
    let wide = strip.width.next_multiple_of(WIDTH_STEP);
    let output = NETWORK.run(&strip.pixels, strip.width, (wide, STRIP_HEIGHT))?;
    let columns = strip.width.div_ceil(PIXELS_PER_COLUMN);
    let (rows, _) = output.as_chunks::<CLASSES>();
    Some(Scores {
        rows: rows.iter().take(columns).map(logarithms).collect(),
    })
}

fn logarithms(scores: &[f32; CLASSES]) -> [f32; CLASSES] {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = scores.iter().map(|score| (score - highest).exp()).sum();
    let whole = highest + sum.ln();
    scores.map(|score| score - whole)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_weights_that_are_built_in_load() {
        assert!(super::NETWORK.network().is_some());
    }
}
