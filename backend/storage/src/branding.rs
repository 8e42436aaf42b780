use chrono::{DateTime, Utc};
use credence_types::{ApiKeyId, TenantId};
use sqlx::PgExecutor;

/// How a tenant's pages look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandingRow {
    /// Counts every change; 0 before the first.
    pub version: i64,
    /// The document, as it was checked.
    pub document: serde_json::Value,
    /// SHA-256 of the logo, in hexadecimal.
    pub logo_sha256: Option<String>,
}

/// The tenant's branding; `None` before its first change.
///
/// # Errors
/// When the database refuses.
pub async fn branding(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
) -> sqlx::Result<Option<BrandingRow>> {
    sqlx::query_as!(
        BrandingRow,
        "select version, document, logo_sha256 from credence.branding where tenant_id = $1",
        tenant.as_uuid(),
    )
    .fetch_optional(executor)
    .await
}

/// Puts a branding in the place of the one before it, of which the caller saw this version less one.
/// `false` when another change came first.
///
/// # Errors
/// When the database refuses.
pub async fn set_branding(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    new: &BrandingRow,
    by: ApiKeyId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into credence.branding as b
             (tenant_id, version, document, logo_sha256, changed_by, changed_at)
         select $1, $2::bigint, $3, $4, $5, $6
         where $2::bigint = 1 or exists (select 1 from credence.branding where tenant_id = $1)
         on conflict (tenant_id) do update
         set version = excluded.version, document = excluded.document,
             logo_sha256 = excluded.logo_sha256, changed_by = excluded.changed_by,
             changed_at = excluded.changed_at
         where b.version = excluded.version - 1",
        tenant.as_uuid(),
        new.version,
        new.document,
        new.logo_sha256,
        by.as_uuid(),
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Keeps a logo in place of the one before it.
///
/// # Errors
/// When the database refuses.
pub async fn set_branding_logo(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    (sha256, png): (&str, &[u8]),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.branding_logo (tenant_id, sha256, png, created_at)
         values ($1, $2, $3, $4)
         on conflict (tenant_id) do update
         set sha256 = excluded.sha256, png = excluded.png, created_at = excluded.created_at",
        tenant.as_uuid(),
        sha256,
        png,
        now,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Takes the logo away.
///
/// # Errors
/// When the database refuses.
pub async fn delete_branding_logo(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from credence.branding_logo where tenant_id = $1",
        tenant.as_uuid(),
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The logo of that hash, a PNG.
///
/// # Errors
/// When the database refuses.
pub async fn branding_logo(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    sha256: &str,
) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!(
        "select png from credence.branding_logo where tenant_id = $1 and sha256 = $2",
        tenant.as_uuid(),
        sha256,
    )
    .fetch_optional(executor)
    .await
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{KEY, OTHER, TENANT, now, tenants_and_key};

    fn row(version: i64, name: &str) -> BrandingRow {
        BrandingRow {
            version,
            document: json!({ "display_name": name }),
            logo_sha256: None,
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_change_takes_the_place_of_the_one_that_was_seen(pool: PgPool) {
        tenants_and_key(&pool).await;
        let set = async |version, name| {
            set_branding(&pool, TENANT, &row(version, name), KEY, now())
                .await
                .unwrap()
        };
        assert_eq!(branding(&pool, TENANT).await.unwrap(), None);
        assert!(!set(2, "too late").await);
        assert!(set(1, "first").await);
        assert!(!set(1, "at the same time").await);
        assert!(!set(3, "skips one").await);
        assert!(set(2, "second").await);
        assert_eq!(
            branding(&pool, TENANT).await.unwrap(),
            Some(row(2, "second"))
        );
        assert_eq!(branding(&pool, OTHER).await.unwrap(), None);
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_tenant_has_one_logo_under_its_hash(pool: PgPool) {
        tenants_and_key(&pool).await;
        for (hash, png) in [("aa", b"one"), ("bb", b"two")] {
            set_branding_logo(&pool, TENANT, (hash, png), now())
                .await
                .unwrap();
        }
        let found = async |tenant, hash| branding_logo(&pool, tenant, hash).await.unwrap();
        assert_eq!(
            found(TENANT, "bb").await.as_deref(),
            Some(b"two".as_slice())
        );
        assert_eq!(found(TENANT, "aa").await, None);
        assert_eq!(found(OTHER, "bb").await, None);
        delete_branding_logo(&pool, TENANT).await.unwrap();
        assert_eq!(found(TENANT, "bb").await, None);
    }
}
