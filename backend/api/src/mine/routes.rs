use axum::Router;
use axum::extract::State;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::{HeaderMap, HeaderValue, header};

use super::{ask, brand, download, enter, erase, image, overview, receipt, trouble};
use crate::pages::{PageFiles, answer_page};
use crate::problem::Problem;
use crate::same_origin;
use crate::state::ApiState;

/// The product's colours and sizes, and what this page makes of them.
const STYLE: &str = concat!(
    include_str!("../../../../frontend/styles/tokens.css"),
    include_str!("../../../../frontend/components/logo/logo.css"),
    include_str!("style.css")
);
const MARK: &str = include_str!("../../../../frontend/styles/mark.svg");

/// Everything below `/mine/`. What changes something comes from our own forms alone, and a refusal is
/// a page too.
pub(crate) fn routes(state: &ApiState) -> Router<ApiState> {
    Router::new()
        .route("/mine", get(to_mine))
        .route("/mine/", get(overview::overview).post(enter::enter))
        .route("/mine/images/{id}", get(image::shown))
        .route("/mine/images/{id}/original", get(image::original))
        .route("/mine/download", get(download::download))
        .route("/mine/human", get(ask::form).post(ask::ask))
        .route("/mine/erase", get(erase::confirm).post(erase::erase))
        .route("/mine/erased", get(erase::erased))
        .route("/mine/receipt", get(receipt::receipt))
        .route("/mine/leave", post(enter::leave))
        .route("/mine/brand/{name}", get(brand::style))
        .route("/mine/style.css", get(style))
        .route("/mine/mark.svg", get(mark))
        .layer(from_fn_with_state(state.clone(), same_origin::guard))
        .layer(from_fn_with_state(state.clone(), trouble::as_page))
}

/// The files that the page is drawn with.
pub(crate) fn files() -> PageFiles {
    let named = |(name, text): (&str, &'static str)| (name.to_owned(), text.into());
    PageFiles::new([("style.css", STYLE), ("mark.svg", MARK)].map(named))
}

/// Relative, so that the page also works below a sub-path.
async fn to_mine() -> Response {
    see_other("mine/")
}

/// 303 to another page of these.
pub(super) fn see_other(place: &'static str) -> Response {
    let place = (header::LOCATION, HeaderValue::from_static(place));
    (http::StatusCode::SEE_OTHER, [place]).into_response()
}

async fn style(State(state): State<ApiState>, headers: HeaderMap) -> Result<Response, Problem> {
    file(&state, "style.css", &headers)
}

async fn mark(State(state): State<ApiState>, headers: HeaderMap) -> Result<Response, Problem> {
    file(&state, "mark.svg", &headers)
}

fn file(state: &ApiState, name: &str, headers: &HeaderMap) -> Result<Response, Problem> {
    let file = state
        .mine_files()
        .get(name)
        .ok_or_else(Problem::not_found)?;
    Ok(answer_page(file, headers))
}
