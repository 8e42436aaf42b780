//! Images whose time is over go at the DVS server as well.

use chrono::TimeDelta;
use credence_app::{sweep, work_due};
use credence_types::RequestId;
use http::StatusCode;
use sqlx::PgPool;

use crate::documents::flawless;
use crate::dvs::Script;
use crate::house::{House, integrator_of};
use crate::retention::{policy, set};

/// A session that is settled, after a first photograph that could not be read, with its requests.
async fn settled_at_the_second_try(house: &House) -> Vec<RequestId> {
    let person = house.person().await;
    let mut requests = Vec::new();
    for script in [
        Script::Error("OCRError"),
        Script::Verified(Box::new(flawless())),
    ] {
        requests.push(house.submit(&person, script).await);
        work_due(&house.app).await.unwrap();
    }
    requests.sort_unstable_by_key(|request| request.as_uuid());
    requests
}

fn erased(house: &House) -> Vec<RequestId> {
    let mut erased = house.dvs.erased();
    erased.sort_unstable_by_key(|request| request.as_uuid());
    erased
}

#[sqlx::test(migrations = "../../migrations")]
async fn every_request_of_a_session_goes_with_its_images(pool: PgPool) {
    let house = House::build(&pool).await;
    set(&house, policy(2, 9, 9)).await;
    let requests = settled_at_the_second_try(&house).await;
    house.clock.advance(TimeDelta::days(1));
    let younger = settled_at_the_second_try(&house).await;
    // Another tenant keeps its own for longer.
    let (key, _) = integrator_of(&house.app, crate::house::OTHER).await;
    let other = house.person_by(&key, credence_app::NewSession::default());
    let other = other.await;
    house
        .submit(&other, Script::Verified(Box::new(flawless())))
        .await;
    work_due(&house.app).await.unwrap();

    house
        .clock
        .advance(TimeDelta::days(1) - TimeDelta::seconds(1));
    sweep(&house.app).await.unwrap();
    work_due(&house.app).await.unwrap();
    assert!(erased(&house).is_empty());
    house.clock.advance(TimeDelta::seconds(1));
    sweep(&house.app).await.unwrap();
    work_due(&house.app).await.unwrap();
    assert_eq!(erased(&house), requests);
    assert!(!requests.contains(&younger[0]));
    assert_eq!(house.count("waiting").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_server_that_is_away_is_asked_again_and_one_that_knows_no_erasure_is_not(pool: PgPool) {
    let house = House::build(&pool).await;
    set(&house, policy(0, 9, 9)).await;
    let requests = settled_at_the_second_try(&house).await;
    house
        .dvs
        .answer_erase_with(Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(sweep(&house.app).await.unwrap().purged.images, 1);
    // The objects do not wait for it.
    assert_eq!(work_due(&house.app).await.unwrap(), 2);
    assert_eq!(house.count("waiting").await, 1);
    for _ in 0..20 {
        house.clock.advance(TimeDelta::hours(2));
        work_due(&house.app).await.unwrap();
    }
    assert_eq!(
        (house.count("waiting").await, house.count("buried").await),
        (1, 0)
    );
    house.dvs.answer_erase_with(None);
    house.clock.advance(TimeDelta::hours(2));
    work_due(&house.app).await.unwrap();
    assert_eq!(erased(&house), requests);
    assert_eq!(house.count("waiting").await, 0);

    house.dvs.answer_erase_with(Some(StatusCode::NOT_FOUND));
    settled_at_the_second_try(&house).await;
    sweep(&house.app).await.unwrap();
    assert_eq!(work_due(&house.app).await.unwrap(), 2);
    assert_eq!(house.count("waiting").await, 0);
    assert_eq!(erased(&house), requests);
}
