use chrono::TimeDelta;
use credence_app::{IdempotencyKey, NewSession, cancel_session, sweep};
use credence_types::Clock;
use sqlx::PgPool;

use crate::house::{House, TENANT};

async fn count(pool: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
}

const EVENTS: &str = "select count(*) from credence.event";

#[sqlx::test(migrations = "../../migrations")]
async fn old_events_go(pool: PgPool) {
    let house = House::build(&pool).await;
    sweep(&house.app).await.unwrap();
    house.person().await;
    house.clock.advance(TimeDelta::days(1));
    // It expires, which is told too.
    sweep(&house.app).await.unwrap();
    assert_eq!(count(&pool, EVENTS).await, 2);
    house.clock.advance(TimeDelta::days(29));
    assert_eq!(sweep(&house.app).await.unwrap().history, 1);
    house.clock.advance(TimeDelta::days(1));
    assert_eq!(sweep(&house.app).await.unwrap().history, 1);
    assert_eq!(count(&pool, EVENTS).await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_cancelled_sessions_token_is_forgotten(pool: PgPool) {
    let house = House::build(&pool).await;
    let new = |key: &str| NewSession {
        idempotency_key: IdempotencyKey::parse(key),
        ..NewSession::default()
    };
    let person = house.person_by(&house.key, new("one")).await;
    house.person_by(&house.key, new("two")).await;
    let tokens = "select count(token_sealed) from credence.idempotency";
    assert_eq!(count(&pool, tokens).await, 2);
    cancel_session(&house.app, &house.integrator, person.session)
        .await
        .unwrap();
    assert_eq!(count(&pool, tokens).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_secret_that_signs_nothing_any_more_is_forgotten(pool: PgPool) {
    let house = House::build(&pool).await;
    sqlx::query(
        "insert into credence.webhook_endpoint (tenant_id, id, url, event_types, signature,
             sealing_kek, sealing_key, secret_sealed, old_secret_sealed, old_secret_until,
             created_at, updated_at)
         values ($1, gen_random_uuid(), 'https://hooks.example.org/', '{}', 'v1', 'one', '', 'new',
             'old', $2, now(), now())",
    )
    .bind(TENANT.as_uuid())
    .bind(house.clock.now() + TimeDelta::days(1))
    .execute(&pool)
    .await
    .unwrap();
    let old = "select count(old_secret_sealed) from credence.webhook_endpoint";
    house
        .clock
        .advance(TimeDelta::days(1) - TimeDelta::seconds(1));
    sweep(&house.app).await.unwrap();
    assert_eq!(count(&pool, old).await, 1);
    house.clock.advance(TimeDelta::seconds(1));
    assert_eq!(sweep(&house.app).await.unwrap().leftovers, 1);
    assert_eq!(count(&pool, old).await, 0);
}
