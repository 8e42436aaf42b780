use axum::extract::State;
use axum::response::Response;
use credence_app::{InvitationToken, NewAdministrator};
use credence_types::Redacted;
use http::StatusCode;

use super::signed_in::signed_in;
use crate::extract::{ClientAddress, JsonBody};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{FirstAdministratorBody, Me};

/// Take a one-time invitation and sign in.
#[utoipa::path(
    post, path = "/v1/console/first-administrator", tag = "console",
    request_body = FirstAdministratorBody,
    responses(
        (status = 201, description = "Made and signed in; a cookie comes along", body = Me),
        (status = 401, description = "`invitation_refused`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`email_taken`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_name`, `invalid_email`, `invalid_password`, `invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(())
)]
pub(super) async fn first_administrator(
    State(state): State<ApiState>,
    ClientAddress(address): ClientAddress,
    JsonBody(body): JsonBody<FirstAdministratorBody>,
) -> Result<Response, Problem> {
    state.quotas().sign_in(body.email.expose(), address)?;
    let invitation =
        InvitationToken::parse(body.invitation.expose()).ok_or_else(Problem::invitation_refused)?;
    let new = NewAdministrator {
        invitation,
        name: body.name.into_inner(),
        email: Redacted::into_inner(body.email),
        password: body.password,
    };
    let entered = credence_app::first_administrator(state.app(), new).await?;
    Ok(signed_in(&state, StatusCode::CREATED, entered))
}
