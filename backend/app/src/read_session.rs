use credence_types::SessionId;

use crate::app::App;
use crate::authenticate::Integrator;
use crate::credential::SessionToken;
use crate::fault::Fault;
use crate::session_view::SessionView;

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
    todo!()
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
    todo!()
}
