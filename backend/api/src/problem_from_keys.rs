//! Which status and code each refusal becomes that is about keys and calls that come again.

use credence_app::{CreateKeyError, IdempotencyError, RevokeKeyError};
use http::StatusCode;

use crate::problem::Problem;

impl Problem {
    pub(crate) fn malformed_idempotency_key() -> Self {
        Self::unprocessable(
            "invalid_idempotency_key",
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
                StatusCode::CONFLICT,
                "idempotency_key_in_use",
                "The same call still runs. Try again after the seconds given in Retry-After.",
            )
            .after(retry_after_seconds),
            IdempotencyError::Reused => Self::unprocessable(
                "idempotency_key_reused",
                "The Idempotency-Key was used before for another call or with another body.",
            ),
            IdempotencyError::SessionErased => Self::session_erased(),
            IdempotencyError::Fault(fault) => fault.into(),
        }
    }
}

impl From<CreateKeyError> for Problem {
    fn from(error: CreateKeyError) -> Self {
        match error {
            CreateKeyError::NameMalformed => Self::unprocessable(
                "invalid_name",
                "name has to be 1 to 200 characters, without control characters.",
            ),
            CreateKeyError::NoScope => {
                Self::unprocessable("invalid_scopes", "scopes has to name at least one scope.")
            }
            CreateKeyError::ExpiryPast => Self::unprocessable(
                "invalid_expiry",
                "expires_at has to be in the future, and before the year 10000.",
            ),
            CreateKeyError::ScopeNotHeld => Self::new(
                StatusCode::FORBIDDEN,
                "scope_not_held",
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
                StatusCode::CONFLICT,
                "key_in_use",
                "A key can't revoke itself. Make another one and revoke this one with it.",
            ),
            RevokeKeyError::Fault(fault) => fault.into(),
        }
    }
}
