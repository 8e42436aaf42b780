use axum::extract::FromRequestParts;
use credence_app::{SessionToken, read_session_token};
use credence_http_server::bearer;
use http::request::Parts;

use crate::problem::Problem;
use crate::state::ApiState;

/// A person's session token, whose signature was checked; the use case itself will check that it is
/// the session's.
#[derive(Debug)]
pub(crate) struct PresentedToken(pub(crate) SessionToken);

impl FromRequestParts<ApiState> for PresentedToken {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let text = bearer(&parts.headers).ok_or_else(Problem::unauthorized)?;
        state.quotas().call_with(text)?;
        Ok(Self(read_session_token(state.app(), text).await?))
    }
}
