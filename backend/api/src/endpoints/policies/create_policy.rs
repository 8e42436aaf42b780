use axum::extract::State;
use serde_json::value::RawValue;

use crate::created::Created;
use crate::extract::{Admin, IdempotencyKey, IntegratorWith, JsonBody};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{Policy, PolicyDocument};

/// Make a policy. It counts once it is activated; try it on what is stored before.
///
/// A policy is never edited: a change is a new version. `GET` the installation's to start from.
/// Repeating the call with the same `Idempotency-Key` and body within 24 hours gives the same answer,
/// with the header `idempotency-replayed: true`.
#[utoipa::path(
    post, path = "/v1/policies", tag = "policies",
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 printable ASCII characters, quoted or bare", max_length = 255)),
    request_body = PolicyDocument,
    responses(
        (status = 201, description = "Made, now or by the same call before", body = Policy, headers(("idempotency-replayed" = Option<String>, description = "`true` where the call was made before"))),
        (status = 409, description = "`policy_exists`, `too_many_policies`, `idempotency_key_in_use`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_policy`, with the place in `errors`; `unsafe_policy`, `idempotency_key_reused`, `invalid_idempotency_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn create_policy(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
    IdempotencyKey(idempotency_key): IdempotencyKey,
    // The use case reads it, so that a refusal names the place.
    JsonBody(document): JsonBody<Box<RawValue>>,
) -> Result<Created<Policy>, Problem> {
    let json = document.get().as_bytes();
    let made =
        credence_app::create_policy(state.app(), &caller.integrator, json, idempotency_key).await?;
    Ok(Created {
        body: made.answer.into(),
        is_replayed: made.is_replayed,
    })
}
