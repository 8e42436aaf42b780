//! Calls that may come again: the same idempotency key with the same content gets the answer first
//! given, and nothing is done twice.
//!
//! A use case that is one transaction begins and finishes an [`Once`] inside it: a crash leaves
//! neither the work nor the key. One that takes longer begins on a connection of its own and finishes in
//! its last transaction; one that came to nothing in between is taken over after the lease. Refusals
//! are not kept: the key stays free for a call that mends them.

use chrono::TimeDelta;
use credence_objects::KeyOwner;
use credence_storage::{IdempotencyClaim, IdempotencyRow, SealedAnswer};
use credence_types::{SessionId, TenantId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::App;
use crate::credential::sha256_bytes;
use crate::fault::Fault;
use crate::idempotency_key::IdempotencyKey;
use crate::request_hash::{is_same_request, request_hash, request_hashes};
use crate::sealing::{new_key, stored_key};

/// How long a call may run before another takes it over.
const LEASE: TimeDelta = TimeDelta::minutes(1);
/// What an answer is sealed as.
const ANSWER: &str = "answer";

/// A call under an idempotency key was refused.
#[derive(Debug, thiserror::Error)]
pub enum IdempotencyError {
    /// The same call runs elsewhere: 409 `idempotency_key_in_use`.
    #[error("repeat a call: it still runs elsewhere")]
    InUse {
        /// When it is taken over at the latest.
        retry_after_seconds: u64,
    },
    /// The key was used for something else: 422 `idempotency_key_reused`.
    #[error("repeat a call: its key was used for another content")]
    Reused,
    /// The answer was about a session that is erased: 410 `session_erased`.
    #[error("repeat a call: its session was erased")]
    SessionErased,
    /// The session that it made was called off or has expired: 409 `session_settled`.
    #[error("repeat a call: its session has come to an end")]
    SessionEnded,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What a use case answers, and whether it had answered so before.
#[derive(Debug, Clone)]
pub struct Answered<T> {
    /// The answer.
    pub answer: T,
    /// It was given before: nothing was done now.
    pub is_replayed: bool,
}

impl<T> Answered<T> {
    pub(crate) const fn now(answer: T) -> Self {
        Self {
            answer,
            is_replayed: false,
        }
    }

    pub(crate) const fn before(answer: T) -> Self {
        Self {
            answer,
            is_replayed: true,
        }
    }
}

/// One run of a call that may come again.
#[derive(Debug, Clone)]
pub struct Once {
    tenant: TenantId,
    key: IdempotencyKey,
    fingerprint: [u8; 32],
    session: Option<SessionId>,
    claim: Uuid,
}

impl Once {
    /// A run of `operation` (method and path, with the ids that are in it) with `content`. Keys are
    /// the tenant's: the same key for another operation is reused.
    ///
    /// # Errors
    /// When the content cannot be put into JSON.
    pub fn new(
        tenant: TenantId,
        key: IdempotencyKey,
        operation: &str,
        content: &impl Serialize,
    ) -> Result<Self, Fault> {
        Ok(Self {
            tenant,
            key,
            fingerprint: fingerprint(operation, content)?,
            session: None,
            claim: Uuid::new_v4(),
        })
    }

    /// The same run, whose answer will be about a session and is erased with it.
    #[must_use]
    pub const fn about(mut self, session: SessionId) -> Self {
        self.session = Some(session);
        self
    }

    /// Notes that the call runs. `Some` is the answer that was given before: do nothing.
    ///
    /// # Errors
    /// When the key was used for another content, or the call runs elsewhere.
    pub async fn begin<T: DeserializeOwned>(
        &self,
        app: &App,
        connection: &mut PgConnection,
    ) -> Result<Option<T>, IdempotencyError> {
        let now = app.now();
        let claim = IdempotencyClaim {
            tenant: self.tenant,
            key: self.key.as_str(),
            request_hash: request_hash(app, self.tenant, self.fingerprint)?,
            same_request_hashes: &request_hashes(app, self.tenant, self.fingerprint),
            claim: self.claim,
            session: self.session,
            running_until: now + LEASE,
            created_at: now,
        };
        let is_first = credence_storage::claim_idempotency(&mut *connection, &claim)
            .await
            .map_err(Fault::from)?;
        if is_first {
            return Ok(None);
        }
        let row =
            credence_storage::idempotency_by_key(connection, self.tenant, self.key.as_str()).await;
        match row.map_err(Fault::from)? {
            Some(row) => self.replay(app, row).map(Some),
            // It came to nothing just now.
            None => Err(IdempotencyError::InUse {
                retry_after_seconds: 1,
            }),
        }
    }

    fn replay<T: DeserializeOwned>(
        &self,
        app: &App,
        row: IdempotencyRow,
    ) -> Result<T, IdempotencyError> {
        if row.request_hash.is_empty() {
            // The key was used about a session: by this call, or by another one.
            return Err(match self.session {
                Some(_) => IdempotencyError::SessionErased,
                None => IdempotencyError::Reused,
            });
        }
        if !is_same_request(app, self.tenant, self.fingerprint, &row.request_hash) {
            return Err(IdempotencyError::Reused);
        }
        if let Some(until) = row.running_until {
            let left = (until - app.now()).num_seconds() + 1;
            return Err(IdempotencyError::InUse {
                retry_after_seconds: u64::try_from(left).unwrap_or(1).max(1),
            });
        }
        let (Some(claim), Some(answer)) = (row.claim, row.answer) else {
            return Err(IdempotencyError::SessionErased);
        };
        Ok(open(app, self.tenant, claim, &answer)?)
    }

    /// Keeps the answer, sealed. Part of the transaction that does the work, or the last of it.
    ///
    /// # Errors
    /// When the call took longer than its lease and was taken over: roll back.
    pub async fn finish<T: Serialize>(
        &self,
        app: &App,
        connection: &mut PgConnection,
        answer: &T,
    ) -> Result<(), IdempotencyError> {
        let answer = seal(app, self.tenant, self.claim, answer)?;
        let place = (self.tenant, self.key.as_str());
        let is_ours =
            credence_storage::set_idempotency_answer(connection, place, self.claim, &answer)
                .await
                .map_err(Fault::from)?;
        if is_ours {
            Ok(())
        } else {
            Err(IdempotencyError::InUse {
                retry_after_seconds: 1,
            })
        }
    }
}

/// SHA-256 of the operation and what is asked of it, however the caller wrote it down.
pub(crate) fn fingerprint(operation: &str, content: &impl Serialize) -> Result<[u8; 32], Fault> {
    serde_json::to_vec(&(operation, content))
        .map(|bytes| sha256_bytes(&bytes))
        .map_err(|_| Fault::Corrupt("a request's content"))
}

fn seal(
    app: &App,
    tenant: TenantId,
    claim: Uuid,
    answer: &impl Serialize,
) -> Result<SealedAnswer, Fault> {
    let owner = KeyOwner::answer(tenant, claim);
    let (key, sealed) = new_key(app, &owner)?;
    let json = serde_json::to_vec(answer).map_err(|_| Fault::Corrupt("an answer"))?;
    Ok(SealedAnswer {
        bytes: key.seal(&owner.context(ANSWER), &json)?,
        key: sealed,
    })
}

fn open<T: DeserializeOwned>(
    app: &App,
    tenant: TenantId,
    claim: Uuid,
    answer: &SealedAnswer,
) -> Result<T, Fault> {
    let owner = KeyOwner::answer(tenant, claim);
    let key = stored_key(app, &owner, &answer.key)?;
    let json = key.open(&owner.context(ANSWER), &answer.bytes)?;
    serde_json::from_slice(&json).map_err(|_| Fault::Corrupt("an answer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_of_operation_and_content() {
        let of = |operation, content| fingerprint(operation, &content).unwrap();
        let first = of("POST /v1/keys", ("a", 1));
        assert_eq!(first, of("POST /v1/keys", ("a", 1)));
        assert_ne!(first, of("POST /v1/keys", ("a", 2)));
        assert_ne!(first, of("POST /v1/sessions", ("a", 1)));
    }
}
