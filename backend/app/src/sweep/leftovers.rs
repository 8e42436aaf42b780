use chrono::TimeDelta;

use crate::app::App;
use crate::fault::Fault;

/// How long an idempotency key is remembered.
const IDEMPOTENCY_KEPT: TimeDelta = TimeDelta::hours(24);

/// Drops idempotency keys, console logins and invitations that have lapsed, and endpoints' old secrets
/// that sign nothing any more. Gives how many.
pub(super) async fn drop_leftovers(app: &App) -> Result<u64, Fault> {
    let now = app.now();
    let keys_made_before = now - IDEMPOTENCY_KEPT;
    let lapsed = credence_storage::delete_lapsed(&app.pool, keys_made_before, now).await?;
    let secrets = credence_storage::delete_old_webhook_secrets(&app.pool, now).await?;
    Ok(lapsed + secrets)
}
