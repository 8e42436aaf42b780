use chrono::{DateTime, Utc};
use credence_types::{EventId, SessionId, WebhookDeliveryId, WebhookEndpointId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::event::EventType;
use super::names::{DeliveryCode, DeliveryStatus};
use super::paging::checked_limit;
use crate::problem::Problem;

/// Which deliveries to list, those of the newest events first.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WebhookDeliveryQuery {
    /// Only those that stand there.
    #[param(inline)]
    status: Option<DeliveryStatus>,
    /// At most so many; 50 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    #[param(value_type = Option<Uuid>)]
    cursor: Option<EventId>,
}

impl TryFrom<WebhookDeliveryQuery> for credence_app::WebhookDeliveryFilter {
    type Error = Problem;

    fn try_from(query: WebhookDeliveryQuery) -> Result<Self, Problem> {
        Ok(Self {
            status: query.status.map(Into::into),
            limit: checked_limit(query.limit)?,
            cursor: query.cursor,
        })
    }
}

/// A page of deliveries.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookDeliveryPage {
    deliveries: Vec<WebhookDelivery>,
    /// Where the next page begins; null at the end.
    #[schema(value_type = Option<Uuid>, required)]
    next_cursor: Option<EventId>,
}

/// One event for one endpoint. What your service answered is not kept but for its status.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookDelivery {
    #[schema(value_type = Uuid)]
    id: WebhookDeliveryId,
    #[schema(value_type = Uuid)]
    webhook_endpoint_id: WebhookEndpointId,
    /// The delivery's `webhook-id`, the same at each attempt.
    #[schema(value_type = Uuid)]
    event_id: EventId,
    event_type: EventType,
    #[schema(value_type = Option<Uuid>, required)]
    session_id: Option<SessionId>,
    status: DeliveryStatus,
    /// How often it was sent since it was last asked for.
    attempts: u32,
    /// When it is sent next, while `pending`.
    #[schema(required)]
    next_attempt_at: Option<DateTime<Utc>>,
    #[schema(required)]
    last_attempt_at: Option<DateTime<Utc>>,
    /// The HTTP status that your service answered last.
    #[schema(required)]
    last_status: Option<u16>,
    /// What came of the last attempt.
    #[schema(required)]
    last_code: Option<DeliveryCode>,
    created_at: DateTime<Utc>,
}

impl From<credence_app::WebhookDelivery> for WebhookDelivery {
    fn from(delivery: credence_app::WebhookDelivery) -> Self {
        Self {
            id: delivery.id,
            webhook_endpoint_id: delivery.endpoint,
            event_id: delivery.event,
            event_type: delivery.event_type.into(),
            session_id: delivery.session,
            status: delivery.status.into(),
            attempts: delivery.attempts,
            next_attempt_at: delivery.next_attempt_at,
            last_attempt_at: delivery.last_attempt_at,
            last_status: delivery.last_status,
            last_code: delivery.last_code.map(Into::into),
            created_at: delivery.created_at,
        }
    }
}

impl From<credence_app::WebhookDeliveryPage> for WebhookDeliveryPage {
    fn from(page: credence_app::WebhookDeliveryPage) -> Self {
        Self {
            deliveries: page.deliveries.into_iter().map(Into::into).collect(),
            next_cursor: page.next_cursor,
        }
    }
}
