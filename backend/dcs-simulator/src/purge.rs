use std::time::Duration;

use chrono::TimeDelta;
use credence_types::ErrorChain;
use tokio_util::sync::CancellationToken;

use crate::received::ReceivedError;
use crate::state::SimulatorState;
use crate::store::received::delete_received;

/// How long, and how many at most, received requests are kept.
const KEPT_FOR: TimeDelta = TimeDelta::days(30);
const KEPT_AT_MOST: i64 = 10_000;
/// Rows removed by one statement.
const BATCH: i64 = 5_000;
const EVERY: Duration = Duration::from_secs(600);

/// Removes received requests older than 30 days and all but the newest 10,000; says how many.
///
/// # Errors
/// When the database refuses.
pub async fn purge(state: &SimulatorState) -> Result<u64, ReceivedError> {
    let before = state.clock.now() - KEPT_FOR;
    let mut removed = 0;
    loop {
        let count = delete_received(&state.pool, before, KEPT_AT_MOST, BATCH).await?;
        removed += count;
        if count < BATCH.unsigned_abs() {
            return Ok(removed);
        }
    }
}

/// Runs [`purge`] every ten minutes until told to stop.
pub(crate) async fn run_purge(state: SimulatorState, stop: CancellationToken) {
    let mut rounds = tokio::time::interval(EVERY);
    rounds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    while stop.run_until_cancelled(rounds.tick()).await.is_some() {
        if let Err(error) = purge(&state).await {
            let error = ErrorChain(&error);
            tracing::warn!(%error, "old received requests stay for now");
        }
    }
}
