use chrono::{DateTime, Utc};
use credence_types::TenantId;
use serde_json::Value;
use sqlx::PgExecutor;
use uuid::Uuid;

/// A row of the audit log as it stands, whatever somebody may have made of it: reading one never fails
/// for what it holds, so that a check can name it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredAuditRow {
    /// Its place.
    pub sequence: i64,
    /// How its bytes are written before they are hashed.
    pub form: i16,
    /// When, in microseconds since 1970; `None` for an instant that is none.
    pub at_microseconds: Option<i64>,
    /// Who acted.
    pub actor_kind: String,
    /// Which of them.
    pub actor: Option<Uuid>,
    /// What was done.
    pub action: String,
    /// The session it was about.
    pub session: Option<Uuid>,
    /// Codes and ids.
    pub detail: Value,
    /// The hash of the row before.
    pub previous_hash: Vec<u8>,
    /// The hash of this row.
    pub hash: Vec<u8>,
}

/// Where a tenant's chain begins and ends, all of one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEnds {
    /// The head's place; 0 before the first row.
    pub sequence: i64,
    /// The head's hash.
    pub hash: Vec<u8>,
    /// The highest place of a row.
    pub last_row: Option<i64>,
    /// The highest place of a checkpoint.
    pub last_checkpoint: Option<i64>,
    /// The last place that was pruned.
    pub pruned: Option<i64>,
}

/// Where the tenant's chain begins and ends. `None` when there is no such tenant.
///
/// # Errors
/// When the database refuses.
pub async fn audit_ends(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
) -> sqlx::Result<Option<AuditEnds>> {
    sqlx::query_as!(
        AuditEnds,
        "select head.sequence, head.hash,
             (select max(sequence) from credence.audit where tenant_id = $1) as last_row,
             (select max(sequence) from credence.audit_checkpoint where tenant_id = $1)
                 as last_checkpoint,
             (select max(sequence) from credence.audit_prune where tenant_id = $1) as pruned
         from credence.audit_head as head where head.tenant_id = $1",
        tenant.as_uuid(),
    )
    .fetch_optional(executor)
    .await
}

/// Up to `limit` rows after `sequence`, in order.
///
/// # Errors
/// When the database refuses.
pub async fn list_audit_chain(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    sequence: i64,
    limit: u32,
) -> sqlx::Result<Vec<StoredAuditRow>> {
    // Not the instant itself: an infinite one has no place in the type.
    sqlx::query_as!(
        StoredAuditRow,
        "select sequence, form, actor_kind, actor_id as actor, action, session_id as session,
             case when isfinite(at) then (extract(epoch from at) * 1000000)::bigint end
                 as at_microseconds,
             detail, previous_hash, hash
         from credence.audit where tenant_id = $1 and sequence > $2 order by sequence limit $3",
        tenant.as_uuid(),
        sequence,
        i64::from(limit),
    )
    .fetch_all(executor)
    .await
}

/// The first row's place that is not older than `before`, or that is about a session on a legal hold.
/// `None` when there is no such row.
///
/// # Errors
/// When the database refuses.
pub async fn first_kept_audit(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    before: DateTime<Utc>,
) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!(
        "select min(sequence) from credence.audit
         where tenant_id = $1 and (at >= $2 or session_id in (
             select id from credence.session where tenant_id = $1 and held_since is not null))",
        tenant.as_uuid(),
        before,
    )
    .fetch_one(executor)
    .await
}

/// The rows of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditSpan {
    /// How many there are.
    pub rows: i64,
    /// The earliest instant among them.
    pub first_at: Option<DateTime<Utc>>,
    /// The latest.
    pub last_at: Option<DateTime<Utc>>,
}

/// What rows there are up to a place, itself among them.
///
/// # Errors
/// When the database refuses.
pub async fn audit_span_through(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    sequence: i64,
) -> sqlx::Result<AuditSpan> {
    sqlx::query_as!(
        AuditSpan,
        r#"select count(*) as "rows!", min(at) as first_at, max(at) as last_at
           from credence.audit where tenant_id = $1 and sequence <= $2"#,
        tenant.as_uuid(),
        sequence,
    )
    .fetch_one(executor)
    .await
}
