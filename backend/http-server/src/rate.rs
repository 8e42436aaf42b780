use std::hash::{BuildHasher, Hash, RandomState};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// How often something may happen: `burst` times at once, then once more after each `refill`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How often at once.
    pub burst: NonZeroU32,
    /// The pause that allows one more.
    pub refill: Duration,
}

/// Counts what callers ask for, each against the same rate.
///
/// Memory is bounded: whoever asks is counted in one of 65,536 places, chosen by a hash with a
/// secret seed, so a caller with many addresses fills no table and cannot choose whose place to
/// share.
pub struct CallerCounts {
    limiter: DefaultKeyedRateLimiter<u16>,
    places: RandomState,
}

/// The caller asked too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("count one more call: the caller's rate is used up")]
pub struct RateExceeded {
    /// When to come back, in seconds, rounded up.
    pub retry_after_seconds: u64,
}

impl Rate {
    /// `burst` at once (at least 1), then one more after each `refill`.
    #[must_use]
    pub fn new(burst: u32, refill: Duration) -> Self {
        Self {
            burst: NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN),
            refill,
        }
    }
}

impl CallerCounts {
    /// Nobody counted yet.
    #[must_use]
    pub fn new(rate: Rate) -> Self {
        let refill = rate.refill.max(Duration::from_nanos(1));
        let quota = Quota::with_period(refill)
            .unwrap_or_else(|| Quota::per_second(NonZeroU32::MIN))
            .allow_burst(rate.burst);
        Self {
            limiter: RateLimiter::dashmap(quota),
            places: RandomState::new(),
        }
    }

    /// Counts one more of `caller`; an address is to be given as [`crate::client_address`] cuts it.
    ///
    /// # Errors
    /// When the caller's rate is used up.
    pub fn count<K: Hash + ?Sized>(&self, caller: &K) -> Result<(), RateExceeded> {
        let [low, high, ..] = self.places.hash_one(caller).to_le_bytes();
        let place = u16::from_le_bytes([low, high]);
        self.limiter.check_key(&place).map_err(|over| {
            let wait = over.wait_time_from(DefaultClock::default().now());
            RateExceeded {
                retry_after_seconds: wait.as_secs().saturating_add(1),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_burst_is_let_through_and_no_more() {
        let counts = CallerCounts::new(Rate::new(2, Duration::from_secs(60)));
        assert!(counts.count("one").is_ok());
        assert!(counts.count("one").is_ok());
        let seconds = counts.count("one").unwrap_err().retry_after_seconds;
        assert!((1..=61).contains(&seconds));
        assert!(counts.count("another").is_ok());
    }

    #[test]
    fn a_rate_of_nothing_lets_one_through() {
        let counts = CallerCounts::new(Rate::new(0, Duration::from_secs(60)));
        assert!(counts.count("one").is_ok());
        assert!(counts.count("one").is_err());
    }
}
