use axum::Json;
use axum::extract::State;
use credence_types::WebhookDeliveryId;
use http::StatusCode;

use crate::extract::{IntegratorWith, PathIds, WebhooksWrite};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::WebhookDelivery;

/// Send a delivery again, whatever became of it.
///
/// It keeps its `webhook-id`, and is tried as often as a new one.
#[utoipa::path(
    post, path = "/v1/webhook-deliveries/{id}/resend", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The delivery")),
    responses(
        (status = 202, description = "On its way", body = WebhookDelivery),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`endpoint_disabled`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["webhooks:write"]))
)]
pub(super) async fn resend_webhook_delivery(
    caller: IntegratorWith<WebhooksWrite>,
    State(state): State<ApiState>,
    PathIds(id): PathIds<WebhookDeliveryId>,
) -> Result<(StatusCode, Json<WebhookDelivery>), Problem> {
    let delivery =
        credence_app::resend_webhook_delivery(state.app(), &caller.integrator, id).await?;
    Ok((StatusCode::ACCEPTED, Json(delivery.into())))
}
