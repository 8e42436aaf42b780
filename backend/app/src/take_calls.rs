use std::time::Duration;

use credence_storage::{CallLease, CallRate};

use crate::app::App;
use crate::credential::IntegratorKey;
use crate::fault::Fault;

/// Takes up to `wanted` calls out of what the replicas together allow the key: `burst` at once, then
/// one more after each `refill`. `None` for a key that is not good; the use case refuses it.
///
/// # Errors
/// When the database is out of reach.
pub async fn take_calls(
    app: &App,
    key: &IntegratorKey,
    (burst, refill): (u32, Duration),
    wanted: u32,
) -> Result<Option<CallLease>, Fault> {
    let count = |number| i32::try_from(number).unwrap_or(i32::MAX);
    let rate = CallRate {
        burst: count(burst),
        refill_seconds: refill.as_secs_f64().max(1e-9),
    };
    let holder = (key.tenant, key.id);
    Ok(credence_storage::take_calls(&app.pool, holder, &key.hash, rate, count(wanted)).await?)
}
