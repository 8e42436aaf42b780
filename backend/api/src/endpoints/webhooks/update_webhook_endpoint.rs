use axum::Json;
use axum::extract::State;
use credence_types::WebhookEndpointId;

use crate::extract::{IntegratorWith, JsonBody, PathIds, WebhooksWrite};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{UpdateWebhookEndpointBody, WebhookEndpoint};

/// Change a webhook endpoint, or switch it off and on.
///
/// Switching it on forgets past failures.
#[utoipa::path(
    patch, path = "/v1/webhook-endpoints/{id}", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The endpoint")),
    request_body = UpdateWebhookEndpointBody,
    responses(
        (status = 200, description = "The endpoint as it is now", body = WebhookEndpoint),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_url`, `invalid_description`, `invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["webhooks:write"]))
)]
pub(super) async fn update_webhook_endpoint(
    caller: IntegratorWith<WebhooksWrite>,
    State(state): State<ApiState>,
    PathIds(id): PathIds<WebhookEndpointId>,
    JsonBody(body): JsonBody<UpdateWebhookEndpointBody>,
) -> Result<Json<WebhookEndpoint>, Problem> {
    let change = body.into();
    let endpoint =
        credence_app::change_webhook_endpoint(state.app(), &caller.integrator, id, change).await?;
    Ok(Json(endpoint.into()))
}
