use chrono::{DateTime, Utc};
use credence_types::{SessionId, TenantId};
use sqlx::PgExecutor;

/// An idempotency key to be stored with the session it made.
#[derive(Debug, Clone)]
pub struct NewIdempotency<'a> {
    /// The caller's key.
    pub key: &'a str,
    /// SHA-256 of the request's content.
    pub request_hash: [u8; 32],
    /// The session's token, sealed under the session's key.
    pub token_sealed: &'a [u8],
}

/// The answer first given under an idempotency key.
#[derive(Debug, Clone)]
pub struct IdempotencyRow {
    /// SHA-256 of the content of the first request.
    pub request_hash: Vec<u8>,
    /// The session that was made.
    pub session: SessionId,
    /// The session's token, sealed under the session's key.
    pub token_sealed: Vec<u8>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// What was first answered under the key.
///
/// # Errors
/// When the database refuses.
pub async fn idempotency_by_key(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    key: &str,
) -> sqlx::Result<Option<IdempotencyRow>> {
    let row = sqlx::query!(
        "select request_hash, session_id, token_sealed, created_at from credence.idempotency
         where tenant_id = $1 and key = $2",
        tenant.as_uuid(),
        key,
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| IdempotencyRow {
        request_hash: row.request_hash,
        session: SessionId::from_uuid(row.session_id),
        token_sealed: row.token_sealed,
        created_at: row.created_at,
    }))
}
