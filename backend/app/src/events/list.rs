use chrono::{DateTime, Utc};
use credence_types::{EventId, SessionId};

use crate::app::App;
use crate::authenticate::Integrator;
use crate::events::EventType;
use crate::fault::Fault;
use crate::paging::{cut_to_page, page_size};

/// Which events to list, newest first.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Only those about this session.
    pub session: Option<SessionId>,
    /// Only those of this type.
    pub event_type: Option<EventType>,
    /// At most so many, 1 to 100; 50 when absent.
    pub limit: Option<u32>,
    /// Those after this one: the `next_cursor` of the page before.
    pub cursor: Option<EventId>,
}

/// A page of events.
#[derive(Debug, Clone)]
pub struct EventPage {
    /// The events.
    pub events: Vec<Event>,
    /// Where the next page begins; `None` at the end.
    pub next_cursor: Option<EventId>,
}

/// Something that became of a session. No personal data.
#[derive(Debug, Clone)]
pub struct Event {
    /// The event; a webhook's `webhook-id`.
    pub id: EventId,
    /// What happened.
    pub event_type: EventType,
    /// When.
    pub created_at: DateTime<Utc>,
    /// What a webhook says of it: ids, the state and its number.
    pub data: serde_json::Value,
}

/// Lists a tenant's events (scope `sessions:read`).
///
/// # Errors
/// When the database is out of reach.
pub async fn list_events(
    app: &App,
    integrator: &Integrator,
    filter: &EventFilter,
) -> Result<EventPage, Fault> {
    let limit = page_size(filter.limit);
    let stored = credence_storage::EventFilter {
        session: filter.session,
        event_type: filter.event_type.map(EventType::as_str),
        before: filter.cursor,
    };
    let mut rows =
        credence_storage::list_events(&app.pool, integrator.tenant, stored, limit + 1).await?;
    let next_cursor = cut_to_page(&mut rows, limit).map(|row| row.id);
    let event = |row: credence_storage::EventRow| {
        Ok(Event {
            id: row.id,
            event_type: EventType::parse(&row.event_type)
                .ok_or(Fault::Corrupt("an event's type"))?,
            created_at: row.created_at,
            data: row.payload,
        })
    };
    let events = rows.into_iter().map(event).collect::<Result<_, Fault>>()?;
    Ok(EventPage {
        events,
        next_cursor,
    })
}
