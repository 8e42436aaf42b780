use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use http::header;

use crate::body_limit::{LimitedBody, announces_more_than};
use crate::contain::contained;
use crate::exchange::Exchange;
use crate::framing::Framing;
use crate::refusal::Refusal;
use crate::{RenderRefusal, TraceId, security_headers, trace_id};

/// What the protective layer allows and how it says no.
#[derive(Debug, Clone)]
pub struct HardenOptions {
    /// Bytes of a request body. More is answered 413 and the connection is closed: at once when the
    /// request announces it, else at the limit.
    pub body_limit: u64,
    /// From the end of the header to the beginning of the answer, the body's arrival included;
    /// later is 503. An answer that streams (events) may take as long as it likes.
    pub request_timeout: Duration,
    /// How long a body may pause; longer is 408.
    pub body_timeout: Duration,
    /// Adds `Strict-Transport-Security`; for services reached over HTTPS.
    pub strict_transport: bool,
    /// How refusals look.
    pub refusal: RenderRefusal,
}

impl Default for HardenOptions {
    fn default() -> Self {
        Self {
            body_limit: 1024 * 1024,
            request_timeout: Duration::from_secs(30),
            body_timeout: Duration::from_secs(8),
            strict_transport: false,
            refusal: crate::plain_refusal,
        }
    }
}

/// Wraps all routes of `router`, its fallback included: request id, access log and metrics, lengths
/// that contradict each other refused, body limits, a total timeout, panics turned into a constant
/// 500, and the security headers of answers that do not set their own.
///
/// Layers that must also see refusals (CORS) go around the result.
pub fn harden(router: Router, options: HardenOptions) -> Router {
    router
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(Arc::new(options), guard))
}

async fn guard(
    State(options): State<Arc<HardenOptions>>,
    mut request: Request,
    next: Next,
) -> Response {
    let trace_id = TraceId::of(request.headers());
    let exchange = Exchange::begin(&request, trace_id.clone());
    request.extensions_mut().insert(trace_id.clone());
    let answered = match admit(&request, &options) {
        Ok(()) => pass(&options, request, next, &trace_id).await,
        Err(refusal) => Err(refusal),
    };
    let mut response =
        answered.unwrap_or_else(|refusal| refusal.render(options.refusal, &trace_id));
    security_headers::add_missing(response.headers_mut(), options.strict_transport);
    if let Some(value) = trace_id.header_value() {
        response.headers_mut().insert(trace_id::HEADER, value);
    }
    exchange.end(response.status());
    response
}

fn admit(request: &Request, options: &HardenOptions) -> Result<(), Refusal> {
    if request.extensions().get() == Some(&Framing::Ambiguous) {
        return Err(Refusal::AmbiguousLength);
    }
    if request.headers().get_all(header::HOST).iter().count() > 1 {
        return Err(Refusal::DuplicateHost);
    }
    if announces_more_than(request.headers(), options.body_limit) {
        return Err(Refusal::BodyTooLarge);
    }
    Ok(())
}

async fn pass(
    options: &HardenOptions,
    request: Request,
    next: Next,
    trace_id: &TraceId,
) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    let (body, fault) = LimitedBody::new(body, options.body_limit, options.body_timeout);
    let request = Request::from_parts(parts, Body::new(body));
    let answered = contained(next.run(request), options.request_timeout, trace_id).await;
    // Whatever the handler made of a cut body, the cut is the answer.
    fault.refusal().map_or(answered, Err)
}
