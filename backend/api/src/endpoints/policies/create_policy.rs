use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::value::RawValue;

use crate::extract::{Admin, IntegratorWith, JsonBody};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{Policy, PolicyDocument};

/// Make a policy. It counts once it is activated; try it on what is stored before.
///
/// A policy is never edited: a change is a new version. `GET` the installation's to start from.
#[utoipa::path(
    post, path = "/v1/policies", tag = "policies",
    request_body = PolicyDocument,
    responses(
        (status = 201, description = "Made", body = Policy),
        (status = 409, description = "`policy_exists`, `too_many_policies`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_policy`, with the place in `errors`; `unsafe_policy`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn create_policy(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
    // The use case reads it, so that a refusal names the place.
    JsonBody(document): JsonBody<Box<RawValue>>,
) -> Result<(StatusCode, Json<Policy>), Problem> {
    let json = document.get().as_bytes();
    let made = credence_app::create_policy(state.app(), &caller.integrator, json).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}
