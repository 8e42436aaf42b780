use axum::Json;
use axum::extract::State;
use credence_types::SessionId;

use crate::extract::{Admin, IntegratorWith, PathIds};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::SessionView;

/// Take the legal hold off a session.
///
/// What is due by then is destroyed within a minute. Repeating the call changes nothing.
#[utoipa::path(
    delete, path = "/v1/sessions/{id}/hold", tag = "retention",
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 200, description = "It is not on hold", body = SessionView),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 410, description = "`session_erased`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn release_session(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
) -> Result<Json<SessionView>, Problem> {
    let view = credence_app::release_session(state.app(), &caller.integrator, session).await?;
    Ok(Json(view.into()))
}
