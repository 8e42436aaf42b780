use chrono::{DateTime, Utc};
use credence_types::{ReviewRequestId, SessionId, TenantId};
use sqlx::PgExecutor;

/// A person's request that a human looks again.
#[derive(Debug, Clone)]
pub struct ReviewRequestRow {
    /// Whose.
    pub tenant: TenantId,
    /// The request.
    pub id: ReviewRequestId,
    /// The session.
    pub session: SessionId,
    /// What they wrote, sealed under the session's key.
    pub text_sealed: Vec<u8>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// `rejected | failed | needs_review → needs_review`, because its person asks. What the state rested on
/// stays. `false` when the session is elsewhere, or has `most` requests already, or one that no reviewer
/// has answered yet.
///
/// # Errors
/// When the database refuses.
pub async fn set_session_review_requested(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
    most: u32,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.session s
         set state = 'needs_review', version = version + 1, updated_at = $3,
             fields_destroyed_at = null
         where s.tenant_id = $1 and s.id = $2 and s.state in ('rejected', 'failed', 'needs_review')
             and $4 > (
                 select count(*) from credence.review_request r
                 where r.tenant_id = $1 and r.session_id = $2
             )
             and not exists (
                 select 1 from credence.review_request r
                 where r.tenant_id = $1 and r.session_id = $2 and s.state = 'needs_review'
                     and r.created_at >= coalesce(s.decided_at, '-infinity')
             )",
        tenant.as_uuid(),
        id.as_uuid(),
        now,
        i64::from(most),
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Stores a request of a session that [`set_session_review_requested`] has just changed, in the same
/// transaction.
///
/// # Errors
/// When the database refuses.
pub async fn insert_review_request(
    executor: impl PgExecutor<'_>,
    new: &ReviewRequestRow,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.review_request (tenant_id, id, session_id, text_sealed, created_at)
         values ($1, $2, $3, $4, $5)",
        new.tenant.as_uuid(),
        new.id.as_uuid(),
        new.session.as_uuid(),
        new.text_sealed,
        new.created_at,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The requests of a session, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_review_requests_by_session(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
) -> sqlx::Result<Vec<ReviewRequestRow>> {
    let rows = sqlx::query!(
        "select id, text_sealed, created_at from credence.review_request
         where tenant_id = $1 and session_id = $2 order by id",
        tenant.as_uuid(),
        session.as_uuid(),
    )
    .fetch_all(executor)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ReviewRequestRow {
            tenant,
            id: ReviewRequestId::from_uuid(row.id),
            session,
            text_sealed: row.text_sealed,
            created_at: row.created_at,
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::case::{list_cases, list_cases_by_state};
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};
    use crate::session_change::{ReviewChange, set_session_reviewed};
    use crate::session_state::SessionState;

    async fn ask(pool: &PgPool, id: SessionId, minute: i64) -> bool {
        let at = now() + TimeDelta::minutes(minute);
        if !set_session_review_requested(pool, TENANT, id, 2, at)
            .await
            .unwrap()
        {
            return false;
        }
        let row = ReviewRequestRow {
            tenant: TENANT,
            id: ReviewRequestId::new(at),
            session: id,
            text_sealed: vec![1],
            created_at: at,
        };
        insert_review_request(pool, &row).await.unwrap();
        true
    }

    async fn reject(pool: &PgPool, id: SessionId, minute: i64) {
        let change = ReviewChange {
            state: SessionState::Rejected,
            retake: None,
            open_until: None,
        };
        let at = now() + TimeDelta::minutes(minute);
        assert!(
            set_session_reviewed(pool, TENANT, id, &change, at)
                .await
                .unwrap()
        );
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
    async fn a_request_waits_for_its_answer_and_they_run_out(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        put(&pool, id, SessionState::Rejected).await;
        let others = set_session_review_requested(&pool, OTHER, id, 2, now()).await;
        assert!(!others.unwrap());
        assert!(ask(&pool, id, 1).await);
        let listed = list_cases_by_state(&pool, TENANT, SessionState::NeedsReview, None, 9);
        assert!(listed.await.unwrap()[0].is_review_requested);
        assert!(!ask(&pool, id, 2).await);
        reject(&pool, id, 3).await;
        let listed = list_cases(&pool, TENANT, None, 9).await.unwrap();
        assert!(!listed[0].is_review_requested);
        assert!(ask(&pool, id, 4).await);
        reject(&pool, id, 5).await;
        assert!(!ask(&pool, id, 6).await);
        let kept = list_review_requests_by_session(&pool, TENANT, id).await;
        assert_eq!(kept.unwrap().len(), 2);
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn only_a_refused_failed_or_waiting_session_is_looked_at_again(pool: PgPool) {
        tenants_and_key(&pool).await;
        for state in SessionState::ALL {
            let id = session(&pool, 0).await;
            put(&pool, id, state).await;
            let wanted = matches!(
                state,
                SessionState::Rejected | SessionState::Failed | SessionState::NeedsReview
            );
            assert_eq!(ask(&pool, id, 1).await, wanted, "{state}");
        }
    }
}
