use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::AccuracyError;

/// Does `work` for 0 to `count` on that many threads; results come in order, or the first error.
pub(crate) fn for_each<T: Send>(
    threads: usize,
    count: u64,
    work: impl Fn(u64) -> Result<T, AccuracyError> + Sync,
) -> Result<Vec<T>, AccuracyError> {
    let next = AtomicU64::new(0);
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return;
                    }
                    let result = work(number);
                    if result.is_err() {
                        next.store(count, Ordering::Relaxed);
                    }
                    if let Ok(mut done) = done.lock() {
                        done.push((number, result));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_finishes_first() {
        let squares = for_each(4, 100, |number| Ok(number * number)).unwrap();
        assert_eq!(squares, (0..100).map(|n| n * n).collect::<Vec<u64>>());
    }

    #[test]
    fn an_error_ends_the_run() {
        let result = for_each(3, 50, |number| {
            if number == 7 {
                Err(AccuracyError::Manifest)
            } else {
                Ok(number)
            }
        });
        assert!(result.is_err());
    }
}
