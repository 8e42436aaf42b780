use axum::Json;
use axum::extract::State;

use crate::extract::{Admin, IntegratorWith};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::wire::Branding;

/// Take the logo away.
#[utoipa::path(
    delete, path = "/v1/branding/logo", tag = "branding",
    responses((status = 200, description = "The branding as it is now", body = Branding)),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn delete_branding_logo(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
) -> Result<Json<Branding>, Problem> {
    let branding = credence_app::delete_branding_logo(state.app(), &caller.integrator).await?;
    Ok(Json(branding.into()))
}
