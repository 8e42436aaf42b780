//! What is kept of a session to be recognised by, beside its pictures and fields.

use chrono::{DateTime, Utc};
use credence_types::{SessionId, TenantId};
use sqlx::PgExecutor;

/// Which traces of a session are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SessionTraces {
    /// Keyed hashes of its pictures.
    pub image_marks: bool,
    /// Keyed hashes of its document and the holder.
    pub document_mark: bool,
    /// Until when the template of its face is kept; `None` where none is.
    pub face_template_until: Option<DateTime<Utc>>,
}

/// The traces of a session; none where there is no such session.
///
/// # Errors
/// When the database refuses.
pub async fn traces_by_session(
    executor: impl PgExecutor<'_>,
    (tenant, session): (TenantId, SessionId),
) -> sqlx::Result<SessionTraces> {
    sqlx::query_as!(
        SessionTraces,
        r#"select exists (
               select 1 from credence.image_mark where tenant_id = $1 and session_id = $2
           ) as "image_marks!", exists (
               select 1 from credence.document_mark where tenant_id = $1 and session_id = $2
           ) as "document_mark!", (
               select expires_at from credence.face_template
               where tenant_id = $1 and session_id = $2
           ) as face_template_until"#,
        tenant.as_uuid(),
        session.as_uuid(),
    )
    .fetch_one(executor)
    .await
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use credence_types::CaptureStep;
    use sqlx::PgPool;

    use super::*;
    use crate::document_mark::{NewDocumentMark, insert_document_mark};
    use crate::face_template::{NewFaceTemplate, set_face_template};
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};
    use crate::image_mark::{NewImageMark, insert_image_mark};

    #[sqlx::test(migrations = "../../migrations")]
    async fn each_trace_is_told_of_its_own_session_and_tenant(pool: PgPool) {
        tenants_and_key(&pool).await;
        let (id, other) = (session(&pool, 0).await, session(&pool, 1).await);
        let traces = async |tenant, id| traces_by_session(&pool, (tenant, id)).await.unwrap();
        let mut wanted = SessionTraces::default();
        assert_eq!(traces(TENANT, id).await, wanted);
        let mark = NewDocumentMark {
            tenant: TENANT,
            session: id,
            document_hash: [1; 32],
            holder_hash: [2; 32],
            created_at: now(),
        };
        insert_document_mark(&pool, &mark).await.unwrap();
        wanted.document_mark = true;
        assert_eq!(traces(TENANT, id).await, wanted);
        let mark = NewImageMark {
            tenant: TENANT,
            session: id,
            step: CaptureStep::Front,
            bytes_hash: [1; 32],
            look: None,
            created_at: now(),
        };
        insert_image_mark(&pool, &mark).await.unwrap();
        wanted.image_marks = true;
        assert_eq!(traces(TENANT, id).await, wanted);
        let until = now() + TimeDelta::days(1);
        let template = NewFaceTemplate {
            tenant: TENANT,
            session: id,
            model_sha256: "aa",
            template_sealed: &[1],
            created_at: now(),
            expires_at: until,
        };
        set_face_template(&pool, &template).await.unwrap();
        wanted.face_template_until = Some(until);
        assert_eq!(traces(TENANT, id).await, wanted);
        for (tenant, id) in [(OTHER, id), (TENANT, other)] {
            assert_eq!(traces(tenant, id).await, SessionTraces::default());
        }
    }
}
