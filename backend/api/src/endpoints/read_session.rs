use axum::Json;
use axum::extract::State;
use credence_types::SessionId;

use crate::extract::{PathIds, SessionReader};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::SessionView;

/// Where a session stands, without personal data.
#[utoipa::path(
    get, path = "/v1/sessions/{id}", tag = "sessions",
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 200, description = "The session", body = SessionView),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["sessions:read"]), ("session_token" = []))
)]
pub(super) async fn read_session(
    reader: SessionReader,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
) -> Result<Json<SessionView>, Problem> {
    let view = match reader {
        SessionReader::Person(token) => {
            credence_app::session_for_person(state.app(), &token, session).await?
        }
        SessionReader::Integrator(integrator) => {
            credence_app::session_for_integrator(state.app(), &integrator, session).await?
        }
    };
    Ok(Json(view.into()))
}
