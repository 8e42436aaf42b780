use chrono::{DateTime, Utc};
use credence_types::{AccountId, ApiKeyId};
use sqlx::PgPool;

/// A key to be stored.
pub(crate) struct NewKey<'a> {
    pub(crate) account: AccountId,
    pub(crate) id: ApiKeyId,
    pub(crate) kind: &'static str,
    pub(crate) hash: &'a [u8],
    pub(crate) licence_hosts: &'a [String],
    pub(crate) created_at: DateTime<Utc>,
}

/// A key as found by its hash.
pub(crate) struct KeyRow {
    pub(crate) account_id: uuid::Uuid,
    pub(crate) id: uuid::Uuid,
    pub(crate) kind: String,
    pub(crate) key_hash: Vec<u8>,
    pub(crate) licence_hosts: Vec<String>,
}

/// Adds a key.
pub(crate) async fn insert_key(pool: &PgPool, key: NewKey<'_>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into dvs.api_key (account_id, id, kind, key_hash, licence_hosts, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        key.account.as_uuid(),
        key.id.as_uuid(),
        key.kind,
        key.hash,
        key.licence_hosts,
        key.created_at,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The key with this SHA-256 that is not revoked. The one query without the account: the key is
/// what tells whose account it is.
pub(crate) async fn key_by_hash(pool: &PgPool, hash: &[u8]) -> Result<Option<KeyRow>, sqlx::Error> {
    sqlx::query_as!(
        KeyRow,
        "select account_id, id, kind, key_hash, licence_hosts
         from dvs.api_key where key_hash = $1 and revoked_at is null",
        hash,
    )
    .fetch_optional(pool)
    .await
}

/// Ends a key; says whether it was live until now.
pub(crate) async fn set_key_revoked(
    pool: &PgPool,
    account: AccountId,
    id: ApiKeyId,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update dvs.api_key set revoked_at = $3
         where account_id = $1 and id = $2 and revoked_at is null",
        account.as_uuid(),
        id.as_uuid(),
        now,
    )
    .execute(pool)
    .await?;
    Ok(done.rows_affected() == 1)
}
