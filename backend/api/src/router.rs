use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use credence_http_server::{HardenOptions, harden, health};

use crate::problem::Problem;
use crate::problem_code::ProblemCode;
use crate::state::ApiState;
use crate::{endpoints, manual, mine, pages, problem};

/// A logo is the largest body; photographs go to the DVS server.
const BODY_LIMIT: u64 = 100 * 1024;
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
const BODY_TIMEOUT: Duration = Duration::from_secs(8);

/// Everything this room serves: the API, the pages and the health routes, with their protective
/// layer around. Hand it to [`credence_http_server::serve`].
pub fn router(state: ApiState) -> Router {
    let is_ready = state.is_ready();
    let render_state = state.clone();
    let health = health::routes(move || is_ready(), state.metrics(), problem::refusal);
    let options = HardenOptions {
        body_limit: BODY_LIMIT,
        request_timeout: REQUEST_TIMEOUT,
        body_timeout: BODY_TIMEOUT,
        strict_transport: state.is_https(),
        refusal: problem::refusal,
    };
    let router = Router::from(endpoints::routes(Some(&state)))
        .merge(mine::routes(&state))
        .route("/", get(pages::to_verify))
        .route("/verify", get(pages::to_verify))
        .route("/verify/", get(pages::verify_page))
        .route("/review", get(pages::to_review))
        .route("/review/", get(pages::review_page))
        .route("/assets/{*path}", get(pages::asset))
        .route("/docs", get(manual::reader))
        .route("/reference", get(manual::reference))
        .route("/people", get(manual::people))
        .route("/problems", get(manual::problems))
        .route("/problems/{code}", get(manual::problem_page))
        .route("/manual.css", get(manual::style))
        .fallback(pages::file)
        .with_state(state)
        .merge(health)
        .method_not_allowed_fallback(async || {
            let detail = "The method is not allowed here; Allow names those that are.";
            Problem::new(ProblemCode::MethodNotAllowed, detail)
        });
    // Outside, so that the refusals of the protective layer get their document too.
    harden(router, options).layer(from_fn_with_state(render_state, problem::render))
}
