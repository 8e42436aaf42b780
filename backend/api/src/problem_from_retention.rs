//! Which status and code each refusal becomes that is about how long things are kept.

use credence_app::{HoldError, RetentionRefused, SetRetentionError};

use crate::problem::Problem;
use crate::problem_code::ProblemCode;

impl From<RetentionRefused> for Problem {
    fn from(error: RetentionRefused) -> Self {
        let detail = format!("{} {}", error.pointer, error.rule);
        let pointer = error.pointer.replacen('#', "#/policy", 1);
        Self::invalid_at(ProblemCode::InvalidRetention, detail, pointer, error.rule)
    }
}

impl From<SetRetentionError> for Problem {
    fn from(error: SetRetentionError) -> Self {
        match error {
            SetRetentionError::Refused(error) => error.into(),
            SetRetentionError::Fault(fault) => fault.into(),
        }
    }
}

impl From<HoldError> for Problem {
    fn from(error: HoldError) -> Self {
        match error {
            HoldError::NotFound => Self::not_found(),
            HoldError::SessionErased => Self::session_erased(),
            HoldError::Fault(fault) => fault.into(),
        }
    }
}
