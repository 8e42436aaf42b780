//! Nobody's things are kept longer than the words said that they agreed to.

use chrono::TimeDelta;
use credence_app::{PlanClass, SessionState, plan_retention_of_tenant, sweep};
use sqlx::PgPool;

use crate::documents::flawless;
use crate::dvs::Script;
use crate::house::{House, OTHER, TENANT};
use crate::retention::{policy, set};

#[sqlx::test(migrations = "../../migrations")]
async fn a_longer_policy_keeps_nothing_of_those_who_agreed_to_less(pool: PgPool) {
    let house = House::build(&pool).await;
    set(&house, policy(30, 60, 2_000)).await;
    let early = house.verified(Script::Verified(Box::new(flawless()))).await;
    let decided_at = house.view(&early).await.updated_at;
    set(&house, policy(1_000, 1_500, 2_000)).await;
    let late = house.verified(Script::Verified(Box::new(flawless()))).await;
    let after = |days| Some(decided_at + TimeDelta::days(days));
    let kept = house.view(&early).await.kept_until;
    assert_eq!((kept.images, kept.fields), (after(30), after(60)));
    assert_eq!(kept.summary, after(2_000));
    let kept = house.view(&late).await.kept_until;
    assert_eq!((kept.images, kept.fields), (after(1_000), after(1_500)));

    let planned = async |tenant| {
        let plan = plan_retention_of_tenant(&house.app, tenant).await.unwrap();
        let lines = plan.lines.into_iter();
        let due: Vec<_> = lines
            .filter(|line| line.outcome.is_some())
            .map(|line| (line.class, line.outcome, line.count))
            .collect();
        due
    };
    house
        .clock
        .advance(TimeDelta::days(30) - TimeDelta::seconds(1));
    assert_eq!(planned(TENANT).await, []);
    assert_eq!(sweep(&house.app).await.unwrap().purged.images, 0);
    house.clock.advance(TimeDelta::seconds(1));
    let approved = Some(SessionState::Approved);
    assert_eq!(planned(TENANT).await, [(PlanClass::Images, approved, 1)]);
    assert_eq!(planned(OTHER).await, []);
    assert_eq!(sweep(&house.app).await.unwrap().purged.images, 1);
    assert_eq!(planned(TENANT).await, []);
    house.clock.advance(TimeDelta::days(30));
    let purged = sweep(&house.app).await.unwrap().purged;
    assert_eq!((purged.images, purged.fields, purged.summaries), (0, 1, 0));
    // A shorter policy counts before a longer promise.
    set_confirmed(&house).await;
    let purged = sweep(&house.app).await.unwrap().purged;
    assert_eq!((purged.images, purged.fields), (1, 0));
}

async fn set_confirmed(house: &House) {
    let shorter = policy(20, 100, 2_000);
    let set = async |confirmation: Option<&str>| {
        let by = &house.integrator;
        let change =
            credence_app::set_retention(&house.app, by, shorter.clone(), confirmation).await;
        change.unwrap()
    };
    let credence_app::RetentionChange::Unconfirmed(plan) = set(None).await else {
        panic!("it destroys images");
    };
    assert!(matches!(
        set(Some(&plan.confirmation)).await,
        credence_app::RetentionChange::InForce(_)
    ));
}
