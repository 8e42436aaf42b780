use chrono::{DateTime, Utc};
use credence_types::{SessionId, TenantId};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::session::SessionRow;
use crate::session_row::RawSession;
use crate::session_state::SessionState;

/// Which of a tenant's sessions to list.
#[derive(Debug, Clone, Default)]
pub struct SessionFilter<'a> {
    /// Only those in this state.
    pub state: Option<SessionState>,
    /// Only those of this reference.
    pub reference: Option<&'a str>,
    /// Only those made at or after this instant.
    pub created_after: Option<DateTime<Utc>>,
    /// Only those made before this instant.
    pub created_before: Option<DateTime<Utc>>,
    /// Only those older than this one.
    pub before: Option<SessionId>,
}

/// The same list under another condition, each with an index of its own. `$1` to `$6` are taken.
macro_rules! listed {
    ($condition:tt, $tenant:expr, $filter:expr, $limit:expr $(, $bind:expr)*) => {
        sqlx::query_as!(
            RawSession,
            r#"select s.tenant_id, s.id, s.state, s.token_hash, s.reference, s.created_by,
                      s.version, s.attempts, s.attempts_allowed, s.dvs_request_id,
                      s.verification_id, s.retake_step, s.retake_code, s.decided_at, s.decided_by,
                      s.sealing_kek, s.sealing_key, s.names_sealed, s.duplicate_search_consented,
                      s.created_at, s.updated_at, s.expires_at,
                      (select v.decision from credence.verification v
                       where v.tenant_id = s.tenant_id and v.id = s.verification_id) as decision,
                      null::jsonb as accepted_document_types, s.cancel_code,
                      (select jsonb_build_object(
                           'obtained_by', c.obtained_by, 'text_version', c.text_version,
                           'locale', c.locale, 'biometric', c.biometric,
                           'duplicate_search', c.duplicate_search,
                           'address_class', c.address_class, 'given_at', c.given_at,
                           'kept_images_days', c.kept_images_days,
                           'kept_fields_days', c.kept_fields_days)
                       from credence.consent c
                       where c.tenant_id = s.tenant_id and c.session_id = s.id
                       order by c.recorded_at desc limit 1) as consent,
                      null::text as tenant_name, null::jsonb as branding,
                      null::text as logo_sha256,
                      (select r.document from credence.retention_policy r
                       where r.tenant_id = s.tenant_id
                       order by r.version desc limit 1) as retention,
                      s.images_destroyed_at, s.fields_destroyed_at, s.held_since, s.hold_reason,
                      s.images_promised_days, s.fields_promised_days
               from credence.session s
               where s.tenant_id = $1 and s.id >= $2 and s.id < $3
                   and ($4::timestamptz is null or s.created_at >= $4)
                   and ($5::timestamptz is null or s.created_at < $5) "#
                + $condition + " order by s.id desc limit $6",
            $tenant.as_uuid(),
            $filter.created_after.map_or(Uuid::nil(), first_id_at),
            $filter.before.map_or(Uuid::max(), SessionId::as_uuid),
            $filter.created_after,
            $filter.created_before,
            i64::from($limit),
            $($bind),*
        )
    };
}

/// The tenant's sessions, newest first. An open one whose time is over at `now` is not listed as
/// open.
///
/// # Errors
/// When the database refuses.
pub async fn list_sessions(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    filter: &SessionFilter<'_>,
    limit: u32,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<SessionRow>> {
    // Ids begin with the instant of their making, so they bound what is read; the columns, which are
    // more exact, have the last word.
    let state = filter.state.map(SessionState::as_str);
    let rows =
        match (filter.reference, state) {
            (Some(reference), state) => {
                listed!(
                    "and s.reference = $7 and ($8::text is null or (s.state = $8
                     and (s.state not in ('created', 'retake') or s.expires_at > $9)))",
                    tenant,
                    filter,
                    limit,
                    reference,
                    state,
                    now
                )
                .fetch_all(executor)
                .await?
            }
            (None, Some(state)) => listed!(
                "and s.state = $7 and (s.state not in ('created', 'retake') or s.expires_at > $8)",
                tenant,
                filter,
                limit,
                state,
                now
            )
            .fetch_all(executor)
            .await?,
            (None, None) => {
                listed!("", tenant, filter, limit)
                    .fetch_all(executor)
                    .await?
            }
        };
    rows.into_iter().map(TryFrom::try_from).collect()
}

/// The smallest id that a session of this instant can have (UUIDv7: milliseconds first).
fn first_id_at(instant: DateTime<Utc>) -> Uuid {
    let milliseconds = u128::try_from(instant.timestamp_millis()).unwrap_or(0);
    Uuid::from_u128(milliseconds << 80)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};

    async fn ids(pool: &PgPool, filter: SessionFilter<'_>, limit: u32) -> Vec<SessionId> {
        let rows = list_sessions(pool, TENANT, &filter, limit, now()).await;
        rows.unwrap().iter().map(|row| row.id).collect()
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn sessions_are_listed_newest_first_by_filter_page_and_tenant(pool: PgPool) {
        tenants_and_key(&pool).await;
        let mut made = Vec::new();
        for number in 0..5 {
            let id = session(&pool, number).await;
            let at = now() + TimeDelta::seconds(number);
            sqlx::query!(
                "update credence.session set created_at = $2 where id = $1",
                id.as_uuid(),
                at
            )
            .execute(&pool)
            .await
            .unwrap();
            made.push(id);
        }
        made.reverse();
        let all = SessionFilter::default();
        assert_eq!(ids(&pool, all.clone(), 3).await, made[..3]);
        let rest = SessionFilter {
            before: Some(made[2]),
            ..all.clone()
        };
        assert_eq!(ids(&pool, rest, 3).await, made[3..]);
        let between = SessionFilter {
            created_after: Some(now() + TimeDelta::seconds(1)),
            created_before: Some(now() + TimeDelta::seconds(3)),
            ..all.clone()
        };
        assert_eq!(ids(&pool, between, 9).await, made[2..4]);
        for (reference, count) in [("order 7", 5), ("order 8", 0)] {
            let filter = SessionFilter {
                reference: Some(reference),
                ..all.clone()
            };
            assert_eq!(ids(&pool, filter, 9).await.len(), count);
        }
        let others = list_sessions(&pool, OTHER, &all, 9, now()).await;
        assert!(others.unwrap().is_empty());
        let open = SessionFilter {
            state: Some(SessionState::Created),
            ..all
        };
        assert_eq!(ids(&pool, open.clone(), 9).await.len(), 5);
        let over = now() + TimeDelta::hours(1);
        let lapsed = list_sessions(&pool, TENANT, &open, 9, over).await;
        assert!(lapsed.unwrap().is_empty());
    }
}
