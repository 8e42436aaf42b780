//! The audit log's own retention: by the day, through the database's owner alone.

use chrono::TimeDelta;
use credence_app::{
    AuditReport, DuePrune, HoldReason, PlanClass, RetentionChange, RetentionPolicy,
    checkpoint_audit, hold_session, prune_due_audits, set_retention, verify_stored_audit,
};
use credence_types::TenantId;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

use crate::house::{House, OTHER, TENANT};
use crate::retention::{policy, set};

async fn report(house: &House, tenant: TenantId) -> AuditReport {
    let report = verify_stored_audit(&house.pool, tenant, None, None).await;
    report.unwrap().unwrap()
}

async fn due(house: &House, owner: &PgPool) -> DuePrune {
    prune_due_audits(&house.app, owner).await.unwrap()
}

fn days(kept: u32) -> RetentionPolicy {
    RetentionPolicy {
        audit_days: kept,
        ..policy(1, 1, 30)
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn rows_go_when_their_time_is_over_and_not_before(pool: PgPool) {
    let house = House::build(&pool).await;
    set(&house, days(30)).await;
    house.person().await;
    let signed = checkpoint_audit(&house.app, TENANT).await.unwrap().unwrap();
    house.clock.advance(TimeDelta::days(30));
    assert_eq!(due(&house, &pool).await, DuePrune::default());
    house.clock.advance(TimeDelta::seconds(1));
    house.person().await;
    let before = report(&house, TENANT).await;

    // A role that only appends finds them, and leaves them.
    credence_storage::create_application_role(&pool, "credence_test_application", None)
        .await
        .unwrap();
    credence_storage::grant_application(&pool, "credence_test_application")
        .await
        .unwrap();
    let lesser = pool.connect_options().as_ref().clone();
    let lesser = lesser.options([("role", "credence_test_application")]);
    let lesser = PgPoolOptions::new().connect_with(lesser).await.unwrap();
    let waiting = due(&house, &lesser).await;
    lesser.close().await;
    assert_eq!(waiting.gone, 0);
    assert_eq!(i64::try_from(waiting.waiting), Ok(signed.sequence));

    let pruned = due(&house, &pool).await;
    assert_eq!(i64::try_from(pruned.gone), Ok(signed.sequence));
    assert_eq!(pruned.waiting, 0);
    let after = report(&house, TENANT).await;
    assert_eq!((after.found, after.pruned), (None, signed.sequence));
    assert!(after.sequence > before.sequence);
    assert_eq!(report(&house, OTHER).await.pruned, 0);
    assert_eq!(due(&house, &pool).await, DuePrune::default());
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_log_stays_from_the_first_row_about_a_session_on_hold(pool: PgPool) {
    let house = House::build(&pool).await;
    set(&house, days(30)).await;
    house.person().await;
    let signed = checkpoint_audit(&house.app, TENANT).await.unwrap().unwrap();
    let held = house.person().await;
    hold_session(
        &house.app,
        &house.integrator,
        held.session,
        HoldReason::Dispute,
    )
    .await
    .unwrap();
    checkpoint_audit(&house.app, TENANT).await.unwrap().unwrap();
    house.clock.advance(TimeDelta::days(400));
    let pruned = due(&house, &pool).await;
    assert_eq!(i64::try_from(pruned.gone), Ok(signed.sequence));
    assert_eq!(pruned.waiting, 0);
    assert_eq!(report(&house, TENANT).await.found, None);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_policy_by_which_rows_would_go_is_confirmed_first(pool: PgPool) {
    let house = House::build(&pool).await;
    set(&house, days(60)).await;
    house.person().await;
    house.clock.advance(TimeDelta::days(31));
    let shorter =
        |confirmation| set_retention(&house.app, &house.integrator, days(30), confirmation);
    let RetentionChange::Unconfirmed(plan) = shorter(None).await.unwrap() else {
        panic!("the log was cut unannounced");
    };
    assert!(plan.lines.iter().any(|line| line.class == PlanClass::Audit));
    let confirmed = shorter(Some(&plan.confirmation)).await.unwrap();
    assert!(matches!(confirmed, RetentionChange::InForce(_)));
}
