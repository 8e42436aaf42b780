use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use crate::extract::{Admin, IntegratorWith, JsonBody};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{Retention, RetentionAnswer, RetentionPlan, SetRetentionBody};

/// Set how long things are kept.
///
/// A change is a new version. One that would destroy anything at once is not made: 202 answers with what
/// would go, and the same call with the plan's `confirmation` as `confirm` makes it. Repeating a call
/// changes nothing.
#[utoipa::path(
    put, path = "/v1/retention", tag = "retention",
    request_body = SetRetentionBody,
    responses(
        (status = 200, description = "It counts", body = Retention),
        (status = 202, description = "Nothing was changed: it would destroy this at once", body = RetentionPlan),
        (status = 422, description = "`invalid_body`, `invalid_retention`, with the place in `errors`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn set_retention(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
    JsonBody(body): JsonBody<SetRetentionBody>,
) -> Result<Response, Problem> {
    let policy = body.policy.into();
    let confirm = body.confirm.as_deref();
    let change =
        credence_app::set_retention(state.app(), &caller.integrator, policy, confirm).await?;
    Ok(match change.into() {
        RetentionAnswer::InForce(retention) => Json(retention).into_response(),
        RetentionAnswer::Unconfirmed(plan) => (StatusCode::ACCEPTED, Json(plan)).into_response(),
    })
}
