//! What retention takes of sessions that the caller has locked, in that transaction.

use chrono::{DateTime, Utc};
use credence_types::{RequestId, SessionId, TenantId};
use sqlx::PgConnection;
use uuid::Uuid;

/// What is left to delete outside the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DestroyedImages {
    /// The objects of their images.
    pub object_keys: Vec<String>,
    /// Every request that was handed in for them, with its session.
    pub requests: Vec<(SessionId, RequestId)>,
}

/// Deletes the images of sessions, with their marks; the objects are left to the caller.
///
/// # Errors
/// When the database refuses.
pub async fn delete_session_images(
    connection: &mut PgConnection,
    tenant: TenantId,
    sessions: &[SessionId],
    now: DateTime<Utc>,
) -> sqlx::Result<DestroyedImages> {
    let (tenant, sessions) = (tenant.as_uuid(), uuids(sessions));
    sqlx::query!(
        "with marks as (
             delete from credence.image_mark where tenant_id = $1 and session_id = any($2)
         )
         update credence.session set images_destroyed_at = $3
         where tenant_id = $1 and id = any($2)",
        tenant,
        &sessions,
        now,
    )
    .execute(&mut *connection)
    .await?;
    let object_keys = sqlx::query_scalar!(
        "delete from credence.image where tenant_id = $1 and session_id = any($2)
         returning object_key",
        tenant,
        &sessions,
    )
    .fetch_all(&mut *connection)
    .await?;
    let requests = sqlx::query!(
        "select session_id, dvs_request_id from credence.submission
         where tenant_id = $1 and session_id = any($2)",
        tenant,
        &sessions,
    )
    .fetch_all(&mut *connection)
    .await?;
    let requests = requests.into_iter().map(|row| {
        let session = SessionId::from_uuid(row.session_id);
        (session, RequestId::from_uuid(row.dvs_request_id))
    });
    Ok(DestroyedImages {
        object_keys,
        requests: requests.collect(),
    })
}

/// Destroys what was read of sessions and what people wrote: evidence, fields, spelt names, reviewers'
/// reasons, what the person asked a human for, the documents' marks. The decisions stay, and so does the hash of the evidence.
///
/// # Errors
/// When the database refuses.
pub async fn delete_session_fields(
    connection: &mut PgConnection,
    tenant: TenantId,
    sessions: &[SessionId],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (tenant, sessions) = (tenant.as_uuid(), uuids(sessions));
    sqlx::query!(
        "with evidence as (
             update credence.verification set evidence_sealed = ''
             where tenant_id = $1 and session_id = any($2)
         ), reasons as (
             update credence.review set reason_sealed = ''
             where tenant_id = $1 and session_id = any($2)
         ), requests as (
             update credence.review_request set text_sealed = ''
             where tenant_id = $1 and session_id = any($2)
         ), marks as (
             delete from credence.document_mark where tenant_id = $1 and session_id = any($2)
         )
         update credence.session set fields_destroyed_at = $3, names_sealed = null
         where tenant_id = $1 and id = any($2)",
        tenant,
        &sessions,
        now,
    )
    .execute(connection)
    .await
    .map(|_| ())
}

fn uuids(sessions: &[SessionId]) -> Vec<Uuid> {
    sessions.iter().map(|id| id.as_uuid()).collect()
}
