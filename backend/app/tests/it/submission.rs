use chrono::TimeDelta;
use credence_app::{NewSession, SessionState, SubmitError, submit, work_due};
use sqlx::PgPool;

use crate::documents::barcode_only;
use crate::dvs::Script;
use crate::house::{House, OTHER, integrator_of};

#[sqlx::test(migrations = "../../migrations")]
async fn a_repeated_submission_answers_the_same(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    let request = house
        .submit(&person, Script::Verified(Box::new(barcode_only())))
        .await;
    let submit_again = || submit(&house.app, &person.token, person.session, request);
    let view = submit_again().await.unwrap();
    assert_eq!(
        (view.state, view.attempts_left),
        (SessionState::Submitted, 4)
    );
    assert!(view.capture.is_none());
    assert_eq!(house.count("waiting").await, 1);
    work_due(&house.app).await.unwrap();
    assert_eq!(
        submit_again().await.unwrap().state,
        SessionState::NeedsReview
    );
    assert_eq!(house.count("waiting").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_session_that_is_being_looked_at_takes_no_other_request(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    house.submit(&person, Script::Error("OCRError")).await;
    let second = house.dvs.request(Script::Error("OCRError"));
    let error = submit(&house.app, &person.token, person.session, second).await;
    assert!(matches!(error, Err(SubmitError::SessionNotOpen)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_request_serves_one_submission_ever(pool: PgPool) {
    let house = House::build(&pool).await;
    let one = house.person().await;
    let two = house.person().await;
    let request = house.submit(&one, Script::Error("OCRError")).await;
    let error = submit(&house.app, &two.token, two.session, request).await;
    assert!(matches!(error, Err(SubmitError::RequestAlreadySubmitted)));
    assert_eq!(house.view(&two).await.attempts_left, 5);
    work_due(&house.app).await.unwrap();
    assert_eq!(house.view(&one).await.state, SessionState::Retake);
    for person in [&one, &two] {
        let error = submit(&house.app, &person.token, person.session, request).await;
        assert!(matches!(error, Err(SubmitError::RequestAlreadySubmitted)));
    }
}

/// Tenants share the DVS account, so whoever handed in another's request would be given its person.
#[sqlx::test(migrations = "../../migrations")]
async fn a_request_of_another_tenant_is_refused(pool: PgPool) {
    let house = House::build(&pool).await;
    let one = house.person().await;
    let request = house
        .submit(&one, Script::Verified(Box::new(barcode_only())))
        .await;
    work_due(&house.app).await.unwrap();
    let (key, _) = integrator_of(&house.app, OTHER).await;
    let foreign = house.person_by(&key, NewSession::default()).await;
    let error = submit(&house.app, &foreign.token, foreign.session, request).await;
    assert!(matches!(error, Err(SubmitError::RequestAlreadySubmitted)));
    assert_eq!(house.view(&foreign).await.attempts_left, 5);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_foreign_token_submits_nothing(pool: PgPool) {
    let house = House::build(&pool).await;
    let one = house.person().await;
    let two = house.person().await;
    let request = house.dvs.request(Script::Error("OCRError"));
    let error = submit(&house.app, &one.token, two.session, request).await;
    assert!(matches!(error, Err(SubmitError::NotFound)));
    sqlx::query("delete from credence.session")
        .execute(&pool)
        .await
        .unwrap();
    let error = submit(&house.app, &one.token, one.session, request).await;
    assert!(matches!(error, Err(SubmitError::UnknownToken)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_expired_session_takes_nothing(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    house.clock.advance(TimeDelta::hours(24));
    let request = house.dvs.request(Script::Error("OCRError"));
    let error = submit(&house.app, &person.token, person.session, request).await;
    assert!(matches!(error, Err(SubmitError::SessionNotOpen)));
    let view = house.view(&person).await;
    assert_eq!(view.state, SessionState::Expired);
    assert!(view.capture.is_none());
}
