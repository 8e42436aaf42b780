//! Sessions that their integrator calls off or erases while something is being done with them.

use chrono::TimeDelta;
use credence_app::{
    CancelSessionError, EraseSessionError, ResultError, SessionImageError, SessionState,
    cancel_session, erase_session, result, session_image, session_images, submit, work_due,
};
use sqlx::PgPool;

use crate::documents::{PICTURE, flawless};
use crate::dvs::Script;
use crate::house::{House, OTHER, integrator_of};

fn flawless_script() -> Script {
    Script::Verified(Box::new(flawless()))
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_cancelled_session_stays_so_whatever_the_worker_finds(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    house.submit(&person, flawless_script()).await;
    let gate = house.dvs.gate_result();
    let app = house.app.clone();
    let worker = tokio::spawn(async move { work_due(&app).await });
    gate.reached.notified().await;
    assert_eq!(house.view(&person).await.state, SessionState::Processing);
    let cancel = || cancel_session(&house.app, &house.integrator, person.session);
    let cancelled = cancel().await.unwrap();
    assert_eq!(cancelled.state, SessionState::Cancelled);
    gate.go_on.notify_one();
    worker.await.unwrap().unwrap();
    // Said again, it is the same.
    assert_eq!(cancel().await.unwrap().version, cancelled.version);
    assert_eq!(house.view(&person).await.state, SessionState::Cancelled);
    assert_eq!(house.count("verification").await, 0);
    assert_eq!(house.count("waiting").await, 0);
    let actions = house.actions(person.session).await;
    let cancels = actions.iter().filter(|name| *name == "session_cancelled");
    assert_eq!(cancels.count(), 1);
    let request = house.dvs.request(flawless_script());
    let error = submit(&house.app, &person.token, person.session, request).await;
    assert!(error.is_err());
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_has_come_to_an_end_is_not_cancelled(pool: PgPool) {
    let house = House::build(&pool).await;
    let approved = house.verified(flawless_script()).await;
    let lapsed = house.person().await;
    house.clock.advance(TimeDelta::hours(25));
    for person in [&approved, &lapsed] {
        let error = cancel_session(&house.app, &house.integrator, person.session).await;
        assert!(matches!(error, Err(CancelSessionError::Settled)));
    }
    let (_, other) = integrator_of(&house.app, OTHER).await;
    let error = cancel_session(&house.app, &other, approved.session).await;
    assert!(matches!(error, Err(CancelSessionError::NotFound)));
    let error = erase_session(&house.app, &other, approved.session).await;
    assert!(matches!(error, Err(EraseSessionError::NotFound)));
    let error = session_images(&house.app, &other, approved.session).await;
    assert!(matches!(error, Err(SessionImageError::NotFound)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_image_is_read_and_noted_until_its_session_is_erased(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.verified(flawless_script()).await;
    let (app, integrator, id) = (&house.app, &house.integrator, person.session);
    let images = session_images(app, integrator, id).await.unwrap();
    assert_eq!(images.len(), 2);
    let image = session_image(app, integrator, id, images[0].id).await;
    assert!(image.unwrap().bytes.expose().starts_with(PICTURE));
    let (_, other) = integrator_of(app, OTHER).await;
    let error = session_image(app, &other, id, images[0].id).await;
    assert!(matches!(error, Err(SessionImageError::NotFound)));
    let elsewhere = house.person().await;
    let error = session_image(app, integrator, elsewhere.session, images[0].id).await;
    assert!(matches!(error, Err(SessionImageError::NotFound)));
    let actions = house.actions(id).await;
    assert_eq!(
        actions.iter().filter(|name| *name == "image_read").count(),
        1
    );
    assert!(
        session_images(app, integrator, elsewhere.session)
            .await
            .unwrap()
            .is_empty()
    );

    erase_session(app, integrator, id).await.unwrap();
    let error = session_image(app, integrator, id, images[0].id).await;
    assert!(matches!(error, Err(SessionImageError::SessionErased)));
    let error = session_images(app, integrator, id).await;
    assert!(matches!(error, Err(SessionImageError::SessionErased)));
    let error = result(app, integrator, id).await;
    assert!(matches!(error, Err(ResultError::SessionErased)));
}
