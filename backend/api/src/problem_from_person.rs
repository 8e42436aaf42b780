//! Which status and code each refusal becomes that is about a person's own page.

use credence_app::CreateCodeError;

use crate::problem::Problem;

impl From<CreateCodeError> for Problem {
    fn from(error: CreateCodeError) -> Self {
        match error {
            CreateCodeError::UnknownToken => Self::unauthorized(),
            CreateCodeError::NotFound => Self::not_found(),
            CreateCodeError::SessionErased => Self::session_erased(),
            CreateCodeError::Fault(fault) => fault.into(),
        }
    }
}
