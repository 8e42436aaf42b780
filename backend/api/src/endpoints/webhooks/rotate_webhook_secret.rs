use axum::Json;
use axum::extract::State;
use credence_types::WebhookEndpointId;

use crate::extract::{IntegratorWith, JsonBody, PathIds, WebhooksWrite};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{RotateSecretBody, WebhookEndpointWithSecret};

/// Give a webhook endpoint a new secret.
///
/// The old one signs beside it for a day, or as long as you say, so that `webhook-signature` holds two
/// signatures: take a delivery when either verifies.
#[utoipa::path(
    post, path = "/v1/webhook-endpoints/{id}/rotate-secret", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The endpoint")),
    request_body = RotateSecretBody,
    responses(
        (status = 200, description = "The endpoint; the new secret is shown this once", body = WebhookEndpointWithSecret),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_overlap`, `invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["webhooks:write"]))
)]
pub(super) async fn rotate_webhook_secret(
    caller: IntegratorWith<WebhooksWrite>,
    State(state): State<ApiState>,
    PathIds(id): PathIds<WebhookEndpointId>,
    JsonBody(body): JsonBody<RotateSecretBody>,
) -> Result<Json<WebhookEndpointWithSecret>, Problem> {
    let overlap = body.overlap();
    let rotated =
        credence_app::rotate_webhook_secret(state.app(), &caller.integrator, id, overlap).await?;
    Ok(Json(rotated.into()))
}
