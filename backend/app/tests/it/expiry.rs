use chrono::TimeDelta;
use credence_app::{
    AuditCheck, CreateSessionError, IdempotencyError, IdempotencyKey, NewSession, SessionState,
    create_session, sweep, verify_audit_chain, work_due,
};
use sqlx::PgPool;

use crate::documents::barcode_only;
use crate::dvs::Script;
use crate::house::{House, TENANT};

#[sqlx::test(migrations = "../../migrations")]
async fn open_sessions_end_and_submitted_ones_stay(pool: PgPool) {
    let house = House::build(&pool).await;
    let open = house.person().await;
    let retaken = house.verified(Script::Error("OCRError")).await;
    let waiting = house.person().await;
    house
        .submit(&waiting, Script::Verified(Box::new(barcode_only())))
        .await;
    assert_eq!(sweep(&house.app).await.unwrap().sessions, 0);
    house.clock.advance(TimeDelta::hours(25));
    assert_eq!(sweep(&house.app).await.unwrap().sessions, 2);
    assert_eq!(sweep(&house.app).await.unwrap().sessions, 0);
    for person in [&open, &retaken] {
        assert_eq!(house.view(person).await.state, SessionState::Expired);
    }
    work_due(&house.app).await.unwrap();
    assert_eq!(house.view(&waiting).await.state, SessionState::NeedsReview);
    let chain = verify_audit_chain(&house.app, TENANT).await.unwrap();
    assert!(matches!(chain, AuditCheck::Whole { .. }));
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_idempotency_key_is_free_again_after_a_day(pool: PgPool) {
    let house = House::build(&pool).await;
    let new = || NewSession {
        idempotency_key: IdempotencyKey::parse("k"),
        ..NewSession::default()
    };
    let first = create_session(&house.app, &house.key, new()).await.unwrap();
    house
        .clock
        .advance(TimeDelta::hours(24) - TimeDelta::seconds(1));
    let again = create_session(&house.app, &house.key, new()).await.unwrap();
    assert_eq!(again.id, first.id);
    house.clock.advance(TimeDelta::seconds(1));
    assert_eq!(sweep(&house.app).await.unwrap().leftovers, 0);
    // It has expired, and nobody is given the way into it any more.
    let ended = create_session(&house.app, &house.key, new()).await;
    assert!(matches!(
        ended,
        Err(CreateSessionError::Idempotency(
            IdempotencyError::SessionEnded
        ))
    ));
    house.clock.advance(TimeDelta::seconds(1));
    assert_eq!(sweep(&house.app).await.unwrap().leftovers, 1);
    let later = create_session(&house.app, &house.key, new()).await.unwrap();
    assert_ne!(later.id, first.id);
}
