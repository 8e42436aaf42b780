use credence_storage::SessionState;
use credence_types::SessionId;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::events::{self, EventType};
use crate::fault::Fault;
use crate::read_session::row_for_integrator;
use crate::session_view::{SessionView, Viewer, view};

/// A session could not be cancelled.
#[derive(Debug, thiserror::Error)]
pub enum CancelSessionError {
    /// There is no such session, or it is another tenant's: 404.
    #[error("cancel a session: there is none of that id")]
    NotFound,
    /// It has come to an end of its own: 409 `session_settled`.
    #[error("cancel a session: it has come to an end already")]
    Settled,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Calls a session off (scope `sessions:write`), whatever is being done with it: a verification under
/// way ends without a result, and a case leaves the reviewers' list. What was stored stays until it
/// lapses or is erased. A session that was cancelled before stays so. Audited.
///
/// # Errors
/// When there is none of that id, or it is settled.
pub async fn cancel_session(
    app: &App,
    integrator: &Integrator,
    session: SessionId,
) -> Result<SessionView, CancelSessionError> {
    let (tenant, now) = (integrator.tenant, app.now());
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let is_cancelled =
        credence_storage::set_session_cancelled(&mut *transaction, tenant, session, now)
            .await
            .map_err(Fault::from)?;
    if is_cancelled {
        // Whoever made it does not get the way into it again.
        credence_storage::delete_session_tokens(&mut *transaction, tenant, &[session])
            .await
            .map_err(Fault::from)?;
        let what = EventType::SessionCancelled;
        events::record(app, &mut transaction, (tenant, session), what, now).await?;
        let actor = Actor::Integrator(integrator.key);
        let act = Act::new(tenant, actor, "session_cancelled").about(session);
        append(&mut transaction, act, now).await?;
    }
    transaction.commit().await.map_err(Fault::from)?;
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(CancelSessionError::NotFound)?;
    if is_cancelled {
        app.changes.look_now();
        metrics::counter!("credence_sessions_cancelled_total").increment(1);
    } else if row.state != SessionState::Cancelled {
        return Err(CancelSessionError::Settled);
    }
    Ok(view(app, &row, Viewer::Integrator)?)
}
