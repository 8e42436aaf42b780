//! Passports and cards with a machine-readable zone, by the track string.

use credence_engine::{
    ExaminationWarning, FieldKey, FieldSource, RefusalCode, Submission, TestStatus, examine,
};
use credence_types::{DocumentType, Redacted};

use crate::support::{back, back_only, plain_photo, today, track};

const TD1: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const TD3: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                   L898902C36UTO7408122F1204159ZE184226B<<<<<10";

fn submission(kind: DocumentType, zone: &str) -> Submission {
    let mut submission = back_only(kind);
    submission.track_string = Some(track(zone.as_bytes()));
    submission
}

#[test]
fn a_passports_zone_is_read_from_the_track_string() {
    let mut submission = submission(DocumentType::Passport, TD3);
    submission.front = Some(Redacted::new(plain_photo()));
    let result = examine(&submission, today()).unwrap();
    assert_eq!(result.field(FieldKey::Id).unwrap().expose(), "L898902C3");
    assert!(
        result
            .fields
            .iter()
            .all(|field| field.source == FieldSource::Mrz)
    );
    assert_eq!(
        (result.is_mrz_success, result.is_pdf417_success),
        (Some(true), None)
    );
    assert_eq!(result.is_expired, Some(true));
    let (of_image, of_zone): (Vec<_>, Vec<_>) = result
        .tests
        .iter()
        .partition(|test| test.name == "FrontImageQuality");
    assert_eq!((of_image.len(), of_zone.len()), (1, 4));
    for test in of_zone {
        let is_seen = test.name != "MrzOnImage";
        assert_eq!(test.status == TestStatus::Passed, is_seen, "{}", test.name);
    }
    assert_eq!(result.document_confidence, None);
    assert_eq!(result.image_qualities.len(), 1);
}

#[test]
fn without_a_track_string_the_zone_is_not_assessed() {
    let mut submission = back_only(DocumentType::Passport);
    submission.front = Some(Redacted::new(plain_photo()));
    let result = examine(&submission, today()).unwrap();
    assert_eq!((result.is_mrz_success, result.is_expired), (None, None));
    assert!(result.fields.is_empty());
    assert!(
        result
            .tests
            .iter()
            .all(|test| test.name == "FrontImageQuality")
    );
    let mut card = back_only(DocumentType::PassportCard);
    card.back = Some(Redacted::new(plain_photo()));
    assert_eq!(examine(&card, today()).unwrap().is_mrz_success, None);
}

#[test]
fn a_wrong_check_digit_fails_and_refuses_nothing() {
    let zone = TD3.replace("L898902C36", "L898902C35");
    let result = examine(&submission(DocumentType::Passport, &zone), today()).unwrap();
    assert_eq!(result.is_mrz_success, Some(false));
    let test = result.test("MrzCheckDigits").unwrap();
    assert_eq!(test.status, TestStatus::Failed);
    assert_eq!(test.reason, "document_number wrong, composite wrong");
    assert_eq!(result.test("MrzCodes").unwrap().status, TestStatus::Passed);
    assert_eq!(
        result.test("MrzOnImage").unwrap().status,
        TestStatus::NotRun
    );
    let zone = TD3.replace("P<UTO", "P<QQQ");
    let result = examine(&submission(DocumentType::Passport, &zone), today()).unwrap();
    assert_eq!(result.test("MrzCodes").unwrap().status, TestStatus::Failed);
}

#[test]
fn the_kind_changes_only_where_the_settings_allow_it() {
    let mut sent = submission(DocumentType::Passport, TD1);
    sent.front = Some(Redacted::new(plain_photo()));
    let result = examine(&sent, today()).unwrap();
    assert_eq!(result.document_type, DocumentType::Passport);
    assert!(
        result
            .warnings
            .contains(&ExaminationWarning::DocumentTypeDiffers)
    );
    sent.settings.is_doc_type_change_enabled = true;
    let result = examine(&sent, today()).unwrap();
    assert_eq!(result.document_type, DocumentType::PassportCard);
    let green = examine(&submission(DocumentType::GreenCard, TD1), today()).unwrap();
    assert_eq!(
        (green.document_type, green.warnings),
        (DocumentType::GreenCard, vec![])
    );
}

#[test]
fn a_licences_barcode_is_no_zone() {
    let mut sent = back_only(DocumentType::PassportCard);
    sent.track_string = Some(track(&back(21).barcode.bytes));
    let refusal = examine(&sent, today()).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::TrackStringParserError);
    sent.settings.is_doc_type_change_enabled = true;
    let result = examine(&sent, today()).unwrap();
    assert_eq!(result.document_type, DocumentType::DriverLicenseOrId);
    assert_eq!(result.is_pdf417_success, Some(true));
    let licence = submission(DocumentType::DriverLicenseOrId, TD3);
    assert_eq!(
        examine(&licence, today()).unwrap_err().code,
        RefusalCode::TrackStringParserError
    );
}
