//! Every change of a session's state. Each names the states it may leave, so that a late or repeated
//! event changes nothing; `false` or `None` then.

use chrono::{DateTime, Utc};
use credence_types::{RequestId, RetakeStep, SessionId, TenantId, VerificationId};
use sqlx::{PgConnection, PgExecutor};

use crate::session_state::SessionState;

/// What a verification made of a session.
#[derive(Debug, Clone)]
pub struct VerdictChange<'a> {
    /// The new state.
    pub state: SessionState,
    /// The verification it rests on.
    pub verification: VerificationId,
    /// What to do again, and why, if anything.
    pub retake: Option<(RetakeStep, &'a str)>,
}

/// What a reviewer made of a session.
#[derive(Debug, Clone)]
pub struct ReviewChange<'a> {
    /// The new state.
    pub state: SessionState,
    /// What to do again, and why, if anything; grants one more attempt.
    pub retake: Option<(RetakeStep, &'a str)>,
    /// The session stays open at least until then.
    pub open_until: Option<DateTime<Utc>>,
}

/// Puts another token in the place of the person's; whoever came in by the one before, or by a code made
/// with it, is out. No change of state, so that nobody is told. `false`
/// when the session was cancelled or erased, or its time is over.
///
/// # Errors
/// When the database refuses.
pub async fn set_session_token(
    connection: &mut PgConnection,
    tenant: TenantId,
    id: SessionId,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let changed = sqlx::query!(
        "update credence.session set token_hash = $3
         where tenant_id = $1 and id = $2 and state not in ('cancelled', 'expired', 'erased')
             and (state not in ('created', 'retake') or expires_at > $4)",
        tenant.as_uuid(),
        id.as_uuid(),
        token_hash,
        now,
    )
    .execute(&mut *connection)
    .await?;
    if changed.rows_affected() == 0 {
        return Ok(false);
    }
    // A statement of its own sees the code that was being made while the one above waited.
    sqlx::query!(
        "delete from credence.continuation where tenant_id = $1 and session_id = $2",
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .execute(connection)
    .await?;
    Ok(true)
}

/// `created | retake → submitted`, while attempts and time are left. Gives the attempt's number.
///
/// # Errors
/// When the database refuses.
pub async fn set_session_submitted(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
    request: RequestId,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<u32>> {
    sqlx::query_scalar!(
        "update credence.session
         set state = 'submitted', version = version + 1, attempts = attempts + 1,
             dvs_request_id = $3, retake_step = null, retake_code = null, names_sealed = null,
             decided_at = null, decided_by = null, images_destroyed_at = null,
             fields_destroyed_at = null, updated_at = $4
         where tenant_id = $1 and id = $2 and state in ('created', 'retake')
             and attempts < attempts_allowed and expires_at > $4
         returning attempts",
        tenant.as_uuid(),
        id.as_uuid(),
        request.as_uuid(),
        now,
    )
    .fetch_optional(executor)
    .await
    .map(|attempts| attempts.map(crate::session::count))
}

/// `submitted → processing` of that request. `false` when the session is elsewhere.
///
/// # Errors
/// When the database refuses.
pub async fn set_session_processing(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
    request: RequestId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.session
         set state = 'processing', version = version + 1, updated_at = $4
         where tenant_id = $1 and id = $2 and state = 'submitted' and dvs_request_id = $3",
        tenant.as_uuid(),
        id.as_uuid(),
        request.as_uuid(),
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// `submitted | processing → retake` of that request, without a decision.
///
/// # Errors
/// When the database refuses.
pub async fn set_session_retake(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
    request: RequestId,
    (step, code): (RetakeStep, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.session
         set state = 'retake', version = version + 1, retake_step = $4, retake_code = $5,
             updated_at = $6
         where tenant_id = $1 and id = $2 and state in ('submitted', 'processing')
             and dvs_request_id = $3",
        tenant.as_uuid(),
        id.as_uuid(),
        request.as_uuid(),
        step.as_str(),
        code,
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// `submitted | processing → ` what the policy decided on that request.
///
/// # Errors
/// When the database refuses.
pub async fn set_session_verdict(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
    request: RequestId,
    change: &VerdictChange<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.session
         set state = $4, version = version + 1, verification_id = $5, retake_step = $6,
             retake_code = $7, decided_at = $8, decided_by = 'policy', updated_at = $8
         where tenant_id = $1 and id = $2 and state in ('submitted', 'processing')
             and dvs_request_id = $3",
        tenant.as_uuid(),
        id.as_uuid(),
        request.as_uuid(),
        change.state.as_str(),
        change.verification.as_uuid(),
        change.retake.map(|(step, _)| step.as_str()),
        change.retake.map(|(_, code)| code),
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// `needs_review → ` what a reviewer decided.
///
/// # Errors
/// When the database refuses.
pub async fn set_session_reviewed(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
    change: &ReviewChange<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.session
         set state = $3, version = version + 1, retake_step = $4, retake_code = $5,
             attempts_allowed = case when $4::text is null then attempts_allowed
                 else greatest(attempts_allowed, attempts + 1) end,
             expires_at = greatest(expires_at, $6),
             decided_at = $7, decided_by = 'reviewer', updated_at = $7,
             fields_destroyed_at = null
         where tenant_id = $1 and id = $2 and state = 'needs_review'",
        tenant.as_uuid(),
        id.as_uuid(),
        change.state.as_str(),
        change.retake.map(|(step, _)| step.as_str()),
        change.retake.map(|(_, code)| code),
        change.open_until,
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use credence_types::CaptureStep;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};
    use crate::session::{SessionRow, session_by_id};
    use crate::submission::insert_submission;

    async fn read(pool: &PgPool, id: SessionId) -> SessionRow {
        session_by_id(pool, TENANT, id).await.unwrap().unwrap()
    }

    fn request() -> RequestId {
        RequestId::new(now())
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_session_is_submitted_only_while_open_in_time_and_with_attempts_left(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let first = request();
        let over = now() + TimeDelta::hours(1);
        for (tenant, at) in [(OTHER, now()), (TENANT, over)] {
            let attempt = set_session_submitted(&pool, tenant, id, first, at)
                .await
                .unwrap();
            assert_eq!(attempt, None);
        }
        let retake = (CaptureStep::Back.into(), "PDF417Error");
        for attempt in 1..=2 {
            let request = request();
            let given = set_session_submitted(&pool, TENANT, id, request, now())
                .await
                .unwrap();
            assert_eq!(given, Some(attempt));
            assert!(
                insert_submission(&pool, TENANT, id, request, attempt, now())
                    .await
                    .unwrap()
            );
            assert!(
                !insert_submission(&pool, TENANT, id, request, attempt, now())
                    .await
                    .unwrap()
            );
            let again = set_session_submitted(&pool, TENANT, id, first, now())
                .await
                .unwrap();
            assert_eq!(again, None);
            assert!(
                set_session_processing(&pool, TENANT, id, request, now())
                    .await
                    .unwrap()
            );
            assert!(
                !set_session_processing(&pool, TENANT, id, request, now())
                    .await
                    .unwrap()
            );
            let changed = set_session_retake(&pool, TENANT, id, request, retake, now()).await;
            assert!(changed.unwrap());
        }
        let none_left = set_session_submitted(&pool, TENANT, id, first, now())
            .await
            .unwrap();
        assert_eq!(none_left, None);
        let row = read(&pool, id).await;
        assert_eq!((row.state, row.version), (SessionState::Retake, 7));
        assert_eq!(row.retake_code.as_deref(), Some("PDF417Error"));
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_late_verdict_changes_nothing(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let (old, new) = (request(), request());
        let verdict = VerdictChange {
            state: SessionState::NeedsReview,
            verification: VerificationId::new(now()),
            retake: None,
        };
        set_session_submitted(&pool, TENANT, id, old, now())
            .await
            .unwrap();
        let retake = (CaptureStep::Front.into(), "OCRError");
        set_session_retake(&pool, TENANT, id, old, retake, now())
            .await
            .unwrap();
        set_session_submitted(&pool, TENANT, id, new, now())
            .await
            .unwrap();
        for (tenant, request) in [(TENANT, old), (OTHER, new)] {
            let changed = set_session_verdict(&pool, tenant, id, request, &verdict, now()).await;
            assert!(!changed.unwrap());
            let changed = set_session_retake(&pool, tenant, id, request, retake, now()).await;
            assert!(!changed.unwrap());
        }
        assert!(
            set_session_verdict(&pool, TENANT, id, new, &verdict, now())
                .await
                .unwrap()
        );
        assert!(
            !set_session_verdict(&pool, TENANT, id, new, &verdict, now())
                .await
                .unwrap()
        );
        assert_eq!(read(&pool, id).await.decided_by.as_deref(), Some("policy"));
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_reviewer_decides_once_and_a_retake_grants_an_attempt_and_time(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let request = request();
        let verdict = VerdictChange {
            state: SessionState::NeedsReview,
            verification: VerificationId::new(now()),
            retake: None,
        };
        let later = now() + TimeDelta::days(3);
        let review = ReviewChange {
            state: SessionState::Retake,
            retake: Some((CaptureStep::Face.into(), "reviewer_asked")),
            open_until: Some(later),
        };
        assert!(
            !set_session_reviewed(&pool, TENANT, id, &review, now())
                .await
                .unwrap()
        );
        sqlx::query!("update credence.session set attempts = 1")
            .execute(&pool)
            .await
            .unwrap();
        set_session_submitted(&pool, TENANT, id, request, now())
            .await
            .unwrap();
        set_session_verdict(&pool, TENANT, id, request, &verdict, now())
            .await
            .unwrap();
        assert!(
            !set_session_reviewed(&pool, OTHER, id, &review, now())
                .await
                .unwrap()
        );
        assert!(
            set_session_reviewed(&pool, TENANT, id, &review, now())
                .await
                .unwrap()
        );
        assert!(
            !set_session_reviewed(&pool, TENANT, id, &review, now())
                .await
                .unwrap()
        );
        let row = read(&pool, id).await;
        assert_eq!(
            (row.attempts, row.attempts_allowed, row.expires_at),
            (2, 3, later)
        );
        assert_eq!(row.decided_by.as_deref(), Some("reviewer"));
    }
}
