use std::hash::{BuildHasher, Hash, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::problem::Problem;

/// How often something may happen: `burst` times at once, then once more after each `refill`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How often at once.
    pub burst: NonZeroU32,
    /// The pause that allows one more.
    pub refill: Duration,
}

/// How much each caller may ask for. What is over gets 429 with `Retry-After`.
#[derive(Debug, Clone)]
pub struct QuotaOptions {
    /// Calls of the API from one address.
    pub calls_per_address: Rate,
    /// Calls with one key or token.
    pub calls_per_credential: Rate,
    /// Attempts to sign in from one address, whoever as.
    pub sign_ins_per_address: Rate,
    /// Attempts to sign in as one person from one address.
    pub sign_ins_per_account: Rate,
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

impl Default for QuotaOptions {
    fn default() -> Self {
        Self {
            calls_per_address: Rate::new(2_000, Duration::from_millis(1)),
            calls_per_credential: Rate::new(2_000, Duration::from_millis(1)),
            sign_ins_per_address: Rate::new(30, Duration::from_secs(6)),
            sign_ins_per_account: Rate::new(5, Duration::from_secs(20)),
        }
    }
}

/// The quotas at work. Memory is bounded: whoever asks is counted in one of 65,536 places, chosen by
/// a hash that nobody outside can predict.
pub(crate) struct Quotas {
    calls_per_address: Counter,
    calls_per_credential: Counter,
    sign_ins_per_address: Counter,
    sign_ins_per_account: Counter,
}

struct Counter {
    limiter: DefaultKeyedRateLimiter<u16>,
    places: RandomState,
}

impl Quotas {
    pub(crate) fn new(options: &QuotaOptions) -> Self {
        Self {
            calls_per_address: Counter::new(options.calls_per_address),
            calls_per_credential: Counter::new(options.calls_per_credential),
            sign_ins_per_address: Counter::new(options.sign_ins_per_address),
            sign_ins_per_account: Counter::new(options.sign_ins_per_account),
        }
    }

    /// Counts a call of the API from an address.
    pub(crate) fn call_from(&self, address: Option<IpAddr>) -> Result<(), Problem> {
        self.calls_per_address.count(&address)
    }

    /// Counts a call with a key or a token.
    pub(crate) fn call_with(&self, credential: &str) -> Result<(), Problem> {
        self.calls_per_credential.count(credential)
    }

    /// Counts an attempt to get into the console.
    pub(crate) fn sign_in(&self, email: &str, address: Option<IpAddr>) -> Result<(), Problem> {
        self.sign_ins_per_address.count(&address)?;
        let account = email.trim().to_lowercase();
        self.sign_ins_per_account
            .count(&(account.as_str(), address))
    }
}

impl Counter {
    fn new(rate: Rate) -> Self {
        let refill = rate.refill.max(Duration::from_nanos(1));
        let quota = Quota::with_period(refill)
            .unwrap_or_else(|| Quota::per_second(NonZeroU32::MIN))
            .allow_burst(rate.burst);
        Self {
            limiter: RateLimiter::dashmap(quota),
            places: RandomState::new(),
        }
    }

    fn count<K: Hash + ?Sized>(&self, key: &K) -> Result<(), Problem> {
        let [low, high, ..] = self.places.hash_one(key).to_le_bytes();
        let place = u16::from_le_bytes([low, high]);
        self.limiter.check_key(&place).map_err(|over| {
            let pause = over.wait_time_from(DefaultClock::default().now());
            Problem::too_many_requests(pause.as_secs().saturating_add(1))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_as_one_person_run_out_and_others_do_not() {
        let quotas = Quotas::new(&QuotaOptions::default());
        let home = Some(IpAddr::from([192, 0, 2, 1]));
        for _ in 0..5 {
            quotas.sign_in("ann@example.test", home).unwrap();
        }
        assert!(quotas.sign_in(" ANN@example.test", home).is_err());
        quotas
            .sign_in("ann@example.test", Some(IpAddr::from([192, 0, 2, 2])))
            .unwrap();
        quotas.sign_in("bob@example.test", home).unwrap();
    }

    #[test]
    fn attempts_from_one_address_run_out_whoever_as() {
        let quotas = Quotas::new(&QuotaOptions::default());
        let home = Some(IpAddr::from([192, 0, 2, 1]));
        let attempts =
            (0..40).map(|number| quotas.sign_in(&format!("{number}@example.test"), home));
        assert_eq!(attempts.filter(Result::is_ok).count(), 30);
    }
}
