//! Backs of licences, drawn and photographed.

use credence_engine::{ExaminationWarning, FieldKey, FieldSource, Submission, TestStatus};
use credence_testkit::aamva::LicenceChoices;
use credence_testkit::document::{LicenceBackOptions, licence_back};
use credence_types::{CaptureStep, DocumentType, Redacted};

use crate::support::{back, back_only, examine, photo, plain_photo, today, track};

#[test]
fn a_photographed_back_gives_the_holders_fields() {
    let drawn = back(11);
    let mut submission = Submission::new(DocumentType::DriverLicenseOrId);
    submission.front = Some(Redacted::new(plain_photo()));
    submission.face = Some(Redacted::new(plain_photo()));
    submission.back = Some(Redacted::new(photo(&drawn, 11)));
    let result = examine(&submission, today()).unwrap();
    let field = |key| {
        result
            .field(key)
            .map(|value| value.expose().clone())
            .unwrap_or_default()
    };
    assert_eq!(field(FieldKey::Id), drawn.record.number);
    assert_eq!(field(FieldKey::FamilyName), drawn.record.family_name);
    assert_eq!(field(FieldKey::FirstName), drawn.record.first_name);
    assert_eq!(
        field(FieldKey::DateOfBirth),
        drawn.record.person.birth_date.to_string()
    );
    assert_eq!(
        field(FieldKey::Expires),
        drawn.record.validity.expires.to_string()
    );
    assert!(
        result
            .fields
            .iter()
            .all(|field| field.source == FieldSource::Barcode)
    );
    assert_eq!(result.is_pdf417_success, Some(true));
    assert_eq!(result.is_expired, Some(false));
    assert_eq!(
        result.flags.is_drivers_license_real_id,
        Some(drawn.record.is_real_id)
    );
    assert_eq!(result.flags.is_veteran, Some(drawn.record.is_veteran));
    assert_eq!(result.flags.is_donor, Some(drawn.record.is_organ_donor));
    assert_eq!(result.image_qualities.len(), 3);
    let failed: Vec<&str> = result
        .tests
        .iter()
        .filter(|test| test.status == TestStatus::Failed)
        .map(|test| test.name)
        .collect();
    // The front and the face are plain colour, which nothing could be read from.
    assert_eq!(failed, ["FrontImageQuality", "FaceImageQuality"]);
}

#[test]
fn what_was_not_assessed_is_none() {
    let mut submission = back_only(DocumentType::DriverLicenseOrId);
    submission.back = Some(Redacted::new(photo(&back(12), 12)));
    let result = examine(&submission, today()).unwrap();
    assert_eq!(result.document_confidence, None);
    assert!(result.fields.iter().all(|field| field.confidence.is_none()));
    assert_eq!((result.is_ocr_success, result.is_mrz_success), (None, None));
    assert_eq!(result.is_data_fields_tampered, None);
    let status = |name| result.test(name).unwrap().status;
    assert_eq!(status("TrackStringMatchesImage"), TestStatus::NotRun);
    assert_eq!(status("BarcodeOnImage"), TestStatus::Passed);
}

#[test]
fn a_track_string_that_agrees_with_the_image_passes() {
    let drawn = back(13);
    let mut submission = back_only(DocumentType::DriverLicenseOrId);
    submission.back = Some(Redacted::new(photo(&drawn, 13)));
    submission.track_string = Some(track(&drawn.barcode.bytes));
    let result = examine(&submission, today()).unwrap();
    assert_eq!(
        result.test("TrackStringMatchesImage").unwrap().status,
        TestStatus::Passed
    );
    assert_eq!(
        result.is_data_fields_tampered, None,
        "agreement proves nothing"
    );
}

#[test]
fn a_forged_track_string_is_found_out_and_the_image_counts() {
    let (shown, forged) = (back(14), back(15));
    let mut submission = back_only(DocumentType::DriverLicenseOrId);
    submission.back = Some(Redacted::new(photo(&shown, 14)));
    submission.track_string = Some(track(&forged.barcode.bytes));
    let result = examine(&submission, today()).unwrap();
    assert_eq!(
        result.test("TrackStringMatchesImage").unwrap().status,
        TestStatus::Failed
    );
    assert_eq!(
        result.test("BarcodeOnImage").unwrap().status,
        TestStatus::Failed
    );
    assert_eq!(result.is_data_fields_tampered, Some(true));
    assert_eq!(
        result.field(FieldKey::Id).unwrap().expose(),
        &shown.record.number
    );
}

#[test]
fn a_track_string_alone_is_enough_and_unconfirmed() {
    let drawn = back(16);
    let mut submission = back_only(DocumentType::DriverLicenseOrId);
    submission.track_string = Some(track(&drawn.barcode.bytes));
    for image in [None, Some(Redacted::new(plain_photo()))] {
        submission.back = image;
        let result = examine(&submission, today()).unwrap();
        assert_eq!(
            result.field(FieldKey::Id).unwrap().expose(),
            &drawn.record.number
        );
        for name in ["TrackStringMatchesImage", "BarcodeOnImage"] {
            let status = result.test(name).unwrap().status;
            assert_eq!(status, TestStatus::NotRun, "{name}");
        }
    }
}

#[test]
fn a_licence_expires_after_its_last_day() {
    let drawn = back(17);
    let mut submission = back_only(DocumentType::DriverLicenseOrId);
    submission.track_string = Some(track(&drawn.barcode.bytes));
    let last_day = drawn.record.validity.expires;
    assert_eq!(
        examine(&submission, last_day).unwrap().is_expired,
        Some(false)
    );
    let next_day = last_day.as_naive().succ_opt().unwrap();
    let next_day = credence_types::CalendarDate::from_naive(next_day);
    assert_eq!(
        examine(&submission, next_day).unwrap().is_expired,
        Some(true)
    );
    let choices = LicenceChoices {
        is_expired: true,
        ..LicenceChoices::default()
    };
    let options = LicenceBackOptions {
        choices,
        ..LicenceBackOptions::default()
    };
    submission.track_string = Some(track(&licence_back(3, &options).unwrap().barcode.bytes));
    assert_eq!(
        examine(&submission, today()).unwrap().is_expired,
        Some(true)
    );
}

#[test]
fn images_and_switches_that_are_not_needed_are_named() {
    let drawn = back(18);
    let mut submission = back_only(DocumentType::DriverLicenseOrId);
    submission.settings.is_cross_match_required = true;
    submission.track_string = Some(track(&drawn.barcode.bytes));
    submission.front = Some(Redacted::new(b"not looked at".to_vec()));
    let result = examine(&submission, today()).unwrap();
    assert!(
        result
            .warnings
            .contains(&ExaminationWarning::ImageNotNeeded(CaptureStep::Front))
    );
    assert!(
        result
            .warnings
            .contains(&ExaminationWarning::CrossMatchNotAssessed)
    );
    submission
        .settings
        .is_back_or_second_image_processing_enabled = false;
    let result = examine(&submission, today()).unwrap();
    assert!(
        result
            .warnings
            .contains(&ExaminationWarning::TrackStringNotNeeded)
    );
    assert_eq!(result.is_pdf417_success, None);
    assert_eq!(result.fields, []);
}

#[test]
fn nothing_of_the_holder_is_printed() {
    let drawn = back(19);
    let mut submission = back_only(DocumentType::DriverLicenseOrId);
    submission.track_string = Some(track(&drawn.barcode.bytes));
    let result = examine(&submission, today()).unwrap();
    let printed = format!("{submission:?} {result:?}");
    for value in [
        &drawn.record.number,
        &drawn.record.family_name,
        &drawn.record.first_name,
    ] {
        assert!(!printed.contains(value), "{value}");
    }
}
