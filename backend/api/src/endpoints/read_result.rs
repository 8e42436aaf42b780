use axum::Json;
use axum::extract::State;
use credence_types::SessionId;

use crate::extract::{IntegratorWith, PathIds, ResultsRead};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::SessionResult;

/// The result: decision, checks and scores, and what was read from the document where the key also has
/// the scope `pii:read`.
#[utoipa::path(
    get, path = "/v1/sessions/{id}/result", tag = "sessions",
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 200, description = "The result", body = SessionResult),
        (status = 403, description = "`scope_missing`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`result_not_ready`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 410, description = "`session_erased`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["results:read"]))
)]
pub(super) async fn read_result(
    caller: IntegratorWith<ResultsRead>,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
) -> Result<Json<SessionResult>, Problem> {
    let result = credence_app::result(state.app(), &caller.integrator, session).await?;
    Ok(Json(result.into()))
}
