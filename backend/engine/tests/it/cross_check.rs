//! Print beside zone and barcode, on drawn documents.

use credence_engine::{
    Examination, ExaminationWarning, ExaminedField, FieldAgreement, FieldKey, FieldSource,
    Photograph, RefusalCode, TestStatus, crop_field, examine_read,
};
use credence_testkit::scene::SceneOptions;
use credence_types::{CaptureStep, DocumentType};
use credence_vision::decode;

use crate::drawn::{Change, changed_card, changed_licence, changed_passport};
use crate::support::{examine, today};

fn field(examination: &Examination, key: FieldKey) -> &ExaminedField {
    let mut fields = examination.fields.iter();
    fields.find(|field| field.key == key).unwrap()
}

fn agrees(examination: &Examination, keys: &[FieldKey]) {
    for key in keys {
        let agreement = field(examination, *key).agreement;
        assert_eq!(agreement, FieldAgreement::Agrees, "{key}");
    }
}

#[test]
fn a_passport_s_print_and_zone_agree_and_each_shows_its_place() {
    let submission = changed_passport(1003, Change::Nothing, &SceneOptions::phone(1003)).unwrap();
    let examination = examine(&submission, today()).unwrap();
    let names = [
        FieldKey::FamilyName,
        FieldKey::FirstName,
        FieldKey::FullName,
    ];
    agrees(&examination, &names);
    agrees(
        &examination,
        &[FieldKey::Id, FieldKey::DateOfBirth, FieldKey::Expires],
    );
    let name = field(&examination, FieldKey::FamilyName);
    assert_eq!(name.source, FieldSource::Mrz);
    assert!(name.confidence.unwrap() >= 80);
    let sources: Vec<_> = name.sightings.iter().map(|seen| seen.source).collect();
    assert_eq!(sources, [FieldSource::Mrz, FieldSource::Printed]);
    for sighting in &name.sightings {
        assert_eq!(sighting.image, Some(CaptureStep::Front));
        let front = submission.front.as_ref().unwrap().expose();
        let crop = crop_field(front, &sighting.corners.unwrap()).unwrap();
        assert!(crop.expose().starts_with(b"\xff\xd8"));
    }
    assert_eq!(examination.is_ocr_success, Some(true));
    assert_eq!(
        examination.is_data_fields_tampered, None,
        "agreement proves nothing"
    );
    assert!(examination.document_confidence.unwrap() >= 80);
    let status = examination.test("CrossCheckFamilyName").unwrap().status;
    assert_eq!(status, TestStatus::Passed);
    let raised = examination.forgery.iter().filter(|signal| signal.is_raised);
    assert!(!examination.forgery.is_empty() && raised.count() == 0);
}

#[test]
fn another_name_in_the_zone_is_told_without_the_name() {
    let submission =
        changed_passport(1003, Change::FamilyName, &SceneOptions::phone(1003)).unwrap();
    let examination = examine(&submission, today()).unwrap();
    let name = field(&examination, FieldKey::FamilyName);
    assert_eq!(name.agreement, FieldAgreement::Differs);
    assert_eq!(name.confidence, Some(0));
    agrees(&examination, &[FieldKey::FirstName, FieldKey::Id]);
    let test = examination.test("CrossCheckFamilyName").unwrap();
    assert_eq!(test.status, TestStatus::Failed);
    assert_eq!(test.reason, "machine-readable zone and printed text differ");
    assert_eq!(examination.is_data_fields_tampered, Some(true));
    assert!(examination.document_confidence.unwrap() <= 30);
    let printed = format!("{examination:?}");
    let values = name.sightings.iter().map(|seen| seen.value.expose());
    for value in values {
        assert!(!printed.contains(value.as_str()));
    }
}

#[test]
fn one_letter_and_other_given_names_are_told() {
    let cases = [
        (Change::OneLetter, FieldKey::FamilyName),
        (Change::GivenNames, FieldKey::FirstName),
    ];
    for (change, key) in cases {
        let submission = changed_passport(1003, change, &SceneOptions::phone(1003)).unwrap();
        let examination = examine(&submission, today()).unwrap();
        let agreement = field(&examination, key).agreement;
        assert_eq!(agreement, FieldAgreement::Differs, "{change:?}");
    }
}

#[test]
fn a_licence_s_print_and_barcode_agree() {
    let submission = changed_licence(1003, Change::Nothing, &SceneOptions::phone(1003)).unwrap();
    let examination = examine(&submission, today()).unwrap();
    use FieldKey::{
        City, DateOfBirth, Expires, Eyes, FamilyName, FirstName, Gender, Id, Issued, Zip,
    };
    let keys = [
        FamilyName,
        FirstName,
        Id,
        DateOfBirth,
        Expires,
        Issued,
        City,
        Zip,
        Gender,
        Eyes,
    ];
    agrees(&examination, &keys);
    assert!(examination.document_confidence.unwrap() >= 90);
    for name in ["BarcodeRules", "SourcesConsistent", "CrossCheckId"] {
        let status = examination.test(name).unwrap().status;
        assert_eq!(status, TestStatus::Passed, "{name}");
    }
    let images: Vec<_> = field(&examination, Id)
        .sightings
        .iter()
        .map(|seen| (seen.source, seen.image))
        .collect();
    let expected = [
        (FieldSource::Barcode, Some(CaptureStep::Back)),
        (FieldSource::Printed, Some(CaptureStep::Front)),
    ];
    assert_eq!(images, expected);
}

#[test]
fn a_forged_birth_date_in_the_barcode_is_found_out() {
    let submission = changed_licence(1003, Change::Birth, &SceneOptions::phone(1003)).unwrap();
    let examination = examine(&submission, today()).unwrap();
    let birth = field(&examination, FieldKey::DateOfBirth);
    assert_eq!(birth.agreement, FieldAgreement::Differs);
    agrees(&examination, &[FieldKey::FamilyName, FieldKey::Id]);
}

#[test]
fn sides_in_each_other_s_place_are_read_as_what_they_show() {
    let scene = SceneOptions::phone(1003);
    let licence = changed_licence(1003, Change::Nothing, &scene).unwrap();
    let card = changed_card(1003, Change::Nothing, &scene).unwrap();
    for (mut submission, source) in [(licence, FieldSource::Barcode), (card, FieldSource::Mrz)] {
        std::mem::swap(&mut submission.front, &mut submission.back);
        let examination = examine(&submission, today()).unwrap();
        let swapped = ExaminationWarning::SidesSwapped;
        assert!(examination.warnings.contains(&swapped), "{source:?}");
        let name = field(&examination, FieldKey::FamilyName);
        assert_eq!(name.agreement, FieldAgreement::Agrees, "{source:?}");
        let first = name.sightings.first().unwrap();
        assert_eq!(
            (first.source, first.image),
            (source, Some(CaptureStep::Front))
        );
    }
}

#[test]
fn the_kind_follows_what_is_on_the_pictures_where_that_is_allowed() {
    let scene = SceneOptions::phone(1003);
    let mut submission = changed_licence(1003, Change::Nothing, &scene).unwrap();
    submission.document_type = DocumentType::PassportCard;
    let refusal = examine(&submission, today()).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::MrzOcrError);
    submission.settings.is_doc_type_change_enabled = true;
    let examination = examine(&submission, today()).unwrap();
    assert_eq!(examination.document_type, DocumentType::DriverLicenseOrId);
    let differs = ExaminationWarning::DocumentTypeDiffers;
    assert!(examination.warnings.contains(&differs));
    assert_eq!(examination.is_pdf417_success, Some(true));
}

#[test]
fn print_that_nobody_asked_for_is_not_read() {
    let mut submission =
        changed_passport(1003, Change::FamilyName, &SceneOptions::phone(1003)).unwrap();
    submission.settings.is_ocr_enabled = false;
    let examination = examine(&submission, today()).unwrap();
    assert_eq!(examination.is_ocr_success, None);
    assert_eq!(examination.document_confidence, None);
    let mut fields = examination.fields.iter();
    assert!(fields.all(|field| field.agreement == FieldAgreement::SingleSource));
}

#[test]
fn what_was_read_before_is_examined_as_its_files_are() {
    let scene = SceneOptions::phone(1003);
    let drawn = [
        changed_passport(1003, Change::Nothing, &scene),
        changed_card(1003, Change::Nothing, &scene),
        changed_licence(1003, Change::Nothing, &scene),
    ];
    for submission in drawn {
        let mut submission = submission.unwrap();
        let by_files = examine(&submission, today()).unwrap();
        let steps = [
            (CaptureStep::Front, submission.front.take()),
            (CaptureStep::Back, submission.back.take()),
        ];
        let photographs: Vec<Photograph> = steps
            .into_iter()
            .filter_map(|(step, file)| Some((step, file?)))
            .map(|(step, file)| Photograph::new(step, decode(file.expose()).unwrap()))
            .collect();
        for photograph in &photographs {
            let _ = (photograph.zone(today()), photograph.barcodes());
            assert!(!photograph.print().lines.is_empty());
        }
        let by_readings = examine_read(&submission, photographs, today(), None);
        assert_eq!(by_readings, Ok(by_files));
        assert!(examine(&submission, today()).is_err(), "no file is left");
    }
}
