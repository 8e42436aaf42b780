use chrono::{DateTime, Utc};
use credence_types::{SessionId, TenantId};
use sqlx::PgExecutor;

/// What keeps everything about a session from being deleted when its time is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionHold {
    /// Since when.
    pub since: DateTime<Utc>,
    /// Why, as a stable code.
    pub reason: String,
}

/// Puts a hold on a session, or gives another reason for the one that is there. `false` when that one is
/// there already, when the session was erased, or when there is none of that id.
///
/// # Errors
/// When the database refuses.
pub async fn set_session_held(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.session
         set held_since = coalesce(held_since, $4), hold_reason = $3
         where tenant_id = $1 and id = $2 and state <> 'erased'
             and hold_reason is distinct from $3",
        tenant.as_uuid(),
        id.as_uuid(),
        reason,
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Takes the hold off a session. `false` when there is none on it.
///
/// # Errors
/// When the database refuses.
pub async fn set_session_released(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.session set held_since = null, hold_reason = null
         where tenant_id = $1 and id = $2 and held_since is not null",
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Whether the session is on hold; it stays so, or not, until the caller's transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn lock_session_hold(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
) -> sqlx::Result<bool> {
    let is_held = sqlx::query_scalar!(
        r#"select held_since is not null as "is_held!" from credence.session
           where tenant_id = $1 and id = $2 for update"#,
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    Ok(is_held.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};
    use crate::session::session_by_id;

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_hold_keeps_its_beginning_and_ends_once(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let later = now() + TimeDelta::days(1);
        let hold = async |tenant, reason, at| {
            set_session_held(&pool, tenant, id, reason, at)
                .await
                .unwrap()
        };
        assert!(!hold(OTHER, "litigation", now()).await);
        assert!(hold(TENANT, "litigation", now()).await);
        assert!(!hold(TENANT, "litigation", later).await);
        assert!(hold(TENANT, "dispute", later).await);
        let row = session_by_id(&pool, TENANT, id).await.unwrap().unwrap();
        let held = SessionHold {
            since: now(),
            reason: "dispute".to_owned(),
        };
        assert_eq!(row.hold, Some(held));
        assert!(!set_session_released(&pool, OTHER, id).await.unwrap());
        assert!(set_session_released(&pool, TENANT, id).await.unwrap());
        assert!(!set_session_released(&pool, TENANT, id).await.unwrap());
    }
}
