//! What DVS says about made-up people.

use credence_dvs_protocol::{DocumentKey, VerificationContent};
use credence_types::{
    CaptureStep, DocumentField, DocumentType, FieldAgreement, FieldSighting, FieldSource,
    ForgeryReading, Redacted,
};

/// The first bytes of a JPEG, and a little more.
pub(crate) const PICTURE: &[u8] = b"\xff\xd8\xff\xe0 a picture of ZELDA-PORTRAIT";
pub(crate) const PICTURE_BASE64: &str = "/9j/4CBhIHBpY3R1cmUgb2YgWkVMREEtUE9SVFJBSVQ=";

/// A surname that appears nowhere else.
pub(crate) const SURNAME: &str = "ZELDASSON";
/// A document number that appears nowhere else.
pub(crate) const NUMBER: &str = "ZELDA7654321";

/// The honest outcome of a licence's back while nothing else can be read.
pub(crate) fn barcode_only() -> VerificationContent {
    let mut content = VerificationContent {
        document_type: Some(DocumentType::DriverLicenseOrId),
        ..VerificationContent::default()
    };
    for (key, text) in [
        (DocumentKey::FamilyName, SURNAME),
        (DocumentKey::FirstName, "Zelda"),
        (DocumentKey::Dob, "1990-04-01"),
        (DocumentKey::Id, NUMBER),
        (DocumentKey::Expires, "2031-04-01"),
        (DocumentKey::Abbr3Country, "USA"),
    ] {
        content.document.set(key, text);
    }
    content.document_check.is_document_expired = Some(false);
    content.document_check.is_pdf417_success = Some(true);
    content
}

/// A result on which every required check passes.
pub(crate) fn flawless() -> VerificationContent {
    let mut content = barcode_only();
    content.document_check.is_ocr_success = Some(true);
    content.document_check.confidence = Some(82);
    content.face_match.confidence = Some(91);
    content.anti_spoofing.confidence = Some(70);
    for key in [
        DocumentKey::FamilyName,
        DocumentKey::FirstName,
        DocumentKey::Dob,
        DocumentKey::Id,
        DocumentKey::Expires,
    ] {
        content.confidences.set(key, 100);
    }
    content
}

/// Flawless, and printed text and barcode agree on every field that names the holder and the document;
/// one signal of forgery was assessed and is not raised.
pub(crate) fn cross_checked() -> VerificationContent {
    let mut content = flawless();
    let fields = content.document.iter().map(|(key, value)| DocumentField {
        key: key.as_str().to_owned(),
        value: value.clone(),
        confidence: Some(99),
        agreement: FieldAgreement::Agrees,
        sightings: vec![
            seen(FieldSource::Barcode, value),
            seen(FieldSource::Printed, value),
        ],
    });
    content.document_fields = Some(fields.collect());
    content.forgery_signals = Some(vec![ForgeryReading {
        image: CaptureStep::Front,
        signal: "splice".to_owned(),
        score: 0.25,
        threshold: 1.0,
        is_raised: false,
        corners: None,
    }]);
    content
}

fn seen(source: FieldSource, value: &Redacted<String>) -> FieldSighting {
    let image = match source {
        FieldSource::Barcode => CaptureStep::Back,
        FieldSource::Printed | FieldSource::Mrz => CaptureStep::Front,
    };
    FieldSighting {
        source,
        image: Some(image),
        value: value.clone(),
        confidence: None,
        corners: Some([[10.5, 20.0], [90.0, 20.0], [90.0, 32.0], [10.5, 32.0]]),
    }
}

/// A British passport of which every other check passes; only its machine-readable zone was read
/// for names.
pub(crate) fn british_passport(
    number: &str,
    surname: &str,
    given_names: &str,
) -> VerificationContent {
    let mut content = flawless();
    content.document_type = Some(DocumentType::Passport);
    content.document_check.is_pdf417_success = None;
    content.document_check.is_mrz_success = Some(true);
    for (key, text) in [
        (DocumentKey::FamilyName, surname),
        (DocumentKey::FirstName, given_names),
        (DocumentKey::Id, number),
        (DocumentKey::Abbr3Country, "GBR"),
    ] {
        content.document.set(key, text);
    }
    content
}
