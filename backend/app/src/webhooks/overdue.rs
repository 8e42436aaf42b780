use chrono::TimeDelta;

use crate::app::App;
use crate::fault::Fault;
use crate::webhooks::queue_deliveries;

/// A delivery with a job is begun long before.
const OVERDUE_AFTER: TimeDelta = TimeDelta::minutes(2);
const MOST: u32 = 1_000;

/// Queues the deliveries whose job was lost: a process that ended between making a session and
/// queueing its webhooks leaves some. Those that have a job keep it.
pub(crate) async fn queue_overdue(app: &App) -> Result<(), Fault> {
    let before = app.now() - OVERDUE_AFTER;
    let overdue =
        credence_storage::list_overdue_webhook_deliveries(&app.pool, before, MOST).await?;
    if overdue.is_empty() {
        return Ok(());
    }
    let mut connection = app.pool.acquire().await?;
    for (tenant, delivery) in overdue {
        queue_deliveries(app, &mut connection, tenant, &[delivery]).await?;
    }
    Ok(())
}
