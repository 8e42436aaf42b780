use chrono::{DateTime, TimeDelta, Utc};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::fault::Fault;

/// A key can be retired so long after another took its place: a call that had begun before may still
/// store what it wrapped with it.
pub const RETIRABLE_AFTER: TimeDelta = TimeDelta::minutes(10);
/// A process that has told of no keys for so long has ended.
pub const KEY_HOLDER_DEAD_AFTER: TimeDelta = TimeDelta::seconds(60);

/// A master key that is to go.
#[derive(Debug, Clone, Copy)]
pub struct Retirement<'a> {
    /// Its name.
    pub name: &'a str,
    /// How many keys it still wraps, of whatever kind.
    pub wraps: i64,
    /// Marks of pictures and documents from before there was a lookup secret may become unfindable.
    pub may_lose_marks: bool,
}

/// A master key was not retired.
#[derive(Debug, thiserror::Error)]
pub enum RetireMasterKeyError {
    /// No key of that name is known, or it is retired.
    #[error("retire a master key: there is none of that name")]
    Unknown,
    /// New keys are wrapped with it.
    #[error("retire a master key: it is the one in use; rotate first")]
    InUse,
    /// It wraps something yet.
    #[error("retire a master key: it still wraps {0} keys; run `credence keys rotate` again")]
    StillWraps(i64),
    /// Another took its place only a moment ago.
    #[error("retire a master key: another took its place only at {0}; wait ten minutes")]
    TooSoon(DateTime<Utc>),
    /// A process wraps with it.
    #[error("retire a master key: a process still wraps with it ({0})")]
    HeldBy(String),
    /// Hashes were made with it.
    #[error(
        "retire a master key: {0} marks of pictures and documents were made with it and could be found \
         no more, so that those pictures and documents are no longer noticed when they come again"
    )]
    LosesMarks(i64),
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Notes that a master key counts no more; what holds it can then be destroyed. Audited, for every
/// tenant.
///
/// # Errors
/// When it is in use, wraps something, or the database is out of reach.
pub async fn retire_master_key(
    app: &App,
    retirement: Retirement<'_>,
) -> Result<(), RetireMasterKeyError> {
    check(app, retirement).await?;
    let (name, now) = (retirement.name, app.now());
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let tenants = credence_storage::list_tenants(&mut *transaction)
        .await
        .map_err(Fault::from)?;
    let is_retired = credence_storage::set_master_key_retired(&mut *transaction, name, now)
        .await
        .map_err(Fault::from)?;
    if !is_retired {
        return Err(RetireMasterKeyError::Unknown);
    }
    for tenant in tenants {
        let act = Act::new(tenant, Actor::System, "master_key_retired").with("name", name);
        append(&mut transaction, act, now).await?;
    }
    transaction.commit().await.map_err(Fault::from)?;
    Ok(())
}

async fn check(app: &App, retirement: Retirement<'_>) -> Result<(), RetireMasterKeyError> {
    let now = app.now();
    let rows = credence_storage::list_master_keys(&app.pool)
        .await
        .map_err(Fault::from)?;
    let mut living = rows.iter().filter(|row| row.retired_at.is_none());
    let current = living.clone().find(|row| row.current_since.is_some());
    let row = living
        .find(|row| row.name == retirement.name)
        .ok_or(RetireMasterKeyError::Unknown)?;
    let Some(current) = current.filter(|current| current.name != row.name) else {
        return Err(RetireMasterKeyError::InUse);
    };
    if retirement.wraps > 0 {
        return Err(RetireMasterKeyError::StillWraps(retirement.wraps));
    }
    let since = current.current_since.unwrap_or(now);
    // A key that never was in use wrapped nothing.
    if row.current_since.is_some() && now - since < RETIRABLE_AFTER {
        return Err(RetireMasterKeyError::TooSoon(since));
    }
    let holders = credence_storage::list_key_holders(&app.pool, now - KEY_HOLDER_DEAD_AFTER)
        .await
        .map_err(Fault::from)?;
    if let Some(holder) = holders.into_iter().find(|one| one.wraps_with == row.name) {
        return Err(RetireMasterKeyError::HeldBy(holder.place));
    }
    let lost = marks_of(app, row.created_at).await?;
    if lost > 0 && !retirement.may_lose_marks {
        return Err(RetireMasterKeyError::LosesMarks(lost));
    }
    Ok(())
}

/// Marks that only a key from before the lookup secret finds.
async fn marks_of(app: &App, known_since: DateTime<Utc>) -> Result<i64, Fault> {
    let secret = credence_storage::lookup_secret(&app.pool).await?;
    match secret {
        Some(secret) if known_since <= secret.created_at => {
            Ok(credence_storage::count_marks_before(&app.pool, secret.created_at).await?)
        }
        _ => Ok(0),
    }
}
