use axum::Json;
use axum::extract::State;

use crate::extract::{IntegratorWith, QueryParameters, SessionsRead};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{SessionPage, SessionQuery};

/// List sessions, newest first.
#[utoipa::path(
    get, path = "/v1/sessions", tag = "sessions",
    params(SessionQuery),
    responses(
        (status = 200, description = "A page of sessions", body = SessionPage),
        (status = 422, description = "`invalid_query`, `invalid_reference`, `invalid_cursor`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["sessions:read"]))
)]
pub(super) async fn list_sessions(
    caller: IntegratorWith<SessionsRead>,
    State(state): State<ApiState>,
    QueryParameters(query): QueryParameters<SessionQuery>,
) -> Result<Json<SessionPage>, Problem> {
    let query = query.try_into()?;
    let page = credence_app::list_sessions(state.app(), &caller.integrator, &query).await?;
    Ok(Json(page.into()))
}
