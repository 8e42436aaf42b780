use chrono::{DateTime, Utc};
use credence_types::TenantId;
use sqlx::PgExecutor;

/// A one-time invitation to be stored.
#[derive(Debug, Clone)]
pub struct NewInvitation<'a> {
    /// To whose console.
    pub tenant: TenantId,
    /// SHA-256 of its text.
    pub token_hash: [u8; 32],
    /// `administrator` or `reviewer`.
    pub role: &'a str,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it lapses.
    pub expires_at: DateTime<Utc>,
}

/// Stores an invitation.
///
/// # Errors
/// When the database refuses.
pub async fn insert_invitation(
    executor: impl PgExecutor<'_>,
    new: &NewInvitation<'_>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.invitation (tenant_id, token_hash, role, created_at, expires_at)
         values ($1, $2, $3, $4, $5)",
        new.tenant.as_uuid(),
        &new.token_hash,
        new.role,
        new.created_at,
        new.expires_at,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Uses an invitation up and gives its role; `None` when it is unknown, used or lapsed. A rollback
/// makes it good again.
///
/// # Errors
/// When the database refuses.
pub async fn take_invitation(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "update credence.invitation set used_at = $3
         where tenant_id = $1 and token_hash = $2 and used_at is null and expires_at > $3
         returning role",
        tenant.as_uuid(),
        token_hash,
        now,
    )
    .fetch_optional(executor)
    .await
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn an_invitation_is_good_once_in_time_and_for_its_tenant(pool: PgPool) {
        tenants_and_key(&pool).await;
        let lapses = now() + TimeDelta::days(1);
        for hash in [[1; 32], [2; 32]] {
            let new = NewInvitation {
                tenant: TENANT,
                token_hash: hash,
                role: "administrator",
                created_at: now(),
                expires_at: lapses,
            };
            insert_invitation(&pool, &new).await.unwrap();
        }
        assert_eq!(
            take_invitation(&pool, OTHER, &[1; 32], now())
                .await
                .unwrap(),
            None
        );
        let role = take_invitation(&pool, TENANT, &[1; 32], now())
            .await
            .unwrap();
        assert_eq!(role.as_deref(), Some("administrator"));
        assert_eq!(
            take_invitation(&pool, TENANT, &[1; 32], now())
                .await
                .unwrap(),
            None
        );
        assert_eq!(
            take_invitation(&pool, TENANT, &[2; 32], lapses)
                .await
                .unwrap(),
            None
        );
    }
}
