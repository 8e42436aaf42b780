use std::collections::BTreeSet;

use chrono::TimeDelta;
use credence_jobs::{LEASE, NewJob, Retried};
use credence_types::Clock as _;
use sqlx::PgPool;

use crate::setup::{buried, claim_one, enqueue, job, kinds, queue, waiting};

#[sqlx::test(migrations = "../../migrations")]
async fn a_job_of_a_transaction_that_rolled_back_was_never_there(pool: PgPool) {
    let (queue, _) = queue(&pool);
    let mut transaction = pool.begin().await.unwrap();
    queue.enqueue(&mut transaction, job(3)).await.unwrap();
    transaction.rollback().await.unwrap();
    assert!(claim_one(&queue).await.is_none());
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_dedupe_key_holds_one_job(pool: PgPool) {
    let (queue, _) = queue(&pool);
    let new = || NewJob {
        dedupe_key: Some("verify:1".to_owned()),
        ..job(3)
    };
    assert!(enqueue(&queue, &pool, new()).await.is_some());
    assert!(enqueue(&queue, &pool, new()).await.is_none());
    assert_eq!(waiting(&pool).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn only_known_kinds_are_claimed(pool: PgPool) {
    let (queue, _) = queue(&pool);
    enqueue(
        &queue,
        &pool,
        NewJob {
            kind: "webhook",
            ..job(3)
        },
    )
    .await;
    assert!(claim_one(&queue).await.is_none());
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_completed_job_is_gone(pool: PgPool) {
    let (queue, _) = queue(&pool);
    enqueue(&queue, &pool, job(3)).await;
    let claimed = claim_one(&queue).await.unwrap();
    assert_eq!((claimed.attempt, claimed.is_last_attempt()), (1, false));
    let mut connection = pool.acquire().await.unwrap();
    assert!(queue.complete(&mut connection, &claimed).await.unwrap());
    assert!(!queue.complete(&mut connection, &claimed).await.unwrap());
    assert_eq!(waiting(&pool).await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn two_claimers_never_get_the_same_job(pool: PgPool) {
    let (queue, _) = queue(&pool);
    for _ in 0..60 {
        enqueue(&queue, &pool, job(3)).await;
    }
    let claimers = (0..6).map(|_| {
        let queue = queue.clone();
        tokio::spawn(async move {
            let mut mine = Vec::new();
            loop {
                let jobs = queue.claim(&kinds(), 4).await.unwrap();
                if jobs.is_empty() {
                    return mine;
                }
                mine.extend(jobs.into_iter().map(|job| job.id));
            }
        })
    });
    let mut ids = Vec::new();
    for claimer in claimers.collect::<Vec<_>>() {
        ids.extend(claimer.await.unwrap());
    }
    assert_eq!(ids.len(), 60);
    assert_eq!(ids.into_iter().collect::<BTreeSet<_>>().len(), 60);
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_expired_lease_is_run_again_and_its_first_holder_is_too_late(pool: PgPool) {
    let (queue, clock) = queue(&pool);
    enqueue(&queue, &pool, job(3)).await;
    let first = claim_one(&queue).await.unwrap();
    clock.advance(LEASE - TimeDelta::seconds(1));
    assert!(claim_one(&queue).await.is_none());
    clock.advance(TimeDelta::seconds(1));
    let second = claim_one(&queue).await.unwrap();
    assert_eq!((second.id, second.attempt), (first.id, 2));
    let mut connection = pool.acquire().await.unwrap();
    assert!(!queue.heartbeat(&first).await.unwrap());
    assert!(!queue.complete(&mut connection, &first).await.unwrap());
    assert!(!queue.bury(&mut connection, &first, "late").await.unwrap());
    assert_eq!(
        queue.retry_later(&first, "late").await.unwrap(),
        Retried::Lost
    );
    assert!(queue.complete(&mut connection, &second).await.unwrap());
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_heartbeat_holds_the_claim(pool: PgPool) {
    let (queue, clock) = queue(&pool);
    enqueue(&queue, &pool, job(3)).await;
    let claimed = claim_one(&queue).await.unwrap();
    clock.advance(TimeDelta::seconds(40));
    assert!(queue.heartbeat(&claimed).await.unwrap());
    clock.advance(TimeDelta::seconds(40));
    assert!(claim_one(&queue).await.is_none());
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_failed_job_backs_off_and_is_buried_at_last(pool: PgPool) {
    let (queue, clock) = queue(&pool);
    enqueue(&queue, &pool, job(2)).await;
    let first = claim_one(&queue).await.unwrap();
    assert_eq!(
        queue.retry_later(&first, "down").await.unwrap(),
        Retried::Later
    );
    clock.advance(TimeDelta::milliseconds(4_999));
    assert!(claim_one(&queue).await.is_none());
    clock.advance(TimeDelta::seconds(2));
    let second = claim_one(&queue).await.unwrap();
    assert!(second.is_last_attempt() && !second.is_exhausted());
    assert_eq!(
        queue.retry_later(&second, "down").await.unwrap(),
        Retried::Buried
    );
    clock.advance(TimeDelta::days(9));
    assert!(claim_one(&queue).await.is_none());
    assert_eq!((waiting(&pool).await, buried(&pool).await), (0, 1));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_job_whose_worker_died_at_the_last_attempt_comes_back_exhausted(pool: PgPool) {
    let (queue, clock) = queue(&pool);
    enqueue(&queue, &pool, job(1)).await;
    assert!(!claim_one(&queue).await.unwrap().is_exhausted());
    clock.advance(LEASE);
    let again = claim_one(&queue).await.unwrap();
    assert!(again.is_exhausted());
    assert_eq!(
        queue.postpone(&again, "down").await.unwrap(),
        Retried::Later
    );
    assert_eq!(waiting(&pool).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_handler_may_choose_when_its_job_runs_again(pool: PgPool) {
    let (queue, clock) = queue(&pool);
    enqueue(&queue, &pool, job(1)).await;
    let claimed = claim_one(&queue).await.unwrap();
    let at = clock.now() + TimeDelta::hours(2);
    let mut connection = pool.acquire().await.unwrap();
    let mut again = async || {
        queue
            .run_again_at(&mut connection, &claimed, at)
            .await
            .unwrap()
    };
    assert!(again().await);
    assert!(!again().await, "the claim was given back");
    clock.advance(TimeDelta::minutes(119));
    assert!(claim_one(&queue).await.is_none());
    clock.advance(TimeDelta::minutes(1));
    let second = claim_one(&queue).await.unwrap();
    assert_eq!(second.attempt, 1, "attempts count anew");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_waiting_job_is_hastened_and_a_held_one_left_alone(pool: PgPool) {
    let (queue, clock) = queue(&pool);
    let new = NewJob {
        dedupe_key: Some("verify:1".to_owned()),
        ..job(3)
    };
    let tenant = new.tenant;
    enqueue(&queue, &pool, new).await;
    let hasten = async || {
        let mut connection = pool.acquire().await.unwrap();
        queue
            .hasten(&mut connection, tenant, "verify:1")
            .await
            .unwrap();
    };
    let held = claim_one(&queue).await.unwrap();
    hasten().await;
    assert!(claim_one(&queue).await.is_none());
    let mut connection = pool.acquire().await.unwrap();
    let later = clock.now() + TimeDelta::hours(2);
    queue
        .run_again_at(&mut connection, &held, later)
        .await
        .unwrap();
    assert!(claim_one(&queue).await.is_none());
    hasten().await;
    assert!(claim_one(&queue).await.is_some());
}
