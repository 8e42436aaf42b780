use chrono::{DateTime, Utc};
use credence_storage::WebhookDeliveryRow;
use credence_types::{EventId, SessionId, WebhookDeliveryId, WebhookEndpointId};

use crate::app::App;
use crate::authenticate::Integrator;
use crate::events::EventType;
use crate::fault::Fault;
use crate::paging::{cut_to_page, page_size};
use crate::webhooks::read_endpoints::endpoint_row;
use crate::webhooks::{DeliveryCode, WebhookError};

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeliveryStatus {
    /// It is sent, or sent again, at its time.
    Pending,
    /// It was taken.
    Delivered,
    /// It was given up.
    Exhausted,
    /// It was not sent: the endpoint was disabled.
    Skipped,
}

impl DeliveryStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [
        Self::Pending,
        Self::Delivered,
        Self::Exhausted,
        Self::Skipped,
    ];

    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Exhausted => "exhausted",
            Self::Skipped => "skipped",
        }
    }

    fn parse(name: &str) -> Result<Self, Fault> {
        let mut all = Self::ALL.into_iter();
        all.find(|one| one.as_str() == name)
            .ok_or(Fault::Corrupt("a webhook delivery's status"))
    }
}

/// Which deliveries to list, those of the newest events first.
#[derive(Debug, Clone, Default)]
pub struct WebhookDeliveryFilter {
    /// Only those that stand there.
    pub status: Option<DeliveryStatus>,
    /// At most so many, 1 to 100; 50 when absent.
    pub limit: Option<u32>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<EventId>,
}

/// A page of deliveries.
#[derive(Debug, Clone)]
pub struct WebhookDeliveryPage {
    /// The deliveries.
    pub deliveries: Vec<WebhookDelivery>,
    /// Where the next page begins; `None` at the end.
    pub next_cursor: Option<EventId>,
}

/// One event for one endpoint. No personal data, and nothing of what the receiver answered but its
/// status.
#[derive(Debug, Clone)]
pub struct WebhookDelivery {
    /// The delivery.
    pub id: WebhookDeliveryId,
    /// Where to.
    pub endpoint: WebhookEndpointId,
    /// What of.
    pub event: EventId,
    /// What happened.
    pub event_type: EventType,
    /// The session that it is about.
    pub session: Option<SessionId>,
    /// Where it stands.
    pub status: DeliveryStatus,
    /// How often it was sent since it was last asked for.
    pub attempts: u32,
    /// When it is sent next, while pending.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When it was last sent.
    pub last_attempt_at: Option<DateTime<Utc>>,
    /// The status of the last answer.
    pub last_status: Option<u16>,
    /// What came of the last attempt.
    pub last_code: Option<DeliveryCode>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl WebhookDelivery {
    pub(crate) fn of(row: WebhookDeliveryRow) -> Result<Self, Fault> {
        Ok(Self {
            id: row.id,
            endpoint: row.endpoint,
            event: row.event,
            event_type: EventType::parse(&row.event_type)
                .ok_or(Fault::Corrupt("an event's type"))?,
            session: row.session,
            status: DeliveryStatus::parse(&row.status)?,
            attempts: row.attempts,
            next_attempt_at: row.next_attempt_at,
            last_attempt_at: row.last_attempt_at,
            last_status: row.last_status,
            last_code: row.last_code.as_deref().and_then(DeliveryCode::parse),
            created_at: row.created_at,
        })
    }
}

/// Lists what was sent to an endpoint (scope `webhooks:write`).
///
/// # Errors
/// When there is no such endpoint.
pub async fn list_webhook_deliveries(
    app: &App,
    integrator: &Integrator,
    endpoint: WebhookEndpointId,
    filter: &WebhookDeliveryFilter,
) -> Result<WebhookDeliveryPage, WebhookError> {
    endpoint_row(app, integrator, endpoint).await?;
    let limit = page_size(filter.limit);
    let wanted = (filter.status.map(DeliveryStatus::as_str), filter.cursor);
    let tenant = integrator.tenant;
    let mut rows =
        credence_storage::list_webhook_deliveries(&app.pool, tenant, endpoint, wanted, limit + 1)
            .await?;
    let next_cursor = cut_to_page(&mut rows, limit).map(|row| row.event);
    let deliveries = rows.into_iter().map(WebhookDelivery::of);
    Ok(WebhookDeliveryPage {
        deliveries: deliveries.collect::<Result<_, _>>()?,
        next_cursor,
    })
}

pub(crate) async fn delivery_row(
    app: &App,
    integrator: &Integrator,
    id: WebhookDeliveryId,
) -> Result<WebhookDeliveryRow, WebhookError> {
    credence_storage::webhook_delivery_by_id(&app.pool, integrator.tenant, id)
        .await?
        .ok_or(WebhookError::NotFound)
}
