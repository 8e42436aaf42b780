use std::sync::Arc;

use credence_jobs::{Job, Outcome, WorkerOptions, run_due, run_worker};
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::erasure::{DELETE_OBJECTS, delete_objects};
use crate::fault::Fault;
use crate::verification::{VERIFY, verify_session};

/// The kinds of job that there are.
const KINDS: [&str; 2] = [VERIFY, DELETE_OBJECTS];

/// Works off the queue with `concurrency` jobs at a time until cancelled; then finishes what it has
/// begun and returns. The worker role is this call (and [`crate::expire_sessions`] by the minute).
pub async fn work(app: Arc<App>, concurrency: usize, cancel: CancellationToken) {
    let queue = app.queue.clone();
    let options = WorkerOptions::new(&KINDS, concurrency);
    run_worker(queue, options, cancel, move |job: Job| {
        let app = Arc::clone(&app);
        async move { work_one(&app, &job).await }
    })
    .await;
}

/// Works off what is due now, one job after the other, and says how many there were.
///
/// # Errors
/// When the database is out of reach.
pub async fn work_due(app: &App) -> Result<usize, Fault> {
    let kinds = KINDS.map(str::to_owned);
    Ok(run_due(&app.queue, &kinds, |job| async move {
        work_one(app, &job).await
    })
    .await?)
}

async fn work_one(app: &App, job: &Job) -> Outcome {
    match job.kind.as_str() {
        DELETE_OBJECTS => delete_objects(app, job).await,
        _ => verify_session(app, job).await,
    }
}
