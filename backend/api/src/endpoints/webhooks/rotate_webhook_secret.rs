use axum::extract::State;
use credence_types::WebhookEndpointId;

use crate::created::Done;
use crate::extract::{IdempotencyKey, IntegratorWith, JsonBody, PathIds, WebhooksWrite};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{RotateSecretBody, WebhookEndpointWithSecret};

/// Give a webhook endpoint a new secret.
///
/// The old one signs beside it for a day, or as long as you say, so that `webhook-signature` holds two
/// signatures: take a delivery when either verifies. Send an `Idempotency-Key`: repeating the call with
/// the same key and body within 24 hours gives the same secret, with the header
/// `idempotency-replayed: true`. Without one, a second rotation while the old secret still signs is
/// refused unless `force` is set: it would end the secret that your receiver still uses.
#[utoipa::path(
    post, path = "/v1/webhook-endpoints/{id}/rotate-secret", tag = "webhooks",
    params(
        ("id" = Uuid, Path, description = "The endpoint"),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 printable ASCII characters, quoted or bare", max_length = 255),
    ),
    request_body = RotateSecretBody,
    responses(
        (status = 200, description = "Rotated, now or by the same call before; the new secret is shown nowhere else", body = WebhookEndpointWithSecret, headers(("idempotency-replayed" = Option<String>, description = "`true` where the call was made before"))),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`rotation_under_way`, `idempotency_key_in_use`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`idempotency_key_reused`, `invalid_idempotency_key`, `invalid_overlap`, `invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["webhooks:write"]))
)]
pub(super) async fn rotate_webhook_secret(
    caller: IntegratorWith<WebhooksWrite>,
    State(state): State<ApiState>,
    PathIds(id): PathIds<WebhookEndpointId>,
    IdempotencyKey(idempotency_key): IdempotencyKey,
    JsonBody(body): JsonBody<RotateSecretBody>,
) -> Result<Done<WebhookEndpointWithSecret>, Problem> {
    let (app, rotation) = (state.app(), body.into());
    let rotated =
        credence_app::rotate_webhook_secret(app, &caller.integrator, id, rotation, idempotency_key)
            .await?;
    Ok(Done {
        body: rotated.answer.into(),
        is_replayed: rotated.is_replayed,
    })
}
