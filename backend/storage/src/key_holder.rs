use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

/// A running process and the master keys that it can open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyHolderRow {
    /// The process, by an id that it chose.
    pub process: Uuid,
    /// Where it runs and as what.
    pub place: String,
    /// The names of the keys that it holds.
    pub names: Vec<String>,
    /// What it wraps new keys with.
    pub wraps_with: String,
}

/// Notes what a process holds, and forgets those that were not seen since `dead_before`.
///
/// # Errors
/// When the database refuses.
pub async fn set_key_holder(
    executor: impl PgExecutor<'_>,
    row: &KeyHolderRow,
    now: DateTime<Utc>,
    dead_before: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "with dead as (
             delete from credence.key_holder where seen_at < $6 and process_id <> $1
         )
         insert into credence.key_holder (process_id, place, names, wraps_with, seen_at)
         values ($1, $2, $3, $4, $5)
         on conflict (process_id) do update
         set names = excluded.names, wraps_with = excluded.wraps_with, seen_at = excluded.seen_at",
        row.process,
        row.place,
        &row.names,
        row.wraps_with,
        now,
        dead_before,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The processes that were seen since.
///
/// # Errors
/// When the database refuses.
pub async fn list_key_holders(
    executor: impl PgExecutor<'_>,
    seen_since: DateTime<Utc>,
) -> sqlx::Result<Vec<KeyHolderRow>> {
    sqlx::query_as!(
        KeyHolderRow,
        "select process_id as process, place, names, wraps_with
         from credence.key_holder where seen_at >= $1 order by place",
        seen_since,
    )
    .fetch_all(executor)
    .await
}

/// Forgets a process that ends.
///
/// # Errors
/// When the database refuses.
pub async fn delete_key_holder(executor: impl PgExecutor<'_>, process: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from credence.key_holder where process_id = $1",
        process
    )
    .execute(executor)
    .await
    .map(|_| ())
}
