use axum::Json;
use axum::extract::State;

use crate::extract::{IntegratorWith, WebhooksWrite};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::wire::WebhookEndpointList;

/// List the webhook endpoints, oldest first.
#[utoipa::path(
    get, path = "/v1/webhook-endpoints", tag = "webhooks",
    responses(
        (status = 200, description = "Every endpoint", body = WebhookEndpointList),
    ),
    security(("integrator_key" = ["webhooks:write"]))
)]
pub(super) async fn list_webhook_endpoints(
    caller: IntegratorWith<WebhooksWrite>,
    State(state): State<ApiState>,
) -> Result<Json<WebhookEndpointList>, Problem> {
    let all = credence_app::list_webhook_endpoints(state.app(), &caller.integrator).await?;
    Ok(Json(all.into()))
}
