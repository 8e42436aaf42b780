use chrono::TimeDelta;
use credence_app::{
    PlanClass, RetentionChange, RetentionPlan, RetentionPolicy, SessionState, SetRetentionError,
    plan_retention_of_tenant, retention, set_retention, set_retention_as_operator, sweep,
};
use sqlx::PgPool;

use crate::documents::flawless;
use crate::dvs::Script;
use crate::house::{House, OTHER, TENANT};
use crate::retention::{policy, set};

async fn try_to_set(
    house: &House,
    policy: RetentionPolicy,
    confirmation: Option<&str>,
) -> Result<i64, RetentionPlan> {
    let change = set_retention(&house.app, &house.integrator, policy, confirmation).await;
    match change.unwrap() {
        RetentionChange::InForce(view) => Ok(view.version.unwrap()),
        RetentionChange::Unconfirmed(plan) => Err(plan),
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_would_destroy_anything_at_once_is_confirmed_first(pool: PgPool) {
    let house = House::build(&pool).await;
    house.verified(Script::Verified(Box::new(flawless()))).await;
    assert_eq!(sweep(&house.app).await.unwrap().unconfirmed, 0);
    house.clock.advance(TimeDelta::days(10));
    let stricter = policy(10, 10, 300);
    let plan = try_to_set(&house, stricter.clone(), None)
        .await
        .unwrap_err();
    let due: Vec<_> = plan
        .lines
        .iter()
        .map(|line| (line.class, line.outcome, line.count))
        .collect();
    let approved = Some(SessionState::Approved);
    assert_eq!(
        due,
        [
            (PlanClass::Images, approved, 1),
            (PlanClass::Fields, approved, 1)
        ]
    );
    assert!(plan.destroys());
    assert_eq!(sweep(&house.app).await.unwrap().purged.images, 0);
    // Another policy's confirmation, a forged or an old one confirms nothing.
    let other = try_to_set(&house, policy(9, 10, 300), Some(&plan.confirmation)).await;
    assert!(other.is_err());
    let forged = format!("{}x", plan.confirmation);
    assert!(
        try_to_set(&house, stricter.clone(), Some(&forged))
            .await
            .is_err()
    );
    house.clock.advance(TimeDelta::minutes(61));
    let late = try_to_set(&house, stricter.clone(), Some(&plan.confirmation)).await;
    let plan = late.unwrap_err();
    house.clock.advance(TimeDelta::minutes(59));
    let set = try_to_set(&house, stricter.clone(), Some(&plan.confirmation)).await;
    assert_eq!(set, Ok(2));
    // A repetition is no change.
    assert_eq!(try_to_set(&house, stricter.clone(), None).await, Ok(2));
    let swept = sweep(&house.app).await.unwrap().purged;
    assert_eq!((swept.images, swept.fields, swept.summaries), (1, 1, 0));
    assert!(
        plan_retention_of_tenant(&house.app, TENANT)
            .await
            .unwrap()
            .lines
            .is_empty()
    );
    let view = retention(&house.app, &house.integrator).await.unwrap();
    assert_eq!((view.version, view.policy), (Some(2), stricter));
    let acts: Vec<i64> = sqlx::query_scalar(
        "select (detail ->> 'retention_version')::bigint from credence.audit
         where tenant_id = $1 and action = 'retention_set' order by sequence",
    )
    .bind(TENANT.as_uuid())
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(acts, [1, 2]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_new_default_of_the_installation_waits_where_it_would_destroy_anything(pool: PgPool) {
    let house = House::build(&pool).await;
    house.verified(Script::Verified(Box::new(flawless()))).await;
    sweep(&house.app).await.unwrap();
    house.clock.advance(TimeDelta::days(10));
    let stricter =
        House::configured(&pool, |config| config.retention = policy(5, 365, 1_000)).await;
    stricter.clock.advance(TimeDelta::days(10));
    // The other tenant has nothing to lose and follows at once.
    let swept = sweep(&stricter.app).await.unwrap();
    assert_eq!((swept.unconfirmed, swept.purged.images), (1, 0));
    let version = async |tenant| {
        let kept = credence_app::retention_of_tenant(&stricter.app, tenant).await;
        kept.unwrap().version
    };
    assert_eq!(
        (version(TENANT).await, version(OTHER).await),
        (Some(1), Some(2))
    );
    let plan = plan_retention_of_tenant(&stricter.app, TENANT)
        .await
        .unwrap();
    assert_eq!(plan.lines.len(), 1);
    let confirmation = Some(plan.confirmation.as_str());
    let change = set_retention_as_operator(&stricter.app, TENANT, None, confirmation).await;
    assert!(matches!(change.unwrap(), RetentionChange::InForce(_)));
    let swept = sweep(&stricter.app).await.unwrap();
    assert_eq!((swept.unconfirmed, swept.purged.images), (0, 1));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_tenants_own_counts_before_the_installations(pool: PgPool) {
    let house = House::build(&pool).await;
    set(&house, policy(1, 2, 3)).await;
    sweep(&house.app).await.unwrap();
    let view = retention(&house.app, &house.integrator).await.unwrap();
    assert_eq!((view.version, view.is_installations), (Some(1), false));
    let refused = set_retention(&house.app, &house.integrator, policy(3, 2, 1), None).await;
    assert!(matches!(refused, Err(SetRetentionError::Refused(_))));
    let back = set_retention_as_operator(&house.app, TENANT, None, None).await;
    assert!(matches!(back.unwrap(), RetentionChange::InForce(_)));
    let view = retention(&house.app, &house.integrator).await.unwrap();
    assert_eq!((view.version, view.is_installations), (Some(2), true));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_longer_policy_stops_the_sweep_that_is_under_way(pool: PgPool) {
    let house = House::build(&pool).await;
    set(&house, policy(0, 0, 1)).await;
    for _ in 0..2 {
        house.verified(Script::Verified(Box::new(flawless()))).await;
    }
    house.clock.advance(TimeDelta::days(2));
    let mut holding = pool.begin().await.unwrap();
    sqlx::query("select 1 from credence.verification for update")
        .execute(&mut *holding)
        .await
        .unwrap();
    let change = async {
        let waits = "select 1 from pg_stat_activity
                     where datname = current_database() and wait_event_type = 'Lock'";
        while sqlx::query(waits)
            .fetch_optional(&pool)
            .await
            .unwrap()
            .is_none()
        {
            tokio::task::yield_now().await;
        }
        // What was promised stays due, so that it is confirmed.
        let longer = policy(100, 200, 300);
        let plan = try_to_set(&house, longer.clone(), None).await.unwrap_err();
        try_to_set(&house, longer, Some(&plan.confirmation))
            .await
            .unwrap();
        holding.rollback().await.unwrap();
    };
    let (swept, ()) = tokio::join!(sweep(&house.app), change);
    // The one that was being erased, and no other.
    let purged = swept.unwrap().purged;
    assert_eq!((purged.images, purged.fields, purged.summaries), (0, 0, 1));
    assert_eq!(sweep(&house.app).await.unwrap().purged.summaries, 0);
}
