use axum::extract::FromRequestParts;
use credence_app::{Integrator, IntegratorKey, SessionToken};
use credence_http_server::bearer;
use http::request::Parts;

use super::integrator::{IntegratorWith, SessionsRead};
use super::person::PresentedToken;
use crate::problem::Problem;
use crate::state::ApiState;

/// Whoever may look at where a session stands.
#[derive(Debug)]
pub(crate) enum SessionReader {
    /// The session's person; the use case checks the token.
    Person(SessionToken),
    /// An integrator with the scope `sessions:read`.
    Integrator(Integrator),
}

impl FromRequestParts<ApiState> for SessionReader {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let is_key =
            bearer(&parts.headers).is_some_and(|text| IntegratorKey::parse(text).is_some());
        if is_key {
            let caller = IntegratorWith::<SessionsRead>::from_request_parts(parts, state).await?;
            return Ok(Self::Integrator(caller.integrator));
        }
        let PresentedToken(token) = PresentedToken::from_request_parts(parts, state).await?;
        Ok(Self::Person(token))
    }
}
