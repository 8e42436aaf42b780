use axum::Json;
use axum::extract::State;

use crate::extract::{Admin, IntegratorWith};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::wire::RetentionPlan;

/// See what is due now.
///
/// By the policy that counts, it goes within a minute, and rows of the audit log within a day or when the
/// operator prunes it, so this is mostly empty. What another policy would find due, `PUT` says.
#[utoipa::path(
    get, path = "/v1/retention/plan", tag = "retention",
    responses((status = 200, description = "What is due", body = RetentionPlan)),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn plan_retention(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
) -> Result<Json<RetentionPlan>, Problem> {
    let plan = credence_app::plan_retention(state.app(), &caller.integrator).await?;
    Ok(Json(plan.into()))
}
