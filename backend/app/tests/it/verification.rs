use credence_app::{
    CheckCode, CheckOutcome, DecidedBy, DecisionOutcome, FieldSource, ResultError, SessionState,
    result, work_due,
};
use credence_trust::{CheckRule, Policy};
use credence_types::CaptureStep;
use sqlx::PgPool;

use crate::documents::{NUMBER, barcode_only, flawless};
use crate::dvs::Script;
use crate::house::House;

#[sqlx::test(migrations = "../../migrations")]
async fn an_honest_licence_back_ends_with_a_reviewer(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house
        .verified(Script::Verified(Box::new(barcode_only())))
        .await;
    let view = house.view(&person).await;
    assert_eq!(view.state, SessionState::NeedsReview);
    let summary = view.summary.unwrap();
    assert_eq!(summary.decision, DecisionOutcome::NeedsReview);
    assert_eq!(summary.decided_by, DecidedBy::Policy);
    let outcome = |code| {
        summary
            .checks
            .iter()
            .find(|check| check.code == code)
            .unwrap()
            .outcome
    };
    assert_eq!(outcome(CheckCode::DocumentReadable), CheckOutcome::Passed);
    assert_eq!(outcome(CheckCode::BarcodeStructure), CheckOutcome::Passed);
    assert_eq!(outcome(CheckCode::DocumentInDate), CheckOutcome::Passed);
    assert_eq!(
        outcome(CheckCode::MrzCheckDigits),
        CheckOutcome::NotApplicable
    );
    for code in [
        CheckCode::FieldsConsistent,
        CheckCode::DocumentConfidence,
        CheckCode::FaceMatch,
        CheckCode::PresentationAttack,
    ] {
        assert_eq!(outcome(code), CheckOutcome::Unavailable, "{code:?}");
    }
    assert_eq!(
        (
            house.count("verification").await,
            house.count("image").await
        ),
        (1, 2)
    );
    assert_eq!(
        house.actions(person.session).await,
        [
            "session_created",
            "consent_given",
            "request_submitted",
            "verification_decided"
        ]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_flawless_result_is_approved_and_told_in_full(pool: PgPool) {
    let house = House::build(&pool).await;
    let waiting = house.person().await;
    let error = result(&house.app, &house.integrator, waiting.session).await;
    assert!(matches!(error, Err(ResultError::NotReady)));
    let person = house.verified(Script::Verified(Box::new(flawless()))).await;
    assert_eq!(house.view(&person).await.state, SessionState::Approved);
    let result = result(&house.app, &house.integrator, person.session)
        .await
        .unwrap();
    assert_eq!(result.state, SessionState::Approved);
    assert_eq!(result.decision.outcome, DecisionOutcome::Approved);
    assert_eq!(result.decision.policy_version, Policy::default().version);
    let number = result
        .fields
        .iter()
        .flatten()
        .find(|field| field.key == "id")
        .unwrap();
    assert_eq!(number.value.expose(), NUMBER);
    assert_eq!(number.source, FieldSource::Document);
    let scores = [
        result.scores.document,
        result.scores.face,
        result.scores.liveness,
    ];
    assert_eq!(scores.map(|score| score.unwrap().value()), [82, 91, 70]);
    assert_eq!(
        house.actions(person.session).await.last().unwrap(),
        "result_read"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_policy_may_reject_or_ask_again(pool: PgPool) {
    let mut policy = Policy::default();
    policy
        .checks
        .insert(CheckCode::FaceMatch, CheckRule::RejectWhenFailed);
    policy
        .checks
        .insert(CheckCode::PresentationAttack, CheckRule::RetakeWhenFailed);
    let house = House::build_with(&pool, policy).await;
    let mut stranger = flawless();
    stranger.face_match.confidence = Some(3);
    let person = house.verified(Script::Verified(Box::new(stranger))).await;
    assert_eq!(house.view(&person).await.state, SessionState::Rejected);

    let mut unsure = flawless();
    unsure.anti_spoofing.confidence = Some(3);
    let person = house.verified(Script::Verified(Box::new(unsure))).await;
    let view = house.view(&person).await;
    assert_eq!(view.state, SessionState::Retake);
    assert_eq!(view.summary.unwrap().decision, DecisionOutcome::Retake);
    let retake = view.retake.unwrap();
    assert_eq!(
        (retake.step, retake.code.as_str()),
        (CaptureStep::Face.into(), "presentation_attack")
    );
    house
        .submit(&person, Script::Verified(Box::new(flawless())))
        .await;
    work_due(&house.app).await.unwrap();
    assert_eq!(house.view(&person).await.state, SessionState::Approved);
    assert_eq!(house.count("verification").await, 3);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_retake_names_its_step_and_the_next_try_succeeds(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.verified(Script::Error("PDF417Error")).await;
    let view = house.view(&person).await;
    assert_eq!((view.state, view.attempts_left), (SessionState::Retake, 4));
    assert!(view.capture.is_some() && view.summary.is_none());
    let retake = view.retake.unwrap();
    assert_eq!(
        (retake.step, retake.code.as_str()),
        (CaptureStep::Back.into(), "PDF417Error")
    );
    assert!(retake.message.starts_with("We could not find the barcode."));
    assert_eq!(house.count("verification").await, 0);

    house
        .submit(&person, Script::Verified(Box::new(flawless())))
        .await;
    work_due(&house.app).await.unwrap();
    let view = house.view(&person).await;
    assert_eq!(
        (view.state, view.attempts_left),
        (SessionState::Approved, 3)
    );
    assert!(view.retake.is_none());
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_barcode_that_is_no_licence_says_so(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house
        .verified(Script::Error("TrackStringParserError"))
        .await;
    let retake = house.view(&person).await.retake.unwrap();
    assert_eq!(retake.step, CaptureStep::Back.into());
    assert!(
        retake
            .message
            .contains("not the barcode of a driving licence")
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_last_retake_becomes_a_review_with_the_pictures(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    for attempt in 1..=5 {
        house.submit(&person, Script::Error("OCRError")).await;
        work_due(&house.app).await.unwrap();
        let wanted = if attempt < 5 {
            SessionState::Retake
        } else {
            SessionState::NeedsReview
        };
        assert_eq!(house.view(&person).await.state, wanted, "attempt {attempt}");
    }
    let view = house.view(&person).await;
    assert_eq!(view.attempts_left, 0);
    let summary = view.summary.unwrap();
    assert_eq!(summary.checks[0].outcome, CheckOutcome::Failed);
    assert_eq!(
        (
            house.count("verification").await,
            house.count("image").await
        ),
        (1, 2)
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_request_that_dvs_does_not_know_starts_anew(pool: PgPool) {
    let house = House::build(&pool).await;
    for (code, script) in [
        ("RequestExpired", Some("RequestExpired")),
        ("NotFound", None),
    ] {
        let person = house.person().await;
        match script {
            Some(code) => {
                house.submit(&person, Script::Error(code)).await;
            }
            None => {
                let unknown = credence_types::RequestId::from_uuid(uuid::Uuid::new_v4());
                credence_app::submit(&house.app, &person.token, person.session, unknown)
                    .await
                    .unwrap();
            }
        }
        work_due(&house.app).await.unwrap();
        let view = house.view(&person).await;
        assert_eq!(view.state, SessionState::Retake);
        let retake = view.retake.unwrap();
        assert_eq!(
            (retake.step, retake.code.as_str()),
            (CaptureStep::Front.into(), code)
        );
    }
}
