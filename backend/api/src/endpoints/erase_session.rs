use axum::Json;
use axum::extract::State;
use credence_types::SessionId;

use crate::extract::{IntegratorWith, PathIds, SessionsWrite};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::SessionView;

/// Erase a session now, wherever it stands.
///
/// Its key is destroyed and everything about its person deleted; ids, instants and the audit log stay.
/// One that was erased before stays so. Copies at the DVS server are destroyed right after, where it
/// knows how; `GET /v1/sessions/{id}/erasure` tells when the last copy is gone, with a signed receipt.
#[utoipa::path(
    delete, path = "/v1/sessions/{id}", tag = "sessions",
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 200, description = "It is erased", body = SessionView),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`session_held`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["sessions:write"]))
)]
pub(super) async fn erase_session(
    caller: IntegratorWith<SessionsWrite>,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
) -> Result<Json<SessionView>, Problem> {
    let view = credence_app::erase_session(state.app(), &caller.integrator, session).await?;
    Ok(Json(view.into()))
}
