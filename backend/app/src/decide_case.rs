use credence_types::{CaptureStep, Redacted, SessionId};

use crate::app::App;
use crate::authenticate::Administrator;
use crate::case::Case;
use crate::fault::Fault;

/// What a reviewer decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewDecision {
    /// The person is who they say.
    Approve,
    /// They could not prove it.
    Reject,
    /// A picture has to be taken again.
    Retake(CaptureStep),
}

/// A reviewer's decision was refused.
#[derive(Debug, thiserror::Error)]
pub enum DecideCaseError {
    /// There is no such case, or it is another tenant's: 404.
    #[error("decide a case: there is none of that id")]
    NotFound,
    /// The case does not wait for a decision: 409 `case_already_decided`.
    #[error("decide a case: it does not wait for a decision")]
    AlreadyDecided,
    /// The reason has fewer than 3 or more than 2,000 characters: 422.
    #[error("decide a case: the reason has fewer than 3 or more than 2,000 characters")]
    ReasonLength,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Settles a case that waits for a reviewer. Audited, with its reason sealed beside it.
///
/// # Errors
/// When there is no such case, it does not wait for a decision, or the reason is refused.
pub async fn decide_case(
    app: &App,
    administrator: &Administrator,
    session: SessionId,
    decision: ReviewDecision,
    reason: Redacted<String>,
) -> Result<Case, DecideCaseError> {
    todo!()
}
