use axum::Json;
use axum::extract::State;

use crate::extract::{Admin, IntegratorWith};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::wire::Retention;

/// Read how long things are kept.
///
/// Without a policy of its own a tenant follows the installation's.
#[utoipa::path(
    get, path = "/v1/retention", tag = "retention",
    responses((status = 200, description = "The policy that counts", body = Retention)),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn read_retention(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
) -> Result<Json<Retention>, Problem> {
    let view = credence_app::retention(state.app(), &caller.integrator).await?;
    Ok(Json(view.into()))
}
