//! How long things are kept, and what is kept longer. All need the scope `admin`.

mod hold_session;
mod plan_retention;
mod read_retention;
mod release_session;
mod set_retention;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

/// The routes of retention.
pub(super) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(
            read_retention::read_retention,
            set_retention::set_retention
        ))
        .routes(routes!(plan_retention::plan_retention))
        .routes(routes!(
            hold_session::hold_session,
            release_session::release_session
        ))
}
