use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::response::Response;
use futures_util::FutureExt;

use crate::TraceId;
use crate::refusal::Refusal;

/// Runs a handler so that neither a panic nor a hang gets out.
///
/// # Errors
/// The refusal to answer with.
pub(crate) async fn contained(
    handler: impl Future<Output = Response>,
    timeout: Duration,
    trace_id: &TraceId,
) -> Result<Response, Refusal> {
    let caught = AssertUnwindSafe(handler).catch_unwind();
    match tokio::time::timeout(timeout, caught).await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(panic)) => {
            report(panic, trace_id);
            Err(Refusal::Broken)
        }
        Err(_elapsed) => {
            tracing::warn!(
                request_id = trace_id.as_str(),
                "a request was not answered in time"
            );
            Err(Refusal::TooSlow)
        }
    }
}

/// The panic's own words may quote a document, so they stay out of the log.
fn report(panic: Box<dyn Any + Send>, trace_id: &TraceId) {
    drop(panic);
    metrics::counter!("http_panics_total").increment(1);
    tracing::error!(request_id = trace_id.as_str(), "a handler panicked");
}
