use credence_types::{EventId, WebhookEndpointId};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::events::EventType;
use crate::webhooks::list_deliveries::{WebhookDelivery, delivery_row};
use crate::webhooks::read_endpoints::endpoint_row;
use crate::webhooks::{WebhookError, queue_deliveries};

/// Sends an event `webhook.test` to one endpoint, whatever it listens to (scope `webhooks:write`).
/// Gives the delivery, on its way.
///
/// # Errors
/// When there is no such endpoint or it is disabled.
pub async fn test_webhook_endpoint(
    app: &App,
    integrator: &Integrator,
    id: WebhookEndpointId,
) -> Result<WebhookDelivery, WebhookError> {
    let tenant = integrator.tenant;
    endpoint_row(app, integrator, id).await?;
    let now = app.now();
    let event = (EventId::new(now), EventType::WebhookTest.as_str());
    let mut transaction = app.pool.begin().await?;
    let delivery = credence_storage::insert_trial_event(&mut *transaction, tenant, id, event, now)
        .await?
        .ok_or(WebhookError::Disabled)?;
    queue_deliveries(app, &mut transaction, tenant, &[delivery]).await?;
    let actor = Actor::Integrator(integrator.key);
    let act = Act::new(tenant, actor, "webhook_endpoint_tested")
        .with("webhook_endpoint_id", id)
        .with("webhook_delivery_id", delivery);
    append(&mut transaction, act, now).await?;
    transaction.commit().await?;
    let row = delivery_row(app, integrator, delivery).await?;
    Ok(WebhookDelivery::of(row)?)
}
