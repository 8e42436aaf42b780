use rustix::time::{ClockId, clock_gettime};

/// What `work` returns, and the milliseconds of CPU that this program spent on it: a network may run
/// on a thread of its own, so nothing else may be measured beside it. What other programs do on the
/// machine does not count.
pub(crate) fn measured<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = process_milliseconds();
    let result = work();
    (result, process_milliseconds() - start)
}

fn process_milliseconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    // A program's seconds and nanoseconds are small enough to be exact.
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_costs_time_and_sleep_does_not() {
        let (sum, busy) = measured(|| (0..3_000_000_u64).map(|n| n ^ n >> 3).sum::<u64>());
        assert!(sum > 0 && busy > 0.0);
        let ((), idle) = measured(std::thread::yield_now);
        assert!(idle < 100.0, "{idle}");
    }
}
