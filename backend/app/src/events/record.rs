use chrono::{DateTime, Utc};
use credence_types::{EventId, SessionId, TenantId};
use sqlx::PgConnection;

use crate::app::App;
use crate::events::EventType;
use crate::fault::Fault;
use crate::webhooks::queue_deliveries;

/// Tells what has just become of a session, and queues a delivery for each endpoint that listens, as
/// part of the caller's transaction. Call it after the change, once a change: state and number are
/// the session's as they are in this transaction.
pub(crate) async fn record(
    app: &App,
    connection: &mut PgConnection,
    (tenant, session): (TenantId, SessionId),
    what: EventType,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    record_all(app, connection, (tenant, &[session]), what, now).await
}

/// As [`record`], of several sessions of a tenant that came to the same.
pub(crate) async fn record_all(
    app: &App,
    connection: &mut PgConnection,
    (tenant, sessions): (TenantId, &[SessionId]),
    what: EventType,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let about: Vec<_> = sessions
        .iter()
        .map(|session| (EventId::new(now), *session))
        .collect();
    let name = what.as_str();
    let deliveries =
        credence_storage::insert_session_events(&mut *connection, tenant, name, &about, now)
            .await?;
    queue_deliveries(app, connection, tenant, &deliveries).await
}
