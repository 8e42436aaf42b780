use chrono::{DateTime, Utc};
use credence_types::TenantId;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::events::{self, EventType};
use crate::fault::Fault;

/// Ends open sessions whose time is over. Gives how many.
pub(super) async fn end_lapsed_sessions(app: &App, tenants: &[TenantId]) -> Result<u64, Fault> {
    let now = app.now();
    let mut sessions = 0;
    for tenant in tenants {
        loop {
            let ended = end_some(app, *tenant, now).await?;
            sessions += ended;
            if ended == 0 {
                break;
            }
        }
    }
    if sessions > 0 {
        app.changes.look_now();
    }
    Ok(sessions)
}

async fn end_some(app: &App, tenant: TenantId, now: DateTime<Utc>) -> Result<u64, Fault> {
    let mut transaction = app.pool.begin().await?;
    let ended = credence_storage::set_sessions_expired(&mut *transaction, tenant, now).await?;
    if !ended.is_empty() {
        // Whoever made one does not get the way into it again.
        credence_storage::delete_session_tokens(&mut *transaction, tenant, &ended).await?;
        let (what, count) = (EventType::SessionExpired, i64::try_from(ended.len()));
        let count = count.unwrap_or(i64::MAX);
        events::record_all(app, &mut transaction, (tenant, &ended), what, now).await?;
        let act = Act::new(tenant, Actor::System, "sessions_expired").with_number("count", count);
        append(&mut transaction, act, now).await?;
    }
    transaction.commit().await?;
    Ok(u64::try_from(ended.len()).unwrap_or(u64::MAX))
}
