use axum::Json;
use axum::extract::State;

use crate::extract::{Admin, IntegratorWith};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::wire::KeyList;

/// List the newest 1,000 keys, those that have ended among them.
#[utoipa::path(
    get, path = "/v1/keys", tag = "keys",
    responses((status = 200, description = "The keys, without their texts", body = KeyList)),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn list_keys(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
) -> Result<Json<KeyList>, Problem> {
    let keys = credence_app::list_keys(state.app(), &caller.integrator).await?;
    Ok(Json(keys.into()))
}
