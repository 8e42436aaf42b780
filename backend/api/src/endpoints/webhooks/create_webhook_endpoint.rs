use axum::Json;
use axum::extract::State;
use http::StatusCode;

use crate::extract::{IntegratorWith, JsonBody, WebhooksWrite};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{CreateWebhookEndpointBody, WebhookEndpointWithSecret};

/// Make a webhook endpoint.
///
/// It is told of what happens from now on, by Standard Webhooks 1.0.0: any 2xx within 15 seconds takes a
/// delivery; anything else, a redirect too, is tried again over three days. Verify the signature
/// before you believe a body, and ignore a `sequence` that is not above the highest you have seen.
#[utoipa::path(
    post, path = "/v1/webhook-endpoints", tag = "webhooks",
    request_body = CreateWebhookEndpointBody,
    responses(
        (status = 201, description = "Made; the secret is shown this once", body = WebhookEndpointWithSecret),
        (status = 409, description = "`too_many_endpoints`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_url`, `invalid_description`, `invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["webhooks:write"]))
)]
pub(super) async fn create_webhook_endpoint(
    caller: IntegratorWith<WebhooksWrite>,
    State(state): State<ApiState>,
    JsonBody(body): JsonBody<CreateWebhookEndpointBody>,
) -> Result<(StatusCode, Json<WebhookEndpointWithSecret>), Problem> {
    let made =
        credence_app::create_webhook_endpoint(state.app(), &caller.integrator, body.into()).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}
