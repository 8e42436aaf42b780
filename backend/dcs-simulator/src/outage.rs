use chrono::{DateTime, SecondsFormat, Utc};
use credence_dcs_protocol::{ScheduledOutage, Status};
use credence_types::Clock;
use sqlx::PgPool;

use crate::store::outages::{self, OutageRow};

/// An outage to be played.
#[derive(Debug, Clone)]
pub struct NewOutage {
    /// What the status says: "Unplanned outage" and "Limit exceeded" are the service's own words.
    pub message: String,
    /// When it begins; `None` for at once. Until then it is among the scheduled outages.
    pub starts_at: Option<DateTime<Utc>>,
    /// When it ends; `None` until [`stop_outages`].
    pub ends_at: Option<DateTime<Utc>>,
}

/// An outage could not be set.
#[derive(Debug, thiserror::Error)]
pub enum OutageError {
    /// The message is empty or longer than 200 characters.
    #[error("start an outage: its message needs 1 to 200 characters")]
    Message,
    /// It would end before it begins.
    #[error("start an outage: its end has to be after its beginning")]
    Order,
    /// The database refused.
    #[error("start or stop an outage")]
    Database(#[from] sqlx::Error),
}

/// Begins an outage now or later; a running simulator plays it from then on.
///
/// # Errors
/// When its message or its times make no outage.
pub async fn start_outage(
    pool: &PgPool,
    clock: &dyn Clock,
    new: NewOutage,
) -> Result<(), OutageError> {
    if !(1..=200).contains(&new.message.chars().count()) {
        return Err(OutageError::Message);
    }
    let starts_at = new.starts_at.unwrap_or_else(|| clock.now());
    if new.ends_at.is_some_and(|ends_at| ends_at <= starts_at) {
        return Err(OutageError::Order);
    }
    let row = OutageRow {
        message: new.message,
        starts_at,
        ends_at: new.ends_at,
    };
    Ok(outages::insert_outage(pool, &row).await?)
}

/// Ends the outages that are on and calls off those to come; says how many there were.
///
/// # Errors
/// When the database refuses.
pub async fn stop_outages(pool: &PgPool, clock: &dyn Clock) -> Result<u64, OutageError> {
    Ok(outages::set_outages_ended(pool, clock.now()).await?)
}

/// What the status says at `now`, the limits aside.
pub(crate) async fn status_at(pool: &PgPool, now: DateTime<Utc>) -> Result<Status, sqlx::Error> {
    let (begun, to_come): (Vec<_>, Vec<_>) = outages::list_outages(pool, now)
        .await?
        .into_iter()
        .partition(|outage| outage.starts_at <= now);
    let mut status = begun
        .into_iter()
        .next_back()
        .map_or_else(Status::up, |outage| Status::down(outage.message));
    status.scheduled_outages = to_come
        .into_iter()
        .filter_map(|outage| {
            Some(ScheduledOutage {
                start: written(outage.starts_at),
                end: written(outage.ends_at?),
                message: Some(outage.message),
            })
        })
        .collect();
    Ok(status)
}

fn written(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Millis, true)
}
