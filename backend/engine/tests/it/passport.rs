//! Passports and cards with a machine-readable zone, from the photograph and the track string.

use credence_engine::{
    ExaminationWarning, FieldKey, FieldSource, RefusalCode, Submission, TestStatus,
};
use credence_testkit::document::{TravelOptions, passport, td1_card};
use credence_types::{DocumentType, Redacted};

use crate::support::{back, back_only, examine, photographed, plain_photo, today, track};

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
    assert_eq!((of_image.len(), of_zone.len()), (1, 7));
    for test in of_zone {
        let needs_image = ["MrzOnImage", "MrzCharacters", "TrackStringMatchesImage"];
        let is_passed = !needs_image.contains(&test.name);
        assert_eq!(
            test.status == TestStatus::Passed,
            is_passed,
            "{}",
            test.name
        );
    }
    assert_eq!(result.document_confidence, None);
    assert_eq!(result.image_qualities.len(), 1);
}

#[test]
fn the_zone_is_read_from_the_photograph() {
    let passport = passport(4, &TravelOptions::default()).unwrap();
    let mut submission = back_only(DocumentType::Passport);
    submission.front = Some(Redacted::new(photographed(&passport.drawing, 4)));
    let result = examine(&submission, today()).unwrap();
    let number = &passport.record.passport_number;
    assert_eq!(result.field(FieldKey::Id).unwrap().expose(), number);
    assert_eq!(result.is_mrz_success, Some(true));
    for name in ["MrzOnImage", "MrzCharacters", "MrzCheckDigits"] {
        assert_eq!(
            result.test(name).unwrap().status,
            TestStatus::Passed,
            "{name}"
        );
    }
    assert_eq!(result.is_data_fields_tampered, None);
}

#[test]
fn the_photograph_counts_when_the_track_string_says_otherwise() {
    let passport = passport(5, &TravelOptions::default()).unwrap();
    let mut submission = submission(DocumentType::Passport, TD3);
    submission.front = Some(Redacted::new(photographed(&passport.drawing, 5)));
    let result = examine(&submission, today()).unwrap();
    let number = &passport.record.passport_number;
    assert_eq!(result.field(FieldKey::Id).unwrap().expose(), number);
    assert_eq!(result.is_data_fields_tampered, Some(true));
    for name in ["MrzOnImage", "TrackStringMatchesImage"] {
        assert_eq!(
            result.test(name).unwrap().status,
            TestStatus::Failed,
            "{name}"
        );
    }
    let lines = passport.drawing.mrz.unwrap().lines.join("\n");
    submission.track_string = Some(track(lines.as_bytes()));
    let result = examine(&submission, today()).unwrap();
    let same = result.test("TrackStringMatchesImage").unwrap();
    assert_eq!(same.status, TestStatus::Passed);
}

#[test]
fn a_photograph_without_a_zone_is_to_be_taken_again() {
    let mut submission = back_only(DocumentType::Passport);
    submission.front = Some(Redacted::new(plain_photo()));
    let refusal = examine(&submission, today()).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::MrzOcrError);
    assert!(
        refusal.message.starts_with("No machine-readable lines"),
        "{}",
        refusal.message
    );
    // A national card may have none.
    let mut card = back_only(DocumentType::InternationalId);
    card.back = Some(Redacted::new(plain_photo()));
    let result = examine(&card, today()).unwrap();
    assert_eq!((result.is_mrz_success, result.fields.len()), (None, 0));
}

#[test]
fn a_cards_zone_is_on_its_back_and_may_change_the_kind() {
    let card = td1_card(6, &TravelOptions::default()).unwrap();
    let mut submission = back_only(DocumentType::PassportCard);
    submission.back = Some(Redacted::new(photographed(&card.back, 6)));
    let result = examine(&submission, today()).unwrap();
    assert_eq!(result.is_mrz_success, Some(true));
    let mut said_passport = back_only(DocumentType::Passport);
    said_passport.front = submission.back.clone();
    said_passport.settings.is_doc_type_change_enabled = true;
    let result = examine(&said_passport, today()).unwrap();
    assert_eq!(result.document_type, DocumentType::PassportCard);
    let differs = ExaminationWarning::DocumentTypeDiffers;
    assert!(result.warnings.contains(&differs));
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
