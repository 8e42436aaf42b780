//! Which sessions' time is over: by the policy, or before it by what the person was promised. A decision
//! that is settled counts from when it was taken, everything else from its last change; the indexes
//! `session_…_due` and `session_…_promised_due` are written in the same words.

use chrono::{DateTime, Utc};
use credence_types::{SessionId, TenantId};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::retention_promised::PromisedDays;
use crate::session::{count, parsed_state};
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

/// When the policy lets go of sessions: the instant of each state, two lists of one length.
#[derive(Debug, Clone)]
pub struct DueBefore {
    /// Now, by which what was promised is due whatever the state.
    pub now: DateTime<Utc>,
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
    /// How long its person was told that things are kept.
    pub promised_days: PromisedDays,
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

pub(crate) struct RawDue {
    pub(crate) id: Uuid,
    pub(crate) state: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) began_at: DateTime<Utc>,
    pub(crate) images_promised_days: Option<i32>,
    pub(crate) fields_promised_days: Option<i32>,
}

/// The same list for another class, each with an index of its own. State by state and oldest first, so
/// that the index is walked and nothing is read that is not due.
macro_rules! due {
    ($missing:tt, $executor:expr, $tenant:expr, $before:expr, $limit:expr) => {
        sqlx::query_as!(
            RawDue,
            r#"select due.id as "id!", due.state as "state!", due.created_at as "created_at!",
                      due.began_at as "began_at!", due.images_promised_days,
                      due.fields_promised_days
               from unnest($2::text[], $3::timestamptz[]) as rule (state, due_before)
               cross join lateral (
                   select s.id, s.state, s.created_at, s.images_promised_days,
                          s.fields_promised_days,
                          (case when s.state in ('approved', 'rejected') then s.decided_at
                           else s.updated_at end) as began_at
                   from credence.session s
                   where s.tenant_id = $1 and s.state = rule.state and s.held_since is null
                       and s.state in ('approved', 'rejected', 'needs_review', 'failed', 'expired',
                           'cancelled')
                       and (case when s.state in ('approved', 'rejected') then s.decided_at
                            else s.updated_at end) <= rule.due_before "#
                + $missing
                + "order by (case when s.state in ('approved', 'rejected') then s.decided_at
                       else s.updated_at end)
                   limit $4 for update of s skip locked
               ) due
               limit $4",
            $tenant.as_uuid(),
            &$before.states,
            &$before.instants,
            $limit,
        )
        .fetch_all($executor)
        .await?
    };
}

/// Up to so many of a tenant's sessions that are due by the policy, locked until the transaction ends;
/// those that somebody else holds are passed over, and so is what is on hold.
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
    let rows = match class {
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
    };
    rows.into_iter().map(TryFrom::try_from).collect()
}

/// How many of a tenant's sessions are due, by policy or promise, by state, with the oldest.
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
        r#"select due.state as "state!", count(*) as "count!", min(due.began_at) as "oldest!"
           from (
               select s.id, s.state,
                      (case when s.state in ('approved', 'rejected') then s.decided_at
                       else s.updated_at end) as began_at
               from unnest($2::text[], $3::timestamptz[]) as rule (state, due_before)
               join credence.session s on s.tenant_id = $1 and s.state = rule.state
                   and (case when s.state in ('approved', 'rejected') then s.decided_at
                        else s.updated_at end) <= rule.due_before
               where s.held_since is null
                   and s.state in ('approved', 'rejected', 'needs_review', 'failed', 'expired',
                       'cancelled')
                   and ($4 <> 'images' or s.images_destroyed_at is null)
                   and ($4 <> 'fields' or s.fields_destroyed_at is null)
               union
               select s.id, s.state,
                      (case when s.state in ('approved', 'rejected') then s.decided_at
                       else s.updated_at end)
               from credence.session s
               where $4 = 'images' and s.tenant_id = $1 and s.held_since is null
                   and s.images_promised_days is not null and s.images_destroyed_at is null
                   and s.state in ('approved', 'rejected', 'needs_review', 'failed', 'expired',
                       'cancelled')
                   and ((case when s.state in ('approved', 'rejected') then s.decided_at
                         else s.updated_at end) at time zone 'UTC')
                       + interval '1 day' * s.images_promised_days
                       <= $5::timestamptz at time zone 'UTC'
               union
               select s.id, s.state,
                      (case when s.state in ('approved', 'rejected') then s.decided_at
                       else s.updated_at end)
               from credence.session s
               where $4 = 'fields' and s.tenant_id = $1 and s.held_since is null
                   and s.fields_promised_days is not null and s.fields_destroyed_at is null
                   and s.state in ('approved', 'rejected', 'needs_review', 'failed', 'expired',
                       'cancelled')
                   and ((case when s.state in ('approved', 'rejected') then s.decided_at
                         else s.updated_at end) at time zone 'UTC')
                       + interval '1 day' * s.fields_promised_days
                       <= $5::timestamptz at time zone 'UTC'
           ) due
           group by due.state"#,
        tenant.as_uuid(),
        &before.states,
        &before.instants,
        class.as_str(),
        before.now,
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

impl TryFrom<RawDue> for DueSession {
    type Error = sqlx::Error;

    fn try_from(raw: RawDue) -> Result<Self, Self::Error> {
        Ok(Self {
            id: SessionId::from_uuid(raw.id),
            state: parsed_state(&raw.state)?,
            began_at: raw.began_at,
            created_at: raw.created_at,
            promised_days: PromisedDays {
                images: raw.images_promised_days.map(count),
                fields: raw.fields_promised_days.map(count),
            },
        })
    }
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
