use credence_dvs_protocol::ErrorCode;
use credence_outbound::{BuildError, OutboundError, StatusCode};

/// A client could not be built.
#[derive(Debug, thiserror::Error)]
pub enum DvsClientBuildError {
    /// The server's address has no host or path to append to.
    #[error("build a DVS client: the server's address cannot have paths below it")]
    BaseUrl,
    /// The HTTP client could not be built.
    #[error("build a DVS client")]
    Outbound(#[source] BuildError),
}

/// DVS gave no outcome. A picture that cannot be used is an outcome, not an error.
#[derive(Debug, thiserror::Error)]
pub enum DvsError {
    /// The key is unknown, revoked or of the wrong kind.
    #[error("call DVS: the key was refused")]
    Unauthorised,
    /// There is no such request in the key's account.
    #[error("call DVS: there is no such request")]
    NotFound,
    /// The request lapsed before it was verified.
    #[error("call DVS: the request has expired")]
    Expired,
    /// The request was verified before, and either failed for a reason that no new picture mends
    /// or the server does not tell the outcome any more.
    #[error("call DVS: the request was verified before and has no usable outcome")]
    Failed {
        /// The reason, where it is told.
        code: Option<ErrorCode>,
    },
    /// DVS does not accept the call.
    #[error("call DVS: refused with status {status} and code {code:?}")]
    Refused {
        /// The answer's status.
        status: StatusCode,
        /// The answer's code; `None` when its body could not be read.
        code: Option<ErrorCode>,
    },
    /// DVS cannot be reached or is failing; a later call may succeed.
    #[error("call DVS: it is not available")]
    Unavailable(#[source] Unavailable),
    /// The answer is not one of DVS, or is about another request.
    #[error("read DVS's answer: it is not a result of this request")]
    Unreadable,
    /// The request could not be written.
    #[error("write a DVS request")]
    Unwritable(#[source] serde_json::Error),
}

/// Why DVS gave no answer for now.
#[derive(Debug, thiserror::Error)]
pub enum Unavailable {
    /// The call did not come through.
    #[error("the call did not come through")]
    Outbound(#[source] OutboundError),
    /// The server is failing or too busy.
    #[error("the server answered with status {0}")]
    Status(StatusCode),
    /// The request is being verified by an earlier call.
    #[error("the request is still being verified")]
    StillProcessing,
}
