use credence_dvs_protocol::{DocumentKey, VerificationContent};
use credence_trust::{Evidence, Reading, Score};
use credence_types::{CalendarDate, CountryCode, FieldAgreement, Redacted};

use crate::verification::sources::{field_findings, forgery_findings, is_of_print_alone};

/// The fields that name the holder and the document: the zones must agree on these.
const KEY_FIELDS: [DocumentKey; 5] = [
    DocumentKey::FamilyName,
    DocumentKey::FirstName,
    DocumentKey::Dob,
    DocumentKey::Id,
    DocumentKey::Expires,
];

/// Those without which there was no comparison to speak of.
const MUST_BE_ASSESSED: [DocumentKey; 3] =
    [DocumentKey::FamilyName, DocumentKey::Dob, DocumentKey::Id];

/// The status numbers of a validation test (dvs-wire section 1.5).
const TEST_FAILED: i32 = 0;
const TEST_PASSED: i32 = 1;

/// What a DVS result says, as the trust room takes it. Whatever is missing or malformed is "not
/// known".
pub(crate) fn evidence_of(content: &VerificationContent, today: CalendarDate) -> Evidence {
    let check = &content.document_check;
    let text = |key| content.document.get(key).map(|text| text.expose().as_str());
    let reading = if content.document.is_empty() {
        Reading::NotRead {
            code: "no_fields".to_owned(),
        }
    } else {
        Reading::Read
    };
    let is_seen = |key| !is_of_print_alone(content, key);
    let is_expiry_seen = is_seen(DocumentKey::Expires);
    Evidence {
        document_type: content.document_type,
        issuing_country: text(DocumentKey::Abbr3Country)
            .and_then(|code| code.parse::<CountryCode>().ok()),
        expires_on: text(DocumentKey::Expires)
            .filter(|_| is_expiry_seen)
            .and_then(|date| date.parse().ok())
            .map(Redacted::new),
        born_on: text(DocumentKey::Dob)
            .filter(|_| is_seen(DocumentKey::Dob))
            .and_then(|date| date.parse().ok())
            .map(Redacted::new),
        reported_expired: check.is_document_expired.filter(|_| is_expiry_seen),
        reported_void: check.is_invalidated,
        barcode_valid: valid(check.is_pdf417_success, content, |name| {
            name.starts_with("Barcode")
        }),
        mrz_valid: valid(check.is_mrz_success, content, |name| {
            name.starts_with("Mrz")
        }),
        field_agreement: field_agreement(content),
        document_fields: field_findings(content),
        forgery_signals: forgery_findings(content),
        portrait_found: portrait_found(content),
        is_real_id: check.is_drivers_license_real_id,
        document_confidence: score(check.confidence),
        face_match: score(content.face_match.confidence),
        face_comparison: content.face_comparison.clone(),
        liveness: score(content.anti_spoofing.confidence),
        tampering: any_of([
            is_data_tampered(content),
            content.anti_spoofing.is_photo_from_document_tampered,
            content.face_match.is_suspicious_photo,
            is_track_forged(content),
        ]),
        image_quality: content
            .face_analytics
            .as_ref()
            .and_then(|face| face.image_quality.as_ref())
            .and_then(|quality| score(quality.total))
            .or_else(|| image_quality(content)),
        authority: None,
        ..Evidence::nothing_known(today, reading)
    }
}

/// Read is not yet sound: a zone whose own checks failed is not valid, and one of which a check could
/// not be made, such as whether it is on the image at all, is not known to be.
fn valid(
    read: Option<bool>,
    content: &VerificationContent,
    is_of_zone: impl Fn(&str) -> bool,
) -> Option<bool> {
    let mut all_passed = true;
    for status in outcomes(content, is_of_zone) {
        match status {
            TEST_FAILED => return read.and(Some(false)),
            TEST_PASSED => {}
            _ => all_passed = false,
        }
    }
    read.filter(|read| all_passed || !read)
}

/// Whether the document shows a portrait: it was cut out, or the comparison of the faces says so. A
/// reader that tells neither is not known to have looked.
fn portrait_found(content: &VerificationContent) -> Option<bool> {
    if content.crops.face_photo_from_document.is_some() {
        return Some(true);
    }
    let comparison = content.face_comparison.as_ref()?;
    if comparison.distance.is_some() {
        return Some(true);
    }
    let mut warnings = comparison.warnings.iter();
    warnings
        .any(|code| code == "portrait_not_found")
        .then_some(false)
}

/// Whether the printed data look altered. Where the reader tells which field differs, the difference
/// stands under its own name: print can be misread, and says nothing of the person before the camera.
fn is_data_tampered(content: &VerificationContent) -> Option<bool> {
    content
        .anti_spoofing
        .is_data_fields_tampered
        .filter(|_| !tells_a_difference(content))
}

fn tells_a_difference(content: &VerificationContent) -> bool {
    let mut fields = content.document_fields.iter().flatten();
    fields.any(|field| field.agreement == FieldAgreement::Differs)
}

/// Whether the page sent another barcode than its image shows. Version 3 has no word of its own for
/// it.
fn is_track_forged(content: &VerificationContent) -> Option<bool> {
    outcomes(content, |name| name == "TrackStringMatchesImage")
        .any(|status| status == TEST_FAILED)
        .then_some(true)
}

/// All images good, or one that is not; `None` when none was looked at.
fn image_quality(content: &VerificationContent) -> Option<Score> {
    let is_sound = |status| status == TEST_PASSED;
    let all_sound = outcomes(content, |name| name.ends_with("ImageQuality"))
        .map(is_sound)
        .reduce(|one, other| one && other)?;
    score(Some(if all_sound { 100 } else { 0 }))
}

/// How the tests of these names came out.
fn outcomes(
    content: &VerificationContent,
    is_wanted: impl Fn(&str) -> bool,
) -> impl Iterator<Item = i32> {
    content
        .validation_tests
        .iter()
        .filter(move |test| test.name.as_deref().is_some_and(&is_wanted))
        .filter_map(|test| test.status)
}

/// The least confidence over the key fields. `None` unless the printed text and a machine-readable
/// zone were both read: one zone agrees with itself, which says nothing.
fn field_agreement(content: &VerificationContent) -> Option<Score> {
    let check = &content.document_check;
    let zones_read = check.is_ocr_success == Some(true)
        && (check.is_pdf417_success == Some(true) || check.is_mrz_success == Some(true));
    let confidence = |key| score(content.confidences.get(key));
    if !zones_read
        || MUST_BE_ASSESSED
            .into_iter()
            .any(|key| confidence(key).is_none())
    {
        return None;
    }
    KEY_FIELDS.into_iter().filter_map(confidence).min()
}

fn score(value: Option<u8>) -> Option<Score> {
    value.and_then(|value| Score::try_from(value).ok())
}

/// One sign is enough; "no" needs at least one that was looked at.
fn any_of<const N: usize>(signs: [Option<bool>; N]) -> Option<bool> {
    signs
        .into_iter()
        .flatten()
        .reduce(|one, other| one || other)
}

#[cfg(test)]
mod tests {
    use credence_dvs_protocol::ValidationTest;

    use credence_types::{DocumentField, FaceComparison, FaceStatus};

    use super::*;

    fn today() -> CalendarDate {
        CalendarDate::new(2026, 11, 22).unwrap()
    }

    fn read_both_zones() -> VerificationContent {
        let mut content = VerificationContent::default();
        content.document.set(DocumentKey::Id, "D1234567");
        content.document.set(DocumentKey::Expires, "2030-01-31");
        content.document_check.is_ocr_success = Some(true);
        content.document_check.is_pdf417_success = Some(true);
        for key in MUST_BE_ASSESSED {
            content.confidences.set(key, 90);
        }
        content
    }

    fn with_test(name: &str, status: i32) -> VerificationContent {
        let mut content = read_both_zones();
        content.validation_tests.push(ValidationTest {
            name: Some(name.to_owned()),
            status: Some(status),
            ..ValidationTest::default()
        });
        content
    }

    #[test]
    fn a_barcode_that_fails_its_own_checks_is_not_valid() {
        let valid = |content: &VerificationContent| evidence_of(content, today()).barcode_valid;
        assert_eq!(
            valid(&with_test("BarcodeMandatoryElements", TEST_PASSED)),
            Some(true)
        );
        assert_eq!(
            valid(&with_test("BarcodeMandatoryElements", TEST_FAILED)),
            Some(false)
        );
        assert_eq!(valid(&with_test("DMVValidation", TEST_FAILED)), Some(true));
    }

    #[test]
    fn the_pages_word_for_a_zone_is_not_taken() {
        let not_run = 2;
        let mut unseen = with_test("BarcodeOnImage", not_run);
        assert_eq!(evidence_of(&unseen, today()).barcode_valid, None);
        unseen.document_check.is_pdf417_success = Some(false);
        assert_eq!(evidence_of(&unseen, today()).barcode_valid, Some(false));
        let mut unseen = with_test("MrzOnImage", not_run);
        unseen.document_check.is_mrz_success = Some(true);
        let evidence = evidence_of(&unseen, today());
        assert_eq!((evidence.mrz_valid, evidence.tampering), (None, None));
        let forged = with_test("TrackStringMatchesImage", TEST_FAILED);
        assert_eq!(evidence_of(&forged, today()).tampering, Some(true));
    }

    #[test]
    fn a_portrait_is_found_where_it_was_cut_out_or_compared_and_missing_where_that_is_said() {
        let found = |content: &VerificationContent| evidence_of(content, today()).portrait_found;
        let mut content = read_both_zones();
        assert_eq!(found(&content), None);
        let mut comparison = FaceComparison::without_distance(FaceStatus::NoFace);
        content.face_comparison = Some(comparison.clone());
        assert_eq!(found(&content), None);
        comparison.warnings = vec!["portrait_not_found".to_owned()];
        content.face_comparison = Some(comparison.clone());
        assert_eq!(found(&content), Some(false));
        comparison.warnings.clear();
        comparison.distance = Some(0.4);
        content.face_comparison = Some(comparison);
        assert_eq!(found(&content), Some(true));
        content.face_comparison = None;
        content.crops.face_photo_from_document = Some(Redacted::new("/9j/".to_owned()));
        assert_eq!(found(&content), Some(true));
    }

    #[test]
    fn a_birth_date_is_taken_and_stays_redacted() {
        let mut content = read_both_zones();
        content.document.set(DocumentKey::Dob, "1990-04-01");
        let evidence = evidence_of(&content, today());
        assert_eq!(
            evidence.born_on.as_ref().unwrap().expose().to_string(),
            "1990-04-01"
        );
        assert!(!format!("{evidence:?}").contains("1990"));
        content.document.set(DocumentKey::Dob, "04/01/90");
        assert_eq!(evidence_of(&content, today()).born_on, None);
    }

    #[test]
    fn one_bad_picture_spoils_the_quality() {
        let quality = |content: &VerificationContent| evidence_of(content, today()).image_quality;
        assert_eq!(quality(&read_both_zones()), None);
        assert_eq!(
            quality(&with_test("BackImageQuality", TEST_PASSED)),
            score(Some(100))
        );
        assert_eq!(
            quality(&with_test("BackImageQuality", TEST_FAILED)),
            score(Some(0))
        );
    }

    #[test]
    fn an_empty_result_is_not_read() {
        let evidence = evidence_of(&VerificationContent::default(), today());
        let reading = Reading::NotRead {
            code: "no_fields".to_owned(),
        };
        assert_eq!(evidence, Evidence::nothing_known(today(), reading));
    }

    #[test]
    fn the_date_is_read_strictly() {
        let mut content = read_both_zones();
        let expires = |content: &_| evidence_of(content, today()).expires_on;
        assert_eq!(
            expires(&content),
            Some(Redacted::new("2030-01-31".parse().unwrap()))
        );
        content.document.set(DocumentKey::Expires, "01/31/2030");
        assert_eq!(expires(&content), None);
    }

    #[test]
    fn agreement_is_the_least_confidence_over_two_zones() {
        let agreement = |content: &_| field_agreement(content).map(Score::value);
        let mut content = read_both_zones();
        assert_eq!(agreement(&content), Some(90));
        content.confidences.set(DocumentKey::FirstName, 20);
        assert_eq!(agreement(&content), Some(20));
        content.document_check.is_ocr_success = None;
        assert_eq!(agreement(&content), None);
        content.document_check.is_ocr_success = Some(true);
        content.document_check.is_pdf417_success = Some(false);
        assert_eq!(agreement(&content), None);
    }

    #[test]
    fn an_unassessed_key_field_leaves_agreement_unknown() {
        let mut content = read_both_zones();
        content.confidences = Default::default();
        content.confidences.set(DocumentKey::Dob, 99);
        assert_eq!(field_agreement(&content), None);
    }

    #[test]
    fn a_difference_between_sources_stands_under_its_own_name() {
        let tampering = |content: &VerificationContent| evidence_of(content, today()).tampering;
        let mut content = read_both_zones();
        content.anti_spoofing.is_data_fields_tampered = Some(true);
        assert_eq!(tampering(&content), Some(true));
        content.document_fields = Some(Vec::new());
        assert_eq!(tampering(&content), Some(true));
        content.document_fields = Some(vec![DocumentField {
            key: "dob".to_owned(),
            value: Redacted::new("1990-01-31".to_owned()),
            confidence: None,
            agreement: FieldAgreement::Differs,
            sightings: Vec::new(),
        }]);
        assert_eq!(tampering(&content), None);
        let mut forged = with_test("TrackStringMatchesImage", TEST_FAILED);
        forged.document_fields = Some(Vec::new());
        assert_eq!(tampering(&forged), Some(true));
    }

    #[test]
    fn one_sign_of_tampering_is_enough() {
        assert_eq!(any_of([None, None, None]), None);
        assert_eq!(any_of([None, Some(false), None]), Some(false));
        assert_eq!(any_of([Some(true), Some(false), None]), Some(true));
    }
}
