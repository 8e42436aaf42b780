use axum::Json;
use axum::response::{IntoResponse, Response};
use credence_app::SignedIn;
use http::{StatusCode, header};

use crate::state::ApiState;
use crate::wire::Me;

/// Who is in now, with the cookie that keeps them in.
pub(super) fn signed_in(state: &ApiState, status: StatusCode, signed_in: SignedIn) -> Response {
    let cookie = state.cookie().set(&signed_in);
    let mut response = (status, Json(Me::from(signed_in.administrator))).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
