use credence_storage::SessionRow;
use credence_types::SessionId;

use crate::app::App;
use crate::audit::Actor;
use crate::authenticate::Integrator;
use crate::erasure::{erase, follow_up};
use crate::fault::Fault;
use crate::read_session::row_for_integrator;
use crate::session_view::{SessionView, Viewer, view};

/// A session could not be erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseSessionError {
    /// There is no such session, or it is another tenant's: 404.
    #[error("erase a session: there is none of that id")]
    NotFound,
    /// It is on hold: 409 `session_held`.
    #[error("erase a session: it is on hold")]
    Held,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Erases a session (scope `sessions:write`), wherever it stands. In one transaction its key is
/// destroyed, which makes everything sealed under it unreadable, and what hangs on it is deleted; its
/// objects are deleted right after, by the worker too, until they are gone, and the DVS server is asked
/// to destroy what it keeps. Ids, instants and the audit log stay, which hold no personal data. A session
/// that was erased before stays so. Audited; [`crate::erasure`] tells when the last copy is gone.
///
/// # Errors
/// When there is none of that id, or it is on hold.
pub async fn erase_session(
    app: &App,
    integrator: &Integrator,
    session: SessionId,
) -> Result<SessionView, EraseSessionError> {
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(EraseSessionError::NotFound)?;
    erase_unless_held(app, &row, Actor::Integrator(integrator.key)).await?;
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(EraseSessionError::NotFound)?;
    Ok(view(app, &row, Viewer::Integrator)?)
}

/// Erases in a transaction of its own, whoever asked for it, unless a hold is on the session.
pub(super) async fn erase_unless_held(
    app: &App,
    row: &SessionRow,
    actor: Actor,
) -> Result<(), EraseSessionError> {
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let is_held = credence_storage::lock_session_hold(&mut *transaction, row.tenant, row.id).await;
    if is_held.map_err(Fault::from)? {
        return Err(EraseSessionError::Held);
    }
    let erased = erase(app, &mut transaction, row, actor).await?;
    transaction.commit().await.map_err(Fault::from)?;
    if let Some(job) = erased {
        follow_up(app, &job).await;
    }
    Ok(())
}
