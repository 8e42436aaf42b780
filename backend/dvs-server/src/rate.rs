use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hash};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use credence_types::ApiKeyId;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// How many requests are let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateQuota {
    /// Requests per minute, on average.
    pub per_minute: NonZeroU32,
    /// Requests that may arrive at once.
    pub burst: NonZeroU32,
}

/// Counts requests per key and per client address.
///
/// Memory is bounded: callers share 65,536 counters through a hash with a secret seed, so an
/// attacker with many addresses fills no table and cannot choose whose counter to share.
pub(crate) struct RateLimits {
    per_address: Option<DefaultKeyedRateLimiter<u16>>,
    per_key: Option<DefaultKeyedRateLimiter<u16>>,
    seed: RandomState,
    clock: DefaultClock,
}

/// The caller must wait this long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exhausted {
    pub(crate) retry_after: Duration,
}

impl RateLimits {
    /// `None` counts nothing.
    pub(crate) fn new(per_address: Option<RateQuota>, per_key: Option<RateQuota>) -> Self {
        let limiter = |quota: RateQuota| {
            RateLimiter::keyed(Quota::per_minute(quota.per_minute).allow_burst(quota.burst))
        };
        Self {
            per_address: per_address.map(limiter),
            per_key: per_key.map(limiter),
            seed: RandomState::new(),
            clock: DefaultClock::default(),
        }
    }

    /// Counts one request of this address (an IPv6 one already cut to its network).
    pub(crate) fn check_address(&self, address: IpAddr) -> Result<(), Exhausted> {
        self.check(self.per_address.as_ref(), address)
    }

    /// Counts one request with this key.
    pub(crate) fn check_key(&self, key: ApiKeyId) -> Result<(), Exhausted> {
        self.check(self.per_key.as_ref(), key)
    }

    fn check(
        &self,
        limiter: Option<&DefaultKeyedRateLimiter<u16>>,
        caller: impl Hash,
    ) -> Result<(), Exhausted> {
        let Some(limiter) = limiter else {
            return Ok(());
        };
        let [low, high, ..] = self.seed.hash_one(caller).to_le_bytes();
        limiter
            .check_key(&u16::from_le_bytes([low, high]))
            .map_err(|until| Exhausted {
                retry_after: until.wait_time_from(self.clock.now()),
            })
    }
}

impl std::fmt::Debug for RateLimits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RateLimits").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(burst: u32) -> RateLimits {
        let quota = RateQuota {
            per_minute: NonZeroU32::MIN,
            burst: NonZeroU32::new(burst).unwrap(),
        };
        RateLimits::new(Some(quota), None)
    }

    #[test]
    fn the_burst_is_let_through_and_no_more() {
        let limits = limits(2);
        let address: IpAddr = "192.0.2.1".parse().unwrap();
        assert!(limits.check_address(address).is_ok());
        assert!(limits.check_address(address).is_ok());
        let wait = limits.check_address(address).unwrap_err().retry_after;
        assert!(wait > Duration::ZERO && wait <= Duration::from_secs(60));
    }

    #[test]
    fn without_a_quota_nothing_is_counted() {
        let limits = limits(1);
        let key = ApiKeyId::from_uuid(uuid::Uuid::nil());
        for _ in 0..100 {
            assert!(limits.check_key(key).is_ok());
        }
    }
}
