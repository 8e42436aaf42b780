use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

/// What is known of a master key: everything but the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MasterKeyRow {
    /// Its name, which wrapped keys carry.
    pub name: String,
    /// HMAC-SHA256 under the key.
    pub check_value: Vec<u8>,
    /// When it was made known.
    pub created_at: DateTime<Utc>,
    /// Since when new keys are wrapped with it, or were; `None` while it is only prepared.
    pub current_since: Option<DateTime<Utc>>,
    /// Since when nothing is wrapped with it any more.
    pub retired_at: Option<DateTime<Utc>>,
}

/// Makes a key known; `false` when there is one of that name.
///
/// # Errors
/// When the database refuses.
pub async fn insert_master_key(
    executor: impl PgExecutor<'_>,
    (name, check_value): (&str, &[u8]),
    current_since: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into credence.master_key (name, check_value, created_at, current_since)
         values ($1, $2, $3, $4)
         on conflict (name) do nothing",
        name,
        check_value,
        now,
        current_since,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Makes the installation's first key known, current at once; nothing happens when any is known.
///
/// # Errors
/// When the database refuses.
pub async fn insert_first_master_key(
    executor: impl PgExecutor<'_>,
    (name, check_value): (&str, &[u8]),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.master_key (name, check_value, created_at, current_since)
         select $1, $2, $3, $3
         where not exists (select from credence.master_key)
         on conflict (name) do nothing",
        name,
        check_value,
        now,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Every key that was ever known: the current one first, prepared ones last.
///
/// # Errors
/// When the database refuses.
pub async fn list_master_keys(executor: impl PgExecutor<'_>) -> sqlx::Result<Vec<MasterKeyRow>> {
    sqlx::query_as!(
        MasterKeyRow,
        "select name, check_value, created_at, current_since, retired_at
         from credence.master_key
         order by current_since desc nulls last, created_at, name",
    )
    .fetch_all(executor)
    .await
}

/// Has new keys wrapped with a key that was prepared; `false` when it was not.
///
/// # Errors
/// When the database refuses.
pub async fn set_master_key_current(
    executor: impl PgExecutor<'_>,
    name: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.master_key set current_since = $2
         where name = $1 and current_since is null and retired_at is null",
        name,
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Notes that a key counts no more; `false` when it did not.
///
/// # Errors
/// When the database refuses.
pub async fn set_master_key_retired(
    executor: impl PgExecutor<'_>,
    name: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.master_key set retired_at = $2 where name = $1 and retired_at is null",
        name,
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}
