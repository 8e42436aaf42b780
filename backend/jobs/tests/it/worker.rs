use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use credence_jobs::{Outcome, Queue, WorkerOptions, run_worker};
use sqlx::PgPool;
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

use crate::setup::{enqueue, job, queue, waiting};

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

#[sqlx::test(migrations = "../../migrations")]
async fn a_handler_that_panics_has_failed(pool: PgPool) {
    let (queue, _) = queue(&pool);
    enqueue(&queue, &pool, job(3)).await;
    let runs = Arc::new(AtomicU32::new(0));
    let ran = Arc::new(Notify::new());
    let cancel = CancellationToken::new();
    let handler = {
        let (runs, ran) = (Arc::clone(&runs), Arc::clone(&ran));
        move |_: credence_jobs::Job| {
            let (runs, ran) = (Arc::clone(&runs), Arc::clone(&ran));
            async move {
                runs.fetch_add(1, Ordering::SeqCst);
                ran.notify_one();
                panic!("as a test does");
            }
        }
    };
    let worker = tokio::spawn(run_worker(queue, options(), cancel.clone(), handler));
    ran.notified().await;
    cancel.cancel();
    worker.await.unwrap();
    let reason: Option<String> = sqlx::query_scalar("select last_error from credence.job")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(
        (runs.load(Ordering::SeqCst), reason.as_deref()),
        (1, Some("panicked"))
    );
}
