use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use credence_dcs_protocol::{CheckRequest, Passport, SealError};
use credence_outbound::back_off;
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use crate::answer;
use crate::client::Inner;
use crate::failure::Failure;
use crate::verdict::Verdict;

/// A check under way. Ask for the next attempt, send it, and so on until there is none.
pub struct PassportCheck {
    client: Arc<Inner>,
    correlation_id: Uuid,
    passport: Passport,
    began: Instant,
    attempts_made: u32,
    wait: Option<Duration>,
    last_failure: Option<Failure>,
    outcome: Option<Result<Verdict, Failure>>,
}

/// One message to be sent. A new one for every attempt, as the service wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// New for every attempt.
    pub request_id: Uuid,
    /// When it was made.
    pub timestamp: DateTime<Utc>,
}

impl PassportCheck {
    pub(crate) fn new(client: Arc<Inner>, correlation_id: Uuid, passport: Passport) -> Self {
        Self {
            client,
            correlation_id,
            passport,
            began: Instant::now(),
            attempts_made: 0,
            wait: None,
            last_failure: None,
            outcome: None,
        }
    }

    /// The next attempt, after the wait that the last one calls for. `None` when the check has its
    /// outcome: it was answered, failed for good, used up its attempts, or the breaker is open.
    pub async fn next_attempt(&mut self) -> Option<Attempt> {
        while self.outcome.is_none() {
            if let Some(wait) = self.wait.take() {
                sleep(wait).await;
            }
            if !self.client.breaker.lets_through(Instant::now()) {
                self.outcome = Some(Err(self.last_failure.unwrap_or(Failure::CircuitOpen)));
                return None;
            }
            match self.client.ensure_available().await {
                Ok(()) => {
                    return Some(Attempt {
                        request_id: Uuid::new_v4(),
                        timestamp: self.client.clock.now(),
                    });
                }
                Err((failure, wait)) => self.failed(failure, wait),
            }
        }
        None
    }

    /// Sends the attempt and waits for what comes of it.
    ///
    /// # Errors
    /// When there is no answer; there may be one to the next attempt.
    pub async fn send(&mut self, attempt: &Attempt) -> Result<Verdict, Failure> {
        let (judged, retry_after) = self.exchange(attempt).await;
        if judged.is_ok() || judged.is_err_and(Failure::may_have_counted) {
            self.client.quota.spend();
        }
        match judged {
            Ok(verdict) => {
                self.client.breaker.succeeded();
                self.outcome = Some(Ok(verdict));
            }
            Err(failure) => self.failed(failure, retry_after),
        }
        judged
    }

    /// How the check ended.
    ///
    /// # Errors
    /// With the last failure where there was no answer; [`Failure::Timeout`] for a check that was
    /// left before its end.
    pub fn outcome(self) -> Result<Verdict, Failure> {
        self.outcome.unwrap_or(Err(Failure::Timeout))
    }

    async fn exchange(&self, attempt: &Attempt) -> (Result<Verdict, Failure>, Option<Duration>) {
        let request = CheckRequest {
            correlation_id: self.correlation_id,
            request_id: attempt.request_id,
            timestamp: attempt.timestamp,
            passport: self.passport.clone(),
        };
        let client = &self.client;
        let message = match client.sealer.seal(&request.to_json(), client.clock.now()) {
            Ok(message) => message,
            Err(error) => return (Err(of_sealing(error)), None),
        };
        let answer = match client.post(message).await {
            Ok(answer) => answer,
            Err(failure) => return (Err(failure), None),
        };
        client.quota.note(&answer.headers);
        let ids = (self.correlation_id, attempt.request_id);
        let judged = answer::of_check(&answer, &client.opener, ids, client.clock.now());
        (judged, answer::retry_after(&answer.headers))
    }

    /// Puts a failure down, and decides whether there will be another attempt.
    fn failed(&mut self, failure: Failure, retry_after: Option<Duration>) {
        self.attempts_made += 1;
        self.last_failure = Some(failure);
        let options = &self.client.options;
        let back_off = back_off(options.first_wait, self.attempts_made);
        let wait = retry_after.unwrap_or_default().max(back_off);
        let goes_on = failure.is_retryable()
            && self.attempts_made < options.attempts
            && wait <= options.longest_wait
            && self.began.elapsed() + wait <= options.check_deadline
            && self.client.quota.now().remaining != Some(0);
        if failure.is_unavailability() {
            self.client.forget_status();
        }
        if goes_on {
            tracing::warn!(
                attempt = self.attempts_made,
                code = failure.code(),
                "DCS gave no answer; asking again"
            );
            self.wait = Some(wait);
            return;
        }
        tracing::warn!(
            attempt = self.attempts_made,
            code = failure.code(),
            "DCS gave no answer"
        );
        if failure.is_unavailability() || failure.is_integrity() {
            self.client.breaker.failed(Instant::now());
        } else {
            self.client.breaker.succeeded();
        }
        self.outcome = Some(Err(failure));
    }
}

const fn of_sealing(error: SealError) -> Failure {
    match error {
        SealError::SignerNotValid | SealError::RecipientNotValid => Failure::CertificateNotValid,
        SealError::Cryptography => Failure::NotSealed,
    }
}
