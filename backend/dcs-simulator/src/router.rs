use std::time::Duration;

use axum::Router;
use axum::middleware::{from_fn, map_response};
use axum::response::Response;
use axum::routing::get;
use credence_dcs_protocol::MESSAGE_LIMIT_BYTES;
use credence_http_server::{HardenOptions, harden};
use http::{HeaderValue, header};

use crate::endpoints::{check_passport, read_status};
use crate::nginx_page::refuse_strangers;
use crate::refusal::{CheckRefusal, render_refusal};
use crate::state::SimulatorState;

/// The one path.
const CHECKS: &str = "/checks/passport";
/// Longer than the slowest scripted answer.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// Both endpoints, hardened, for clients that [`crate::serve`] has seen the certificates of: without
/// TLS everybody is turned away.
pub fn router(state: SimulatorState) -> Router {
    let options = HardenOptions {
        body_limit: MESSAGE_LIMIT_BYTES.try_into().unwrap_or(u64::MAX),
        request_timeout: REQUEST_TIMEOUT,
        refusal: render_refusal,
        ..HardenOptions::default()
    };
    let routes = Router::new()
        .route(CHECKS, get(read_status).post(check_passport))
        .method_not_allowed_fallback(async || CheckRefusal::MethodNotAllowed)
        .fallback(async || CheckRefusal::NotFound)
        .with_state(state);
    harden(routes, options)
        .layer(map_response(with_strict_transport))
        .layer(from_fn(refuse_strangers))
}

/// As the service's own answers say; nginx's pages do not.
async fn with_strict_transport(mut response: Response) -> Response {
    response.headers_mut().insert(
        header::STRICT_TRANSPORT_SECURITY,
        HeaderValue::from_static("max-age=31536000"),
    );
    response
}
