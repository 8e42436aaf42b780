use credence_storage::{SessionRow, SessionState};
use credence_types::SessionId;
use subtle::ConstantTimeEq;

use crate::app::App;
use crate::authenticate::Integrator;
use crate::credential::SessionToken;
use crate::fault::Fault;
use crate::session_view::{SessionView, Viewer, view};

/// A session could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadSessionError {
    /// The token is unknown: 401.
    #[error("read a session: the token is unknown")]
    UnknownToken,
    /// There is no such session, or it is someone else's: 404.
    #[error("read a session: there is none of that id")]
    NotFound,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The session as its person's page sees it.
///
/// # Errors
/// When the token is unknown or is for another session.
pub async fn session_for_person(
    app: &App,
    token: &SessionToken,
    session: SessionId,
) -> Result<SessionView, ReadSessionError> {
    let row = row_for_person(app, token, session).await?;
    Ok(view(app, &row, Viewer::Person)?)
}

/// The session as its integrator sees it (scope `sessions:read`).
///
/// # Errors
/// When there is none of that id.
pub async fn session_for_integrator(
    app: &App,
    integrator: &Integrator,
    session: SessionId,
) -> Result<SessionView, ReadSessionError> {
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(ReadSessionError::NotFound)?;
    Ok(view(app, &row, Viewer::Integrator)?)
}

/// The session behind a token, which was checked.
pub(crate) async fn row_for_person(
    app: &App,
    token: &SessionToken,
    session: SessionId,
) -> Result<SessionRow, ReadSessionError> {
    let row = credence_storage::session_by_id(&app.pool, token.tenant, token.session)
        .await
        .map_err(Fault::from)?
        .ok_or(ReadSessionError::UnknownToken)?;
    let is_same: bool = row.token_hash.ct_eq(&token.hash).into();
    if !is_same {
        return Err(ReadSessionError::UnknownToken);
    }
    if row.id != session {
        return Err(ReadSessionError::NotFound);
    }
    Ok(row)
}

/// The integrator's own session; `None` where there is none of that id.
pub(crate) async fn row_for_integrator(
    app: &App,
    integrator: &Integrator,
    session: SessionId,
) -> Result<Option<SessionRow>, Fault> {
    Ok(credence_storage::session_by_id(&app.pool, integrator.tenant, session).await?)
}

/// Whether the session was erased after `row` was read: what hangs on it is then gone, and is no fault.
pub(crate) async fn is_erased_by_now(app: &App, row: &SessionRow) -> Result<bool, Fault> {
    let now = credence_storage::session_by_id(&app.pool, row.tenant, row.id).await?;
    Ok(now.is_none_or(|row| row.state == SessionState::Erased))
}
