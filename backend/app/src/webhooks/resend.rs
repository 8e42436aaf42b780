use credence_types::WebhookDeliveryId;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::webhooks::job::dedupe_key;
use crate::webhooks::list_deliveries::{WebhookDelivery, delivery_row};
use crate::webhooks::read_endpoints::endpoint_row;
use crate::webhooks::{WebhookError, queue_deliveries};

/// Sends a delivery again from the start of its schedule, whatever became of it (scope
/// `webhooks:write`). It keeps its `webhook-id`, so that a receiver can tell that it had it.
///
/// # Errors
/// When there is no such delivery or its endpoint is disabled.
pub async fn resend_webhook_delivery(
    app: &App,
    integrator: &Integrator,
    id: WebhookDeliveryId,
) -> Result<WebhookDelivery, WebhookError> {
    let row = delivery_row(app, integrator, id).await?;
    let endpoint = endpoint_row(app, integrator, row.endpoint).await?;
    if endpoint.disabled_at.is_some() {
        return Err(WebhookError::Disabled);
    }
    let now = app.now();
    let tenant = integrator.tenant;
    let mut transaction = app.pool.begin().await?;
    if !credence_storage::set_webhook_delivery_again(&mut *transaction, tenant, id, now).await? {
        return Err(WebhookError::NotFound);
    }
    queue_deliveries(app, &mut transaction, tenant, &[id]).await?;
    app.queue
        .hasten(&mut transaction, tenant, &dedupe_key(tenant, id))
        .await?;
    let actor = Actor::Integrator(integrator.key);
    let act = Act::new(tenant, actor, "webhook_resent")
        .with("webhook_endpoint_id", row.endpoint)
        .with("webhook_delivery_id", id);
    append(&mut transaction, act, now).await?;
    transaction.commit().await?;
    Ok(WebhookDelivery::of(
        delivery_row(app, integrator, id).await?,
    )?)
}
