use axum::Json;
use axum::extract::State;

use crate::extract::{Admin, IntegratorWith, JsonBody};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{ConsentSettings, ConsentSettingsBody};

/// Say whether your services have to state the person's consent when they hand in requests of their
/// own.
#[utoipa::path(
    put, path = "/v1/consent", tag = "consent",
    request_body = ConsentSettingsBody,
    responses(
        (status = 200, description = "The settings as they are now", body = ConsentSettings),
        (status = 422, description = "`invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn change_consent_settings(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
    JsonBody(body): JsonBody<ConsentSettingsBody>,
) -> Result<Json<ConsentSettings>, Problem> {
    let needs = body.verify_needs_consent;
    let settings =
        credence_app::change_consent_settings(state.app(), &caller.integrator, needs).await?;
    Ok(Json(settings.into()))
}
