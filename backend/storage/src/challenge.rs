use chrono::{DateTime, Utc};
use credence_types::{RequestId, SessionId, TenantId, TurnDirection};
use sqlx::PgExecutor;

/// Head turns that a session's page is asked for.
#[derive(Debug, Clone)]
pub struct NewChallenge<'a> {
    /// Whose.
    pub tenant: TenantId,
    /// The session.
    pub session: SessionId,
    /// SHA-256 of the nonce.
    pub nonce_hash: [u8; 32],
    /// The turns, in order.
    pub turns: &'a [TurnDirection],
    /// When.
    pub created_at: DateTime<Utc>,
    /// Until when a recording may be handed in.
    pub expires_at: DateTime<Utc>,
}

/// A challenge that a submission is bound to.
#[derive(Debug, Clone)]
pub struct ChallengeRow {
    /// SHA-256 of the nonce; compare in constant time.
    pub nonce_hash: Vec<u8>,
    /// The turns, in order.
    pub turns: Vec<TurnDirection>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when a recording may be handed in.
    pub expires_at: DateTime<Utc>,
    /// When the submission came.
    pub bound_at: DateTime<Utc>,
}

/// Stores a challenge in place of the session's earlier one. `false` when the session has had `most`,
/// or is erased.
///
/// # Errors
/// When the database refuses.
pub async fn set_challenge(
    executor: impl PgExecutor<'_>,
    new: &NewChallenge<'_>,
    most: i32,
) -> sqlx::Result<bool> {
    let turns: Vec<String> = new
        .turns
        .iter()
        .map(|turn| turn.as_str().to_owned())
        .collect();
    sqlx::query!(
        "insert into credence.challenge
             (tenant_id, session_id, nonce_hash, turns, created_at, expires_at, issued)
         select s.tenant_id, s.id, $3, $4, $5, $6, 1
         from credence.session s
         where s.tenant_id = $1 and s.id = $2 and s.sealing_key is not null
         for share
         on conflict (tenant_id, session_id) do update
         set nonce_hash = excluded.nonce_hash, turns = excluded.turns,
             created_at = excluded.created_at, expires_at = excluded.expires_at,
             issued = challenge.issued + 1, dvs_request_id = null, bound_at = null
         where challenge.issued < $7",
        new.tenant.as_uuid(),
        new.session.as_uuid(),
        new.nonce_hash.as_slice(),
        &turns,
        new.created_at,
        new.expires_at,
        most,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Binds the session's challenge to the first submission since it was made.
///
/// # Errors
/// When the database refuses.
pub async fn set_challenge_bound(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
    request: RequestId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update credence.challenge set dvs_request_id = $3, bound_at = $4
         where tenant_id = $1 and session_id = $2 and dvs_request_id is null",
        tenant.as_uuid(),
        session.as_uuid(),
        request.as_uuid(),
        now,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The challenge that the submission is bound to.
///
/// # Errors
/// When the database refuses.
pub async fn challenge_by_request(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
    request: RequestId,
) -> sqlx::Result<Option<ChallengeRow>> {
    let row = sqlx::query!(
        r#"select nonce_hash, turns, created_at, expires_at, bound_at as "bound_at!"
           from credence.challenge
           where tenant_id = $1 and session_id = $2 and dvs_request_id = $3
               and bound_at is not null"#,
        tenant.as_uuid(),
        session.as_uuid(),
        request.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    row.map(|row| {
        Ok(ChallengeRow {
            nonce_hash: row.nonce_hash,
            turns: row
                .turns
                .iter()
                .map(|turn| parsed_turn(turn))
                .collect::<sqlx::Result<_>>()?,
            created_at: row.created_at,
            expires_at: row.expires_at,
            bound_at: row.bound_at,
        })
    })
    .transpose()
}

fn parsed_turn(text: &str) -> sqlx::Result<TurnDirection> {
    [TurnDirection::Left, TurnDirection::Right]
        .into_iter()
        .find(|turn| turn.as_str() == text)
        .ok_or_else(|| sqlx::Error::Decode("read a head turn: unknown name".into()))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;
    use uuid::Uuid;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_challenge_serves_the_first_submission_after_it(pool: PgPool) {
        tenants_and_key(&pool).await;
        let session = session(&pool, 0).await;
        let [first, second] = [1, 2].map(|id| RequestId::from_uuid(Uuid::from_u128(id)));
        let turns = [TurnDirection::Left, TurnDirection::Right];
        let new = NewChallenge {
            tenant: TENANT,
            session,
            nonce_hash: [3; 32],
            turns: &turns,
            created_at: now(),
            expires_at: now() + TimeDelta::minutes(10),
        };
        assert!(set_challenge(&pool, &new, 2).await.unwrap());
        for request in [first, second] {
            set_challenge_bound(&pool, TENANT, session, request, now())
                .await
                .unwrap();
        }
        let by = async |tenant, request| {
            challenge_by_request(&pool, tenant, session, request)
                .await
                .unwrap()
        };
        assert_eq!(by(TENANT, first).await.unwrap().turns, turns);
        assert!(by(TENANT, second).await.is_none());
        assert!(by(OTHER, first).await.is_none());
        assert!(set_challenge(&pool, &new, 2).await.unwrap());
        assert!(by(TENANT, first).await.is_none());
        assert!(!set_challenge(&pool, &new, 2).await.unwrap());
    }
}
