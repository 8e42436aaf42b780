use axum::Json;
use axum::extract::State;

use crate::extract::{Admin, IntegratorWith, PathIds};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::Policy;

/// One policy, your own or the installation's.
#[utoipa::path(
    get, path = "/v1/policies/{version}", tag = "policies",
    params(("version" = String, Path, description = "The policy's version; `installation` is always the operator's own")),
    responses(
        (status = 200, description = "The policy", body = Policy),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn read_policy(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
    PathIds(version): PathIds<String>,
) -> Result<Json<Policy>, Problem> {
    let policy = credence_app::policy(state.app(), &caller.integrator, &version).await?;
    Ok(Json(policy.into()))
}
