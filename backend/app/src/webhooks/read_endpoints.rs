use credence_storage::WebhookEndpointRow;
use credence_types::WebhookEndpointId;

use crate::app::App;
use crate::authenticate::Integrator;
use crate::fault::Fault;
use crate::webhooks::{WebhookEndpoint, WebhookError};

/// A tenant's endpoints (scope `webhooks:write`), oldest first.
///
/// # Errors
/// When the database is out of reach.
pub async fn list_webhook_endpoints(
    app: &App,
    integrator: &Integrator,
) -> Result<Vec<WebhookEndpoint>, Fault> {
    let rows = credence_storage::list_webhook_endpoints(&app.pool, integrator.tenant).await?;
    let now = app.now();
    rows.iter()
        .map(|row| WebhookEndpoint::of(row, now))
        .collect()
}

/// One endpoint (scope `webhooks:write`).
///
/// # Errors
/// When there is no such endpoint.
pub async fn webhook_endpoint(
    app: &App,
    integrator: &Integrator,
    id: WebhookEndpointId,
) -> Result<WebhookEndpoint, WebhookError> {
    let row = endpoint_row(app, integrator, id).await?;
    Ok(WebhookEndpoint::of(&row, app.now())?)
}

pub(crate) async fn endpoint_row(
    app: &App,
    integrator: &Integrator,
    id: WebhookEndpointId,
) -> Result<WebhookEndpointRow, WebhookError> {
    credence_storage::webhook_endpoint_by_id(&app.pool, integrator.tenant, id)
        .await?
        .ok_or(WebhookError::NotFound)
}
