use chrono::{DateTime, Utc};
use credence_types::{SessionId, TenantId};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::session::SealedKey;

/// An idempotency key to be stored with the session it made.
#[derive(Debug, Clone)]
pub struct NewIdempotency<'a> {
    /// The caller's key.
    pub key: &'a str,
    /// Keyed hash of what is asked for.
    pub request_hash: [u8; 32],
    /// The session's token, sealed under the session's key.
    pub token_sealed: &'a [u8],
}

/// A call under an idempotency key that is about to run.
#[derive(Debug, Clone)]
pub struct IdempotencyClaim<'a> {
    /// Whose.
    pub tenant: TenantId,
    /// The caller's key.
    pub key: &'a str,
    /// Keyed hash of what is asked for.
    pub request_hash: [u8; 32],
    /// Every form in which the same may have been kept.
    pub same_request_hashes: &'a [Vec<u8>],
    /// Who runs it.
    pub claim: Uuid,
    /// The session that the answer will be about, so that it is erased with it.
    pub session: Option<SessionId>,
    /// Another may take it over then.
    pub running_until: DateTime<Utc>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// An answer, sealed, with the key that opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedAnswer {
    /// The answer's own key, wrapped.
    pub key: SealedKey,
    /// The answer.
    pub bytes: Vec<u8>,
}

/// What is known of an idempotency key.
#[derive(Debug, Clone)]
pub struct IdempotencyRow {
    /// Keyed hash of what was asked for first; empty once the session was erased.
    pub request_hash: Vec<u8>,
    /// The session that was made, or that the answer is about.
    pub session: Option<SessionId>,
    /// The token of the session that was made, sealed under the session's key.
    pub token_sealed: Option<Vec<u8>>,
    /// Who ran the call first; `None` for the creation of a session.
    pub claim: Option<Uuid>,
    /// Until when it runs, if it was not answered.
    pub running_until: Option<DateTime<Utc>>,
    /// The answer first given.
    pub answer: Option<SealedAnswer>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// What is known of the key.
///
/// # Errors
/// When the database refuses.
pub async fn idempotency_by_key(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    key: &str,
) -> sqlx::Result<Option<IdempotencyRow>> {
    let row = sqlx::query!(
        "select request_hash, session_id, token_sealed, claim_id, running_until, answer_kek,
                answer_key, answer_sealed, created_at
         from credence.idempotency where tenant_id = $1 and key = $2",
        tenant.as_uuid(),
        key,
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| {
        let answer_key = row.answer_kek.zip(row.answer_key);
        IdempotencyRow {
            request_hash: row.request_hash,
            session: row.session_id.map(SessionId::from_uuid),
            token_sealed: row.token_sealed,
            claim: row.claim_id,
            running_until: row.running_until,
            answer: answer_key
                .zip(row.answer_sealed)
                .map(|((kek, key), bytes)| {
                    let key = SealedKey { kek, bytes: key };
                    SealedAnswer { key, bytes }
                }),
            created_at: row.created_at,
        }
    }))
}

/// Takes a key that is free, or whose run was given up: its lease is over and it asked for the same.
/// `false` when it is taken. Waits for a transaction that takes the same key.
///
/// # Errors
/// When the database refuses.
pub async fn claim_idempotency(
    executor: impl PgExecutor<'_>,
    new: &IdempotencyClaim<'_>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into credence.idempotency as held
             (tenant_id, key, request_hash, session_id, claim_id, running_until, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (tenant_id, key) do update
         set claim_id = excluded.claim_id, running_until = excluded.running_until
         where held.claim_id is not null and held.running_until <= $7
             and held.request_hash = any($8)",
        new.tenant.as_uuid(),
        new.key,
        &new.request_hash,
        new.session.map(SessionId::as_uuid),
        new.claim,
        new.running_until,
        new.created_at,
        new.same_request_hashes,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Stores the answer. `false` when another has taken the call over: roll back.
///
/// # Errors
/// When the database refuses.
pub async fn set_idempotency_answer(
    executor: impl PgExecutor<'_>,
    (tenant, key): (TenantId, &str),
    claim: Uuid,
    answer: &SealedAnswer,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.idempotency
         set running_until = null, answer_kek = $4, answer_key = $5, answer_sealed = $6
         where tenant_id = $1 and key = $2 and claim_id = $3 and running_until is not null",
        tenant.as_uuid(),
        key,
        claim,
        answer.key.kek,
        answer.key.bytes,
        answer.bytes,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, tenants_and_key};

    fn same(byte: u8) -> &'static [Vec<u8>] {
        vec![vec![byte; 32]].leak()
    }

    fn claim(number: u128, at: DateTime<Utc>) -> IdempotencyClaim<'static> {
        IdempotencyClaim {
            tenant: TENANT,
            key: "again",
            request_hash: [5; 32],
            same_request_hashes: same(5),
            claim: Uuid::from_u128(number),
            session: None,
            running_until: at + TimeDelta::minutes(1),
            created_at: at,
        }
    }

    fn answer() -> SealedAnswer {
        SealedAnswer {
            key: SealedKey {
                kek: "kek".to_owned(),
                bytes: vec![1],
            },
            bytes: vec![2],
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_key_is_claimed_once_and_taken_over_when_its_lease_is_over(pool: PgPool) {
        tenants_and_key(&pool).await;
        let late = now() + TimeDelta::minutes(1);
        assert!(claim_idempotency(&pool, &claim(1, now())).await.unwrap());
        assert!(!claim_idempotency(&pool, &claim(2, now())).await.unwrap());
        let other_body = IdempotencyClaim {
            request_hash: [6; 32],
            same_request_hashes: same(6),
            ..claim(3, late)
        };
        assert!(!claim_idempotency(&pool, &other_body).await.unwrap());
        let other_tenant = IdempotencyClaim {
            tenant: OTHER,
            ..claim(4, now())
        };
        assert!(claim_idempotency(&pool, &other_tenant).await.unwrap());
        assert!(claim_idempotency(&pool, &claim(5, late)).await.unwrap());
        // The first comes too late.
        let finish = async |number| {
            let claim = Uuid::from_u128(number);
            set_idempotency_answer(&pool, (TENANT, "again"), claim, &answer())
                .await
                .unwrap()
        };
        assert!(!finish(1).await);
        assert!(finish(5).await);
        assert!(!finish(5).await);
        let much_later = late + TimeDelta::hours(1);
        assert!(
            !claim_idempotency(&pool, &claim(6, much_later))
                .await
                .unwrap()
        );
        let row = idempotency_by_key(&pool, TENANT, "again").await.unwrap();
        assert_eq!(row.unwrap().answer, Some(answer()));
    }
}
