use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// A client's pair of certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClientCertificateRow {
    pub(crate) client_id: Uuid,
    pub(crate) signing_certificate: Vec<u8>,
    pub(crate) encryption_certificate: Vec<u8>,
}

/// What a client has used of its quota.
pub(crate) struct QuotaRow {
    pub(crate) quota: Option<i64>,
    pub(crate) checks_made: i64,
}

/// Adds the client, or finds it by its name; a quota given replaces the former one. Returns its id.
pub(crate) async fn upsert_client(
    connection: &mut PgConnection,
    name: &str,
    quota: Option<i64>,
    now: DateTime<Utc>,
) -> Result<Uuid, sqlx::Error> {
    sqlx::query_scalar!(
        "insert into dcs.client (id, name, quota, created_at) values ($1, $2, $3, $4)
         on conflict (name) do update set quota = coalesce(excluded.quota, dcs.client.quota)
         returning id",
        Uuid::new_v4(),
        name,
        quota,
        now,
    )
    .fetch_one(connection)
    .await
}

/// Adds a pair of certificates, or replaces what belongs to the signing certificate; `false` when
/// another client signs with it.
pub(crate) async fn upsert_client_certificate(
    connection: &mut PgConnection,
    thumbprint: &str,
    row: &ClientCertificateRow,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "insert into dcs.client_certificate
             (signing_thumbprint, client_id, signing_certificate, encryption_certificate, enrolled_at)
         values ($1, $2, $3, $4, $5)
         on conflict (signing_thumbprint) do update
             set encryption_certificate = excluded.encryption_certificate
             where dcs.client_certificate.client_id = excluded.client_id",
        thumbprint,
        row.client_id,
        row.signing_certificate,
        row.encryption_certificate,
        now,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The certificates of all clients, always in the same order.
pub(crate) async fn list_client_certificates(
    pool: &PgPool,
) -> Result<Vec<ClientCertificateRow>, sqlx::Error> {
    sqlx::query_as!(
        ClientCertificateRow,
        "select client_id, signing_certificate, encryption_certificate
         from dcs.client_certificate order by signing_thumbprint",
    )
    .fetch_all(pool)
    .await
}

/// Counts one more check of a client; `None` when its quota is used up.
pub(crate) async fn claim_check(
    pool: &PgPool,
    client: Uuid,
) -> Result<Option<QuotaRow>, sqlx::Error> {
    sqlx::query_as!(
        QuotaRow,
        "update dcs.client set checks_made = checks_made + 1
         where id = $1 and (quota is null or checks_made < quota)
         returning quota, checks_made",
        client,
    )
    .fetch_optional(pool)
    .await
}

/// The quota of a client.
pub(crate) async fn quota_by_client(
    pool: &PgPool,
    client: Uuid,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar!("select quota from dcs.client where id = $1", client)
        .fetch_one(pool)
        .await
}
