use axum::Json;
use axum::extract::State;
use credence_types::SessionId;

use crate::extract::{ConsoleLogin, PathIds};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::CaseDetail;

/// Open a case. Audited.
#[utoipa::path(
    get, path = "/v1/console/cases/{id}", tag = "console",
    params(("id" = Uuid, Path, description = "The case, which is the session")),
    responses(
        (status = 200, description = "The case", body = CaseDetail),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("console_login" = []))
)]
pub(super) async fn read_case(
    ConsoleLogin(administrator): ConsoleLogin,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
) -> Result<Json<CaseDetail>, Problem> {
    let case = credence_app::case(state.app(), &administrator, session).await?;
    Ok(Json(case.into()))
}
