use credence_types::CaptureStep;
use serde::{Deserialize, Serialize};

use crate::assess::assess;
use crate::assurance::{EvidenceScores, scores_of, verification_of};
use crate::check::{Check, CheckCode, CheckOutcome};
use crate::evidence::Evidence;
use crate::gpg45::{Gpg45, gpg45};
use crate::nist::{Nist, nist};
use crate::policy::{CheckRule, Policy};

/// What follows from the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionOutcome {
    /// Every required check passed.
    Approved,
    /// A check failed for which the policy rejects.
    Rejected,
    /// A person has to look.
    NeedsReview,
    /// The person has to try again.
    Retake,
}

impl DecisionOutcome {
    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::NeedsReview => "needs_review",
            Self::Retake => "retake",
        }
    }
}

/// What the person is asked to photograph again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetakeRequest {
    /// The picture.
    pub step: CaptureStep,
    /// Why, as a stable code.
    pub code: String,
}

/// A verdict with everything it rests on. No personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What follows.
    pub outcome: DecisionOutcome,
    /// Every check the policy makes, in reporting order.
    pub checks: Vec<Check>,
    /// Set when the outcome is `retake`.
    pub retake: Option<RetakeRequest>,
    /// What the document is worth in the words of GPG45, where its issuing authority answered.
    /// Decisions taken before it could be asked have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assurance: Option<EvidenceScores>,
    /// GPG45's verification score of the person, 1 or 3; none where their face was not found to be
    /// that of the portrait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification: Option<u8>,
    /// What the submission comes to by GPG45. Decisions taken before that was told have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gpg45: Option<Gpg45>,
    /// What it comes to by NIST SP 800-63A-4. Decisions taken before that was told have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nist: Option<Nist>,
    /// The policy it was taken under.
    pub policy_version: String,
}

impl Decision {
    /// The codes of the checks that failed.
    pub fn failed_checks(&self) -> impl Iterator<Item = CheckCode> {
        self.checks
            .iter()
            .filter(|check| check.outcome == CheckOutcome::Failed)
            .map(|c| c.code)
    }
}

/// Judges the evidence. Pure: the same evidence and policy give the same bytes.
///
/// A rejection weighs more than a retake, a retake more than a review. Approval needs every required
/// check to have passed or not to apply, and at least one to have passed.
#[must_use]
pub fn decide(evidence: &Evidence, policy: &Policy) -> Decision {
    let made: Vec<(CheckRule, Check)> = CheckCode::ALL
        .into_iter()
        .map(|code| (rule(code, evidence, policy), code))
        .filter(|(rule, _)| *rule != CheckRule::Off)
        .map(|(rule, code)| (rule, assess(code, evidence, policy)))
        .collect();
    let failed_under = |wanted: CheckRule| {
        made.iter()
            .find(|(rule, check)| *rule == wanted && check.outcome == CheckOutcome::Failed)
            .map(|(_, check)| check.code)
    };
    let (outcome, retake) = if failed_under(CheckRule::RejectWhenFailed).is_some() {
        (DecisionOutcome::Rejected, None)
    } else if let Some(code) = failed_under(CheckRule::RetakeWhenFailed) {
        let retake = RetakeRequest {
            step: retake_step(code),
            code: code.as_str().to_owned(),
        };
        (DecisionOutcome::Retake, Some(retake))
    } else if may_approve(&made) {
        (DecisionOutcome::Approved, None)
    } else {
        (DecisionOutcome::NeedsReview, None)
    };
    Decision {
        outcome,
        checks: made.into_iter().map(|(_, check)| check).collect(),
        retake,
        assurance: scores_of(evidence),
        verification: verification_of(evidence, policy),
        gpg45: Some(gpg45(evidence, policy)),
        nist: Some(nist(evidence, policy)),
        policy_version: policy.version.clone(),
    }
}

/// A comparison of faces, or a portrait that was not found, turns nobody away by itself, calibrated or
/// not, and neither does print, which can be misread: somebody looks first.
fn rule(code: CheckCode, evidence: &Evidence, policy: &Policy) -> CheckRule {
    let rule = policy.rule(code);
    let is_of_print = matches!(
        code,
        CheckCode::FieldsConsistent | CheckCode::DocumentConfidence | CheckCode::IssuerConsistent
    );
    let is_of_face = matches!(code, CheckCode::FaceMatch | CheckCode::PortraitPresent);
    let is_ours = (is_of_face && evidence.face_comparison.is_some())
        || (is_of_print && evidence.document_fields.is_some());
    if is_ours && rule == CheckRule::RejectWhenFailed {
        return CheckRule::ReviewWhenFailed;
    }
    rule
}

fn may_approve(made: &[(CheckRule, Check)]) -> bool {
    let outcomes = || {
        made.iter()
            .filter(|(rule, _)| rule.is_required())
            .map(|(_, check)| check.outcome)
    };
    outcomes().all(|outcome| matches!(outcome, CheckOutcome::Passed | CheckOutcome::NotApplicable))
        && outcomes().any(|outcome| outcome == CheckOutcome::Passed)
}

/// The picture that a failed check is about.
#[must_use]
pub const fn retake_step(code: CheckCode) -> CaptureStep {
    match code {
        CheckCode::BarcodeStructure => CaptureStep::Back,
        CheckCode::FaceMatch
        | CheckCode::PresentationAttack
        | CheckCode::HeadTurn
        | CheckCode::ScreenPattern
        | CheckCode::DuplicatePerson => CaptureStep::Face,
        CheckCode::DocumentReadable
        | CheckCode::DocumentTypeAccepted
        | CheckCode::DocumentInDate
        | CheckCode::MrzCheckDigits
        | CheckCode::FieldsConsistent
        | CheckCode::DocumentConfidence
        | CheckCode::ImageQuality
        | CheckCode::PassportRecord
        | CheckCode::ImageReuse
        | CheckCode::CaptureSource
        | CheckCode::ForgerySignals
        | CheckCode::CountryAccepted
        | CheckCode::IssuerConsistent
        | CheckCode::PortraitPresent
        | CheckCode::HolderAge
        | CheckCode::DocumentReuse
        | CheckCode::Attempts => CaptureStep::Front,
    }
}
