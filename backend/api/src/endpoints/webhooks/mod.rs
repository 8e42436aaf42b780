//! Where integrators want to be told of events, and what was sent there.

mod create_webhook_endpoint;
mod delete_webhook_endpoint;
mod list_webhook_deliveries;
mod list_webhook_endpoints;
mod read_webhook_endpoint;
mod resend_webhook_delivery;
mod rotate_webhook_secret;
mod test_webhook_endpoint;
mod update_webhook_endpoint;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

pub(super) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(create_webhook_endpoint::create_webhook_endpoint))
        .routes(routes!(list_webhook_endpoints::list_webhook_endpoints))
        .routes(routes!(read_webhook_endpoint::read_webhook_endpoint))
        .routes(routes!(update_webhook_endpoint::update_webhook_endpoint))
        .routes(routes!(delete_webhook_endpoint::delete_webhook_endpoint))
        .routes(routes!(rotate_webhook_secret::rotate_webhook_secret))
        .routes(routes!(test_webhook_endpoint::test_webhook_endpoint))
        .routes(routes!(list_webhook_deliveries::list_webhook_deliveries))
        .routes(routes!(resend_webhook_delivery::resend_webhook_delivery))
}
