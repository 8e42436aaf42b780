use chrono::{DateTime, Utc};
use credence_types::TenantId;
use sqlx::PgExecutor;

/// A signed note of the rows that were removed at a chain's beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPruneRow {
    /// The last place that went.
    pub sequence: i64,
    /// That row's hash, which the first one that stayed follows from.
    pub hash: Vec<u8>,
    /// When.
    pub at: DateTime<Utc>,
    /// The key that signed.
    pub kid: String,
    /// The note, a compact JWS.
    pub token: String,
}

/// Stores a note, before the rows go; as the database's owner. `false` when there is one of that place.
///
/// # Errors
/// When the database refuses.
pub async fn insert_audit_prune(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    row: &AuditPruneRow,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into credence.audit_prune (tenant_id, sequence, hash, at, kid, token)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
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

/// The tenant's latest note.
///
/// # Errors
/// When the database refuses.
pub async fn last_audit_prune(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
) -> sqlx::Result<Option<AuditPruneRow>> {
    sqlx::query_as!(
        AuditPruneRow,
        "select sequence, hash, at, kid, token from credence.audit_prune
         where tenant_id = $1 order by sequence desc limit 1",
        tenant.as_uuid(),
    )
    .fetch_optional(executor)
    .await
}

/// Removes the rows up to a place that a note names, itself among them; as the database's owner.
/// Gives how many.
///
/// # Errors
/// When the database refuses: 42501 without such a note.
pub async fn delete_audit_through(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    sequence: i64,
) -> sqlx::Result<u64> {
    sqlx::query!(
        "delete from credence.audit where tenant_id = $1 and sequence <= $2",
        tenant.as_uuid(),
        sequence,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected())
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn rows_go_after_a_note_of_them_alone(pool: PgPool) {
        tenants_and_key(&pool).await;
        sqlx::raw_sql(
            "insert into credence.audit
                 (tenant_id, sequence, at, actor_kind, action, detail, previous_hash, hash)
             select id, n, created_at, 'system', 'x', '{}', '', ''
             from credence.tenant, generate_series(1, 5) as n",
        )
        .execute(&pool)
        .await
        .unwrap();
        let note = AuditPruneRow {
            sequence: 3,
            hash: vec![7; 32],
            at: now(),
            kid: "kid".to_owned(),
            token: "a.b.c".to_owned(),
        };
        assert!(delete_audit_through(&pool, TENANT, 3).await.is_err());
        assert!(insert_audit_prune(&pool, TENANT, &note).await.unwrap());
        assert!(!insert_audit_prune(&pool, TENANT, &note).await.unwrap());
        assert!(delete_audit_through(&pool, TENANT, 4).await.is_err());
        assert!(delete_audit_through(&pool, OTHER, 3).await.is_err());
        let gone = delete_audit_through(&pool, TENANT, 3).await;
        assert_eq!(gone.unwrap(), 3);
        let last = last_audit_prune(&pool, TENANT).await.unwrap();
        assert_eq!(last, Some(note));
        assert_eq!(last_audit_prune(&pool, OTHER).await.unwrap(), None);
    }
}
