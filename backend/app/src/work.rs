use std::sync::Arc;

use credence_jobs::{Job, WorkerOptions, run_due, run_worker};
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::fault::Fault;
use crate::verification::{VERIFY, verify_session};

/// Works off the queue with `concurrency` jobs at a time until cancelled; then finishes what it has
/// begun and returns. The worker role is this call (and [`crate::expire_sessions`] by the minute).
pub async fn work(app: Arc<App>, concurrency: usize, cancel: CancellationToken) {
    let queue = app.queue.clone();
    let options = WorkerOptions::new(&[VERIFY], concurrency);
    run_worker(queue, options, cancel, move |job: Job| {
        let app = Arc::clone(&app);
        async move { verify_session(&app, &job).await }
    })
    .await;
}

/// Works off what is due now, one job after the other, and says how many there were.
///
/// # Errors
/// When the database is out of reach.
pub async fn work_due(app: &App) -> Result<usize, Fault> {
    let kinds = [VERIFY.to_owned()];
    Ok(run_due(&app.queue, &kinds, |job| async move {
        verify_session(app, &job).await
    })
    .await?)
}
