use chrono::{DateTime, Utc};
use credence_types::{ApiKeyId, TenantId};
use sqlx::PgExecutor;

/// How long a tenant keeps things, of one version.
#[derive(Debug, Clone, PartialEq)]
pub struct RetentionPolicyRow {
    /// Counts the tenant's changes.
    pub version: i64,
    /// The document.
    pub document: serde_json::Value,
    /// SHA-256 of the document as JSON without white space, its keys in order.
    pub document_sha256: Vec<u8>,
    /// Whether it is the installation's own.
    pub is_installations: bool,
    /// The integrator's key it was set with; `None` where the operator or the worker did.
    pub created_by: Option<ApiKeyId>,
    /// Since when it counts.
    pub created_at: DateTime<Utc>,
}

/// The one that counts for the tenant, which is the latest.
///
/// # Errors
/// When the database refuses.
pub async fn retention_policy(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
) -> sqlx::Result<Option<RetentionPolicyRow>> {
    let row = sqlx::query!(
        "select version, document, document_sha256, is_installations, created_by, created_at
         from credence.retention_policy where tenant_id = $1
         order by version desc limit 1",
        tenant.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| RetentionPolicyRow {
        version: row.version,
        document: row.document,
        document_sha256: row.document_sha256,
        is_installations: row.is_installations,
        created_by: row.created_by.map(ApiKeyId::from_uuid),
        created_at: row.created_at,
    }))
}

/// Stores a version. `false` when there is one of that number.
///
/// # Errors
/// When the database refuses.
pub async fn insert_retention_policy(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    new: &RetentionPolicyRow,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into credence.retention_policy
             (tenant_id, version, document, document_sha256, is_installations, created_by,
              created_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing",
        tenant.as_uuid(),
        new.version,
        new.document,
        new.document_sha256,
        new.is_installations,
        new.created_by.map(ApiKeyId::as_uuid),
        new.created_at,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{KEY, OTHER, TENANT, now, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn the_latest_version_of_a_tenant_counts(pool: PgPool) {
        tenants_and_key(&pool).await;
        let row = |version| RetentionPolicyRow {
            version,
            document: json!({ "events_days": version }),
            document_sha256: vec![1],
            is_installations: version == 1,
            created_by: (version == 2).then_some(KEY),
            created_at: now(),
        };
        for version in [1, 2] {
            let stored = insert_retention_policy(&pool, TENANT, &row(version)).await;
            assert!(stored.unwrap());
        }
        let again = insert_retention_policy(&pool, TENANT, &row(2)).await;
        assert!(!again.unwrap());
        let latest = retention_policy(&pool, TENANT).await.unwrap();
        assert_eq!(latest, Some(row(2)));
        assert_eq!(retention_policy(&pool, OTHER).await.unwrap(), None);
    }
}
