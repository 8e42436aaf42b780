use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use http::{HeaderMap, HeaderValue, header};

use crate::pages::answer_page;
use crate::problem::Problem;
use crate::state::ApiState;

/// Nothing runs, nothing is fetched but the style.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// The calls: the OpenAPI document for people.
pub(crate) async fn reader(
    State(state): State<ApiState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    file(&state, "docs.html", &headers)
}

/// What an integrator's users can do themselves.
pub(crate) async fn people(
    State(state): State<ApiState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    file(&state, "people.html", &headers)
}

/// Every code on one page.
pub(crate) async fn reference(
    State(state): State<ApiState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    file(&state, "reference.html", &headers)
}

/// All problems are in the reference.
pub(crate) async fn problems(State(state): State<ApiState>) -> Redirect {
    Redirect::temporary(&format!("{}/reference#problems", state.public_url()))
}

/// The page that a problem's `type` points to.
pub(crate) async fn problem_page(
    State(state): State<ApiState>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    file(&state, &format!("problems/{code}.html"), &headers)
}

/// How the manual looks.
pub(crate) async fn style(
    State(state): State<ApiState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    file(&state, "manual.css", &headers)
}

fn file(state: &ApiState, path: &str, headers: &HeaderMap) -> Result<Response, Problem> {
    let file = state.manual().get(path).ok_or_else(Problem::not_found)?;
    let mut response = answer_page(file, headers);
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, POLICY);
    Ok(response)
}
