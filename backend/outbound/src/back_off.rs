use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// The wait before the attempt after `attempt`, which counts from 1: it doubles from one to the next.
/// Half of it is left to chance, so that many callers do not come back at once.
#[must_use]
pub fn back_off(first_wait: Duration, attempt: u32) -> Duration {
    let chance = u32::try_from(RandomState::new().hash_one(attempt) % PARTS).unwrap_or(0);
    back_off_by_chance(first_wait, attempt, chance)
}

const PARTS: u64 = 1_000;

/// `chance` in thousandths of the half.
fn back_off_by_chance(first_wait: Duration, attempt: u32, chance: u32) -> Duration {
    let whole = first_wait.saturating_mul(1 << attempt.saturating_sub(1).min(10));
    whole / 2 + whole / 2 * chance / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_and_half_of_it_is_chance() {
        let wait = |attempt, chance| back_off_by_chance(Duration::from_secs(1), attempt, chance);
        let milliseconds = [(1, 0), (1, 999), (2, 0), (3, 500), (11, 0), (99, 0)]
            .map(|(attempt, chance)| wait(attempt, chance).as_millis());
        assert_eq!(milliseconds, [500, 999, 1_000, 3_000, 512_000, 512_000]);
        assert!(back_off(Duration::from_secs(1), 1) < Duration::from_secs(1));
    }
}
