//! What cannot be examined, each with its code and a sentence.

use credence_engine::{RefusalCode, RetakeReason, Submission, SubmittedTrack};
use credence_testkit::document::{LicenceFrontOptions, licence_front};
use credence_testkit::scene::{Glare, Magnification, SceneOptions, photograph};
use credence_types::{DocumentType, Redacted};

use crate::support::{back, back_only, examine, photo, plain_photo, symbol, today, track};

fn refusal(submission: &Submission) -> (RefusalCode, String) {
    let refusal = examine(submission, today()).unwrap_err();
    (refusal.code, refusal.message)
}

#[test]
fn missing_images_are_asked_for() {
    let mut submission = Submission::new(DocumentType::DriverLicenseOrId);
    submission.settings.is_ocr_enabled = true;
    submission.settings.is_ocr_optional = false;
    submission.settings.is_face_match_optional = false;
    assert_eq!(refusal(&submission).0, RefusalCode::FrontImageRequiredError);
    submission.front = Some(Redacted::new(plain_photo()));
    assert_eq!(
        refusal(&submission).0,
        RefusalCode::BackImageOrTrackStringNotPresentError
    );
    submission.back = Some(Redacted::new(Vec::new()));
    assert_eq!(
        refusal(&submission).0,
        RefusalCode::BackImageOrTrackStringNotPresentError
    );
    submission.back = Some(Redacted::new(photo(&back(31), 31)));
    assert_eq!(refusal(&submission).0, RefusalCode::FacePhotoNotDetectError);
    submission.settings.is_face_match_optional = true;
    assert!(examine(&submission, today()).is_ok());
    let zone = back_only(DocumentType::GreenCard);
    assert_eq!(refusal(&zone).0, RefusalCode::MrzIsNotPresentError);
    let passport = back_only(DocumentType::Passport);
    assert_eq!(refusal(&passport).0, RefusalCode::MrzIsNotPresentError);
    let face = Submission::new(DocumentType::FaceOnly);
    assert_eq!(refusal(&face).0, RefusalCode::FacePhotoNotDetectError);
}

#[test]
fn unusable_images_are_named_with_the_cause() {
    let good = photo(&back(32), 32);
    let broken = || Some(Redacted::new(good[..good.len() / 3].to_vec()));
    let usable = || Some(Redacted::new(good.clone()));
    let mut submission = Submission::new(DocumentType::DriverLicenseOrId);
    (submission.front, submission.back, submission.face) = (broken(), usable(), usable());
    let (code, message) = refusal(&submission);
    assert_eq!(code, RefusalCode::OcrError);
    assert!(
        message.contains("the front") && message.contains("cut short"),
        "{message}"
    );
    (submission.front, submission.back) = (usable(), broken());
    assert_eq!(refusal(&submission).0, RefusalCode::Pdf417Error);
    (submission.back, submission.face) = (usable(), Some(Redacted::new(b"GIF89a".to_vec())));
    let (code, message) = refusal(&submission);
    assert_eq!(code, RefusalCode::FacePhotoNotDetectError);
    assert!(message.contains("a GIF file"), "{message}");
    let mut card = back_only(DocumentType::PassportCard);
    card.back = broken();
    assert_eq!(refusal(&card).0, RefusalCode::MrzOcrError);
}

#[test]
fn a_picture_without_a_barcode_is_no_barcode() {
    let mut submission = back_only(DocumentType::DriverLicenseOrId);
    submission.back = Some(Redacted::new(plain_photo()));
    let (code, message) = refusal(&submission);
    assert_eq!(code, RefusalCode::Pdf417Error);
    assert!(message.starts_with("No barcode could be read"), "{message}");
    let refusal = examine(&submission, today()).unwrap_err();
    assert!(!refusal.reasons.contains(&RetakeReason::WrongSide));
    assert!(refusal.reasons.contains(&RetakeReason::NothingFound));
}

#[test]
fn the_front_sent_as_the_back_is_the_wrong_side() {
    let front = licence_front(34, &LicenceFrontOptions::default()).unwrap();
    let photo = photograph(&front.drawing, &SceneOptions::phone(34)).unwrap();
    let mut submission = back_only(DocumentType::DriverLicenseOrId);
    submission.back = Some(Redacted::new(photo.bytes));
    let refusal = examine(&submission, today()).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::Pdf417Error);
    assert_eq!(refusal.reasons, [RetakeReason::WrongSide]);
    assert!(
        refusal.message.ends_with("turn the document over."),
        "{}",
        refusal.message
    );
}

#[test]
fn a_back_out_of_focus_is_blurred() {
    let mut options = SceneOptions::phone(35);
    options.camera.defocus_sigma = 9.0;
    let photo = photograph(&back(35).drawing, &options).unwrap();
    let mut submission = back_only(DocumentType::DriverLicenseOrId);
    submission.back = Some(Redacted::new(photo.bytes));
    let refusal = examine(&submission, today()).unwrap_err();
    assert_eq!(refusal.reasons.first(), Some(&RetakeReason::Blurred));
}

#[test]
fn a_reflection_on_the_barcode_is_glare() {
    let card = back(36);
    let area = card.drawing.barcode.as_ref().unwrap().area;
    let bounds = card.drawing.bounds();
    let mut options = SceneOptions::phone(36);
    options.magnification = Magnification::PixelsPerModule(2.6);
    options.light.glare.push(Glare {
        at: (
            (area.x + area.width / 2.0) / bounds.width,
            (area.y + area.height / 2.0) / bounds.height,
        ),
        radius: 0.25,
        aspect: 1.2,
        strength: 500.0,
    });
    let mut submission = back_only(DocumentType::DriverLicenseOrId);
    submission.back = Some(Redacted::new(
        photograph(&card.drawing, &options).unwrap().bytes,
    ));
    let refusal = examine(&submission, today()).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::Pdf417Error);
    assert!(refusal.reasons.contains(&RetakeReason::Glare));
}

#[test]
fn another_barcode_is_told_from_none() {
    let mut submission = back_only(DocumentType::DriverLicenseOrId);
    submission.back = Some(Redacted::new(symbol(
        b"M1ROE/JANE            EABC123 LHRJFKBA 0117",
    )));
    assert_eq!(
        examine(&submission, today()).unwrap_err().reasons,
        [RetakeReason::UnsupportedDocument]
    );
    let (code, message) = refusal(&submission);
    assert_eq!(code, RefusalCode::TrackStringParserError);
    assert_eq!(
        message,
        "A barcode was read, but it is not the barcode of a driving licence or identity card."
    );
}

#[test]
fn a_shown_barcode_of_another_kind_contradicts_the_track_string() {
    let mut submission = back_only(DocumentType::DriverLicenseOrId);
    submission.back = Some(Redacted::new(symbol(b"https://example.org")));
    submission.track_string = Some(track(&back(33).barcode.bytes));
    assert_eq!(
        examine(&submission, today())
            .unwrap()
            .is_data_fields_tampered,
        Some(true)
    );
}

#[test]
fn unusable_track_strings_are_refused_and_empty_ones_are_none() {
    let mut submission = back_only(DocumentType::DriverLicenseOrId);
    let mut send = |data: &str| {
        let data = Redacted::new(data.to_owned());
        submission.track_string = Some(SubmittedTrack {
            data,
            barcode_parameters: None,
        });
        refusal(&submission).0
    };
    assert_eq!(send("%%%"), RefusalCode::TrackStringParserError);
    assert_eq!(
        send("aHR0cHM6Ly9leGFtcGxlLm9yZw=="),
        RefusalCode::TrackStringParserError
    );
    assert_eq!(
        send(&"A".repeat(70_000)),
        RefusalCode::TrackStringParserError
    );
    assert_eq!(
        send(" "),
        RefusalCode::BackImageOrTrackStringNotPresentError
    );
    let empty = track(b"@\n\x1e\rANSI 636014090001DL00310000");
    submission.track_string = Some(empty);
    assert_eq!(refusal(&submission).0, RefusalCode::TrackStringParserError);
}

#[test]
fn codes_have_the_wires_names() {
    assert_eq!(RefusalCode::Pdf417Error.as_str(), "PDF417Error");
    assert_eq!(RefusalCode::OcrError.as_str(), "OCRError");
    assert_eq!(RefusalCode::MrzOcrError.as_str(), "MRZOCRError");
}
