//! How an integrator ends a session: calls it off, or has everything about its person destroyed.

use chrono::{DateTime, Utc};
use credence_types::{RequestId, SessionId, TenantId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::erasure::ErasedCounts;
use crate::submission::list_requests_by_session;

/// What is left to do outside the database once a session is erased.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErasedContent {
    /// The objects of its images.
    pub object_keys: Vec<String>,
    /// Every request that was handed in for it.
    pub requests: Vec<RequestId>,
    /// How many rows went.
    pub counts: ErasedCounts,
}

/// `created | submitted | processing | retake | needs_review → cancelled`, unless an open one's time
/// is over. `false` when the session is elsewhere.
///
/// # Errors
/// When the database refuses.
pub async fn set_session_cancelled(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.session
         set state = 'cancelled', version = version + 1, retake_step = null, retake_code = null,
             updated_at = $3
         where tenant_id = $1 and id = $2
             and (state in ('submitted', 'processing', 'needs_review')
                  or (state in ('created', 'retake') and expires_at > $3))",
        tenant.as_uuid(),
        id.as_uuid(),
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Any other state `→ erased`: the session's key goes, so that what is sealed under it can never be
/// opened again, and so does what the row itself says of the person but for the sealed name, which
/// [`delete_session_content`] takes and counts. `false` when it was erased before.
///
/// # Errors
/// When the database refuses.
pub async fn set_session_erased(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.session
         set state = 'erased', version = version + 1, sealing_kek = null, sealing_key = null,
             reference = null, locale = null, verification_id = null,
             retake_step = null, retake_code = null, decided_at = null, decided_by = null,
             updated_at = $3
         where tenant_id = $1 and id = $2 and state <> 'erased'",
        tenant.as_uuid(),
        id.as_uuid(),
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Counts that the last copy of an erased session's content is gone, so that there is a change to tell
/// of.
///
/// # Errors
/// When the database refuses.
pub async fn set_session_erasure_completed(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update credence.session set version = version + 1, updated_at = $3
         where tenant_id = $1 and id = $2 and state = 'erased'",
        tenant.as_uuid(),
        id.as_uuid(),
        now,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Deletes what hangs on a session that [`set_session_erased`] has just erased, in the same
/// transaction: verifications, images, reviews, marks, face templates, head turns, consents, the
/// person's code, the name in their own hand and requests for a human, kept answers and the hashes of
/// what was asked for them. Its submissions stay, which are ids, so that no request is ever handed in
/// twice.
///
/// # Errors
/// When the database refuses.
pub async fn delete_session_content(
    connection: &mut PgConnection,
    tenant: TenantId,
    id: SessionId,
) -> sqlx::Result<ErasedContent> {
    let requests = list_requests_by_session(&mut *connection, tenant, id).await?;
    let object_keys = sqlx::query_scalar!(
        "delete from credence.image where tenant_id = $1 and session_id = $2 returning object_key",
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .fetch_all(&mut *connection)
    .await?;
    let images = i64::try_from(object_keys.len()).ok();
    let counts = ErasedCounts {
        images,
        ..delete_rows(connection, tenant.as_uuid(), id.as_uuid()).await?
    };
    Ok(ErasedContent {
        object_keys,
        counts,
        requests,
    })
}

/// Everything but the images, counted.
async fn delete_rows(
    connection: &mut PgConnection,
    tenant: Uuid,
    id: Uuid,
) -> sqlx::Result<ErasedCounts> {
    let counts = sqlx::query!(
        r#"with verifications as (
             delete from credence.verification where tenant_id = $1 and session_id = $2 returning 1
         ), reviews as (
             delete from credence.review where tenant_id = $1 and session_id = $2 returning 1
         ), marks as (
             delete from credence.image_mark where tenant_id = $1 and session_id = $2 returning 1
         ), document_marks as (
             delete from credence.document_mark where tenant_id = $1 and session_id = $2 returning 1
         ), templates as (
             delete from credence.face_template where tenant_id = $1 and session_id = $2 returning 1
         ), challenges as (
             delete from credence.challenge where tenant_id = $1 and session_id = $2 returning 1
         ), consents as (
             delete from credence.consent where tenant_id = $1 and session_id = $2 returning 1
         ), continuations as (
             delete from credence.continuation where tenant_id = $1 and session_id = $2 returning 1
         ), review_requests as (
             delete from credence.review_request where tenant_id = $1 and session_id = $2 returning 1
         ), names as (
             update credence.session set names_sealed = null
             where tenant_id = $1 and id = $2 and names_sealed is not null
             returning 1
         ), answers as (
             update credence.idempotency
             set answer_kek = null, answer_key = null, answer_sealed = null, request_hash = ''
             where tenant_id = $1 and session_id = $2 and answer_sealed is not null
             returning 1
         ), tokens as (
             -- Found by the instant that it shares with its session: there is an index on that.
             update credence.idempotency set token_sealed = null, request_hash = ''
             where tenant_id = $1 and session_id = $2 and token_sealed is not null
                 and created_at = (select s.created_at from credence.session s
                                   where s.tenant_id = $1 and s.id = $2)
             returning 1
         )
         select (select count(*) from verifications) as "verifications!",
             (select count(*) from reviews) as "reviews!", (select count(*) from marks) as "marks!",
             (select count(*) from document_marks) as "document_marks!",
             (select count(*) from templates) as "templates!",
             (select count(*) from challenges) as "challenges!",
             (select count(*) from consents) as "consents!",
             (select count(*) from continuations) as "continuations!",
             (select count(*) from review_requests) as "review_requests!",
             (select count(*) from names) as "names!",
             (select count(*) from answers) + (select count(*) from tokens) as "answers!""#,
        tenant,
        id,
    )
    .fetch_one(connection)
    .await?;
    Ok(ErasedCounts {
        verifications: Some(counts.verifications),
        images: None,
        reviews: Some(counts.reviews),
        image_marks: Some(counts.marks),
        document_marks: Some(counts.document_marks),
        face_templates: Some(counts.templates),
        challenges: Some(counts.challenges),
        consents: Some(counts.consents),
        continuation_codes: Some(counts.continuations),
        review_requests: Some(counts.review_requests),
        written_names: Some(counts.names),
        kept_answers: Some(counts.answers),
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use credence_types::{CaptureStep, ReviewRequestId, VerificationId};
    use sqlx::PgPool;

    use super::*;
    use crate::consent::{ConsentRow, insert_consent};
    use crate::continuation::set_continuation;
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};
    use crate::image_mark::{NewImageMark, insert_image_mark};
    use crate::review_request::{ReviewRequestRow, insert_review_request};
    use crate::session::session_by_id;
    use crate::session_change::{VerdictChange, set_session_submitted, set_session_verdict};
    use crate::session_state::SessionState;
    use crate::submission::insert_submission;

    async fn state(pool: &PgPool, id: SessionId) -> SessionState {
        let row = session_by_id(pool, TENANT, id).await.unwrap();
        row.unwrap().state
    }

    async fn put(pool: &PgPool, id: SessionId, state: SessionState) {
        sqlx::query!(
            "update credence.session set state = $2 where id = $1",
            id.as_uuid(),
            state.as_str()
        )
        .execute(pool)
        .await
        .unwrap();
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_session_is_cancelled_until_it_is_settled(pool: PgPool) {
        tenants_and_key(&pool).await;
        for from in SessionState::ALL {
            let id = session(&pool, 0).await;
            put(&pool, id, from).await;
            let others = set_session_cancelled(&pool, OTHER, id, now()).await;
            assert!(!others.unwrap());
            let is_cancelled = set_session_cancelled(&pool, TENANT, id, now()).await;
            assert_eq!(is_cancelled.unwrap(), !from.is_settled(), "{from}");
            let again = set_session_cancelled(&pool, TENANT, id, now()).await;
            assert!(!again.unwrap(), "{from}");
        }
        let lapsed = session(&pool, 0).await;
        let over = now() + TimeDelta::hours(1);
        let is_cancelled = set_session_cancelled(&pool, TENANT, lapsed, over).await;
        assert!(!is_cancelled.unwrap());
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_verdict_moves_no_session_that_was_ended(pool: PgPool) {
        tenants_and_key(&pool).await;
        let request = RequestId::new(now());
        let verdict = VerdictChange {
            state: SessionState::Approved,
            verification: VerificationId::new(now()),
            retake: None,
        };
        for is_erased in [false, true] {
            let id = session(&pool, 0).await;
            set_session_submitted(&pool, TENANT, id, request, now())
                .await
                .unwrap();
            let ended = if is_erased {
                set_session_erased(&pool, TENANT, id, now()).await
            } else {
                set_session_cancelled(&pool, TENANT, id, now()).await
            };
            assert!(ended.unwrap());
            let moved = set_session_verdict(&pool, TENANT, id, request, &verdict, now()).await;
            assert!(!moved.unwrap());
            assert!(state(&pool, id).await.is_settled());
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn an_erased_session_keeps_ids_only_and_takes_no_mark(pool: PgPool) {
        tenants_and_key(&pool).await;
        let (id, request) = (session(&pool, 0).await, RequestId::new(now()));
        insert_submission(&pool, TENANT, id, request, 1, now())
            .await
            .unwrap();
        let mark = NewImageMark {
            tenant: TENANT,
            session: id,
            step: CaptureStep::Front,
            bytes_hash: [1; 32],
            look: None,
            created_at: now(),
        };
        insert_image_mark(&pool, &mark).await.unwrap();
        put_what_the_person_left(&pool, id).await;
        assert!(!set_session_erased(&pool, OTHER, id, now()).await.unwrap());
        assert!(set_session_erased(&pool, TENANT, id, now()).await.unwrap());
        assert!(!set_session_erased(&pool, TENANT, id, now()).await.unwrap());
        let mut connection = pool.acquire().await.unwrap();
        let left = delete_session_content(&mut connection, TENANT, id).await;
        let left = left.unwrap();
        assert_eq!(left.requests, [request]);
        let counted = serde_json::to_value(left.counts).unwrap();
        let counted = counted.as_object().unwrap();
        // Every class counts, one row of each.
        assert!(
            counted.values().all(serde_json::Value::is_i64),
            "{counted:?}"
        );
        let found = counted.iter().filter(|(_, count)| **count == 1);
        let found: Vec<_> = found.map(|(class, _)| class.as_str()).collect();
        let wanted = [
            "consents",
            "continuation_codes",
            "image_marks",
            "review_requests",
            "written_names",
        ];
        assert_eq!(found, wanted);
        // A worker that was late.
        insert_image_mark(&pool, &mark).await.unwrap();
        let marks: Option<i64> = sqlx::query_scalar!("select count(*) from credence.image_mark")
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(marks, Some(0));
        let row = session_by_id(&pool, TENANT, id).await.unwrap().unwrap();
        assert_eq!(row.state, SessionState::Erased);
        let left = (row.reference, row.sealing_key, row.names_sealed);
        assert_eq!(left, (None, None, None));
    }

    /// A consent, a code, a request for a human and a name in their own hand.
    async fn put_what_the_person_left(pool: &PgPool, id: SessionId) {
        let whose = (TENANT, id);
        let consent = ConsentRow {
            obtained_by: "page".to_owned(),
            text_version: "a".to_owned(),
            locale: None,
            biometric: true,
            duplicate_search: false,
            address_class: None,
            given_at: now(),
            kept_images_days: None,
            kept_fields_days: None,
        };
        insert_consent(pool, whose, &consent, now()).await.unwrap();
        set_continuation(pool, whose, &[4; 32], &[1; 32], now())
            .await
            .unwrap();
        let request = ReviewRequestRow {
            tenant: TENANT,
            id: ReviewRequestId::new(now()),
            session: id,
            text_sealed: vec![1],
            created_at: now(),
        };
        insert_review_request(pool, &request).await.unwrap();
        sqlx::query!(
            "update credence.session set names_sealed = 'sealed' where id = $1",
            id.as_uuid()
        )
        .execute(pool)
        .await
        .unwrap();
    }
}
