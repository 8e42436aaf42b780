use std::collections::{BTreeMap, BTreeSet};

use credence_types::{CountryCode, DocumentType};
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
    /// The countries whose documents are good enough, as three-letter codes; every one where none is
    /// listed.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub accepted_countries: BTreeSet<CountryCode>,
    /// The countries whose documents are not.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub refused_countries: BTreeSet<CountryCode>,
    /// The age in years that the holder must have; none is asked for without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_age: Option<u8>,
    /// So many tries of one person are usual; more are a sign.
    #[serde(default = "usual_attempts")]
    pub usual_attempts: u8,
    /// What each check is for. A check that is not listed counts as in the first policy
    /// ([`CheckRule::usual`]): a policy that was written before there was such a check is read as ever, and
    /// gets what a new check is meant to be.
    pub checks: BTreeMap<CheckCode, CheckRule>,
    /// The operator's word that presentation attack detection was tested by ISO/IEC 30107-3 and
    /// conforms. GPG45's verification score 3 needs it.
    #[serde(default)]
    pub is_presentation_attack_detection_conformant: bool,
    /// The operator's word that the reader looks for the visible security features of the documents
    /// that are accepted, as a trained person would. GPG45's validity score 2 of a document whose
    /// issuer was not asked needs it.
    #[serde(default)]
    pub is_document_inspection_conformant: bool,
}

/// A selfie in poor light and a document with glare take two tries each at most; that is three in all.
const fn usual_attempts() -> u8 {
    3
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
    /// What the check is for in the first policy, and wherever a policy does not say.
    #[must_use]
    pub const fn usual(code: CheckCode) -> Self {
        match code {
            // A portrait that is missing leaves no face to match, and an issuer that differs is a field
            // that differs: both are decided by the check that needs them, and an honest document that
            // shows neither well is not sent to a reviewer twice. Tries are bounded already, and poor
            // light takes many.
            CheckCode::ImageQuality
            | CheckCode::CaptureSource
            | CheckCode::IssuerConsistent
            | CheckCode::PortraitPresent
            | CheckCode::Attempts => Self::Informational,
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
            | CheckCode::ForgerySignals
            | CheckCode::CountryAccepted
            | CheckCode::HolderAge
            | CheckCode::DocumentReuse => Self::ReviewWhenFailed,
        }
    }

    /// Whether an approval needs this check.
    #[must_use]
    pub const fn is_required(self) -> bool {
        matches!(
            self,
            Self::RejectWhenFailed | Self::ReviewWhenFailed | Self::RetakeWhenFailed
        )
    }
}

impl Policy {
    /// What the check is for. A sign is at most `review_when_failed`.
    #[must_use]
    pub fn rule(&self, code: CheckCode) -> CheckRule {
        let rule = self.checks.get(&code).copied();
        let rule = rule.unwrap_or_else(|| CheckRule::usual(code));
        if code.is_sign() && rule.is_required() {
            return CheckRule::ReviewWhenFailed;
        }
        rule
    }
}

impl Default for Policy {
    /// The first policy: 70 for document, face and liveness (the vendor's recommendation,
    /// dvs-wire section 6); every failure goes to a reviewer, nothing is rejected unseen.
    fn default() -> Self {
        const SEVENTY: Score = Score::constant(70);
        Self {
            version: "2026-11-28.1".to_owned(),
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
            accepted_countries: BTreeSet::new(),
            refused_countries: BTreeSet::new(),
            minimum_age: None,
            usual_attempts: usual_attempts(),
            checks: CheckCode::ALL
                .into_iter()
                .map(|code| (code, CheckRule::usual(code)))
                .collect(),
            is_presentation_attack_detection_conformant: false,
            is_document_inspection_conformant: false,
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
    fn a_policy_is_read_from_toml_and_from_an_older_file() {
        let text = r#"
            version = "shop.1"
            accepted_document_types = ["passport"]
            accepted_countries = ["GBR", "FRA"]
            minimum_age = 18
            [thresholds]
            document = 70
            face = 70
            liveness = 70
            fields = 70
            image_quality = 50
            [checks]
            "holder.age" = "reject_when_failed"
            face_match = "review_when_failed"
        "#;
        let policy: Policy = toml::from_str(text).unwrap();
        assert_eq!(policy.validate(), Ok(()));
        assert_eq!(policy.minimum_age, Some(18));
        assert_eq!(policy.accepted_countries.len(), 2);
        assert_eq!(
            policy.rule(CheckCode::HolderAge),
            CheckRule::RejectWhenFailed
        );
        let older = text.replace("minimum_age = 18", "").replace(
            "accepted_countries = [\"GBR\", \"FRA\"]",
            "is_presentation_attack_detection_conformant = true",
        );
        let older: Policy = toml::from_str(&older).unwrap();
        assert_eq!((older.minimum_age, older.usual_attempts), (None, 3));
        assert!(older.accepted_countries.is_empty());
        assert!(!older.is_document_inspection_conformant);
        for unknown in ["minimal_age = 18", "accepted_countries = [\"gbr\"]"] {
            let text = text
                .replace("minimum_age = 18", unknown)
                .replace("accepted_countries = [\"GBR\", \"FRA\"]", "");
            assert!(toml::from_str::<Policy>(&text).is_err(), "{unknown}");
        }
    }

    #[test]
    fn a_check_that_is_not_listed_counts_as_usual() {
        let mut policy = Policy::default();
        policy.checks.clear();
        for code in CheckCode::ALL {
            assert_eq!(policy.rule(code), CheckRule::usual(code));
        }
        assert!(policy.rule(CheckCode::DocumentReadable).is_required());
    }

    /// As tenants' policies were kept before barcodes, countries, ages, tries and earlier sightings of a
    /// document were checked.
    #[test]
    fn a_policy_of_an_older_build_is_read_and_its_new_checks_count_as_usual() {
        let older = r#"{
            "version": "shop.7",
            "thresholds": {"document": 80, "face": 70, "liveness": 70, "fields": 70, "image_quality": 50},
            "accepted_document_types": ["passport"],
            "checks": {
                "document_readable": "retake_when_failed",
                "document_in_date": "reject_when_failed",
                "image_quality": "review_when_failed",
                "face_match": "informational"
            }
        }"#;
        let policy: Policy = serde_json::from_str(older).unwrap();
        assert_eq!(policy.validate(), Ok(()));
        assert_eq!(
            policy.rule(CheckCode::ImageQuality),
            CheckRule::ReviewWhenFailed
        );
        assert_eq!(policy.rule(CheckCode::FaceMatch), CheckRule::Informational);
        assert_eq!(policy.rule(CheckCode::Attempts), CheckRule::Informational);
        assert_eq!(
            policy.rule(CheckCode::DocumentReuse),
            CheckRule::ReviewWhenFailed
        );
        let kept = serde_json::to_value(&policy).unwrap();
        let checks = kept["checks"].as_object().unwrap();
        assert_eq!(
            checks.len(),
            4,
            "what it does not say is not written into it"
        );
    }
}
