use axum::Json;
use axum::extract::State;
use credence_types::WebhookEndpointId;
use http::StatusCode;

use crate::extract::{IntegratorWith, PathIds, WebhooksWrite};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::WebhookDelivery;

/// Send a `webhook.test` to an endpoint, whatever it listens to.
#[utoipa::path(
    post, path = "/v1/webhook-endpoints/{id}/test", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The endpoint")),
    responses(
        (status = 202, description = "On its way", body = WebhookDelivery),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`endpoint_disabled`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["webhooks:write"]))
)]
pub(super) async fn test_webhook_endpoint(
    caller: IntegratorWith<WebhooksWrite>,
    State(state): State<ApiState>,
    PathIds(id): PathIds<WebhookEndpointId>,
) -> Result<(StatusCode, Json<WebhookDelivery>), Problem> {
    let delivery = credence_app::test_webhook_endpoint(state.app(), &caller.integrator, id).await?;
    Ok((StatusCode::ACCEPTED, Json(delivery.into())))
}
