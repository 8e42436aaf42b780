use crate::fault::Fault;
use crate::idempotency::IdempotencyError;

/// An act on a webhook endpoint or delivery was refused.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// There is no such endpoint or delivery, or it is another tenant's: 404.
    #[error("use a webhook: there is none of that id")]
    NotFound,
    /// The address is not one to send to: 422 `invalid_url`. What it leads to is not told.
    #[error("use a webhook: the address is not allowed")]
    AddressRefused,
    /// The description is too long or has a control character: 422 `invalid_description`.
    #[error("use a webhook: the description is too long or has a control character")]
    DescriptionMalformed,
    /// The overlap is longer than a week: 422 `invalid_overlap`.
    #[error("use a webhook: the overlap is too long")]
    OverlapTooLong,
    /// The secret before the last rotation still signs: 409 `rotation_under_way`.
    #[error("use a webhook: the secret before the last rotation still signs")]
    RotationUnderWay,
    /// The tenant has as many endpoints as it may: 409 `too_many_endpoints`.
    #[error("use a webhook: there are as many endpoints as there may be")]
    TooMany,
    /// The endpoint is disabled: 409 `endpoint_disabled`.
    #[error("use a webhook: the endpoint is disabled")]
    Disabled,
    /// The call comes again, and cannot be answered as before.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sqlx::Error> for WebhookError {
    fn from(error: sqlx::Error) -> Self {
        Self::Fault(error.into())
    }
}
