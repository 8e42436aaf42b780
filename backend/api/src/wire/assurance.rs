use serde::Serialize;
use utoipa::ToSchema;

use super::names::{
    ConfidenceLevel, DocumentType, EvidenceStrength, RequirementCode, RequirementStatus, Withheld,
};

/// What a submission comes to by GPG45, "How to prove and verify someone's identity". Five parts, none
/// of which makes up for another.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Gpg45 {
    /// The scores of the documents; empty where they are withheld.
    evidence: Vec<DocumentScore>,
    /// Of activity over time: nobody is asked, so always 0.
    #[schema(minimum = 0, maximum = 4)]
    activity: u8,
    /// Of checks with those who fight identity fraud: nobody is asked, so always 0.
    #[schema(minimum = 0, maximum = 3)]
    fraud: u8,
    /// Of the person's being the holder.
    #[schema(minimum = 0, maximum = 4)]
    verification: u8,
    /// Why there are neither scores of a document nor profiles; null where there are.
    #[schema(required)]
    withheld: Option<Withheld>,
    /// The identity profiles that are met, such as `L1B`.
    profiles: Vec<&'static str>,
    /// For each level of confidence that is not reached, the scores that the nearest profile lacks.
    missing: Vec<MissingScores>,
}

/// What one check of a document is worth.
#[derive(Debug, Serialize, ToSchema)]
struct DocumentScore {
    document_type: DocumentType,
    /// How hard it is to get and to forge.
    #[schema(minimum = 1, maximum = 4)]
    strength: u8,
    /// How surely it is genuine and valid.
    #[schema(minimum = 0, maximum = 4)]
    validity: u8,
}

/// The scores that a profile needs and that are lacking; null where one is high enough.
#[derive(Debug, Serialize, ToSchema)]
struct MissingScores {
    profile: &'static str,
    level: ConfidenceLevel,
    /// What pieces of evidence must still reach.
    evidence: Vec<EvidenceNeed>,
    #[schema(required, minimum = 0, maximum = 4)]
    activity: Option<u8>,
    #[schema(required, minimum = 0, maximum = 3)]
    fraud: Option<u8>,
    #[schema(required, minimum = 0, maximum = 4)]
    verification: Option<u8>,
}

/// What one piece of evidence must reach.
#[derive(Debug, Serialize, ToSchema)]
struct EvidenceNeed {
    #[schema(minimum = 1, maximum = 4)]
    strength: u8,
    #[schema(minimum = 0, maximum = 4)]
    validity: u8,
}

/// What a submission comes to by NIST SP 800-63A-4. No identity assurance level is claimed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Nist {
    /// How strong the document is; null where it is not known or cannot count.
    #[schema(required)]
    strength: Option<EvidenceStrength>,
    requirements: Vec<Requirement>,
}

/// One requirement and what is known of it.
#[derive(Debug, Serialize, ToSchema)]
struct Requirement {
    code: RequirementCode,
    status: RequirementStatus,
}

impl From<credence_app::gpg45::Gpg45> for Gpg45 {
    fn from(own: credence_app::gpg45::Gpg45) -> Self {
        let evidence = own.evidence.into_iter().map(|score| DocumentScore {
            document_type: score.document_type.into(),
            strength: score.strength,
            validity: score.validity,
        });
        let profiles = own.profiles.into_iter().map(|profile| profile.as_str());
        Self {
            evidence: evidence.collect(),
            activity: own.activity,
            fraud: own.fraud,
            verification: own.verification,
            withheld: own.withheld.map(Into::into),
            profiles: profiles.collect(),
            missing: own.missing.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<credence_app::gpg45::MissingScores> for MissingScores {
    fn from(own: credence_app::gpg45::MissingScores) -> Self {
        let evidence = own.evidence.into_iter().map(|need| EvidenceNeed {
            strength: need.strength,
            validity: need.validity,
        });
        Self {
            profile: own.profile.as_str(),
            level: own.level.into(),
            evidence: evidence.collect(),
            activity: own.activity,
            fraud: own.fraud,
            verification: own.verification,
        }
    }
}

impl From<credence_app::nist::Nist> for Nist {
    fn from(own: credence_app::nist::Nist) -> Self {
        let requirements = own.requirements.into_iter().map(|own| Requirement {
            code: own.code.into(),
            status: own.status.into(),
        });
        Self {
            strength: own.strength.map(Into::into),
            requirements: requirements.collect(),
        }
    }
}
