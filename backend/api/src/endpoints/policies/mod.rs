//! The policies of a tenant: made, tried, switched. All need the scope `admin`.

mod activate_policy;
mod back_test_policy;
mod create_policy;
mod list_policies;
mod read_policy;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

/// The routes of policies.
pub(super) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(
            list_policies::list_policies,
            create_policy::create_policy
        ))
        .routes(routes!(read_policy::read_policy))
        .routes(routes!(activate_policy::activate_policy))
        .routes(routes!(back_test_policy::back_test_policy))
}
