use axum::Json;
use axum::extract::State;

use crate::extract::{Admin, IntegratorWith};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::wire::PolicyList;

/// List the policies that can be chosen: your own, newest first, then the installation's.
#[utoipa::path(
    get, path = "/v1/policies", tag = "policies",
    responses((status = 200, description = "The policies", body = PolicyList)),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn list_policies(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
) -> Result<Json<PolicyList>, Problem> {
    let lines = credence_app::policies(state.app(), &caller.integrator).await?;
    Ok(Json(lines.into()))
}
