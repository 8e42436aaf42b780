use std::time::Instant;

use axum::extract::MatchedPath;
use http::{Request, StatusCode};

use crate::TraceId;

/// One request and its answer: counted, timed and logged when it ends, also when the client hangs
/// up first. The line carries the route's pattern and never the path, the query, a header or a body.
#[derive(Debug)]
pub(crate) struct Exchange {
    trace_id: TraceId,
    method: &'static str,
    path: MatchedPathText,
    begun: Instant,
    status: Option<StatusCode>,
}

#[derive(Debug)]
struct MatchedPathText(Option<MatchedPath>);

impl MatchedPathText {
    fn as_str(&self) -> &str {
        self.0.as_ref().map_or("unmatched", MatchedPath::as_str)
    }
}

impl Exchange {
    pub(crate) fn begin<B>(request: &Request<B>, trace_id: TraceId) -> Self {
        metrics::gauge!("http_requests_in_flight").increment(1.0);
        Self {
            trace_id,
            method: known_method(request.method().as_str()),
            path: MatchedPathText(request.extensions().get().cloned()),
            begun: Instant::now(),
            status: None,
        }
    }

    pub(crate) fn end(mut self, status: StatusCode) {
        self.status = Some(status);
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let elapsed = self.begun.elapsed();
        let path = self.path.as_str().to_owned();
        // 499, as web servers write "the client closed the request".
        let status = self.status.map_or(499, |status| status.as_u16());
        metrics::gauge!("http_requests_in_flight").decrement(1.0);
        let labels = [
            ("method", self.method.to_owned()),
            ("path", path),
            ("status", status.to_string()),
        ];
        metrics::histogram!("http_request_duration_seconds", &labels).record(elapsed.as_secs_f64());
        metrics::counter!("http_requests_total", &labels).increment(1);
        tracing::info!(
            target: "access",
            method = self.method,
            path = self.path.as_str(),
            status,
            milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
            request_id = self.trace_id.as_str(),
            "request"
        );
    }
}

/// A client may send any word as its method; a label or a log line takes only the usual ones.
fn known_method(method: &str) -> &'static str {
    ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
        .into_iter()
        .find(|known| *known == method)
        .unwrap_or("other")
}
