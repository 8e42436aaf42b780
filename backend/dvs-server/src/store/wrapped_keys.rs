use sqlx::PgPool;
use uuid::Uuid;

/// A request's key as it is stored.
pub(crate) struct WrappedRow {
    pub(crate) account: Uuid,
    pub(crate) id: Uuid,
    pub(crate) kek_id: String,
    pub(crate) wrapped_key: Vec<u8>,
}

/// A batch, a row each.
pub(crate) struct RewrappedColumns {
    pub(crate) accounts: Vec<Uuid>,
    pub(crate) ids: Vec<Uuid>,
    pub(crate) old: Vec<Vec<u8>>,
    pub(crate) new: Vec<Vec<u8>>,
}

/// Requests whose key another master key than `kek` wraps, from `after` on. A destroyed key has no
/// master key.
pub(crate) async fn list_wrapped_otherwise(
    pool: &PgPool,
    kek: &str,
    (account, id): (Uuid, Uuid),
    limit: i64,
) -> Result<Vec<WrappedRow>, sqlx::Error> {
    sqlx::query_as!(
        WrappedRow,
        "select account_id as account, id, kek_id, wrapped_key
         from dvs.request
         where (account_id, id) > ($2, $3) and kek_id <> $1 and kek_id <> ''
         order by account_id, id
         limit $4",
        kek,
        account,
        id,
        limit,
    )
    .fetch_all(pool)
    .await
}

/// Puts newly wrapped keys in the place of those that were read, where they are still there.
pub(crate) async fn set_wrapped_keys(
    pool: &PgPool,
    kek: &str,
    columns: &RewrappedColumns,
) -> Result<u64, sqlx::Error> {
    sqlx::query!(
        "update dvs.request held set kek_id = $1, wrapped_key = fresh.new
         from unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::bytea[]) fresh (account, id, old, new)
         where held.account_id = fresh.account and held.id = fresh.id
             and held.wrapped_key = fresh.old",
        kek,
        &columns.accounts,
        &columns.ids,
        &columns.old,
        &columns.new,
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected())
}

/// How many keys each master key wraps.
pub(crate) async fn count_wrapped_keys(pool: &PgPool) -> Result<Vec<(String, i64)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select kek_id, count(*) as "count!" from dvs.request
           where kek_id <> '' group by kek_id order by kek_id"#,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.kek_id, row.count))
        .collect())
}
