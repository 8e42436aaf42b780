//! Who issued the document, and whether it shows its holder.

use credence_types::{CountryCode, DocumentType};

use crate::evidence::Evidence;
use crate::fields::issuer_consistent;
use crate::policy::Policy;
use crate::reason::Reason;

/// Without a list in the policy, every country is accepted. An issuer on which the sources differ is
/// not known.
pub(crate) fn country_accepted(evidence: &Evidence, policy: &Policy) -> Reason {
    let (accepted, refused) = (&policy.accepted_countries, &policy.refused_countries);
    if accepted.is_empty() && refused.is_empty() {
        return Reason::EveryIssuerAccepted;
    }
    let told = issuer_consistent(evidence);
    let Some(issuer) = &evidence.issuing_country else {
        return Reason::IssuerUnknown;
    };
    if told.reason == Reason::IssuerDiffers {
        return Reason::IssuerUnknown;
    }
    let is_issuer = |country: &CountryCode| code_of(country) == code_of(issuer);
    let is_accepted = accepted.is_empty() || accepted.iter().any(is_issuer);
    if is_accepted && !refused.iter().any(is_issuer) {
        Reason::IssuerAccepted
    } else {
        Reason::IssuerRefused
    }
}

/// Germany is `D` in its own documents, and some readers give Great Britain two letters.
pub(crate) fn code_of(country: &CountryCode) -> &str {
    match country.as_str() {
        "D" => "DEU",
        "GB" => "GBR",
        other => other,
    }
}

pub(crate) const fn portrait_present(evidence: &Evidence) -> Reason {
    match (evidence.portrait_found, evidence.document_type) {
        (Some(true), _) => Reason::PortraitFound,
        (None | Some(false), Some(DocumentType::FaceOnly | DocumentType::Barcode)) => {
            Reason::PortraitNotCarried
        }
        (Some(false), _) => Reason::PortraitMissing,
        (None, _) => Reason::PortraitNotLookedFor,
    }
}
