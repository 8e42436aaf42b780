use axum::extract::State;
use credence_types::WebhookEndpointId;
use http::StatusCode;

use crate::extract::{IntegratorWith, PathIds, WebhooksWrite};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;

/// Delete a webhook endpoint with its secret and its deliveries.
#[utoipa::path(
    delete, path = "/v1/webhook-endpoints/{id}", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The endpoint")),
    responses(
        (status = 204, description = "Deleted"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["webhooks:write"]))
)]
pub(super) async fn delete_webhook_endpoint(
    caller: IntegratorWith<WebhooksWrite>,
    State(state): State<ApiState>,
    PathIds(id): PathIds<WebhookEndpointId>,
) -> Result<StatusCode, Problem> {
    credence_app::delete_webhook_endpoint(state.app(), &caller.integrator, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
