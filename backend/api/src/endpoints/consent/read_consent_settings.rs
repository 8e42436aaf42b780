use axum::Json;
use axum::extract::State;

use crate::extract::{Admin, IntegratorWith};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::wire::ConsentSettings;

/// The words that people agree to now, and what is set about consent.
///
/// A session's `consent.text_version` is one of these hashes, or an earlier one.
#[utoipa::path(
    get, path = "/v1/consent", tag = "consent",
    responses((status = 200, description = "The settings", body = ConsentSettings)),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn read_consent_settings(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
) -> Result<Json<ConsentSettings>, Problem> {
    let settings = credence_app::consent_settings(state.app(), &caller.integrator).await?;
    Ok(Json(settings.into()))
}
