use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use rten::{Model, RunOptions, ThreadPool};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

use super::alphabet::CLASSES;
use super::sample::{STRIP_HEIGHT, StripImage};

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
    let options = RunOptions::default().with_thread_pool(Some(pool()));
    let output = model.run_one(input.view().into(), Some(options)).ok()?;
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

/// One thread runs a network; as many run side by side as there are cores. The work of a strip is
/// too small to be worth dividing.
fn pool() -> Arc<ThreadPool> {
    static POOLS: OnceLock<Vec<Arc<ThreadPool>>> = OnceLock::new();
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let pools = POOLS.get_or_init(|| {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        (0..cores)
            .map(|_| Arc::new(ThreadPool::with_num_threads(1)))
            .collect()
    });
    let turn = NEXT.fetch_add(1, Ordering::Relaxed);
    pools
        .get(turn % pools.len().max(1))
        .map_or_else(|| Arc::new(ThreadPool::with_num_threads(1)), Arc::clone)
}

fn probabilities(scores: &[f32; CLASSES]) -> [f32; CLASSES] {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let raised = scores.map(|score| (score - highest).exp());
    let sum: f32 = raised.iter().sum();
    raised.map(|value| value / sum)
}
