use credence_dvs_client::{DvsError, VerifyOutcome};
use credence_dvs_protocol::RequestStatus;
use credence_types::DocumentType;

use crate::script::{Reply, Script, answer, error, request_id, stored, v3_result};

#[tokio::test]
async fn the_pictures_come_with_the_result() {
    let content = r#","content":{"frontImageBase64":"aW1hZ2U=","faceImageBase64":"",
        "backOrSecondImageBase64":null,"trackString":"QAo=.QQ=="}"#;
    let script = Script::play([stored(1, &v3_result(), content)]).await;
    let kept = script.client().result(request_id()).await.unwrap();
    assert_eq!(
        script.calls()[0].line,
        format!("GET /prefix/api/v3/Request/{}/result", request_id())
    );
    assert_eq!(kept.status, Some(RequestStatus::Success));
    assert_eq!(kept.document_type, Some(DocumentType::PassportCard));
    assert!(matches!(kept.outcome, Some(VerifyOutcome::Verified(_))));
    assert_eq!(
        kept.content.front_image.as_ref().unwrap().expose(),
        b"image"
    );
    assert_eq!(kept.content.face_image, None);
    assert_eq!(
        kept.content.track_string.as_ref().unwrap().expose(),
        "QAo=.QQ=="
    );
    assert!(!format!("{kept:?}").contains("DRAWN") && !format!("{kept:?}").contains("QAo="));
}

#[tokio::test]
async fn a_pending_request_has_no_outcome() {
    let script = Script::play([stored(0, "null", "")]).await;
    assert_eq!(
        script.client().result(request_id()).await.unwrap().outcome,
        None
    );
}

#[tokio::test]
async fn a_failed_request_still_gives_its_pictures() {
    let content = r#","content":{"frontImageBase64":"aW1hZ2U="}"#;
    let script = Script::play([stored(2, "null", content)]).await;
    let kept = script.client().result(request_id()).await.unwrap();
    assert_eq!(
        (kept.status, &kept.outcome),
        (Some(RequestStatus::Failed), &None)
    );
    assert!(kept.content.front_image.is_some());
    assert!(matches!(
        kept.into_outcome(),
        Err(DvsError::Failed { code: None })
    ));
}

#[tokio::test]
async fn reading_is_repeated_after_any_failure_of_the_server() {
    let replies = [
        Reply::Hang,
        error(500, "ApiError"),
        stored(1, &v3_result(), ""),
    ];
    let script = Script::play(replies).await;
    assert!(
        script
            .client()
            .result(request_id())
            .await
            .unwrap()
            .outcome
            .is_some()
    );
    assert_eq!(script.pattern(), "RRR");
}

#[tokio::test]
async fn an_answer_that_is_no_result_of_this_request_is_refused() {
    let other = format!(
        r#"{{"request":{{"id":"{}","status":0}}}}"#,
        uuid::Uuid::nil()
    );
    let mixed_up = format!(
        r#"{{"verificationResult":{},"request":{{"status":1}}}}"#,
        v3_result().replace(&request_id().to_string(), &uuid::Uuid::nil().to_string())
    );
    for body in [
        "",
        "{}",
        "null",
        r#"{"verificationResult":{}}"#,
        r#"{"verificationResult":{"x":1},"request":{}}"#,
        &other,
        &mixed_up,
    ] {
        let script = Script::play([answer(200, body)]).await;
        let result = script.client().result(request_id()).await;
        assert!(
            matches!(result, Err(DvsError::Unreadable)),
            "{body} {result:?}"
        );
    }
}

#[tokio::test]
async fn an_answer_over_the_limit_is_not_read() {
    let huge = format!(r#"{{"request":null,"x":"{}"}}"#, "x".repeat(20_000));
    let script = Script::play([answer(200, &huge), answer(200, &huge), answer(200, &huge)]).await;
    let result = script.client().result(request_id()).await;
    assert!(
        matches!(result, Err(DvsError::Unavailable(_))),
        "{result:?}"
    );
}
