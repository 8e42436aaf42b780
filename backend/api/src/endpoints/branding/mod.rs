//! How a tenant's pages look.

mod change_branding;
mod change_branding_logo;
mod delete_branding_logo;
mod read_branding;
mod read_logo;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(super) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(
            read_branding::read_branding,
            change_branding::change_branding
        ))
        .routes(routes!(
            change_branding_logo::change_branding_logo,
            delete_branding_logo::delete_branding_logo
        ))
        .routes(routes!(read_logo::read_logo))
}
