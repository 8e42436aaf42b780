use chrono::{DateTime, Utc};
use credence_types::{RequestId, SessionId, TenantId};
use sqlx::PgExecutor;

/// Notes that a DVS request serves this submission. `false` when it served one before, of any tenant.
///
/// # Errors
/// When the database refuses.
pub async fn insert_submission(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
    request: RequestId,
    attempt: u32,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into credence.submission
             (tenant_id, dvs_request_id, session_id, attempt, created_at)
         values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        tenant.as_uuid(),
        request.as_uuid(),
        session.as_uuid(),
        i32::try_from(attempt).unwrap_or(i32::MAX),
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}
