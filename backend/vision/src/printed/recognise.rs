use std::sync::OnceLock;

use rten::Model;
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

use super::alphabet::CLASSES;
use super::strip::{STRIP_HEIGHT, Strip};
use crate::inference::one_thread;

/// The trained weights; `models/print-line.md` is their card, `training/` makes them.
static WEIGHTS: &[u8] = include_bytes!("../../models/print-line.onnx");
/// Pixels of a strip for each column of scores.
pub(super) const PIXELS_PER_COLUMN: usize = 4;
/// A strip's width is a multiple of this, so that no layer drops a rest.
const WIDTH_STEP: usize = 16;

/// Natural logarithms of probabilities by column of a strip: `columns × CLASSES`.
#[derive(Debug, Clone, Default)]
pub(super) struct Scores {
    pub(super) rows: Vec<[f32; CLASSES]>,
}

/// Reads a strip. Nothing when the weights that were built in cannot be used, which a test excludes.
pub(super) fn recognise(strip: &Strip) -> Option<Scores> {
    let model = model()?;
    let width = strip.width.next_multiple_of(WIDTH_STEP);
    let mut input = NdTensor::<f32, 4>::zeros([1, 1, STRIP_HEIGHT, width]);
    let rows = strip.pixels.chunks_exact(strip.width.max(1));
    for (to, from) in input.data_mut()?.chunks_exact_mut(width).zip(rows) {
        to.get_mut(..strip.width)?.copy_from_slice(from);
    }
    let output: Tensor<f32> = model
        .run_one(input.view().into(), Some(one_thread()))
        .ok()?
        .try_into()
        .ok()?;
    let columns = strip.width.div_ceil(PIXELS_PER_COLUMN);
    let (rows, _) = output.data()?.as_chunks::<CLASSES>();
    Some(Scores {
        rows: rows.iter().take(columns).map(logarithms).collect(),
    })
}

fn model() -> Option<&'static Model> {
    static MODEL: OnceLock<Option<Model>> = OnceLock::new();
    MODEL
        .get_or_init(|| Model::load_static_slice(WEIGHTS).ok())
        .as_ref()
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
        assert!(super::model().is_some());
    }
}
