use axum::Json;
use axum::extract::State;
use credence_types::SessionId;
use http::StatusCode;

use crate::extract::{PathIds, PresentedToken};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::ContinuationCode;

/// Ask for a code by which the person comes back to their session.
///
/// With it they open `/mine/` at any time, without the link: they see what is known about them, take a
/// copy, erase it, or ask for a human. A new code takes the place of the one before; it ends when the
/// session is erased.
#[utoipa::path(
    post, path = "/v1/sessions/{id}/continuation", tag = "sessions",
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 201, description = "The code, which is told this once", body = ContinuationCode),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 410, description = "`session_erased`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("session_token" = []))
)]
pub(super) async fn create_continuation(
    PresentedToken(token): PresentedToken,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
) -> Result<(StatusCode, Json<ContinuationCode>), Problem> {
    let code = credence_app::create_code(state.app(), &token, session).await?;
    let page = format!("{}/mine/", state.public_url());
    Ok((StatusCode::CREATED, Json(ContinuationCode { code, page })))
}
