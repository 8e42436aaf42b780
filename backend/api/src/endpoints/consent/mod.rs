//! What people agree to, and what a tenant sets about it.

mod change_consent_settings;
mod decline_consent;
mod give_consent;
mod read_consent_settings;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(super) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(give_consent::give_consent))
        .routes(routes!(decline_consent::decline_consent))
        .routes(routes!(
            read_consent_settings::read_consent_settings,
            change_consent_settings::change_consent_settings
        ))
}
