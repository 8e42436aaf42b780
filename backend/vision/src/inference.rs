//! How networks are run: one thread each, as many side by side as there are cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use rten::{Model, RunOptions, ThreadPool};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

/// A network that is built in: one plane of pixels goes in, the values of one output come out.
pub(crate) struct BuiltIn {
    weights: &'static [u8],
    model: OnceLock<Option<Model>>,
}

impl BuiltIn {
    pub(crate) const fn new(weights: &'static [u8]) -> Self {
        Self {
            weights,
            model: OnceLock::new(),
        }
    }

    /// Its file.
    pub(crate) const fn weights(&self) -> &'static [u8] {
        self.weights
    }

    /// Runs it on rows of `width` pixels, filled up with zeros to `wide` and `tall`. Nothing when the
    /// weights cannot be used, which a test of each network excludes.
    pub(crate) fn run(
        &self,
        pixels: &[f32],
        width: usize,
        (wide, tall): (usize, usize),
    ) -> Option<Vec<f32>> {
        let model = self.model()?;
        let mut input = NdTensor::<f32, 4>::zeros([1, 1, tall, wide]);
        let rows = pixels.chunks_exact(width.max(1));
        for (to, from) in input.data_mut()?.chunks_exact_mut(wide).zip(rows) {
            to.get_mut(..width)?.copy_from_slice(from);
        }
        let output = model.run_one(input.view().into(), Some(one_thread()));
        let output: Tensor<f32> = output.ok()?.try_into().ok()?;
        Some(output.into_data())
    }

    pub(crate) fn model(&self) -> Option<&Model> {
        self.model
            .get_or_init(|| Model::load_static_slice(self.weights).ok())
            .as_ref()
    }
}

/// One thread runs a network; as many run side by side as there are cores. The networks here are
/// too small to be worth dividing.
pub(crate) fn one_thread() -> RunOptions {
    RunOptions::default().with_thread_pool(Some(pool()))
}

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
