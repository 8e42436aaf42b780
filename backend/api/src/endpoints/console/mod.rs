//! The console's API: a cookie signs in, and everything that changes something has to come from our
//! own pages.

mod decide_case;
mod first_administrator;
mod list_cases;
mod list_notices;
mod read_case;
mod read_case_image;
mod read_me;
mod sign_in;
mod sign_out;
mod signed_in;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(super) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(first_administrator::first_administrator))
        .routes(routes!(sign_in::sign_in))
        .routes(routes!(sign_out::sign_out))
        .routes(routes!(read_me::read_me))
        .routes(routes!(list_cases::list_cases))
        .routes(routes!(list_notices::list_notices))
        .routes(routes!(read_case::read_case))
        .routes(routes!(read_case_image::read_case_image))
        .routes(routes!(decide_case::decide_case))
}
