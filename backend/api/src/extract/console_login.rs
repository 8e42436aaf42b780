use std::convert::Infallible;

use axum::extract::FromRequestParts;
use credence_app::{Administrator, ConsoleToken, authenticate_administrator};
use http::request::Parts;

use crate::problem::Problem;
use crate::state::ApiState;

/// Somebody signed in to the console, in any role; the role is in the value.
#[derive(Debug)]
pub(crate) struct ConsoleLogin(pub(crate) Administrator);

/// The login that a request carries, good or not; for signing out.
#[derive(Debug)]
pub(crate) struct PresentedLogin(pub(crate) Option<ConsoleToken>);

impl FromRequestParts<ApiState> for ConsoleLogin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let token = state
            .cookie()
            .read(&parts.headers)
            .ok_or_else(Problem::unauthorized)?;
        Ok(Self(authenticate_administrator(state.app(), &token).await?))
    }
}

impl FromRequestParts<ApiState> for PresentedLogin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Infallible> {
        Ok(Self(state.cookie().read(&parts.headers)))
    }
}
