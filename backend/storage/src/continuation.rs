use chrono::{DateTime, Utc};
use credence_types::{SessionId, TenantId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// Whoever entered a session's code last.
#[derive(Debug, Clone)]
pub struct ContinuationLogin {
    /// SHA-256 of what their browser holds; compare in constant time.
    pub hash: Vec<u8>,
    /// Until when it counts.
    pub until: DateTime<Utc>,
}

/// Stores the hash of a session's new code. The earlier code and whoever came in by it are done with.
/// `false` when there is no such session, its person's token is another by now, or it was erased.
///
/// # Errors
/// When the database refuses.
pub async fn set_continuation(
    executor: impl PgExecutor<'_>,
    (tenant, session): (TenantId, SessionId),
    token_hash: &[u8],
    code_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into credence.continuation (tenant_id, session_id, code_hash, created_at)
         select s.tenant_id, s.id, $3, $4
         from credence.session s
         where s.tenant_id = $1 and s.id = $2 and s.token_hash = $5 and s.sealing_key is not null
         for share
         on conflict (tenant_id, session_id) do update
         set code_hash = excluded.code_hash, created_at = excluded.created_at,
             login_hash = null, login_until = null",
        tenant.as_uuid(),
        session.as_uuid(),
        code_hash.as_slice(),
        now,
        token_hash,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// The session whose code has one of these hashes. The one look-up that no tenant comes with: a code is
/// all that the person brings, and the answer says whose it is.
///
/// # Errors
/// When the database refuses.
pub async fn continuation_by_code(
    executor: impl PgExecutor<'_>,
    code_hashes: &[Vec<u8>],
) -> sqlx::Result<Option<(TenantId, SessionId)>> {
    let row = sqlx::query!(
        "select tenant_id, session_id from credence.continuation where code_hash = any($1)",
        code_hashes,
    )
    .fetch_optional(executor)
    .await?;
    let ids = |tenant: Uuid, session| (TenantId::from_uuid(tenant), SessionId::from_uuid(session));
    Ok(row.map(|row| ids(row.tenant_id, row.session_id)))
}

/// Lets somebody in who has entered the code; whoever came in before is out. `false` when the code is
/// no longer one of these.
///
/// # Errors
/// When the database refuses.
pub async fn set_continuation_login(
    executor: impl PgExecutor<'_>,
    (tenant, session): (TenantId, SessionId),
    code_hashes: &[Vec<u8>],
    login: &ContinuationLogin,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.continuation set login_hash = $4, login_until = $5
         where tenant_id = $1 and session_id = $2 and code_hash = any($3)",
        tenant.as_uuid(),
        session.as_uuid(),
        code_hashes,
        login.hash,
        login.until,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Whoever is in.
///
/// # Errors
/// When the database refuses.
pub async fn continuation_login(
    executor: impl PgExecutor<'_>,
    (tenant, session): (TenantId, SessionId),
) -> sqlx::Result<Option<ContinuationLogin>> {
    let row = sqlx::query!(
        "select login_hash, login_until from credence.continuation
         where tenant_id = $1 and session_id = $2",
        tenant.as_uuid(),
        session.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    let login = row.and_then(|row| row.login_hash.zip(row.login_until));
    Ok(login.map(|(hash, until)| ContinuationLogin { hash, until }))
}

/// Nobody is in any more; the code stays good.
///
/// # Errors
/// When the database refuses.
pub async fn delete_continuation_login(
    executor: impl PgExecutor<'_>,
    (tenant, session): (TenantId, SessionId),
) -> sqlx::Result<()> {
    sqlx::query!(
        "update credence.continuation set login_hash = null, login_until = null
         where tenant_id = $1 and session_id = $2",
        tenant.as_uuid(),
        session.as_uuid(),
    )
    .execute(executor)
    .await
    .map(|_| ())
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};
    use crate::session_change::set_session_token;
    use crate::session_end::{delete_session_content, set_session_erased};

    /// Of the fixture's sessions.
    const TOKEN: [u8; 32] = [4; 32];

    fn login() -> ContinuationLogin {
        ContinuationLogin {
            hash: vec![7; 32],
            until: now(),
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_new_code_ends_the_old_one_and_whoever_came_in_by_it(pool: PgPool) {
        tenants_and_key(&pool).await;
        let whose = (TENANT, session(&pool, 0).await);
        let (old, new) = ([1; 32], [2; 32]);
        assert!(
            set_continuation(&pool, whose, &TOKEN, &old, now())
                .await
                .unwrap()
        );
        let known = [old.to_vec()];
        let found = continuation_by_code(&pool, &known).await.unwrap();
        assert_eq!(found, Some(whose));
        let let_in = set_continuation_login(&pool, whose, &known, &login()).await;
        assert!(let_in.unwrap());
        assert!(continuation_login(&pool, whose).await.unwrap().is_some());
        assert!(
            set_continuation(&pool, whose, &TOKEN, &new, now())
                .await
                .unwrap()
        );
        assert!(continuation_login(&pool, whose).await.unwrap().is_none());
        let found = continuation_by_code(&pool, &known).await.unwrap();
        assert_eq!(found, None);
        let let_in = set_continuation_login(&pool, whose, &known, &login()).await;
        assert!(!let_in.unwrap());
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_code_is_of_one_tenants_session_and_ends_with_it(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let others = set_continuation(&pool, (OTHER, id), &TOKEN, &[1; 32], now()).await;
        assert!(!others.unwrap());
        assert!(
            set_continuation(&pool, (TENANT, id), &TOKEN, &[1; 32], now())
                .await
                .unwrap()
        );
        set_session_erased(&pool, TENANT, id, now()).await.unwrap();
        let mut connection = pool.acquire().await.unwrap();
        delete_session_content(&mut connection, TENANT, id)
            .await
            .unwrap();
        let found = continuation_by_code(&pool, &[vec![1; 32]]).await.unwrap();
        assert_eq!(found, None);
        // A page that was late.
        let late = set_continuation(&pool, (TENANT, id), &TOKEN, &[1; 32], now()).await;
        assert!(!late.unwrap());
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_code_made_with_a_link_ends_with_it_whoever_is_first(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let mut person = pool.begin().await.unwrap();
        let made = set_continuation(&mut *person, (TENANT, id), &TOKEN, &[1; 32], now()).await;
        assert!(made.unwrap());
        let replacing = {
            let pool = pool.clone();
            tokio::spawn(async move {
                let mut connection = pool.acquire().await.unwrap();
                set_session_token(&mut connection, TENANT, id, &[5; 32], now()).await
            })
        };
        // The replacement waits for the session's row.
        let waits = "select 1 from pg_stat_activity
                     where datname = current_database() and wait_event_type = 'Lock'";
        while sqlx::query(waits)
            .fetch_optional(&pool)
            .await
            .unwrap()
            .is_none()
        {
            tokio::task::yield_now().await;
        }
        person.commit().await.unwrap();
        assert!(replacing.await.unwrap().unwrap());
        let found = continuation_by_code(&pool, &[vec![1; 32]]).await.unwrap();
        assert_eq!(found, None);
        let late = set_continuation(&pool, (TENANT, id), &TOKEN, &[1; 32], now()).await;
        assert!(!late.unwrap());
    }
}
