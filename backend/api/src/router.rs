use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::get;
use credence_http_server::{HardenOptions, harden, health};
use http::StatusCode;

use crate::problem::Problem;
use crate::state::ApiState;
use crate::{endpoints, pages, problem};

/// No body of the API comes near it; photographs go to the DVS server.
const BODY_LIMIT: u64 = 64 * 1024;
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
const BODY_TIMEOUT: Duration = Duration::from_secs(8);

/// Everything this room serves: the API, the pages and the health routes, with their protective
/// layer around. Hand it to [`credence_http_server::serve`].
pub fn router(state: ApiState) -> Router {
    let is_ready = state.is_ready();
    let health = health::routes(move || is_ready(), state.metrics(), problem::refusal);
    let options = HardenOptions {
        body_limit: BODY_LIMIT,
        request_timeout: REQUEST_TIMEOUT,
        body_timeout: BODY_TIMEOUT,
        strict_transport: state.is_https(),
        refusal: problem::refusal,
    };
    let router = Router::from(endpoints::routes(Some(&state)))
        .route("/", get(pages::to_verify))
        .route("/verify", get(pages::to_verify))
        .route("/verify/", get(pages::verify_page))
        .route("/review", get(pages::to_review))
        .route("/review/", get(pages::review_page))
        .route("/assets/{*path}", get(pages::asset))
        .fallback(pages::file)
        .with_state(state)
        .merge(health)
        .method_not_allowed_fallback(async || {
            let detail = "The method is not allowed here; Allow names those that are.";
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
        })
        .layer(from_fn(problem::render));
    harden(router, options)
}
