//! A circuit breaker: after repeated failures nothing is tried for a while, so that people are not
//! kept waiting and a service in trouble is left in peace.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

#[derive(Debug)]
pub(crate) struct Breaker {
    failures_allowed: u32,
    rest: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    failures: u32,
    rests_until: Option<Instant>,
}

impl Breaker {
    pub(crate) fn new(failures_allowed: u32, rest: Duration) -> Self {
        Self {
            failures_allowed: failures_allowed.max(1),
            rest,
            state: Mutex::default(),
        }
    }

    /// Whether a check may be tried. When the rest is over, the first one to ask is let through, and
    /// the rest begins anew for the others until it is known how that one ended.
    pub(crate) fn lets_through(&self, now: Instant) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.rests_until {
            None => true,
            Some(until) if now < until => false,
            Some(_) => {
                state.rests_until = Some(now + self.rest);
                true
            }
        }
    }

    pub(crate) fn succeeded(&self) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = State::default();
    }

    pub(crate) fn failed(&self, now: Instant) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.failures = state.failures.saturating_add(1);
        if state.failures >= self.failures_allowed {
            state.rests_until = Some(now + self.rest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REST: Duration = Duration::from_secs(30);

    #[test]
    fn it_opens_after_failures_in_a_row_and_lets_one_through_after_the_rest() {
        let breaker = Breaker::new(2, REST);
        let start = Instant::now();
        breaker.failed(start);
        breaker.succeeded();
        breaker.failed(start);
        assert!(breaker.lets_through(start));
        breaker.failed(start);
        assert!(!breaker.lets_through(start));
        let later = start + REST;
        assert!(breaker.lets_through(later));
        assert!(!breaker.lets_through(later), "one alone is let through");
        breaker.failed(later);
        assert!(!breaker.lets_through(later + REST / 2));
        assert!(breaker.lets_through(later + REST));
        breaker.succeeded();
        assert!(breaker.lets_through(later + REST) && breaker.lets_through(later + REST));
    }
}
