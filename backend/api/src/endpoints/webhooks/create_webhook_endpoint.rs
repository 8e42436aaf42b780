use axum::extract::State;

use crate::created::Created;
use crate::extract::{IdempotencyKey, IntegratorWith, JsonBody, WebhooksWrite};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{CreateWebhookEndpointBody, WebhookEndpointWithSecret};

/// Make a webhook endpoint.
///
/// It is told of what happens from now on, by Standard Webhooks 1.0.0: any 2xx within 15 seconds takes a
/// delivery; anything else, a redirect too, is tried again over three days. Verify the signature
/// before you believe a body, and ignore a `sequence` that is not above the highest you have seen.
/// Repeating the call with the same `Idempotency-Key` and body within 24 hours gives the same answer,
/// with the header `idempotency-replayed: true`.
#[utoipa::path(
    post, path = "/v1/webhook-endpoints", tag = "webhooks",
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 printable ASCII characters, quoted or bare", max_length = 255)),
    request_body = CreateWebhookEndpointBody,
    responses(
        (status = 201, description = "Made, now or by the same call before; the secret is shown nowhere else", body = WebhookEndpointWithSecret, headers(("idempotency-replayed" = Option<String>, description = "`true` where the call was made before"))),
        (status = 409, description = "`too_many_endpoints`, `idempotency_key_in_use`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`idempotency_key_reused`, `invalid_idempotency_key`, `invalid_url`, `invalid_description`, `invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["webhooks:write"]))
)]
pub(super) async fn create_webhook_endpoint(
    caller: IntegratorWith<WebhooksWrite>,
    State(state): State<ApiState>,
    IdempotencyKey(idempotency_key): IdempotencyKey,
    JsonBody(body): JsonBody<CreateWebhookEndpointBody>,
) -> Result<Created<WebhookEndpointWithSecret>, Problem> {
    let (app, new) = (state.app(), body.into());
    let made = credence_app::create_webhook_endpoint(app, &caller.integrator, new, idempotency_key)
        .await?;
    Ok(Created {
        body: made.answer.into(),
        is_replayed: made.is_replayed,
    })
}
