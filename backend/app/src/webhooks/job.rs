use credence_jobs::NewJob;
use credence_types::{ErrorChain, TenantId, WebhookDeliveryId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::app::App;
use crate::fault::Fault;

/// The kind of the jobs that send a webhook.
pub(crate) const WEBHOOK: &str = "webhook";

/// Faults of ours in a row after which a delivery is given up. What a receiver does is counted with
/// the delivery instead.
const MOST_FAULTS: u32 = 50;

/// What a job is about.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WebhookJob {
    pub(crate) delivery: WebhookDeliveryId,
}

/// The key under which a delivery has one job at most.
pub(crate) fn dedupe_key(tenant: TenantId, delivery: WebhookDeliveryId) -> String {
    format!("{WEBHOOK}:{tenant}:{delivery}")
}

/// Queues a job for each delivery, as part of the caller's transaction.
pub(crate) async fn queue_deliveries(
    app: &App,
    connection: &mut PgConnection,
    tenant: TenantId,
    deliveries: &[WebhookDeliveryId],
) -> Result<(), Fault> {
    for delivery in deliveries {
        let job = WebhookJob {
            delivery: *delivery,
        };
        let job = NewJob {
            tenant,
            kind: WEBHOOK,
            payload: serde_json::to_value(job).map_err(|_| Fault::Corrupt("a job"))?,
            max_attempts: MOST_FAULTS,
            dedupe_key: Some(dedupe_key(tenant, *delivery)),
        };
        app.queue.enqueue(&mut *connection, job).await?;
    }
    Ok(())
}

/// Queues the deliveries of an event that was committed on its own. What fails here is left to the
/// sweep, since the event and its deliveries are kept.
pub(crate) async fn queue_deliveries_or_leave(
    app: &App,
    tenant: TenantId,
    deliveries: &[WebhookDeliveryId],
) {
    if deliveries.is_empty() {
        return;
    }
    let queued = async {
        let mut connection = app.pool.acquire().await?;
        queue_deliveries(app, &mut connection, tenant, deliveries).await
    };
    if let Err(fault) = queued.await {
        tracing::warn!(error = %ErrorChain(&fault), "queue webhooks; the sweep will");
    }
}
