use chrono::{DateTime, Utc};
use credence_types::AccountId;
use sqlx::PgPool;

/// Adds an account.
pub(crate) async fn insert_account(
    pool: &PgPool,
    id: AccountId,
    name: &str,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into dvs.account (id, name, created_at) values ($1, $2, $3)",
        id.as_uuid(),
        name,
        now,
    )
    .execute(pool)
    .await?;
    Ok(())
}
