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

/// The statement of every table: what is set where, the rows being `fresh`.
macro_rules! put {
    ($set:tt, $condition:tt, ($executor:expr, $kek:expr, $columns:expr)) => {
        sqlx::query!(
            "update credence."
                + $set
                + "
             from unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::bytea[])
                 fresh (tenant, id, old, new)
             where "
                + $condition,
            $kek,
            &$columns.tenants,
            &$columns.ids,
            &$columns.old,
            &$columns.new,
        )
        .execute($executor)
        .await
        .map(|done| done.rows_affected())
    };
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
        WrappedKeyTable::SigningKey => put!(
            "signing_key held set sealing_kek = $1, sealing_key = fresh.new",
            "held.id = fresh.id and held.sealing_key = fresh.old",
            (executor, kek, columns)
        ),
        WrappedKeyTable::LookupSecret => put!(
            "lookup_secret held set sealing_kek = $1, sealing_key = fresh.new",
            "held.id = fresh.id and held.sealing_key = fresh.old",
            (executor, kek, columns)
        ),
        WrappedKeyTable::WebhookEndpoint => put!(
            "webhook_endpoint held set sealing_kek = $1, sealing_key = fresh.new",
            "held.tenant_id = fresh.tenant and held.id = fresh.id and held.sealing_key = fresh.old",
            (executor, kek, columns)
        ),
        WrappedKeyTable::Answer => put!(
            "idempotency held set answer_kek = $1, answer_key = fresh.new",
            "held.tenant_id = fresh.tenant and held.claim_id = fresh.id and held.answer_key = fresh.old",
            (executor, kek, columns)
        ),
        WrappedKeyTable::Session => put!(
            "session held set sealing_kek = $1, sealing_key = fresh.new",
            "held.tenant_id = fresh.tenant and held.id = fresh.id and held.sealing_key = fresh.old",
            (executor, kek, columns)
        ),
    }
}
