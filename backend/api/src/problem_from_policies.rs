//! Which status and code each refusal about a policy or a verification becomes.

use credence_app::{
    ActivatePolicyError, BackTestError, CreatePolicyError, PolicyDocumentError, ReadPolicyError,
    VerifyError,
};
use credence_types::ErrorChain;

use crate::extract::without_values;
use crate::problem::Problem;
use crate::problem_code::ProblemCode;

/// One of 500 verifications takes a second or so.
const BACK_TEST_RETRY_SECONDS: u64 = 2;

impl From<PolicyDocumentError> for Problem {
    fn from(error: PolicyDocumentError) -> Self {
        match error {
            PolicyDocumentError::Malformed { pointer, source } => {
                let reason = without_values(&source.to_string());
                let detail = format!("The policy can't be read at {pointer}. {reason}.");
                let rule = "It is unknown, missing or of the wrong kind.";
                Self::invalid_at(ProblemCode::InvalidPolicy, detail, pointer, rule)
            }
            PolicyDocumentError::Unsafe(error) => {
                let detail = format!(
                    "The policy could not be applied safely: {}.",
                    ErrorChain(&error)
                );
                Self::new(ProblemCode::UnsafePolicy, detail)
            }
        }
    }
}

impl From<CreatePolicyError> for Problem {
    fn from(error: CreatePolicyError) -> Self {
        match error {
            CreatePolicyError::Document(error) => error.into(),
            CreatePolicyError::Attestation => Self::attestation(),
            CreatePolicyError::Exists => Self::new(
                ProblemCode::PolicyExists,
                "There is a policy of that version. A change is a new version.",
            ),
            CreatePolicyError::TooMany => Self::new(
                ProblemCode::TooManyPolicies,
                "There are as many policies as are kept.",
            ),
            CreatePolicyError::Idempotency(error) => error.into(),
            CreatePolicyError::Fault(fault) => fault.into(),
        }
    }
}

impl From<ReadPolicyError> for Problem {
    fn from(error: ReadPolicyError) -> Self {
        match error {
            ReadPolicyError::NotFound => Self::not_found(),
            ReadPolicyError::Fault(fault) => fault.into(),
        }
    }
}

impl Problem {
    fn attestation() -> Self {
        Self::new(
            ProblemCode::UnsafePolicy,
            "is_presentation_attack_detection_conformant and is_document_inspection_conformant are the \
             operator's word: a policy may say so only where the installation's does.",
        )
    }
}

impl From<ActivatePolicyError> for Problem {
    fn from(error: ActivatePolicyError) -> Self {
        match error {
            ActivatePolicyError::NotFound => Self::not_found(),
            ActivatePolicyError::Attestation => Self::attestation(),
            ActivatePolicyError::Fault(fault) => fault.into(),
        }
    }
}

impl From<BackTestError> for Problem {
    fn from(error: BackTestError) -> Self {
        match error {
            BackTestError::NotFound => Self::not_found(),
            BackTestError::ScopeMissing => Self::new(
                ProblemCode::ScopeMissing,
                "Besides admin, trying a policy needs results:read and pii:read: by the policies that it \
                 chooses, a caller learns about people.",
            ),
            BackTestError::Limit => {
                Self::new(ProblemCode::InvalidQuery, "limit has to be 1 to 5,000.")
            }
            BackTestError::Running => Self::new(
                ProblemCode::BackTestRunning,
                "Another policy is being tried at this moment.",
            )
            .after(BACK_TEST_RETRY_SECONDS),
            BackTestError::Fault(fault) => fault.into(),
        }
    }
}

impl From<VerifyError> for Problem {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::NotFound => Self::not_found(),
            VerifyError::SessionNotOpen => Self::session_not_open(),
            VerifyError::ConsentMissing => Self::consent_to_state(),
            VerifyError::RequestAlreadySubmitted => Self::request_already_submitted(),
            VerifyError::Fault(fault) => fault.into(),
        }
    }
}
