//! Which sessions' time is over by what their persons were promised, sooner than the policy says.

use chrono::{DateTime, Utc};
use credence_types::TenantId;
use sqlx::PgExecutor;

use crate::retention_due::{DueSession, RawDue, RetainedClass};

/// For how many days at most a person was told that their things are kept; `None` where nobody said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PromisedDays {
    /// Their images.
    pub images: Option<u32>,
    /// What was read from them.
    pub fields: Option<u32>,
}

/// The same list for another class, each with an index of its own, which is walked oldest first. A day is
/// counted in UTC, where it has 24 hours.
macro_rules! promised {
    ($missing:tt, $days:tt, $executor:expr, $tenant:expr, $now:expr, $limit:expr) => {
        sqlx::query_as!(
            RawDue,
            r#"select s.id, s.state, s.created_at, s.images_promised_days, s.fields_promised_days,
                      (case when s.state in ('approved', 'rejected') then s.decided_at
                       else s.updated_at end) as "began_at!"
               from credence.session s
               where "#
                + $missing
                + r#" and s.tenant_id = $1 and s.held_since is null
                   and s.state in ('approved', 'rejected', 'needs_review', 'failed', 'expired',
                       'cancelled')
                   and ((case when s.state in ('approved', 'rejected') then s.decided_at
                         else s.updated_at end) at time zone 'UTC') "#
                + $days
                + r#" <= $2::timestamptz at time zone 'UTC'
               order by ((case when s.state in ('approved', 'rejected') then s.decided_at
                          else s.updated_at end) at time zone 'UTC') "#
                + $days
                + " limit $3 for update of s skip locked",
            $tenant.as_uuid(),
            $now,
            $limit,
        )
        .fetch_all($executor)
        .await?
    };
}

/// As [`crate::lock_sessions_due`], those that are due at `now` by what their persons were promised,
/// whatever the policy says.
///
/// # Errors
/// When the database refuses.
pub async fn lock_sessions_promised(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    class: RetainedClass,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<DueSession>> {
    let rows = match class {
        RetainedClass::Images => promised!(
            "s.images_destroyed_at is null and s.images_promised_days is not null",
            "+ interval '1 day' * s.images_promised_days",
            executor,
            tenant,
            now,
            limit
        ),
        RetainedClass::Fields => promised!(
            "s.fields_destroyed_at is null and s.fields_promised_days is not null",
            "+ interval '1 day' * s.fields_promised_days",
            executor,
            tenant,
            now,
            limit
        ),
        // No words name a time for all the rest.
        RetainedClass::Summary => Vec::new(),
    };
    rows.into_iter().map(TryFrom::try_from).collect()
}

impl PromisedDays {
    /// What was promised of a class.
    #[must_use]
    pub const fn of(self, class: RetainedClass) -> Option<u32> {
        match class {
            RetainedClass::Images => self.images,
            RetainedClass::Fields => self.fields,
            RetainedClass::Summary => None,
        }
    }
}
