use credence_dvs_client::{DvsError, Unavailable, VerifyOutcome};
use credence_dvs_protocol::{DocumentKey, ErrorCode};
use credence_types::CaptureStep;

use crate::script::{Reply, Script, answer, error, request_id, secret_key, stored, v3_result};

/// Plays the script and verifies; gives the outcome and the order of calls.
async fn verify(
    replies: impl IntoIterator<Item = Reply>,
) -> (Result<VerifyOutcome, DvsError>, String) {
    let script = Script::play(replies).await;
    let outcome = script.client().verify(request_id()).await;
    (outcome, script.pattern())
}

fn family_name(outcome: Result<VerifyOutcome, DvsError>) -> String {
    match outcome.unwrap() {
        VerifyOutcome::Verified(result) => result
            .content
            .document
            .get(DocumentKey::FamilyName)
            .unwrap()
            .expose()
            .clone(),
        retake @ VerifyOutcome::Retake { .. } => panic!("{retake:?}"),
    }
}

#[tokio::test]
async fn a_result_is_read_and_its_raw_text_kept_but_not_printed() {
    let script = Script::play([answer(200, v3_result())]).await;
    let outcome = script.client().verify(request_id()).await;
    assert!(!format!("{outcome:?}").contains("SECRET"));
    let Ok(VerifyOutcome::Verified(result)) = &outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(result.raw.expose(), &v3_result());
    assert_eq!(result.content.document_check.confidence, Some(82));
    assert_eq!(family_name(outcome), "DRAWN");

    let call = script.calls().remove(0);
    assert_eq!(
        call.line,
        format!("POST /prefix/api/v3/Verify/{}", request_id())
    );
    assert!(
        call.head
            .contains(&format!("authorization: bearer {}", secret_key().expose()))
    );
    assert!(call.head.contains("content-type: application/json"));
    assert_eq!(call.body, "{}");
}

#[tokio::test]
async fn a_lost_answer_is_found_in_the_stored_result() {
    for lost in [
        Reply::Hang,
        Reply::Close,
        error(500, "ApiError"),
        answer(502, "<html>"),
    ] {
        let (outcome, calls) = verify([lost.clone(), stored(1, &v3_result(), "")]).await;
        assert_eq!(family_name(outcome), "DRAWN", "{lost:?}");
        assert_eq!(calls, "VR", "{lost:?}");
    }
}

#[tokio::test]
async fn a_lost_call_is_repeated_only_after_asking_for_the_result() {
    for not_there in [
        error(404, "NotFound"),
        stored(0, "null", ""),
        answer(404, ""),
    ] {
        let (outcome, calls) = verify([Reply::Hang, not_there, answer(200, v3_result())]).await;
        assert_eq!(family_name(outcome), "DRAWN");
        assert_eq!(calls, "VRV");
    }
}

#[tokio::test]
async fn a_repetition_asks_for_the_result_before_anything_else() {
    let again = async |replies: Vec<Reply>| {
        let script = Script::play(replies).await;
        let outcome = script.client().verify_again(request_id()).await;
        (outcome, script.pattern())
    };
    let (outcome, calls) = again(vec![stored(1, &v3_result(), "")]).await;
    assert_eq!(
        (family_name(outcome).as_str(), calls.as_str()),
        ("DRAWN", "R")
    );
    for not_there in [error(404, "NotFound"), stored(0, "null", "")] {
        let (outcome, calls) = again(vec![not_there, answer(200, v3_result())]).await;
        assert_eq!(
            (family_name(outcome).as_str(), calls.as_str()),
            ("DRAWN", "RV")
        );
    }
    let (outcome, calls) = again(vec![Reply::Hang; 9]).await;
    assert!(
        matches!(outcome, Err(DvsError::Unavailable(_))),
        "{outcome:?}"
    );
    assert!(!calls.contains('V'), "{calls}");
}

#[tokio::test]
async fn a_lost_failure_is_found_in_the_stored_result() {
    let failure = r#","failure":{"code":"PDF417Error","message":"No barcode"}"#;
    let (outcome, calls) = verify([Reply::Close, stored(2, "null", failure)]).await;
    let retake = VerifyOutcome::Retake {
        step: CaptureStep::Back,
        code: ErrorCode::Pdf417Error,
        message: "No barcode".to_owned(),
    };
    assert_eq!(outcome.unwrap(), retake);
    assert_eq!(calls, "VR");

    let (outcome, _) = verify([Reply::Close, stored(2, "null", "")]).await;
    assert!(
        matches!(outcome, Err(DvsError::Failed { code: None })),
        "{outcome:?}"
    );
    let lost_for_good = r#","failure":{"code":"ApiError","message":"x"}"#;
    let (outcome, _) = verify([Reply::Close, stored(2, "null", lost_for_good)]).await;
    assert!(
        matches!(
            outcome,
            Err(DvsError::Failed {
                code: Some(ErrorCode::ApiError)
            })
        ),
        "{outcome:?}"
    );
    // A code goes into logs and rows.
    let text = r#","failure":{"code":"No \u0000 such\nthing","message":"x"}"#;
    let (outcome, _) = verify([Reply::Close, stored(2, "null", text)]).await;
    let Err(DvsError::Failed { code: Some(code) }) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(code.as_str(), "unreadable");
    // A success whose result is kept no more.
    let (outcome, _) = verify([Reply::Close, stored(1, "{}", "")]).await;
    assert!(
        matches!(outcome, Err(DvsError::Failed { code: None })),
        "{outcome:?}"
    );
    let (outcome, _) = verify([Reply::Close, stored(3, "null", "")]).await;
    assert!(matches!(outcome, Err(DvsError::Expired)), "{outcome:?}");
}

#[tokio::test]
async fn attempts_are_bounded() {
    let failing = || error(500, "ApiError");
    let pending = || stored(0, "null", "");
    let (outcome, calls) = verify([
        failing(),
        pending(),
        failing(),
        pending(),
        failing(),
        pending(),
    ])
    .await;
    let Err(DvsError::Unavailable(Unavailable::Status(status))) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(status, 500);
    assert_eq!(calls, "VRVRVR");
}

#[tokio::test]
async fn when_the_result_cannot_be_asked_for_the_call_is_not_repeated() {
    let failing = || error(503, "ApiError");
    let (outcome, calls) = verify([Reply::Close, failing(), failing(), failing()]).await;
    assert!(
        matches!(outcome, Err(DvsError::Unavailable(_))),
        "{outcome:?}"
    );
    assert_eq!(calls, "VRRR");
}

#[tokio::test]
async fn what_was_verified_before_is_read_back() {
    let before = || error(400, "RequestAlreadyProcessed");
    let (outcome, calls) = verify([before(), stored(1, &v3_result(), "")]).await;
    assert_eq!(family_name(outcome), "DRAWN");
    assert_eq!(calls, "VR");

    let (outcome, _) = verify([before(), stored(0, "null", "")]).await;
    assert!(
        matches!(
            outcome,
            Err(DvsError::Unavailable(Unavailable::StillProcessing))
        ),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn an_image_code_is_a_retake_of_its_step() {
    for (code, step) in [
        ("OCRError", CaptureStep::Front),
        ("BackImageOrTrackStringNotPresentError", CaptureStep::Back),
        ("TrackStringParserError", CaptureStep::Back),
        ("FacePhotoNotDetectError", CaptureStep::Face),
    ] {
        let (outcome, calls) = verify([error(400, code)]).await;
        let Ok(VerifyOutcome::Retake {
            step: found,
            message,
            ..
        }) = outcome
        else {
            panic!("{outcome:?}")
        };
        assert_eq!(
            (found, message.as_str(), calls.as_str()),
            (step, "In words", "V")
        );
    }
}

#[tokio::test]
async fn an_unreadable_mrz_is_retaken_where_the_documents_kind_has_it() {
    // The stored request is of a card, whose MRZ is on the back.
    let (outcome, calls) = verify([error(400, "MRZOCRError"), stored(2, "null", "")]).await;
    let Ok(VerifyOutcome::Retake { step, .. }) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!((step, calls.as_str()), (CaptureStep::Back, "VR"));

    // Where the kind is not told, the front is the better guess.
    let (outcome, _) = verify([error(400, "MRZOCRError"), error(404, "NotFound")]).await;
    let Ok(VerifyOutcome::Retake { step, .. }) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(step, CaptureStep::Front);
}

#[tokio::test]
async fn one_of_several_errors_decides() {
    let body = r#"{"code":"MultipleErrors","message":"","multipleErrors":[
        {"code":"NewError","message":"x"},{"code":"FaceDocNotDetectError","message":"No face"}]}"#;
    let (outcome, _) = verify([answer(400, body)]).await;
    let Ok(VerifyOutcome::Retake { step, message, .. }) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!((step, message.as_str()), (CaptureStep::Front, "No face"));
}

#[tokio::test]
async fn refusals_are_typed_and_not_repeated() {
    let long = "x".repeat(9_000);
    for (reply, fits) in [
        (
            answer(401, ""),
            (|e| matches!(e, DvsError::Unauthorised)) as fn(&DvsError) -> bool,
        ),
        (error(403, "NotFound"), |e| {
            matches!(e, DvsError::Unauthorised)
        }),
        (answer(404, "<html>"), |e| matches!(e, DvsError::NotFound)),
        (error(400, "NotFound"), |e| matches!(e, DvsError::NotFound)),
        (error(400, "RequestExpired"), |e| {
            matches!(e, DvsError::Expired)
        }),
        (error(400, "ValidationError"), |e| {
            matches!(
                e,
                DvsError::Refused {
                    code: Some(ErrorCode::ValidationError),
                    ..
                }
            )
        }),
        (
            error(400, &long),
            |e| matches!(e, DvsError::Refused { code: Some(ErrorCode::Unknown(name)), .. } if name.len() < 20),
        ),
        (answer(400, "garbage"), |e| {
            matches!(e, DvsError::Refused { code: None, .. })
        }),
        (answer(415, ""), |e| {
            matches!(e, DvsError::Refused { code: None, .. })
        }),
        (error(429, "x"), |e| {
            matches!(e, DvsError::Unavailable(Unavailable::Status(_)))
        }),
    ] {
        let (outcome, calls) = verify([reply]).await;
        let error = outcome.unwrap_err();
        assert!(fits(&error), "{error:?}");
        assert_eq!(calls, "V", "{error:?}");
    }
}

#[tokio::test]
async fn an_answer_that_is_no_result_of_this_request_is_refused() {
    let other = v3_result().replace(&request_id().to_string(), &uuid::Uuid::nil().to_string());
    for body in ["", "garbage", "{}", "[]", "null", r#"{"ok":true}"#, &other] {
        let (outcome, _) = verify([answer(200, body)]).await;
        assert!(
            matches!(outcome, Err(DvsError::Unreadable)),
            "{body} {outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let script = Script::play([]).await;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let options = credence_dvs_client::DvsOptions {
        base_url: closed.parse().unwrap(),
        ..script.options()
    };
    let client = credence_dvs_client::SecretClient::new(&options, &secret_key()).unwrap();
    let outcome = client.verify(request_id()).await;
    assert!(
        matches!(
            outcome,
            Err(DvsError::Unavailable(Unavailable::Outbound(_)))
        ),
        "{outcome:?}"
    );
    assert!(!format!("{client:?}").contains(secret_key().expose()));
}

#[tokio::test]
async fn a_call_can_be_made_from_a_task_that_moves_between_threads() {
    let script = Script::play([answer(200, v3_result())]).await;
    let client = script.client();
    let call = tokio::spawn(async move { client.verify(request_id()).await });
    assert_eq!(family_name(call.await.unwrap()), "DRAWN");
}
