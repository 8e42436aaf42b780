use axum::Json;
use axum::extract::State;
use credence_types::WebhookEndpointId;

use crate::extract::{IntegratorWith, PathIds, QueryParameters, WebhooksWrite};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{WebhookDeliveryPage, WebhookDeliveryQuery};

/// List what was sent to an endpoint, the newest events first.
#[utoipa::path(
    get, path = "/v1/webhook-endpoints/{id}/deliveries", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The endpoint"), WebhookDeliveryQuery),
    responses(
        (status = 200, description = "A page of deliveries", body = WebhookDeliveryPage),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_query`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["webhooks:write"]))
)]
pub(super) async fn list_webhook_deliveries(
    caller: IntegratorWith<WebhooksWrite>,
    State(state): State<ApiState>,
    PathIds(id): PathIds<WebhookEndpointId>,
    QueryParameters(query): QueryParameters<WebhookDeliveryQuery>,
) -> Result<Json<WebhookDeliveryPage>, Problem> {
    let filter = query.try_into()?;
    let page =
        credence_app::list_webhook_deliveries(state.app(), &caller.integrator, id, &filter).await?;
    Ok(Json(page.into()))
}
