//! The worker dies at every round trip of a sweep, and another goes on.

use std::path::Path;

use chrono::TimeDelta;
use credence_app::{AuditCheck, SessionState, sweep, verify_audit_chain, work_due};
use sqlx::PgPool;

use crate::documents::flawless;
use crate::door::{Door, Fall};
use crate::dvs::Script;
use crate::house::{House, Person, TENANT};
use crate::retention::destroyed::files;
use crate::retention::{policy, set};

/// Sweeps until the door falls shut, then goes on as another process. Whether it fell.
async fn sweep_broken(house: &House, folder: &Path, round_trip: u32) -> bool {
    let door = Door::before(&house.pool, round_trip, Fall::BeforeTheAnswer).await;
    let dying = house.process(&door.pool(), folder);
    let work = Box::pin(async {
        let _ = sweep(&dying).await;
        let _ = work_due(&dying).await;
    });
    let fell = door.run(work, &house.pool).await;
    house.clock.advance(TimeDelta::minutes(2));
    sweep(&house.app).await.unwrap();
    work_due(&house.app).await.unwrap();
    fell
}

async fn acts(house: &House, person: &Person, action: &str) -> usize {
    let acts = house.actions(person.session).await;
    acts.iter().filter(|act| *act == action).count()
}

/// What a worker leaves that dies after a statement is what it leaves that dies before the next one, so one
/// way of dying shows all.
#[sqlx::test(migrations = "../../migrations")]
async fn a_worker_that_dies_leaves_nothing_undone(pool: PgPool) {
    let folder = tempfile::tempdir().unwrap();
    let house = House::build_with_files(&pool, folder.path()).await;
    set(&house, policy(0, 0, 1)).await;
    let mut round_trip = 1;
    loop {
        let person = house.verified(Script::Verified(Box::new(flawless()))).await;
        let at = format!("round trip {round_trip}");
        let parts = sweep_broken(&house, folder.path(), round_trip).await;
        assert_eq!(files(folder.path()), 0, "{at}");
        assert_eq!(house.count("image").await, 0, "{at}");
        assert_eq!(house.count("waiting").await, 0, "{at}");
        for action in ["images_destroyed", "fields_destroyed"] {
            assert_eq!(acts(&house, &person, action).await, 1, "{at}: {action}");
        }
        house.clock.advance(TimeDelta::days(1));
        let whole = sweep_broken(&house, folder.path(), round_trip).await;
        assert_eq!(
            house.view(&person).await.state,
            SessionState::Erased,
            "{at}"
        );
        assert_eq!(acts(&house, &person, "session_erased").await, 1, "{at}");
        assert_eq!(house.count("waiting").await, 0, "{at}");
        if !parts && !whole {
            break;
        }
        round_trip += 1;
    }
    println!("{round_trip} round trips");
    assert!(round_trip > 20);
    let chain = verify_audit_chain(&house.app, TENANT).await.unwrap();
    assert!(matches!(chain, AuditCheck::Whole { .. }));
}
