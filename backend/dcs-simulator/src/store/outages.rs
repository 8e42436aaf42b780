use chrono::{DateTime, Utc};
use sqlx::PgPool;
use uuid::Uuid;

/// An outage that is on or to come.
pub(crate) struct OutageRow {
    pub(crate) message: String,
    pub(crate) starts_at: DateTime<Utc>,
    pub(crate) ends_at: Option<DateTime<Utc>>,
}

/// Adds an outage.
pub(crate) async fn insert_outage(pool: &PgPool, row: &OutageRow) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into dcs.outage (id, message, starts_at, ends_at) values ($1, $2, $3, $4)",
        Uuid::new_v4(),
        row.message,
        row.starts_at,
        row.ends_at,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Outages that are not over, the earliest first; at most 20.
pub(crate) async fn list_outages(
    pool: &PgPool,
    now: DateTime<Utc>,
) -> Result<Vec<OutageRow>, sqlx::Error> {
    sqlx::query_as!(
        OutageRow,
        "select message, starts_at, ends_at from dcs.outage
         where ends_at is null or ends_at > $1
         order by starts_at, id limit 20",
        now,
    )
    .fetch_all(pool)
    .await
}

/// Ends every outage that is not over; those to come never begin. Returns how many.
pub(crate) async fn set_outages_ended(
    pool: &PgPool,
    now: DateTime<Utc>,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!(
        "update dcs.outage set ends_at = $1 where ends_at is null or ends_at > $1",
        now,
    )
    .execute(pool)
    .await?;
    Ok(done.rows_affected())
}
