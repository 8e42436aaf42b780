use std::sync::OnceLock;

use rten::Model;
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

use super::alphabet::CLASSES;
use super::sample::{STRIP_HEIGHT, StripImage};
use crate::inference::one_thread;

/// The trained weights; `models/mrz-line.md` is their card, `training/` makes them.
static WEIGHTS: &[u8] = include_bytes!("../../models/mrz-line.onnx");

/// Pixels of a strip for each column of scores.
pub(super) const PIXELS_PER_COLUMN: usize = 4;
/// A strip's width is a multiple of this, so that no layer drops a rest.
const WIDTH_STEP: usize = 16;

/// Probabilities by column of a strip: `columns × CLASSES`, each row with the sum 1.
#[derive(Debug, Clone)]
pub(super) struct Scores {
    pub(super) rows: Vec<[f32; CLASSES]>,
}

/// Reads strips. Nothing when the weights that were built in cannot be used, which a test excludes.
pub(super) fn recognise(strip: &StripImage) -> Option<Scores> {
    let model = model()?;
    let width = strip.width.next_multiple_of(WIDTH_STEP);
    let mut input = NdTensor::<f32, 4>::zeros([1, 1, STRIP_HEIGHT, width]);
    let target = input.data_mut()?;
    for (to, from) in target
        .chunks_exact_mut(width)
        .zip(strip.pixels.chunks_exact(strip.width.max(1)))
    {
        to.get_mut(..strip.width)?.copy_from_slice(from);
    }
    let output = model.run_one(input.view().into(), Some(one_thread()));
    let output = output.ok()?;
    let output: Tensor<f32> = output.try_into().ok()?;
    let columns = strip.width.div_ceil(PIXELS_PER_COLUMN);
    let rows = output
        .data()?
        .as_chunks::<CLASSES>()
        .0
        .iter()
        .take(columns)
        .map(probabilities)
        .collect();
    Some(Scores { rows })
}

fn model() -> Option<&'static Model> {
    static MODEL: OnceLock<Option<Model>> = OnceLock::new();
    MODEL
        .get_or_init(|| Model::load_static_slice(WEIGHTS).ok())
        .as_ref()
}

fn probabilities(scores: &[f32; CLASSES]) -> [f32; CLASSES] {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let raised = scores.map(|score| (score - highest).exp());
    let sum: f32 = raised.iter().sum();
    raised.map(|value| value / sum)
}
