use axum::Json;
use axum::extract::State;
use credence_types::WebhookEndpointId;

use crate::extract::{IntegratorWith, PathIds, WebhooksWrite};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::WebhookEndpoint;

/// Read a webhook endpoint.
#[utoipa::path(
    get, path = "/v1/webhook-endpoints/{id}", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The endpoint")),
    responses(
        (status = 200, description = "The endpoint, without its secret", body = WebhookEndpoint),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["webhooks:write"]))
)]
pub(super) async fn read_webhook_endpoint(
    caller: IntegratorWith<WebhooksWrite>,
    State(state): State<ApiState>,
    PathIds(id): PathIds<WebhookEndpointId>,
) -> Result<Json<WebhookEndpoint>, Problem> {
    let endpoint = credence_app::webhook_endpoint(state.app(), &caller.integrator, id).await?;
    Ok(Json(endpoint.into()))
}
