//! What became of sessions: an event a change, kept, and told to whoever listens.

mod event_type;
mod list;
mod record;

pub use event_type::EventType;
pub use list::{Event, EventFilter, EventPage, list_events};
pub(crate) use record::{record, record_all};
