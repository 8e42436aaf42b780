use chrono::{DateTime, Utc};
use credence_types::{AdministratorId, ReviewId, SessionId, TenantId};
use sqlx::PgExecutor;

/// A reviewer's decision.
#[derive(Debug, Clone)]
pub struct ReviewRow {
    /// Whose.
    pub tenant: TenantId,
    /// The review.
    pub id: ReviewId,
    /// The session.
    pub session: SessionId,
    /// Who decided.
    pub administrator: AdministratorId,
    /// `approve`, `reject` or `retake`.
    pub decision: String,
    /// Why, sealed under the session's key.
    pub reason_sealed: Vec<u8>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Stores a review.
///
/// # Errors
/// When the database refuses.
pub async fn insert_review(executor: impl PgExecutor<'_>, new: &ReviewRow) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.review
             (tenant_id, id, session_id, administrator_id, decision, reason_sealed, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        new.tenant.as_uuid(),
        new.id.as_uuid(),
        new.session.as_uuid(),
        new.administrator.as_uuid(),
        new.decision,
        new.reason_sealed,
        new.created_at,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The reviews of a session, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_reviews_by_session(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
) -> sqlx::Result<Vec<ReviewRow>> {
    let rows = sqlx::query!(
        "select id, administrator_id, decision, reason_sealed, created_at from credence.review
         where tenant_id = $1 and session_id = $2 order by id",
        tenant.as_uuid(),
        session.as_uuid(),
    )
    .fetch_all(executor)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ReviewRow {
            tenant,
            id: ReviewId::from_uuid(row.id),
            session,
            administrator: AdministratorId::from_uuid(row.administrator_id),
            decision: row.decision,
            reason_sealed: row.reason_sealed,
            created_at: row.created_at,
        })
        .collect())
}
