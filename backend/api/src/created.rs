use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// 200 with what was done, and `idempotency-replayed: true` where the same call did it before.
#[derive(Debug)]
pub(crate) struct Done<T> {
    pub(crate) body: T,
    pub(crate) is_replayed: bool,
}

/// 201 with what was made, and `idempotency-replayed: true` where the same call made it before.
#[derive(Debug)]
pub(crate) struct Created<T> {
    pub(crate) body: T,
    pub(crate) is_replayed: bool,
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        answer(StatusCode::CREATED, self.body, self.is_replayed)
    }
}

impl<T: Serialize> IntoResponse for Done<T> {
    fn into_response(self) -> Response {
        answer(StatusCode::OK, self.body, self.is_replayed)
    }
}

fn answer(status: StatusCode, body: impl Serialize, is_replayed: bool) -> Response {
    let mut response = (status, Json(body)).into_response();
    if is_replayed {
        let headers = response.headers_mut();
        headers.insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}
