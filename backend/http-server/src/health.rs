//! The routes that tell whether the process works: `/healthz`, `/readyz` and `/metrics`.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{HeaderMap, StatusCode, header};

use crate::refusal::Refusal;
use crate::{ConnectionInfo, Metrics, RenderRefusal, TraceId};

/// How long the probe behind `/readyz` may take.
const PROBE_TIMEOUT: Duration = Duration::from_secs(2);

/// Headers by which a proxy reveals that the peer is not the client.
const FORWARDING_HEADERS: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/// `/healthz` is 200 while the process runs; `/readyz` is 200 while `is_ready` says so within 2 s,
/// else 503; `/metrics` answers a peer on the same machine, without a proxy between, else 404.
pub fn routes<P, F>(is_ready: P, metrics: Metrics, refusal: RenderRefusal) -> Router
where
    P: Fn() -> F + Send + Sync + 'static,
    F: Future<Output = bool> + Send + 'static,
{
    let is_ready = Arc::new(is_ready);
    Router::new()
        .route("/healthz", get(async || "alive\n"))
        .route(
            "/readyz",
            get(move || {
                let probe = is_ready();
                async move { readiness(probe).await }
            }),
        )
        .route(
            "/metrics",
            get(async move |request: Request| measurements(&request, metrics, refusal)),
        )
}

async fn readiness(probe: impl Future<Output = bool>) -> (StatusCode, &'static str) {
    match tokio::time::timeout(PROBE_TIMEOUT, probe).await {
        Ok(true) => (StatusCode::OK, "ready\n"),
        Ok(false) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}

fn measurements(request: &Request, metrics: Metrics, refusal: RenderRefusal) -> Response {
    let info = request.extensions().get::<ConnectionInfo>();
    let is_local = info.is_some_and(|info| info.peer.ip().to_canonical().is_loopback());
    if is_local && !is_forwarded(request.headers()) {
        let text_format = "text/plain; version=0.0.4; charset=utf-8";
        return ([(header::CONTENT_TYPE, text_format)], metrics.render()).into_response();
    }
    let trace_id = request
        .extensions()
        .get()
        .cloned()
        .unwrap_or_else(TraceId::random);
    Refusal::NotFound.render(refusal, &trace_id)
}

fn is_forwarded(headers: &HeaderMap) -> bool {
    FORWARDING_HEADERS
        .iter()
        .any(|name| headers.contains_key(*name))
}
