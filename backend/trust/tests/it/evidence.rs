use credence_trust::{DocumentReuse, Evidence, ImageReuse, Reading, Score};
use credence_types::{CalendarDate, DocumentType, Redacted};

pub(crate) fn score(value: u8) -> Option<Score> {
    Some(Score::try_from(value).unwrap())
}

pub(crate) fn day(text: &str) -> CalendarDate {
    text.parse().unwrap()
}

/// A driving licence on which every check passes under the default policy.
pub(crate) fn flawless() -> Evidence {
    Evidence {
        document_type: Some(DocumentType::DriverLicenseOrId),
        issuing_country: Some("USA".parse().unwrap()),
        expires_on: Some(Redacted::new(day("2030-01-01"))),
        born_on: Some(Redacted::new(day("1990-04-01"))),
        portrait_found: Some(true),
        document_reuse: Some(DocumentReuse::FirstSeen),
        attempts: Some(1),
        reported_expired: Some(false),
        barcode_valid: Some(true),
        field_agreement: score(100),
        document_confidence: score(70),
        face_match: score(70),
        image_reuse: Some(ImageReuse::None),
        liveness: score(70),
        tampering: Some(false),
        image_quality: score(90),
        ..Evidence::nothing_known(day("2026-11-22"), Reading::Read)
    }
}
