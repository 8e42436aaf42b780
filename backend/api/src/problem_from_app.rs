//! Which status and code each refusal of a use case becomes.

use credence_app::{
    AuthenticationError, CaseError, CreateChallengeError, CreateSessionError, DecideCaseError,
    FirstAdministratorError, GiveNamesError, ReadSessionError, ResultError, SignInError,
    SubmitError,
};

use crate::problem::Problem;
use crate::problem_code::ProblemCode;

impl From<AuthenticationError> for Problem {
    fn from(error: AuthenticationError) -> Self {
        match error {
            AuthenticationError::Unknown => Self::unauthorized(),
            AuthenticationError::ScopeMissing => Self::new(
                ProblemCode::ScopeMissing,
                "The key is valid but lacks the scope that this call needs.",
            ),
            AuthenticationError::Fault(fault) => fault.into(),
        }
    }
}

impl From<CreateSessionError> for Problem {
    fn from(error: CreateSessionError) -> Self {
        match error {
            CreateSessionError::Authentication(error) => error.into(),
            CreateSessionError::ReferenceMalformed => Self::new(
                ProblemCode::InvalidReference,
                "reference has more than 200 characters or a control character.",
            ),
            CreateSessionError::LocaleMalformed => Self::new(
                ProblemCode::InvalidLocale,
                "locale is no language tag (BCP 47), such as \"en\" or \"fr-CA\".",
            ),
            CreateSessionError::ScopeMissing => Self::link_takes_more_scopes(),
            CreateSessionError::Idempotency(error) => error.into(),
            CreateSessionError::Fault(fault) => fault.into(),
        }
    }
}

impl From<ReadSessionError> for Problem {
    fn from(error: ReadSessionError) -> Self {
        match error {
            ReadSessionError::UnknownToken => Self::unauthorized(),
            ReadSessionError::NotFound => Self::not_found(),
            ReadSessionError::Fault(fault) => fault.into(),
        }
    }
}

impl From<SubmitError> for Problem {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::UnknownToken => Self::unauthorized(),
            SubmitError::NotFound => Self::not_found(),
            SubmitError::SessionNotOpen => Self::session_not_open(),
            SubmitError::ConsentMissing => Self::consent_required(),
            SubmitError::RequestAlreadySubmitted => Self::request_already_submitted(),
            SubmitError::Fault(fault) => fault.into(),
        }
    }
}

impl Problem {
    pub(crate) fn session_not_open() -> Self {
        Self::new(
            ProblemCode::SessionNotOpen,
            "The session takes no submission in its present state.",
        )
    }

    pub(crate) fn request_already_submitted() -> Self {
        Self::new(
            ProblemCode::RequestAlreadySubmitted,
            "That request was handed in before.",
        )
    }
}

impl From<CreateChallengeError> for Problem {
    fn from(error: CreateChallengeError) -> Self {
        match error {
            CreateChallengeError::UnknownToken => Self::unauthorized(),
            CreateChallengeError::NotFound => Self::not_found(),
            CreateChallengeError::ConsentMissing => Self::consent_required(),
            CreateChallengeError::NotAvailable => Self::new(
                ProblemCode::ChallengeNotAvailable,
                "There are no head turns to record for this session now.",
            ),
            CreateChallengeError::Fault(fault) => fault.into(),
        }
    }
}

impl From<GiveNamesError> for Problem {
    fn from(error: GiveNamesError) -> Self {
        match error {
            GiveNamesError::UnknownToken => Self::unauthorized(),
            GiveNamesError::NotFound => Self::not_found(),
            GiveNamesError::NotAsked => Self::new(
                ProblemCode::NameNotAsked,
                "The session does not ask for a name in its present state.",
            ),
            GiveNamesError::Malformed(errors) => {
                let fields: Vec<_> = errors.iter().map(|error| error.field).collect();
                let detail = format!("{} cannot be a name in a passport.", fields.join(" and "));
                let rules = errors.iter().map(|error| (error.field, error.message));
                Self::invalid_fields(ProblemCode::InvalidNames, detail, rules)
            }
            GiveNamesError::Fault(fault) => fault.into(),
        }
    }
}

impl From<ResultError> for Problem {
    fn from(error: ResultError) -> Self {
        match error {
            ResultError::NotFound => Self::not_found(),
            ResultError::NotReady => Self::new(
                ProblemCode::ResultNotReady,
                "The session has no result in its present state.",
            ),
            ResultError::SessionErased => Self::session_erased(),
            ResultError::Fault(fault) => fault.into(),
        }
    }
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Refused => Self::new(
                ProblemCode::SignInRefused,
                "The e-mail address or the password is wrong.",
            ),
            SignInError::Fault(fault) => fault.into(),
        }
    }
}

impl From<FirstAdministratorError> for Problem {
    fn from(error: FirstAdministratorError) -> Self {
        match error {
            FirstAdministratorError::InvitationRefused => Self::invitation_refused(),
            FirstAdministratorError::NameMalformed => Self::new(
                ProblemCode::InvalidName,
                "name has to be 1 to 200 characters, without control characters.",
            ),
            FirstAdministratorError::EmailMalformed => {
                Self::new(ProblemCode::InvalidEmail, "email is no e-mail address.")
            }
            FirstAdministratorError::PasswordLength => Self::new(
                ProblemCode::InvalidPassword,
                "password has to be 12 to 1,000 characters.",
            ),
            FirstAdministratorError::EmailTaken => Self::new(
                ProblemCode::EmailTaken,
                "Somebody signs in with that e-mail address already.",
            ),
            FirstAdministratorError::Fault(fault) => fault.into(),
        }
    }
}

impl Problem {
    pub(crate) fn invitation_refused() -> Self {
        Self::new(
            ProblemCode::InvitationRefused,
            "The invitation is unknown, used or lapsed.",
        )
    }
}

impl From<CaseError> for Problem {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::NotFound => Self::not_found(),
            CaseError::Fault(fault) => fault.into(),
        }
    }
}

impl From<DecideCaseError> for Problem {
    fn from(error: DecideCaseError) -> Self {
        match error {
            DecideCaseError::NotFound => Self::not_found(),
            DecideCaseError::AlreadyDecided => Self::new(
                ProblemCode::CaseAlreadyDecided,
                "The case does not wait for a decision.",
            ),
            DecideCaseError::Changed => Self::new(
                ProblemCode::CaseChanged,
                "The case has changed since you last looked at it. Open it again, then decide.",
            ),
            DecideCaseError::ReasonLength => Self::new(
                ProblemCode::InvalidReason,
                "reason has to be 3 to 2,000 characters.",
            ),
            DecideCaseError::GroupMalformed => {
                let detail = "A group's name has 1 to 40 characters and no control characters.";
                Self::new(ProblemCode::InvalidGroup, detail)
            }
            DecideCaseError::NothingCompared => {
                let detail = "The faces of this case were not compared: leave out faces.";
                Self::new(ProblemCode::NothingCompared, detail)
            }
            DecideCaseError::Fault(fault) => fault.into(),
        }
    }
}
