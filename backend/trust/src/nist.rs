//! NIST SP 800-63A-4: how strong the evidence is, and which of the requirements on it are met. That is
//! no identity assurance level: a level asks for more than a document and a face.

use credence_types::{CountryCode, DocumentType};
use serde::{Deserialize, Serialize};

use crate::assess::outcome;
use crate::check::{CheckCode, CheckOutcome};
use crate::evidence::{AuthorityRecord, Evidence};
use crate::issuer::code_of;
use crate::policy::Policy;

/// The most strangers that may match, one in so many (section on biometric comparison).
const MOST_FALSE_MATCHES: f64 = 1.0 / 10_000.0;

/// What a submission comes to by SP 800-63A-4. No personal data, and no claim of a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nist {
    /// How strong the document is; none where it is not known or cannot count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<EvidenceStrength>,
    /// The requirements, each of them, in a fixed order.
    pub requirements: Vec<NistRequirement>,
}

/// The strength of a piece of evidence. A picture never makes one superior: that takes data that its
/// issuer signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceStrength {
    /// Fair.
    Fair,
    /// Strong.
    Strong,
    /// Superior.
    Superior,
}

/// One requirement and what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NistRequirement {
    /// The requirement.
    pub code: RequirementCode,
    /// Whether it is met.
    pub status: RequirementStatus,
}

/// Whether a requirement is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequirementStatus {
    /// It is met.
    Met,
    /// It is not.
    NotMet,
    /// Nobody looked, or it could not be told.
    NotAssessed,
}

/// A requirement on evidence and its verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequirementCode {
    /// The document has not expired.
    EvidenceInDate,
    /// The document shows a portrait of its holder.
    EvidenceHasPortrait,
    /// The machine-readable zone or barcode was compared with the print, and they agree.
    PrintComparedWithMachineReadable,
    /// The document was photographed on the spot. Pictures cannot prove that they were.
    DocumentCapturedLive,
    /// The document was found genuine by its security features.
    DocumentAuthenticated,
    /// The issuer's signature over the data in the chip was verified. Pictures have none.
    ChipSignatureVerified,
    /// The details were confirmed by their authoritative source.
    DetailsValidatedWithAuthority,
    /// The person's face was compared with the portrait, and they match.
    VerifiedByBiometric,
    /// The comparison's errors are measured, and of strangers one in 10,000 matches at most.
    FalseMatchRateMeasured,
    /// Presentation attack detection was evaluated.
    PresentationAttackDetectionEvaluated,
}

impl RequirementCode {
    /// Every requirement, in the order in which they are told.
    pub const ALL: [Self; 10] = [
        Self::EvidenceInDate,
        Self::EvidenceHasPortrait,
        Self::PrintComparedWithMachineReadable,
        Self::DocumentCapturedLive,
        Self::DocumentAuthenticated,
        Self::ChipSignatureVerified,
        Self::DetailsValidatedWithAuthority,
        Self::VerifiedByBiometric,
        Self::FalseMatchRateMeasured,
        Self::PresentationAttackDetectionEvaluated,
    ];

    /// The name used in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EvidenceInDate => "evidence_in_date",
            Self::EvidenceHasPortrait => "evidence_has_portrait",
            Self::PrintComparedWithMachineReadable => "print_compared_with_machine_readable",
            Self::DocumentCapturedLive => "document_captured_live",
            Self::DocumentAuthenticated => "document_authenticated",
            Self::ChipSignatureVerified => "chip_signature_verified",
            Self::DetailsValidatedWithAuthority => "details_validated_with_authority",
            Self::VerifiedByBiometric => "verified_by_biometric",
            Self::FalseMatchRateMeasured => "false_match_rate_measured",
            Self::PresentationAttackDetectionEvaluated => "presentation_attack_detection_evaluated",
        }
    }
}

pub(crate) fn nist(evidence: &Evidence, policy: &Policy) -> Nist {
    let requirements = RequirementCode::ALL.map(|code| NistRequirement {
        code,
        status: status(code, evidence, policy),
    });
    Nist {
        strength: strength(evidence, policy),
        requirements: requirements.into(),
    }
}

fn status(code: RequirementCode, evidence: &Evidence, policy: &Policy) -> RequirementStatus {
    use RequirementStatus::{Met, NotAssessed, NotMet};
    let of = |code| of_outcome(outcome(code, evidence, policy));
    let only_against = |code| match of(code) {
        NotMet => NotMet,
        Met | NotAssessed => NotAssessed,
    };
    match code {
        RequirementCode::EvidenceInDate => of(CheckCode::DocumentInDate),
        RequirementCode::EvidenceHasPortrait => of(CheckCode::PortraitPresent),
        RequirementCode::PrintComparedWithMachineReadable => of(CheckCode::FieldsConsistent),
        RequirementCode::DocumentCapturedLive => only_against(CheckCode::CaptureSource),
        RequirementCode::DocumentAuthenticated => authenticated(evidence, policy),
        RequirementCode::ChipSignatureVerified => NotAssessed,
        RequirementCode::DetailsValidatedWithAuthority => match &evidence.authority {
            Some(AuthorityRecord::Invalid) => NotMet,
            Some(AuthorityRecord::Valid)
                if !evidence.authority_is_simulated && !evidence.is_contradictory() =>
            {
                Met
            }
            Some(AuthorityRecord::Valid | AuthorityRecord::Unavailable { .. }) | None => {
                NotAssessed
            }
        },
        RequirementCode::VerifiedByBiometric => of(CheckCode::FaceMatch),
        RequirementCode::FalseMatchRateMeasured => false_match_rate(evidence),
        RequirementCode::PresentationAttackDetectionEvaluated => attack_detection(evidence, policy),
    }
}

const fn of_outcome(outcome: CheckOutcome) -> RequirementStatus {
    match outcome {
        CheckOutcome::Passed => RequirementStatus::Met,
        CheckOutcome::Failed => RequirementStatus::NotMet,
        CheckOutcome::NotApplicable | CheckOutcome::Unavailable => RequirementStatus::NotAssessed,
    }
}

/// What speaks against the document counts; what speaks for it only where the operator answers for the
/// inspection.
fn authenticated(evidence: &Evidence, policy: &Policy) -> RequirementStatus {
    if evidence.tampering == Some(true) || evidence.reported_void == Some(true) {
        return RequirementStatus::NotMet;
    }
    let told = of_outcome(outcome(CheckCode::DocumentConfidence, evidence, policy));
    match told {
        RequirementStatus::Met if !policy.is_document_inspection_conformant => {
            RequirementStatus::NotAssessed
        }
        RequirementStatus::Met | RequirementStatus::NotMet | RequirementStatus::NotAssessed => told,
    }
}

fn false_match_rate(evidence: &Evidence) -> RequirementStatus {
    let comparison = evidence.face_comparison.as_ref();
    let measured = comparison.filter(|comparison| comparison.calibrated);
    match measured.and_then(|comparison| comparison.false_match_rate) {
        Some(rate) if (0.0..=MOST_FALSE_MATCHES).contains(&rate) => RequirementStatus::Met,
        Some(_) => RequirementStatus::NotMet,
        None => RequirementStatus::NotAssessed,
    }
}

/// Our reader says that nobody tested it; the operator may have.
fn attack_detection(evidence: &Evidence, policy: &Policy) -> RequirementStatus {
    if policy.is_presentation_attack_detection_conformant {
        return RequirementStatus::Met;
    }
    match &evidence.face_comparison {
        Some(comparison) if comparison.pad.evaluated => RequirementStatus::Met,
        Some(_) => RequirementStatus::NotMet,
        None => RequirementStatus::NotAssessed,
    }
}

/// A document that expired, was altered, is not its issuer's or contradicts itself counts for nothing.
fn strength(evidence: &Evidence, policy: &Policy) -> Option<EvidenceStrength> {
    let is_passed = |code| outcome(code, evidence, policy) == CheckOutcome::Passed;
    let counts = is_passed(CheckCode::DocumentReadable)
        && is_passed(CheckCode::DocumentInDate)
        && evidence.tampering != Some(true)
        && evidence.authority != Some(AuthorityRecord::Invalid)
        && !evidence.is_contradictory();
    let issuer = evidence.issuing_country.as_ref();
    let strength = kind_strength(evidence.document_type?, issuer, evidence.is_real_id);
    let has_portrait = evidence.portrait_found != Some(false);
    strength.filter(|_| counts).map(|strength| {
        if has_portrait {
            strength
        } else {
            strength.min(EvidenceStrength::Fair)
        }
    })
}

/// Strong is what is issued by written procedures under regulation, with a portrait and physical
/// security: passports, and cards of the United States under the REAL ID Act or by federal law. Of the
/// others it is not known how they are issued.
fn kind_strength(
    kind: DocumentType,
    issuer: Option<&CountryCode>,
    is_real_id: Option<bool>,
) -> Option<EvidenceStrength> {
    let is_american = issuer.map(code_of) == Some("USA");
    let is_strong = match kind {
        DocumentType::Passport
        | DocumentType::GreenCard
        | DocumentType::EmploymentAuthorization => true,
        DocumentType::DriverLicenseOrId => is_real_id == Some(true),
        DocumentType::PassportCard => is_american,
        DocumentType::InternationalId => false,
        DocumentType::FaceOnly | DocumentType::Barcode => return None,
    };
    Some(if is_strong {
        EvidenceStrength::Strong
    } else {
        EvidenceStrength::Fair
    })
}
