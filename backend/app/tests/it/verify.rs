//! An integrator hands in a request that it holds itself, and waits.

use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use credence_app::{SessionState, VerifyError, follow_changes, verify, work, work_due};
use sqlx::PgPool;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use crate::documents::flawless;
use crate::dvs::Script;
use crate::house::{House, OTHER, integrator_of};

fn flawless_script() -> Script {
    Script::Verified(Box::new(flawless()))
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_caller_that_waits_gets_the_outcome(pool: PgPool) {
    let house = House::build(&pool).await;
    let cancel = CancellationToken::new();
    let follower = tokio::spawn(follow_changes(Arc::clone(&house.app), cancel.clone()));
    let worker = tokio::spawn(work(Arc::clone(&house.app), 2, cancel.clone()));
    let session = house.person().await.session;
    let request = house.dvs.request(flawless_script());
    let what = (session, request);
    let longest = sleep(Duration::from_secs(30));
    let outcome = verify(&house.app, &house.integrator, what, None, longest)
        .await
        .unwrap();
    assert!(outcome.is_settled);
    assert_eq!(outcome.session.state, SessionState::Approved);
    assert!(outcome.session.summary.is_some() && outcome.session.capture.is_none());
    cancel.cancel();
    follower.await.unwrap();
    worker.await.unwrap();
    let actors: Vec<String> = sqlx::query_scalar(
        "select actor_kind from credence.audit where action = 'request_submitted'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(actors, ["integrator"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_repetition_waits_again_and_verifies_nothing_twice(pool: PgPool) {
    let house = House::build(&pool).await;
    let session = house.person().await.session;
    let request = house.dvs.request(flawless_script());
    let call = || {
        verify(
            &house.app,
            &house.integrator,
            (session, request),
            None,
            ready(()),
        )
    };
    let (one, two) = tokio::join!(call(), call());
    for outcome in [one, two, call().await] {
        let outcome = outcome.unwrap();
        assert!(!outcome.is_settled);
        assert_eq!(outcome.session.state, SessionState::Submitted);
        assert_eq!(outcome.session.attempts_left, 4);
    }
    let other = house.dvs.request(flawless_script());
    let refused = verify(
        &house.app,
        &house.integrator,
        (session, other),
        None,
        ready(()),
    )
    .await;
    assert!(matches!(refused, Err(VerifyError::SessionNotOpen)));
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
    assert_eq!(work_due(&house.app).await.unwrap(), 0);
    let outcome = call().await.unwrap();
    assert!(outcome.is_settled);
    assert_eq!(outcome.session.state, SessionState::Approved);
    assert_eq!(
        (house.dvs.verify_calls(), house.count("verification").await),
        (1, 1)
    );
    let foreign = house.person().await.session;
    let refused = verify(
        &house.app,
        &house.integrator,
        (foreign, request),
        None,
        ready(()),
    )
    .await;
    assert!(matches!(refused, Err(VerifyError::RequestAlreadySubmitted)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_retake_is_an_answer_and_takes_another_request(pool: PgPool) {
    let house = House::build(&pool).await;
    let session = house.person().await.session;
    let call = async |request| {
        verify(
            &house.app,
            &house.integrator,
            (session, request),
            None,
            ready(()),
        )
        .await
    };
    let poor = house.dvs.request(Script::Error("OCRError"));
    call(poor).await.unwrap();
    work_due(&house.app).await.unwrap();
    for _ in 0..2 {
        let outcome = call(poor).await.unwrap();
        assert!(outcome.is_settled);
        assert_eq!(outcome.session.state, SessionState::Retake);
    }
    assert_eq!(house.count("waiting").await, 0);
    let better = house.dvs.request(flawless_script());
    assert!(!call(better).await.unwrap().is_settled);
    let refused = call(poor).await;
    assert!(matches!(refused, Err(VerifyError::SessionNotOpen)));
    work_due(&house.app).await.unwrap();
    assert_eq!(
        call(better).await.unwrap().session.state,
        SessionState::Approved
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn another_tenants_session_is_not_there(pool: PgPool) {
    let house = House::build(&pool).await;
    let session = house.person().await.session;
    let request = house.dvs.request(flawless_script());
    let (_, stranger) = integrator_of(&house.app, OTHER).await;
    let refused = verify(&house.app, &stranger, (session, request), None, ready(())).await;
    assert!(matches!(refused, Err(VerifyError::NotFound)));
    assert_eq!(house.count("waiting").await, 0);
}
