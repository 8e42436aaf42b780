use credence_types::TenantId;

use crate::app::App;
use crate::fault::Fault;
use crate::retention::{InForce, days_before};

/// Rows of one statement.
const BATCH: i64 = 1_000;
/// No tenant holds up the others: what is left is due in a minute too.
const MOST_BATCHES: u32 = 50;

/// Drops a tenant's events and webhook deliveries whose time is over, but no delivery that is still to be
/// made. Gives how many.
pub(super) async fn drop_old_history(
    app: &App,
    tenant: TenantId,
    in_force: &InForce,
) -> Result<u64, Fault> {
    let (now, policy) = (app.now(), &in_force.policy);
    let mut dropped = 0;
    let until = days_before(now, policy.webhook_deliveries_days);
    for _ in 0..MOST_BATCHES {
        let some = credence_storage::delete_old_webhook_deliveries(&app.pool, tenant, until, BATCH)
            .await?;
        dropped += some;
        if some == 0 {
            break;
        }
    }
    let until = days_before(now, policy.events_days);
    for _ in 0..MOST_BATCHES {
        let some = credence_storage::delete_old_events(&app.pool, tenant, until, BATCH).await?;
        dropped += some;
        if some == 0 {
            break;
        }
    }
    Ok(dropped)
}
