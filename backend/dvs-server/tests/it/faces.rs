//! What a result tells of the faces, with networks of random weights.

use std::sync::Arc;

use credence_dvs_protocol::{ResultV3, VerificationContent, from_json};
use credence_engine::FaceModels;
use credence_testkit::document::{LicenceFrontOptions, licence_front, selfie};
use credence_testkit::scene::{Encoding, encode_picture};
use credence_types::FaceStatus;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Server, back_photograph, base64};

/// A drawn licence with its holder's drawn face, and a head turn of one frame.
fn request() -> Value {
    let front = licence_front(7, &LicenceFrontOptions::default()).unwrap();
    let face = selfie(&front.record.person);
    let file = |drawing| encode_picture(drawing, Encoding::Jpeg(90), None).unwrap();
    let face = base64(&file(&face.picture));
    json!({
        "documentType": 1,
        "frontImageBase64": base64(&file(&front.drawing.picture)),
        "backOrSecondImageBase64": base64(&back_photograph(Encoding::Jpeg(90))),
        "faceImageBase64": face,
        "faceMultiImagesBase64": [face],
        "verifyFace": true,
        "frontEndMetadata": r#"{"challenge":{"nonce":"abc","frames":[40]},
            "capture":{"face":{"from":"file"}}}"#,
    })
}

async fn verified(server: &Server) -> VerificationContent {
    let id = server.create(&request()).await;
    let answer = server.verify(&id).await;
    assert_eq!(answer.status, 200);
    let result = from_json::<ResultV3>(&serde_json::to_vec(&answer.body).unwrap()).unwrap();
    result.into_content()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_comparison_is_told_in_full_and_never_as_what_is_advised_to_accept(pool: PgPool) {
    let models = Arc::new(FaceModels::seeded(7).unwrap());
    let server = Server::start_comparing(pool, Some(models), |_config| {}).await;
    let content = verified(&server).await;
    let comparison = content.face_comparison.unwrap();
    assert_eq!(comparison.status, FaceStatus::Mismatch);
    assert_eq!(comparison.model_id.as_deref(), Some("seeded-random"));
    assert!(content.face_match.confidence.unwrap() < 70);
    assert_eq!(content.face_match.false_acceptance_rate, None);
    assert_eq!(content.face_match.assessed_age_from_selfie, None);
    assert!(content.crops.face_photo_from_document.is_some());
    assert_eq!(content.face_template, None);
    let turn = comparison.capture.head_turn.unwrap();
    assert_eq!((turn.nonce.as_str(), turn.frames.len()), ("abc", 1));
    assert_eq!(turn.frames[0].at_milliseconds, 40);
    assert!(turn.frames[0].yaw.is_some() && turn.frames[0].distance.is_some());
    assert!(
        comparison
            .capture
            .source
            .contains(&"selfie_from_file".to_owned())
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn without_a_model_nothing_is_compared_and_no_number_invented(pool: PgPool) {
    let content = verified(&Server::start(pool).await).await;
    let comparison = content.face_comparison.unwrap();
    assert_eq!(comparison.status, FaceStatus::NoModel);
    assert_eq!(content.face_match.confidence, None);
    assert_eq!(content.crops.face_photo, None);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_template_is_told_where_the_operator_wants_it(pool: PgPool) {
    let models = Arc::new(FaceModels::seeded(7).unwrap());
    let server = Server::start_comparing(pool, Some(models), |config| {
        config.tells_face_templates = true;
    });
    let content = verified(&server.await).await;
    assert!(content.face_template.is_some());
}
