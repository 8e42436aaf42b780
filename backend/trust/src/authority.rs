//! The issuing authority's record: the evidence to outcome, with the reason for the integrator.

use credence_types::DocumentType;

use crate::check::CheckOutcome;
use crate::evidence::{AuthorityRecord, Evidence};

/// Only UK passports have an authority that can be asked (the Document Checking Service). A
/// passport of unknown issuer may be one.
pub(crate) fn passport_record(evidence: &Evidence) -> (CheckOutcome, String) {
    let country = evidence.issuing_country.as_ref().map(|code| code.as_str());
    let (outcome, reason) = match (&evidence.authority, evidence.document_type, country) {
        (Some(AuthorityRecord::Valid), _, _) => (
            CheckOutcome::Passed,
            "HM Passport Office knows the passport as valid.",
        ),
        (Some(AuthorityRecord::Invalid), _, _) => (
            CheckOutcome::Failed,
            "HM Passport Office does not know a valid passport of these details.",
        ),
        (Some(AuthorityRecord::Unavailable { code }), _, _) => {
            let reason = format!("{} ({code})", why(code));
            return (CheckOutcome::Unavailable, reason);
        }
        (None, Some(DocumentType::DriverLicenseOrId), _) => (
            CheckOutcome::NotApplicable,
            "There is no authority to ask about this document.",
        ),
        // Whatever the page calls it, it may be a passport.
        (None, Some(_), Some("GBR" | "GB"))
        | (None, Some(DocumentType::Passport), None)
        | (None, None, _) => (
            CheckOutcome::Unavailable,
            "The issuing authority was not asked.",
        ),
        (None, Some(_), _) => (
            CheckOutcome::NotApplicable,
            "There is no authority to ask about this document.",
        ),
    };
    if evidence.authority_is_simulated {
        return (
            outcome,
            format!("{reason} A simulator answered, not HM Passport Office itself."),
        );
    }
    (outcome, reason.to_owned())
}

/// What a code means. One that this build does not know is told as it is.
fn why(code: &str) -> &'static str {
    match code {
        "outage" => "HM Passport Office has an outage.",
        "circuit_open" => {
            "HM Passport Office was not asked: it gave no answer too often just before."
        }
        "quota_used_up" => "HM Passport Office was not asked: the paid checks are used up.",
        "rate_limited" | "overloaded" => "HM Passport Office took no more requests at that time.",
        "not_opened" | "not_an_answer" | "other_request" => {
            "The answer in HM Passport Office's name failed its integrity checks and was not used."
        }
        "unreachable" | "timeout" | "cut_off" | "tls" => {
            "The connection to HM Passport Office failed."
        }
        "client_certificate_missing"
        | "client_certificate_refused"
        | "certificate_not_valid"
        | "not_sealed"
        | "not_found"
        | "request_refused" => {
            "HM Passport Office could not be asked: our access to it is not set up right."
        }
        "details_unread" => {
            "HM Passport Office was not asked: a detail that it needs was not read from an image."
        }
        "details_refused" => {
            "HM Passport Office cannot be asked about these details: one breaks its rules."
        }
        "document_doubtful" => {
            "HM Passport Office was not asked: the document looks tampered with or void."
        }
        _ => "HM Passport Office gave no usable answer.",
    }
}
