use chrono::{DateTime, Utc};
use sqlx::PgPool;
use uuid::Uuid;

/// A request to be put down, without what it said.
#[derive(Debug, Default)]
pub(crate) struct NewReceived {
    pub(crate) client: Option<Uuid>,
    pub(crate) correlation_id: Option<Uuid>,
    pub(crate) request_id: Option<Uuid>,
    pub(crate) number_ending: Option<String>,
    pub(crate) surname_length: Option<i16>,
    pub(crate) forenames_length: Option<i16>,
    pub(crate) http_status: i16,
    pub(crate) outcome: &'static str,
}

/// A request as it was put down.
pub(crate) struct ReceivedRow {
    pub(crate) received_at: DateTime<Utc>,
    pub(crate) client: Option<String>,
    pub(crate) correlation_id: Option<Uuid>,
    pub(crate) request_id: Option<Uuid>,
    pub(crate) number_ending: Option<String>,
    pub(crate) surname_length: Option<i16>,
    pub(crate) forenames_length: Option<i16>,
    pub(crate) http_status: i16,
    pub(crate) outcome: String,
}

/// Puts down a request.
pub(crate) async fn insert_received(
    pool: &PgPool,
    new: &NewReceived,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into dcs.received
             (id, received_at, client_id, correlation_id, request_id, number_ending,
              surname_length, forenames_length, http_status, outcome)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        Uuid::now_v7(),
        now,
        new.client,
        new.correlation_id,
        new.request_id,
        new.number_ending,
        new.surname_length,
        new.forenames_length,
        new.http_status,
        new.outcome,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The newest requests, the newest first.
pub(crate) async fn list_received(
    pool: &PgPool,
    limit: i64,
) -> Result<Vec<ReceivedRow>, sqlx::Error> {
    sqlx::query_as!(
        ReceivedRow,
        r#"select received.received_at, client.name as "client?", received.correlation_id,
               received.request_id, received.number_ending, received.surname_length,
               received.forenames_length, received.http_status, received.outcome
         from dcs.received left join dcs.client on client.id = received.client_id
         order by received.received_at desc, received.id desc limit $1"#,
        limit,
    )
    .fetch_all(pool)
    .await
}

/// Whether a client's request with this correlation id was answered so before.
pub(crate) async fn was_answered(
    pool: &PgPool,
    client: Uuid,
    correlation_id: Uuid,
    outcome: &str,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (
             select from dcs.received
             where client_id = $1 and correlation_id = $2 and outcome = $3
         ) as "exists!""#,
        client,
        correlation_id,
        outcome,
    )
    .fetch_one(pool)
    .await
}

/// Removes what was received before `before` and whatever is not among the newest `keep`; at most
/// `limit` rows. Returns how many.
pub(crate) async fn delete_received(
    pool: &PgPool,
    before: DateTime<Utc>,
    keep: i64,
    limit: i64,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!(
        "delete from dcs.received where id in (
             select id from (
                 select id, received_at, row_number() over (order by received_at desc, id desc) as place
                 from dcs.received
             ) as placed
             where received_at < $1 or place > $2
             limit $3
         )",
        before,
        keep,
        limit,
    )
    .execute(pool)
    .await?;
    Ok(done.rows_affected())
}
