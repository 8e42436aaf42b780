use chrono::TimeDelta;
use credence_app::{
    EraseSessionError, HoldError, HoldReason, SessionState, erase_session, hold_session,
    release_session, session_for_integrator, sweep,
};
use credence_types::SessionId;
use sqlx::PgPool;

use crate::documents::flawless;
use crate::dvs::Script;
use crate::house::{House, OTHER, integrator_of};
use crate::retention::{policy, set};

#[sqlx::test(migrations = "../../migrations")]
async fn a_held_session_outlives_its_time_and_every_call(pool: PgPool) {
    let house = House::build(&pool).await;
    set(&house, policy(1, 2, 3)).await;
    let person = house.verified(Script::Verified(Box::new(flawless()))).await;
    let session = person.session;
    let hold = |reason| hold_session(&house.app, &house.integrator, session, reason);
    let (_, stranger) = integrator_of(&house.app, OTHER).await;
    let strange = hold_session(&house.app, &stranger, session, HoldReason::Dispute).await;
    assert!(matches!(strange, Err(HoldError::NotFound)));
    let held = hold(HoldReason::Litigation).await.unwrap();
    assert_eq!(held.hold_reason.as_deref(), Some("litigation"));
    assert_eq!(held.kept_until.summary, None);
    hold(HoldReason::Litigation).await.unwrap();
    let held = hold(HoldReason::Dispute).await.unwrap();
    assert_eq!(held.hold_reason.as_deref(), Some("dispute"));
    assert_eq!(house.view(&person).await.hold_reason, None);
    house.clock.advance(TimeDelta::days(30));
    let purged = sweep(&house.app).await.unwrap().purged;
    assert_eq!((purged.images, purged.fields, purged.summaries), (0, 0, 0));
    let erased = erase_session(&house.app, &house.integrator, session).await;
    assert!(matches!(erased, Err(EraseSessionError::Held)));
    let released = release_session(&house.app, &house.integrator, session).await;
    assert_eq!(released.unwrap().hold_reason, None);
    release_session(&house.app, &house.integrator, session)
        .await
        .unwrap();
    assert_eq!(sweep(&house.app).await.unwrap().purged.summaries, 1);
    let seen = session_for_integrator(&house.app, &house.integrator, session).await;
    assert_eq!(seen.unwrap().state, SessionState::Erased);
    let late = hold(HoldReason::Authority).await;
    assert!(matches!(late, Err(HoldError::SessionErased)));
    let acts = house.actions(session).await;
    let of_hold = acts
        .iter()
        .filter(|act| ["session_held", "session_released"].contains(&act.as_str()));
    assert_eq!(of_hold.count(), 3);
    let nobody = SessionId::from_uuid(uuid::Uuid::from_u128(9));
    let none = hold_session(&house.app, &house.integrator, nobody, HoldReason::Dispute).await;
    assert!(matches!(none, Err(HoldError::NotFound)));
}
