use axum::extract::State;
use axum::response::IntoResponse;
use credence_types::SessionId;
use http::header;

use crate::extract::{IntegratorWith, PathIds, ResultsRead};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;

/// The result as a signed token, to hand on to somebody who did not ask for it.
///
/// A JWT of the type `credence-result+jwt`, signed with ES256 by a key of `/.well-known/jwks.json`:
/// `iss` is this service's address, `sub` the session, `aud` your tenant, `exp` half an hour from now.
/// `decision` holds the outcome, the policy and the checks. `verified_claims` (OpenID Connect for
/// Identity Assurance) holds who the person is and by which evidence, where the session was approved
/// and the key has the scope `pii:read` too; without it a token carries no personal data. Only sessions
/// that were approved or rejected have one.
#[utoipa::path(
    get, path = "/v1/sessions/{id}/result.jwt", tag = "sessions",
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 200, description = "The token", body = String, content_type = "application/jwt"),
        (status = 403, description = "`scope_missing`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`result_not_ready`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 410, description = "`session_erased`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["results:read"]))
)]
pub(super) async fn read_signed_result(
    caller: IntegratorWith<ResultsRead>,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
) -> Result<impl IntoResponse, Problem> {
    let token = credence_app::signed_result(state.app(), &caller.integrator, session).await?;
    Ok((
        [(header::CONTENT_TYPE, "application/jwt")],
        token.into_inner(),
    ))
}
