use axum::Json;
use axum::extract::State;

use crate::extract::{Admin, IntegratorWith, JsonBody};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{Branding, BrandingBody};

/// Change how your pages look and whom they name.
///
/// The whole branding is replaced, its logo aside; `version` is that of the branding that you changed.
/// A new name changes the words that people agree to, so that who has not sent anything yet is asked
/// again.
#[utoipa::path(
    put, path = "/v1/branding", tag = "branding",
    request_body = BrandingBody,
    responses(
        (status = 200, description = "The branding as it is now", body = Branding),
        (status = 409, description = "`branding_changed`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_branding`, with the place in `errors`; `invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn change_branding(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
    JsonBody(body): JsonBody<BrandingBody>,
) -> Result<Json<Branding>, Problem> {
    let version = body.version;
    let branding =
        credence_app::change_branding(state.app(), &caller.integrator, version, &body.into())
            .await?;
    Ok(Json(branding.into()))
}
