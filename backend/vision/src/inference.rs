//! How networks are run: one thread each, as many side by side as there are cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use rten::{RunOptions, ThreadPool};

use crate::network::{Network, Store};

/// Memory is kept of no more runs than this, some megabytes each.
const MOST_STORES: usize = 4;

/// A network that is built in: one plane of pixels goes in, the values of one output come out.
pub(crate) struct BuiltIn {
    weights: &'static [u8],
    network: OnceLock<Option<Network>>,
    /// Memory of runs that are over, for those to come.
    stores: Mutex<Vec<Store>>,
}

impl BuiltIn {
    pub(crate) const fn new(weights: &'static [u8]) -> Self {
        Self {
            weights,
            network: OnceLock::new(),
            stores: Mutex::new(Vec::new()),
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
        size: (usize, usize),
    ) -> Option<Vec<f32>> {
        let network = self.network()?;
        let mut store = self.stores.lock().ok()?.pop().unwrap_or_default();
        let values = network.run(pixels, width, size, &mut store);
        let mut stores = self.stores.lock().ok()?;
        if stores.len() < MOST_STORES {
            stores.push(store);
        }
        values
    }

    pub(crate) fn network(&self) -> Option<&Network> {
        self.network
            .get_or_init(|| Network::read(self.weights))
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

#[cfg(test)]
mod tests {
    use rten::Model;
    use rten_tensor::prelude::*;
    use rten_tensor::{NdTensor, Tensor};

    use super::*;

    /// The values of both runtimes on the same noise.
    fn both(file: &'static [u8], (wide, tall): (usize, usize)) -> (Vec<f32>, Vec<f32>) {
        let mut state = 7_u32;
        let noise = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as f32 / 16_384.0 - 2.0
        });
        let pixels: Vec<f32> = noise.take(wide * tall).collect();
        let own = BuiltIn::new(file).run(&pixels, wide, (wide, tall)).unwrap();
        let input = NdTensor::from_data([1, 1, tall, wide], pixels);
        let model = Model::load_static_slice(file).unwrap();
        let output = model.run_one(input.view().into(), Some(one_thread()));
        let output: Tensor<f32> = output.unwrap().try_into().unwrap();
        (own, output.into_data())
    }

    #[test]
    fn the_built_in_networks_say_what_a_general_runtime_makes_of_them() {
        let print = include_bytes!("../models/print-line.onnx");
        let zone = include_bytes!("../models/mrz-line.onnx");
        let lines = include_bytes!("../models/print-lines.onnx");
        let cases: [(&'static [u8], (usize, usize)); 5] = [
            (print, (304, 32)),
            (print, (48, 32)),
            (zone, (448, 24)),
            (lines, (608, 384)),
            (lines, (104, 72)),
        ];
        for (file, size) in cases {
            let (own, other) = both(file, size);
            assert_eq!(own.len(), other.len());
            let pairs = own.iter().zip(&other);
            let farthest = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            assert!(farthest < 2e-3, "{size:?} {farthest}");
        }
    }
}
