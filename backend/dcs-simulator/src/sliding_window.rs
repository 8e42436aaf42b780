use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::config::WindowLimit;

/// What is left of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Allowance {
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    /// Until the oldest request counted leaves the window, rounded up.
    pub(crate) reset_seconds: u64,
}

/// The limit is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LimitReached(pub(crate) Allowance);

/// The requests of the last stretch of time: no more instants are kept than the limit allows.
#[derive(Debug, Default)]
struct SlidingWindow(VecDeque<DateTime<Utc>>);

impl SlidingWindow {
    fn take(&mut self, limit: WindowLimit, now: DateTime<Utc>) -> Result<Allowance, LimitReached> {
        if self.is_full(limit, now) {
            return Err(LimitReached(self.allowance(limit, now)));
        }
        self.0.push_back(now);
        Ok(self.allowance(limit, now))
    }

    fn is_full(&mut self, limit: WindowLimit, now: DateTime<Utc>) -> bool {
        while self
            .0
            .front()
            .is_some_and(|oldest| *oldest + limit.window <= now)
        {
            self.0.pop_front();
        }
        self.allowance(limit, now).remaining == 0
    }

    fn allowance(&self, limit: WindowLimit, now: DateTime<Utc>) -> Allowance {
        let allowed = limit.requests.max(1);
        let used = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        let reset = self
            .0
            .front()
            .map_or(TimeDelta::zero(), |oldest| *oldest + limit.window - now);
        let whole = u64::try_from(reset.num_seconds()).unwrap_or(0);
        Allowance {
            limit: allowed,
            remaining: allowed.saturating_sub(used),
            reset_seconds: whole + u64::from(reset.subsec_nanos() > 0),
        }
    }
}

/// The requests of all clients together, and of each.
#[derive(Debug, Default)]
pub(crate) struct Windows {
    total: Mutex<SlidingWindow>,
    /// One for each client that was ever enrolled, and none for anybody else.
    clients: Mutex<HashMap<Uuid, SlidingWindow>>,
}

impl Windows {
    /// Counts one more request of anybody.
    pub(crate) fn take(
        &self,
        limit: WindowLimit,
        now: DateTime<Utc>,
    ) -> Result<Allowance, LimitReached> {
        lock(&self.total).take(limit, now)
    }

    /// Whether one more would be too many.
    pub(crate) fn is_full(&self, limit: WindowLimit, now: DateTime<Utc>) -> bool {
        lock(&self.total).is_full(limit, now)
    }

    /// Counts one more request of an enrolled client.
    pub(crate) fn take_for(
        &self,
        client: Uuid,
        limit: WindowLimit,
        now: DateTime<Utc>,
    ) -> Result<Allowance, LimitReached> {
        lock(&self.clients)
            .entry(client)
            .or_default()
            .take(limit, now)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_leaves_the_window_when_its_time_is_over() {
        let limit = WindowLimit {
            requests: 2,
            window: TimeDelta::seconds(10),
        };
        let start: DateTime<Utc> = "2026-11-27T10:00:00Z".parse().unwrap();
        let at = |milliseconds| start + TimeDelta::milliseconds(milliseconds);
        let windows = Windows::default();
        assert_eq!(windows.take(limit, at(0)).unwrap().remaining, 1);
        let last = windows.take(limit, at(4_500)).unwrap();
        assert_eq!((last.remaining, last.reset_seconds), (0, 6));
        let reached = windows.take(limit, at(9_999)).unwrap_err().0;
        assert_eq!(
            (reached.limit, reached.remaining, reached.reset_seconds),
            (2, 0, 1)
        );
        assert!(windows.is_full(limit, at(9_999)));
        assert!(!windows.is_full(limit, at(10_000)));
        assert!(windows.take(limit, at(10_000)).is_ok());
        assert!(windows.take(limit, at(14_499)).is_err());
        assert!(windows.take(limit, at(14_500)).is_ok());
    }

    #[test]
    fn a_client_is_counted_by_itself() {
        let limit = WindowLimit {
            requests: 1,
            window: TimeDelta::seconds(60),
        };
        let now: DateTime<Utc> = "2026-11-27T10:00:00Z".parse().unwrap();
        let windows = Windows::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(windows.take_for(one, limit, now).is_ok());
        assert!(windows.take_for(one, limit, now).is_err());
        assert!(windows.take_for(other, limit, now).is_ok());
    }
}
