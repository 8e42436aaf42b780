use credence_types::WebhookEndpointId;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::webhooks::WebhookError;

/// Removes an endpoint with its secrets and deliveries (scope `webhooks:write`).
///
/// # Errors
/// When there is no such endpoint.
pub async fn delete_webhook_endpoint(
    app: &App,
    integrator: &Integrator,
    id: WebhookEndpointId,
) -> Result<(), WebhookError> {
    let tenant = integrator.tenant;
    let mut transaction = app.pool.begin().await?;
    if !credence_storage::delete_webhook_endpoint(&mut transaction, tenant, id).await? {
        return Err(WebhookError::NotFound);
    }
    let actor = Actor::Integrator(integrator.key);
    let act = Act::new(tenant, actor, "webhook_endpoint_deleted").with("webhook_endpoint_id", id);
    append(&mut transaction, act, app.now()).await?;
    transaction.commit().await?;
    Ok(())
}
