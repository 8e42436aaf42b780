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

/// Every request that was handed in for a session, in the order of their ids.
///
/// # Errors
/// When the database refuses.
pub async fn list_requests_by_session(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
) -> sqlx::Result<Vec<RequestId>> {
    let requests = sqlx::query_scalar!(
        "select dvs_request_id from credence.submission
         where tenant_id = $1 and session_id = $2 order by dvs_request_id",
        tenant.as_uuid(),
        session.as_uuid(),
    )
    .fetch_all(executor)
    .await?;
    Ok(requests.into_iter().map(RequestId::from_uuid).collect())
}
