//! The issuing authority's record: the evidence to the reason for the integrator.

use credence_types::DocumentType;

use crate::evidence::{AuthorityRecord, Evidence};
use crate::reason::{Finding, Reason};

/// Only UK passports have an authority that can be asked (the Document Checking Service). A
/// passport of unknown issuer may be one.
pub(crate) fn passport_record(evidence: &Evidence) -> Finding {
    let country = evidence.issuing_country.as_ref().map(|code| code.as_str());
    let reason = match (&evidence.authority, evidence.document_type, country) {
        (Some(AuthorityRecord::Valid), _, _) => Reason::RecordValid,
        (Some(AuthorityRecord::Invalid), _, _) => Reason::RecordInvalid,
        (Some(AuthorityRecord::Unavailable { code }), _, _) => return why(code).with([code]),
        (None, Some(DocumentType::DriverLicenseOrId), _) => Reason::NoAuthority,
        // Whatever the page calls it, it may be a passport.
        (None, Some(_), Some("GBR" | "GB"))
        | (None, Some(DocumentType::Passport), None)
        | (None, None, _) => Reason::AuthorityNotAsked,
        (None, Some(_), _) => Reason::NoAuthority,
    };
    let who = if evidence.authority_is_simulated {
        " A simulator answered, not HM Passport Office itself."
    } else {
        ""
    };
    reason.with([&who])
}

/// What a code means. One that this build does not know is told as it is.
fn why(code: &str) -> Reason {
    match code {
        "outage" => Reason::AuthorityOutage,
        "circuit_open" => Reason::AuthorityCircuitOpen,
        "quota_used_up" => Reason::AuthorityQuotaUsedUp,
        "rate_limited" | "overloaded" => Reason::AuthorityBusy,
        "not_opened" | "not_an_answer" | "other_request" => Reason::AuthorityAnswerNotGenuine,
        "unreachable" | "timeout" | "cut_off" | "tls" => Reason::AuthorityUnreachable,
        "client_certificate_missing"
        | "client_certificate_refused"
        | "certificate_not_valid"
        | "not_sealed"
        | "not_found"
        | "request_refused" => Reason::AuthorityAccessNotSetUp,
        "details_unread" => Reason::AuthorityDetailsUnread,
        "details_refused" => Reason::AuthorityDetailsRefused,
        "document_doubtful" => Reason::AuthorityDocumentDoubtful,
        _ => Reason::AuthorityNoUsableAnswer,
    }
}
