use sqlx::PgExecutor;
use uuid::Uuid;

use crate::session::SealedKey;
use crate::wrapped_key::{WrappedKeyRow, WrappedKeyTable};

/// The columns of a batch, a row each.
struct Columns {
    tenants: Vec<Uuid>,
    ids: Vec<Uuid>,
    old: Vec<Vec<u8>>,
    new: Vec<Vec<u8>>,
}

/// Puts newly wrapped keys in the place of those that were read. One that was destroyed or changed
/// since is left as it is. Gives how many were put.
///
/// # Errors
/// When the database refuses.
pub async fn set_wrapped_keys(
    executor: impl PgExecutor<'_>,
    table: WrappedKeyTable,
    kek: &str,
    rewrapped: Vec<(WrappedKeyRow, SealedKey)>,
) -> sqlx::Result<u64> {
    let mut columns = Columns {
        tenants: Vec::with_capacity(rewrapped.len()),
        ids: Vec::with_capacity(rewrapped.len()),
        old: Vec::with_capacity(rewrapped.len()),
        new: Vec::with_capacity(rewrapped.len()),
    };
    for (row, new) in rewrapped {
        columns.tenants.push(row.tenant);
        columns.ids.push(row.id);
        columns.old.push(row.sealing_key.bytes);
        columns.new.push(new.bytes);
    }
    match table {
        WrappedKeyTable::SigningKey => set_signing_keys(executor, kek, &columns).await,
        WrappedKeyTable::LookupSecret => set_lookup_secrets(executor, kek, &columns).await,
        WrappedKeyTable::WebhookEndpoint => set_endpoints(executor, kek, &columns).await,
        WrappedKeyTable::Answer => set_answers(executor, kek, &columns).await,
        WrappedKeyTable::Session => set_sessions(executor, kek, &columns).await,
    }
}

async fn set_sessions(
    executor: impl PgExecutor<'_>,
    kek: &str,
    columns: &Columns,
) -> sqlx::Result<u64> {
    sqlx::query!(
        "update credence.session held set sealing_kek = $1, sealing_key = fresh.new
         from unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::bytea[]) fresh (tenant, id, old, new)
         where held.tenant_id = fresh.tenant and held.id = fresh.id and held.sealing_key = fresh.old",
        kek,
        &columns.tenants,
        &columns.ids,
        &columns.old,
        &columns.new,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected())
}

async fn set_endpoints(
    executor: impl PgExecutor<'_>,
    kek: &str,
    columns: &Columns,
) -> sqlx::Result<u64> {
    sqlx::query!(
        "update credence.webhook_endpoint held set sealing_kek = $1, sealing_key = fresh.new
         from unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::bytea[]) fresh (tenant, id, old, new)
         where held.tenant_id = fresh.tenant and held.id = fresh.id and held.sealing_key = fresh.old",
        kek,
        &columns.tenants,
        &columns.ids,
        &columns.old,
        &columns.new,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected())
}

async fn set_answers(
    executor: impl PgExecutor<'_>,
    kek: &str,
    columns: &Columns,
) -> sqlx::Result<u64> {
    sqlx::query!(
        "update credence.idempotency held set answer_kek = $1, answer_key = fresh.new
         from unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::bytea[]) fresh (tenant, id, old, new)
         where held.tenant_id = fresh.tenant and held.claim_id = fresh.id and held.answer_key = fresh.old",
        kek,
        &columns.tenants,
        &columns.ids,
        &columns.old,
        &columns.new,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected())
}

async fn set_signing_keys(
    executor: impl PgExecutor<'_>,
    kek: &str,
    columns: &Columns,
) -> sqlx::Result<u64> {
    sqlx::query!(
        "update credence.signing_key held set sealing_kek = $1, sealing_key = fresh.new
         from unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::bytea[]) fresh (tenant, id, old, new)
         where held.id = fresh.id and held.sealing_key = fresh.old",
        kek,
        &columns.tenants,
        &columns.ids,
        &columns.old,
        &columns.new,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected())
}

async fn set_lookup_secrets(
    executor: impl PgExecutor<'_>,
    kek: &str,
    columns: &Columns,
) -> sqlx::Result<u64> {
    sqlx::query!(
        "update credence.lookup_secret held set sealing_kek = $1, sealing_key = fresh.new
         from unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::bytea[]) fresh (tenant, id, old, new)
         where held.id = fresh.id and held.sealing_key = fresh.old",
        kek,
        &columns.tenants,
        &columns.ids,
        &columns.old,
        &columns.new,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected())
}
