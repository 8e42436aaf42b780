use credence_dvs_client::{DvsError, VerifyOutcome};
use credence_dvs_protocol::{OutgoingRequest, VerificationRequest};
use credence_types::{CaptureStep, DocumentType};

use crate::script::{Reply, Script, answer, error, v3_result};

fn card() -> OutgoingRequest<'static> {
    OutgoingRequest {
        document_type: Some(DocumentType::PassportCard),
        front_image: Some(b"image"),
        ..OutgoingRequest::default()
    }
}

#[tokio::test]
async fn version_3_verifies_pictures_in_one_call() {
    let script = Script::play([answer(200, v3_result())]).await;
    let outcome = script.client().verify_direct(&card()).await.unwrap();
    assert!(matches!(outcome, VerifyOutcome::Verified(_)));
    let call = script.calls().remove(0);
    assert_eq!(call.line, "POST /prefix/api/v3/Verify");
    let sent = VerificationRequest::parse(call.body.as_bytes()).unwrap();
    assert_eq!(sent.images.front.unwrap().decode(10).unwrap(), b"image");
}

#[tokio::test]
async fn version_4_brings_the_pictures_when_asked() {
    let result = r#"{"document":{"id":"D1"},"documentVerificationResult":{"documentConfidence":82},
        "images":{"frontImageBase64":"aW1hZ2U="}}"#;
    let script = Script::play([answer(200, result)]).await;
    let outcome = script
        .client()
        .verify_v4(&card(), false, true)
        .await
        .unwrap();
    let VerifyOutcome::Verified(result) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(result.content.document_check.confidence, Some(82));
    assert_eq!(
        result.images.unwrap().front_image.unwrap().expose(),
        b"image"
    );
    let line = &script.calls()[0].line;
    assert_eq!(
        line,
        "POST /prefix/api/v4/verify?returnRequest=false&returnContent=true"
    );
}

#[tokio::test]
async fn an_image_code_is_a_retake_where_the_kind_has_the_mrz() {
    let script = Script::play([error(400, "MRZOCRError")]).await;
    let outcome = script
        .client()
        .verify_v4(&card(), false, false)
        .await
        .unwrap();
    assert!(matches!(
        outcome,
        VerifyOutcome::Retake {
            step: CaptureStep::Back,
            ..
        }
    ));
}

#[tokio::test]
async fn one_call_verification_is_never_repeated_once_it_may_have_arrived() {
    for lost in [Reply::Hang, Reply::Close, error(500, "ApiError")] {
        let script = Script::play([lost]).await;
        let outcome = script.client().verify_direct(&card()).await;
        assert!(
            matches!(outcome, Err(DvsError::Unavailable(_))),
            "{outcome:?}"
        );
        assert_eq!(script.calls().len(), 1);
    }
}

#[tokio::test]
async fn an_answer_that_is_no_result_is_refused() {
    for body in ["", "{}", r#"{"ok":true}"#, "null"] {
        let script = Script::play([answer(200, body), answer(200, body)]).await;
        let v3 = script.client().verify_direct(&card()).await;
        let v4 = script.client().verify_v4(&card(), false, false).await;
        assert!(matches!(v3, Err(DvsError::Unreadable)), "{v3:?}");
        assert!(matches!(v4, Err(DvsError::Unreadable)), "{v4:?}");
    }
}
