use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::session::SealedKey;

/// The secret that keyed hashes are made with, wrapped.
#[derive(Debug, Clone)]
pub struct LookupSecretRow {
    /// Its id, to which the wrapped form is bound.
    pub id: Uuid,
    /// The wrapped secret.
    pub sealing_key: SealedKey,
    /// When it was made; hashes from before were made with a master key itself.
    pub created_at: DateTime<Utc>,
}

/// Stores the secret unless there is one.
///
/// # Errors
/// When the database refuses.
pub async fn insert_lookup_secret(
    executor: impl PgExecutor<'_>,
    row: &LookupSecretRow,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.lookup_secret (id, sealing_kek, sealing_key, created_at)
         values ($1, $2, $3, $4)
         on conflict do nothing",
        row.id,
        row.sealing_key.kek,
        row.sealing_key.bytes,
        row.created_at,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The installation's secret.
///
/// # Errors
/// When the database refuses.
pub async fn lookup_secret(executor: impl PgExecutor<'_>) -> sqlx::Result<Option<LookupSecretRow>> {
    let row = sqlx::query!(
        "select id, sealing_kek, sealing_key, created_at from credence.lookup_secret",
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| LookupSecretRow {
        id: row.id,
        sealing_key: SealedKey {
            kek: row.sealing_kek,
            bytes: row.sealing_key,
        },
        created_at: row.created_at,
    }))
}

/// How many marks of pictures and documents were made before an instant.
///
/// # Errors
/// When the database refuses.
pub async fn count_marks_before(
    executor: impl PgExecutor<'_>,
    before: DateTime<Utc>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select (select count(*) from credence.image_mark where created_at < $1)
               + (select count(*) from credence.document_mark where created_at < $1) as "count!""#,
        before,
    )
    .fetch_one(executor)
    .await
}
