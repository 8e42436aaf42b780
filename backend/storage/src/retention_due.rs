//! Which sessions' time is over. A decision that is settled counts from when it was taken, everything
//! else from its last change; the indexes `session_…_due` are written in the same words.

use chrono::{DateTime, Utc};
use credence_types::{SessionId, TenantId};
use sqlx::PgExecutor;

use crate::session::parsed_state;
use crate::session_state::SessionState;

/// What is kept of sessions, and how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RetainedClass {
    /// The images and their marks.
    Images,
    /// What was read from the document, and what people wrote.
    Fields,
    /// All the rest of the session.
    Summary,
}

/// The instant up to which sessions of each state are due, by that state: two lists of one length.
#[derive(Debug, Clone, Default)]
pub struct DueBefore {
    /// The states, by name.
    pub states: Vec<String>,
    /// A session is due whose time began then or before.
    pub instants: Vec<DateTime<Utc>>,
}

/// A session that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueSession {
    /// The session.
    pub id: SessionId,
    /// Where it stands.
    pub state: SessionState,
    /// When its time began.
    pub began_at: DateTime<Utc>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// How many sessions of a state are due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueCount {
    /// The state.
    pub state: SessionState,
    /// How many.
    pub count: u64,
    /// When the time of the oldest began.
    pub oldest: DateTime<Utc>,
}

/// The same list for another class, each with an index of its own.
macro_rules! due {
    ($missing:tt, $executor:expr, $tenant:expr, $before:expr, $limit:expr) => {
        sqlx::query!(
            r#"select s.id, s.state, s.created_at,
                      (case when s.state in ('approved', 'rejected') then s.decided_at
                       else s.updated_at end) as "began_at!"
               from unnest($2::text[], $3::timestamptz[]) as rule (state, due_before)
               join credence.session s on s.tenant_id = $1 and s.state = rule.state
                   and (case when s.state in ('approved', 'rejected') then s.decided_at
                        else s.updated_at end) <= rule.due_before
               where s.held_since is null
                   and s.state in ('approved', 'rejected', 'needs_review', 'failed', 'expired',
                       'cancelled') "#
                + $missing
                + "limit $4 for update of s skip locked",
            $tenant.as_uuid(),
            &$before.states,
            &$before.instants,
            $limit,
        )
        .fetch_all($executor)
        .await?
        .into_iter()
        .map(|row| {
            Ok(DueSession {
                id: SessionId::from_uuid(row.id),
                state: parsed_state(&row.state)?,
                began_at: row.began_at,
                created_at: row.created_at,
            })
        })
        .collect()
    };
}

/// Up to so many of a tenant's sessions that are due, locked until the transaction ends; those that
/// somebody else holds are passed over, and so is what is on hold.
///
/// # Errors
/// When the database refuses.
pub async fn lock_sessions_due(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    class: RetainedClass,
    before: &DueBefore,
    limit: i64,
) -> sqlx::Result<Vec<DueSession>> {
    match class {
        RetainedClass::Images => due!(
            "and s.images_destroyed_at is null ",
            executor,
            tenant,
            before,
            limit
        ),
        RetainedClass::Fields => due!(
            "and s.fields_destroyed_at is null ",
            executor,
            tenant,
            before,
            limit
        ),
        RetainedClass::Summary => due!("", executor, tenant, before, limit),
    }
}

/// How many of a tenant's sessions are due, by state, with the oldest.
///
/// # Errors
/// When the database refuses.
pub async fn count_sessions_due(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    class: RetainedClass,
    before: &DueBefore,
) -> sqlx::Result<Vec<DueCount>> {
    let rows = sqlx::query!(
        r#"select s.state, count(*) as "count!",
                  min(case when s.state in ('approved', 'rejected') then s.decided_at
                      else s.updated_at end) as "oldest!"
           from unnest($2::text[], $3::timestamptz[]) as rule (state, due_before)
           join credence.session s on s.tenant_id = $1 and s.state = rule.state
               and (case when s.state in ('approved', 'rejected') then s.decided_at
                    else s.updated_at end) <= rule.due_before
           where s.held_since is null
               and s.state in ('approved', 'rejected', 'needs_review', 'failed', 'expired',
                   'cancelled')
               and ($4 <> 'images' or s.images_destroyed_at is null)
               and ($4 <> 'fields' or s.fields_destroyed_at is null)
           group by s.state"#,
        tenant.as_uuid(),
        &before.states,
        &before.instants,
        class.as_str(),
    )
    .fetch_all(executor)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(DueCount {
                state: parsed_state(&row.state)?,
                count: u64::try_from(row.count).unwrap_or(0),
                oldest: row.oldest,
            })
        })
        .collect()
}

impl RetainedClass {
    /// Every class; each goes no later than the next.
    pub const ALL: [Self; 3] = [Self::Images, Self::Fields, Self::Summary];

    /// The name used in the API and in the audit log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Images => "images",
            Self::Fields => "fields",
            Self::Summary => "summary",
        }
    }
}
