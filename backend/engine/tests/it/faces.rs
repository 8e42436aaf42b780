//! The selfie beside the portrait, with networks of random weights: what is found and told, not how
//! near the faces are.

use credence_engine::{FaceModels, PageNotes, RefusalCode, Submission, examine};
use credence_testkit::document::{LicenceFrontOptions, licence_front, selfie};
use credence_testkit::scene::{Encoding, encode_picture};
use credence_types::{DocumentType, FaceStatus, Redacted};

use crate::support::{back, photo, plain_photo, today};

/// A licence with both sides and a face.
fn submission(face: Vec<u8>) -> Submission {
    let drawn = back(11);
    let mut submission = Submission::new(DocumentType::DriverLicenseOrId);
    let front = licence_front(11, &LicenceFrontOptions::default()).unwrap();
    let front = encode_picture(&front.drawing.picture, Encoding::Png, None).unwrap();
    submission.front = Some(Redacted::new(front));
    submission.back = Some(Redacted::new(photo(&drawn, 11)));
    submission.face = Some(Redacted::new(face));
    submission
}

fn drawn_selfie() -> Vec<u8> {
    let front = licence_front(11, &LicenceFrontOptions::default()).unwrap();
    let drawing = selfie(&front.record.person);
    encode_picture(&drawing.picture, Encoding::Png, None).unwrap()
}

fn models() -> FaceModels {
    FaceModels::seeded(7).unwrap()
}

#[test]
fn without_a_model_nothing_is_compared_and_that_is_said() {
    let examined = examine(&submission(drawn_selfie()), today(), None).unwrap();
    let face = examined.face.unwrap();
    assert_eq!(face.comparison.status, FaceStatus::NoModel);
    assert_eq!(face.comparison.distance, None);
    assert!(face.comparison.capture.selfie_hash.is_some());
    assert!(face.portrait.is_none() && face.template.is_none());
}

#[test]
fn nothing_is_told_where_the_comparison_is_switched_off() {
    let mut submission = submission(drawn_selfie());
    submission.settings.is_face_match_enabled = false;
    let examined = examine(&submission, today(), Some(&models())).unwrap();
    assert_eq!(examined.face, None);
}

#[test]
fn a_drawn_person_is_compared_with_their_portrait() {
    let examined = examine(&submission(drawn_selfie()), today(), Some(&models())).unwrap();
    let face = examined.face.unwrap();
    let comparison = face.comparison;
    assert_eq!(comparison.model_id.as_deref(), Some("seeded-random"));
    assert!(!comparison.calibrated && !comparison.pad.evaluated);
    assert!(comparison.distance.is_some() && comparison.band.is_some());
    assert_eq!(comparison.capture.screen_pattern, Some(false));
    let is_jpeg = |file: Option<Redacted<Vec<u8>>>| file.unwrap().expose().starts_with(b"\xff\xd8");
    assert!(is_jpeg(face.portrait) && is_jpeg(face.selfie));
    assert_eq!(face.template.unwrap().expose().len(), 128 * 4);
}

#[test]
fn a_selfie_without_a_face_is_refused_only_where_the_comparison_is_required() {
    let mut submission = submission(plain_photo());
    let examined = examine(&submission, today(), Some(&models())).unwrap();
    let comparison = examined.face.unwrap().comparison;
    assert_eq!(comparison.status, FaceStatus::NoFace);
    assert!(
        comparison
            .warnings
            .contains(&"selfie_without_face".to_owned())
    );
    submission.settings.is_face_match_optional = false;
    let refusal = examine(&submission, today(), Some(&models())).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::FacePhotoNotDetectError);
}

#[test]
fn every_frame_of_a_head_turn_keeps_its_time() {
    let mut submission = submission(drawn_selfie());
    submission.notes = PageNotes {
        nonce: Some("n".to_owned()),
        frame_milliseconds: vec![0, 700, 1400],
        source: vec!["virtual_camera"],
    };
    submission.frames = vec![
        Redacted::new(b"no picture".to_vec()),
        Redacted::new(plain_photo()),
    ];
    for models in [None, Some(models())] {
        let examined = examine(&submission, today(), models.as_ref()).unwrap();
        let capture = examined.face.unwrap().comparison.capture;
        let turn = capture.head_turn.unwrap();
        assert_eq!(turn.nonce, "n");
        let frames: Vec<_> = turn
            .frames
            .iter()
            .map(|f| (f.at_milliseconds, f.yaw))
            .collect();
        assert_eq!(frames, [(0, None), (700, None)]);
        assert!(capture.source.contains(&"virtual_camera".to_owned()));
    }
}
