use axum::Json;
use axum::extract::State;

use crate::extract::{ConsoleLogin, QueryParameters};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{CasePage, CaseQuery};

/// List cases, newest first.
#[utoipa::path(
    get, path = "/v1/console/cases", tag = "console",
    params(CaseQuery),
    responses(
        (status = 200, description = "A page of cases", body = CasePage),
        (status = 422, description = "`invalid_query`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("console_login" = []))
)]
pub(super) async fn list_cases(
    ConsoleLogin(administrator): ConsoleLogin,
    State(state): State<ApiState>,
    QueryParameters(query): QueryParameters<CaseQuery>,
) -> Result<Json<CasePage>, Problem> {
    let filter = query.try_into()?;
    let page = credence_app::list_cases(state.app(), &administrator, &filter).await?;
    Ok(Json(page.into()))
}
