use credence_types::{RequestId, SessionId};

use crate::app::App;
use crate::credential::SessionToken;
use crate::fault::Fault;
use crate::session_view::SessionView;

/// A submission was refused.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The token is unknown: 401.
    #[error("submit a request: the token is unknown")]
    UnknownToken,
    /// There is no such session, or the token is for another: 404.
    #[error("submit a request: there is no session of that id")]
    NotFound,
    /// The session takes no submission now: 409 `session_not_open`.
    #[error("submit a request: the session takes none now")]
    SessionNotOpen,
    /// The request was handed in before: 409 `request_already_submitted`.
    #[error("submit a request: it was handed in before")]
    RequestAlreadySubmitted,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Hands in the DVS request that holds the person's photographs. Repeating the call with the same
/// request, while it is being looked at, answers the same.
///
/// # Errors
/// When the token is refused, the session is not open, or the request was handed in before.
pub async fn submit(
    app: &App,
    token: &SessionToken,
    session: SessionId,
    request: RequestId,
) -> Result<SessionView, SubmitError> {
    todo!()
}
