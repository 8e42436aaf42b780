//! Sessions that end between two steps of somebody who reads or verifies them: nobody outside is asked
//! about them any more, and a reader hears that they are erased rather than that we are at fault.

use credence_app::{
    ResultError, SessionImageError, SessionState, cancel_session, erase_session, result,
    session_image, session_images, signed_result, work_due,
};
use credence_storage::{delete_session_content, set_session_erased};
use credence_trust::Policy;
use credence_types::{Clock, SessionId};
use sqlx::{PgConnection, PgPool};

use crate::dcs::Dcs;
use crate::documents::{british_passport, flawless};
use crate::dvs::Script;
use crate::house::{House, TENANT};

/// Until somebody waits for a lock that this test holds.
async fn somebody_waits(pool: &PgPool) {
    let waiting = "select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'";
    while sqlx::query_scalar::<_, i64>(waiting)
        .fetch_one(pool)
        .await
        .unwrap()
        == 0
    {
        tokio::task::yield_now().await;
    }
}

async fn erase_on(connection: &mut PgConnection, house: &House, session: SessionId) {
    let now = house.clock.now();
    let is_erased = set_session_erased(&mut *connection, TENANT, session, now).await;
    assert!(is_erased.unwrap());
    delete_session_content(connection, TENANT, session)
        .await
        .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_session_erased_before_the_question_is_not_verified(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    house
        .submit(&person, Script::Verified(Box::new(flawless())))
        .await;
    let mut eraser = pool.begin().await.unwrap();
    sqlx::query("select id from credence.session for update")
        .fetch_all(&mut *eraser)
        .await
        .unwrap();
    let app = house.app.clone();
    // It has read the session, and waits to note that it begins.
    let worker = tokio::spawn(async move { work_due(&app).await });
    somebody_waits(&pool).await;
    erase_on(&mut eraser, &house, person.session).await;
    eraser.commit().await.unwrap();
    worker.await.unwrap().unwrap();
    assert_eq!(house.dvs.verify_calls(), 0);
    assert_eq!(house.count("waiting").await, 0);
    assert_eq!(house.view(&person).await.state, SessionState::Erased);
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_authority_is_not_asked_about_a_session_that_ended(pool: PgPool) {
    const NUMBER: &str = "398593140";
    let dcs = Dcs::start(&pool, &[(NUMBER, "Zeldasson", "Mary")]).await;
    let house = House::build_with_dcs(&pool, Policy::default(), Some(dcs.client.clone())).await;
    for is_erased in [true, false] {
        let person = house.person().await;
        let content = british_passport(NUMBER, "ZELDASSON", "MARY");
        house
            .submit(&person, Script::Verified(Box::new(content)))
            .await;
        let gate = house.dvs.gate_result();
        let app = house.app.clone();
        let worker = tokio::spawn(async move { work_due(&app).await });
        gate.reached.notified().await;
        let (app, integrator) = (&house.app, &house.integrator);
        if is_erased {
            erase_session(app, integrator, person.session)
                .await
                .unwrap();
        } else {
            cancel_session(app, integrator, person.session)
                .await
                .unwrap();
        }
        gate.go_on.notify_one();
        worker.await.unwrap().unwrap();
        work_due(&house.app).await.unwrap();
        assert_eq!(house.count("waiting").await, 0);
        let actions = house.actions(person.session).await;
        assert!(!actions.iter().any(|action| action.starts_with("dcs_")));
    }
    let received: i64 = sqlx::query_scalar("select count(*) from dcs.received")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(received, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_result_that_is_erased_while_it_is_read_is_gone(pool: PgPool) {
    let house = House::build(&pool).await;
    for is_signed in [false, true] {
        let person = house.verified(Script::Verified(Box::new(flawless()))).await;
        let mut eraser = pool.begin().await.unwrap();
        sqlx::query("lock table credence.verification in access exclusive mode")
            .execute(&mut *eraser)
            .await
            .unwrap();
        let (app, integrator) = (house.app.clone(), house.integrator.clone());
        let session = person.session;
        let reader = tokio::spawn(async move {
            if is_signed {
                signed_result(&app, &integrator, session).await.map(|_| ())
            } else {
                result(&app, &integrator, session).await.map(|_| ())
            }
        });
        somebody_waits(&pool).await;
        erase_on(&mut eraser, &house, session).await;
        eraser.commit().await.unwrap();
        let read = reader.await.unwrap();
        assert!(matches!(read, Err(ResultError::SessionErased)), "{read:?}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_image_that_is_erased_while_it_is_read_is_gone(pool: PgPool) {
    let house = House::build(&pool).await;
    for is_list in [false, true] {
        let person = house.verified(Script::Verified(Box::new(flawless()))).await;
        let session = person.session;
        let images = session_images(&house.app, &house.integrator, session).await;
        let image = images.unwrap()[0].id;
        let mut eraser = pool.begin().await.unwrap();
        sqlx::query("lock table credence.image in access exclusive mode")
            .execute(&mut *eraser)
            .await
            .unwrap();
        let (app, integrator) = (house.app.clone(), house.integrator.clone());
        let reader = tokio::spawn(async move {
            if is_list {
                session_images(&app, &integrator, session).await.map(|_| ())
            } else {
                let read = session_image(&app, &integrator, session, image).await;
                read.map(|_| ())
            }
        });
        somebody_waits(&pool).await;
        erase_on(&mut eraser, &house, session).await;
        eraser.commit().await.unwrap();
        let read = reader.await.unwrap();
        assert!(
            matches!(read, Err(SessionImageError::SessionErased)),
            "{read:?}"
        );
    }
}
