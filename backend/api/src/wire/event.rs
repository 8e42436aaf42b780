use chrono::{DateTime, Utc};
use credence_types::{EventId, SessionId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::paging::checked_limit;
use crate::problem::Problem;

// The names are token trees: utoipa does not see through a literal fragment.
macro_rules! event_types {
    ($($variant:ident = $name:tt),+ $(,)?) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        pub(crate) enum EventType {
            $(#[serde(rename = $name)] $variant),+
        }

        impl From<credence_app::EventType> for EventType {
            fn from(inner: credence_app::EventType) -> Self {
                match inner {
                    $(credence_app::EventType::$variant => Self::$variant),+
                }
            }
        }

        impl From<EventType> for credence_app::EventType {
            fn from(outer: EventType) -> Self {
                match outer {
                    $(EventType::$variant => Self::$variant),+
                }
            }
        }
    };
}
event_types! {
    SessionCreated = "session.created",
    SessionSubmitted = "session.submitted",
    SessionProcessing = "session.processing",
    SessionApproved = "session.approved",
    SessionRejected = "session.rejected",
    SessionNeedsReview = "session.needs_review",
    SessionReviewRequested = "session.review_requested",
    SessionRetake = "session.retake",
    SessionExpired = "session.expired",
    SessionCancelled = "session.cancelled",
    SessionErased = "session.erased",
    SessionErasureCompleted = "session.erasure_completed",
    SessionFailed = "session.failed",
    WebhookTest = "webhook.test",
}

/// Which events to list, newest first.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventQuery {
    /// Only those about this session.
    #[param(value_type = Option<Uuid>)]
    session: Option<SessionId>,
    /// Only those of this type.
    #[serde(rename = "type")]
    #[param(inline)]
    event_type: Option<EventType>,
    /// At most so many; 50 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    #[param(value_type = Option<Uuid>)]
    cursor: Option<EventId>,
}

impl TryFrom<EventQuery> for credence_app::EventFilter {
    type Error = Problem;

    fn try_from(query: EventQuery) -> Result<Self, Problem> {
        Ok(Self {
            session: query.session,
            event_type: query.event_type.map(Into::into),
            limit: checked_limit(query.limit)?,
            cursor: query.cursor,
        })
    }
}

/// A page of events.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventPage {
    events: Vec<Event>,
    /// Where the next page begins; null at the end.
    #[schema(value_type = Option<Uuid>, required)]
    next_cursor: Option<EventId>,
}

/// Something that became of a session.
#[derive(Debug, Serialize, ToSchema)]
struct Event {
    /// A webhook's `webhook-id`.
    #[schema(value_type = Uuid)]
    id: EventId,
    r#type: EventType,
    created_at: DateTime<Utc>,
    data: EventData,
}

/// What a webhook says of it. No personal data: ask for the session or its result with the id.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
struct EventData {
    /// The session.
    #[serde(skip_serializing_if = "Option::is_none")]
    session_id: Option<Uuid>,
    /// Where the session stood right after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "approved")]
    state: Option<String>,
    /// Counts the session's changes. Events may come late or in another order: ignore one whose number
    /// is not above the highest you have seen of its session.
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence: Option<i64>,
    /// The endpoint that was tried, with `webhook.test`.
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook_endpoint_id: Option<Uuid>,
}

impl From<credence_app::EventPage> for EventPage {
    fn from(page: credence_app::EventPage) -> Self {
        let event = |event: credence_app::Event| Event {
            id: event.id,
            r#type: event.event_type.into(),
            created_at: event.created_at,
            data: EventData::deserialize(event.data).unwrap_or_default(),
        };
        Self {
            events: page.events.into_iter().map(event).collect(),
            next_cursor: page.next_cursor,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_the_houses_own() {
        for one in credence_app::EventType::ALL {
            let outer = serde_json::to_value(EventType::from(one)).unwrap();
            assert_eq!(outer, one.as_str());
            assert_eq!(credence_app::EventType::from(EventType::from(one)), one);
        }
    }
}
