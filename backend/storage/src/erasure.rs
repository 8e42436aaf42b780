use chrono::{DateTime, Utc};
use credence_types::{SessionId, TenantId};
use serde::{Deserialize, Serialize};
use sqlx::PgExecutor;

use crate::audit::ActorKind;

/// How many rows of each class an erasure deleted. `None` where an earlier build did not count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ErasedCounts {
    /// Verifications, with the evidence and the fields sealed in them.
    pub verifications: Option<i64>,
    /// Pictures, the portraits that were cut from documents among them.
    pub images: Option<i64>,
    /// Reviews, with the reasons sealed in them.
    pub reviews: Option<i64>,
    /// Keyed hashes of pictures.
    pub image_marks: Option<i64>,
    /// Keyed hashes of documents and their holders.
    pub document_marks: Option<i64>,
    /// Templates of faces.
    pub face_templates: Option<i64>,
    /// Head turns that were asked for.
    pub challenges: Option<i64>,
    /// Consents, each to words or a version of its own.
    pub consents: Option<i64>,
    /// Codes by which the person could come back.
    pub continuation_codes: Option<i64>,
    /// Requests for a human, with the words sealed in them.
    pub review_requests: Option<i64>,
    /// Names in the person's own hand.
    pub written_names: Option<i64>,
    /// Answers and tokens that were kept for a call that comes again.
    pub kept_answers: Option<i64>,
}

/// An erasure.
#[derive(Debug, Clone, PartialEq)]
pub struct ErasureRow {
    /// The kind of who asked for it.
    pub asked_by: String,
    /// When the key and the rows went.
    pub erased_at: DateTime<Utc>,
    /// What went with them.
    pub destroyed: serde_json::Value,
    /// Once the last copy is gone.
    pub completed: Option<CompletedErasure>,
}

/// The end of an erasure.
#[derive(Debug, Clone, PartialEq)]
pub struct CompletedErasure {
    /// When.
    pub at: DateTime<Utc>,
    /// The receipt, a compact JWS.
    pub receipt: String,
    /// The public key that it is checked with, as a JSON Web Key.
    pub receipt_key: serde_json::Value,
}

/// The row of the audit log that tells of an erasure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureAudit {
    /// Its place in the tenant's log.
    pub sequence: i64,
    /// Its hash.
    pub hash: Vec<u8>,
}

/// Notes that a session was erased, as part of the transaction that does it.
///
/// # Errors
/// When the database refuses; also when it was noted before.
pub async fn insert_erasure(
    executor: impl PgExecutor<'_>,
    (tenant, session): (TenantId, SessionId),
    asked_by: ActorKind,
    destroyed: &serde_json::Value,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.erasure (tenant_id, session_id, asked_by, erased_at, destroyed)
         values ($1, $2, $3, $4, $5)",
        tenant.as_uuid(),
        session.as_uuid(),
        asked_by.as_str(),
        now,
        destroyed,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The erasure of a session; `None` when it was not erased.
///
/// # Errors
/// When the database refuses.
pub async fn erasure_by_session(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
) -> sqlx::Result<Option<ErasureRow>> {
    let row = sqlx::query!(
        "select asked_by, erased_at, destroyed, completed_at, receipt, receipt_key
         from credence.erasure where tenant_id = $1 and session_id = $2",
        tenant.as_uuid(),
        session.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| ErasureRow {
        asked_by: row.asked_by,
        erased_at: row.erased_at,
        destroyed: row.destroyed,
        completed: row.completed_at.zip(row.receipt).zip(row.receipt_key).map(
            |((at, receipt), receipt_key)| CompletedErasure {
                at,
                receipt,
                receipt_key,
            },
        ),
    }))
}

/// Finishes an erasure, once. `false` when it was finished before: roll back.
///
/// # Errors
/// When the database refuses.
pub async fn set_erasure_completed(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
    completed: &CompletedErasure,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.erasure set completed_at = $3, receipt = $4, receipt_key = $5
         where tenant_id = $1 and session_id = $2 and completed_at is null",
        tenant.as_uuid(),
        session.as_uuid(),
        completed.at,
        completed.receipt,
        completed.receipt_key,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// The row of the audit log that tells of a session's erasure.
///
/// # Errors
/// When the database refuses.
pub async fn audit_of_erasure(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
    action: &str,
) -> sqlx::Result<Option<ErasureAudit>> {
    sqlx::query_as!(
        ErasureAudit,
        "select sequence, hash from credence.audit
         where tenant_id = $1 and session_id = $2 and action = $3
         order by sequence desc limit 1",
        tenant.as_uuid(),
        session.as_uuid(),
        action,
    )
    .fetch_optional(executor)
    .await
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn an_erasure_is_noted_and_finished_once_and_read_by_its_own_tenant(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let place = (TENANT, id);
        let destroyed = json!({ "images": 2 });
        let counts: ErasedCounts = serde_json::from_value(destroyed.clone()).unwrap();
        assert_eq!((counts.images, counts.reviews), (Some(2), None));
        insert_erasure(&pool, place, ActorKind::Person, &destroyed, now())
            .await
            .unwrap();
        let again = insert_erasure(&pool, place, ActorKind::Person, &destroyed, now()).await;
        assert!(again.is_err());
        let row = erasure_by_session(&pool, TENANT, id).await.unwrap();
        let row = row.unwrap();
        assert_eq!(
            (row.asked_by.as_str(), row.completed, row.destroyed),
            ("person", None, destroyed)
        );
        assert_eq!(erasure_by_session(&pool, OTHER, id).await.unwrap(), None);
        let completed = CompletedErasure {
            at: now(),
            receipt: "a.b.c".to_owned(),
            receipt_key: json!({ "kty": "EC" }),
        };
        for (tenant, is_first) in [(OTHER, false), (TENANT, true), (TENANT, false)] {
            let is_ours = set_erasure_completed(&pool, tenant, id, &completed).await;
            assert_eq!(is_ours.unwrap(), is_first);
        }
        let row = erasure_by_session(&pool, TENANT, id).await.unwrap();
        assert_eq!(row.unwrap().completed, Some(completed));
    }
}
