use chrono::{DateTime, TimeDelta, Utc};
use credence_types::TenantId;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::events::{self, EventType};
use crate::fault::Fault;
use crate::webhooks::queue_overdue;

/// How long an idempotency key is remembered.
const IDEMPOTENCY_KEPT: TimeDelta = TimeDelta::hours(24);

/// What one sweep did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Open sessions whose time was over.
    pub sessions: u64,
    /// Templates of faces whose time was over.
    pub templates: u64,
    /// Idempotency keys, console logins and invitations that had lapsed.
    pub leftovers: u64,
}

/// Ends open sessions whose time is over and drops lapsed templates and leftovers. Call it every minute from one
/// or many processes.
///
/// # Errors
/// When the database is out of reach.
pub async fn expire_sessions(app: &App) -> Result<Swept, Fault> {
    let now = app.now();
    let mut swept = Swept::default();
    for tenant in credence_storage::list_tenants(&app.pool).await? {
        loop {
            let ended = expire_some(app, tenant, now).await?;
            swept.sessions += ended;
            if ended == 0 {
                break;
            }
        }
    }
    swept.templates = credence_storage::delete_expired_face_templates(&app.pool, now).await?;
    let keys_made_before = now - IDEMPOTENCY_KEPT;
    swept.leftovers = credence_storage::delete_lapsed(&app.pool, keys_made_before, now).await?;
    queue_overdue(app).await?;
    if swept.sessions > 0 {
        app.changes.look_now();
    }
    Ok(swept)
}

async fn expire_some(app: &App, tenant: TenantId, now: DateTime<Utc>) -> Result<u64, Fault> {
    let mut transaction = app.pool.begin().await?;
    let ended = credence_storage::set_sessions_expired(&mut *transaction, tenant, now).await?;
    if !ended.is_empty() {
        let (what, count) = (EventType::SessionExpired, i64::try_from(ended.len()));
        let count = count.unwrap_or(i64::MAX);
        events::record_all(app, &mut transaction, (tenant, &ended), what, now).await?;
        let act = Act::new(tenant, Actor::System, "sessions_expired").with_number("count", count);
        append(&mut transaction, act, now).await?;
    }
    transaction.commit().await?;
    Ok(u64::try_from(ended.len()).unwrap_or(u64::MAX))
}
