use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use credence_app::{App, Fault, IntegratorKey, take_calls};
use credence_http_server::{Rate, RateExceeded};

/// A replica takes a twentieth of a key's burst at a time, and no more than this.
const LARGEST_LEASE: u32 = 1000;
/// How many keys are remembered before those that have not called lately are let go.
const TIDY_AT: usize = 10_000;
const IDLE_AFTER: Duration = Duration::from_secs(300);

/// What a key may call for, counted by all replicas together.
///
/// The count is a row that a replica takes many calls at once out of, so that few requests touch the
/// database. What it means exactly: a key gets through its burst and what time makes good, and at most
/// a twentieth of the burst more for each replica, because a replica that has taken calls and waits
/// may use them later. Never less, unless a replica stops with calls that it took.
pub(crate) struct SharedQuota {
    rate: Rate,
    lease: u32,
    keys: Mutex<HashMap<[u8; 32], Arc<KeyCalls>>>,
}

/// How a key stands after a call; what the headers say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CallsLeft {
    /// How many at once.
    pub(crate) burst: u32,
    /// In how many seconds all of them are made good, from nothing.
    pub(crate) window_seconds: u64,
    /// How many are left, as far as this replica knows.
    pub(crate) remaining: u32,
    /// In how many seconds there are as many as can be.
    pub(crate) full_in_seconds: u64,
}

/// The key has called too often.
#[derive(Debug)]
pub(crate) enum CallRefused {
    Over(RateExceeded, CallsLeft),
    Fault(Fault),
}

/// One key's calls, as this replica holds them.
struct KeyCalls {
    /// Only one request at a time asks the database for more.
    asking: tokio::sync::Mutex<()>,
    held: Mutex<Held>,
}

#[derive(Clone, Copy)]
struct Held {
    /// Taken and not used yet.
    left: u32,
    /// When everything that was taken will have been made good.
    full_at: Instant,
    /// Nothing is left until then.
    refused_until: Option<Instant>,
    used_at: Instant,
}

impl SharedQuota {
    pub(crate) fn new(rate: Rate) -> Self {
        let lease = (rate.burst.get() / 20).clamp(1, LARGEST_LEASE);
        Self {
            rate,
            lease,
            keys: Mutex::default(),
        }
    }

    /// Counts a call with a key. `None` when the key is not good: the use case refuses it.
    pub(crate) async fn count(
        &self,
        app: &App,
        key: &IntegratorKey,
    ) -> Result<Option<CallsLeft>, CallRefused> {
        let fingerprint = key.fingerprint();
        let calls = self.entry(fingerprint, &Arc::new(KeyCalls::new()));
        if let Some(answer) = self.answer_held(&calls) {
            return answer.map(Some);
        }
        let _turn = calls.asking.lock().await;
        if let Some(answer) = self.answer_held(&calls) {
            return answer.map(Some);
        }
        let mut unless_good = Forget {
            quota: self,
            fingerprint: Some(fingerprint),
        };
        let rate = (self.rate.burst.get(), self.rate.refill);
        let lease = take_calls(app, key, rate, self.lease).await;
        let Some(lease) = lease.map_err(CallRefused::Fault)? else {
            return Ok(None);
        };
        unless_good.fingerprint = None;
        calls.take(
            u32::try_from(lease.granted).unwrap_or(0),
            Duration::try_from_secs_f64(lease.full_in_seconds).unwrap_or_default(),
            self.whole_window(),
            self.rate.refill,
        );
        // Another call may have been given up, and have let go of the place.
        self.entry(fingerprint, &calls);
        let answer = self.answer_held(&calls);
        answer.unwrap_or(Ok(self.left(0, Duration::ZERO))).map(Some)
    }

    /// The key's place, or `new` as its place. Calls that come at once share one.
    fn entry(&self, fingerprint: [u8; 32], new: &Arc<KeyCalls>) -> Arc<KeyCalls> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if keys.len() >= TIDY_AT && !keys.contains_key(&fingerprint) {
            keys.retain(|_, calls| calls.held().used_at.elapsed() < IDLE_AFTER);
        }
        Arc::clone(keys.entry(fingerprint).or_insert_with(|| Arc::clone(new)))
    }

    /// The answer without asking the database; `None` when it has to be asked.
    fn answer_held(&self, calls: &KeyCalls) -> Option<Result<CallsLeft, CallRefused>> {
        let now = Instant::now();
        let mut held = calls.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.used_at = now;
        let full_in = held.full_at.saturating_duration_since(now);
        if let Some(left) = held.left.checked_sub(1) {
            held.left = left;
            return Some(Ok(self.left(left, full_in)));
        }
        let until = held.refused_until.filter(|until| *until > now)?;
        let wait = until.saturating_duration_since(now);
        let over = RateExceeded {
            retry_after_seconds: wait.as_secs().saturating_add(1),
        };
        Some(Err(CallRefused::Over(over, self.left(0, full_in))))
    }

    fn left(&self, held: u32, full_in: Duration) -> CallsLeft {
        let refill = self.rate.refill.as_nanos().max(1);
        let owed = u32::try_from(full_in.as_nanos().div_ceil(refill)).unwrap_or(u32::MAX);
        let burst = self.rate.burst.get();
        CallsLeft {
            burst,
            window_seconds: seconds_up(self.whole_window()).max(1),
            remaining: burst.saturating_sub(owed).saturating_add(held).min(burst),
            full_in_seconds: seconds_up(full_in),
        }
    }

    /// How long an empty allowance takes to be whole.
    fn whole_window(&self) -> Duration {
        self.rate.refill.saturating_mul(self.rate.burst.get())
    }
}

/// Lets go of a key's place unless the key turned out to be good, also when the caller hangs up:
/// strangers fill no memory.
struct Forget<'a> {
    quota: &'a SharedQuota,
    fingerprint: Option<[u8; 32]>,
}

impl Drop for Forget<'_> {
    fn drop(&mut self) {
        if let Some(fingerprint) = &self.fingerprint {
            let keys = &self.quota.keys;
            let mut keys = keys.lock().unwrap_or_else(PoisonError::into_inner);
            keys.remove(fingerprint);
        }
    }
}

fn seconds_up(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

impl KeyCalls {
    fn new() -> Self {
        let now = Instant::now();
        Self {
            asking: tokio::sync::Mutex::new(()),
            held: Mutex::new(Held {
                left: 0,
                full_at: now,
                refused_until: None,
                used_at: now,
            }),
        }
    }

    fn held(&self) -> Held {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, granted: u32, full_in: Duration, window: Duration, refill: Duration) {
        let now = Instant::now();
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.left = held.left.saturating_add(granted);
        held.full_at = now + full_in;
        // One more is there when no more than the window less one refill is owed.
        let wait = (full_in + refill).saturating_sub(window);
        held.refused_until = (granted == 0).then(|| now + wait);
    }
}
