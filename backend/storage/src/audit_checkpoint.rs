use chrono::{DateTime, Utc};
use credence_types::TenantId;
use sqlx::PgExecutor;

/// A signed statement of how far a tenant's chain reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditCheckpointRow {
    /// The last row's place then.
    pub sequence: i64,
    /// That row's hash.
    pub hash: Vec<u8>,
    /// When it was signed.
    pub at: DateTime<Utc>,
    /// The key that signed.
    pub kid: String,
    /// The statement, a compact JWS.
    pub token: String,
}

/// Stores a checkpoint. `false` when there is one at that place.
///
/// # Errors
/// When the database refuses.
pub async fn insert_audit_checkpoint(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    row: &AuditCheckpointRow,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into credence.audit_checkpoint (tenant_id, sequence, hash, at, kid, token)
         values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
        tenant.as_uuid(),
        row.sequence,
        row.hash,
        row.at,
        row.kid,
        row.token,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// The tenant's latest checkpoint.
///
/// # Errors
/// When the database refuses.
pub async fn last_audit_checkpoint(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
) -> sqlx::Result<Option<AuditCheckpointRow>> {
    audit_checkpoint_below(executor, tenant, i64::MAX).await
}

/// The latest checkpoint before a place.
///
/// # Errors
/// When the database refuses.
pub async fn audit_checkpoint_below(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    sequence: i64,
) -> sqlx::Result<Option<AuditCheckpointRow>> {
    sqlx::query_as!(
        AuditCheckpointRow,
        "select sequence, hash, at, kid, token from credence.audit_checkpoint
         where tenant_id = $1 and sequence < $2 order by sequence desc limit 1",
        tenant.as_uuid(),
        sequence,
    )
    .fetch_optional(executor)
    .await
}

/// The checkpoints after one place and up to another, in order.
///
/// # Errors
/// When the database refuses.
pub async fn list_audit_checkpoints(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    after: i64,
    through: i64,
) -> sqlx::Result<Vec<AuditCheckpointRow>> {
    sqlx::query_as!(
        AuditCheckpointRow,
        "select sequence, hash, at, kid, token from credence.audit_checkpoint
         where tenant_id = $1 and sequence > $2 and sequence <= $3 order by sequence",
        tenant.as_uuid(),
        after,
        through,
    )
    .fetch_all(executor)
    .await
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, tenants_and_key};

    fn row(sequence: i64) -> AuditCheckpointRow {
        AuditCheckpointRow {
            sequence,
            hash: vec![7; 32],
            at: now(),
            kid: "kid".to_owned(),
            token: "a.b.c".to_owned(),
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_place_has_one_checkpoint_and_each_tenant_its_own(pool: PgPool) {
        tenants_and_key(&pool).await;
        for sequence in [5, 9] {
            let is_new = insert_audit_checkpoint(&pool, TENANT, &row(sequence)).await;
            assert!(is_new.unwrap());
        }
        let again = insert_audit_checkpoint(&pool, TENANT, &row(9)).await;
        assert!(!again.unwrap());
        let last = last_audit_checkpoint(&pool, TENANT).await.unwrap();
        assert_eq!(last, Some(row(9)));
        let below = audit_checkpoint_below(&pool, TENANT, 9).await.unwrap();
        assert_eq!(below, Some(row(5)));
        let between = list_audit_checkpoints(&pool, TENANT, 5, 9).await.unwrap();
        assert_eq!(between, [row(9)]);
        assert_eq!(last_audit_checkpoint(&pool, OTHER).await.unwrap(), None);
    }
}
