use credence_types::{CountryCode, DocumentType};
use serde::{Deserialize, Serialize};

use crate::assess::outcome;
use crate::check::{CheckCode, CheckOutcome};
use crate::evidence::{AuthorityRecord, Evidence};
use crate::gpg45::assessment::Withheld;
use crate::issuer::code_of;
use crate::policy::Policy;

/// What one check of a document is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceScore {
    /// The kind of document.
    pub document_type: DocumentType,
    /// How hard it is to get and to forge, 1 to 4.
    pub strength: u8,
    /// How surely it is genuine and valid, 0 to 4.
    pub validity: u8,
}

/// The issuer confirmed the details.
const CONFIRMED_BY_ISSUER: u8 = 2;
/// The visible security features look genuine to a reader that is trained to look for them: the most
/// that pictures can show.
const FEATURES_LOOK_GENUINE: u8 = 2;
/// What can be read is in order, and nothing looks wrong.
const READS_IN_ORDER: u8 = 1;

/// The scores of the document that was read, or why there are none.
pub(crate) fn evidence_score(
    evidence: &Evidence,
    policy: &Policy,
) -> Result<EvidenceScore, Withheld> {
    let Some(document_type) = evidence.document_type else {
        return Err(Withheld::DocumentUnknown);
    };
    let strength = strength(document_type, evidence.issuing_country.as_ref());
    let strength = strength.ok_or(Withheld::StrengthUnknown)?;
    let validity = match &evidence.authority {
        _ if evidence.is_contradictory() => return Err(Withheld::SourcesDiffer),
        Some(AuthorityRecord::Unavailable { .. }) => return Err(Withheld::AuthorityUnavailable),
        Some(_) if evidence.authority_is_simulated => return Err(Withheld::AuthoritySimulated),
        Some(AuthorityRecord::Invalid) => 0,
        Some(AuthorityRecord::Valid) if is_void(evidence) => 0,
        Some(AuthorityRecord::Valid) => CONFIRMED_BY_ISSUER,
        None => optical_validity(evidence, policy),
    };
    Ok(EvidenceScore {
        document_type,
        strength,
        validity,
    })
}

/// Where the guidance names the document. It gives a passport 4 for its chip, and every British one
/// that is in date has one; of another state's a picture does not show it. Licences with a photograph
/// have 3. Cards that are not named have none here: nobody gains by a guess.
fn strength(kind: DocumentType, issuer: Option<&CountryCode>) -> Option<u8> {
    match kind {
        DocumentType::Passport if issuer.map(code_of) == Some("GBR") => Some(4),
        DocumentType::Passport | DocumentType::DriverLicenseOrId => Some(3),
        DocumentType::PassportCard
        | DocumentType::GreenCard
        | DocumentType::InternationalId
        | DocumentType::EmploymentAuthorization
        | DocumentType::FaceOnly
        | DocumentType::Barcode => None,
    }
}

fn is_void(evidence: &Evidence) -> bool {
    evidence.reported_void == Some(true) || evidence.tampering == Some(true)
}

/// What pictures alone show, 0 to 2. Whatever could not be looked at counts as not in order.
fn optical_validity(evidence: &Evidence, policy: &Policy) -> u8 {
    let is_passed = |code| outcome(code, evidence, policy) == CheckOutcome::Passed;
    let may_not_apply = |code| {
        matches!(
            outcome(code, evidence, policy),
            CheckOutcome::Passed | CheckOutcome::NotApplicable
        )
    };
    let reads_in_order = is_passed(CheckCode::DocumentReadable)
        && is_passed(CheckCode::DocumentInDate)
        && may_not_apply(CheckCode::BarcodeStructure)
        && may_not_apply(CheckCode::MrzCheckDigits)
        && !is_void(evidence);
    if !reads_in_order {
        return 0;
    }
    let looks_genuine = policy.is_document_inspection_conformant
        && is_passed(CheckCode::DocumentConfidence)
        && is_passed(CheckCode::FieldsConsistent)
        && may_not_apply(CheckCode::ForgerySignals);
    if looks_genuine {
        FEATURES_LOOK_GENUINE
    } else {
        READS_IN_ORDER
    }
}
