use axum::Router;
use axum::extract::Request;
use axum::middleware::from_fn;
use axum::routing::{delete, get, post};
use credence_http_server::{HardenOptions, harden};
use http::{HeaderName, HeaderValue, Method, header};
use tower::Layer;
use tower::util::MapRequestLayer;
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer};

use crate::endpoints;
use crate::error::{DvsError, render_errors, render_refusal};
use crate::path;
use crate::state::DvsState;

/// The one path that a page may call.
const CREATE_REQUEST: &str = "/api/v3/request";

/// All endpoints, hardened: to be served as it is, and not wrapped in a protective layer again.
/// Health routes may be merged in.
pub fn router(state: DvsState) -> Router {
    let config = &state.config;
    let options = HardenOptions {
        body_limit: u64::try_from(config.body_limit_bytes).unwrap_or(u64::MAX),
        request_timeout: config.request_timeout,
        body_timeout: config.body_timeout,
        strict_transport: config.strict_transport,
        refusal: render_refusal,
    };
    let routes = Router::new()
        .route(CREATE_REQUEST, post(endpoints::create_request))
        .route(
            "/api/v3/request/{request_id}",
            delete(endpoints::erase_request),
        )
        .route(
            "/api/v3/request/{request_id}/result",
            get(endpoints::get_result),
        )
        .route(
            "/api/v3/verify/{request_id}",
            post(endpoints::verify_request),
        )
        .route("/api/v3/verify", post(endpoints::verify))
        .route("/api/v4/verify", post(endpoints::verify_v4))
        .method_not_allowed_fallback(async || DvsError::MethodNotAllowed)
        .fallback(async || DvsError::NotFound)
        .with_state(state)
        .layer(from_fn(render_errors));
    let hardened = harden(routes, options).layer(cross_origin());
    // Outside the routes, because it decides which of them matches.
    let canonical = MapRequestLayer::new(with_canonical_path).layer(hardened);
    Router::new().fallback_service(canonical)
}

fn with_canonical_path(mut request: Request) -> Request {
    if let Some(uri) = path::canonical(request.uri()) {
        *request.uri_mut() = uri;
    }
    request
}

/// Pages of any origin may create requests: what binds a key to hosts is its licence, and no cookie
/// is ever read. Nothing else may be called from a page, for that would take the secret key there.
fn cross_origin() -> CorsLayer {
    let pages = AllowOrigin::predicate(|_origin: &HeaderValue, parts: &http::request::Parts| {
        parts.uri.path() == CREATE_REQUEST
    });
    CorsLayer::new()
        .allow_origin(pages)
        .allow_methods([Method::POST])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers([HeaderName::from_static("x-request-id"), header::RETRY_AFTER])
        .max_age(std::time::Duration::from_secs(24 * 3600))
}
