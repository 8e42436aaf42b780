use chrono::{DateTime, Utc};
use credence_types::{ApiKeyId, TenantId};
use sqlx::PgExecutor;
use uuid::Uuid;

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
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
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
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
}

/// An integrator's key as it is listed.
#[derive(Debug, Clone)]
pub struct ListedKeyRow {
    /// The key.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// Set once it no longer counts.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it was last used, by the minute.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// That a key was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyUse {
    /// Whose.
    pub tenant: TenantId,
    /// The key.
    pub key: ApiKeyId,
    /// When.
    pub at: DateTime<Utc>,
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
        "insert into credence.integrator_key
             (tenant_id, id, name, key_hash, scopes, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        key.tenant.as_uuid(),
        key.id.as_uuid(),
        key.name,
        &key.key_hash,
        key.scopes,
        key.created_at,
        key.expires_at,
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
        "select key_hash, scopes, revoked_at, expires_at from credence.integrator_key
         where tenant_id = $1 and id = $2",
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .fetch_optional(executor)
    .await
}

/// The tenant's newest keys.
///
/// # Errors
/// When the database refuses.
pub async fn list_integrator_keys(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    limit: u32,
) -> sqlx::Result<Vec<ListedKeyRow>> {
    sqlx::query_as!(
        ListedKeyRow,
        "select id, name, scopes, created_at, expires_at, revoked_at, last_used_at
         from credence.integrator_key where tenant_id = $1 order by id desc limit $2",
        tenant.as_uuid(),
        i64::from(limit),
    )
    .fetch_all(executor)
    .await
}

/// Ends a key. `false` when there is none of that id, or it was ended before.
///
/// # Errors
/// When the database refuses.
pub async fn set_integrator_key_revoked(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: ApiKeyId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.integrator_key set revoked_at = $3
         where tenant_id = $1 and id = $2 and revoked_at is null",
        tenant.as_uuid(),
        id.as_uuid(),
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Notes when keys were last used. Several processes may tell of the same: the latest use counts.
///
/// # Errors
/// When the database refuses.
pub async fn set_integrator_keys_used(
    executor: impl PgExecutor<'_>,
    uses: &[KeyUse],
) -> sqlx::Result<()> {
    let tenants: Vec<Uuid> = uses.iter().map(|used| used.tenant.as_uuid()).collect();
    let keys: Vec<Uuid> = uses.iter().map(|used| used.key.as_uuid()).collect();
    let instants: Vec<DateTime<Utc>> = uses.iter().map(|used| used.at).collect();
    sqlx::query!(
        "update credence.integrator_key as k set last_used_at = used.at
         from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as used (tenant_id, id, at)
         where k.tenant_id = used.tenant_id and k.id = used.id
             and (k.last_used_at is null or k.last_used_at < used.at)",
        &tenants,
        &keys,
        &instants,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{KEY, KEY_HASH, OTHER, TENANT, now, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_key_is_listed_with_its_last_use_and_revoked_once(pool: PgPool) {
        tenants_and_key(&pool).await;
        let later = now() + TimeDelta::minutes(1);
        for at in [later, now()] {
            let used = |tenant| KeyUse {
                tenant,
                key: KEY,
                at,
            };
            set_integrator_keys_used(&pool, &[used(OTHER), used(TENANT)])
                .await
                .unwrap();
        }
        for (tenant, is_revoked) in [(OTHER, false), (TENANT, true), (TENANT, false)] {
            let revoked = set_integrator_key_revoked(&pool, tenant, KEY, now()).await;
            assert_eq!(revoked.unwrap(), is_revoked);
        }
        let listed = list_integrator_keys(&pool, TENANT, 9).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].id, KEY.as_uuid());
        assert_eq!(
            (listed[0].last_used_at, listed[0].revoked_at),
            (Some(later), Some(now()))
        );
        let others = list_integrator_keys(&pool, OTHER, 9).await.unwrap();
        assert!(others.is_empty());
    }

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
