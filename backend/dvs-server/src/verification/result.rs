use credence_dvs_protocol::{
    AntiSpoofing, DocumentCheck, DocumentKey, SideReading, ValidationTest, VerificationContent,
};
use credence_engine::{Examination, ExaminedField};

use super::submission::Sender;

/// The examination in the words of the wire. What was not assessed stays null or -1.
pub(super) fn content_of(examination: Examination, sender: Sender) -> VerificationContent {
    let reading = reading_of(&examination.fields);
    VerificationContent {
        request_id: Some(sender.id),
        document_type: Some(examination.document_type),
        user_agent: sender.user_agent,
        capture_method: sender.capture_method,
        document: reading.document.clone(),
        confidences: reading.confidences.clone(),
        // The engine reads barcodes and MRZs only, yet.
        machine_readable: (!examination.fields.is_empty()).then_some(reading),
        document_check: check_of(&examination),
        validation_tests: examination.tests.into_iter().map(test_of).collect(),
        anti_spoofing: AntiSpoofing {
            is_data_fields_tampered: examination.is_data_fields_tampered,
            ..AntiSpoofing::default()
        },
        ..VerificationContent::default()
    }
}

fn reading_of(fields: &[ExaminedField]) -> SideReading {
    let mut reading = SideReading::default();
    for field in fields {
        let Some(key) = DocumentKey::from_wire(field.key.wire_name()) else {
            continue;
        };
        reading.document.set(key, field.value.expose().as_str());
        if let Some(confidence) = field.confidence {
            reading.confidences.set(key, confidence);
        }
    }
    reading
}

fn check_of(examination: &Examination) -> DocumentCheck {
    let flags = examination.flags;
    DocumentCheck {
        confidence: examination.document_confidence,
        is_document_expired: examination.is_expired,
        is_ocr_success: examination.is_ocr_success,
        is_pdf417_success: examination.is_pdf417_success,
        is_mrz_success: examination.is_mrz_success,
        is_drivers_license_real_id: flags.is_drivers_license_real_id,
        is_commercial_drivers_license: flags.is_commercial_drivers_license,
        is_veteran: flags.is_veteran,
        is_donor: flags.is_donor,
        is_limited_duration_document: flags.is_limited_duration_document,
        is_non_domicile: flags.is_non_domicile,
        is_enhanced_credential: flags.is_enhanced_credential,
        is_permit: flags.is_permit,
        ..DocumentCheck::default()
    }
}

fn test_of(test: credence_engine::ValidationTest) -> ValidationTest {
    ValidationTest {
        name: Some(test.name.to_owned()),
        display_name: Some(test.display_name.to_owned()),
        status: Some(test.status.wire_number()),
        status_string: Some(test.status.wire_name().to_owned()),
        reason: Some(test.reason).filter(|reason| !reason.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use credence_engine::FieldKey;

    use super::*;

    #[test]
    fn every_field_that_can_be_read_has_its_place_on_the_wire() {
        for key in FieldKey::ALL {
            assert!(DocumentKey::from_wire(key.wire_name()).is_some(), "{key}");
        }
    }
}
