use chrono::{DateTime, Utc};
use credence_types::{RequestId, SessionId, TenantId};
use sqlx::PgExecutor;

/// `retake → submitted` of the same request, once and only while the person is asked for their name
/// and in time; keeps the sealed name. No attempt is used up: nothing was photographed. `false` when
/// the session is elsewhere.
///
/// # Errors
/// When the database refuses.
pub async fn set_session_names(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
    request: RequestId,
    names_sealed: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.session
         set state = 'submitted', version = version + 1, names_sealed = $4, retake_step = null,
             retake_code = null, updated_at = $5
         where tenant_id = $1 and id = $2 and state = 'retake' and retake_step = 'name'
             and dvs_request_id = $3 and names_sealed is null and expires_at > $5",
        tenant.as_uuid(),
        id.as_uuid(),
        request.as_uuid(),
        names_sealed,
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use credence_types::{CaptureStep, RetakeStep};
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};
    use crate::session::session_by_id;
    use crate::session_change::{set_session_retake, set_session_submitted};
    use crate::session_state::SessionState;

    async fn asked(pool: &PgPool, step: RetakeStep) -> (SessionId, RequestId) {
        let id = session(pool, 0).await;
        let request = RequestId::new(now());
        set_session_submitted(pool, TENANT, id, request, now())
            .await
            .unwrap();
        let retake = (step, "name_spelling");
        let changed = set_session_retake(pool, TENANT, id, request, retake, now()).await;
        assert!(changed.unwrap());
        (id, request)
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_name_is_taken_once_for_the_same_request_in_time(pool: PgPool) {
        tenants_and_key(&pool).await;
        let (id, request) = asked(&pool, RetakeStep::Name).await;
        let other_request = RequestId::new(now());
        let over = now() + TimeDelta::hours(1);
        for (tenant, request, at) in [
            (OTHER, request, now()),
            (TENANT, other_request, now()),
            (TENANT, request, over),
        ] {
            let taken = set_session_names(&pool, tenant, id, request, b"sealed", at).await;
            assert!(!taken.unwrap());
        }
        let take = || set_session_names(&pool, TENANT, id, request, b"sealed", now());
        assert!(take().await.unwrap());
        assert!(!take().await.unwrap());
        let row = session_by_id(&pool, TENANT, id).await.unwrap().unwrap();
        assert_eq!((row.state, row.attempts), (SessionState::Submitted, 1));
        assert_eq!((row.retake_step, row.retake_code), (None, None));
        assert_eq!(row.names_sealed.as_deref(), Some(b"sealed".as_slice()));
        let retake = (RetakeStep::Name, "name_spelling");
        let asked_again = set_session_retake(&pool, TENANT, id, request, retake, now()).await;
        assert!(asked_again.unwrap());
        assert!(!take().await.unwrap(), "a second name was taken");
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn no_name_is_taken_while_a_picture_is_asked_for(pool: PgPool) {
        tenants_and_key(&pool).await;
        let (id, request) = asked(&pool, CaptureStep::Front.into()).await;
        let taken = set_session_names(&pool, TENANT, id, request, b"sealed", now()).await;
        assert!(!taken.unwrap());
    }
}
