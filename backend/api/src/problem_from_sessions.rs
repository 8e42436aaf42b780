//! Which status and code each refusal becomes that is about listing and ending sessions and about
//! their images.

use credence_app::{
    CancelSessionError, CreateSessionTokenError, CursorError, EraseSessionError, ListSessionsError,
    SessionImageError,
};

use crate::problem::Problem;
use crate::problem_code::ProblemCode;

impl Problem {
    /// 410: it was there, and never comes back.
    pub(crate) fn session_erased() -> Self {
        Self::new(
            ProblemCode::SessionErased,
            "The session was erased, and everything about its person with it.",
        )
    }
}

impl From<CursorError> for Problem {
    fn from(error: CursorError) -> Self {
        match error {
            CursorError::Refused => Self::new(
                ProblemCode::InvalidCursor,
                "cursor is not one that this list gave for this filter.",
            ),
            CursorError::Fault(fault) => fault.into(),
        }
    }
}

impl From<ListSessionsError> for Problem {
    fn from(error: ListSessionsError) -> Self {
        match error {
            ListSessionsError::ReferenceMalformed => Self::new(
                ProblemCode::InvalidReference,
                "reference has more than 200 characters or a control character.",
            ),
            ListSessionsError::Cursor(error) => error.into(),
            ListSessionsError::Fault(fault) => fault.into(),
        }
    }
}

impl From<CancelSessionError> for Problem {
    fn from(error: CancelSessionError) -> Self {
        match error {
            CancelSessionError::NotFound => Self::not_found(),
            CancelSessionError::Settled => Self::new(
                ProblemCode::SessionSettled,
                "The session has come to an end already.",
            ),
            CancelSessionError::Fault(fault) => fault.into(),
        }
    }
}

impl Problem {
    /// A link was asked for that shows more than the key may.
    pub(crate) fn link_takes_more_scopes() -> Self {
        Self::new(
            ProblemCode::ScopeMissing,
            "Photographs were handed in: a link to them takes a key with pii:read and images:read too.",
        )
    }
}

impl From<CreateSessionTokenError> for Problem {
    fn from(error: CreateSessionTokenError) -> Self {
        match error {
            CreateSessionTokenError::NotFound => Self::not_found(),
            CreateSessionTokenError::ScopeMissing => Self::link_takes_more_scopes(),
            CreateSessionTokenError::NotOpen => Self::new(
                ProblemCode::SessionNotOpen,
                "The session was cancelled or has expired; make another.",
            ),
            CreateSessionTokenError::SessionErased => Self::session_erased(),
            CreateSessionTokenError::Idempotency(error) => error.into(),
            CreateSessionTokenError::Fault(fault) => fault.into(),
        }
    }
}

impl From<EraseSessionError> for Problem {
    fn from(error: EraseSessionError) -> Self {
        match error {
            EraseSessionError::NotFound => Self::not_found(),
            EraseSessionError::Held => {
                Self::new(ProblemCode::SessionHeld, "A legal hold is on the session.")
            }
            EraseSessionError::Fault(fault) => fault.into(),
        }
    }
}

impl From<SessionImageError> for Problem {
    fn from(error: SessionImageError) -> Self {
        match error {
            SessionImageError::NotFound => Self::not_found(),
            SessionImageError::SessionErased => Self::session_erased(),
            SessionImageError::Fault(fault) => fault.into(),
        }
    }
}
