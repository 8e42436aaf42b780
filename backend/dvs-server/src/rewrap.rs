use credence_objects::{KeyOwner, Keyring, WrappedKey};
use credence_types::{AccountId, ErrorChain, RequestId};
use sqlx::PgPool;
use uuid::Uuid;

use crate::store::wrapped_keys::{self, RewrappedColumns, WrappedRow};

/// Keys rewrapped in one statement: few enough that nobody waits for their rows.
const BATCH: i64 = 500;

/// What moving keys to the current master key came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rewrapped {
    /// Keys that the current master key wraps now.
    pub moved: u64,
    /// Keys that did not open and were left as they are.
    pub unreadable: u64,
}

/// Requests' keys could not be rewrapped or counted.
#[derive(Debug, thiserror::Error)]
#[error("looking through the keys of requests")]
pub struct RewrapError(#[from] sqlx::Error);

/// How many requests' keys each master key wraps.
///
/// # Errors
/// When the database is away.
pub async fn count_wrapped_keys(pool: &PgPool) -> Result<Vec<(String, i64)>, RewrapError> {
    Ok(wrapped_keys::count_wrapped_keys(pool).await?)
}

/// Wraps requests' keys with the keyring's current master key, batch by batch. Whatever ends it, doing
/// it again goes on where it ended; keys that are destroyed meanwhile stay destroyed.
///
/// # Errors
/// When the database is away.
pub async fn rewrap_keys(pool: &PgPool, keyring: &Keyring) -> Result<Rewrapped, RewrapError> {
    let current = keyring.current();
    let mut after = (Uuid::nil(), Uuid::nil());
    let mut sum = Rewrapped::default();
    loop {
        let rows = wrapped_keys::list_wrapped_otherwise(pool, &current, after, BATCH).await?;
        let Some(last) = rows.last().map(|row| (row.account, row.id)) else {
            return Ok(sum);
        };
        let is_last = i64::try_from(rows.len()).unwrap_or(BATCH) < BATCH;
        let (columns, unreadable) = rewrapped(keyring, rows);
        sum.unreadable += unreadable;
        sum.moved += wrapped_keys::set_wrapped_keys(pool, &current, &columns).await?;
        if is_last {
            return Ok(sum);
        }
        after = last;
    }
}

fn rewrapped(keyring: &Keyring, rows: Vec<WrappedRow>) -> (RewrappedColumns, u64) {
    let mut columns = RewrappedColumns {
        accounts: Vec::with_capacity(rows.len()),
        ids: Vec::with_capacity(rows.len()),
        old: Vec::with_capacity(rows.len()),
        new: Vec::with_capacity(rows.len()),
    };
    let mut unreadable = 0;
    for row in rows {
        let owner = KeyOwner::dvs_request(
            AccountId::from_uuid(row.account),
            RequestId::from_uuid(row.id),
        );
        let wrapped = WrappedKey {
            kek_id: row.kek_id,
            bytes: row.wrapped_key,
        };
        match keyring.rewrap(&wrapped, &owner) {
            Ok(Some(fresh)) => {
                columns.accounts.push(row.account);
                columns.ids.push(row.id);
                columns.old.push(wrapped.bytes);
                columns.new.push(fresh.bytes);
            }
            Ok(None) => {}
            Err(error) => {
                tracing::error!(
                    id = %row.id, error = %ErrorChain(&error),
                    "a request's key does not open and was left as it is"
                );
                unreadable += 1;
            }
        }
    }
    (columns, unreadable)
}
