use credence_dvs_protocol::{
    AntiSpoofing, Crops, DocumentCheck, DocumentKey, FaceMatch, SideReading, ValidationTest,
    VerificationContent,
};
use credence_engine::{Examination, ExaminedField, FaceExamination, FieldSource, reader_models};
use credence_types::{DocumentField, Redacted};

use super::face_confidence::face_confidence;
use super::submission::Sender;

/// The examination in the words of the wire. What was not assessed stays null or -1.
pub(super) fn content_of(
    examination: Examination,
    sender: Sender,
    tells_face_template: bool,
) -> VerificationContent {
    let reading = reading_of(&examination.fields);
    VerificationContent {
        request_id: Some(sender.id),
        document_type: Some(examination.document_type),
        user_agent: sender.user_agent,
        capture_method: sender.capture_method,
        document: reading.document,
        confidences: reading.confidences,
        visual: side_of(&examination.fields, &[FieldSource::Printed]),
        machine_readable: side_of(
            &examination.fields,
            &[FieldSource::Barcode, FieldSource::Mrz],
        ),
        document_fields: Some(examination.fields.iter().map(DocumentField::from).collect()),
        forgery_signals: Some(examination.forgery.clone()),
        reader_models: Some(reader_models().to_vec()),
        document_check: check_of(&examination),
        validation_tests: examination.tests.into_iter().map(test_of).collect(),
        face_match: face_match_of(examination.face.as_ref()),
        crops: crops_of(examination.face.as_ref()),
        face_template: examination
            .face
            .as_ref()
            .and_then(|face| face.template.as_ref())
            .filter(|_| tells_face_template)
            .map(base64),
        face_comparison: examination.face.map(|face| face.comparison),
        anti_spoofing: AntiSpoofing {
            is_data_fields_tampered: examination.is_data_fields_tampered,
            ..AntiSpoofing::default()
        },
        ..VerificationContent::default()
    }
}

/// The comparison in the vendor's words. Age and gender are not guessed.
fn face_match_of(face: Option<&FaceExamination>) -> FaceMatch {
    let Some(FaceExamination { comparison, .. }) = face else {
        return FaceMatch::default();
    };
    FaceMatch {
        confidence: face_confidence(comparison),
        false_acceptance_rate: comparison
            .false_match_rate
            .filter(|_| comparison.calibrated),
        ..FaceMatch::default()
    }
}

fn crops_of(face: Option<&FaceExamination>) -> Crops {
    Crops {
        face_photo_from_document: face.and_then(|face| face.portrait.as_ref()).map(base64),
        face_photo: face.and_then(|face| face.selfie.as_ref()).map(base64),
        signature: None,
    }
}

fn base64(bytes: &Redacted<Vec<u8>>) -> Redacted<String> {
    Redacted::new(base64_simd::STANDARD.encode_to_string(bytes.expose()))
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

/// What sources of one side say, the first of them where they have the same field; none where they
/// say nothing.
fn side_of(fields: &[ExaminedField], sources: &[FieldSource]) -> Option<SideReading> {
    let mut side = SideReading::default();
    for field in fields {
        let own = field
            .sightings
            .iter()
            .find(|seen| sources.contains(&seen.source));
        let key = DocumentKey::from_wire(field.key.wire_name());
        if let (Some(sighting), Some(key)) = (own, key) {
            side.document.set(key, sighting.value.expose().as_str());
            if let Some(confidence) = field.confidence {
                side.confidences.set(key, confidence);
            }
        }
    }
    (!side.document.is_empty()).then_some(side)
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
