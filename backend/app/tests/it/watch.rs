use std::sync::Arc;

use credence_app::{
    ReadSessionError, SessionState, follow_changes, watch_for_integrator, watch_for_person, work,
    work_due,
};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::documents::flawless;
use crate::dvs::Script;
use crate::house::{House, OTHER, integrator_of};

#[sqlx::test(migrations = "../../migrations")]
async fn a_watch_tells_each_state_in_order_and_ends_with_the_last(pool: PgPool) {
    let house = House::build(&pool).await;
    let cancel = CancellationToken::new();
    let follower = tokio::spawn(follow_changes(Arc::clone(&house.app), cancel.clone()));
    let worker = tokio::spawn(work(Arc::clone(&house.app), 2, cancel.clone()));
    let person = house.person().await;
    let mut watch = watch_for_person(&house.app, &person.token, person.session)
        .await
        .unwrap();
    let first = watch.next().await.unwrap().unwrap();
    assert_eq!((first.state, first.version), (SessionState::Created, 1));
    house
        .submit(&person, Script::Verified(Box::new(flawless())))
        .await;
    let mut version = first.version;
    loop {
        let view = watch.next().await.unwrap().unwrap();
        assert!(view.version > version);
        version = view.version;
        if view.state == SessionState::Approved {
            assert!(view.summary.is_some());
            break;
        }
        assert!(matches!(
            view.state,
            SessionState::Submitted | SessionState::Processing
        ));
    }
    assert!(watch.next().await.is_none());
    cancel.cancel();
    follower.await.unwrap();
    worker.await.unwrap();
}

/// No follower runs, as if every event were lost: the watch looks for itself.
#[sqlx::test(migrations = "../../migrations")]
async fn a_watch_needs_no_event(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    let mut watch = watch_for_integrator(&house.app, &house.integrator, person.session)
        .await
        .unwrap();
    watch.next().await.unwrap().unwrap();
    house.submit(&person, Script::Error("OCRError")).await;
    work_due(&house.app).await.unwrap();
    let view = watch.next().await.unwrap().unwrap();
    assert_eq!((view.state, view.version), (SessionState::Retake, 4));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_foreign_session_is_not_watched(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    let (_, other) = integrator_of(&house.app, OTHER).await;
    let error = watch_for_integrator(&house.app, &other, person.session)
        .await
        .err();
    assert!(matches!(error, Some(ReadSessionError::NotFound)));
}
