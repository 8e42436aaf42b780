use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use credence_jobs::{LEASE, Outcome, Queue, WorkerOptions, run_worker};
use sqlx::PgPool;
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

use crate::setup::{buried, claim_one, enqueue, job, queue, waiting};

fn options() -> WorkerOptions {
    WorkerOptions {
        poll: Duration::from_millis(20),
        ..WorkerOptions::new(&["verify"], 4)
    }
}

async fn complete(queue: &Queue, pool: &PgPool, job: &credence_jobs::Job) -> Outcome {
    let mut connection = pool.acquire().await.unwrap();
    assert!(queue.complete(&mut connection, job).await.unwrap());
    Outcome::Settled
}

#[sqlx::test(migrations = "../../migrations")]
async fn two_workers_run_every_job_once(pool: PgPool) {
    let (queue, _) = queue(&pool);
    for _ in 0..30 {
        enqueue(&queue, &pool, job(3)).await;
    }
    let (sender, mut ran) = mpsc::unbounded_channel();
    let cancel = CancellationToken::new();
    let workers: Vec<_> = (0..2)
        .map(|_| {
            let (queue, pool, sender) = (queue.clone(), pool.clone(), sender.clone());
            let handler = {
                let queue = queue.clone();
                move |job: credence_jobs::Job| {
                    let (queue, pool, sender) = (queue.clone(), pool.clone(), sender.clone());
                    async move {
                        sender.send(job.id).unwrap();
                        complete(&queue, &pool, &job).await
                    }
                }
            };
            tokio::spawn(run_worker(queue, options(), cancel.clone(), handler))
        })
        .collect();
    let mut ids = Vec::new();
    while ids.len() < 30 {
        ids.push(ran.recv().await.unwrap());
    }
    cancel.cancel();
    for worker in workers {
        worker.await.unwrap();
    }
    assert!(ran.try_recv().is_err());
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), waiting(&pool).await), (30, 0));
}

#[sqlx::test(migrations = "../../migrations")]
async fn cancelling_lets_a_begun_job_finish(pool: PgPool) {
    let (queue, _) = queue(&pool);
    enqueue(&queue, &pool, job(3)).await;
    let begun = Arc::new(Notify::new());
    let go_on = Arc::new(Notify::new());
    let cancel = CancellationToken::new();
    let handler = {
        let (queue, pool) = (queue.clone(), pool.clone());
        let (begun, go_on) = (Arc::clone(&begun), Arc::clone(&go_on));
        move |job: credence_jobs::Job| {
            let (queue, pool) = (queue.clone(), pool.clone());
            let (begun, go_on) = (Arc::clone(&begun), Arc::clone(&go_on));
            async move {
                begun.notify_one();
                go_on.notified().await;
                complete(&queue, &pool, &job).await
            }
        }
    };
    let worker = tokio::spawn(run_worker(queue, options(), cancel.clone(), handler));
    begun.notified().await;
    cancel.cancel();
    go_on.notify_one();
    worker.await.unwrap();
    assert_eq!(waiting(&pool).await, 0);
}

/// Runs a worker whose handler panics, until it has done so once.
async fn panic_once(queue: &Queue) {
    let ran = Arc::new(Notify::new());
    let cancel = CancellationToken::new();
    let handler = {
        let ran = Arc::clone(&ran);
        move |_: credence_jobs::Job| {
            let ran = Arc::clone(&ran);
            async move {
                ran.notify_one();
                panic!("as a test does");
            }
        }
    };
    let worker = tokio::spawn(run_worker(
        queue.clone(),
        options(),
        cancel.clone(),
        handler,
    ));
    ran.notified().await;
    cancel.cancel();
    worker.await.unwrap();
}

async fn last_error(pool: &PgPool) -> Option<String> {
    sqlx::query_scalar("select last_error from credence.job")
        .fetch_one(pool)
        .await
        .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_handler_that_panics_has_failed(pool: PgPool) {
    let (queue, _) = queue(&pool);
    enqueue(&queue, &pool, job(3)).await;
    panic_once(&queue).await;
    assert_eq!(last_error(&pool).await.as_deref(), Some("panicked"));
    assert_eq!(waiting(&pool).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_panic_on_the_last_attempt_leaves_one_call_to_give_up(pool: PgPool) {
    let (queue, clock) = queue(&pool);
    enqueue(&queue, &pool, job(1)).await;
    panic_once(&queue).await;
    assert_eq!(waiting(&pool).await, 1);
    clock.advance(TimeDelta::hours(1));
    let given_up = claim_one(&queue).await.unwrap();
    assert!(given_up.is_exhausted());
    // That worker dies; the next one panics again.
    clock.advance(LEASE);
    panic_once(&queue).await;
    assert_eq!((waiting(&pool).await, buried(&pool).await), (0, 1));
}
