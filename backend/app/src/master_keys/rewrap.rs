use credence_objects::{KeyOwner, WrappedKey};
use credence_storage::{SealedKey, WrappedKeyRow, WrappedKeyTable};
use credence_types::{ErrorChain, SessionId, TenantId, WebhookEndpointId};
use uuid::Uuid;

use crate::app::App;
use crate::fault::Fault;

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

/// Wraps a table's keys with the current master key, batch by batch, each batch in a statement of its
/// own: whatever ends it, doing it again goes on where it ended. Keys that are destroyed meanwhile stay
/// destroyed. What the keys seal is not touched.
///
/// # Errors
/// When the database is out of reach.
pub async fn rewrap_keys(app: &App, table: WrappedKeyTable) -> Result<Rewrapped, Fault> {
    let current = app.vault.keyring.current();
    let mut after = (Uuid::nil(), Uuid::nil());
    let mut sum = Rewrapped::default();
    loop {
        let rows =
            credence_storage::list_wrapped_otherwise(&app.pool, table, &current, after, BATCH)
                .await?;
        let Some(last) = rows.last().map(|row| (row.tenant, row.id)) else {
            return Ok(sum);
        };
        let is_last = i64::try_from(rows.len()).unwrap_or(BATCH) < BATCH;
        let mut fresh = Vec::with_capacity(rows.len());
        for row in rows {
            match rewrapped(app, table, &row) {
                Ok(Some(key)) => fresh.push((row, key)),
                Ok(None) => {}
                Err(error) => {
                    tracing::error!(
                        kind = table.as_str(), id = %row.id, error = %ErrorChain(&error),
                        "a stored key does not open and was left as it is"
                    );
                    sum.unreadable += 1;
                }
            }
        }
        sum.moved += credence_storage::set_wrapped_keys(&app.pool, table, &current, fresh).await?;
        if is_last {
            return Ok(sum);
        }
        after = last;
    }
}

fn rewrapped(
    app: &App,
    table: WrappedKeyTable,
    row: &WrappedKeyRow,
) -> Result<Option<SealedKey>, Fault> {
    let wrapped = WrappedKey {
        kek_id: row.sealing_key.kek.clone(),
        bytes: row.sealing_key.bytes.clone(),
    };
    let fresh = app.vault.keyring.rewrap(&wrapped, &owner(table, row))?;
    Ok(fresh.map(|fresh| SealedKey {
        kek: fresh.kek_id,
        bytes: fresh.bytes,
    }))
}

fn owner(table: WrappedKeyTable, row: &WrappedKeyRow) -> KeyOwner {
    let tenant = TenantId::from_uuid(row.tenant);
    match table {
        WrappedKeyTable::SigningKey => KeyOwner::signing_key(row.id),
        WrappedKeyTable::LookupSecret => KeyOwner::lookup_secret(row.id),
        WrappedKeyTable::WebhookEndpoint => {
            KeyOwner::webhook_endpoint(tenant, WebhookEndpointId::from_uuid(row.id))
        }
        WrappedKeyTable::Answer => KeyOwner::answer(tenant, row.id),
        WrappedKeyTable::Session => KeyOwner::session(tenant, SessionId::from_uuid(row.id)),
    }
}
