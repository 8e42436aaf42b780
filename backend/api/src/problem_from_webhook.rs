use credence_app::WebhookError;

use crate::problem::Problem;
use crate::problem_code::ProblemCode;

impl From<WebhookError> for Problem {
    fn from(error: WebhookError) -> Self {
        match error {
            WebhookError::NotFound => Self::not_found(),
            // Where a name led is nothing for the caller to learn.
            WebhookError::AddressRefused => Self::new(
                ProblemCode::InvalidUrl,
                "url has to be a public https address of at most 2,000 characters, without user \
                 name, password or fragment.",
            ),
            WebhookError::DescriptionMalformed => Self::new(
                ProblemCode::InvalidDescription,
                "description has more than 200 characters or a control character.",
            ),
            WebhookError::OverlapTooLong => Self::new(
                ProblemCode::InvalidOverlap,
                "overlap_seconds has to be 0 to 604,800, which is a week.",
            ),
            WebhookError::RotationUnderWay => Self::new(
                ProblemCode::RotationUnderWay,
                "The secret before the last rotation still signs. Set force to rotate all the same.",
            ),
            WebhookError::TooMany => Self::new(
                ProblemCode::TooManyEndpoints,
                "There are as many webhook endpoints as there may be. Delete one first.",
            ),
            WebhookError::Disabled => Self::new(
                ProblemCode::EndpointDisabled,
                "The endpoint is disabled. Enable it first.",
            ),
            WebhookError::Idempotency(error) => error.into(),
            WebhookError::Fault(fault) => fault.into(),
        }
    }
}
