use chrono::{DateTime, Utc};
use credence_types::{SessionId, TenantId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// Ends up to 1,000 of a tenant's open sessions whose time is over. Gives which.
///
/// # Errors
/// When the database refuses.
pub async fn set_sessions_expired(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<SessionId>> {
    let ended = sqlx::query_scalar!(
        "with over as (
             select id from credence.session
             where tenant_id = $1 and state in ('created', 'retake') and expires_at <= $2
             limit 1000
             for update skip locked
         )
         update credence.session as s
         set state = 'expired', version = s.version + 1, updated_at = $2
         from over
         where s.tenant_id = $1 and s.id = over.id
         returning s.id",
        tenant.as_uuid(),
        now,
    )
    .fetch_all(executor)
    .await?;
    Ok(ended.into_iter().map(SessionId::from_uuid).collect())
}

/// Drops idempotency keys made before `keys_made_before`, and logins and invitations that have
/// lapsed by `now`, of every tenant. Gives how many.
///
/// # Errors
/// When the database refuses.
pub async fn delete_lapsed(
    executor: impl PgExecutor<'_>,
    keys_made_before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    sqlx::query_scalar!(
        r#"with keys as (
             delete from credence.idempotency where created_at < $1 returning 1
         ), logins as (
             delete from credence.console_login where expires_at <= $2 returning 1
         ), invitations as (
             delete from credence.invitation where expires_at <= $2 returning 1
         )
         select (select count(*) from keys) + (select count(*) from logins)
             + (select count(*) from invitations) as "count!""#,
        keys_made_before,
        now,
    )
    .fetch_one(executor)
    .await
    .map(|count| u64::try_from(count).unwrap_or(0))
}

/// Forgets the tokens that a repeated call would be given of these sessions, which have just come to an
/// end without a result. Their rows were made at the same instant.
///
/// # Errors
/// When the database refuses.
pub async fn delete_session_tokens(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    sessions: &[SessionId],
) -> sqlx::Result<()> {
    let sessions: Vec<Uuid> = sessions.iter().map(|id| id.as_uuid()).collect();
    sqlx::query!(
        "update credence.idempotency i set token_sealed = null
         from credence.session s
         where s.tenant_id = $1 and s.id = any($2) and i.tenant_id = $1
             and i.created_at = s.created_at and i.session_id = s.id
             and i.token_sealed is not null",
        tenant.as_uuid(),
        &sessions,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Drops the secrets of every tenant's webhook endpoints that have stopped signing. Gives how many.
///
/// # Errors
/// When the database refuses.
pub async fn delete_old_webhook_secrets(
    executor: impl PgExecutor<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    sqlx::query!(
        "update credence.webhook_endpoint
         set old_secret_sealed = null, old_secret_until = null
         where old_secret_until <= $1",
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};
    use crate::session::session_by_id;
    use crate::session_state::SessionState;

    #[sqlx::test(migrations = "../../migrations")]
    async fn open_sessions_end_when_their_time_is_over(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let over = now() + TimeDelta::hours(1);
        let early = over - TimeDelta::seconds(1);
        let ended = set_sessions_expired(&pool, TENANT, early).await;
        assert_eq!(ended.unwrap(), []);
        let ended = set_sessions_expired(&pool, OTHER, over).await;
        assert_eq!(ended.unwrap(), []);
        let ended = set_sessions_expired(&pool, TENANT, over).await;
        assert_eq!(ended.unwrap(), [id]);
        let ended = set_sessions_expired(&pool, TENANT, over).await;
        assert_eq!(ended.unwrap(), []);
        let row = session_by_id(&pool, TENANT, id).await.unwrap().unwrap();
        assert_eq!(row.state, SessionState::Expired);
        assert_eq!(delete_lapsed(&pool, now(), now()).await.unwrap(), 0);
    }
}
