use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use crate::extract::PresentedLogin;
use crate::problem::Problem;
use crate::state::ApiState;

/// Sign out of the console. No login, or one that is gone, is no error.
#[utoipa::path(
    post, path = "/v1/console/sign-out", tag = "console",
    responses((status = 204, description = "Signed out")),
    security(())
)]
pub(super) async fn sign_out(
    PresentedLogin(login): PresentedLogin,
    State(state): State<ApiState>,
) -> Result<Response, Problem> {
    if let Some(token) = login {
        credence_app::sign_out(state.app(), &token).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(cookie) = state.cookie().clear() {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
