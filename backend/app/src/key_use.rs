//! When integrators' keys were last used. Calls only note it in memory; every minute what was noted is
//! written in one statement, so that no call waits for it and a busy key costs one write a minute.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use credence_storage::KeyUse;
use credence_types::{ApiKeyId, ErrorChain, TenantId};
use tokio::time::interval;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::fault::Fault;

const WRITE_EVERY: Duration = Duration::from_secs(60);

/// What was noted since the last writing.
#[derive(Default)]
pub(crate) struct KeyUses(Mutex<HashMap<(TenantId, ApiKeyId), DateTime<Utc>>>);

impl fmt::Debug for KeyUses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyUses").finish_non_exhaustive()
    }
}

impl KeyUses {
    /// A key that was checked is used.
    pub(crate) fn note(&self, tenant: TenantId, key: ApiKeyId, at: DateTime<Utc>) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let latest = noted.entry((tenant, key)).or_insert(at);
        *latest = at.max(*latest);
    }

    fn take(&self) -> Vec<KeyUse> {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted
            .drain()
            .map(|((tenant, key), at)| KeyUse { tenant, key, at })
            .collect()
    }
}

/// Writes which keys were used since the last time.
///
/// # Errors
/// When the database is out of reach; it is written with the next then.
pub async fn write_key_uses(app: &App) -> Result<(), Fault> {
    let uses = app.key_uses.take();
    if uses.is_empty() {
        return Ok(());
    }
    let written = credence_storage::set_integrator_keys_used(&app.pool, &uses).await;
    if written.is_err() {
        for used in uses {
            app.key_uses.note(used.tenant, used.key, used.at);
        }
    }
    Ok(written?)
}

/// Writes them every minute until cancelled, and once more then.
pub async fn follow_key_uses(app: Arc<App>, cancel: CancellationToken) {
    let mut ticks = interval(WRITE_EVERY);
    loop {
        let is_over = cancel.run_until_cancelled(ticks.tick()).await.is_none();
        if let Err(error) = write_key_uses(&app).await {
            tracing::warn!(error = %ErrorChain(&error), "could not write which keys were used");
        }
        if is_over {
            return;
        }
    }
}
