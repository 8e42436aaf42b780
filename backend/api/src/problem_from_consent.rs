//! Which status and code each refusal becomes that is about consent and branding.

use credence_app::{
    BrandingError, ConsentStatementError, DeclineConsentError, GiveConsentError, Theme,
};

use crate::problem::Problem;
use crate::problem_code::ProblemCode;

impl Problem {
    /// 409: nothing happens before the person agrees.
    pub(crate) fn consent_required() -> Self {
        Self::new(
            ProblemCode::ConsentRequired,
            "The person has not agreed to what is asked now.",
        )
    }

    /// 409: an integrator that hands in a request of its own says that the person agrees.
    pub(crate) fn consent_to_state() -> Self {
        Self::new(
            ProblemCode::ConsentRequired,
            "State the person's consent: `consent` with `obtained_by` (`integrator`), `text_version` and \
             `given_at`. None is known, or what the person agreed to on the page is not asked any more.",
        )
    }
}

impl From<GiveConsentError> for Problem {
    fn from(error: GiveConsentError) -> Self {
        match error {
            GiveConsentError::UnknownToken => Self::unauthorized(),
            GiveConsentError::NotFound => Self::not_found(),
            GiveConsentError::SessionNotOpen => Self::session_not_open(),
            GiveConsentError::TextChanged => Self::new(
                ProblemCode::ConsentTextChanged,
                "These are not the words that the session asks about now.",
            ),
            GiveConsentError::BiometricMissing => Self::new(
                ProblemCode::BiometricConsentMissing,
                "The comparison of faces takes an agreement of its own.",
            ),
            GiveConsentError::Fault(fault) => fault.into(),
        }
    }
}

impl From<DeclineConsentError> for Problem {
    fn from(error: DeclineConsentError) -> Self {
        match error {
            DeclineConsentError::UnknownToken => Self::unauthorized(),
            DeclineConsentError::NotFound => Self::not_found(),
            DeclineConsentError::SessionNotOpen => Self::session_not_open(),
            DeclineConsentError::Fault(fault) => fault.into(),
        }
    }
}

impl From<ConsentStatementError> for Problem {
    fn from(error: ConsentStatementError) -> Self {
        let (pointer, rule) = match error {
            ConsentStatementError::TextVersion => (
                "#/consent/text_version",
                "A version is 1 to 100 of the characters A-Z, a-z, 0-9 and . _ : -.",
            ),
            ConsentStatementError::GivenAt => (
                "#/consent/given_at",
                "A consent that is stated was given in the past.",
            ),
        };
        Self::invalid_at(ProblemCode::InvalidConsent, rule, pointer.to_owned(), rule)
    }
}

impl From<BrandingError> for Problem {
    fn from(error: BrandingError) -> Self {
        match error {
            BrandingError::Malformed(field) => {
                let (pointer, rule) = (field.pointer().to_owned(), field.rule());
                Self::invalid_at(ProblemCode::InvalidBranding, rule, pointer, rule)
            }
            BrandingError::Contrast(field, failure) => {
                let theme = match failure.theme {
                    Theme::Light => "light",
                    Theme::Dark => "dark",
                };
                // Rounded down: a refusal never reads as enough.
                let ratio = (failure.ratio * 100.0).floor() / 100.0;
                let detail = format!(
                    "On {theme}, the accent's contrast with {} is {ratio:.2}:1; text needs 4.50:1.",
                    failure.with
                );
                let rule = "Text needs a contrast of 4.5:1.";
                let pointer = field.pointer().to_owned();
                Self::invalid_at(ProblemCode::InvalidBranding, detail, pointer, rule)
            }
            BrandingError::Changed => Self::new(
                ProblemCode::BrandingChanged,
                "The branding has changed since the version that you gave.",
            ),
            BrandingError::Fault(fault) => fault.into(),
        }
    }
}
