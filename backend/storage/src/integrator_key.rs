use chrono::{DateTime, Utc};
use credence_types::{ApiKeyId, TenantId};
use sqlx::PgExecutor;

/// An integrator's key to be stored.
#[derive(Debug, Clone)]
pub struct NewIntegratorKey<'a> {
    /// Whose.
    pub tenant: TenantId,
    /// The key.
    pub id: ApiKeyId,
    /// What it is called.
    pub name: &'a str,
    /// SHA-256 of its text.
    pub key_hash: [u8; 32],
    /// What it may be used for.
    pub scopes: &'a [String],
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// An integrator's key.
#[derive(Debug, Clone)]
pub struct IntegratorKeyRow {
    /// SHA-256 of its text; compare in constant time.
    pub key_hash: Vec<u8>,
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// Set once it no longer counts.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Stores an integrator's key.
///
/// # Errors
/// When the database refuses.
pub async fn insert_integrator_key(
    executor: impl PgExecutor<'_>,
    key: &NewIntegratorKey<'_>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.integrator_key (tenant_id, id, name, key_hash, scopes, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        key.tenant.as_uuid(),
        key.id.as_uuid(),
        key.name,
        &key.key_hash,
        key.scopes,
        key.created_at,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The key of that id.
///
/// # Errors
/// When the database refuses.
pub async fn integrator_key_by_id(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: ApiKeyId,
) -> sqlx::Result<Option<IntegratorKeyRow>> {
    sqlx::query_as!(
        IntegratorKeyRow,
        "select key_hash, scopes, revoked_at from credence.integrator_key
         where tenant_id = $1 and id = $2",
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .fetch_optional(executor)
    .await
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{KEY, KEY_HASH, OTHER, TENANT, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_key_is_found_by_its_own_tenant_only(pool: PgPool) {
        tenants_and_key(&pool).await;
        let row = integrator_key_by_id(&pool, TENANT, KEY)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.key_hash, KEY_HASH);
        assert_eq!(row.scopes, ["sessions:write"]);
        assert!(
            integrator_key_by_id(&pool, OTHER, KEY)
                .await
                .unwrap()
                .is_none()
        );
    }
}
