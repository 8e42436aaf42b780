use std::sync::Arc;

use credence_types::SessionId;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::authenticate::Integrator;
use crate::credential::SessionToken;
use crate::fault::Fault;
use crate::read_session::ReadSessionError;
use crate::session_view::SessionView;

/// Who in this process waits for which session.
#[derive(Debug, Default)]
pub(crate) struct Changes {}

/// One listener's view of a session.
pub struct SessionWatch {
    app: Arc<App>,
}

impl SessionWatch {
    /// The session as it is now, at the first call; then waits for each change. `None` after a
    /// settled state was given. A slow listener skips versions but never misses the last.
    ///
    /// Cancel-safe.
    ///
    /// # Errors
    /// When the session could not be read; the watch stays usable.
    pub async fn next(&mut self) -> Option<Result<SessionView, Fault>> {
        todo!()
    }
}

/// Watches a session for its person's page.
///
/// # Errors
/// As [`crate::session_for_person`].
pub async fn watch_for_person(
    app: &Arc<App>,
    token: &SessionToken,
    session: SessionId,
) -> Result<SessionWatch, ReadSessionError> {
    todo!()
}

/// Watches a session for its integrator.
///
/// # Errors
/// As [`crate::session_for_integrator`].
pub async fn watch_for_integrator(
    app: &Arc<App>,
    integrator: &Integrator,
    session: SessionId,
) -> Result<SessionWatch, ReadSessionError> {
    todo!()
}

/// Looks twice a second for changes of the sessions that this process watches, until cancelled. One
/// a process is enough; without it, watches still notice a change within five seconds.
pub async fn follow_changes(app: Arc<App>, cancel: CancellationToken) {
    todo!()
}
