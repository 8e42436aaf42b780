//! How networks are run: one thread each, as many side by side as there are cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use rten::{RunOptions, ThreadPool};

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
