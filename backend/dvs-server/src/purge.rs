use std::time::Duration;

use chrono::{DateTime, Utc};
use credence_objects::{ObjectKey, ObjectKeyError};
use credence_types::{AccountId, ErrorChain, RequestId};
use tokio_util::sync::CancellationToken;

use crate::state::DvsState;
use crate::store;

/// Requests looked up at a time.
const BATCH: i64 = 200;

/// What one round of the retention task did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PurgeReport {
    /// Requests whose key, images and result are gone now.
    pub destroyed: u64,
    /// Requests left for the next round, because the object store or the database refused.
    pub failed: u64,
}

/// The retention task could not look up what is due.
#[derive(Debug, thiserror::Error)]
#[error("listing requests whose content must go")]
pub struct PurgeError(#[from] sqlx::Error);

/// One content could not be destroyed entirely; the next round tries again.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DestroyError {
    #[error("updating a request whose content must go")]
    Database(#[from] sqlx::Error),
    #[error("deleting a sealed image")]
    Objects(#[from] credence_objects::ObjectError),
    #[error("reading where a sealed image lies")]
    ObjectKey(#[from] ObjectKeyError),
}

/// Expires requests that nobody verified and destroys the content of all that are past their
/// retention: first the key, which makes everything unreadable, then the objects. Doing it twice,
/// or in two processes at once, does no harm.
///
/// # Errors
/// When the database is away. A single request that fails is counted, logged and left for later.
pub async fn purge(state: &DvsState) -> Result<PurgeReport, PurgeError> {
    let now = state.clock.now();
    let mut report = PurgeReport::default();
    loop {
        let due = store::retention::list_due_requests(&state.pool, now, BATCH).await?;
        let is_last = due.len() < usize::try_from(BATCH).unwrap_or(usize::MAX);
        let failed_before = report.failed;
        for request in due {
            let account = AccountId::from_uuid(request.account_id);
            let id = RequestId::from_uuid(request.id);
            match destroy(state, account, id, now).await {
                Ok(()) => report.destroyed += 1,
                Err(error) => {
                    report.failed += 1;
                    let error = ErrorChain(&error);
                    tracing::warn!(request = %id, %error, "content past its retention stays");
                }
            }
        }
        // A failed one would be listed again at once.
        if is_last || report.failed > failed_before {
            metrics::counter!("dvs_contents_destroyed_total").increment(report.destroyed);
            return Ok(report);
        }
    }
}

/// Runs [`purge`] every `interval` until told to stop.
pub async fn run_purge(state: DvsState, interval: Duration, stop: CancellationToken) {
    let mut rounds = tokio::time::interval(interval);
    rounds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = rounds.tick() => {}
        }
        match purge(&state).await {
            Ok(report) if report != PurgeReport::default() => {
                tracing::info!(
                    report.destroyed,
                    report.failed,
                    "destroyed content past its retention"
                );
            }
            Ok(_nothing) => {}
            Err(error) => {
                let error = ErrorChain(&error);
                tracing::error!(%error, "the retention task could not run");
            }
        }
    }
}

/// Destroys a request's content ahead of its retention; doing it twice does no harm. `false` when it is
/// no request of this account.
pub(crate) async fn destroy_early(
    state: &DvsState,
    account: AccountId,
    id: RequestId,
) -> Result<bool, DestroyError> {
    let now = state.clock.now();
    if !store::retention::set_key_destroyed_early(&state.pool, account, id, now).await? {
        return Ok(false);
    }
    delete_images(state, account, id, now).await?;
    Ok(true)
}

async fn destroy(
    state: &DvsState,
    account: AccountId,
    id: RequestId,
    now: DateTime<Utc>,
) -> Result<(), DestroyError> {
    if !store::retention::set_key_destroyed(&state.pool, account, id, now).await? {
        return Ok(());
    }
    delete_images(state, account, id, now).await
}

async fn delete_images(
    state: &DvsState,
    account: AccountId,
    id: RequestId,
    now: DateTime<Utc>,
) -> Result<(), DestroyError> {
    for image in store::images::list_images(&state.pool, account, id).await? {
        let key: ObjectKey = image.object_key.parse()?;
        state.objects.delete(&key).await?;
    }
    store::retention::set_content_destroyed(&state.pool, account, id, now).await?;
    Ok(())
}
