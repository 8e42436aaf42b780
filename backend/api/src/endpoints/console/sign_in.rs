use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use super::signed_in::signed_in;
use crate::extract::{ClientAddress, JsonBody};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{Me, SignInBody};

/// Sign in to the console.
#[utoipa::path(
    post, path = "/v1/console/sign-in", tag = "console",
    request_body = SignInBody,
    responses(
        (status = 200, description = "Signed in; a cookie comes along", body = Me),
        (status = 401, description = "`sign_in_refused`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(())
)]
pub(super) async fn sign_in(
    State(state): State<ApiState>,
    ClientAddress(address): ClientAddress,
    JsonBody(body): JsonBody<SignInBody>,
) -> Result<Response, Problem> {
    state.quotas().sign_in(body.email.expose(), address)?;
    let entered = credence_app::sign_in(state.app(), body.email.expose(), body.password).await?;
    Ok(signed_in(&state, StatusCode::OK, entered))
}
