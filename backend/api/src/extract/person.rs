use axum::extract::FromRequestParts;
use credence_app::SessionToken;
use credence_http_server::bearer;
use http::request::Parts;

use crate::problem::Problem;
use crate::state::ApiState;

/// A person's session token, which the use case itself will check.
#[derive(Debug)]
pub(crate) struct PresentedToken(pub(crate) SessionToken);

impl FromRequestParts<ApiState> for PresentedToken {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let text = bearer(&parts.headers).ok_or_else(Problem::unauthorized)?;
        let token = SessionToken::parse(text).ok_or_else(Problem::unauthorized)?;
        state.quotas().call_with(text)?;
        Ok(Self(token))
    }
}
