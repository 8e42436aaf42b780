use std::collections::BTreeMap;

use credence_types::DocumentType;
use serde::{Deserialize, Serialize};

use crate::check::CheckCode;
use crate::score::Score;

/// What an organisation asks for before it believes somebody. Versioned: every decision names the
/// version it was taken under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The name under which decisions are stored; change it with every change of the rest.
    pub version: String,
    /// The least scores that pass.
    pub thresholds: Thresholds,
    /// The kinds of document that are good enough.
    pub accepted_document_types: Vec<DocumentType>,
    /// What each check is for. A check that is not listed is `review_when_failed`.
    pub checks: BTreeMap<CheckCode, CheckRule>,
    /// The operator's word that presentation attack detection was tested by ISO/IEC 30107-3 and
    /// conforms. GPG45's verification score 3 needs it.
    #[serde(default)]
    pub is_presentation_attack_detection_conformant: bool,
}

/// The least scores that pass, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// For the document as a whole.
    pub document: Score,
    /// For the likeness of selfie and portrait.
    pub face: Score,
    /// For the living person.
    pub liveness: Score,
    /// For the agreement of the zones.
    pub fields: Score,
    /// For the pictures.
    pub image_quality: Score,
}

/// What a check is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckRule {
    /// Required; a failure rejects.
    RejectWhenFailed,
    /// Required; a failure goes to a reviewer.
    ReviewWhenFailed,
    /// Required; a failure asks the person to try again.
    RetakeWhenFailed,
    /// Reported, never decisive.
    Informational,
    /// Not made and not reported.
    Off,
}

impl CheckRule {
    /// Whether an approval needs this check.
    #[must_use]
    pub const fn is_required(self) -> bool {
        matches!(
            self,
            Self::RejectWhenFailed | Self::ReviewWhenFailed | Self::RetakeWhenFailed
        )
    }
}

/// A policy that could not be applied safely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The version has no or too many characters.
    #[error("a policy's version has 1 to 64 characters")]
    Version,
    /// No document would ever be accepted.
    #[error("a policy accepts at least one kind of document")]
    NoDocumentType,
    /// The policy would approve somebody of whose document nothing was read.
    #[error("a policy requires document_readable")]
    ReadabilityNotRequired,
    /// The policy would turn people away for a sign that honest people may show as well.
    #[error("a policy does not reject, nor ask for a retake, for {} alone: a reviewer looks", .0.as_str())]
    SignDecides(CheckCode),
}

impl Policy {
    /// What the check is for. A sign is at most `review_when_failed`.
    #[must_use]
    pub fn rule(&self, code: CheckCode) -> CheckRule {
        let rule = self.checks.get(&code).copied();
        let rule = rule.unwrap_or(CheckRule::ReviewWhenFailed);
        if code.is_sign() && rule.is_required() {
            return CheckRule::ReviewWhenFailed;
        }
        rule
    }

    /// Checks what the types cannot; call it on every policy that was read from outside.
    ///
    /// # Errors
    /// When the policy could not be applied safely.
    pub fn validate(&self) -> Result<(), PolicyError> {
        if !(1..=64).contains(&self.version.chars().count()) {
            return Err(PolicyError::Version);
        }
        if self.accepted_document_types.is_empty() {
            return Err(PolicyError::NoDocumentType);
        }
        if !self.rule(CheckCode::DocumentReadable).is_required() {
            return Err(PolicyError::ReadabilityNotRequired);
        }
        let decides = |code: &CheckCode| {
            let rule = self.checks.get(code);
            code.is_sign() && rule.is_some_and(|rule| *rule != self.rule(*code))
        };
        CheckCode::ALL
            .into_iter()
            .find(decides)
            .map_or(Ok(()), |code| Err(PolicyError::SignDecides(code)))
    }
}

impl Default for Policy {
    /// The first policy: 70 for document, face and liveness (the vendor's recommendation,
    /// dvs-wire section 6); every failure goes to a reviewer, nothing is rejected unseen.
    fn default() -> Self {
        const SEVENTY: Score = Score::constant(70);
        Self {
            version: "2026-11-27.3".to_owned(),
            thresholds: Thresholds {
                document: SEVENTY,
                face: SEVENTY,
                liveness: SEVENTY,
                fields: SEVENTY,
                image_quality: Score::constant(50),
            },
            accepted_document_types: vec![
                DocumentType::DriverLicenseOrId,
                DocumentType::Passport,
                DocumentType::PassportCard,
                DocumentType::GreenCard,
                DocumentType::InternationalId,
                DocumentType::EmploymentAuthorization,
            ],
            checks: CheckCode::ALL
                .into_iter()
                .map(|code| match code {
                    CheckCode::ImageQuality | CheckCode::CaptureSource => {
                        (code, CheckRule::Informational)
                    }
                    CheckCode::DocumentReadable
                    | CheckCode::DocumentTypeAccepted
                    | CheckCode::DocumentInDate
                    | CheckCode::BarcodeStructure
                    | CheckCode::MrzCheckDigits
                    | CheckCode::FieldsConsistent
                    | CheckCode::DocumentConfidence
                    | CheckCode::FaceMatch
                    | CheckCode::PresentationAttack
                    | CheckCode::PassportRecord
                    | CheckCode::HeadTurn
                    | CheckCode::ScreenPattern
                    | CheckCode::ImageReuse
                    | CheckCode::DuplicatePerson
                    | CheckCode::ForgerySignals => (code, CheckRule::ReviewWhenFailed),
                })
                .collect(),
            is_presentation_attack_detection_conformant: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_policy_is_sound_and_survives_json() {
        let policy = Policy::default();
        assert_eq!(policy.validate(), Ok(()));
        let json = serde_json::to_string(&policy).unwrap();
        assert_eq!(serde_json::from_str::<Policy>(&json).unwrap(), policy);
    }

    #[test]
    fn an_unknown_key_or_rule_is_refused() {
        let json = serde_json::to_string(&Policy::default()).unwrap();
        let unknown_key = json.replacen("\"version\"", "\"colour\":1,\"version\"", 1);
        let unknown_rule = json.replacen("review_when_failed", "trust_me", 1);
        let unknown_check = json.replacen("face_match", "face_mach", 1);
        for broken in [unknown_key, unknown_rule, unknown_check] {
            assert!(serde_json::from_str::<Policy>(&broken).is_err());
        }
    }

    #[test]
    fn an_unsafe_policy_is_refused() {
        let sound = Policy::default();
        let mut policy = sound.clone();
        policy.version.clear();
        assert_eq!(policy.validate(), Err(PolicyError::Version));
        let mut policy = sound.clone();
        policy.accepted_document_types.clear();
        assert_eq!(policy.validate(), Err(PolicyError::NoDocumentType));
        let mut policy = sound;
        policy
            .checks
            .insert(CheckCode::DocumentReadable, CheckRule::Informational);
        assert_eq!(policy.validate(), Err(PolicyError::ReadabilityNotRequired));
    }

    #[test]
    fn a_sign_alone_turns_nobody_away() {
        for code in CheckCode::ALL.into_iter().filter(|code| code.is_sign()) {
            for rule in [CheckRule::RejectWhenFailed, CheckRule::RetakeWhenFailed] {
                let mut policy = Policy::default();
                policy.checks.insert(code, rule);
                assert_eq!(policy.validate(), Err(PolicyError::SignDecides(code)));
                assert_eq!(policy.rule(code), CheckRule::ReviewWhenFailed);
            }
        }
    }

    #[test]
    fn a_check_that_is_not_listed_is_required() {
        let mut policy = Policy::default();
        policy.checks.clear();
        assert!(
            CheckCode::ALL
                .iter()
                .all(|code| policy.rule(*code).is_required())
        );
    }
}
