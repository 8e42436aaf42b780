use crate::app::App;
use crate::fault::Fault;
use crate::retention::Purged;
use crate::sweep::lapsed_sessions::end_lapsed_sessions;
use crate::sweep::leftovers::drop_leftovers;
use crate::sweep::retained::destroy_due;
use crate::webhooks::queue_overdue;

/// What one sweep did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Open sessions whose time was over.
    pub sessions: u64,
    /// Templates of faces whose time was over.
    pub templates: u64,
    /// Idempotency keys, console logins, invitations and old secrets that had lapsed.
    pub leftovers: u64,
    /// What retention destroyed.
    pub purged: Purged,
    /// Old events and webhook deliveries.
    pub history: u64,
    /// Tenants for whom the installation's retention waits to be confirmed.
    pub unconfirmed: u64,
}

/// Ends what has lapsed and destroys what is due. Call it every minute from one or many processes: each
/// takes what no other holds, and one that ends in the middle is made good by the next.
///
/// # Errors
/// When the database is out of reach; what is not affected was done.
pub async fn sweep(app: &App) -> Result<Swept, Fault> {
    let tenants = credence_storage::list_tenants(&app.pool).await?;
    let sessions = end_lapsed_sessions(app, &tenants).await;
    let templates = credence_storage::delete_expired_face_templates(&app.pool, app.now()).await;
    let leftovers = drop_leftovers(app).await;
    let retained = destroy_due(app, &tenants).await;
    queue_overdue(app).await?;
    let retained = retained?;
    Ok(Swept {
        sessions: sessions?,
        templates: templates?,
        leftovers: leftovers?,
        purged: retained.purged,
        history: retained.history,
        unconfirmed: u64::try_from(retained.unconfirmed.len()).unwrap_or(u64::MAX),
    })
}
