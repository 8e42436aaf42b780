use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::app::App;

/// Works off the queue with `concurrency` jobs at a time until cancelled; then finishes what it has
/// begun and returns. The worker role is this call (and [`crate::expire_sessions`] by the minute).
pub async fn work(app: Arc<App>, concurrency: usize, cancel: CancellationToken) {
    todo!()
}
