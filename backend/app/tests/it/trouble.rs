//! DVS is down, workers die, two workers race: nothing is lost, nothing is done twice, and no answer
//! is never a pass.

use chrono::TimeDelta;
use credence_app::{CheckCode, CheckOutcome, SessionState, work_due};
use http::StatusCode;
use sqlx::PgPool;

use crate::documents::{barcode_only, flawless};
use crate::dvs::Script;
use crate::house::House;

fn flawless_script() -> Script {
    Script::Verified(Box::new(flawless()))
}

#[sqlx::test(migrations = "../../migrations")]
async fn dvs_down_then_up_loses_nothing(pool: PgPool) {
    let house = House::build(&pool).await;
    house
        .dvs
        .answer_verify_with(Some(StatusCode::SERVICE_UNAVAILABLE));
    house
        .dvs
        .answer_result_with(Some(StatusCode::SERVICE_UNAVAILABLE));
    let person = house.verified(flawless_script()).await;
    assert_eq!(house.view(&person).await.state, SessionState::Processing);
    assert_eq!(work_due(&house.app).await.unwrap(), 0);
    house.dvs.answer_verify_with(None);
    house.dvs.answer_result_with(None);
    house.clock.advance(TimeDelta::seconds(6));
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
    assert_eq!(house.view(&person).await.state, SessionState::Approved);
    assert_eq!(house.count("waiting").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn no_answer_at_all_goes_to_a_reviewer_never_through(pool: PgPool) {
    let house = House::build(&pool).await;
    for status in [StatusCode::BAD_GATEWAY, StatusCode::UNAUTHORIZED] {
        house.dvs.answer_verify_with(Some(status));
        house.dvs.answer_result_with(Some(status));
        let person = house.person().await;
        house.submit(&person, flawless_script()).await;
        for _ in 0..8 {
            assert_eq!(house.view(&person).await.summary, None);
            assert_eq!(work_due(&house.app).await.unwrap(), 1);
            house.clock.advance(TimeDelta::minutes(15));
        }
        let view = house.view(&person).await;
        assert_eq!(view.state, SessionState::NeedsReview, "{status}");
        let mut checks = view.summary.unwrap().checks;
        // The policy asks for neither.
        checks
            .retain(|own| ![CheckCode::CountryAccepted, CheckCode::HolderAge].contains(&own.code));
        assert!(
            checks
                .iter()
                .all(|check| check.outcome == CheckOutcome::Unavailable)
        );
    }
    assert_eq!(
        (house.count("waiting").await, house.count("buried").await),
        (0, 2)
    );
    assert_eq!(house.dvs.verified(), 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_refusal_that_no_picture_mends_goes_to_a_reviewer(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.verified(Script::Error("SomethingNew")).await;
    let view = house.view(&person).await;
    assert_eq!(view.state, SessionState::NeedsReview);
    let checks = view.summary.unwrap().checks;
    assert_eq!(checks[0].outcome, CheckOutcome::Unavailable);
    assert_eq!(
        (house.count("waiting").await, house.count("buried").await),
        (0, 0)
    );
}

/// DVS takes the call, its answer is lost, and it does not say either what became of the request.
#[sqlx::test(migrations = "../../migrations")]
async fn a_request_that_may_have_been_verified_is_asked_about_and_not_verified_again(pool: PgPool) {
    let house = House::build(&pool).await;
    house.dvs.lose_verify_answers();
    house
        .dvs
        .answer_result_with(Some(StatusCode::GATEWAY_TIMEOUT));
    let person = house.verified(flawless_script()).await;
    assert_eq!(house.view(&person).await.state, SessionState::Processing);
    house.clock.advance(TimeDelta::seconds(60));
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
    assert_eq!(house.view(&person).await.state, SessionState::Processing);
    house.dvs.answer_result_with(None);
    house.clock.advance(TimeDelta::seconds(60));
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
    assert_eq!(house.view(&person).await.state, SessionState::Approved);
    assert_eq!((house.dvs.verify_calls(), house.dvs.verified()), (1, 1));
    assert_eq!(house.count("verification").await, 1);
}

/// DVS verified, and the worker died before it could store anything.
#[sqlx::test(migrations = "../../migrations")]
async fn a_crash_between_verify_and_commit_is_made_good(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    house.submit(&person, flawless_script()).await;
    let gate = house.dvs.gate_result();
    let app = house.app.clone();
    let worker = tokio::spawn(async move { work_due(&app).await });
    gate.reached.notified().await;
    worker.abort();
    assert!(worker.await.unwrap_err().is_cancelled());
    gate.go_on.notify_one();
    assert_eq!(house.view(&person).await.state, SessionState::Processing);
    assert_eq!(work_due(&house.app).await.unwrap(), 0);
    house.clock.advance(TimeDelta::seconds(60));
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
    assert_eq!(house.view(&person).await.state, SessionState::Approved);
    assert_eq!(
        (house.dvs.verified(), house.count("verification").await),
        (1, 1)
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_worker_that_always_dies_leaves_the_case_to_a_reviewer(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    house.submit(&person, flawless_script()).await;
    sqlx::query("update credence.job set attempt = max_attempts")
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
    assert_eq!(house.view(&person).await.state, SessionState::NeedsReview);
    assert_eq!((house.dvs.verified(), house.count("buried").await), (0, 1));
}

/// The first worker is slow, its lease ends, the second one does the work.
#[sqlx::test(migrations = "../../migrations")]
async fn the_slower_of_two_workers_changes_nothing(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    house.submit(&person, flawless_script()).await;
    let gate = house.dvs.gate_result();
    let app = house.app.clone();
    let slow = tokio::spawn(async move { work_due(&app).await });
    gate.reached.notified().await;
    house.clock.advance(TimeDelta::seconds(60));
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
    let settled = house.view(&person).await;
    assert_eq!(settled.state, SessionState::Approved);
    gate.go_on.notify_one();
    slow.await.unwrap().unwrap();
    assert_eq!(house.view(&person).await.version, settled.version);
    assert_eq!(
        (
            house.count("verification").await,
            house.count("image").await
        ),
        (1, 2)
    );
    let decided = house.actions(person.session).await;
    assert_eq!(
        decided
            .iter()
            .filter(|action| *action == "verification_decided")
            .count(),
        1
    );
}

/// A job of an earlier submission turns up after the session has moved on.
#[sqlx::test(migrations = "../../migrations")]
async fn a_late_job_moves_nothing(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    let first = house.submit(&person, Script::Error("OCRError")).await;
    work_due(&house.app).await.unwrap();
    house
        .submit(&person, Script::Verified(Box::new(barcode_only())))
        .await;
    work_due(&house.app).await.unwrap();
    let before = house.view(&person).await;
    sqlx::query(
        "insert into credence.job (id, tenant_id, kind, payload, run_at, max_attempts, created_at)
         select gen_random_uuid(), tenant_id, 'verify',
             jsonb_build_object('session', id, 'dvs_request', $1), created_at, 8, created_at
         from credence.session",
    )
    .bind(first.as_uuid())
    .execute(&pool)
    .await
    .unwrap();
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
    let after = house.view(&person).await;
    assert_eq!((after.state, after.version), (before.state, before.version));
    assert_eq!(house.count("waiting").await, 0);
}
