//! Which status and code each refusal becomes that is about keys and calls that come again.

use credence_app::{CreateKeyError, IdempotencyError, RevokeKeyError};

use crate::problem::Problem;
use crate::problem_code::ProblemCode;

impl Problem {
    pub(crate) fn malformed_idempotency_key() -> Self {
        Self::new(
            ProblemCode::InvalidIdempotencyKey,
            "Idempotency-Key has to be 1 to 255 printable ASCII characters, quoted or bare, given \
             once.",
        )
    }
}

impl From<IdempotencyError> for Problem {
    fn from(error: IdempotencyError) -> Self {
        match error {
            IdempotencyError::InUse {
                retry_after_seconds,
            } => Self::new(
                ProblemCode::IdempotencyKeyInUse,
                "The same call still runs. Try again after the seconds given in Retry-After.",
            )
            .after(retry_after_seconds),
            IdempotencyError::Reused => Self::new(
                ProblemCode::IdempotencyKeyReused,
                "The Idempotency-Key was used before for another call or with another body.",
            ),
            IdempotencyError::SessionErased => Self::session_erased(),
            IdempotencyError::SessionEnded => Self::new(
                ProblemCode::SessionSettled,
                "The session that the call made was called off or has expired.",
            ),
            IdempotencyError::Fault(fault) => fault.into(),
        }
    }
}

impl From<CreateKeyError> for Problem {
    fn from(error: CreateKeyError) -> Self {
        match error {
            CreateKeyError::NameMalformed => Self::new(
                ProblemCode::InvalidName,
                "name has to be 1 to 200 characters, without control characters.",
            ),
            CreateKeyError::NoScope => Self::new(
                ProblemCode::InvalidScopes,
                "scopes has to name at least one scope.",
            ),
            CreateKeyError::ExpiryPast => Self::new(
                ProblemCode::InvalidExpiry,
                "expires_at has to be in the future, and before the year 10000.",
            ),
            CreateKeyError::ScopeNotHeld => Self::new(
                ProblemCode::ScopeNotHeld,
                "A key can give another only the scopes that it has itself.",
            ),
            CreateKeyError::Idempotency(error) => error.into(),
            CreateKeyError::Fault(fault) => fault.into(),
        }
    }
}

impl From<RevokeKeyError> for Problem {
    fn from(error: RevokeKeyError) -> Self {
        match error {
            RevokeKeyError::NotFound => Self::not_found(),
            RevokeKeyError::OwnKey => Self::new(
                ProblemCode::KeyInUse,
                "A key can't revoke itself. Make another one and revoke this one with it.",
            ),
            RevokeKeyError::Fault(fault) => fault.into(),
        }
    }
}
