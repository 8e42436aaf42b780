use credence_types::FaceStatus;
use serde::{Deserialize, Serialize};

use crate::assess::outcome;
use crate::check::{CheckCode, CheckOutcome};
use crate::evidence::{AuthorityRecord, Evidence};
use crate::policy::Policy;

/// What one piece of evidence is worth in the words of GPG45, "How to prove and verify someone's
/// identity". The guidance scores a person's activity, fraud and verification elsewhere.
///
/// The numbers are those that the UK government's own checker gives a passport for a record check
/// of HM Passport Office (`record_check`, GOV.UK One Login's passport credential issuer).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceScores {
    /// How hard the document is to get and to forge, 1 to 4. A passport has 4.
    pub strength: u8,
    /// How surely it is genuine and valid, 0 to 4. A record check alone gives 2.
    pub validity: u8,
    /// What speaks against it.
    pub contra_indicators: Vec<ContraIndicator>,
}

/// A sign against a piece of evidence, by One Login's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ContraIndicator {
    /// The issuing authority has no valid document of these details.
    D02,
}

impl ContraIndicator {
    /// The code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::D02 => "D02",
        }
    }
}

const PASSPORT_STRENGTH: u8 = 4;
const RECORD_CHECK_VALIDITY: u8 = 2;

/// The scores of a passport whose record was checked; none where there was no answer. What we read by
/// optical means adds nothing to a record check; where the document's sources contradict each other it
/// is not known whose details the authority confirmed, and the scores are withheld.
pub(crate) fn scores_of(evidence: &Evidence) -> Option<EvidenceScores> {
    let (validity, contra_indicators) = match evidence.authority.as_ref()? {
        AuthorityRecord::Valid if evidence.is_contradictory() => return None,
        AuthorityRecord::Valid => (RECORD_CHECK_VALIDITY, Vec::new()),
        AuthorityRecord::Invalid => (0, vec![ContraIndicator::D02]),
        AuthorityRecord::Unavailable { .. } => return None,
    };
    Some(EvidenceScores {
        strength: PASSPORT_STRENGTH,
        validity,
        contra_indicators,
    })
}

/// A face compared by a model without a measured error rate, or without tested presentation attack
/// detection.
const UNPROVEN_VERIFICATION: u8 = 1;
/// A face compared by a biometric system whose errors are measured and which detects presentation
/// attacks.
const BIOMETRIC_VERIFICATION: u8 = 3;

/// GPG45's verification score of the person; none where the photograph looks staged. Ours is 3 only
/// where the operator has calibrated the model and answers for the presentation attack detection.
pub(crate) fn verification_of(evidence: &Evidence, policy: &Policy) -> Option<u8> {
    if outcome(CheckCode::PresentationAttack, evidence, policy) == CheckOutcome::Failed {
        return None;
    }
    let Some(comparison) = &evidence.face_comparison else {
        let is_match = evidence.face_match >= Some(policy.thresholds.face);
        return is_match.then_some(UNPROVEN_VERIFICATION);
    };
    if comparison.status != FaceStatus::Consistent {
        return None;
    }
    let is_proven = comparison.calibrated && policy.is_presentation_attack_detection_conformant;
    Some(if is_proven {
        BIOMETRIC_VERIFICATION
    } else {
        UNPROVEN_VERIFICATION
    })
}
