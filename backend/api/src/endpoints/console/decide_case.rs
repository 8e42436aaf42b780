use axum::Json;
use axum::extract::State;
use credence_types::SessionId;

use crate::extract::{ConsoleLogin, JsonBody, PathIds};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{CaseDetail, DecideCaseBody};

/// Settle a case that waits for a reviewer. Audited.
#[utoipa::path(
    post, path = "/v1/console/cases/{id}/decision", tag = "console",
    params(("id" = Uuid, Path, description = "The case, which is the session")),
    request_body = DecideCaseBody,
    responses(
        (status = 200, description = "The case as it is now", body = CaseDetail),
        (status = 403, description = "`cross_site_request`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`case_already_decided`, `case_changed`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_reason`, `invalid_step`, `invalid_group`, `nothing_compared`, `invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("console_login" = []))
)]
pub(super) async fn decide_case(
    ConsoleLogin(administrator): ConsoleLogin,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
    JsonBody(body): JsonBody<DecideCaseBody>,
) -> Result<Json<CaseDetail>, Problem> {
    let review = body.into_review()?;
    let case = credence_app::decide_case(state.app(), &administrator, session, review);
    Ok(Json(case.await?.into()))
}
