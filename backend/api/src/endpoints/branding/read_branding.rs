use axum::Json;
use axum::extract::State;

use crate::extract::{Admin, IntegratorWith};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::wire::Branding;

/// How your pages look and whom they name.
#[utoipa::path(
    get, path = "/v1/branding", tag = "branding",
    responses((status = 200, description = "The branding", body = Branding)),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn read_branding(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
) -> Result<Json<Branding>, Problem> {
    let branding = credence_app::branding(state.app(), &caller.integrator).await?;
    Ok(Json(branding.into()))
}
