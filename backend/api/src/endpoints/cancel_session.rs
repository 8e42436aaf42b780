use axum::Json;
use axum::extract::State;
use credence_types::SessionId;

use crate::extract::{IntegratorWith, PathIds, SessionsWrite};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::SessionView;

/// Call a session off.
///
/// Whatever is being done with it ends without a result. What was stored stays until the session is
/// erased. One that was cancelled before stays so.
#[utoipa::path(
    post, path = "/v1/sessions/{id}/cancel", tag = "sessions",
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 200, description = "It is cancelled", body = SessionView),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`session_settled`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["sessions:write"]))
)]
pub(super) async fn cancel_session(
    caller: IntegratorWith<SessionsWrite>,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
) -> Result<Json<SessionView>, Problem> {
    let view = credence_app::cancel_session(state.app(), &caller.integrator, session).await?;
    Ok(Json(view.into()))
}
