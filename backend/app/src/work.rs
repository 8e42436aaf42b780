use std::sync::Arc;

use credence_jobs::{Job, Outcome, Queue, WorkerOptions, run_due, run_worker};
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::erasure::{DELETE_OBJECTS, FINISH_ERASURE, finish_erasure};
use crate::fault::Fault;
use crate::retention::{PURGE_OBJECTS, PURGE_REQUESTS, purge_objects, purge_requests};
use crate::verification::{VERIFY, verify_session};
use crate::webhooks::{WEBHOOK, deliver};

/// The kinds of job besides webhooks and what ends an erasure.
const KINDS: [&str; 2] = [VERIFY, PURGE_OBJECTS];
/// The kinds of job that end an erasure, and those that wait for the DVS server as they do.
const ERASURES: [&str; 3] = [FINISH_ERASURE, DELETE_OBJECTS, PURGE_REQUESTS];
/// Erasures under way at a time; each waits for the object store and the DVS server.
const ERASURES_AT_ONCE: usize = 4;
/// Webhooks under way at a time; each waits for its receiver all of its life.
const WEBHOOKS_AT_ONCE: usize = 16;

/// Works off the queue with `concurrency` verifications at a time until cancelled; then finishes what
/// it has begun and returns. The worker role is this call (and [`crate::sweep`] by the
/// minute). Webhooks have workers of their own, so that receivers that hang hold up no verification, and so
/// have erasures, which no queue of verifications delays.
pub async fn work(app: Arc<App>, concurrency: usize, cancel: CancellationToken) {
    let verifying = {
        let app = Arc::clone(&app);
        let options = WorkerOptions::new(&KINDS, concurrency);
        run_worker(app.queue.clone(), options, cancel.clone(), move |job| {
            run(Arc::clone(&app), job)
        })
    };
    // Other queues over the same table: a wake-up is for the verifications.
    let erasing = {
        let app = Arc::clone(&app);
        let queue = Queue::new(app.pool.clone(), Arc::clone(&app.clock));
        let options = WorkerOptions::new(&ERASURES, ERASURES_AT_ONCE);
        run_worker(queue, options, cancel.clone(), move |job| {
            run(Arc::clone(&app), job)
        })
    };
    let queue = Queue::new(app.pool.clone(), Arc::clone(&app.clock));
    let options = WorkerOptions::new(&[WEBHOOK], WEBHOOKS_AT_ONCE);
    let telling = run_worker(queue, options, cancel, move |job| {
        run(Arc::clone(&app), job)
    });
    tokio::join!(verifying, erasing, telling);
}

/// Works off what is due now, one job after the other, and says how many there were.
///
/// # Errors
/// When the database is out of reach.
pub async fn work_due(app: &App) -> Result<usize, Fault> {
    let kinds = [
        VERIFY,
        FINISH_ERASURE,
        DELETE_OBJECTS,
        PURGE_OBJECTS,
        PURGE_REQUESTS,
        WEBHOOK,
    ]
    .map(str::to_owned);
    Ok(run_due(&app.queue, &kinds, |job| async move {
        work_one(app, &job).await
    })
    .await?)
}

async fn run(app: Arc<App>, job: Job) -> Outcome {
    work_one(&app, &job).await
}

async fn work_one(app: &App, job: &Job) -> Outcome {
    match job.kind.as_str() {
        WEBHOOK => deliver(app, job).await,
        PURGE_OBJECTS => purge_objects(app, job).await,
        PURGE_REQUESTS => purge_requests(app, job).await,
        FINISH_ERASURE | DELETE_OBJECTS => finish_erasure(app, job).await,
        _ => verify_session(app, job).await,
    }
}
