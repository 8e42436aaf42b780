use credence_trust::{Check, CheckCode, CheckOutcome, Decision, Evidence, Reading};
use credence_types::DocumentType;
use serde::Serialize;

use super::verified::{Values, day};

/// One piece of evidence in the words of OpenID Connect for Identity Assurance.
#[derive(Serialize)]
pub(super) struct EvidenceClaim {
    r#type: &'static str,
    check_details: Vec<CheckDetail>,
    document_details: DocumentDetails,
}

/// How the evidence was checked.
#[derive(Serialize)]
struct CheckDetail {
    check_method: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<&'static str>,
}

#[derive(Serialize)]
struct DocumentDetails {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    document_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_of_issuance: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_of_expiry: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<Issuer>,
}

#[derive(Serialize)]
struct Issuer {
    country_code: String,
}

impl EvidenceClaim {
    /// The document; `None` where none was read.
    pub(super) fn of(
        evidence: &Evidence,
        decision: &Decision,
        values: &Values<'_>,
    ) -> Option<Self> {
        if evidence.reading != Reading::Read {
            return None;
        }
        let country = evidence.issuing_country.as_ref();
        Some(Self {
            r#type: "document",
            check_details: check_details(evidence, decision),
            document_details: DocumentDetails {
                r#type: type_of(evidence.document_type?)?,
                document_number: values.get("id"),
                date_of_issuance: values.get("issued").and_then(|text| day(&text)),
                date_of_expiry: values.get("expires").and_then(|text| day(&text)),
                issuer: country.map(|country| Issuer {
                    country_code: country.as_str().to_owned(),
                }),
            },
        })
    }
}

/// The registered name of a check that was made and passed. A picture was looked at, but where only the
/// text of a barcode was sent.
fn check_details(evidence: &Evidence, decision: &Decision) -> Vec<CheckDetail> {
    let mut details = Vec::new();
    if evidence.document_type != Some(DocumentType::Barcode) {
        details.push(CheckDetail {
            check_method: "vri",
            organization: None,
        });
    }
    let has_passed = |code| {
        let passed = |check: &Check| check.code == code && check.outcome == CheckOutcome::Passed;
        decision.checks.iter().any(passed)
    };
    if has_passed(CheckCode::PassportRecord) {
        details.push(CheckDetail {
            check_method: "data",
            organization: Some(if evidence.authority_is_simulated {
                "Simulator of the Document Checking Service"
            } else {
                "HM Passport Office"
            }),
        });
    }
    if has_passed(CheckCode::FaceMatch) {
        details.push(CheckDetail {
            check_method: "bvr",
            organization: None,
        });
    }
    details
}

/// The registered name of a kind of document, where there is one; else a plain word.
const fn type_of(document: DocumentType) -> Option<&'static str> {
    match document {
        DocumentType::Passport => Some("passport"),
        DocumentType::PassportCard | DocumentType::InternationalId => Some("idcard"),
        DocumentType::GreenCard => Some("residence_permit"),
        // The barcode does not tell the two apart.
        DocumentType::DriverLicenseOrId | DocumentType::Barcode => Some("driving_permit_or_idcard"),
        DocumentType::EmploymentAuthorization => Some("employment_authorization"),
        DocumentType::FaceOnly => None,
    }
}
