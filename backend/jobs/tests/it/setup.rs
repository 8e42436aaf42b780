use std::sync::Arc;

use chrono::DateTime;
use credence_jobs::{Job, NewJob, Queue};
use credence_types::{FixedClock, JobId, TenantId};
use sqlx::PgPool;
use uuid::Uuid;

pub(crate) fn queue(pool: &PgPool) -> (Queue, FixedClock) {
    let clock = FixedClock::at(DateTime::from_timestamp(1_800_000_000, 0).unwrap());
    (Queue::new(pool.clone(), Arc::new(clock.clone())), clock)
}

pub(crate) fn kinds() -> Vec<String> {
    vec!["verify".to_owned()]
}

pub(crate) fn job(max_attempts: u32) -> NewJob {
    NewJob {
        tenant: TenantId::from_uuid(Uuid::from_u128(1)),
        kind: "verify",
        payload: serde_json::json!({"session": "1"}),
        max_attempts,
        dedupe_key: None,
    }
}

pub(crate) async fn enqueue(queue: &Queue, pool: &PgPool, new: NewJob) -> Option<JobId> {
    let mut connection = pool.acquire().await.unwrap();
    queue.enqueue(&mut connection, new).await.unwrap()
}

pub(crate) async fn claim_one(queue: &Queue) -> Option<Job> {
    queue.claim(&kinds(), 1).await.unwrap().pop()
}

pub(crate) async fn waiting(pool: &PgPool) -> i64 {
    sqlx::query_scalar("select count(*) from credence.job where buried_at is null")
        .fetch_one(pool)
        .await
        .unwrap()
}

pub(crate) async fn buried(pool: &PgPool) -> i64 {
    sqlx::query_scalar("select count(*) from credence.job where buried_at is not null")
        .fetch_one(pool)
        .await
        .unwrap()
}
